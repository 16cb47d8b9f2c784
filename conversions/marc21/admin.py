"""Who described the resource, when and by which rules: leader/05, /17, /18, 001, 003, 005, 008/00-05, 008/34, 040, 042, 884."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from conversions.marc21.coded import VOCABULARY, coded_term, language
from conversions.marc21.fixed import material
from conversions.marc21.subfields import marc_key
from conversions.record import Field, Record
from conversions.shapes import identifier
from conversions.text import iri, spaces
from conversions.tree import ADMIN, WORK, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, XSD, Iri

ONTOLOGY = Iri("http://id.loc.gov/ontologies/bibframe-3-0-1/")
"""The version of BIBFRAME that the description follows."""

DLC = Iri(f"{VOCABULARY}organizations/dlc")
NEW = Iri(f"{VOCABULARY}mstatus/n")
CHANGED = Iri(f"{VOCABULARY}mstatus/c")
STATUS = {"a": CHANGED, "c": CHANGED, "d": Iri(f"{VOCABULARY}mstatus/d"), "p": Iri(f"{VOCABULARY}mstatus/p"), "": CHANGED}
"""Leader/05 of a record that is no longer new; one without a leader has changed."""

ENCODING_LEVELS = {level: Iri(f"{VOCABULARY}menclvl/{name}") for level, name in zip(" 01234578", "ff1234578", strict=True)}
CONVENTIONS = {
    code: Iri(f"{VOCABULARY}descriptionConventions/{name}")
    for code, name in {"a": "aacr", "c": "isbd", "i": "isbd", "p": "aacr", "r": "aacr"}.items()
}
ENTRY_CONVENTIONS = {"0": "0 - successive", "1": "1 - latest", "2": "2 - integrated"}


def level_and_conventions(field: Field, record: Record) -> Iterator[Statement]:
    """Leader/17-18 Encoding level and cataloguing rules; the rules unless 040 $e says "rda" and the leader AACR.

    LDR 00000nam a2200000 a 4500
    001 123

    <#AdminMetadata> bf:descriptionLevel <http://id.loc.gov/ontologies/bibframe-3-0-1/> ;
        bflc:encodingLevel <http://id.loc.gov/vocabulary/menclvl/f> ;
        bf:descriptionConventions <http://id.loc.gov/vocabulary/descriptionConventions/aacr> .
    """
    yield ADMIN, BF.descriptionLevel, ONTOLOGY
    if not field.data.strip():
        return  # the record came without a leader
    yield ADMIN, BFLC.encodingLevel, ENCODING_LEVELS.get(field.data[17:18])
    rules = field.data[18:19]
    if rules not in "apr" or {value for each in record.all("040") for value in each.all("e")} != {"rda"}:
        yield ADMIN, BF.descriptionConventions, CONVENTIONS.get(rules)


def first_entry(_: Field, record: Record) -> Iterator[Statement]:
    """008/00-05 Date entered on file and 040 $a: a small description of the record when it was new.

    LDR 00000nam a2200000 a 4500
    008 910926s1991    nyu           000 0 eng d
    040 ## $a DLC $c DLC

    <#Work> bf:adminMetadata [ a bf:AdminMetadata ; bf:status <http://id.loc.gov/vocabulary/mstatus/n> ;
        bf:date "1991-09-26T00:00:00"^^xsd:dateTime ; bf:agent <http://id.loc.gov/vocabulary/organizations/dlc> ] .
    """
    day, changed = entered(record), record["005"].data[:8]
    date = _time(day)
    if date and changed < day:
        date = _time(changed) or date
    yield from when_new(date, record)


def entered(record: Record) -> str:
    """008/00-05 with its century: 64 is 2064, 65 is 1965."""
    day = record["008"].data[:6]
    return f"{20 if day[:2].isdecimal() and day < '65' else 19}{day}"


def when_new(date: str, record: Record) -> Iterator[Statement]:
    """The record as it was entered, on this date."""
    says = {BF.status: NEW, BF.date: _date_time(date), BF.agent: _agency(*_agencies(record, "a"))}
    yield WORK, BF.adminMetadata, Node([BF.AdminMetadata], says)


def last_change(field: Field, record: Record) -> Iterator[Statement]:
    """Leader/05 Record status, 005 and the last 040 $d: a small description of the latest change to a record that is not new.

    LDR 00000cam a2200000 a 4500
    005 19940223151047.0
    040 ## $a DLC $c DLC $d MH $d KZ-AlNL

    <#Work> bf:adminMetadata [ a bf:AdminMetadata ; bf:status <http://id.loc.gov/vocabulary/mstatus/c> ;
        bf:date "1994-02-23T15:10:47"^^xsd:dateTime ; bf:descriptionModifier [ a bf:Agent ; bf:code "KZ-AlNL" ] ] .
    """
    status = field.data[5:6] if field.data.strip() else ""
    if status == "n":
        return
    says: dict[Iri, Value] = {BF.status: STATUS.get(status), BF.date: _date_time(_time(record["005"].data))}
    if modifiers := [code for each in record.all("040") for code in each.all("d")[-1:]]:
        says[BF.descriptionModifier] = _agency(*modifiers)
    else:
        says[BF.agent] = _agency(*_agencies(record, "a"))
    yield WORK, BF.adminMetadata, Node([BF.AdminMetadata], says)


def control_number(field: Field, record: Record) -> Iterator[Statement]:
    """Field 001 Control number, with 003, whose number it is; without a 003 the Library of Congress's, by the specification.

    001 on1103606318
    003 OCoLC

    <#AdminMetadata> bf:identifiedBy [ a bf:Local ; rdf:value "on1103606318" ; bf:assigner [ a bf:Agent ; bf:code "OCoLC" ] ] .
    """
    if field.data:
        assigner = _agency(record["003"].data or "DLC")
        yield ADMIN, BF.identifiedBy, Node([BF.Local], {RDF.value: field.data, BF.assigner: assigner})


def entry_convention(field: Field, record: Record) -> Iterator[Statement]:
    """008/34 Entry convention of a continuing resource: where a new record begins when the title changes.

    LDR 00000nas a2200000 a 4500
    008 930106c19929999enkmr p       0   a0eng d

    <#AdminMetadata> bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/metaentry> ; rdfs:label "0 - successive"@en ] .
    """
    if material(record) == "CR" and (label := ENTRY_CONVENTIONS.get(field.data[34:35])):
        yield ADMIN, BF.note, Node([BF.Note, Iri(f"{VOCABULARY}mnotetype/metaentry")], {RDFS.label: Literal(label, "en")})


def cataloging_source(field: Field, record: Record) -> Iterator[Statement]:
    """040 Cataloging source: language and rules of the description, and the field itself as a note.

    040 ## $a KZ-AlNL $b rus $c KZ-AlNL $e rcr $e local rules

    <#AdminMetadata> bf:descriptionLanguage <http://id.loc.gov/vocabulary/languages/rus> ;
        bf:descriptionConventions <http://id.loc.gov/vocabulary/descriptionConventions/rcr>,
            [ a bf:DescriptionConventions ; bf:code "local rules" ] ;
        bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/internal> ;
            rdfs:label "040  $aKZ-AlNL$brus$cKZ-AlNL$ercr$elocal rules" ] .
    """
    for code in field.all("b"):
        yield ADMIN, BF.descriptionLanguage, language(code)
    for code in map(spaces, field.all("e")):
        coded = " " not in code
        rules = coded_term("descriptionConventions", code) if coded else Node([BF.DescriptionConventions], {BF.code: code})
        yield ADMIN, BF.descriptionConventions, rules
    field.pairs("".join(code for code, _ in field.subfields))
    yield ADMIN, BF.note, Node([BF.Note, Iri(f"{VOCABULARY}mnotetype/internal")], {RDFS.label: Literal(marc_key(field))})


def authentication(field: Field, record: Record) -> Iterator[Statement]:
    """042 Authentication code.

    042 ## $a pcc $a lcode

    <#AdminMetadata> bf:descriptionAuthentication <http://id.loc.gov/vocabulary/marcauthen/pcc>,
        <http://id.loc.gov/vocabulary/marcauthen/lcode> .
    """
    for each in field.scripts():
        for code in each.all("a"):
            yield ADMIN, BF.descriptionAuthentication, coded_term("marcauthen", code)


def description_conversion(field: Field, record: Record) -> Iterator[Statement]:
    """884 Description conversion information: the program that made the record from another, when, and for whom.

    884 ## $a MODS to MARC 1.0 $g 20130617 $k 00012 $q MH $u http://example.org/mods

    <#Work> bf:adminMetadata [ a bf:AdminMetadata ; bf:status <http://id.loc.gov/vocabulary/mstatus/c> ;
        bf:date "2013-06-17T00:00:00"^^xsd:dateTime ; bf:agent [ a bf:Agent ; bf:code "MH" ] ;
        bf:identifiedBy [ a bf:Local ; rdf:value "00012" ] ;
        bf:generationProcess [ a bf:GenerationProcess ; rdfs:label "MODS to MARC 1.0" ;
            owl:sameAs <http://example.org/mods> ] ] .
    """
    same_as = [found for found in map(iri, field.all("u")) if found]
    says = {
        BF.status: CHANGED,
        BF.date: _date_time(_time(field["g"])),
        BF.agent: _agency(field["q"]),
        BF.identifiedBy: [identifier(BF.Local, number) for number in field.all("k")],
        BF.generationProcess: Node([BF.GenerationProcess], {RDFS.label: field["a"]}, same_as=same_as),
    }
    yield WORK, BF.adminMetadata, Node([BF.AdminMetadata], says)


def _agencies(record: Record, subfield: str) -> list[str]:
    """The codes in this subfield of all 040."""
    return [code for each in record.all("040") for code in each.all(subfield)]


def _agency(*codes: str) -> Value:
    """A library by its MARC organization code: of several the Library of Congress, else the first."""
    return DLC if "DLC" in codes else Node([BF.Agent], {BF.code: codes[0]}) if codes else ""


def _date_time(text: str) -> Value:
    return Literal(text, datatype=XSD.dateTime)


def _time(digits: str) -> str:
    """``19940223151047.0`` as ``1994-02-23T15:10:47``; "" where the date cannot be; midnight where the time cannot be.

    >>> _time("19940223"), _time("19940231")
    ('1994-02-23T00:00:00', '')
    """
    if not digits[:8].isdigit():
        return ""
    if len(digits) == 8:
        return _midnight(digits)
    try:
        return datetime.fromisoformat(f"{digits[:8]}T{digits[8:14]}").isoformat()
    except ValueError:
        return _midnight(digits[:8])


@lru_cache(maxsize=10_000)
def _midnight(day: str) -> str:
    try:
        return datetime.fromisoformat(day).isoformat()
    except ValueError:
        return ""
