"""What the word index knows of each thing: gathered from a published graph, one thing at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from conversions.scripts import script_of
from kg.names import Name, Names, Said, Term
from ontology.names import BF, RDF, Iri

KINDS: dict[str, Iri] = {
    "work": BF.Work,
    "hub": BF.Hub,
    "agent": BF.Agent,
    "topic": BF.Topic,
    "place": BF.Place,
    "genre": BF.GenreForm,
}
"""The kinds of things that a search finds: the first part of their path, and the class that they have."""


_LANGUAGES = "http://id.loc.gov/vocabulary/languages/"


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
        self._names = Names(graph)

    def entry(self, thing: ox.NamedNode, kind: str) -> Entry:
        said: dict[str, set[Term]] = {}
        records: set[str] = set()
        for quad in self._graph.quads_for_pattern(thing, None, None, None):
            said.setdefault(quad.predicate.value, set()).add(quad.object)
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(self._records):
                records.add(quad.graph_name.value)
        sources = {name.removeprefix(self._records).partition("/")[0] for name in records}
        entry = Entry(thing.value, kind, self._names.among(said), source=sorted(sources), weight=len(records))
        entry.script = sorted({script_of(name.text) for name in entry.names})
        if kind in ("work", "hub"):
            self._add_work(entry, said)
        return entry

    def _add_work(self, entry: Entry, said: Said) -> None:
        contributions = said.get(BF.contribution, ())
        agents = [name for each in contributions for who in self._names.objects(each, BF.agent) for name in self._names.of(who)]
        subjects = [name for subject in said.get(BF.subject, ()) for name in self._names.of(subject)]
        entry.about = "; ".join(dict.fromkeys(name.text for name in agents[:3]))
        entry.context = [name.text for name in (*agents, *subjects)]
        entry.subject = sorted({name.text for name in subjects})
        languages = (term.value for term in said.get(BF.language, ()) if isinstance(term, ox.NamedNode))
        entry.language = sorted({iri.removeprefix(_LANGUAGES) for iri in languages if iri.startswith(_LANGUAGES)})
        entry.year = sorted({year for instance in said.get(BF.hasInstance, ()) for year in self._years(instance)})

    def _years(self, instance: Term) -> Iterator[int]:
        for provision in self._names.objects(instance, BF.provisionActivity):
            for date in self._names.objects(provision, BF.date):
                if isinstance(date, ox.Literal) and date.value[:4].isdigit():
                    yield int(date.value[:4])
