"""The same thing in simpler words: schema.org for search engines, Dublin Core for those who harvest. BIBFRAME is the whole.

A profile is a table from what a description says (`Facts`) to properties, so that all formats and OAI-PMH tell the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph as ox

from kg.describe import Reader
from kg.names import Name, Said, Term
from kg.rows import Edition, Rows
from ontology.codes import language_tag
from ontology.names import BF, DCTERMS, FOAF, OWL, RDF, RDFS, SCHEMA, SKOS, Iri

_SAME = (OWL.sameAs, SKOS.exactMatch)


@dataclass(slots=True)
class Facts:
    """What simple formats tell of a thing.

    ``kind`` is the first part of its path; ``people`` and ``subjects`` are IRIs with names; ``languages`` are tags; ``type`` is
    a class of BIBFRAME by its name; ``works``, ``editions`` are the IRIs of what it is an edition of, and of its editions.
    """

    iri: str
    kind: str
    names: list[Name]
    type: str = ""
    creators: list[tuple[str, list[Name]]] = field(default_factory=list)
    contributors: list[tuple[str, list[Name]]] = field(default_factory=list)
    subjects: list[tuple[str, list[Name]]] = field(default_factory=list)
    genres: list[tuple[str, list[Name]]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    publisher: str = ""
    place: str = ""
    date: str = ""
    extent: str = ""
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    online: list[str] = field(default_factory=list)
    notes: list[Name] = field(default_factory=list)
    works: list[str] = field(default_factory=list)
    editions: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    source: str = ""


def facts(reader: Reader, iri: str) -> Facts:
    """Gather what is known of a thing; of a record, what it describes."""
    thing = ox.NamedNode(iri)
    kind = iri.removeprefix(reader.base).partition("/")[0]
    said = reader.names.said(thing)
    if kind == "record":
        described = next(_iris(said, FOAF.primaryTopic), "")
        return facts(reader, described) if described else Facts(iri, kind, [])
    found = Facts(iri, kind, list(reader.names.of(thing)), same=sorted(_iris(said, *_SAME)))
    if kind in ("work", "hub"):
        _add_work(reader, found, thing, said)
    elif kind == "instance":
        _add_instance(reader, found, thing, said)
    return found


def _iris(said: Said, *properties: Iri) -> Iterator[str]:
    return (term.value for p in properties for term in said.get(p, ()) if isinstance(term, ox.NamedNode))


def _add_work(reader: Reader, found: Facts, thing: ox.NamedNode, said: Said) -> None:
    for each in Rows(reader).contributors(thing):
        authors = each.primary or any(role.iri.endswith(("/aut", "/cre")) for role in each.roles)
        (found.creators if authors else found.contributors).append((each.agent.iri, list(each.agent.names)))
    found.subjects = _links(reader, said.get(BF.subject, ()))
    found.genres = _links(reader, said.get(BF.genreForm, ()))
    tags = (language_tag(iri.rpartition("/")[2]) for iri in _iris(said, BF.language))
    found.languages = sorted(filter(None, tags))
    found.notes = [name for note in said.get(BF.summary, ()) for name in reader.names.of(note)]
    found.editions = sorted(_iris(said, BF.hasInstance))
    classes = {iri.removeprefix(BF.BASE) for iri in _iris(said, RDF.type)}
    found.type = next((each for each in TYPES if each in classes), "")


def _add_instance(reader: Reader, found: Facts, thing: ox.NamedNode, said: Said) -> None:
    edition: Edition = Rows(reader).edition(thing)
    for work in sorted(_iris(said, BF.instanceOf)):
        node = ox.NamedNode(work)
        _add_work(reader, found, node, reader.names.said(node))
        found.works.append(work)
    found.names = list(edition.instance.names)
    found.place, found.publisher, date = edition.imprint
    found.date = str(edition.year or "") or date
    found.extent, found.source = edition.extent, edition.source
    found.identifiers = [pair for pair in edition.identifiers if pair[1]]
    found.online, found.editions = list(edition.online), []


def _links(reader: Reader, terms: Iterable[Term]) -> list[tuple[str, list[Name]]]:
    links = [reader.link(term) for term in terms]
    return sorted((link.iri, list(link.names)) for link in links)


TYPES: Mapping[str, tuple[str, str]] = {
    "Dissertation": ("Thesis", "Text"),
    "Serial": ("Periodical", "Text"),
    "Series": ("BookSeries", "Text"),
    "Cartography": ("Map", "StillImage"),
    "NotatedMusic": ("SheetMusic", "Text"),
    "MusicAudio": ("MusicRecording", "Sound"),
    "Audio": ("AudioObject", "Sound"),
    "StillImage": ("ImageObject", "StillImage"),
    "MovingImage": ("Movie", "MovingImage"),
    "Dataset": ("Dataset", "Dataset"),
    "Multimedia": ("SoftwareApplication", "InteractiveResource"),
    "Object": ("CreativeWork", "PhysicalObject"),
    "Text": ("Book", "Text"),
}
"""Classes of BIBFRAME, the narrowest first: the class of schema.org, and the term of DCMI Type."""

_SCHEMA_KINDS = {"agent": "Thing", "topic": "DefinedTerm", "place": "Place", "genre": "DefinedTerm", "source": "Library"}
_AGENTS = {BF.Person: "Person", BF.Organization: "Organization", BF.Meeting: "Event", BF.Family: "Organization"}


class Profile(NamedTuple):
    """A way to describe a thing: its name in addresses, the IRI that Accept-Profile knows it by, and what it says."""

    name: str
    iri: str
    describe: Callable[[Reader, str], list[ox.Triple]]


class _Triples:
    """Collects triples; a value is an IRI, names, or texts; an empty one says nothing."""

    def __init__(self) -> None:
        self.made: dict[ox.Triple, None] = {}

    def link(self, subject: str, predicate: str, o: str) -> None:
        try:
            self.made[ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(o))] = None
        except ValueError:
            self.text(subject, predicate, o)

    def text(self, subject: str, predicate: str, *texts: str) -> None:
        for text in filter(None, texts):
            self.made[ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(text))] = None

    def names(self, subject: str, predicate: str, names: list[Name]) -> None:
        for text, language in names:
            literal = ox.Literal(text, language=language) if language else ox.Literal(text)
            self.made[ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), literal)] = None

    def things(self, subject: str, predicate: str, things: list[tuple[str, list[Name]]], label: str) -> None:
        for iri, names in things:
            if iri:
                self.link(subject, predicate, iri)
                self.names(iri, label, names)
            else:
                self.names(subject, predicate, names)


def schema(reader: Reader, iri: str) -> list[ox.Triple]:
    """A thing in schema.org's words."""
    return schema_of(reader, facts(reader, iri))


