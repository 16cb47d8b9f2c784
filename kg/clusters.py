"""One work, many records; one agent, many names: which IRIs mean one thing, and which a person should look at. Pure.

Agents first, then hubs, then works, since works are told apart by their creators. Pairs come from kg/blocking.py, what they
say of each other from kg/agent_evidence.py and kg/work_evidence.py, what it is worth from kg/scoring.py. Within a cluster
no two may contradict each other, and what people decided wins over everything. The same input gives the same clusters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product
from typing import NamedTuple

from kg import agent_evidence, work_evidence
from kg.agent_evidence import Agent, collect_agents, compare_agents, may_be_one, proven
from kg.blocking import Blocks, agent_keys, hub_keys, pairs, work_keys
from kg.features import Features
from kg.scoring import WORK_WEIGHTS, Score, score
from kg.shelf import Shelf
from kg.work_evidence import Work, collect_works, compare_works, part_evidence
from ontology.names import BF, Iri

_HUB = score(("title: the same", "creator: the same"), WORK_WEIGHTS)
_MOST_CHECKED = 900
"""Pairs between two clusters that are looked at before they are joined; beyond it the clusters stay apart."""
_ONLY_ONE_PART = "part: only one side names one"
_LIKELY = 0.25
"""The least probability of two agents that becomes doubtful when nobody else can be meant."""


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


class _Pair(NamedTuple):
    one: str
    other: str
    score: Score
    reach: int


def _pair[T: (Agent, Work)](one: T, other: T, score: Score) -> _Pair:
    return _Pair(one.iri, other.iri, score, one.records + other.records)


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
    others = _without(wishes, agents)
    del agents  # most of memory
    works, hubs = collect_works(records, found.canonical)
    _gather(found, hubs, _hub_pairs(hubs), wishes, _hubs_compatible)
    _gather(found, works, _work_pairs(works), wishes, work_evidence.compatible)
    _gather(found, {}, (), _without(others, works, hubs), lambda mine, theirs: True)
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
    weighed: Iterable[_Pair],
    wishes: Wishes,
    compatible: Callable[[Sequence[T], Sequence[T]], bool],
) -> None:
    """Join what is certain, the surest first, and note what is doubtful: of two clusters the surest pair."""
    joined = _Things(wishes, lambda mine, theirs: compatible([things[iri] for iri in mine], [things[iri] for iri in theirs]))
    for one, other in wishes.joined:
        if not things or (one in things and other in things):
            joined.join(one, other, decided=True)
    doubts: list[Doubt] = []
    for pair in sorted(weighed, key=lambda pair: (-pair.score.probability, pair.one, pair.other)):
        certain = pair.score.certain and joined.join(pair.one, pair.other)
        if not certain and frozenset(pair[:2]) not in wishes.apart:
            doubts.append(Doubt(*pair))
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


def _agent_pairs(agents: Shelf[Agent]) -> Iterator[_Pair]:
    """Pairs of agents that are certain or doubtful. Whether a name could be others' too is known when all pairs are."""
    blocks = Blocks(agents.all(), agent_keys)
    likely: list[tuple[int, int]] = []
    blocks.note_near(_near(blocks.pairs(), agents, likely))
    for one, other in likely:
        mine, theirs = agents.at(one), agents.at(other)
        others = blocks.near(one) ^ blocks.near(other)
        rivals = (agents.at(each) for each in sorted(others - {one, other}))
        could_be: bool | None = any(not (proven(each, mine) or proven(each, theirs)) for each in rivals)
        if {one, other} & blocks.crowded:
            could_be = None
        found = compare_agents(mine, theirs, could_be)
        if found.certain or found.doubtful:
            yield _pair(mine, theirs, found)


