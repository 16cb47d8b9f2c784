"""What the word index knows of each thing: gathered from a published graph, one thing at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from conversions.scripts import script_of
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

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

Name = tuple[str, str]
"""A text and its language tag, "" where it has none."""


@dataclass(slots=True)
class Entry:
    """One thing as the index has it. ``source``, ``language``, ``script``, ``subject``, ``year`` are what it is narrowed by."""

    iri: str
    kind: str
    names: list[Name]
    about: str = ""
    context: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    language: list[str] = field(default_factory=list)
    script: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    year: list[int] = field(default_factory=list)
    weight: int = 1


def entries(graph: ox.Store, base: str) -> Iterator[Entry]:
    """All things of the graph that have a page and a name, kind by kind."""
    reader = _Reader(graph, base)
    for kind, class_ in KINDS.items():
        start = f"{base}{kind}/"
        seen: set[str] = set()
        for quad in graph.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(class_), None):
            thing = quad.subject
            if isinstance(thing, ox.NamedNode) and thing.value.startswith(start) and thing.value not in seen:
                seen.add(thing.value)
                if "#" not in thing.value and (entry := reader.entry(thing, kind)).names:
                    yield entry


class _Reader:
    def __init__(self, graph: ox.Store, base: str) -> None:
        self._graph = graph
        self._records = f"{base}record/"
        self._names: dict[str, list[Name]] = {}

    def entry(self, thing: ox.NamedNode, kind: str) -> Entry:
        said: dict[str, set[Term]] = {}
        records: set[str] = set()
        for quad in self._graph.quads_for_pattern(thing, None, None, None):
            said.setdefault(quad.predicate.value, set()).add(quad.object)
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(self._records):
                records.add(quad.graph_name.value)
        sources = {name.removeprefix(self._records).partition("/")[0] for name in records}
        entry = Entry(thing.value, kind, self._names_of(said), source=sorted(sources), weight=len(records))
        entry.script = sorted({script_of(text) for text, _ in entry.names})
        if kind in ("work", "hub"):
            self._add_work(entry, said)
        return entry

    def _add_work(self, entry: Entry, said: dict[str, set[Term]]) -> None:
        agents = [name for contribution in said.get(BF.contribution, ()) for name in self._linked(contribution, BF.agent)]
        subjects = [name for subject in said.get(BF.subject, ()) for name in self.names(subject)]
        entry.about = "; ".join(dict.fromkeys(text for text, _ in agents[:3]))
        entry.context = [text for text, _ in (*agents, *subjects)]
        entry.subject = sorted({text for text, _ in subjects})
        entry.language = sorted(
            {term.value.rsplit("/", 1)[-1] for term in said.get(BF.language, ()) if isinstance(term, ox.NamedNode)}
        )
        years = {year for instance in said.get(BF.hasInstance, ()) for year in self._years(instance)}
        entry.year = sorted(years)

    def _linked(self, node: Term, predicate: Iri) -> Iterator[Name]:
        for each in self._objects(node, predicate):
            yield from self.names(each)

    def _years(self, instance: Term) -> Iterator[int]:
        for provision in self._objects(instance, BF.provisionActivity):
            for date in self._objects(provision, BF.date):
                if isinstance(date, ox.Literal) and date.value[:4].isdigit():
                    yield int(date.value[:4])

    def names(self, thing: Term) -> list[Name]:
        """The names of a thing, remembered since many works share their agents and subjects."""
        if not isinstance(thing, ox.NamedNode):
            return []
        if thing.value not in self._names:
            said: dict[str, set[Term]] = {}
            for quad in self._graph.quads_for_pattern(thing, None, None, None):
                said.setdefault(quad.predicate.value, set()).add(quad.object)
            self._names[thing.value] = self._names_of(said)
        return self._names[thing.value]

    def _names_of(self, said: dict[str, set[Term]]) -> list[Name]:
        """Labels; for a work its titles."""
        found = {
            (literal.value, literal.language or "")
            for predicate in (RDFS.label, MADS.authoritativeLabel)
            for literal in said.get(predicate, ())
            if isinstance(literal, ox.Literal)
        }
        for title in said.get(BF.title, ()):
            found |= set(self._title(title))
        return sorted(found)

    def _title(self, title: Term) -> Iterator[Name]:
        parts = [
            [term for term in self._objects(title, predicate) if isinstance(term, ox.Literal)]
            for predicate in (BF.mainTitle, BF.partNumber, BF.partName)
        ]
        for main in parts[0]:
            rest = [part.value for each in parts[1:] for part in each if script_of(part.value) in (script_of(main.value), "Zyyy")]
            yield ". ".join([main.value, *rest]), main.language or ""

    def _objects(self, subject: Term, predicate: Iri) -> list[Term]:
        if not isinstance(subject, ox.NamedNode):
            return []
        return list({quad.object for quad in self._graph.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)})
