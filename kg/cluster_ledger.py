"""What clustering keeps in the ledger: features of each record, which record speaks of what, pairs that wait for a person."""

import json
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

import sqlalchemy as sa

from kg.clusters import Doubt
from kg.decisions import RecordId
from kg.features import Features
from kg.ledger import Ledger

_tables = sa.MetaData()
_features = sa.Table(
    "features",
    _tables,
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("features", sa.LargeBinary, nullable=False),
)
MENTIONS = sa.Table(
    "mentions",
    _tables,
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("iri", sa.String, primary_key=True, index=True),
)
"""Which record speaks of what."""
_effects = sa.Table("effects", _tables, sa.Column("decision", sa.Integer, primary_key=True))
_weighed = sa.Table("weighed", _tables, sa.Column("weights", sa.String, primary_key=True))
"""The version of the weights by which all features were weighed; empty when others have come since."""
_doubts = sa.Table(
    "doubts",
    _tables,
    sa.Column("one", sa.String, primary_key=True),
    sa.Column("other", sa.String, primary_key=True),
    sa.Column("probability", sa.Float, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("reach", sa.Integer, nullable=False),
    sa.Column("found", sa.Float, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits for a person; ``found`` in seconds since 1970."""

    one: str
    other: str
    probability: float
    evidence: tuple[str, ...]
    reach: int
    found: float


class ClusterLedger:
    """The features and doubts in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger.create(_tables)

    def describe(self, source: str, described: Mapping[str, Features | None]) -> None:
        """Keep the features of a source's records by id, in place of those that were there; None: there are none any more."""
        if not described:
            return
        packed = {id: _packed(each) for id, each in described.items() if each}
        with self._ledger.begin() as connection:
            of_these = sa.select(_features).where(_features.c.source == source, _features.c.id.in_(list(described)))
            if {row.id: row.features for row in connection.execute(of_these)} == packed:
                return
            connection.execute(_weighed.delete())
            for table in (_features, MENTIONS):
                connection.execute(table.delete().where(table.c.source == source, table.c.id.in_(list(described))))
            if packed:
                connection.execute(_features.insert(), [{"source": source, "id": id, "features": packed[id]} for id in packed])
            mentions = [
                {"source": source, "id": id, "iri": iri}
                for id, each in described.items()
                if each
                for iri in (*each.agents, *each.works, *each.hubs)
            ]
            if mentions:
                connection.execute(MENTIONS.insert(), mentions)

    def described(self) -> int:
        """How many records have their features kept."""
        with self._ledger.begin() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(_features)) or 0)

    def speaking_of(self, iris: Iterable[str], most: int = -1) -> set[RecordId]:
        """The records, or ``most`` of them for each, whose conversion speaks of these IRIs."""
        found: set[RecordId] = set()
        with self._ledger.begin() as connection:
            for some in batched(sorted(set(iris)), 1 if most >= 0 else 500):
                query = sa.select(MENTIONS.c.source, MENTIONS.c.id).where(MENTIONS.c.iri.in_(some))
                query = query.order_by(MENTIONS.c.source, MENTIONS.c.id).limit(most) if most >= 0 else query
                found.update((row.source, row.id) for row in connection.execute(query))
        return found

    def in_effect(self) -> int:
        """The number of the last decision that the graph follows; 0 if it follows none."""
        with self._ledger.begin() as connection:
            return int(connection.scalar(sa.select(sa.func.max(_effects.c.decision))) or 0)

    def note_effect(self, decision: int, weights: str) -> None:
        """Note that the graph follows the decisions up to this one, and what all features say by these weights."""
        with self._ledger.begin() as connection:
            for table in (_effects, _weighed):
                connection.execute(table.delete())
            connection.execute(_effects.insert().values(decision=decision))
            connection.execute(_weighed.insert().values(weights=weights))

    def unweigh(self) -> None:
        """Note that all features are to be weighed again."""
        with self._ledger.begin() as connection:
            connection.execute(_weighed.delete())

    def weighed(self) -> str:
        """The version of the weights by which all features were weighed; "" if they were not."""
        with self._ledger.begin() as connection:
            return connection.scalar(sa.select(_weighed.c.weights)) or ""

    def features(self, only: Sequence[RecordId] | None = None) -> Iterator[tuple[RecordId, Features]]:
        """The features of all records, or of some, in the order of source and id."""
        query = sa.select(_features).order_by(_features.c.source, _features.c.id)
        if only is not None:
            query = query.where(sa.tuple_(_features.c.source, _features.c.id).in_(list(only)))
        with self._ledger.begin() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                yield (row.source, row.id), Features.from_json(json.loads(zlib.decompress(row.features)))

    def replace_doubts(self, doubts: Iterable[Doubt], connection: sa.Connection) -> None:
        """Make these the pairs that wait; those that stay keep the time when they were found. In the caller's transaction."""
        query = sa.select(_doubts.c.one, _doubts.c.other, _doubts.c.found)
        found = {(row.one, row.other): row.found for row in connection.execute(query)}
        connection.execute(_doubts.delete())
        now = time.time()
        rows = [
            {
                "one": each.one, "other": each.other, "probability": each.score.probability, "reach": each.reach,
                "evidence": list(each.score.evidence), "found": found.get((each.one, each.other), now),
            }
            for each in doubts
        ]  # fmt: skip
        if rows:
            connection.execute(_doubts.insert(), rows)

    def waiting(self, kind: str = "", *, offset: int = 0, limit: int = -1) -> list[Waiting]:
        """The pairs that wait, the most doubtful first, and among equals those that most records speak of.

        ``kind`` ("agent", "work") is the first part of the path of their IRIs.
        """
        doubt = sa.func.abs(_doubts.c.probability - 0.5)
        query = _of_kind(sa.select(_doubts), kind).order_by(doubt, _doubts.c.reach.desc(), _doubts.c.one, _doubts.c.other)
        query = query.offset(offset).limit(limit) if limit >= 0 else query
        with self._ledger.begin() as connection:
            rows = connection.execute(query).all()
        return [Waiting(r.one, r.other, r.probability, tuple(r.evidence), r.reach, r.found) for r in rows]

    def count(self, kind: str = "") -> int:
        """How many pairs wait."""
        query = _of_kind(sa.select(sa.func.count()).select_from(_doubts), kind)
        with self._ledger.begin() as connection:
            return int(connection.scalar(query) or 0)


def _of_kind[S: sa.Select[Any]](query: S, kind: str) -> S:
    return query.where(_doubts.c.one.contains(f"/{kind}/", autoescape=True)) if kind else query


def _packed(features: Features) -> bytes:
    return zlib.compress(json.dumps(features.to_json(), ensure_ascii=False, separators=(",", ":")).encode(), 1)
