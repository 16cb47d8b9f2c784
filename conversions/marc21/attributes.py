"""370-386 Attributes of the Work: place of origin, language, form, audience and creators."""

from collections.abc import Iterator

from conversions import keys
from conversions.marc21.coded import ID_LOC, VOCABULARY, language
from conversions.marc21.physical import described
from conversions.marc21.punctuation import chop
from conversions.marc21.subfields import applies_to, authority, code_iri, headings, sources
from conversions.record import Field, Record
from conversions.text import iri
from conversions.tree import WORK, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, Iri

SUBJECT_SCHEMES = f"{VOCABULARY}subjectSchemes/"
GENRE_SCHEMES = f"{VOCABULARY}genreFormSchemes/"
DEMOGRAPHIC_TERMS = f"{ID_LOC}authorities/demographicTerms/"

GROUPS = {
    "385": (BF.intendedAudience, BF.IntendedAudience),
    "386": (BFLC.creatorCharacteristic, BFLC.CreatorCharacteristic),
}
"""The property and the class of the groups of people that these fields name."""


def associated_place(field: Field, _: Record) -> Iterator[Statement]:
    """370 Associated place: the country ($c) or place of origin ($g) of the Work.

    370 ## $g Almaty (Kazakhstan) $0 http://id.loc.gov/authorities/names/n80001258 $c Kazakhstan. $2 naf

    <#Work> bf:originPlace [ a bf:Place ; rdfs:label "Almaty (Kazakhstan)" ;
            bf:source <http://id.loc.gov/vocabulary/subjectSchemes/naf> ;
            owl:sameAs <http://id.loc.gov/authorities/names/n80001258> ],
        [ a bf:Place ; rdfs:label "Kazakhstan" ;
            bf:source <http://id.loc.gov/vocabulary/subjectSchemes/naf> ] .
    """
    for each in field.scripts():
        for place in headings(each, "cg"):
            label = chop(place.value)
            says: dict[Iri, Value] = {RDFS.label: label, BF.source: sources(each, SUBJECT_SCHEMES), **place.related()}
            yield (
                WORK,
                BF.originPlace,
                Node([BF.Place], says, key=keys.subject("place", each["2"], label), same_as=place.same_as()),
            )


def associated_language(field: Field, _: Record) -> Iterator[Statement]:
    """377 Associated language: a MARC code, a code of the list in $2, or a term ($l).

    377 ## $a kaz
    377 #7 $a kk $2 iso639-1 $l Kazakh

    <#Work> bf:language <http://id.loc.gov/vocabulary/languages/kaz>,
        [ a bf:Language ; rdf:value "kk" ; bf:source [ a bf:Source ; bf:code "iso639-1" ] ],
        [ a bf:Language ; rdfs:label "Kazakh" ] .
    """
    for each in field.scripts():
        for code in each.all("a"):
            coded = Node([BF.Language], {RDF.value: code, BF.source: sources(each)})
            yield WORK, BF.language, language(code) if each.ind2 == " " else coded
        for name in headings(each, "l"):
            says: dict[Iri, Value] = {RDFS.label: chop(name.value), BFLC.appliesTo: applies_to(each)}
            yield WORK, BF.language, described(BF.Language, says, name)


def form_of_work(field: Field, _: Record) -> Iterator[Statement]:
    """380 Form of work.

    380 ## $a Novels $2 lcgft $0 http://id.loc.gov/authorities/genreForms/gf2015026020

    <#Work> bf:genreForm [ a bf:GenreForm ; rdfs:label "Novels" ;
        bf:source <http://id.loc.gov/vocabulary/genreFormSchemes/lcgft> ;
        madsrdf:hasRelatedAuthority <http://id.loc.gov/authorities/genreForms/gf2015026020> ] .
    """
    for each in field.scripts():
        for form in headings(each, "a", between="2"):
            says: dict[Iri, Value] = {
                RDFS.label: form.value,
                BF.source: sources(each, GENRE_SCHEMES),
                BFLC.appliesTo: applies_to(each),
                **form.related(0),
            }
            yield WORK, BF.genreForm, Node([BF.GenreForm], says, key=keys.subject("genre", each["2"], form.value))


def groups_of_people(field: Field, _: Record) -> Iterator[Statement]:
    """385, 386 Audience and creator/contributor characteristics: a group of people, by name or code.

    385 ## $a Children $b c-1 $2 lcdgt $0 (DLC)dg2015060010
    386 ## $m Nationality group $n nat $2 lcdgt

    <#Work> bf:intendedAudience [ a bf:IntendedAudience ; rdfs:label "Children" ; bf:code "c-1" ;
            bf:source <http://id.loc.gov/vocabulary/subjectSchemes/lcdgt> ;
            owl:sameAs <http://id.loc.gov/authorities/demographicTerms/dg2015060010> ] ;
        bflc:creatorCharacteristic [ a bflc:DemographicGroup ; rdfs:label "Nationality group" ;
            bf:source <http://id.loc.gov/vocabulary/subjectSchemes/lcdgt> ;
            owl:sameAs <http://id.loc.gov/authorities/demographicTerms/nat> ] .
    """
    predicate, kind = GROUPS[field.tag]
    shared: dict[Iri, Value] = {BF.source: sources(field, SUBJECT_SCHEMES), BFLC.appliesTo: applies_to(field)}
    named = [found] if (found := _group(field)) else []
    pairs = field.pairs("ab")
    for n, (code, name) in enumerate(pairs):
        if code == "a":
            number = next((value for each, value in pairs[n:] if each == "b"), "")
            yield WORK, predicate, Node([kind], {RDFS.label: chop(name), BF.code: number, **shared}, same_as=named)
    if not any(code == "a" for code, _ in pairs):
        yield from _categories(field, predicate, shared)


def _group(field: Field) -> Iri:
    """The IRI of the group: from an IRI of the Library in $0, or from the number of a demographic term or subject heading."""
    first = field["0"]
    number = first.partition(")")[2]
    if "id.loc.gov" in first and first.startswith("http"):
        return authority(field)
    if number.startswith("dg"):
        return code_iri(DEMOGRAPHIC_TERMS, number)
    return iri(f"{ID_LOC}authorities/subjects/{number.replace(' ', '')}") if number.startswith("sh") else Iri("")


def _categories(field: Field, predicate: Iri, shared: dict[Iri, Value]) -> Iterator[Statement]:
    """The categories of a field that names no group: by name ($m) with the code ($n) after it, or by code."""
    pairs = field.pairs("mn")
    for n, (code, name) in enumerate(pairs):
        if code == "m":
            following = next((value for each, value in pairs[n:] if each == "n"), "")
            named = [code_iri(DEMOGRAPHIC_TERMS, following)] if following else []
            yield WORK, predicate, Node([BFLC.DemographicGroup], {RDFS.label: chop(name), **shared}, same_as=named)
    if not any(code == "m" for code, _ in pairs):
        yield WORK, predicate, [code_iri(DEMOGRAPHIC_TERMS, code) for _, code in pairs]


def time_period_of_creation(field: Field, _: Record) -> Iterator[Statement]:
    """388 Time period of creation, in words.

    388 1# $a Nineteen sixties $2 lcsh

    <#Work> bf:originDate "Nineteen sixties" .
    """
    for each in field.scripts():
        yield WORK, BF.originDate, [chop(period) for period in each.all("a")]
