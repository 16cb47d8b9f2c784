"""Authority records: control fields and numbers, what is told of the person or thing itself, sources and notes."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.shapes import VOCABULARY, about_what_is_identified
from conversions.text import iri
from conversions.tree import AUTHORITY, Literal, Node, Statement, Value
from conversions.unimarc.isbd import plain
from conversions.unimarc.subfields import coded, values
from ontology.names import BF, DCTERMS, MADS, RDF, RDFS, SKOS, XSD, Iri

_GENDERS = {"a": "female", "b": "male"}


def status(field: Field, record: Record) -> Iterator[Statement]:
    """Leader/05 Record status: a record that was deleted is no authority any more.

    LDR 00000dx  a2200000   45
    001 1

    <#Authority> a madsrdf:DeprecatedAuthority .
    """
    if field.data[5:6] == "d":
        yield AUTHORITY, RDF.type, MADS.DeprecatedAuthority


def persistent_identifier(field: Field, record: Record) -> Iterator[Statement]:
    """Field 003 Persistent record identifier that is no address; one that is names the authority itself.

    003 FRBNF11938540

    <#Authority> bf:identifiedBy [ a bf:Identifier ; rdf:value "FRBNF11938540" ] .
    """
    number = plain(field.data)
    if number and not iri(number):
        yield AUTHORITY, BF.identifiedBy, Node([BF.Identifier], {RDF.value: number})


def last_change(field: Field, record: Record) -> Iterator[Statement]:
    """Field 005 Version identifier: when the record was changed last, to the day.

    005 20090903084342.0

    <#Authority> dcterms:modified "2009-09-03"^^xsd:date .
    """
    yield AUTHORITY, DCTERMS.modified, _day(field.data)


def general_processing_data(field: Field, record: Record) -> Iterator[Statement]:
    """100 General processing data: when the record was made.

    100 ## $a 20090903afrey50      ba0

    <#Authority> dcterms:created "2009-09-03"^^xsd:date .
    """
    yield AUTHORITY, DCTERMS.created, _day(field["a"])


def _day(text: str) -> Value:
    day = text[:8]
    known = len(day) == 8 and day.isdigit() and "0101" <= day[4:] <= "1231"
    return Literal(f"{day[:4]}-{day[4:6]}-{day[6:]}", datatype=XSD.date) if known else ""


def catalogue_address(field: Field, record: Record) -> Iterator[Statement]:
    """033 The same in another file, by its address there.

    033 ## $a http://catalogue.bnf.fr/ark:/12148/cb119385401 $2 BNF

    <#Authority> skos:exactMatch <http://catalogue.bnf.fr/ark:/12148/cb119385401> .
    """
    field.all("2")
    for value in values(field, "a"):
        if address := iri(value):
            yield AUTHORITY, SKOS.exactMatch, address
        else:
            yield AUTHORITY, BF.identifiedBy, Node([BF.Identifier], {RDF.value: value})


def standard_number(field: Field, record: Record) -> Iterator[Statement]:
    """010 International standard number of a name: ISNI, or that of the system in $2.

    010 ## $a 0000 0001 2133 1854 $2 ISNI

    <#Authority> bf:identifiedBy [ a bf:Isni ; rdf:value "0000 0001 2133 1854" ] .
    """
    isni = field["2"].upper() in ("ISNI", "")
    sources: list[Value] = [] if isni else [Node([BF.Source], {BF.code: field["2"]})]
    for value in values(field, "az"):
        yield AUTHORITY, BF.identifiedBy, Node([BF.Isni if isni else BF.Identifier], {RDF.value: value, BF.source: sources})


def system_number(field: Field, record: Record) -> Iterator[Statement]:
    """035 Other system control number; $z is cancelled.

    035 ## $a FRBNF119385408 $z FRBNF11938540

    <#Authority> bf:identifiedBy [ a bf:Local ; rdf:value "FRBNF119385408" ],
        [ a bf:Local ; rdf:value "FRBNF11938540" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ] .
    """
    for code, value in field.pairs("az"):
        cancelled = Iri(f"{VOCABULARY}mstatus/cancinv") if code == "z" else None
        yield (
            AUTHORITY,
            BF.identifiedBy,
            Node([BF.Local], {RDF.value: plain(value), BF.status: cancelled} if plain(value) else {}),
        )


def language(field: Field, record: Record) -> Iterator[Statement]:
    """101 Language of the person, body or work.

    101 ## $a kaz

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:associatedLanguage <http://id.loc.gov/vocabulary/languages/kaz> .
    """
    yield from about_what_is_identified(MADS.associatedLanguage, [coded("languages", code) for code in field.all("a")])


def nationality(field: Field, record: Record) -> Iterator[Statement]:
    """102 Nationality or country.

    102 ## $a KZ

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:associatedLocale <http://id.loc.gov/vocabulary/countries/kz> .
    """
    places: list[Value] = [coded("countries", code) for code in field.all("a")]
    yield from about_what_is_identified(MADS.associatedLocale, [*places, *values(field, "b")])


def gender(field: Field, record: Record) -> Iterator[Statement]:
    """120 Coded data of a person: gender.

    120 ## $a ba

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:gender "male" .
    """
    yield from about_what_is_identified(MADS.gender, _GENDERS.get(field["a"][:1], ""))


def rules(field: Field, record: Record) -> Iterator[Statement]:
    """152 Rules that the heading follows ($a), subject system that it is of ($b).

    152 ## $a AFNOR $b rameau

    <#Authority> dcterms:conformsTo <http://id.loc.gov/vocabulary/descriptionConventions/afnor> ;
        madsrdf:isMemberOfMADSScheme <http://id.loc.gov/vocabulary/subjectSchemes/rameau> .
    """
    yield AUTHORITY, DCTERMS.conformsTo, [_term("descriptionConventions", value) for value in values(field, "a")]
    yield AUTHORITY, MADS.isMemberOfMADSScheme, [_term("subjectSchemes", value) for value in values(field, "b")]


def _term(table: str, code: str) -> Value:
    return coded(table, code) or iri(f"{VOCABULARY}{table}/{code.lower()}")


def geographic_area(field: Field, record: Record) -> Iterator[Statement]:
    """160 Geographic area code.

    160 ## $a a-kz---

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:associatedLocale <http://id.loc.gov/vocabulary/geographicAreas/a-kz> .
    """
    areas = [coded("geographicAreas", plain(code).rstrip("-")) for code in field.all("a")]
    yield from about_what_is_identified(MADS.associatedLocale, areas)


def scope_note(field: Field, record: Record) -> Iterator[Statement]:
    """300-330, 356, 820 Notes for whoever uses the heading.

    300 0# $a Здесь материалы о городе до 1219 г.

    <#Authority> madsrdf:scopeNote "Здесь материалы о городе до 1219 г." ;
        skos:scopeNote "Здесь материалы о городе до 1219 г." .
    """
    notes = [" ".join(values(field, "ab"))]
    yield AUTHORITY, MADS.scopeNote, notes
    yield AUTHORITY, SKOS.scopeNote, notes


def biographical_note(field: Field, record: Record) -> Iterator[Statement]:
    """340, 341 Biography and activity.

    340 ## $a Қазақ жазушысы

    <#Authority> madsrdf:historyNote "Қазақ жазушысы" .
    """
    yield AUTHORITY, MADS.historyNote, values(field, "abcdfpr")


def place_and_date(field: Field, record: Record) -> Iterator[Statement]:
    """640 Places and dates of a person's or body's life.

    640 1# $d Семей $f 18971001

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:associatedLocale "Семей" ; madsrdf:activityStartDate "18971001" .
    """
    yield from about_what_is_identified(MADS.associatedLocale, values(field, "abcde"))
    yield from about_what_is_identified(MADS.activityStartDate, values(field, "f"))
    yield from about_what_is_identified(MADS.activityEndDate, values(field, "g"))


def classification(field: Field, record: Record) -> Iterator[Statement]:
    """675-686 Class numbers that go with the heading.

    675 ## $a 821.512.122

    <#Authority> madsrdf:classification "821.512.122" .
    """
    yield AUTHORITY, MADS.classification, values(field, "a")


def originating_source(field: Field, record: Record) -> Iterator[Statement]:
    """801 Originating source: who made (second indicator 0) or issued the record, and by which rules.

    801 #0 $a RU $b NLR $c 20090903 $g rcr

    <#Authority> dcterms:creator [ a bf:Agent ; bf:code "NLR" ; bf:place <http://id.loc.gov/vocabulary/countries/ru> ;
            bf:date "2009-09-03"^^xsd:date ] ;
        dcterms:conformsTo <http://id.loc.gov/vocabulary/descriptionConventions/rpk> .
    """
    says: dict[Iri, Value] = {BF.place: coded("countries", field["a"]), BF.date: _day(field["c"])}
    relation = DCTERMS.creator if field.ind2 == "0" else DCTERMS.contributor
    for code in values(field, "b"):
        yield AUTHORITY, relation, Node([BF.Agent], {BF.code: code, **says})
    yield AUTHORITY, DCTERMS.conformsTo, [_term("descriptionConventions", value) for value in values(field, "g")]


def source_data(field: Field, record: Record) -> Iterator[Statement]:
    """810 Source in which something was found ($b), 815 source in which nothing was.

    810 ## $a Қазақ энциклопедиясы $b 1897-1961
    815 ## $a КЛЭ

    <#Authority> madsrdf:hasSource [ a madsrdf:Source ; madsrdf:citationSource "Қазақ энциклопедиясы" ;
            madsrdf:citationNote "1897-1961" ; madsrdf:citationStatus "found" ],
        [ a madsrdf:Source ; madsrdf:citationSource "КЛЭ" ; madsrdf:citationStatus "notfound" ] .
    """
    found = field.tag == "810"
    says: dict[Iri, Value] = {MADS.citationNote: values(field, "b"), MADS.citationStatus: "found" if found else "notfound"}
    for value in values(field, "a"):
        yield AUTHORITY, MADS.hasSource, Node([MADS.Source], {MADS.citationSource: value, **says})


def example_note(field: Field, record: Record) -> Iterator[Statement]:
    """825 Example under the heading of another record.

    825 ## $a Пример под: Города

    <#Authority> madsrdf:exampleNote "Пример под: Города" .
    """
    yield AUTHORITY, MADS.exampleNote, values(field, "a")


def editorial_note(field: Field, record: Record) -> Iterator[Statement]:
    """830 Cataloguer's note, 835 and 836 what became of a deleted or replaced heading.

    830 ## $a Проверить даты

    <#Authority> madsrdf:editorialNote "Проверить даты" .
    """
    yield AUTHORITY, MADS.editorialNote, [" ".join(values(field, "abd"))]


def electronic_location(field: Field, record: Record) -> Iterator[Statement]:
    """856 Electronic location: where more is told.

    856 4# $u http://example.org/auezov $z Музей

    <#Authority> rdfs:seeAlso <http://example.org/auezov> ; madsrdf:note "Музей" .
    """
    yield AUTHORITY, RDFS.seeAlso, [iri(value) for value in field.all("u")]
    yield AUTHORITY, MADS.note, values(field, "z")
