"""One work, many records; one agent, many names: which IRIs mean one thing, and which a person should look at. Pure.

Agents first, then hubs, then works, since works are told apart by their creators. Pairs come from kg/blocking.py, what they
say of each other from kg/agent_evidence.py and kg/work_evidence.py, what it is worth from kg/scoring.py. Within a cluster
no two may contradict each other, and what people decided wins over everything. The same input gives the same clusters.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from kg import agent_evidence, work_evidence
from kg.agent_evidence import Agent, collect_agents, compare_agents
from kg.blocking import agent_keys, hub_keys, pairs, work_keys
from kg.features import Features
from kg.scoring import WORK_WEIGHTS, Score, score
from kg.work_evidence import Work, collect_works, compare_works, part_evidence, parts_of
from ontology.names import BF, Iri

_HUB = score(("title: the same", "creator: the same"), WORK_WEIGHTS)
_MOST_CHECKED = 900
"""Pairs between two clusters that are looked at before they are joined; beyond it the clusters stay apart."""


class Wishes(NamedTuple):
    """What people decided: pairs of IRIs that are one, and pairs that are not."""

    joined: Sequence[tuple[str, str]] = ()
    apart: frozenset[frozenset[str]] = frozenset()


class Doubt(NamedTuple):
    """Two IRIs, each the canonical one of its cluster, that may mean one thing.

    ``score`` and ``reach``, how many records speak of them, are those of the surest pair of their clusters.
    """

    one: str
    other: str
    score: Score
    reach: int


class Relation(NamedTuple):
    """A statement that follows from the clusters, such as that a work is a translation of another."""

    subject: str
    predicate: Iri
    object: str


@dataclass(slots=True)
class Clusters:
    """``canonical`` gives for each IRI that moves the one it means; ``scores`` why; ``doubts`` are for people."""

    canonical: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


class _Pair[T](NamedTuple):
    one: T
    other: T
    score: Score


class _Things:
    """Things that are joined one pair at a time, unless two that would meet may not be one."""

    def __init__(self, wishes: Wishes, compatible: Callable[[list[str], list[str]], bool]) -> None:
        self._of: dict[str, list[str]] = {}
        self._wishes = wishes
        self._compatible = compatible

    def together(self, iri: str) -> list[str]:
        return self._of.get(iri) or [iri]

    def join(self, one: str, other: str, *, decided: bool = False) -> bool:
        """Make two things one; False if they, or others that are one with them, may not be."""
        mine, theirs = self.together(one), self.together(other)
        if mine is theirs or one == other:
            return True
        if not self._may_meet(mine, theirs, decided):
            return False
        both = sorted(mine + theirs)
        self._of.update(dict.fromkeys(both, both))
        return True

    def _may_meet(self, mine: list[str], theirs: list[str], decided: bool) -> bool:
        if any(frozenset(pair) in self._wishes.apart for pair in product(mine, theirs)):
            return False
        return decided or (len(mine) * len(theirs) <= _MOST_CHECKED and self._compatible(mine, theirs))

    def canonical(self) -> dict[str, str]:
        """For each thing that moves, the first IRI of its cluster."""
        return {iri: cluster[0] for iri, cluster in sorted(self._of.items()) if iri != cluster[0]}


NOTHING_WISHED = Wishes()


def cluster(records: Iterable[Features], wishes: Wishes = NOTHING_WISHED) -> Clusters:
    """Bring together what the records speak of under several IRIs; ``records`` are gone through more than once."""
    found = Clusters()
    agents = collect_agents(records)
    _gather(found, agents, _agent_pairs(agents), wishes, agent_evidence.compatible)
    works, hubs = collect_works(records, found.canonical)
    _gather(found, hubs, _hub_pairs(hubs), wishes, _hubs_compatible)
    for work in works.values():
        work.hubs = frozenset(found.canonical.get(hub, hub) for hub in work.hubs)
    _gather(found, works, _work_pairs(works), wishes, work_evidence.compatible)
    _gather(found, {}, (), _without(wishes, agents, works, hubs), lambda mine, theirs: True)
    found.relations = sorted(set(_relations(works, hubs, found.canonical)))
    found.doubts.sort(key=lambda doubt: (-doubt.score.probability, doubt.one, doubt.other))
    return found


def _without(wishes: Wishes, *known: Mapping[str, object]) -> Wishes:
    """The wishes about things that nothing is weighed of: subjects, places, genres."""
    joined = [pair for pair in wishes.joined if not any(pair[0] in things for things in known)]
    return wishes._replace(joined=joined)


def _gather[T: (Agent, Work)](
    found: Clusters,
    things: Mapping[str, T],
    weighed: Iterable[_Pair[T]],
    wishes: Wishes,
    compatible: Callable[[Sequence[T], Sequence[T]], bool],
) -> None:
    """Join what is certain, the surest first, and note what is doubtful: of two clusters the surest pair."""
    joined = _Things(wishes, lambda mine, theirs: compatible([things[iri] for iri in mine], [things[iri] for iri in theirs]))
    for one, other in wishes.joined:
        if not things or (one in things and other in things):
            joined.join(one, other, decided=True)
    doubts: list[Doubt] = []
    for pair in sorted(weighed, key=lambda pair: (-pair.score.probability, pair.one.iri, pair.other.iri)):
        certain = pair.score.certain and joined.join(pair.one.iri, pair.other.iri)
        if not certain and frozenset((pair.one.iri, pair.other.iri)) not in wishes.apart:
            doubts.append(Doubt(pair.one.iri, pair.other.iri, pair.score, pair.one.records + pair.other.records))
    canonical = joined.canonical()
    found.canonical.update(canonical)
    shown: dict[tuple[str, str], Doubt] = {}
    for doubt in doubts:
        one, other = sorted(canonical.get(iri, iri) for iri in doubt[:2])
        if one != other:
            shown.setdefault((one, other), doubt._replace(one=one, other=other))
    found.doubts += shown.values()


def _hubs_compatible(mine: Iterable[Work], theirs: Iterable[Work]) -> bool:
    return not any(work_evidence.part_evidence(one, other) for one, other in product(mine, theirs))


def _agent_pairs(agents: Mapping[str, Agent]) -> Iterator[_Pair[Agent]]:
    """Pairs of agents that are certain or doubtful. Whether a name could be others' too is known when all pairs are."""
    candidates = list(pairs(agents, agent_keys))
    near: dict[str, set[str]] = {}
    for one, other in candidates:
        if agent_evidence.compatible([one], [other]):
            near.setdefault(one.iri, set()).add(other.iri)
            near.setdefault(other.iri, set()).add(one.iri)
    crowded = _crowded(agents)
    for one, other in candidates:
        others = (agents[iri] for iri in (near.get(one.iri, set()) ^ near.get(other.iri, set())) - {one.iri, other.iri})
        rivals: bool | None = not all(agent_evidence.proven(each, one) or agent_evidence.proven(each, other) for each in others)
        if {one.iri, other.iri} & crowded:
            rivals = None
        found = compare_agents(one, other, rivals)
        if found.certain or found.doubtful:
            yield _Pair(one, other, found)


