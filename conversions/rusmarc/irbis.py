"""Records as the library system IRBIS keeps them: RUSMARC's fields, but for some whose tags or subfields are its own.

They are told by the fields 920 (worksheet) and 903 or 907. `ready` gives those fields the tags and codes that RUSMARC has for the
same thing, one for one, so that the rules are RUSMARC's; copies (910) and class numbers (621) have rules of their own.
"""

from collections.abc import Iterator, Mapping

from conversions.record import Field, Record
from conversions.tree import WORK, Node, Statement, Value
from conversions.unimarc.holdings import barcode, item, shelf_mark, sublocation
from conversions.unimarc.parallel import pair
from conversions.unimarc.subfields import values
from conversions.unimarc.subjects import place_access
from ontology.names import BF, RDF, Iri

_SIGNS = ("903", "907")

_RENAMED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "330": ("327", {"c": "a", "f": "f", "4": "p"}),
    "331": ("330", {}),
    "461": ("461", {"c": "t", "e": "o", "d": "c", "g": "n", "h": "d", "z": "e"}),
    "463": ("463", {"c": "t", "j": "d", "h": "v", "s": "p", "w": "0"}),
    "606": ("606", {"b": "x", "c": "x", "d": "x", "g": "y", "e": "y", "h": "z", "o": "j"}),
    "951": ("856", {"i": "u", "a": "u", "t": "z", "h": "q"}),
}
"""By tag in IRBIS: the tag in RUSMARC, and the codes that differ."""

IGNORED = {
    "060": "section of knowledge, by IRBIS's own list: the class numbers say it",
}


def is_irbis(record: Record) -> bool:
    """Whether IRBIS made the record."""
    return "920" in record and any(tag in record for tag in _SIGNS)


def ready(record: Record) -> Record:
    """The record with parallel fields paired, and with RUSMARC's tags and codes where IRBIS made it."""
    return pair(record.with_fields(map(_renamed, record.fields)) if is_irbis(record) else record)


def _renamed(field: Field) -> Field:
    tag, codes = _RENAMED.get(field.tag, (field.tag, {}))
    if tag == field.tag and not codes:
        return field
    pairs = [(codes.get(code, code), value) for code, value in field.subfields]
    return Field(tag, field.ind1, field.ind2, pairs, written=field.written)


def copy(field: Field, record: Record) -> Iterator[Statement]:
    """910 Copy in IRBIS: inventory number ($b), place ($d), barcode ($h), shelf mark ($r).

    903 ## $a 821/А-36-1
    910 ## $a 0 $b 12345 $c 20070530 $d ЧЗ $h 100001 $r 821/А-36
    920 ## $a PAZK

    <#Instance> bf:hasItem [ a bf:Item ; bf:itemOf <#Instance> ; bf:sublocation [ a bf:Sublocation ; rdfs:label "ЧЗ"@und-cyrl ] ;
        bf:shelfMark [ a bf:ShelfMark ; rdfs:label "821/А-36"@und-cyrl ] ;
        bf:identifiedBy [ a bf:Barcode ; rdf:value "100001" ], [ a bf:Local ; rdf:value "12345" ] ] .
    """
    if not is_irbis(record):
        return
    inventory: list[Value] = [Node([BF.Local], {RDF.value: value}) for value in values(field, "b")]
    says: dict[Iri, Value] = {
        BF.sublocation: sublocation(values(field, "d")),
        BF.shelfMark: shelf_mark(" ".join(values(field, "r"))),
        BF.identifiedBy: [*barcode(values(field, "h")), *inventory],
    }
    yield item(says, field)


def library_bibliographical_classification(field: Field, record: Record) -> Iterator[Statement]:
    """621 in IRBIS: the Library-Bibliographical Classification; in RUSMARC proper, place and date of provenance.

    621 ## $a Ш5(2=Ка)6-4
    903 ## $a 821/А-36-1
    920 ## $a PAZK

    <#Work> bf:classification [ a bf:Classification ; bf:classificationPortion "Ш5(2=Ка)6-4" ;
        bf:source [ a bf:Source ; bf:code "rubbk" ] ] .
    """
    if not is_irbis(record):
        yield from place_access(field, record)
        return
    source = Node([BF.Source], {BF.code: "rubbk"})
    for number in values(field, "a"):
        yield WORK, BF.classification, Node([BF.Classification], {BF.classificationPortion: number, BF.source: source})
