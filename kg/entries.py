"""What the word index knows of each thing: what it is found and narrowed by, and what lists and pages show of it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, Self

import pyoxigraph as ox

from conversions.scripts import script_of
from kg.names import Name, Said, Term
from kg.things import Thing, Things
from ontology.names import BF, DCTERMS, MADS, OWL, RDF, SCHEMA, SKOS

PERIODS = (*((start, start + 99) for start in range(0, 1900, 100)), *((start, start + 9) for start in range(1900, 2100, 10)))
"""First and last year of the periods that a search can be narrowed to: centuries, and decades since 1900."""

_LANGUAGES = "http://id.loc.gov/vocabulary/languages/"
_COUNTRIES = "http://id.loc.gov/vocabulary/countries/"
_OPEN_ACCESS = "http://purl.org/coar/access_right/c_abf2"
_FREE_LICENCE = ("http://creativecommons.org/", "https://creativecommons.org/")
_LEVELS = (DCTERMS.educationLevel, SCHEMA.educationalLevel, BF.intendedAudience)
_LICENCES = (DCTERMS.license, SCHEMA.license)
_SAME = (OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch)
_CREATORS = 20  # of a work, in a list


class NameUse(NamedTuple):
    """A name and the sources that use it."""

    name: Name
    sources: tuple[str, ...]


class Creator(NamedTuple):
    """Who made a work: an IRI with its names."""

    iri: str
    names: tuple[Name, ...]


class Hit(NamedTuple):
    """A thing as lists and the head of its page show it.

    ``names`` are all its names, ``uses`` those that sources use, ``about`` a line about it; ``types`` and ``same`` are IRIs.
    Of a work: those who made it, the IRIs of the roles of each agent, the first year (0 for none), the IRIs of its languages, and
    the hub under which its other versions are, "" where there are none.
    """

    iri: str
    kind: str
    names: Sequence[Name]
    about: str = ""
    sources: Sequence[str] = ()
    types: Sequence[str] = ()
    same: Sequence[str] = ()
    uses: Sequence[NameUse] = ()
    creators: Sequence[Creator] = ()
    roles: Mapping[str, Sequence[str]] = MappingProxyType({})
    year: int = 0
    languages: Sequence[str] = ()
    hub: str = ""

    def to_json(self) -> bytes:
        """As bytes; tuples become lists, empty values at the end are left out."""
        values = list(self._replace(roles=dict(self.roles)))
        while not values[-1]:
            values.pop()
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """From what `to_json` gives."""
        hit = cls(*json.loads(text))
        return hit._replace(
            names=_names(hit.names),
            uses=[NameUse(Name(*name), tuple(sources)) for name, sources in hit.uses],
            creators=[Creator(iri, _names(names)) for iri, names in hit.creators],
        )


def _names(pairs: Iterable[Sequence[str]]) -> tuple[Name, ...]:
    return tuple(Name(*each) for each in pairs)


@dataclass(slots=True)
class Entry:
    """One thing as the index has it.

    From ``country`` to ``year`` is what a search is narrowed by: ``subject``, ``genre``, ``agent`` and ``level`` are IRIs
    (without the base if ours) or texts, ``access`` is "online" and "open", ``country`` the MARC code of the libraries' countries.
    """

    hit: Hit
    context: list[str] = field(default_factory=list)
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
    def kind(self) -> Sequence[str]:
        """The kind of the thing, as a facet has it."""
        return (self.hit.kind,)

    @property
    def source(self) -> Sequence[str]:
        """The libraries that speak of it."""
        return self.hit.sources

    @property
    def period(self) -> list[str]:
        """The periods of the years, as "1920-1929"."""
        found = (f"{first}-{last}" for first, last in PERIODS for year in self.year if first <= year <= last)
        return list(dict.fromkeys(found))


class Entries:
    """Makes the entries of one graph's things."""

    def __init__(self, things: Things) -> None:
        self._graph, self._base, self._names = things.graph, things.base, things.names
        self._source = things.source
        self._countries: dict[str, str] = {}

    def entry(self, thing: Thing) -> Entry:
        """What the index knows of a thing."""
        said, names = thing.said, thing.names
        sources = {self._source(record) for record in thing.records}
        same = {
            term.value for p in _SAME for by in (said, thing.links) for term in by.get(p, ()) if isinstance(term, ox.NamedNode)
        }
        types = sorted(term.value for term in said.get(RDF.type, ()) if isinstance(term, ox.NamedNode))
        entry = Entry(Hit(thing.iri, thing.kind, names, "", sorted(sources), types, sorted(same), self._uses(thing)))
        entry.weight = len(thing.records)
        entry.country = sorted({self.country(source) for source in sources} - {""})
        entry.script = sorted({script_of(name.text) for name in names})
        if thing.kind in ("work", "hub"):
            self._add_work(entry, said)
        return entry

    def _uses(self, thing: Thing) -> list[NameUse]:
        used = ((name, {self._source(record) for record in records} - {""}) for name, records in thing.uses.items())
        return [NameUse(name, tuple(sorted(sources))) for name, sources in sorted(used)]

    def country(self, source: str) -> str:
        """The MARC code of a library's country, "" where none is given."""
        if source not in self._countries:
            places = self._names.objects(ox.NamedNode(f"{self._base}source/{source}"), DCTERMS.spatial)
            codes = [place.value.removeprefix(_COUNTRIES) for place in places if isinstance(place, ox.NamedNode)]
            self._countries[source] = codes[0] if codes else ""
        return self._countries[source]

    def _add_work(self, entry: Entry, said: Said) -> None:
        instances = [self._names.said(instance) for instance in said.get(BF.hasInstance, ())]
        subjects = sorted(said.get(BF.subject, ()), key=str)
        languages = sorted(_iris(said, BF.language))
        entry.subject = self._values(part for subject in subjects for part in self._with_components(subject))
        entry.genre = self._values(said.get(BF.genreForm, ()))
        entry.language = [iri.removeprefix(_LANGUAGES) for iri in languages if iri.startswith(_LANGUAGES)]
        entry.year = sorted({year for instance in instances for year in self._years(instance)})
        entry.level = self._values(level for each in (said, *instances) for p in _LEVELS for level in each.get(p, ()))
        entry.access = sorted({access for instance in instances for access in self._access(instance)})
        makers = self._add_makers(entry, said)
        entry.context = [*makers, *(name.text for subject in subjects for name in self._names.of(subject))]
        entry.hit = entry.hit._replace(
            about="; ".join(dict.fromkeys(makers[:3])), year=entry.year[0] if entry.year else 0, languages=languages,
            hub=self._hub(said),
        )  # fmt: skip

    def _add_makers(self, entry: Entry, said: Said) -> list[str]:
        """Fill in who made a work and in which roles; returns all their names, those of its creators first."""
        primary, others, roles = dict[Term, None](), dict[Term, None](), dict[str, set[str]]()
        for contribution in sorted(said.get(BF.contribution, ()), key=str):
            about = self._names.said(contribution)
            by = primary if ox.NamedNode(BF.PrimaryContribution) in about.get(RDF.type, ()) else others
            for agent in sorted(about.get(BF.agent, ()), key=str):
                by[agent] = None
                of = roles.setdefault(agent.value if isinstance(agent, ox.NamedNode) else "", set())
                of.update(role.value for role in about.get(BF.role, ()) if isinstance(role, ox.NamedNode))
        creators = [Creator(getattr(each, "value", ""), tuple(self._names.of(each))) for each in primary]
        entry.agent = [value for value in self._values((*primary, *others)) if value.startswith("agent/")]
        entry.hit = entry.hit._replace(
            creators=sorted(creators, key=lambda each: (each.names, each.iri))[:_CREATORS],
            roles={agent: sorted(of) for agent, of in roles.items() if agent and of},
        )
        return [name.text for each in dict.fromkeys((*primary, *others)) for name in self._names.of(each)]

    def _hub(self, said: Said) -> str:
        return next((hub for hub in sorted(_iris(said, BF.expressionOf)) if has_versions(self._graph, hub)), "")

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


def _iris(said: Said, *predicates: str) -> Iterator[str]:
    return (term.value for p in predicates for term in said.get(p, ()) if isinstance(term, ox.NamedNode))


def has_versions(graph: ox.Store, hub: str) -> bool:
    """Whether more than one work is a version of a hub."""
    quads = graph.quads_for_pattern(None, ox.NamedNode(BF.expressionOf), ox.NamedNode(hub), None)
    first = next((quad.subject for quad in quads), None)
    return any(quad.subject != first for quad in quads)