def schema_of(reader: Reader, known: Facts) -> list[ox.Triple]:
    """What is known of a thing in schema.org's words."""
    about, out = known.iri, _Triples()
    out.link(about, RDF.type, f"{SCHEMA.BASE}{schema_type(reader, known)}")
    for predicate, things in (("author", known.creators), ("contributor", known.contributors), ("about", known.subjects)):
        out.things(about, SCHEMA.BASE + predicate, things, f"{SCHEMA.BASE}name")
    out.things(about, f"{SCHEMA.BASE}genre", known.genres, f"{SCHEMA.BASE}name")
    out.names(about, f"{SCHEMA.BASE}name", known.names)
    out.names(about, f"{SCHEMA.BASE}description", known.notes)
    for predicate, texts in (
        ("inLanguage", known.languages), ("publisher", [known.publisher]), ("locationCreated", [known.place]),
        ("datePublished", [known.date]), ("pagination", [known.extent]),
        ("isbn", [value for kind, value in known.identifiers if kind == "Isbn"]),
        ("issn", [value for kind, value in known.identifiers if kind in ("Issn", "IssnL")]),
    ):  # fmt: skip
        out.text(about, SCHEMA.BASE + predicate, *texts)
    for predicate, iris in (
        ("url", known.online), ("exampleOfWork", known.works), ("workExample", known.editions), ("sameAs", known.same),
    ):  # fmt: skip
        for each in iris:
            out.link(about, SCHEMA.BASE + predicate, each)
    return list(out.made)


