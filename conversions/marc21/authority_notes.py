"""Authority records: control fields and numbers, what is told of the person or thing itself, sources and notes."""

from collections.abc import Iterator

from conversions.marc21.authority_iris import SOURCES, external, lc_iri
from conversions.marc21.subfields import ORGANIZATIONS, VOCABULARY, code_iri
from conversions.record import Field, Record
from conversions.text import iri, spaces
from conversions.tree import AUTHORITY, RWO, Literal, Node, Statement, Value, says_something
from ontology.names import BF, DCTERMS, MADS, OWL, RDF, RDFS, SKOS, XSD, Iri

_OBSOLETE = "dsx"
UNDIFFERENTIATED = Iri("https://d-nb.info/standards/elementset/gnd#UndifferentiatedPerson")
"""MADS/RDF has no class for it, the GND has."""


def about_rwo(predicate: Iri, value: Value) -> Iterator[Statement]:
    """A statement about what the authority identifies, and that it does."""
    if says_something(value):
        yield AUTHORITY, MADS.identifiesRWO, RWO
        yield RWO, RDF.type, MADS.RWO
        yield RWO, predicate, value


def _words(field: Field, codes: str) -> list[str]:
    return [spaces(value) for each in field.scripts() for value in each.all(codes)]


def status(field: Field, record: Record) -> Iterator[Statement]:
    """Leader/05 Record status: a heading that was deleted, split or replaced is no authority any more.

    LDR 00000dz  a2200000n  4500
    001 sh85000001

    <#Authority> a madsrdf:DeprecatedAuthority .
    """
    if field.data[5:6] in _OBSOLETE and field.data[5:6]:
        yield AUTHORITY, RDF.type, MADS.DeprecatedAuthority


def last_change(field: Field, record: Record) -> Iterator[Statement]:
    """When the record was changed last, to the day (005).

    005 20090903084342.0

    <#Authority> dcterms:modified "2009-09-03"^^xsd:date .
    """
    day = field.data[:8]
    if day.isdigit() and len(day) == 8:
        yield AUTHORITY, DCTERMS.modified, Literal(f"{day[:4]}-{day[4:6]}-{day[6:]}", datatype=XSD.date)


def entered(field: Field, record: Record) -> Iterator[Statement]:
    """008/00-05 Date entered on file.

    008 090903|| anannbabn          |a ana     c

    <#Authority> dcterms:created "2009-09-03"^^xsd:date .
    """
    day = field.data[:6]
    if day.isdigit() and len(day) == 6:
        century = "19" if day[:2] > "50" else "20"
        yield AUTHORITY, DCTERMS.created, Literal(f"{century}{day[:2]}-{day[2:4]}-{day[4:]}", datatype=XSD.date)


def undifferentiated_name(field: Field, record: Record) -> Iterator[Statement]:
    """Undifferentiated personal name (008/32): the heading is that of several people, whom the file does not tell apart.

    008 090903n| azannaabn          |n aba     c

    <#Authority> a <https://d-nb.info/standards/elementset/gnd#UndifferentiatedPerson> .
    """
    if field.data[32:33] == "b":
        yield AUTHORITY, RDF.type, UNDIFFERENTIATED


def lc_control_number(field: Field, record: Record) -> Iterator[Statement]:
    """010 Library of Congress control number; earlier ones lead to the same authority.

    010 ## $a n  80079447 $z no 98053286

    <#Authority> bf:identifiedBy [ a bf:Lccn ; rdf:value "n  80079447" ] ;
        owl:sameAs <http://id.loc.gov/authorities/names/no98053286> .
    """
    yield AUTHORITY, BF.identifiedBy, [Node([BF.Lccn], {RDF.value: value}) for value in field.all("a")]
    yield AUTHORITY, OWL.sameAs, [lc_iri(value) for value in field.all("z")]


