"""What people decided about which things are one: kept for ever, in order, and stronger than what any program finds.

Nothing is changed or deleted: who thinks otherwise decides anew, and an ``undo`` takes back one decision.
"""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Any, NamedTuple

import sqlalchemy as sa

from conversions.errors import GraphError
from conversions.scripts import Match, compatible_names
from kg.clusters import Wishes
from kg.features import Features
from kg.ledger import Ledger
from kg.redirects import KINDS

_LONGEST = 1000
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]{1,500}")

RecordId = tuple[str, str]
"""Source and id of a record."""


class Mention(NamedTuple):
    """A record that speaks of a thing, and what it calls it."""

    source: str
    id: str
    name: str


class Kind(StrEnum):
    """accept, merge: all these are one. reject: these two are not. split: the first is none of the others."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


_tables = sa.MetaData()
_decisions = sa.Table(
    "decisions",
    _tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("why", sa.String, nullable=False),
    sa.Column("iris", sa.JSON, nullable=False),
    sa.Column("mentions", sa.JSON, nullable=False),
    sa.Column("undoes", sa.Integer),
    sqlite_autoincrement=True,
)


class DecisionError(GraphError):
    """A decision that cannot be taken as it stands."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: ``at`` in seconds since 1970, the IRIs it is about, and for each IRI of their clusters then some mentions.

    The mentions find a thing again whose IRI has changed because its record was corrected.
    """

    kind: Kind
    iris: tuple[str, ...]
    who: str
    why: str = ""
    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)
    undoes: int | None = None
    id: int = 0
    at: float = 0.0

    def authority(self, base: str) -> str:
        """The authority that a thing of ours was said to be, or not to be; "" for a decision about things of ours only."""
        foreign = [iri for iri in self.iris if not iri.startswith(base)]
        return foreign[0] if len(foreign) == 1 and len(self.iris) == 2 else ""


def check(decision: Decision, base: str, known: Mapping[int, Decision]) -> None:
    """Raises DecisionError, in words for the person who decides, for what makes no sense."""
    if not decision.who.strip():
        raise DecisionError("who decides has to be named")
    if max(len(decision.who), len(decision.why)) > _LONGEST:
        raise DecisionError(f"a name or reason has at most {_LONGEST} characters")
    if decision.kind is Kind.UNDO:
        undone = known.get(decision.undoes or 0)
        if undone is None or undone.kind is Kind.UNDO:
            raise DecisionError(f"there is no decision {decision.undoes} to undo")
        if decision.undoes in {each.undoes for each in known.values()}:
            raise DecisionError(f"decision {decision.undoes} has been undone already")
        return
    if len(set(decision.iris)) < 2 or len(set(decision.iris)) != len(decision.iris):
        raise DecisionError("a decision is about two or more different IRIs")
    if decision.kind in (Kind.ACCEPT, Kind.REJECT) and len(decision.iris) != 2:
        raise DecisionError(f"{decision.kind} is about two IRIs")
    if decision.authority(base):
        _check_link(decision, base)
        return
    if len(_kinds(decision.iris, base)) != 1 or not all(iri.startswith(base) for iri in decision.iris):
        raise DecisionError(f"IRIs of one kind ({', '.join(KINDS)}) that begin with {base} were expected")


def _check_link(decision: Decision, base: str) -> None:
    if decision.kind not in (Kind.ACCEPT, Kind.REJECT):
        raise DecisionError(f"an authority is accepted or rejected; {decision.kind} is for IRIs that begin with {base}")
    if not _kinds(decision.iris, base) or not all(_IRI.fullmatch(iri) for iri in decision.iris):
        raise DecisionError(f"a thing that begins with {base} ({', '.join(KINDS)}) and the IRI of an authority were expected")


def _kinds(iris: Iterable[str], base: str) -> set[str]:
    """The kinds of shared things of ours among IRIs."""
    return {iri.removeprefix(base).partition("/")[0] for iri in iris if iri.startswith(base) and "#" not in iri} & {*KINDS}


class Decisions:
    """The decisions in the ledger; only ever added to."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger.create(_tables)

    def add(self, decision: Decision, base: str) -> int:
        """Keep a decision; returns its number. Raises DecisionError."""
        check(decision, base, {each.id: each for each in self.all()})
        row = {
            "at": time.time(), "who": decision.who.strip(), "kind": str(decision.kind), "why": decision.why.strip(),
            "iris": list(decision.iris), "mentions": {iri: list(each) for iri, each in decision.mentions.items()},
            "undoes": decision.undoes,
        }  # fmt: skip
        with self._ledger.begin() as connection:
            return int(connection.scalars(_decisions.insert().values(row).returning(_decisions.c.id)).one())

    def all(self) -> list[Decision]:
        """Every decision, oldest first."""
        with self._ledger.begin() as connection:
            return [_decision(row) for row in connection.execute(sa.select(_decisions).order_by(_decisions.c.id))]

    def last(self) -> int:
        """The number of the newest decision; 0 if there is none."""
        with self._ledger.begin() as connection:
            return int(connection.scalar(sa.select(sa.func.max(_decisions.c.id))) or 0)

    def in_force(self) -> list[Decision]:
        """Those that were not undone, without the undoing itself, oldest first."""
        every = self.all()
        undone = {each.undoes for each in every}
        return [each for each in every if each.kind is not Kind.UNDO and each.id not in undone]


