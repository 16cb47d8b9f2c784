"""The work of a reviewer: which pairs wait, what speaks for and against each, and decisions, one by one or from a table."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TextIO

import pyoxigraph as ox

from kg.cluster_ledger import ClusterLedger, Waiting
from kg.decisions import Decision, DecisionError, Decisions, Kind, Mention
from kg.describe import Link, Reader
from kg.features import AgentFeatures
from kg.ledger import Ledger
from kg.links import Links
from kg.names import best
from kg.redirects import Redirects
from kg.scoring import AGENT_WEIGHTS, AUTHORITY_WEIGHTS, WORK_WEIGHTS, Weight
from ontology.names import BF, SKOS

KINDS = ("agent", "work", "hub")
"""Of which things pairs wait."""

AUTHORITY = "authority"
"""The kind of the pairs of a thing of ours and an authority that it may be."""

COLUMNS = (
    "decision", "why", "one", "other", "probability", "reach",
    "one_names", "other_names", "one_works", "other_works", "evidence",
)  # fmt: skip
"""The columns of the queue as a table; to decide, fill ``decision`` and ``why``."""

_SHOWN = 6
_REMEMBERED = 3
"""Records of each thing that a decision keeps, to find the thing again when its IRI has changed."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of a pair: the thing, the works of an agent, the creators of a work or the variants of an authority, and the libraries
    that speak of it."""

    thing: Link
    related: tuple[Link, ...]
    sources: tuple[str, ...]
    ours: bool = True


class Evidence(NamedTuple):
    """A piece of evidence by its name among the weights."""

    name: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that waits, with what is known of both sides."""

    waiting: Waiting
    one: Side
    other: Side
    evidence: tuple[Evidence, ...]


class Member(NamedTuple):
    """One of the IRIs that a thing was put together from: what the records call it, and which records."""

    iri: str
    names: tuple[str, ...]
    records: tuple[tuple[str, str], ...]


class Review:
    """The queue and the decisions of one ledger: pairs of things of ours, and things of ours with authorities."""

    def __init__(self, ledger: Ledger, base: str) -> None:
        self._base = base
        self.decisions = Decisions(ledger)
        self._kept, self._redirects, self._links = ClusterLedger(ledger), Redirects(ledger), Links(ledger)

    def count(self, kind: str = "") -> int:
        """How many pairs wait; of things of ours those included that were decided since the last publication."""
        links = self._links.count_waiting(self._decided_links()) if kind in ("", AUTHORITY) else 0
        return links + (self._kept.count(kind) if kind != AUTHORITY else 0)

    def _decided_links(self) -> set[tuple[str, str]]:
        """Which of ours and which authorities people decided about, under all IRIs of ours."""
        found = [(each, authority) for each in self.decisions.in_force() if (authority := each.authority(self._base))]
        return {
            (ours, authority) for each, authority in found for iri in each.iris if iri != authority for ours in self.together(iri)
        }

    def undone_work(self) -> int:
        """How many decisions the graph does not follow yet."""
        done = self._kept.in_effect()
        return sum(1 for each in self.decisions.all() if each.id > done)

    def waiting(self, kind: str = "", *, offset: int = 0, limit: int = -1) -> list[Waiting]:
        """The pairs that wait and that nobody decided about since the last publication; of a kind, or of AUTHORITY."""
        most = offset + limit if limit >= 0 else -1
        links = self._waiting_links(most) if kind in ("", AUTHORITY) else []
        ours = self._waiting_pairs(kind, most) if kind != AUTHORITY else []
        found = sorted([*links, *ours], key=lambda each: (abs(each.probability - 0.5), -each.reach, each.one, each.other))
        return found[offset : most if most >= 0 else None]

    def _waiting_pairs(self, kind: str, most: int) -> list[Waiting]:
        done = self._kept.in_effect()
        decided = {frozenset(each.iris) for each in self.decisions.in_force() if each.id > done}
        found = self._kept.waiting(kind, limit=most + len(decided) if most >= 0 else -1)
        return [each for each in found if frozenset((each.one, each.other)) not in decided]

    def _waiting_links(self, most: int) -> list[Waiting]:
        decided = self._decided_links()
        found = self._links.waiting(most + len(decided) if most >= 0 else -1)
        return [each for each in found if (each.one, each.other) not in decided]

    def decide(self, kind: Kind, iris: Sequence[str], who: str, why: str = "", *, undoes: int | None = None) -> int:
        """Take a decision; returns its number. Raises DecisionError where it makes no sense."""
        mentions = dict(self._mentions(iris))
        return self.decisions.add(Decision(kind, tuple(iris), who, why, mentions, undoes), self._base)

    def _mentions(self, iris: Iterable[str]) -> Iterator[tuple[str, list[Mention]]]:
        """For each thing that is one with any of these, some records that speak of it."""
        for member in sorted({each for iri in iris for each in self.together(iri)}):
            records = sorted(self._kept.speaking_of([member], _REMEMBERED))
            features = dict(self._kept.features(records)) if records else {}
            names = {key: each.agents[member].names[0] for key, each in features.items() if member in each.agents}
            yield member, [Mention(*key, names.get(key, "")) for key in records]

    def together(self, iri: str) -> list[str]:
        """All IRIs that are one thing with this one, the canonical one first."""
        canonical = self._redirects.of(iri) or iri
        return [canonical, *self._redirects.to(canonical)]

    def members(self, iri: str) -> list[Member]:
        """What a thing was put together from."""
        return [self._member(each) for each in self.together(iri)]

    def _member(self, iri: str) -> Member:
        records = sorted(self._kept.speaking_of([iri], _SHOWN))
        names: set[str] = set()
        for _, each in self._kept.features(records) if records else ():
            names.update(_with_years(each.agents[iri]) if iri in each.agents else ())
            work = each.works.get(iri) or each.hubs.get(iri)
            names.update(work.titles if work else ())
        return Member(iri, tuple(sorted(names)), tuple(records))


