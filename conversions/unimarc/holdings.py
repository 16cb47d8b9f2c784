"""850-856 and 995: copies in libraries, and where the resource is online."""

import re
from collections.abc import Iterator

from conversions import keys
from conversions.record import Field, Record
from conversions.shapes import note
from conversions.text import iri
from conversions.tree import INSTANCE, Key, Node, Statement, Value
from conversions.unimarc.subfields import values
from ontology.names import BF, RDF, RDFS, Iri

_LEADER = re.compile(r"[-\d a-z]{5}[a-z-]{3}.{16}$")


def item(says: dict[Iri, Value], field: Field) -> Statement:
    """A copy of the Instance, named by all that its field says."""
    node = Node([BF.Item], says)
    text = "|".join(f"{code}{value}" for code, value in field.content())
    return INSTANCE, BF.hasItem, Node([BF.Item], says, key=Key("item", f"{field.tag}|{text}")) if node else node


def held_by(names: list[str]) -> list[Value]:
    """The library by its name, or by its code, which has no blanks."""
    return [_library(name) for name in names]


def _library(name: str) -> Node:
    coded = " " not in name and name.isascii()
    says: dict[Iri, Value] = {BF.code if coded else RDFS.label: name}
    return Node([BF.Agent, BF.Organization], says, key=keys.agent("organization", name))


def shelf_mark(text: str) -> Node:
    """Where the copy stands; "" makes an empty node."""
    return Node([BF.ShelfMark], {RDFS.label: text})


def sublocation(names: list[str]) -> list[Value]:
    """The department or collection."""
    return [Node([BF.Sublocation], {RDFS.label: name}) for name in names]


def barcode(numbers: list[str]) -> list[Value]:
    """The copy's number on its label."""
    return [Node([BF.Barcode], {RDF.value: number}) for number in numbers]


def holding_institution(field: Field, record: Record) -> Iterator[Statement]:
    """850 Holding institution: a copy is there.

    850 ## $a Российская государственная библиотека $a RuMoRGB

    <#Instance> bf:hasItem _:one, _:other .
    _:one a bf:Item ; bf:itemOf <#Instance> ; bf:heldBy [
        a bf:Agent, bf:Organization ; rdfs:label "Российская государственная библиотека"@ru ] .
    _:other a bf:Item ; bf:itemOf <#Instance> ; bf:heldBy [ a bf:Agent, bf:Organization ; bf:code "RuMoRGB" ] .
    """
    for library in held_by(values(field, "a")):
        yield INSTANCE, BF.hasItem, Node([BF.Item], {BF.heldBy: library}, key=Key("item", f"850|{library}"))


def location_and_call_number(field: Field, record: Record) -> Iterator[Statement]:
    """852 Location and call number. A field that repeats the leader, as some exports have it, is no copy.

    852 3# $a РГБ $b FB $c ALII $j G 10/240 $p 1234 $t экз. 2

    <#Instance> bf:hasItem [ a bf:Item ; bf:itemOf <#Instance> ;
        bf:heldBy [ a bf:Agent, bf:Organization ; rdfs:label "РГБ"@und-cyrl ] ;
        bf:sublocation [ a bf:Sublocation ; rdfs:label "FB" ], [ a bf:Sublocation ; rdfs:label "ALII" ] ;
        bf:shelfMark [ a bf:ShelfMark ; rdfs:label "G 10/240" ] ;
        bf:identifiedBy [ a bf:Barcode ; rdf:value "1234" ] ;
        bf:note [ a bf:Note ; rdfs:label "экз. 2"@ru ] ] .
    """
    names = values(field, "a")
    if names and _LEADER.match(names[0]):
        return
    says: dict[Iri, Value] = {
        BF.heldBy: held_by(names),
        BF.sublocation: sublocation(values(field, "bc")),
        BF.shelfMark: shelf_mark(" ".join(values(field, "fghjklm"))),
        BF.identifiedBy: barcode(values(field, "p")),
        BF.note: [note(text) for text in values(field, "dentqyz3")],
    }
    yield item(says, field)


def electronic_location(field: Field, record: Record) -> Iterator[Statement]:
    """856 Electronic location and access: where the resource or something that goes with it is online.

    856 4# $u http://example.org/wind.pdf $q application/pdf $z Свободный доступ
    856 42 $u http://example.org/about $z Аннотация

    <#Instance> bf:electronicLocator <http://example.org/wind.pdf> ;
        bf:note [ a bf:Note ; rdfs:label "Свободный доступ"@ru ], [ a bf:Note ; rdfs:label "application/pdf" ] ;
        bf:supplementaryContent [ a bf:SupplementaryContent ; bf:electronicLocator <http://example.org/about> ;
            bf:note [ a bf:Note ; rdfs:label "Аннотация"@ru ] ] .
    """
    located = [(value, iri(f"http://{value}" if value.startswith("www.") else value)) for value in values(field, "ug")]
    notes: list[Value] = [note(text) for text in values(field, "23ab" + "cdfhijklmnopqrstvwxyz")]
    notes += [note(value) for value, found in located if not found]
    says: dict[Iri, Value] = {BF.electronicLocator: [found for _, found in located], BF.note: notes}
    if field.ind2 == "2":
        yield INSTANCE, BF.supplementaryContent, Node([BF.SupplementaryContent], says)
        return
    for predicate, value in says.items():
        yield INSTANCE, predicate, value


def copy(field: Field, record: Record) -> Iterator[Statement]:
    """995 Copy, as systems of UNIMARC libraries exchange it: library, department, barcode, inventory number, shelf mark, note.

    With $c, the library by code, the library is $b and $l a volume; else the library is $a in words.

    995 ## $a Ставропольская ЦБС , 1 фил $f 0130817001 $j 2007-103/1 $k 84(2) А68 $u ветхий

    <#Instance> bf:hasItem [ a bf:Item ; bf:itemOf <#Instance> ;
        bf:heldBy [ a bf:Agent, bf:Organization ; rdfs:label "Ставропольская ЦБС , 1 фил"@ru ] ;
        bf:shelfMark [ a bf:ShelfMark ; rdfs:label "84(2) А68"@und-cyrl ] ;
        bf:identifiedBy [ a bf:Barcode ; rdf:value "0130817001" ], [ a bf:Local ; rdf:value "2007-103/1" ] ;
        bf:note [ a bf:Note ; rdfs:label "ветхий"@ru ] ] .
    """
    coded = "c" in field
    library = values(field, "b" if coded else "a") or values(field, "ac")
    inventory: list[Value] = [Node([BF.Local], {RDF.value: value}) for value in values(field, "j")]
    says: dict[Iri, Value] = {
        BF.heldBy: held_by(library[:1]),
        BF.sublocation: sublocation(values(field, "cde")),
        BF.shelfMark: shelf_mark(" ".join(values(field, "k"))),
        BF.enumerationAndChronology: [
            Node([BF.EnumerationAndChronology], {RDFS.label: text}) for text in values(field, "lv" if coded else "v")
        ],
        BF.identifiedBy: [*barcode(values(field, "f")), *inventory],
        BF.note: [note(text) for text in values(field, "u" if coded else "blru")],
    }
    yield item(says, field)
