"""The things around one thing, and how they are tied to it: what a drawing of the graph shows and grows by."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.describe import Link, Reader
from kg.names import Term
from kg.search import SearchQuery
from ontology.names import BF, SKOS

MOST = 40
"""Neighbours of one kind of tie; a drawing with more of them shows nothing."""

_DRAWN = ("work", "hub", "agent", "topic", "place", "genre")
_OF_WORKS = (BF.subject, BF.genreForm, BF.expressionOf)
_OF_SUBJECTS = (SKOS.broader, SKOS.closeMatch)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing, what kind of thing it is (the first part of its path), and the tie to it: a property or role."""

    thing: Link
    kind: str
    tie: Link


class Neighbours:
    """Finds neighbours in one publication."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._names = reader, reader.names

    def kind(self, iri: str) -> str:
        """The kind of a thing that can be drawn, "" for any other."""
        kind, slash, key = iri.removeprefix(self._reader.base).partition("/")
        return kind if slash and key and "#" not in key and iri.startswith(self._reader.base) and kind in _DRAWN else ""

    def of(self, iri: str) -> list[Neighbour]:
        """The neighbours of a thing, each once with each tie."""
        thing, kind = ox.NamedNode(iri), self.kind(iri)
        found = self._of_work(thing) if kind in ("work", "hub") else self._of_other(thing, kind)
        made = ((self._reader.link(other), self.kind(getattr(other, "value", "")), tie) for other, tie in found)
        return list(
            {(link.iri, tie.iri): Neighbour(link, kind, tie) for link, kind, tie in made if kind and link.iri != iri}.values()
        )

    def _of_work(self, work: ox.NamedNode) -> Iterator[tuple[Term, Link]]:
        """Its agents by their roles, its subjects, the hub it is a version of; of a hub, its versions."""
        for contribution in self._names.objects(work, BF.contribution):
            roles = [self._reader.link(role) for role in self._names.objects(contribution, BF.role)]
            for agent in self._names.objects(contribution, BF.agent):
                yield agent, roles[0] if roles else self._tie(BF.contribution)
        for property in _OF_WORKS:
            for other in self._names.objects(work, property)[:MOST]:
                yield other, self._tie(property)
        for version in self._reader.subjects(BF.expressionOf, work)[:MOST]:
            yield version, self._tie(BF.expressionOf)

    def _of_other(self, thing: ox.NamedNode, kind: str) -> Iterator[tuple[Term, Link]]:
        """The works of an agent or subject, with the role or property; broader and narrower subjects."""
        key = thing.value.removeprefix(self._reader.base)
        facets = {"agent": ("agent", "subject"), "genre": ("genre",)}.get(kind, ("subject",))
        for facet in facets:
            query = SearchQuery("", {facet: [key], "kind": ["work"]}, sort="oldest")
            for hit in self._reader.index.first(query, MOST)[1]:
                yield ox.NamedNode(hit.iri), self._role(hit.iri, thing) if facet == "agent" else self._tie(_PROPERTY[facet])
        for property in _OF_SUBJECTS:
            others = [*self._names.objects(thing, property), *self._reader.subjects(property, thing)]
            yield from ((other, self._tie(property)) for other in others[:MOST])

    def _role(self, work: str, agent: ox.NamedNode) -> Link:
        for contribution in self._names.objects(ox.NamedNode(work), BF.contribution):
            if agent in self._names.objects(contribution, BF.agent):
                for role in self._names.objects(contribution, BF.role):
                    return self._reader.link(role)
        return self._tie(BF.contribution)

    def _tie(self, property: str) -> Link:
        return self._reader.link(ox.NamedNode(property))


_PROPERTY = {"subject": BF.subject, "genre": BF.genreForm}