def _near(pairs: Iterable[tuple[int, int]], agents: Shelf[Agent], likely: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs that may be one; ``likely`` gets those of which others decide whether they are certain or doubtful."""
    for pair in pairs:
        mine, theirs = map(agents.at, pair)
        found = compare_agents(mine, theirs)
        if found.probability >= _LIKELY:
            likely.append(pair)
        if may_be_one(mine, theirs, found):
            yield pair


def _hub_pairs(hubs: Shelf[Work]) -> Iterator[_Pair]:
    """Hubs of one creator and title are one."""
    for one, other in pairs(hubs, hub_keys):
        same = one.titles & other.titles and (one.creators & other.creators or not one.creators | other.creators)
        if same and not part_evidence(one, other) and (one.creators or not one.generic):
            yield _pair(one, other, _HUB)


def _work_pairs(works: Shelf[Work]) -> Iterator[_Pair]:
    """Pairs of works that are certain or doubtful. Which parts a work could be is known when all pairs are."""
    parts: dict[str, set[str]] = {}
    likely: list[_Pair] = []
    for one, other in _in_one_language(Blocks(works.all(), work_keys), works):
        if part_evidence(one, other) == _ONLY_ONE_PART and one.mains & other.mains:
            whole, part = (other, one) if one.parts else (one, other)
            parts.setdefault(whole.iri, set()).update(part.parts)
        found = compare_works(one, other)
        if found.certain or found.doubtful:
            likely.append(_pair(one, other, found))
    for pair in likely:
        several = max(len(parts.get(pair.one, ())), len(parts.get(pair.other, ()))) > 1
        if several and _ONLY_ONE_PART in pair.score.evidence:
            pair = pair._replace(score=compare_works(works[pair.one], works[pair.other], several=True))
        if pair.score.certain or pair.score.doubtful:
            yield pair


def _in_one_language(blocks: Blocks[Work], works: Shelf[Work]) -> Iterator[tuple[Work, Work]]:
    for one, other in ((works.at(one), works.at(other)) for one, other in blocks.pairs()):
        if not one.languages or not other.languages or not one.languages.isdisjoint(other.languages):
            yield one, other


def _relations(works: Shelf[Work], hubs: Shelf[Work], canonical: Mapping[str, str]) -> Iterator[Relation]:
    """Translations and their originals, told by a uniform title that is the original's title or that both have."""
    titles, by_hub = _uniform_titles(works, hubs, canonical)
    by_title = _bearers(works, titles)
    for work in (each for each in works.all() if each.hubs or each.sources):
        named = {title for iri in work.hubs | work.sources for title in titles.get(canonical.get(iri, iri), ())}
        found = [works[iri] for title in named for by in work.creators or {""} for iri in by_title.get((title, by), ())]
        originals = [each for each in found if _is_translation(work, each) and (work.creators or not each.generic)]
        for original in originals:
            yield from (Relation(canonical.get(original.iri, original.iri), BF.expressionOf, hub) for hub in work.hubs)
        shared = [each for hub in work.hubs for each in map(works.__getitem__, by_hub[hub]) if _is_translation(work, each)]
        for original in (*originals, *shared):
            if work.originals & original.languages or work.sources:
                yield Relation(canonical.get(work.iri, work.iri), BF.translationOf, canonical.get(original.iri, original.iri))


def _uniform_titles(
    works: Shelf[Work], hubs: Shelf[Work], canonical: Mapping[str, str]
) -> tuple[Mapping[str, set[str]], Mapping[str, list[str]]]:
    """The titles of what works are expressions or translations of, and the works of each hub."""
    titles: dict[str, set[str]] = {}
    by_hub: dict[str, list[str]] = {}
    for work in works.all():
        titles.update((canonical.get(iri, iri), set()) for iri in work.hubs | work.sources)
        for hub in work.hubs:
            by_hub.setdefault(hub, []).append(work.iri)
    for said in chain(works.all(), hubs.all()):
        if (iri := canonical.get(said.iri, said.iri)) in titles:
            titles[iri].update(said.titles)
    return titles, by_hub


def _bearers(works: Shelf[Work], titles: Mapping[str, set[str]]) -> Mapping[tuple[str, str], list[str]]:
    """The works that have one of these titles, by title and creator."""
    wanted = set().union(*titles.values())
    found: dict[tuple[str, str], list[str]] = {}
    for work in works.all():
        for title in work.titles & wanted:
            for creator in work.creators or {""}:
                found.setdefault((title, creator), []).append(work.iri)
    return found


def _is_translation(work: Work, original: Work) -> bool:
    """Whether one can be in another language what the other is in its own."""
    if work.languages & original.languages or not work.languages or not original.languages:
        return False
    return not (work.originals and not work.originals & original.languages) and not original.originals
