"""05X-08X Classification numbers and subject categories of the Work; 051 is the call number of a copy."""

from collections.abc import Iterator, Sequence

from conversions import keys
from conversions.marc21.coded import VOCABULARY
from conversions.marc21.codes import CLASSIFICATION_G
from conversions.marc21.numbers import STATUS
from conversions.marc21.punctuation import normal
from conversions.marc21.subfields import (
    ORGANIZATIONS,
    Heading,
    address,
    headings,
    identifiers,
    real_world_object,
    source,
    sources,
)
from conversions.record import Field, Record
from conversions.shapes import note
from conversions.text import iri
from conversions.tree import INSTANCE, WORK, Key, Literal, Node, Statement, Value
from ontology.names import BF, MADS, RDF, RDFS, Iri

DLC = Iri(f"{ORGANIZATIONS}dlc")
HELD = {"0": Iri(f"{VOCABULARY}mstatus/uba"), "1": Iri(f"{VOCABULARY}mstatus/nuba")}
"""First indicator of 050, 055, 060: whether the library that gave the number has the item."""

SCHEMES = f"{VOCABULARY}classSchemes/"
EDITIONS = {"0": "full", "1": "abridged"}
LIBRARY_AND_ARCHIVES_CANADA = Iri("http://id.loc.gov/authorities/names/no2004037399")


def classification(kind: Iri, number: Heading, says: dict[Iri, Value], item: Sequence[str] = ()) -> Node:
    """A classification; the first IRI of $0 is its own unless an ``item`` number goes with it, the others are related."""
    named = number.same_as()
    says |= number.related()
    if item and named:
        says[MADS.hasRelatedAuthority] = [*named, says[MADS.hasRelatedAuthority]]
    return Node([kind], {**says, BF.itemPortion: item}, same_as=[] if item else named)


def _given_by(field: Field, record: Record, agency: str, organization: Iri) -> dict[Iri, Value]:
    """Who gave the number and whether it has the item: by the second indicator, or by 040 $a where that is blank."""
    if field.ind2 == "0" or (field.ind2 == " " and agency in record["040"]["a"]):
        return {BF.assigner: organization, BF.status: HELD.get(field.ind1)}
    return {}


def _classifications(field: Field, kind: Iri, shared: dict[Iri, Value], items: Sequence[str]) -> Iterator[Statement]:
    """One classification for each $a; the item number belongs to the first."""
    for n, number in enumerate(headings(field, "a", between="b")):
        node = classification(kind, number, {BF.classificationPortion: number.value, **shared}, items)
        yield WORK, BF.classification, node if n == 0 else node | {BF.itemPortion: ""}


def library_of_congress_call_number(field: Field, record: Record) -> Iterator[Statement]:
    """050 Library of Congress call number: class and item number, who gave it, whether the Library has the item.

    040 ## $a DLC
    050 00 $a PL65.K41 $b A83 1997
    050 #4 $a PL65 $0 http://id.loc.gov/authorities/classification/PL65

    <#Work> bf:classification
        [ a bf:ClassificationLcc ; bf:classificationPortion "PL65.K41" ; bf:itemPortion "A83 1997" ;
            bf:assigner <http://id.loc.gov/vocabulary/organizations/dlc> ; bf:status <http://id.loc.gov/vocabulary/mstatus/uba> ],
        [ a bf:ClassificationLcc ; bf:classificationPortion "PL65" ;
            owl:sameAs <http://id.loc.gov/authorities/classification/PL65> ] .
    """
    yield from _classifications(field, BF.ClassificationLcc, _given_by(field, record, "DLC", DLC), field.all("b")[:1])


def copy_call_number(field: Field, record: Record) -> Iterator[Statement]:
    """051 Library of Congress copy, issue, offprint statement: the call numbers of an item that the Library has.

    051 ## $a QC884 $b .A38 no. 51 $c Copy 3.
    051 ## $a Q11

    <#Instance> bf:hasItem _:item .
    _:item a bf:Item ; bf:itemOf <#Instance> ; bf:heldBy <http://id.loc.gov/vocabulary/organizations/dlc> ;
        bf:classification
            [ a bf:ClassificationLcc ; bf:classificationPortion "QC884" ; bf:itemPortion ".A38 no. 51" ;
                bf:assigner <http://id.loc.gov/vocabulary/organizations/dlc> ; bf:note [ a bf:Note ; rdfs:label "Copy 3." ] ],
            [ a bf:ClassificationLcc ; bf:classificationPortion "Q11" ;
                bf:assigner <http://id.loc.gov/vocabulary/organizations/dlc> ] .
    """
    if field is record["051"]:
        fields = record.all("051")
        item: dict[Iri, Value] = {BF.heldBy: DLC, BF.classification: [_copy(each) for each in fields]}
        key = Key("item", "|".join(["051", *(each.join("abc", "|") for each in fields)]))
        yield INSTANCE, BF.hasItem, Node([BF.Item], item, key=key)


