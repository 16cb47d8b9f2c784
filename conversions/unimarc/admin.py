"""Who described the resource, when and by which rules: leader/05, /17, /18, 001, 003, 005, 100 $a/0-7, 801, 802."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache

from conversions.record import Field, Record
from conversions.shapes import VOCABULARY, note
from conversions.tree import ADMIN, WORK, Literal, Node, Statement, Value
from conversions.unimarc.isbd import plain
from conversions.unimarc.subfields import coded, values
from ontology.names import BF, BFLC, RDF, RDFS, XSD, Iri

ONTOLOGY = Iri("http://id.loc.gov/ontologies/bibframe-3-0-1/")
"""The version of BIBFRAME that the description follows."""

NEW, CHANGED = Iri(f"{VOCABULARY}mstatus/n"), Iri(f"{VOCABULARY}mstatus/c")
STATUS = {"c": CHANGED, "d": Iri(f"{VOCABULARY}mstatus/d"), "o": CHANGED, "p": Iri(f"{VOCABULARY}mstatus/p")}
"""Leader/05 of a record that is no longer new."""

_LEVELS = {" ": "f", "1": "1", "2": "7", "3": "5"}
"""Leader/17 Encoding level as the Library of Congress's: full, without the item in hand, minimal, not complete."""

_ISBD = Iri(f"{VOCABULARY}descriptionConventions/isbd")
_ORIGINAL, _TRANSCRIBING, _MODIFYING = "012"


def level_and_conventions(field: Field, record: Record) -> Iterator[Statement]:
    """Leader/17-18 Encoding level and form of descriptive cataloguing; ISBD unless the leader says otherwise.

    LDR 00000nam0 22000001  450
    001 123

    <#AdminMetadata> bf:descriptionLevel <http://id.loc.gov/ontologies/bibframe-3-0-1/> ;
        bflc:encodingLevel <http://id.loc.gov/vocabulary/menclvl/1> ;
        bf:descriptionConventions <http://id.loc.gov/vocabulary/descriptionConventions/isbd> .
    """
    yield ADMIN, BF.descriptionLevel, ONTOLOGY
    level = _LEVELS.get(field.data[17:18])
    yield ADMIN, BFLC.encodingLevel, Iri(f"{VOCABULARY}menclvl/{level}") if level else ""
    if field.data[18:19] != "n":
        yield ADMIN, BF.descriptionConventions, _ISBD


def control_number(field: Field, _: Record) -> Iterator[Statement]:
    """Field 001 Record identifier.

    001 RU\\NLR\\bibl\\64495

    <#AdminMetadata> bf:identifiedBy [ a bf:Local ; rdf:value "RU\\\\NLR\\\\bibl\\\\64495" ] .
    """
    number = plain(field.data)
    yield ADMIN, BF.identifiedBy, Node([BF.Local], {RDF.value: number})


def persistent_identifier(field: Field, _: Record) -> Iterator[Statement]:
    """Field 003 Persistent record identifier: the address of the record in its own catalogue.

    003 http://catalogue.bnf.fr/ark:/12148/cb32895690f

    <#AdminMetadata> bf:identifiedBy [ a bf:Identifier ; rdf:value "http://catalogue.bnf.fr/ark:/12148/cb32895690f" ] .
    """
    yield ADMIN, BF.identifiedBy, Node([BF.Identifier], {RDF.value: plain(field.data)})


def version_identifier(field: Field, record: Record) -> Iterator[Statement]:
    """Field 005 Version identifier and leader/05: when the record was changed last, where it is not new.

    LDR 00000cam0 2200000   450
    005 19940223151047.0

    <#Work> bf:adminMetadata [ a bf:AdminMetadata ; bf:status <http://id.loc.gov/vocabulary/mstatus/c> ;
        bf:date "1994-02-23T15:10:47"^^xsd:dateTime ] .
    """
    status = STATUS.get(record.leader[5:6], CHANGED)
    changed = _time(field.data)
    if record.leader[5:6] == "n" and changed[:10] == _time(record["100"]["a"])[:10]:
        return
    yield WORK, BF.adminMetadata, Node([BF.AdminMetadata], {BF.status: status, BF.date: _date_time(changed)} if changed else {})


