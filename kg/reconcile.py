"""Things of our graph against authority files: candidates, evidence, score, verdict.

What is certain is linked, what is doubtful waits for a person. Of each file a thing has one authority at most, and two that
could both be meant are never linked without a person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from kg.authorities import AuthorityFile
from kg.authority_evidence import compare, identifiers, possible
from kg.entity import ALIKE, Entity
from kg.entity_index import EntityIndex
from kg.name_evidence import date_evidence
from kg.scoring import VERSION, Score
from ontology.names import OWL, SKOS, Iri

METHOD = f"otrar reconcile {VERSION}"
_CANDIDATES = 20

Rejected = Set[tuple[str, str]]
"""Things of ours and authorities, by IRI, that are not one."""


class Verdict(StrEnum):
    """What is done about a pair."""

    LINKED = "linked"
    REVIEW = "review"
    NONE = "none"


class Candidate(NamedTuple):
    """An authority that a thing may be, and what speaks for it."""

    entity: Entity
    score: Score
    verdict: Verdict


class Found(NamedTuple):
    """A link that was found: our thing and its kind, how it is related to which authority of which version of a file."""

    subject: str
    kind: str
    predicate: Iri
    object: str
    score: Score
    verdict: Verdict
    version: str


@dataclass(slots=True)
class Reconciled:
    """How many things of each kind were looked at, and what came of it, by kind and verdict."""

    looked_at: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)


def candidates(
    ours: Entity, index: EntityIndex, kinds: Sequence[str] = (), limit: int = _CANDIDATES, rejected: Rejected = frozenset()
) -> list[Candidate]:
    """The authorities that a thing may be, the likeliest first. Only the first can be linked, and none that people rejected."""
    every = index.candidates(ours, kinds or ALIKE[ours.kind], max(limit, _CANDIDATES))
    found = [each for each in every if (ours.iri, each.iri) not in rejected]
    rivals = {each.iri for each in found if possible(ours, each)}
    scored = [(each, compare(ours, each, rivals=bool(rivals - {each.iri}))) for each in found]
    scored.sort(key=lambda pair: (-pair[1].probability, -pair[0].weight, pair[0].iri))
    return [
        Candidate(each, score, _verdict(score, first=not n, alone=len(scored) == 1 or not scored[1][1].certain))
        for n, (each, score) in enumerate(scored[:limit])
    ]


def _verdict(score: Score, *, first: bool, alone: bool) -> Verdict:
    if score.certain and first and alone:
        return Verdict.LINKED
    return Verdict.REVIEW if score.certain or score.doubtful else Verdict.NONE


def relation(ours: Entity, candidate: Candidate) -> Iri:
    """How the two are related: sameness only where an identifier or both dates prove it."""
    if candidate.verdict is not Verdict.LINKED:
        return SKOS.closeMatch
    proven = identifiers(ours, candidate.entity) == "identifier: the same"
    if proven or date_evidence(ours, candidate.entity) == "dates: birth and death":
        return OWL.sameAs
    return SKOS.exactMatch


def reconcile(
    things: Iterable[Entity], files: Sequence[AuthorityFile], sums: Reconciled, rejected: Rejected = frozenset()
) -> Iterator[Found]:
    """The links of these things to these files; what is for review among them. ``rejected``: what people said is not the same."""
    for ours in things:
        sums.looked_at[ours.kind] += 1
        best = Verdict.NONE
        for file in files:
            for each in candidates(ours, file.index, rejected=rejected)[:1]:
                if each.verdict is Verdict.NONE:
                    continue
                best = Verdict.LINKED if Verdict.LINKED in (best, each.verdict) else each.verdict
                how, label = relation(ours, each), file.version.label
                yield Found(ours.iri, ours.kind, how, each.entity.iri, each.score, each.verdict, label)
        sums.verdicts[ours.kind, best] += 1