def _copy(field: Field) -> Node:
    says: dict[Iri, Value] = {
        BF.classificationPortion: field["a"],
        BF.itemPortion: field["b"],
        BF.note: note(field["c"]),
        BF.assigner: DLC,
    }
    return Node([BF.ClassificationLcc], says)


def geographic_classification(field: Field, _: Record) -> Iterator[Statement]:
    """052 Geographic classification: the Library of Congress number for maps of the area, or a code of the list in $2.

    052 ## $a 7211 $b A5 $b B6
    052 7# $a 0201 $2 rubbk

    <#Work> bf:geographicCoverage <http://id.loc.gov/authorities/classification/G7211.A5>,
        <http://id.loc.gov/authorities/classification/G7211.B6>,
        [ a bf:GeographicCoverage ; rdf:value "0201" ; bf:source [ a bf:Source ; bf:code "rubbk" ] ] .
    """
    areas, parts = field.all("a"), field.all("b")
    numbers = [f"{field['a']}.{part}" for part in parts] if parts else areas
    if field.ind1 == " ":
        yield WORK, BF.geographicCoverage, [iri(CLASSIFICATION_G + number) for number in numbers]
        return
    for number in numbers:
        yield WORK, BF.geographicCoverage, Node([BF.GeographicCoverage], {RDF.value: number, BF.source: sources(field)})


def canadian_classification_number(field: Field, _: Record) -> Iterator[Statement]:
    """055 Classification number given in Canada: Library of Congress numbers (second indicator 0-5) and others.

    055 00 $a PS8553 $b .O85

    <#Work> bf:classification [ a bf:ClassificationLcc ; bf:classificationPortion "PS8553" ; bf:itemPortion ".O85" ;
        bf:assigner <http://id.loc.gov/authorities/names/no2004037399> ; bf:status <http://id.loc.gov/vocabulary/mstatus/uba> ] .
    """
    says: dict[Iri, Value] = {BF.classificationPortion: field.all("a")}
    if field.ind2 in ("0", "1", "2"):
        says |= {BF.assigner: LIBRARY_AND_ARCHIVES_CANADA, BF.status: HELD.get(field.ind1)}
    kind = BF.Classification if field.ind2 in ("6", "7", "8", "9") else BF.ClassificationLcc
    if kind == BF.Classification:
        says[BF.source] = sources(field)
    yield WORK, BF.classification, classification(kind, Heading("a", field["a"], field.all("0")), says, field.all("b"))


def national_library_of_medicine_call_number(field: Field, record: Record) -> Iterator[Statement]:
    """060 National Library of Medicine call number.

    060 00 $a WO 218 $b K21c 1998

    <#Work> bf:classification [ a bf:ClassificationNlm ; bf:classificationPortion "WO 218" ; bf:itemPortion "K21c 1998" ;
        bf:assigner <http://id.loc.gov/vocabulary/organizations/dnlm> ; bf:status <http://id.loc.gov/vocabulary/mstatus/uba> ] .
    """
    given = _given_by(field, record, "NLM", Iri(f"{ORGANIZATIONS}dnlm"))
    yield from _classifications(field, BF.ClassificationNlm, given, field.all("b"))


def national_agricultural_library_call_number(field: Field, _: Record) -> Iterator[Statement]:
    """070 National Agricultural Library call number; with first indicator 0 the library has the item.

    070 0# $a QH301 $b .I5

    <#Work> bf:classification [ a bf:ClassificationNal ; bf:classificationPortion "QH301" ; bf:itemPortion ".I5" ;
        bf:assigner <http://id.loc.gov/vocabulary/organizations/dnal> ; bf:status <http://id.loc.gov/vocabulary/mstatus/uba> ] .
    """
    given: dict[Iri, Value] = {}
    if field.ind1 == "0":
        given = {BF.assigner: Iri(f"{ORGANIZATIONS}dnal"), BF.status: HELD["0"]}
    yield from _classifications(field, BF.ClassificationNal, given, field.all("b"))


def subject_category_code(field: Field, _: Record) -> Iterator[Statement]:
    """072 Subject category code: that of the National Agricultural Library (second indicator 0), or of the list in $2.

    072 #0 $a P200
    072 #7 $a HIS $x 027000 $2 bisacsh
    072 #7 $a 0201 $2 rugasnti

    <#Work> bf:subject
        [ a bf:Topic ; bf:code "P200" ; bf:source <http://id.loc.gov/vocabulary/classSchemes/agricola> ],
        [ a bf:Topic ; bf:code "HIS027000" ; bf:source <http://id.loc.gov/vocabulary/classSchemes/bisacsh> ],
        [ a bf:Topic ; bf:code "0201" ; bf:source [ a bf:Source ; bf:code "rugasnti" ] ] .
    """
    code = normal(field["a"] + field["x"])
    schemes = ["agricola"] if field.ind2 == "0" else field.all("2")
    says: dict[Iri, Value] = {
        BF.code: code,
        BF.source: [source(each, SCHEMES if each in ("agricola", "bisacsh") else "") for each in schemes],
    }
    if code:
        yield WORK, BF.subject, Node([BF.Topic], says, key=keys.subject("topic", "|".join(schemes), code))