def other_standard_identifier(field: Field, record: Record) -> Iterator[Statement]:
    """024 Other standard identifier: in another authority file ($2), by its IRI there, or just the number.

    024 7# $a 0000000121331854 $2 isni
    024 8# $1 http://dbpedia.org/resource/Richard_Gere

    <#Authority> skos:exactMatch <http://isni.org/isni/0000000121331854>, <http://dbpedia.org/resource/Richard_Gere> ;
        bf:identifiedBy [ a bf:Identifier ; rdf:value "0000000121331854" ; bf:source [ a bf:Source ; bf:code "isni" ] ] .
    """
    number, source = field["a"], field["2"]
    stem = SOURCES.get(source, "")
    found = [external(value) for value in field.all("01")]
    found.append(iri(number) if "://" in number else iri(stem + "".join(number.split())) if stem and number else Iri(""))
    yield AUTHORITY, SKOS.exactMatch, found if source != "uri" else found[:-1]
    if number and "://" not in number:
        says: dict[Iri, Value] = {RDF.value: number, BF.source: Node([BF.Source], {BF.code: source})}
        yield AUTHORITY, BF.identifiedBy, Node([BF.Identifier], says)


def system_control_number(field: Field, record: Record) -> Iterator[Statement]:
    """035 System control number.

    035 ## $a (OCoLC)oca00460765

    <#Authority> bf:identifiedBy [
            a bf:Local ; rdf:value "oca00460765" ; bf:source [ a bf:Source ; bf:code "OCoLC" ] ] .
    """
    for value in field.all("az"):
        agency, closed, number = value.removeprefix("(").partition(")")
        says: dict[Iri, Value] = {RDF.value: number if closed else value}
        says[BF.source] = Node([BF.Source], {BF.code: agency if closed else ""})
        yield AUTHORITY, BF.identifiedBy, Node([BF.Local], says)


def cataloging_source(field: Field, record: Record) -> Iterator[Statement]:
    """040 Cataloging source: the agencies that made the record and changed it.

    040 ## $a WaU $b eng $c DLC

    <#Authority> dcterms:creator <http://id.loc.gov/vocabulary/organizations/wau> ;
        dcterms:contributor <http://id.loc.gov/vocabulary/organizations/dlc> .
    """
    yield AUTHORITY, DCTERMS.creator, [code_iri(ORGANIZATIONS, code, punctuation=False) for code in field.all("a")]
    yield AUTHORITY, DCTERMS.contributor, [code_iri(ORGANIZATIONS, code, punctuation=False) for code in field.all("cd")]
    yield AUTHORITY, DCTERMS.conformsTo, [code_iri(f"{VOCABULARY}descriptionConventions/", code) for code in field.all("e")]
    yield AUTHORITY, MADS.isMemberOfMADSScheme, [code_iri(f"{VOCABULARY}subjectSchemes/", code) for code in field.all("f")]


def geographic_area(field: Field, record: Record) -> Iterator[Statement]:
    """043 Geographic area code.

    043 ## $a n-us-de

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:associatedLocale <http://id.loc.gov/vocabulary/geographicAreas/n-us-de> .
    """
    codes = [code.rstrip("-") for code in field.all("a")]
    yield from about_rwo(MADS.associatedLocale, [code_iri(f"{VOCABULARY}geographicAreas/", code) for code in codes])
    yield from about_rwo(MADS.associatedLocale, [external(value) for value in field.all("0")])


def special_coded_dates(field: Field, record: Record) -> Iterator[Statement]:
    """046 Special coded dates: of birth and death, or of beginning and end of activity.

    046 ## $f 1935-07-06 $2 edtf

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:birthDate "1935-07-06" .
    """
    for code, predicate in (
        ("f", MADS.birthDate), ("g", MADS.deathDate), ("k", DCTERMS.created), ("l", DCTERMS.date), ("q", MADS.activityStartDate),
        ("r", MADS.activityEndDate), ("s", MADS.activityStartDate), ("t", MADS.activityEndDate),
    ):  # fmt: skip
        yield from about_rwo(predicate, field.all(code))


