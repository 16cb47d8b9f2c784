"""All that is known of one IRI: the triples that data formats show, and the tree that a page shows, each with who says it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

import pyoxigraph as ox

from kg.entries import Entries, Hit
from kg.names import Name, Names, Term
from kg.publish import Publication
from kg.search import Index
from kg.things import KINDS, Things
from ontology.names import BF, FOAF, RDF, RDFS, VOID, Iri
from sparql.remote import opened

_DEPTH = 6
"""How far inner nodes are followed: a list of five components is five nodes deep."""


class Link(NamedTuple):
    """A thing by its IRI and all its names; the IRI is "" for a plain text."""

    iri: str
    names: tuple[Name, ...]


@dataclass(slots=True)
class Value:
    """One value of a property: a text or link, what is said of it if it is an inner node, and the sources that say so."""

    link: Link
    inner: "Tree | None" = None
    sources: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """What is said of a thing: its classes, and for each property its values."""

    iri: str
    types: list[Link]
    statements: list[tuple[Link, list[Value]]]


class _IndexedNames(Names):
    """Names as the word index has them, where it has: many records may speak of a thing, and it has them together."""

    def __init__(self, graph: ox.Store, index: Index, base: str) -> None:
        super().__init__(graph)
        self._index, self._starts = index, tuple(f"{base}{kind}/" for kind in KINDS)

    def _look_up(self, thing: ox.NamedNode) -> Sequence[Name]:
        iri = thing.value
        hit = self._index.get([iri]).get(iri) if iri.startswith(self._starts) and "#" not in iri else None
        return hit.names if hit else super()._look_up(thing)


class Reader:
    """One publication, open for reading, by any number of threads; what its store answers belongs to the thread that asked."""

    def __init__(self, publication: Publication, base: str) -> None:
        self.publication = publication
        self.base = base
        self.graph = opened(publication.graph)
        self.index = Index(publication.index)
        self.names: Names = _IndexedNames(self.graph, self.index, base)

    def exists(self, iri: str) -> bool:
        """Whether anything is said of it, or it is the graph of a record."""
        return next(self.graph.quads_for_pattern(ox.NamedNode(iri), None, None, None), None) is not None

    def hits(self, iris: Iterable[str]) -> list[Hit]:
        """Works, agents, subjects as lists show them, in the order of their IRIs' first coming; what has no name is left out."""
        wanted = list(dict.fromkeys(iris))
        found = self.index.get(wanted)
        return [hit for iri in wanted if (hit := found.get(iri) or self._unindexed(iri))]

    def _unindexed(self, iri: str) -> Hit | None:
        things = Things(self.graph, self.base)
        thing = things.of(iri)
        return Entries(things).entry(thing).hit if thing else None

    def link(self, term: Term) -> Link:
        """A term with its names; for a thing without any, the last part of its IRI."""
        names = tuple(self.names.of(term))
        if not isinstance(term, ox.NamedNode):
            return Link("", names)
        return Link(term.value, names or (Name(term.value.rstrip("/#").rpartition("/")[2].rpartition("#")[2], ""),))

    def source_of(self, graph: Term | ox.DefaultGraph) -> str:
        """The source whose record a named graph is, "" for any other graph."""
        start = f"{self.base}record/"
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(start):
            return graph.value.removeprefix(start).partition("/")[0]
        return ""

    def sources(self, iri: str) -> list[str]:
        """The sources that speak of a thing."""
        if hit := self.index.get([iri]).get(iri):
            return list(hit.sources)
        quads = self.graph.quads_for_pattern(ox.NamedNode(iri), None, None, None)
        return sorted({self.source_of(quad.graph_name) for quad in quads} - {""})

    def subjects(self, predicate: Iri, o: Term) -> list[ox.NamedNode]:
        """What has this value, each once, in the order of IRIs."""
        quads = self.graph.quads_for_pattern(None, ox.NamedNode(predicate), o, None)
        return sorted({quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}, key=lambda node: node.value)

    def quads(self, iri: str) -> list[ox.Quad]:
        """The description of a thing as data: what is said of it, its inner nodes whole, what it links to by name.

        A record's description is its whole graph.
        """
        if self.source_of(thing := ox.NamedNode(iri)):
            return list(self.graph.quads_for_pattern(None, None, None, thing))
        said = dict.fromkeys(self._closure(thing, 0))
        for quad in list(said):
            said.update(dict.fromkeys(self._labels(quad.object)))
        return list(said)

    def _closure(self, thing: Term, depth: int) -> Iterator[ox.Quad]:
        if isinstance(thing, ox.NamedNode) and depth < _DEPTH:
            for quad in self.graph.quads_for_pattern(thing, None, None, None):
                yield quad
                if self._is_inner(quad.object):
                    yield from self._closure(quad.object, depth + 1)

    def _labels(self, thing: Term) -> Iterator[ox.Quad]:
        if isinstance(thing, ox.NamedNode) and not self._is_inner(thing):
            yield from self.graph.quads_for_pattern(thing, ox.NamedNode(RDFS.label), None, None)

    def _is_inner(self, term: Term) -> bool:
        return isinstance(term, ox.NamedNode) and "#" in term.value and term.value.startswith(self.base)

    def tree(self, iri: str, depth: int = 0) -> Tree:
        """What is said of a thing, property by property, inner nodes unfolded."""
        found: dict[str, dict[Term, Value]] = {}
        types: dict[str, Link] = {}
        for quad in self.graph.quads_for_pattern(ox.NamedNode(iri), None, None, None):
            if quad.predicate.value == RDF.type:
                types[str(quad.object)] = self.link(quad.object)
                continue
            values = found.setdefault(quad.predicate.value, {})
            if quad.object not in values:
                link = self.link(quad.object)
                inner = self.tree(link.iri, depth + 1) if depth < _DEPTH and self._is_inner(quad.object) else None
                values[quad.object] = Value(link, inner)
            if source := self.source_of(quad.graph_name):
                values[quad.object].sources = sorted({*values[quad.object].sources, source})
        statements = [(self.link(ox.NamedNode(p)), list(values.values())) for p, values in sorted(found.items())]
        return Tree(iri, list(types.values()), statements)

    def record_of(self, instance: str) -> str:
        """The record that describes an instance; "" if none does."""
        return next((each.value for each in self.subjects(FOAF.primaryTopic, ox.NamedNode(instance))), "")

    def record_key(self, record: str) -> tuple[str, str]:
        """The source and the id of a record, as the ledger has them."""
        source, _, id = record.removeprefix(f"{self.base}record/").partition("/")
        return unquote(source), unquote(id)

    def records(self, source: str) -> Iterator[str]:
        """The records of a source."""
        of = ox.NamedNode(f"{self.base}source/{source}")
        for quad in self.graph.quads_for_pattern(None, ox.NamedNode(VOID.inDataset), of, None):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def title(self, instance: Term) -> Link:
        """An instance by its titles; by those of its work where it has none of its own; an item by its instance's."""
        for holder in self.names.objects(instance, BF.itemOf):
            return Link(getattr(instance, "value", ""), self.title(holder).names)
        link = self.link(instance)
        if self.names.of(instance):
            return link
        works = self.names.objects(instance, BF.instanceOf)
        return Link(link.iri, tuple(name for work in works for name in self.names.of(work)) or link.names)
