"""Which things are to be indexed anew after a change: those that are described otherwise, and those that show something of them.

A work shows the names of its agents and subjects, the years of its editions, and whether its hub has other versions; an agent is
known by its works.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.differences import same_version
from kg.entries import has_versions
from kg.names import Names, Term
from kg.things import KINDS
from ontology.names import BF, DCTERMS, MADS, RDF, Iri


class Affected:
    """Compares a published graph with the one published before it."""

    def __init__(self, before: ox.Store, after: ox.Store, base: str) -> None:
        self._base = base
        self._graphs = (before, after)
        self._names = (Names(before), Names(after))

    def of(self, touched: Iterable[str]) -> set[str]:
        """The IRIs of the things to be indexed anew; ``touched`` are those of which something else is said, of any kind."""
        found: set[str] = set()
        for iri in touched:
            kind = iri.removeprefix(self._base).partition("/")[0]
            if kind in KINDS:
                found.add(iri)
            found.update(self._works_or_agents(ox.NamedNode(iri), kind))
        return found

    def _works_or_agents(self, thing: ox.NamedNode, kind: str) -> Iterator[str]:
        match kind:
            case "work" | "hub":
                yield from self._agents(thing)
                yield from self._versions(thing)
            case "instance":
                yield from self._objects(thing, BF.instanceOf)
                yield from self._subjects(BF.hasInstance, thing)
            case "item":
                for instance in self._objects(thing, BF.itemOf):
                    yield from self._works_or_agents(ox.NamedNode(instance), "instance")
            case _ if self._reads_otherwise(thing):
                for contribution in self._subjects(BF.agent, thing):
                    yield from self._subjects(BF.contribution, ox.NamedNode(contribution))
                yield from self._subjects(BF.subject, thing)

    def _agents(self, work: ox.NamedNode) -> Iterator[str]:
        for contribution in self._objects(work, BF.contribution):
            yield from self._objects(ox.NamedNode(contribution), BF.agent)

    def _versions(self, work: ox.NamedNode) -> Iterator[str]:
        """The other versions of its hub, if it was the second to come or the last but one to go."""
        for hub in self._objects(work, BF.expressionOf):
            if len({has_versions(graph, hub) for graph in self._graphs}) > 1:
                yield from self._subjects(BF.expressionOf, ox.NamedNode(hub))

    def _reads_otherwise(self, thing: ox.NamedNode) -> bool:
        """Whether works that have this agent or subject are found by other words, or under other parts of it."""
        before, after = ((list(names.of(thing)), self._parts(names, thing)) for names in self._names)
        return before != after

    def _parts(self, names: Names, subject: Term) -> list[set[Term]]:
        found, cells = list[set[Term]](), names.objects(subject, MADS.componentList)
        while cells:
            found.append(set(names.objects(cells[0], RDF.first)))
            cells = names.objects(cells[0], RDF.rest)
        return found

    def _objects(self, thing: ox.NamedNode, predicate: Iri) -> set[str]:
        both = (graph.quads_for_pattern(thing, ox.NamedNode(predicate), None, None) for graph in self._graphs)
        return {quad.object.value for quads in both for quad in quads if isinstance(quad.object, ox.NamedNode)}

    def _subjects(self, predicate: Iri, o: ox.NamedNode) -> set[str]:
        both = (graph.quads_for_pattern(None, ox.NamedNode(predicate), o, None) for graph in self._graphs)
        return {quad.subject.value for quads in both for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def all_are(before: ox.Store, after: ox.Store, base: str) -> bool:
    """Whether everything is affected: words of the vocabulary read otherwise, or a library is in another country."""
    where, now = (dict(_countries(graph, ox.NamedNode(f"{base}graph/sources"))) for graph in (before, after))
    moved = any(where[source] != now.get(source) for source in where)
    return moved or not same_version(before, after, ox.NamedNode(f"{base}graph/vocabulary"))


def _countries(graph: ox.Store, sources: ox.NamedNode) -> Iterator[tuple[str, str]]:
    for quad in graph.quads_for_pattern(None, ox.NamedNode(DCTERMS.spatial), None, sources):
        yield str(quad.subject), str(quad.object)