def classification(field: Field, record: Record) -> Iterator[Statement]:
    """050-083 Classification number.

    053 #0 $a PG3455 $b PG3458 $c Chekhov

    <#Authority> madsrdf:classification "PG3455" .
    """
    yield AUTHORITY, MADS.classification, field.all("a")


def other_attributes(field: Field, record: Record) -> Iterator[Statement]:
    """368 Other attributes of person or corporate body.

    368 ## $c Dalai Lama XIV

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:entityDescriptor "Dalai Lama XIV" .
    """
    yield from about_rwo(MADS.entityDescriptor, _words(field, "abc"))
    yield from about_rwo(MADS.honoraryTitle, _words(field, "d"))


def associated_place(field: Field, record: Record) -> Iterator[Statement]:
    """370 Associated place: of birth, of death, others.

    370 ## $a Taganrog (Russia) $f Moscow (Russia) $2 naf

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:birthPlace "Taganrog (Russia)" ; madsrdf:associatedLocale "Moscow (Russia)" .
    """
    yield from about_rwo(MADS.birthPlace, _words(field, "a"))
    yield from about_rwo(MADS.deathPlace, _words(field, "b"))
    yield from about_rwo(MADS.associatedLocale, _words(field, "cefg"))


def field_of_activity(field: Field, record: Record) -> Iterator[Statement]:
    """372 Field of activity.

    372 ## $a Acting $2 lcsh

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:fieldOfActivity "Acting" .
    """
    yield from about_rwo(MADS.fieldOfActivity, _words(field, "a"))


def associated_group(field: Field, record: Record) -> Iterator[Statement]:
    """373 Associated group.

    373 ## $a Academy of Sciences of the Kazakh SSR

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:hasAffiliation "Academy of Sciences of the Kazakh SSR" .
    """
    yield from about_rwo(MADS.hasAffiliation, _words(field, "a"))


def occupation(field: Field, record: Record) -> Iterator[Statement]:
    """374 Occupation.

    374 ## $a Authors $a Physicians $2 lcsh

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:occupation "Authors", "Physicians" .
    """
    yield from about_rwo(MADS.occupation, _words(field, "a"))


def gender(field: Field, record: Record) -> Iterator[Statement]:
    """375 Gender.

    375 ## $a Males $2 lcdgt

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:gender "Males" .
    """
    yield from about_rwo(MADS.gender, _words(field, "a"))


def associated_language(field: Field, record: Record) -> Iterator[Statement]:
    """377 Associated language.

    377 ## $a rus $a kaz

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:associatedLanguage <http://id.loc.gov/vocabulary/languages/rus>,
            <http://id.loc.gov/vocabulary/languages/kaz> .
    """
    yield from about_rwo(MADS.associatedLanguage, [code_iri(f"{VOCABULARY}languages/", code) for code in field.all("a")])
    yield from about_rwo(MADS.associatedLanguage, _words(field, "l"))


def fuller_form(field: Field, record: Record) -> Iterator[Statement]:
    """378 Fuller form of personal name.

    378 ## $q Julia Fiona

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; madsrdf:fullerName "Julia Fiona" .
    """
    yield from about_rwo(MADS.fullerName, _words(field, "q"))


def form_of_work(field: Field, record: Record) -> Iterator[Statement]:
    """380 Form of work.

    380 ## $a Short stories $2 lcgft

    <#Authority> madsrdf:identifiesRWO <#RWO> .
    <#RWO> a madsrdf:RWO ; bf:genreForm [ a bf:GenreForm ; rdfs:label "Short stories" ] .
    """
    yield from about_rwo(BF.genreForm, [Node([BF.GenreForm], {RDFS.label: value}) for value in _words(field, "a")])