def _crowded(agents: Mapping[str, Agent]) -> set[str]:
    """Agents whose family name and initial so many have that nobody can say whom else a name could mean."""
    keys = {iri: [key for key in agent_keys(agent) if key.kind == "family and initial"] for iri, agent in agents.items()}
    counts = Counter(key for found in keys.values() for key in set(found))
    return {iri for iri, found in keys.items() if any(counts[key] > key.most for key in found)}


def _hub_pairs(hubs: Mapping[str, Work]) -> Iterator[_Pair[Work]]:
    """Hubs of one creator and title are one."""
    for one, other in pairs(hubs, hub_keys):
        same = one.titles & other.titles and (one.creators & other.creators or not one.creators | other.creators)
        if same and not part_evidence(one, other) and (one.creators or not one.generic):
            yield _Pair(one, other, _HUB)


def _work_pairs(works: Mapping[str, Work]) -> Iterator[_Pair[Work]]:
    """Pairs of works that are certain or doubtful. Which parts a work could be is known when all pairs are."""
    candidates = [(one, other) for one, other in pairs(works, work_keys) if _in_one_language(one, other)]
    parts: dict[str, set[str]] = {}
    for one, other in candidates:
        if part_evidence(one, other) == "part: only one side names one" and one.mains & other.mains:
            whole, part = (other, one) if parts_of(one) else (one, other)
            parts.setdefault(whole.iri, set()).update(parts_of(part))
    for one, other in candidates:
        several = max(len(parts.get(one.iri, ())), len(parts.get(other.iri, ()))) > 1
        found = compare_works(one, other, several=several)
        if found.certain or found.doubtful:
            yield _Pair(one, other, found)


def _in_one_language(one: Work, other: Work) -> bool:
    return not one.languages or not other.languages or not one.languages.isdisjoint(other.languages)


def _relations(works: Mapping[str, Work], hubs: Mapping[str, Work], canonical: Mapping[str, str]) -> Iterator[Relation]:
    """Translations and their originals, told by a uniform title that is the original's title or that both have."""
    titles: dict[str, set[str]] = {}
    for iri, said in (*works.items(), *hubs.items()):
        titles.setdefault(canonical.get(iri, iri), set()).update(said.titles)
    by_title: dict[tuple[str, str], list[Work]] = {}
    by_hub: dict[str, list[Work]] = {}
    for work in works.values():
        for title in work.titles:
            for creator in work.creators or {""}:
                by_title.setdefault((title, creator), []).append(work)
        for hub in work.hubs:
            by_hub.setdefault(hub, []).append(work)
    for work in works.values():
        named = {title for iri in work.hubs | work.sources for title in titles.get(canonical.get(iri, iri), ())}
        found = [each for title in named for by in work.creators or {""} for each in by_title.get((title, by), ())]
        originals = [each for each in found if _is_translation(work, each) and (work.creators or not each.generic)]
        for original in originals:
            yield from (Relation(canonical.get(original.iri, original.iri), BF.expressionOf, hub) for hub in work.hubs)
        shared = [each for hub in work.hubs for each in by_hub[hub] if _is_translation(work, each)]
        for original in (*originals, *shared):
            if work.originals & original.languages or work.sources:
                yield Relation(canonical.get(work.iri, work.iri), BF.translationOf, canonical.get(original.iri, original.iri))


def _is_translation(work: Work, original: Work) -> bool:
    """Whether one can be in another language what the other is in its own."""
    if work.languages & original.languages or not work.languages or not original.languages:
        return False
    return not (work.originals and not work.originals & original.languages) and not original.originals
