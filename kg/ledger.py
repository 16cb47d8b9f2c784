"""Every record as it was received, and what became of it. The truth: the graph can be made again from here.

A record is ``pending`` from the moment its bytes are kept until its graph is written, so whatever a crash interrupts is found
and done again. ``stored`` records are in the graph; ``refused`` ones are not, for a reason; ``deleted`` ones were.
"""

import json
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched
from typing import Any, NamedTuple

import sqlalchemy as sa

from conversions.errors import GraphError

VERSION = 1
"""Rises when the tables change so that older programs must not write to them."""

PENDING, STORED, REFUSED, DELETED = "pending", "stored", "refused", "deleted"

HARVESTED = 0
"""The position of a record that stood in no file."""

_tables = sa.MetaData()
_meta = sa.Table("meta", _tables, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String))
_runs = sa.Table(
    "runs",
    _tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("started", sa.Float, nullable=False),
    sa.Column("finished", sa.Float),
    sa.Column("sums", sa.JSON, nullable=False, default=dict),
)
_records = sa.Table(
    "records",
    _tables,
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("state", sa.String, nullable=False, index=True),
    sa.Column("checksum", sa.String, nullable=False),
    sa.Column("made_by", sa.String, nullable=False),
    sa.Column("raw", sa.LargeBinary, nullable=False),
    sa.Column("profile", sa.JSON, nullable=False),
    sa.Column("file", sa.String, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("byte", sa.BigInteger, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("deletes", sa.Boolean, nullable=False, default=False),
    sa.Column("changed", sa.Float, nullable=False),
    sa.Column("reason", sa.String, nullable=False, default=""),
    sa.Column("audit", sa.JSON),
)
_refusals = sa.Table(
    "refusals",
    _tables,
    sa.Column("source", sa.String, primary_key=True),
    sa.Column("file", sa.String, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("byte", sa.BigInteger, nullable=False),
    sa.Column("id", sa.String, nullable=False, default=""),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("raw", sa.LargeBinary, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as the ledger keeps it.

    ``byte`` is its offset in ``file``, ``changed`` in seconds since 1970; ``deletes``: it says of itself that it is deleted.
    """

    source: str
    id: str
    raw: bytes
    checksum: str
    profile: Mapping[str, Any]
    file: str
    position: int
    byte: int
    state: str = PENDING
    deletes: bool = False
    reason: str = ""
    changed: float = 0.0
    audit: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Bytes that are in no graph, and why. ``position`` counts records in ``file`` from 1."""

    source: str
    file: str
    position: int
    byte: int
    id: str
    reason: str
    raw: bytes


class Known(NamedTuple):
    """What the ledger has of a record: its state, the checksum of its bytes, what its triples were made by, when last seen.

    ``deletes``: it is deleted, or to be deleted.
    """

    state: str
    checksum: str
    made_by: str
    run: int
    deletes: bool = False

    def made_from(self, checksum: str, made_by: str) -> bool:
        """Whether the same bytes, converted in the same way, are what the graph has."""
        return (self.checksum, self.made_by) == (checksum, made_by)


class Made(NamedTuple):
    """Records of a source that were converted in one way: by what, read how, and whether they came from a repository."""

    made_by: str
    profile: Mapping[str, Any]
    harvested: bool


_CONVERTED = (STORED, REFUSED)
_PROFILE = sa.cast(_records.c.profile, sa.String)


class Ledger:
    """The ledger at an SQLAlchemy address. Raises GraphError where it is newer than this program or cannot be opened."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url)
        sa.event.listen(self._engine, "connect", _configure)
        with self._begin() as connection:
            _tables.create_all(connection)
            found = connection.scalar(sa.select(_meta.c.value).where(_meta.c.name == "version"))
            if found is None:
                connection.execute(_meta.insert().values(name="version", value=str(VERSION)))
            elif int(found) > VERSION:
                raise GraphError(f"the ledger is of version {found}, this program knows {VERSION}: use a newer otrar")

    def create(self, tables: sa.MetaData) -> None:
        """Make the tables of another module, where they are not there yet."""
        with self._begin() as connection:
            tables.create_all(connection)

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """A transaction for another module's tables. Raises GraphError where the database fails."""
        with self._begin() as connection:
            yield connection

    def reopen(self, keys: Sequence[tuple[str, str]], connection: sa.Connection) -> None:
        """Mark stored records, by (source, id), as pending: their graphs are to be made again. In the caller's transaction."""
        statement = (
            _records.update()
            .where(
                _records.c.source == sa.bindparam("of_source"), _records.c.id == sa.bindparam("of_id"), _records.c.state == STORED
            )
            .values(state=PENDING)
        )
        if keys:
            connection.execute(statement, [{"of_source": source, "of_id": id} for source, id in keys])

    def withdraw(self, source: str, ids: Sequence[str]) -> None:
        """Note that stored records are gone from their source: pending, until they are out of the graph."""
        for some in batched(ids, 500):
            with self._begin() as connection:
                statement = _records.update().where(_records.c.source == source, _records.c.id.in_(some))
                connection.execute(statement.values(state=PENDING, deletes=True))

    def harvested(self, source: str) -> list[str]:
        """The ids of a source's records that came from its repository, not from a file, and are not deleted."""
        where = (_records.c.source == source, _records.c.position == HARVESTED, ~_records.c.deletes, _records.c.state != DELETED)
        with self._begin() as connection:
            return list(connection.scalars(sa.select(_records.c.id).where(*where)))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise GraphError(f"the ledger at {self._engine.url} cannot be used: {error.orig}") from error

    def start_run(self, source: str) -> int:
        """Begin a load of one source; its number is greater than that of any earlier run."""
        with self._begin() as connection:
            insert = _runs.insert().values(source=source, started=time.time(), sums={}).returning(_runs.c.id)
            return int(connection.scalars(insert).one())

    def finish_run(self, run: int, sums: Mapping[str, int]) -> None:
        """Note that a run came to its end, with its sums."""
        with self._begin() as connection:
            connection.execute(_runs.update().where(_runs.c.id == run).values(finished=time.time(), sums=dict(sums)))

    def known(self, source: str, ids: Sequence[str]) -> dict[str, Known]:
        """What is known of these records."""
        columns = [_records.c[name] for name in ("id", "state", "checksum", "made_by", "run", "deletes")]
        query = sa.select(*columns).where(_records.c.source == source, _records.c.id.in_(ids))
        with self._begin() as connection:
            return {row[0]: Known(*row[1:]) for row in connection.execute(query)}

    def made(self, source: str) -> list[Made]:
        """The ways in which a source's records were converted."""
        columns = (_records.c.made_by, _PROFILE, _records.c.position == HARVESTED)
        query = sa.select(*columns).where(_records.c.source == source, _records.c.state.in_(_CONVERTED)).distinct()
        with self._begin() as connection:
            return [Made(made_by, json.loads(text), bool(harvested)) for made_by, text, harvested in connection.execute(query)]

    def remake(self, source: str, made: Made, profile: Mapping[str, Any]) -> None:
        """Mark the records that were converted in this way as pending, to be read as ``profile`` says."""
        harvested = (_records.c.position == HARVESTED) if made.harvested else (_records.c.position != HARVESTED)
        where = (_records.c.source == source, _records.c.state.in_(_CONVERTED), _records.c.made_by == made.made_by, harvested)
        with self._begin() as connection:
            ids = [
                id
                for id, text in connection.execute(sa.select(_records.c.id, _PROFILE).where(*where))
                if json.loads(text) == made.profile
            ]
            for some in batched(ids, 500):
                of = (_records.c.source == source, _records.c.id.in_(some))
                connection.execute(_records.update().where(*of).values(state=PENDING, profile=dict(profile)))

    def receive(self, run: int, entries: Sequence[Entry], unchanged: Sequence[tuple[str, str]]) -> None:
        """Keep the bytes of new and changed records, as pending, and note that the ``unchanged`` (source, id) were seen."""
        with self._begin() as connection:
            for where in _these(unchanged):
                connection.execute(_records.update().where(where).values(run=run))
            if entries:
                for where in _these([(each.source, each.id) for each in entries]):
                    connection.execute(_records.delete().where(where))
                connection.execute(_records.insert(), [_row(each, run) for each in entries])

    def settle(self, outcomes: Sequence[Mapping[str, Any]]) -> None:
        """Note what became of pending records: each with source, id, state, reason, made_by, audit."""
        if not outcomes:
            return
        names = ("state", "reason", "made_by", "audit", "changed")
        statement = (
            _records.update()
            .where(_records.c.source == sa.bindparam("of_source"), _records.c.id == sa.bindparam("of_id"))
            .values({name: sa.bindparam(f"new_{name}") for name in names})
        )
        now = time.time()
        rows = [
            {"of_source": each["source"], "of_id": each["id"], **{f"new_{n}": each.get(n, now) for n in names}}
            for each in outcomes
        ]
        with self._begin() as connection:
            connection.execute(statement, rows)

    def refuse(self, run: int, refusals: Sequence[Refusal]) -> None:
        """Keep bytes that are no record, or a second record of the same number, with the reason."""
        if not refusals:
            return
        rows = [
            {name: getattr(each, name) for name in Refusal.__slots__} | {"run": run, "raw": zlib.compress(each.raw, 1)}
            for each in refusals
        ]
        keys = [(each.source, each.file, each.position) for each in refusals]
        where = sa.tuple_(_refusals.c.source, _refusals.c.file, _refusals.c.position).in_(keys)
        with self._begin() as connection:
            connection.execute(_refusals.delete().where(where))
            connection.execute(_refusals.insert(), rows)

    def forget_refusals(self, source: str, file: str, before_run: int) -> None:
        """Drop what an earlier run refused of a file that has been read again to its end."""
        where = (_refusals.c.source == source, _refusals.c.file == file, _refusals.c.run < before_run)
        with self._begin() as connection:
            connection.execute(_refusals.delete().where(*where))

    def not_seen(self, source: str, run: int) -> list[str]:
        """The ids of stored records of a source that a run did not meet."""
        query = sa.select(_records.c.id).where(_records.c.source == source, _records.c.run < run, _records.c.state == STORED)
        with self._begin() as connection:
            return list(connection.scalars(query))

    def entries(self, state: str = "", source: str = "", ids: Sequence[str] = ()) -> Iterator[Entry]:
        """Records with their bytes, in the order of source and id; all of a state, of a source, or with these ids."""
        query = sa.select(_records).order_by(_records.c.source, _records.c.id)
        if state:
            query = query.where(_records.c.state == state)
        if source:
            query = query.where(_records.c.source == source)
        if ids:
            query = query.where(_records.c.id.in_(ids))
        last: tuple[str, str] | None = None
        while True:
            after = (
                query
                if last is None
                else query.where(sa.tuple_(_records.c.source, _records.c.id) > sa.tuple_(*map(sa.literal, last)))
            )
            with self._begin() as connection:
                rows = connection.execute(after.limit(1000)).all()
            for row in rows:
                yield _entry(row)
            if len(rows) < 1000:
                return
            last = (rows[-1].source, rows[-1].id)

    def refusals(self, source: str = "") -> Iterator[Refusal]:
        """What was refused before it became a record, with its bytes."""
        query = sa.select(_refusals).order_by(_refusals.c.source, _refusals.c.file, _refusals.c.position)
        with self._begin() as connection:
            rows = connection.execute(query.where(_refusals.c.source == source) if source else query).all()
        for row in rows:
            yield Refusal(row.source, row.file, row.position, row.byte, row.id, row.reason, zlib.decompress(row.raw))

    def counts(self) -> dict[str, dict[str, int]]:
        """For each source the number of records in each state, those refused as bytes among the refused."""
        sums: dict[str, dict[str, int]] = {}
        by_state = sa.select(_records.c.source, _records.c.state, sa.func.count()).group_by(_records.c.source, _records.c.state)
        by_bytes = sa.select(_refusals.c.source, sa.func.count()).group_by(_refusals.c.source)
        with self._begin() as connection:
            for source, state, n in connection.execute(by_state):
                sums.setdefault(source, {})[state] = n
            for source, n in connection.execute(by_bytes):
                of = sums.setdefault(source, {})
                of[REFUSED] = of.get(REFUSED, 0) + n
        return sums

    def last_run(self, source: str) -> float:
        """When records of a source last came, in seconds since 1970; 0 for never."""
        with self._begin() as connection:
            return float(connection.scalar(sa.select(sa.func.max(_runs.c.started)).where(_runs.c.source == source)) or 0.0)

    def changed_since(self, moment: float) -> list[tuple[str, str]]:
        """Source and id of the records that came, were written anew or deleted since a moment, in seconds since 1970."""
        query = sa.select(_records.c.source, _records.c.id).where(_records.c.changed >= moment)
        with self._begin() as connection:
            return [(source, id) for source, id in connection.execute(query)]

    def last_change(self) -> float:
        """When a record last changed, in seconds since 1970; 0 for an empty ledger."""
        with self._begin() as connection:
            return float(connection.scalar(sa.select(sa.func.max(_records.c.changed))) or 0.0)


def _configure(connection: Any, _: Any) -> None:
    if "sqlite" in type(connection).__module__:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA busy_timeout=10000")


def _these(keys: Sequence[tuple[str, str]]) -> Iterator[sa.ColumnElement[bool]]:
    """A condition for each source that holds for its records among ``keys``."""
    for source in {source for source, _ in keys}:
        yield sa.and_(_records.c.source == source, _records.c.id.in_([id for each, id in keys if each == source]))


def _row(entry: Entry, run: int) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in Entry.__slots__}
    return row | {
        "raw": zlib.compress(entry.raw, 1),
        "run": run,
        "made_by": "",
        "changed": time.time(),
        "profile": dict(entry.profile),
    }


def _entry(row: Any) -> Entry:
    values = {name: getattr(row, name) for name in Entry.__slots__}
    return Entry(**values | {"raw": zlib.decompress(row.raw)})