def universal_decimal_classification_number(field: Field, _: Record) -> Iterator[Statement]:
    """080 Universal Decimal Classification number, its edition and auxiliary subdivisions.

    080 0# $a 631.321:631.411.3 $b А92 $x (574) $2 1

    <#Work> bf:classification [ a bf:ClassificationUdc ; bf:classificationPortion "631.321:631.411.3" ; bf:itemPortion "А92" ;
        bf:code "(574)" ; bf:edition "full" ; bf:source [ a bf:Source ; bf:code "1" ] ] .
    """
    shared: dict[Iri, Value] = {
        BF.itemPortion: field["b"],
        BF.code: field.all("x"),
        BF.source: sources(field),
        BF.edition: EDITIONS.get(field.ind1, ""),
    }
    if authorities := field.all("0"):
        shared[MADS.hasRelatedAuthority] = [address(value) for value in authorities]
        shared |= identifiers(("0", value) for value in authorities if not address(value))
    for number in field.all("a"):
        yield WORK, BF.classification, Node([BF.ClassificationUdc], {BF.classificationPortion: number, **shared})


def dewey_decimal_classification_number(field: Field, record: Record) -> Iterator[Statement]:
    """082, 083 Dewey Decimal Classification number: its edition, and who gave it.

    082 00 $a 894/.345 $2 23/rus
    082 04 $a 575.1 $b D22 $2 23 $q Almaty Library

    <#Work> bf:classification
        [ a bf:ClassificationDdc ; bf:classificationPortion "894/.345" ; bf:edition "full" ;
            bf:source [ a bf:Source ; bf:code "23/rus" ] ; bf:assigner <http://id.loc.gov/vocabulary/organizations/dlc> ],
        [ a bf:ClassificationDdc ; bf:classificationPortion "575.1" ; bf:itemPortion "D22" ; bf:edition "full" ;
            bf:source [ a bf:Source ; bf:code "23" ] ; bf:assigner [ a bf:Agent ; rdfs:label "Almaty Library" ] ] .
    """
    assigners: list[Value] = [Node([BF.Agent], {RDFS.label: name}) for name in field.all("q")]
    if field.ind2 == "0" or (field.ind2 == " " and not assigners and "DLC" in record["040"]["a"]):
        assigners.append(DLC)
    says: dict[Iri, Value] = {
        BF.classificationPortion: field.all("a"),
        BF.itemPortion: field.all("b"),
        BF.assigner: assigners,
        BF.source: [Node([BF.Source], {BF.code: code}) for code in field.all("2")],
        BF.edition: EDITIONS.get(field.ind1, ""),
    }
    named = real_world_object(field)
    yield WORK, BF.classification, Node([BF.ClassificationDdc], says, same_as=[named] if named else [])


def other_classification_number(field: Field, _: Record) -> Iterator[Statement]:
    """084 Other classification number, of the scheme in $2, such as the Russian Library-Bibliographical Classification.

    084 ## $a Ш5(2=Ка)6 $b А92 $2 rubbk $q RuMoRGB

    <#Work> bf:classification [ a bf:Classification ; bf:classificationPortion "Ш5(2=Ка)6" ; bf:itemPortion "А92" ;
        bf:source [ a bf:Source ; bf:code "rubbk" ] ; bf:assigner [ a bf:Agent ; rdfs:label "RuMoRGB" ] ] .
    """
    shared: dict[Iri, Value] = {
        BF.assigner: [Node([BF.Agent], {RDFS.label: name}) for name in field.all("q")],
        BF.source: sources(field),
    }
    yield from _classifications(field, BF.Classification, shared, field.all("b"))


def government_document_classification_number(field: Field, _: Record) -> Iterator[Statement]:
    """086 Government document classification number: of the United States (first indicator 0), Canada (1), or $2; $z is invalid.

    086 0# $a HE 20.6209:13/45 $z HE 20.6209

    <#Work> bf:classification [ a bf:Classification ; rdfs:label "HE 20.6209:13/45" ;
            bf:source <http://id.loc.gov/vocabulary/classSchemes/sudocs> ],
        [ a bf:Classification ; rdfs:label "HE 20.6209" ; bf:source <http://id.loc.gov/vocabulary/classSchemes/sudocs> ;
            bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ] .
    """
    scheme = {"0": "sudocs", "1": "cacodoc"}.get(field.ind1)
    for number in headings(field, "az"):
        says: dict[Iri, Value] = {
            RDFS.label: Literal(number.value),
            BF.status: STATUS[number.code],
            BF.source: Iri(SCHEMES + scheme) if scheme else [Node([BF.Source], {BF.code: code}) for code in field.all("2")],
        }
        yield WORK, BF.classification, classification(BF.Classification, number, says)
