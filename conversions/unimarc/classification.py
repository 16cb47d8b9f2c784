"""660-661, 675-686: area, period and class numbers."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.shapes import EDTF
from conversions.tree import WORK, Literal, Node, Statement, Value
from conversions.unimarc.isbd import is_dewey, plain
from conversions.unimarc.subfields import authority_numbers, coded, values
from ontology.names import BF, RDF, RDFS, Iri


def geographic_area(field: Field, _: Record) -> Iterator[Statement]:
    """660 Geographic area code.

    660 ## $a a-kz---

    <#Work> bf:geographicCoverage <http://id.loc.gov/vocabulary/geographicAreas/a-kz> .
    """
    for value in field.all("a"):
        code = plain(value).rstrip("-")
        area = coded("geographicAreas", code)
        yield WORK, BF.geographicCoverage, area or Node([BF.GeographicCoverage], {RDF.value: code})


def time_period(field: Field, _: Record) -> Iterator[Statement]:
    """661 Time period code: a letter for the century and a digit for the decade, of the first and the last period.

    661 ## $a x3x9

    <#Work> bf:temporalCoverage "193X/199X"^^<http://id.loc.gov/datatypes/edtf> .
    """
    for value in values(field, "a"):
        periods = list(dict.fromkeys(filter(None, (_period(value[:2]), _period(value[2:4])))))
        yield WORK, BF.temporalCoverage, Literal("/".join(periods), datatype=EDTF)


def _period(code: str) -> str:
    """A century of our era (a letter from e) and decade (a digit) as EDTF; "" for what is no such code.

    >>> _period("x3"), _period("v-"), _period("c1")
    ('193X', '17XX', '')
    """
    letter, digit = code[:1], code[1:]
    return f"{ord(letter) - ord('e'):02d}{digit if digit.isdigit() else 'X'}X" if "e" <= letter <= "y" else ""


def universal_decimal_classification(field: Field, record: Record) -> Iterator[Statement]:
    """675 Universal Decimal Classification, with its edition ($v) and the language of that ($z).

    675 ## $a 821.512.122-31 $v 4 $z rus

    <#Work> bf:classification [ a bf:ClassificationUdc ; bf:classificationPortion "821.512.122-31" ;
        bf:edition "4" ; bf:source [ a bf:Source ; bf:code "4/rus" ] ] .
    """
    edition = "/".join(values(field, "vz"))
    says: dict[Iri, Value] = {
        BF.edition: values(field, "v"),
        BF.source: Node([BF.Source], {BF.code: edition}),
        BF.identifiedBy: authority_numbers(field, record),
        RDFS.label: values(field, "c"),
    }
    for number in values(field, "a"):
        yield WORK, BF.classification, Node([BF.ClassificationUdc], {BF.classificationPortion: number, **says})


def dewey_decimal_classification(field: Field, record: Record) -> Iterator[Statement]:
    """676 Dewey Decimal Classification, with its edition; some write the shelf mark of another classification here.

    676 ## $a 398.24 ΠΕΤ $v 23
    676 ## $a 84(2~ос=~ус)6 А68

    <#Work> bf:classification [ a bf:ClassificationDdc ; bf:classificationPortion "398.24" ; bf:itemPortion "ΠΕΤ" ;
            bf:source [ a bf:Source ; bf:code "23" ] ],
        [ a bf:Classification ; bf:classificationPortion "84(2~ос=~ус)6" ; bf:itemPortion "А68" ] .
    """
    says: dict[Iri, Value] = {
        BF.source: [Node([BF.Source], {BF.code: value}) for value in values(field, "v")],
        RDFS.label: values(field, "9c"),
        BF.identifiedBy: authority_numbers(field, record),
    }
    for value in values(field, "a"):
        number, _, item = value.partition(" ")
        kind = BF.ClassificationDdc if is_dewey(number) else BF.Classification
        yield WORK, BF.classification, Node([kind], {BF.classificationPortion: number, BF.itemPortion: item, **says})


def library_of_congress_classification(field: Field, _: Record) -> Iterator[Statement]:
    """680 Library of Congress Classification, with the book number.

    680 ## $a PL65.K45 $b A8 1978

    <#Work> bf:classification [ a bf:ClassificationLcc ; bf:classificationPortion "PL65.K45" ; bf:itemPortion "A8 1978" ] .
    """
    for number in values(field, "a"):
        says: dict[Iri, Value] = {BF.classificationPortion: number, BF.itemPortion: values(field, "b")}
        yield WORK, BF.classification, Node([BF.ClassificationLcc], says)


def other_classification(field: Field, record: Record) -> Iterator[Statement]:
    """686 Other class numbers, of the scheme in $2: the Russian Library-Bibliographical (rubbk) or State Rubricator (rugasnti).

    100 ## $a 20071030d2007    u  y0rusy0179    ca
    686 ## $a Ш5(2=Ка)6-4 $b А92 $v LBC/SL $2 rubbk
    686 ## $a 17.82.31 $c Литература $2 rugasnti

    <#Work> bf:classification
        [ a bf:Classification ; bf:classificationPortion "Ш5(2=Ка)6-4" ; bf:itemPortion "А92" ; bf:edition "LBC/SL" ;
            bf:source [ a bf:Source ; bf:code "rubbk" ] ],
        [ a bf:Classification ; bf:classificationPortion "17.82.31" ; rdfs:label "Литература"@ru ;
            bf:source [ a bf:Source ; bf:code "rugasnti" ] ] .
    """
    says: dict[Iri, Value] = {
        BF.itemPortion: values(field, "b"),
        RDFS.label: values(field, "ch"),
        BF.edition: values(field, "v"),
        BF.temporalCoverage: values(field, "j"),
        BF.source: _schemes(field),
        BF.identifiedBy: authority_numbers(field, record),
    }
    for number in values(field, "a") or [""]:
        yield WORK, BF.classification, Node([BF.Classification], {BF.classificationPortion: number, **says})


def _schemes(field: Field) -> list[Value]:
    """$2, by its code; some write the name."""
    return [Node([BF.Source], {RDFS.label if " " in value else BF.code: value}) for value in values(field, "2")]
