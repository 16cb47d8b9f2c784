"""The things of a published graph that have a name and a page, each read once: what both indexes are made from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pyoxigraph as ox

from kg.names import Name, Names, Term
from ontology.names import BF, MADS, RDF, RDFS, Iri

KINDS: dict[str, Iri] = {
    "work": BF.Work,
    "hub": BF.Hub,
    "agent": BF.Agent,
    "topic": BF.Topic,
    "place": BF.Place,
    "genre": BF.GenreForm,
}
"""The kinds of things that a search finds: the first part of their path, and the class that they have."""

_NAMES = (RDFS.label, MADS.authoritativeLabel, BF.mainTitle)


@dataclass(slots=True)
class Thing:
    """What is said of a thing, without who says it.

    ``links`` is what the graph of links alone says of it; ``records`` are the named graphs that speak of it, ``uses`` its names,
    or main titles, with the named graphs that use them.
    """

    iri: str
    kind: str
    names: list[Name] = field(default_factory=list)
    said: dict[str, set[Term]] = field(default_factory=dict)
    links: dict[str, set[Term]] = field(default_factory=dict)
    records: set[str] = field(default_factory=set)
    uses: dict[Name, set[str]] = field(default_factory=dict)


def instances(graph: ox.Store, class_: str) -> Iterator[str]:
    """The IRIs of a class, each once: the store gives the graphs that say so of a thing one after another."""
    quads = graph.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(class_), None)
    return (iri for iri, _ in groupby(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)))


class Things:
    """Reads the things of one graph."""

    def __init__(self, graph: ox.Store, base: str) -> None:
        self.graph, self.base = graph, base
        self.names = Names(graph)
        self._records = f"{base}record/"
        self._links = f"{base}graph/links"

    def all(self) -> Iterator[Thing]:
        """All that have a name, kind by kind, each once."""
        for kind, class_ in KINDS.items():
            start = f"{self.base}{kind}/"
            for iri in instances(self.graph, class_):
                if iri.startswith(start) and "#" not in iri and (thing := self._read(iri, kind)).names:
                    yield thing

    def of(self, iri: str) -> Thing | None:
        """One thing; None for what has no name or is of no such kind."""
        kind = iri.removeprefix(self.base).partition("/")[0] if iri.startswith(self.base) else ""
        if kind not in KINDS or "#" in iri:
            return None
        thing = self._read(iri, kind)
        is_one = ox.NamedNode(KINDS[kind]) in thing.said.get(RDF.type, ())
        return thing if is_one and thing.names else None

    def _read(self, iri: str, kind: str) -> Thing:
        thing = Thing(iri, kind)
        for quad in self.graph.quads_for_pattern(ox.NamedNode(iri), None, None, None):
            predicate, o, graph = quad.predicate.value, quad.object, getattr(quad.graph_name, "value", "")
            if graph == self._links:
                thing.links.setdefault(predicate, set()).add(o)
                continue
            thing.said.setdefault(predicate, set()).add(o)
            if graph.startswith(self._records):
                thing.records.add(graph)
            if predicate in _NAMES:
                self._use(thing, o, graph)
        for title in thing.said.get(BF.title, ()):
            self._use_title(thing, title)
        thing.names = self.names.among(thing.said)
        return thing

    def _use_title(self, thing: Thing, title: Term) -> None:
        if isinstance(title, ox.NamedNode):
            for quad in self.graph.quads_for_pattern(title, ox.NamedNode(BF.mainTitle), None, None):
                self._use(thing, quad.object, getattr(quad.graph_name, "value", ""))

    def _use(self, thing: Thing, name: Term, graph: str) -> None:
        if isinstance(name, ox.Literal):
            thing.uses.setdefault(Name(name.value, name.language or ""), set()).add(graph)

    def source(self, record: str) -> str:
        """The source whose record a named graph is, "" for any other graph."""
        return record.removeprefix(self._records).partition("/")[0] if record.startswith(self._records) else ""