def _with_years(agent: AgentFeatures) -> Iterator[str]:
    years = "-".join(" or ".join(map(str, each)) for each in (agent.births, agent.deaths)) if agent.births or agent.deaths else ""
    return (", ".join(filter(None, [name, years])) for name in agent.names)


def pair(reader: Reader, waiting: Waiting) -> Pair:
    """A pair with what is published of both sides."""
    weights: Mapping[str, Weight] = AGENT_WEIGHTS if waiting.evidence and waiting.evidence[0] in AGENT_WEIGHTS else WORK_WEIGHTS
    if not waiting.other.startswith(reader.base):
        weights = AUTHORITY_WEIGHTS
    evidence = tuple(Evidence(name, weights[name]) for name in waiting.evidence if name in weights)
    return Pair(waiting, side(reader, waiting.one), side(reader, waiting.other), evidence)


def link(reader: Reader, iri: str) -> Link:
    """A thing by the names that are published."""
    return reader.link(ox.NamedNode(iri))


def side(reader: Reader, iri: str) -> Side:
    """What is published of a thing."""
    thing = ox.NamedNode(iri)
    if iri.startswith(f"{reader.base}agent/"):
        works = {work for each in reader.subjects(BF.agent, thing) for work in reader.subjects(BF.contribution, each)}
        related = [reader.link(work) for work in sorted(works, key=str) if "#" not in work.value]
    elif not iri.startswith(reader.base):
        related = [reader.link(variant) for variant in sorted(reader.names.objects(thing, SKOS.altLabel), key=str)]
    else:
        agents = {who for each in reader.names.objects(thing, BF.contribution) for who in reader.names.objects(each, BF.agent)}
        related = [reader.link(agent) for agent in sorted(agents, key=str)]
    return Side(reader.link(thing), tuple(related[:_SHOWN]), tuple(reader.sources(iri)), iri.startswith(reader.base))


def write_queue(pairs: Iterable[Pair], output: TextIO) -> None:
    """The queue as CSV; what one thing has several of is parted by " | "."""
    table = csv.writer(output)
    table.writerow(COLUMNS)
    for each in pairs:
        sides = (each.one, each.other)
        table.writerow(
            [
                "", "", each.waiting.one, each.waiting.other, each.waiting.probability, each.waiting.reach,
                *(" | ".join(name.text for name in side.thing.names) for side in sides),
                *(" | ".join(best(link.names, "en").text for link in side.related) for side in sides),
                " | ".join(each.waiting.evidence),
            ]
        )  # fmt: skip


def decide_from(table: TextIO, review: Review, who: str) -> tuple[int, list[str]]:
    """Take the decisions of a CSV table; returns how many were taken, and what is wrong with each other row.

    Columns ``decision`` (accept, reject, merge, split, undo; empty rows are passed over), ``one``, ``other`` (several IRIs parted
    by blanks for merge and split; for undo ``one`` is the number of the decision) and ``why``.
    """
    rows = csv.DictReader(table)
    missing = {"decision", "one", "other"} - set(rows.fieldnames or ())
    if missing:
        there = ", ".join(rows.fieldnames or ())
        return 0, [f"row 1: columns {', '.join(sorted(missing))} were expected; the columns are {there}"]
    taken, wrong = 0, []
    for number, row in enumerate(rows, 2):
        try:
            taken += _decide_row(row, review, who)
        except DecisionError as error:
            wrong.append(f"row {number}: {error}")
    return taken, wrong


def _decide_row(row: Mapping[str, str | None], review: Review, who: str) -> int:
    said = (row.get("decision") or "").strip().lower()
    if not said:
        return 0
    if said not in set(Kind):
        raise DecisionError(f"{said!r} is no decision: {', '.join(Kind)} were expected")
    kind, one = Kind(said), (row.get("one") or "").strip()
    undoes = int(one) if kind is Kind.UNDO and one.isdecimal() else None
    iris = () if kind is Kind.UNDO else (one, *(row.get("other") or "").split())
    review.decide(kind, iris, who, row.get("why") or "", undoes=undoes)
    return 1
