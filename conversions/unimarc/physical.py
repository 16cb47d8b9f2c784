"""215, 230, 326 and 336-338: physical description, electronic characteristics, frequency."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.shapes import VOCABULARY, note
from conversions.tree import INSTANCE, Literal, Node, Statement
from conversions.unimarc.isbd import part
from conversions.unimarc.subfields import applies_to, values
from ontology.names import BF, BFLC, RDFS, Iri

PHYSICAL = Iri(f"{VOCABULARY}mnotetype/physical")
ACCOMPANYING = Iri(f"{VOCABULARY}mnotetype/accmat")
_DIGITAL = {
    "a": BF.FileType, "b": BF.EncodingFormat, "c": BF.FileSize, "d": BF.Resolution, "e": BF.RegionalEncoding,
    "f": BF.EncodedBitrate,
}  # fmt: skip
"""231: the class of what each subfield tells."""

COMPUTER = Iri(f"{VOCABULARY}mnotetype/computer")


def physical_description(field: Field, _: Record) -> Iterator[Statement]:
    """215 Physical description: extent, other details ($c), dimensions ($d), accompanying material ($e).

    100 ## $a 20071030d2007    u  y0rusy0179    ca
    215 ## $a 27 с. $c ил., к. $d 21 см. $e 1 диск

    <#Instance> bf:extent [ a bf:Extent ; rdfs:label "27 с."@ru ;
            bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/physical> ; rdfs:label "ил., к."@ru ] ] ;
        bf:dimensions "21 см" ;
        bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/accmat> ; rdfs:label "1 диск"@ru ] .
    """
    label = [" + ".join(filter(None, map(part, each.all("a")))) for each in field.scripts()]
    details = [note(text, PHYSICAL) for text in values(field, "c", part)]
    if any(label):
        yield (
            INSTANCE,
            BF.extent,
            Node([BF.Extent], {RDFS.label: label, BF.note: details, BFLC.appliesTo: applies_to(field, "3")}),
        )
    else:
        yield INSTANCE, BF.note, details
    yield INSTANCE, BF.dimensions, [text.rstrip(".") for text in values(field, "d", part)]
    for text in values(field, "e", part):
        yield INSTANCE, BF.note, note(text, ACCOMPANYING)


def electronic_resource_characteristics(field: Field, _: Record) -> Iterator[Statement]:
    """230 Electronic resource characteristics, 336 type of electronic resource.

    230 ## $a Электрон. дан. (1 файл : 5 Мб)

    <#Instance> bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/computer> ;
        rdfs:label "Электрон. дан. (1 файл : 5 Мб)"@ru ] .
    """
    for text in values(field, "a"):
        yield INSTANCE, BF.note, note(text, COMPUTER)


def digital_file_characteristics(field: Field, _: Record) -> Iterator[Statement]:
    """231 Digital file characteristics: type ($a), format ($b), size ($c) and so on.

    231 ## $a text $b PDF $c 2 MB

    <#Instance> bf:digitalCharacteristic [ a bf:FileType ; rdfs:label "text" ], [ a bf:EncodingFormat ; rdfs:label "PDF" ],
        [ a bf:FileSize ; rdfs:label "2 MB" ] .
    """
    for code, kind in _DIGITAL.items():
        for text in values(field, code):
            yield INSTANCE, BF.digitalCharacteristic, Node([kind], {RDFS.label: Literal(text)})
    for text in values(field, "g"):
        yield INSTANCE, BF.note, note(text, COMPUTER)


def frequency(field: Field, _: Record) -> Iterator[Statement]:
    """326 Frequency statement, with the dates it held.

    100 ## $a 20071030d2007    u  y0rusy0179    ca
    326 ## $a Ежемесячно $b 2002-

    <#Instance> bf:frequency [ a bf:Frequency ; rdfs:label "Ежемесячно"@ru ; bf:date "2002-" ] .
    """
    for text in values(field, "a", part):
        yield INSTANCE, BF.frequency, Node([BF.Frequency], {RDFS.label: text, BF.date: values(field, "b", part)})


def system_requirements(field: Field, _: Record) -> Iterator[Statement]:
    """337 System requirements.

    337 ## $a Adobe Reader

    <#Instance> bf:systemRequirement [ a bf:SystemRequirement ; rdfs:label "Adobe Reader" ] .
    """
    for text in values(field, "a"):
        yield INSTANCE, BF.systemRequirement, Node([BF.SystemRequirement], {RDFS.label: text})