def originating_source(field: Field, record: Record) -> Iterator[Statement]:
    """801 Originating source: who catalogued (second indicator 0), transcribed (1), changed (2) or issued (3) the record.

    100 ## $a 19991220d1999    u  y0rusy0189    ca
    801 #0 $a RU $b NLR $g RCR
    801 #2 $a RU $b RuMoRGB $c 20071001 $h 1234

    <#Work> bf:adminMetadata [ a bf:AdminMetadata ; bf:status <http://id.loc.gov/vocabulary/mstatus/n> ;
            bf:date "1999-12-20T00:00:00"^^xsd:dateTime ; bf:agent _:nlr ; bf:place <http://id.loc.gov/vocabulary/countries/ru> ],
        [ a bf:AdminMetadata ; bf:status <http://id.loc.gov/vocabulary/mstatus/c> ; bf:date "2007-10-01T00:00:00"^^xsd:dateTime ;
            bf:descriptionModifier [ a bf:Agent ; bf:code "RuMoRGB" ] ; bf:place <http://id.loc.gov/vocabulary/countries/ru> ;
            bf:identifiedBy [ a bf:Local ; rdf:value "1234" ] ] .
    <#AdminMetadata> bf:descriptionConventions <http://id.loc.gov/vocabulary/descriptionConventions/rpk> .
    _:nlr a bf:Agent ; bf:code "NLR" .
    """
    who = field.ind2
    agency: list[Value] = [_agency(value) for value in values(field, "b")]
    date = _time(field["c"]) or (_time(record["100"]["a"]) if who == _ORIGINAL else "")
    says: dict[Iri, Value] = {
        BF.status: {_ORIGINAL: NEW, _MODIFYING: CHANGED}.get(who),
        BF.date: _date_time(date),
        BF.descriptionModifier if who == _MODIFYING else BF.agent: agency,
        BF.place: coded("countries", field["a"]),
        BF.identifiedBy: [Node([BF.Local], {RDF.value: value}) for value in values(field, "h")],
        BF.note: note(Literal("transcribing agency", "en")) if who == _TRANSCRIBING and agency else "",
    }
    yield WORK, BF.adminMetadata, Node([BF.AdminMetadata], says)
    for code in values(field, "g"):
        yield ADMIN, BF.descriptionConventions, _conventions(code)


def _agency(name: str) -> Node:
    """A library by its code, or by its name, which has blanks."""
    return Node([BF.Agent], {RDFS.label if " " in name else BF.code: name})


def _conventions(code: str) -> Value:
    return coded("descriptionConventions", code) or Node([BF.DescriptionConventions], {BF.code: code})


def issn_centre(field: Field, _: Record) -> Iterator[Statement]:
    """802 ISSN centre that is responsible for the key title.

    802 ## $a 01

    <#Work> bf:adminMetadata [ a bf:AdminMetadata ; bf:assigner [ a bf:Agent ; bf:code "01" ] ] .
    """
    centres: list[Value] = [Node([BF.Agent], {BF.code: value}) for value in values(field, "a")]
    yield WORK, BF.adminMetadata, Node([BF.AdminMetadata], {BF.assigner: centres})


def catalogue_address(field: Field, _: Record) -> Iterator[Statement]:
    """033 Other system persistent record identifier: the record in another catalogue.

    033 ## $a http://catalogue.bnf.fr/ark:/12148/cb32895690f $2 BNF

    <#AdminMetadata> bf:identifiedBy [ a bf:Identifier ; rdf:value "http://catalogue.bnf.fr/ark:/12148/cb32895690f" ;
        bf:source [ a bf:Source ; bf:code "BNF" ] ] .
    """
    sources: list[Value] = [Node([BF.Source], {BF.code: value}) for value in values(field, "2")]
    for value in values(field, "az"):
        says: dict[Iri, Value] = {RDF.value: value, BF.source: sources}
        yield ADMIN, BF.identifiedBy, Node([BF.Identifier], says)


def _date_time(text: str) -> Value:
    return Literal(text, datatype=XSD.dateTime)


@lru_cache(maxsize=20_000)
def _time(digits: str) -> str:
    """``19940223151047.0`` as ``1994-02-23T15:10:47``; "" where the date cannot be; midnight where the time cannot be.

    >>> _time("19940223d2007"), _time("19940231")
    ('1994-02-23T00:00:00', '')
    """
    if not digits[:8].isdigit():
        return ""
    with suppress(ValueError):
        return datetime.fromisoformat(f"{digits[:8]}T{digits[8:14]}").isoformat()
    with suppress(ValueError):
        return datetime.fromisoformat(digits[:8]).isoformat()
    return ""
