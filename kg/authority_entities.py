"""Entities out of the RDF of an authority file, whichever vocabulary it is in: MADS, SKOS, GND, schema.org, Wikidata.

The tables say which property of which vocabulary means what; a new vocabulary needs lines there, not code.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import pyoxigraph as ox

from conversions.scripts import dates_of
from kg import entity
from kg.entity import Entity
from kg.names import Name, Said, Term
from ontology.names import BF, DCTERMS, FOAF, MADS, OWL, RDF, RDFS, SKOS, Iri

GND = "https://d-nb.info/standards/elementset/gnd#"
SDO = "http://schema.org/"
WIKIBASE = "http://wikiba.se/ontology#"
WDT = "http://www.wikidata.org/prop/direct/"
WD = "http://www.wikidata.org/entity/"
RDAU = "http://rdaregistry.info/Elements/a/P"

KINDS: Mapping[str, str] = {
    MADS.PersonalName: entity.PERSON, MADS.FamilyName: entity.FAMILY, MADS.CorporateName: entity.ORGANIZATION,
    MADS.ConferenceName: entity.MEETING, MADS.Geographic: entity.PLACE, MADS.NameTitle: entity.WORK, MADS.Title: entity.WORK,
    MADS.GenreForm: entity.GENRE, MADS.Topic: entity.TOPIC, MADS.ComplexSubject: entity.TOPIC, MADS.Temporal: entity.TOPIC,
    MADS.HierarchicalGeographic: entity.PLACE,
    f"{GND}DifferentiatedPerson": entity.PERSON, f"{GND}UndifferentiatedPerson": entity.PERSON, f"{GND}Person": entity.PERSON,
    f"{GND}RoyalOrMemberOfARoyalHouse": entity.PERSON, f"{GND}Pseudonym": entity.PERSON, f"{GND}Gods": entity.PERSON,
    f"{GND}Spirits": entity.PERSON, f"{GND}CollectivePseudonym": entity.PERSON, f"{GND}NameOfThePerson": entity.PERSON,
    f"{GND}LiteraryOrLegendaryCharacter": entity.PERSON, f"{GND}Family": entity.FAMILY,
    f"{GND}CorporateBody": entity.ORGANIZATION, f"{GND}OrganOfCorporateBody": entity.ORGANIZATION,
    f"{GND}Company": entity.ORGANIZATION,
    f"{GND}MusicalCorporateBody": entity.ORGANIZATION, f"{GND}ReligiousCorporateBody": entity.ORGANIZATION,
    f"{GND}ReligiousAdministrativeUnit": entity.ORGANIZATION, f"{GND}AdministrativeUnit": entity.PLACE,
    f"{GND}ConferenceOrEvent": entity.MEETING, f"{GND}SeriesOfConferenceOrEvent": entity.MEETING,
    f"{GND}TerritorialCorporateBodyOrAdministrativeUnit": entity.PLACE, f"{GND}PlaceOrGeographicName": entity.PLACE,
    f"{GND}Country": entity.PLACE, f"{GND}NaturalGeographicUnit": entity.PLACE, f"{GND}BuildingOrMemorial": entity.PLACE,
    f"{GND}Work": entity.WORK, f"{GND}MusicalWork": entity.WORK, f"{GND}Manuscript": entity.WORK, f"{GND}Expression": entity.WORK,
    f"{GND}Collection": entity.WORK, f"{GND}SubjectHeading": entity.TOPIC, f"{GND}SubjectHeadingSensoStricto": entity.TOPIC,
    f"{GND}Language": entity.TOPIC, f"{GND}HistoricSingleEventOrEra": entity.TOPIC, f"{GND}EthnographicName": entity.TOPIC,
    f"{SDO}Person": entity.PERSON, f"{SDO}Organization": entity.ORGANIZATION, f"{SDO}Place": entity.PLACE,
    f"{SDO}CreativeWork": entity.WORK, f"{SDO}Event": entity.MEETING,
    f"{FOAF.BASE}Person": entity.PERSON, f"{FOAF.BASE}Organization": entity.ORGANIZATION,
    f"{WD}Q5": entity.PERSON, f"{WD}Q6256": entity.PLACE, f"{WD}Q515": entity.PLACE, f"{WD}Q486972": entity.PLACE,
    f"{WD}Q43229": entity.ORGANIZATION, f"{WD}Q3918": entity.ORGANIZATION, f"{WD}Q7725634": entity.WORK,
    f"{WD}Q47461344": entity.WORK,
}  # fmt: skip
"""By class, or by what Wikidata says that it is an instance of (P31); what has none of them is a topic."""

UNDIFFERENTIATED = f"{GND}UndifferentiatedPerson"

NAMES = frozenset(
    {
        MADS.authoritativeLabel, SKOS.prefLabel, f"{SDO}name", f"{GND}preferredName", f"{GND}preferredNameForThePerson",
        f"{GND}preferredNameForTheCorporateBody", f"{GND}preferredNameForTheConferenceOrEvent", f"{GND}preferredNameForTheFamily",
        f"{GND}preferredNameForThePlaceOrGeographicName", f"{GND}preferredNameForTheSubjectHeading",
        f"{GND}preferredNameForTheWork",
    }
)  # fmt: skip
VARIANTS = frozenset(
    {
        MADS.variantLabel, SKOS.altLabel, SKOS.hiddenLabel, f"{SDO}alternateName", f"{GND}variantName",
        f"{GND}variantNameForThePerson", f"{GND}variantNameForTheCorporateBody", f"{GND}variantNameForTheConferenceOrEvent",
        f"{GND}variantNameForTheFamily", f"{GND}variantNameForThePlaceOrGeographicName", f"{GND}variantNameForTheSubjectHeading",
        f"{GND}variantNameForTheWork",
    }
)  # fmt: skip
BIRTHS = frozenset({MADS.birthDate, f"{GND}dateOfBirth", f"{SDO}birthDate", f"{WDT}P569", f"{RDAU}50121"})
DEATHS = frozenset({MADS.deathDate, f"{GND}dateOfDeath", f"{SDO}deathDate", f"{WDT}P570", f"{RDAU}50120"})
SAME = frozenset(
    {
        OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch, f"{SDO}sameAs", MADS.hasExactExternalAuthority,
        MADS.hasCloseExternalAuthority, MADS.identifiesRWO,
    }
)  # fmt: skip
NUMBERS: Mapping[str, str] = {
    f"{WDT}P214": "http://viaf.org/viaf/", f"{WDT}P227": "https://d-nb.info/gnd/", f"{WDT}P213": "http://isni.org/isni/",
    f"{WDT}P244": "http://id.loc.gov/authorities/names/",
}  # fmt: skip
"""Properties whose text is a number in another file, and where the IRIs of that file begin."""
TITLES = frozenset({MADS.citationSource, f"{GND}publication", f"{SDO}workExample", f"{BF.BASE}mainTitle"})
LANGUAGES = frozenset({MADS.associatedLanguage, DCTERMS.language, f"{GND}languageCode", f"{SDO}inLanguage"})
NOTES = frozenset(
    {SKOS.definition, SKOS.scopeNote, MADS.historyNote, f"{GND}biographicalOrHistoricalInformation", f"{SDO}description"}
)
CREATORS = frozenset({f"{GND}firstAuthor", f"{GND}firstComposer", f"{SDO}author", DCTERMS.creator, f"{WDT}P50"})
RELATIONS: Mapping[str, Iri] = {
    SKOS.broader: SKOS.broader, SKOS.narrower: SKOS.narrower, SKOS.related: SKOS.related,
    MADS.hasBroaderAuthority: SKOS.broader, MADS.hasNarrowerAuthority: SKOS.narrower, MADS.hasReciprocalAuthority: SKOS.related,
    f"{GND}broaderTermGeneral": SKOS.broader, f"{GND}broaderTermGeneric": SKOS.broader,
    f"{GND}broaderTermPartitive": SKOS.broader, f"{GND}broaderTermInstantial": SKOS.broader,
    f"{GND}relatedTerm": SKOS.related, f"{WDT}P279": SKOS.broader,
}  # fmt: skip
"""Relations among authorities, and what they are in SKOS."""
BLANK = "urn:otrar:blank:"
"""How the IRIs begin that blank nodes of a file are given."""
INNER = frozenset(
    {MADS.hasVariant, MADS.hasEarlierEstablishedForm, MADS.identifiesRWO, MADS.hasSource, f"{SDO}mainEntity"}
)  # fmt: skip
"""Properties whose nodes say more of the same thing."""

_NOT_AUTHORITIES = frozenset(
    {
        MADS.Variant, MADS.RWO, MADS.Source, f"{MADS.BASE}MADSScheme", f"{MADS.BASE}MADSCollection",
        SKOS.ConceptScheme, f"{SKOS.BASE}Collection", f"{SKOS.BASE}OrderedCollection", OWL.Ontology, OWL.Class,
        OWL.ObjectProperty, OWL.DatatypeProperty, f"{RDF.BASE}Property", f"{WIKIBASE}Property",
        "http://purl.org/iso25964/skos-thes#ConceptGroup",
    }
)  # fmt: skip
_YEAR = re.compile(r"^[+]?(-?)0*(\d{3,4})(?!\d)")
_DEPRECATED = f"{OWL.BASE}deprecated"
_FOCUS = ox.NamedNode(f"{FOAF.BASE}focus")
_ABOUT = 200  # characters of a note that tell what an authority is


class Descriptions:
    """The authorities in a store of their RDF. One pass reads them all; one can be read by itself.

    ``inner`` is how the IRIs of nodes within a description begin, beside those of blank nodes.
    """

    def __init__(self, store: ox.Store, inner: str = BLANK) -> None:
        self._store = store
        self._inner = (BLANK, inner)
        self._has_focus = next(store.quads_for_pattern(None, _FOCUS, None, None), None) is not None

    def all(self) -> Iterator[Entity]:
        """All authorities, in the store's own order, which is that of their subjects: memory does not grow with their number."""
        quads = self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        for subject, group in groupby(quads, key=lambda quad: quad.subject):
            if (
                isinstance(subject, ox.NamedNode)
                and not subject.value.startswith(self._inner)
                and (found := self._entity(subject, _said(group)))
            ):
                yield found

    def get(self, iri: str) -> Entity | None:
        """The authority of this IRI."""
        subject = ox.NamedNode(iri)
        return self._entity(subject, self._about(subject))

    def _about(self, thing: Term) -> dict[str, set[Term]]:
        if not isinstance(thing, (ox.NamedNode, ox.BlankNode)):
            return {}
        return _said(self._store.quads_for_pattern(thing, None, None, None))

    def _entity(self, subject: ox.NamedNode, said: dict[str, set[Term]]) -> Entity | None:
        types = {term.value for term in said.get(RDF.type, ()) if isinstance(term, ox.NamedNode)}
        if self._is_no_authority(types, said):
            return None
        names = _names(said, NAMES)
        if not names and (subject.value.startswith(f"{WD}Q") or types & {*KINDS, f"{WIKIBASE}Item"}):
            names = _names(said, (RDFS.label,))
        if not names:
            return None
        types |= {term.value for term in said.get(f"{WDT}P31", ()) if isinstance(term, ox.NamedNode)}
        kind = next((KINDS[each] for each in sorted(types) if each in KINDS), entity.TOPIC)
        found = Entity(subject.value, kind, sorted(names), undifferentiated=UNDIFFERENTIATED in types)
        self._describe(found, self._with_inner(subject, said))
        if kind == entity.WORK:
            self._part_name_and_title(found, said)
        return found

    def _is_no_authority(self, types: set[str], said: Said) -> bool:
        """Whether it is something else, out of use, or a form that another authority collects."""
        if MADS.DeprecatedAuthority in types or _texts(said, (_DEPRECATED,)) == ["true"] or _FOCUS.value in said:
            return True
        return SKOS.Concept not in types and bool(types & _NOT_AUTHORITIES)

    def _describe(self, found: Entity, said: Said) -> None:
        found.variants = sorted(_names(said, VARIANTS) - set(found.names))
        numbers = {f"{stem}{''.join(text.split())}" for p, stem in NUMBERS.items() for text in _texts(said, (p,))}
        same = {term.value for p in SAME for term in said.get(p, ()) if isinstance(term, ox.NamedNode)}
        found.same = sorted((same | numbers) - {found.iri})
        found.works = sorted(set(_texts(said, TITLES)))
        found.creators = sorted({name for p in CREATORS for who in said.get(p, ()) for name in self._called(who)})
        found.languages = sorted(
            {term.value.rpartition("/")[2] for p in LANGUAGES for term in said.get(p, ()) if not isinstance(term, ox.Triple)}
        )
        found.about = min(_texts(said, NOTES), default="")[:_ABOUT]
        if found.kind == entity.PERSON:
            dates = [dates_of(name.text) for name in found.names]
            found.births = _years(said, BIRTHS) or sorted({birth for birth, _ in dates if birth is not None})
            found.deaths = _years(said, DEATHS) or sorted({death for _, death in dates if death is not None})

    def _part_name_and_title(self, found: Entity, said: Said) -> None:
        """Of a work that is called by its creator's name and its title, take both apart, as the list of its components does."""
        parts = [part for head in said.get(MADS.componentList, ()) for part in self._list(head)]
        titles = {name for part in parts if _is(part, MADS.Title) for name in _names(part, NAMES)}
        if titles:
            creators = {name.text for part in parts if not _is(part, MADS.Title) for name in _names(part, NAMES)}
            found.variants = sorted({*found.variants, *found.names} - titles)
            found.names, found.creators = sorted(titles), sorted(creators)

    def _list(self, head: Term) -> Iterator[dict[str, set[Term]]]:
        """What is said of each member of an RDF list."""
        while said := self._about(head):
            yield from map(self._about, said.get(RDF.first, ()))
            head = next(iter(said.get(RDF.rest, ())), ox.NamedNode(RDF.nil))

    def _with_inner(self, subject: ox.NamedNode, said: dict[str, set[Term]]) -> dict[str, set[Term]]:
        """What is said of an authority, and what the nodes below it add: variants, dates of the person itself, sources.

        In VIAF the forms of each library are concepts whose focus is the person: their labels are variants.
        """
        parts = [self._about(node) for predicate in INNER for node in said.get(predicate, ())]
        if self._has_focus:
            concepts = [self._about(quad.subject) for quad in self._store.quads_for_pattern(None, _FOCUS, subject, None)]
            parts += [{SKOS.altLabel: each.get(p, set())} for each in concepts for p in (SKOS.prefLabel, SKOS.altLabel)]
        merged = {predicate: set(terms) for predicate, terms in said.items()}
        for part in parts:
            for predicate, terms in part.items():
                merged.setdefault(predicate, set()).update(terms)
        return merged

    def _called(self, who: Term) -> set[str]:
        """The names of a creator, who is named or has a description in the same file."""
        if isinstance(who, ox.Literal):
            return {who.value}
        return {name.text for name in _names(self._about(who), (*NAMES, RDFS.label))}


def _said(quads: Iterable[ox.Quad]) -> dict[str, set[Term]]:
    said: dict[str, set[Term]] = {}
    for quad in quads:
        said.setdefault(quad.predicate.value, set()).add(quad.object)
    return said


def _is(said: Said, class_: Iri) -> bool:
    return ox.NamedNode(class_) in said.get(RDF.type, ())


def _texts(said: Said, predicates: Iterable[str]) -> list[str]:
    return [term.value for p in predicates for term in said.get(p, ()) if isinstance(term, ox.Literal)]


def _names(said: Said, predicates: Iterable[str]) -> set[Name]:
    terms = {term for p in predicates for term in said.get(p, ()) if isinstance(term, ox.Literal)}
    return {Name(term.value.strip(), term.language or "") for term in terms if term.value.strip()}


def _years(said: Said, predicates: Iterable[str]) -> list[int]:
    """The years of dates in any of the usual notations."""
    found = (_YEAR.match(text) for text in _texts(said, predicates))
    return sorted({int(each[1] + each[2]) for each in found if each})
