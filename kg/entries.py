"""What the word index knows of each thing: gathered from a published graph, one thing at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from conversions.scripts import script_of
from kg.names import Name, Names, Said, Term
from ontology.names import BF, DCTERMS, MADS, OWL, RDF, SCHEMA, Iri

KINDS: dict[str, Iri] = {
    "work": BF.Work,
    "hub": BF.Hub,
    "agent": BF.Agent,
    "topic": BF.Topic,
    "place": BF.Place,
    "genre": BF.GenreForm,
}
"""The kinds of things that a search finds: the first part of their path, and the class that they have."""

PERIODS = (*((start, start + 99) for start in range(0, 1900, 100)), *((start, start + 9) for start in range(1900, 2100, 10)))
"""First and last year of the periods that a search can be narrowed to: centuries, and decades since 1900."""

_LANGUAGES = "http://id.loc.gov/vocabulary/languages/"
_COUNTRIES = "http://id.loc.gov/vocabulary/countries/"
_OPEN_ACCESS = "http://purl.org/coar/access_right/c_abf2"
_FREE_LICENCE = ("http://creativecommons.org/", "https://creativecommons.org/")
_LEVELS = (DCTERMS.educationLevel, SCHEMA.educationalLevel, BF.intendedAudience)
_LICENCES = (DCTERMS.license, SCHEMA.license)


@dataclass(slots=True)
class Entry:
    """One thing as the index has it.

    From ``source`` to ``year`` is what a search is narrowed by: ``subject``, ``genre``, ``agent`` and ``level`` are IRIs (without
    the base if ours) or texts, ``access`` is "online" and "open", ``country`` the MARC code of the libraries' countries.
    """

    iri: str
    kind: str
    names: list[Name]
    about: str = ""
    context: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    country: list[str] = field(default_factory=list)
    language: list[str] = field(default_factory=list)
    script: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    genre: list[str] = field(default_factory=list)
    agent: list[str] = field(default_factory=list)
    level: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    year: list[int] = field(default_factory=list)
    weight: int = 1

    @property
    def period(self) -> list[str]:
        """The periods of the years, as "1920-1929"."""
        found = (f"{first}-{last}" for first, last in PERIODS for year in self.year if first <= year <= last)
        return list(dict.fromkeys(found))


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
        self._base = base
        self._records = f"{base}record/"
        self._names = Names(graph)
        self._countries: dict[str, str] = {}

    def entry(self, thing: ox.NamedNode, kind: str) -> Entry:
        said: dict[str, set[Term]] = {}
        records: set[str] = set()
        for quad in self._graph.quads_for_pattern(thing, None, None, None):
            said.setdefault(quad.predicate.value, set()).add(quad.object)
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(self._records):
                records.add(quad.graph_name.value)
        sources = {name.removeprefix(self._records).partition("/")[0] for name in records}
        entry = Entry(thing.value, kind, self._names.among(said), source=sorted(sources), weight=len(records))
        entry.country = sorted({self._country(source) for source in sources} - {""})
        entry.script = sorted({script_of(name.text) for name in entry.names})
        if kind in ("work", "hub"):
            self._add_work(entry, said)
        return entry

    def _country(self, source: str) -> str:
        if source not in self._countries:
            places = self._names.objects(ox.NamedNode(f"{self._base}source/{source}"), DCTERMS.spatial)
            codes = [place.value.removeprefix(_COUNTRIES) for place in places if isinstance(place, ox.NamedNode)]
            self._countries[source] = codes[0] if codes else ""
        return self._countries[source]

    def _add_work(self, entry: Entry, said: Said) -> None:
        contributions = said.get(BF.contribution, ())
        makers = [who for each in contributions for who in self._names.objects(each, BF.agent)]
        agents = [name for who in makers for name in self._names.of(who)]
        subjects = [name for subject in said.get(BF.subject, ()) for name in self._names.of(subject)]
        entry.about = "; ".join(dict.fromkeys(name.text for name in agents[:3]))
        entry.context = [name.text for name in (*agents, *subjects)]
        entry.subject = self._values(part for subject in said.get(BF.subject, ()) for part in self._with_components(subject))
        entry.genre = self._values(said.get(BF.genreForm, ()))
        entry.agent = [value for value in self._values(makers) if value.startswith("agent/")]
        languages = (term.value for term in said.get(BF.language, ()) if isinstance(term, ox.NamedNode))
        entry.language = sorted({iri.removeprefix(_LANGUAGES) for iri in languages if iri.startswith(_LANGUAGES)})
        instances = [self._names.said(instance) for instance in said.get(BF.hasInstance, ())]
        entry.year = sorted({year for instance in instances for year in self._years(instance)})
        entry.level = self._values(level for each in (said, *instances) for p in _LEVELS for level in each.get(p, ()))
        entry.access = sorted({access for instance in instances for access in self._access(instance)})

    def _with_components(self, subject: Term) -> Iterator[Term]:
        """A subject, and of one with several components those that have an IRI of their own."""
        yield subject
        cells = self._names.objects(subject, MADS.componentList)
        while cells:
            yield from (first for first in self._names.objects(cells[0], RDF.first) if not self._is_inner(first))
            cells = self._names.objects(cells[0], RDF.rest)

    def _is_inner(self, term: Term) -> bool:
        return not isinstance(term, ox.NamedNode) or ("#" in term.value and term.value.startswith(self._base))

    def _values(self, terms: Iterable[Term]) -> list[str]:
        """Values by which a search is narrowed: the IRI of what has one of its own, else its texts."""
        found: set[str] = set()
        for term in terms:
            if isinstance(term, ox.NamedNode) and not self._is_inner(term):
                found.add(term.value.removeprefix(self._base))
            else:
                found.update(name.text for name in self._names.of(term))
        return sorted(found)

    def _years(self, instance: Said) -> Iterator[int]:
        for provision in instance.get(BF.provisionActivity, ()):
            for date in self._names.objects(provision, BF.date):
                if isinstance(date, ox.Literal) and date.value[:4].isdigit():
                    yield int(date.value[:4])

    def _access(self, instance: Said) -> Iterator[str]:
        items = [self._names.said(item) for item in instance.get(BF.hasItem, ())]
        if any(BF.electronicLocator in holder for holder in (instance, *items)):
            yield "online"
        policies = [self._names.said(policy) for policy in instance.get(BF.usageAndAccessPolicy, ())]
        rights = {term for policy in policies for term in policy.get(OWL.sameAs, ())} | instance.get(DCTERMS.accessRights, set())
        licences = (term.value for p in _LICENCES for term in instance.get(p, ()) if isinstance(term, ox.NamedNode))
        if ox.NamedNode(_OPEN_ACCESS) in rights or any(each.startswith(_FREE_LICENCE) for each in licences):
            yield "open"