def _decision(row: Any) -> Decision:
    mentions = {iri: [Mention(*each) for each in found] for iri, found in row.mentions.items()}
    return Decision(Kind(row.kind), tuple(row.iris), row.who, row.why, mentions, row.undoes, row.id, row.at)


def wishes(decisions: Iterable[Decision], records: Mapping[RecordId, Features]) -> Wishes:
    """What decisions in force ask for, the later one where two disagree.

    ``records`` are those that the decisions mention, as they are now.
    """
    joined: dict[tuple[str, str], None] = {}
    apart: dict[frozenset[str], None] = {}
    for decision in decisions:
        now = {iri: _now(iri, decision, records) for iri in {*decision.iris, *decision.mentions}}
        iris = list(dict.fromkeys(now[iri] for iri in decision.iris))
        if decision.kind in (Kind.ACCEPT, Kind.MERGE):
            for pair in combinations(sorted(set(now.values())), 2):
                apart.pop(frozenset(pair), None)
            joined.update(dict.fromkeys((iris[0], other) for other in iris[1:]))
        else:
            apart.update(dict.fromkeys(frozenset((iris[0], other)) for other in iris[1:]))
            joined = {pair: None for pair in joined if frozenset(pair) not in apart}
    return Wishes(tuple(joined), frozenset(apart))


class Decided(NamedTuple):
    """What people said of things of ours (by IRI) and authorities: which are one, and which are not."""

    accepted: Mapping[tuple[str, str], Decision]
    rejected: frozenset[tuple[str, str]]


def decided_links(
    decisions: Iterable[Decision], records: Mapping[RecordId, Features], moved: Mapping[str, str], base: str
) -> Decided:
    """What decisions in force say of authorities, the later one where two disagree.

    ``records`` are those that the decisions mention, as they are now; ``moved`` gives where things of ours have moved.
    """
    accepted: dict[tuple[str, str], Decision] = {}
    rejected: dict[tuple[str, str], None] = {}
    for decision in decisions:
        authority = decision.authority(base)
        if not authority:
            continue
        ours = _now(next(iri for iri in decision.iris if iri != authority), decision, records)
        pair = (moved.get(ours, ours), authority)
        accepted.pop(pair, None)
        rejected.pop(pair, None)
        if decision.kind is Kind.ACCEPT:
            accepted[pair] = decision
        else:
            rejected[pair] = None
    return Decided(accepted, frozenset(rejected))


def _now(iri: str, decision: Decision, records: Mapping[RecordId, Features]) -> str:
    """The IRI under which a thing that was decided about goes now: a correction in its record may have given it another."""
    for mention in decision.mentions.get(iri, ()):
        record = records.get((mention.source, mention.id))
        if record is None:
            continue
        if iri in record.agents or iri in record.works or iri in record.hubs:
            return iri
        if moved := _successor(iri, mention.name, record):
            return moved
    return iri


def _successor(iri: str, name: str, record: Features) -> str:
    """What a record now calls the work, or the agent of that name, that it called ``iri``; "" if that cannot be told."""
    if "/work/" in iri:
        return record.work
    like = [
        agent
        for agent, said in record.agents.items()
        if any(compatible_names(name, each) is not Match.DIFFERENT for each in said.names)
    ]
    return like[0] if len(like) == 1 else ""
