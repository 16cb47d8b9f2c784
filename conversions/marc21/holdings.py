"""850, 852, 866-868 Holdings: the Items of the Instance, who has them and where. The specification leaves these fields out."""

from collections.abc import Iterator

from conversions import keys
from conversions.marc21.subfields import applies_to
from conversions.record import Field, Record
from conversions.shapes import identifier, note
from conversions.tree import INSTANCE, Key, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDFS, Iri

SHELF_MARKS = {"0": BF.ShelfMarkLcc, "1": BF.ShelfMarkDdc, "2": BF.ShelfMarkNlm}
"""852: the class of a shelf mark by the first indicator."""

TEXTUAL = ("866", "867", "868")
KINDS = {"867": "Supplementary material", "868": "Indexes"}
"""What of the Item the textual holdings of these fields are about; those of 866 are about the Item itself."""


def holding_institution(field: Field, _: Record) -> Iterator[Statement]:
    """850 Holding institution: an Item in each of the libraries.

    850 ## $a RuMoRGB $a KzAlNB

    <#Instance> bf:hasItem _:moscow, _:almaty .
    _:moscow a bf:Item ; bf:itemOf <#Instance> ; bf:heldBy [ a bf:Agent, bf:Organization ; bf:code "RuMoRGB" ] .
    _:almaty a bf:Item ; bf:itemOf <#Instance> ; bf:heldBy [ a bf:Agent, bf:Organization ; bf:code "KzAlNB" ] .
    """
    for library in field.all("a"):
        yield INSTANCE, BF.hasItem, Node([BF.Item], {BF.heldBy: _library(library)}, key=Key("item", f"850|{library}"))


def location(field: Field, record: Record) -> Iterator[Statement]:
    """852 Location: an Item, its library and place there, shelf mark, barcode; with the textual holdings that go with it.

    852 0# $8 1 $a RuMoRGB $b Main $c Stacks $h PL65 $i .K41 $p 3100012 $t 2 $z Fragile
    866 #0 $8 1.1 $a v.1 (1990)-v.9 (1998)

    <#Instance> bf:hasItem _:item .
    _:item a bf:Item ; bf:itemOf <#Instance> ; bf:heldBy [ a bf:Agent, bf:Organization ; bf:code "RuMoRGB" ] ;
        bf:sublocation [ a bf:Sublocation ; rdfs:label "Main" ], [ a bf:Sublocation ; rdfs:label "Stacks" ] ;
        bf:shelfMark [ a bf:ShelfMarkLcc ; rdfs:label "PL65 .K41" ] ;
        bf:identifiedBy [ a bf:Barcode ; rdf:value "3100012" ] ;
        bf:enumerationAndChronology [ a bf:EnumerationAndChronology ; rdfs:label "v.1 (1990)-v.9 (1998)" ] ;
        bf:note [ a bf:Note ; rdfs:label "Copy 2"@en ], [ a bf:Note ; rdfs:label "Fragile" ] .
    """
    textual = [each for each in record.all(*TEXTUAL) if _location_of(each, record) is field]
    says: dict[Iri, Value] = {
        BF.heldBy: [_library(name) for name in field.all("a")],
        BF.sublocation: [Node([BF.Sublocation], {RDFS.label: name}) for name in field.all("bc")],
        BF.shelfMark: _shelf_mark(field),
        BF.identifiedBy: [identifier(BF.Barcode, number) for number in field.all("p")],
        BF.enumerationAndChronology: [_extent(each) for each in textual],
        BF.note: [*_copies(field), *(note(text) for each in (field, *textual) for text in each.all("zq"))],
        BFLC.appliesTo: applies_to(field),
    }
    content = "|".join(value for each in (field, *textual) for _, value in each.content())
    yield INSTANCE, BF.hasItem, Node([BF.Item], says, key=Key("item", f"852|{content}"))


def textual_holdings(field: Field, record: Record) -> Iterator[Statement]:
    """866, 867, 868 Textual holdings of no 852, or of none that can be told: an Item of which no more is known.

    866 #0 $a 1990-1998 $z Gaps
    868 #0 $a Index 1990-1995

    <#Instance> bf:hasItem _:volumes, _:index .
    _:volumes a bf:Item ; bf:itemOf <#Instance> ; bf:note [ a bf:Note ; rdfs:label "Gaps" ] ;
        bf:enumerationAndChronology [ a bf:EnumerationAndChronology ; rdfs:label "1990-1998" ] .
    _:index a bf:Item ; bf:itemOf <#Instance> ; bf:enumerationAndChronology [ a bf:EnumerationAndChronology ;
        rdfs:label "Index 1990-1995" ; bf:note [ a bf:Note ; rdfs:label "Indexes"@en ] ] .
    """
    if _location_of(field, record) is None:
        says: dict[Iri, Value] = {BF.enumerationAndChronology: _extent(field), BF.note: [note(text) for text in field.all("z")]}
        yield INSTANCE, BF.hasItem, Node([BF.Item], says, key=Key("item", f"{field.tag}|{field.join('az', '|')}"))


def _library(name: str) -> Node:
    """A library by its name, or by its MARC code, which has no blanks."""
    coded = " " not in name and name.isascii()
    says: dict[Iri, Value] = {BF.code: name} if coded else {RDFS.label: name}
    return Node([BF.Agent, BF.Organization], says, key=keys.agent("organization", name)) if name.strip() else Node()


def _shelf_mark(field: Field) -> Node:
    kind = BF.ShelfMarkUdc if field.ind1 == "7" and field["2"] == "udc" else SHELF_MARKS.get(field.ind1, BF.ShelfMark)
    return Node([kind], {RDFS.label: Literal(field.join("hijklm"))})


def _copies(field: Field) -> list[Value]:
    return [note(Literal(f"Copy {number}", "en")) for number in field.all("t")]


def _extent(field: Field) -> Node:
    kind = KINDS.get(field.tag, "")
    says: dict[Iri, Value] = {RDFS.label: field.all("a"), BF.note: note(Literal(kind, "en")) if kind and field["a"] else ""}
    return Node([BF.EnumerationAndChronology], says)


def _location_of(field: Field, record: Record) -> Field | None:
    """The 852 that textual holdings belong to: that of the same link number ($8), or the only one there is."""
    locations = record.all("852")
    link = field["8"].partition(".")[0]
    if link and (linked := [each for each in locations if each["8"].partition(".")[0] == link]):
        return linked[0]
    return locations[0] if len(locations) == 1 else None