def nonpublic_note(field: Field, record: Record) -> Iterator[Statement]:
    """667 Nonpublic general note.

    667 ## $a Machine-derived non-Latin script reference project.

    <#Authority> madsrdf:editorialNote "Machine-derived non-Latin script reference project." .
    """
    yield AUTHORITY, MADS.editorialNote, _words(field, "a")


def source_data_found(field: Field, record: Record) -> Iterator[Statement]:
    """670 Source data found: the work that the heading was made from, and what it says.

    670 ## $a His Vishnevyĭ sad, 1904: $b t.p. (Anton Chekhov)

    <#Authority> madsrdf:hasSource [
            a madsrdf:Source ; madsrdf:citationSource "His Vishnevyĭ sad, 1904:" ; madsrdf:citationNote "t.p. (Anton Chekhov)" ;
            madsrdf:citationStatus "found" ] .
    """
    says: dict[Iri, Value] = {MADS.citationSource: _words(field, "a"), MADS.citationNote: _words(field, "b")}
    if says_something([*says.values()]):
        yield AUTHORITY, MADS.hasSource, Node([MADS.Source], says | {MADS.citationStatus: "found"})


def source_data_not_found(field: Field, record: Record) -> Iterator[Statement]:
    """675 Source data not found: where nothing was found of the name.

    675 ## $a Who's who in Kazakhstan, 1999

    <#Authority> madsrdf:hasSource [
            a madsrdf:Source ; madsrdf:citationSource "Who's who in Kazakhstan, 1999" ; madsrdf:citationStatus "notfound" ] .
    """
    for value in _words(field, "a"):
        yield AUTHORITY, MADS.hasSource, Node([MADS.Source], {MADS.citationSource: value, MADS.citationStatus: "notfound"})


def biographical_data(field: Field, record: Record) -> Iterator[Statement]:
    """678 Biographical or historical data.

    678 0# $a Russian playwright. $b He wrote The seagull.

    <#Authority> madsrdf:historyNote "Russian playwright. He wrote The seagull." .
    """
    yield AUTHORITY, MADS.historyNote, [spaces(each.join("ab")) for each in field.scripts()]


def public_note(field: Field, record: Record) -> Iterator[Statement]:
    """680 Public general note: what the heading is used for.

    680 ## $i Here are entered works on $a printing.

    <#Authority> madsrdf:scopeNote "Here are entered works on printing." ; skos:scopeNote "Here are entered works on printing." .
    """
    notes = [spaces(each.join("ai")) for each in field.scripts()]
    yield AUTHORITY, MADS.scopeNote, notes
    yield AUTHORITY, SKOS.scopeNote, notes


def example_note(field: Field, record: Record) -> Iterator[Statement]:
    """681 Subject example tracing note.

    681 ## $i Note under $a Printing

    <#Authority> madsrdf:exampleNote "Note under Printing" .
    """
    yield AUTHORITY, MADS.exampleNote, spaces(field.join("ai"))


def deleted_heading(field: Field, record: Record) -> Iterator[Statement]:
    """682 Deleted heading information: what stands in its place.

    682 ## $i This heading was replaced by $a Printing

    <#Authority> skos:changeNote "This heading was replaced by Printing" .
    """
    yield AUTHORITY, SKOS.changeNote, spaces(field.join("ai"))


def application_history(field: Field, record: Record) -> Iterator[Statement]:
    """688 Application history note.

    688 ## $a Applied before 2001 to works on typography.

    <#Authority> skos:changeNote "Applied before 2001 to works on typography." .
    """
    yield AUTHORITY, SKOS.changeNote, _words(field, "a")


def electronic_location(field: Field, record: Record) -> Iterator[Statement]:
    """856 Electronic location: a page about it.

    856 42 $u https://ru.wikipedia.org/wiki/Printing $z Wikipedia

    <#Authority> rdfs:seeAlso <https://ru.wikipedia.org/wiki/Printing> .
    """
    yield AUTHORITY, RDFS.seeAlso, [iri(value) for value in field.all("u")]