def schema_type(reader: Reader, known: Facts) -> str:
    """The class of schema.org that a thing has."""
    if known.kind == "agent":
        classes = set(reader.names.objects(ox.NamedNode(known.iri), RDF.type))
        return next((name for kind, name in _AGENTS.items() if ox.NamedNode(kind) in classes), "Thing")
    if known.kind in ("work", "hub", "instance"):
        return TYPES[known.type][0] if known.type else "CreativeWork"
    return _SCHEMA_KINDS.get(known.kind, "Thing")


def dcterms(reader: Reader, iri: str) -> list[ox.Triple]:
    """A thing in Dublin Core's words."""
    known, out = facts(reader, iri), _Triples()
    about = known.iri
    is_work = known.kind in ("work", "hub", "instance")
    out.names(about, DCTERMS.title if is_work else RDFS.label, known.names)
    for predicate, things in (
        (DCTERMS.creator, known.creators), (DCTERMS.contributor, known.contributors), (DCTERMS.subject, known.subjects),
        (DCTERMS.type, known.genres),
    ):  # fmt: skip
        out.things(about, predicate, things, RDFS.label)
    if known.type:
        out.link(about, DCTERMS.type, f"http://purl.org/dc/dcmitype/{TYPES[known.type][1]}")
    out.names(about, DCTERMS.description, known.notes)
    out.text(about, DCTERMS.language, *known.languages)
    out.text(about, DCTERMS.publisher, known.publisher)
    out.text(about, DCTERMS.issued, known.date)
    out.text(about, DCTERMS.extent, known.extent)
    out.text(about, DCTERMS.identifier, *(value for _, value in known.identifiers))
    relations: tuple[tuple[str, list[str]], ...] = (
        (f"{DCTERMS.BASE}isVersionOf", known.works), (f"{DCTERMS.BASE}hasVersion", known.editions), (RDFS.seeAlso, known.same),
    )  # fmt: skip
    for relation, iris in relations:
        for each in iris:
            out.link(about, relation, each)
    return list(out.made)


def _whole(reader: Reader, iri: str) -> list[ox.Triple]:
    return list(dict.fromkeys(quad.triple for quad in reader.quads(iri)))


BIBFRAME = Profile("bibframe", BF.BASE, _whole)
PROFILES = (BIBFRAME, Profile("schema", "http://schema.org/", schema), Profile("dcterms", DCTERMS.BASE, dcterms))
"""The profiles that can be asked for, the usual one first."""


def dublin_core(reader: Reader, iri: str) -> Iterator[tuple[str, str, str]]:
    """Simple Dublin Core, as OAI-PMH has it: element, text, language tag."""
    known = facts(reader, iri)
    yield from (("title", text, language) for text, language in known.names)
    for element, things in (("creator", known.creators), ("contributor", known.contributors), ("subject", known.subjects)):
        yield from ((element, text, language) for _, names in things for text, language in names)
    yield from (("description", text, language) for text, language in known.notes)
    yield from (("publisher", text, "") for text in (known.publisher,) if text)
    yield from (("date", text, "") for text in (known.date,) if text)
    yield from (("type", text, language) for _, names in known.genres for text, language in names)
    yield from (("type", TYPES[known.type][1], "") for _ in (known.type,) if known.type)
    yield from (("format", text, "") for text in (known.extent,) if text)
    yield "identifier", known.iri, ""
    yield from (("identifier", _urn(kind, value), "") for kind, value in known.identifiers)
    yield from (("identifier", each, "") for each in known.online)
    yield from (("language", tag, "") for tag in known.languages)
    yield from (("relation", each, "") for each in known.works)


def _urn(kind: str, value: str) -> str:
    return f"URN:{'ISSN' if kind.startswith('Iss') else 'ISBN'}:{value}" if kind in ("Isbn", "Issn", "IssnL") else value
