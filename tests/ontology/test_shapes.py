"""The shapes of a published graph: a sound record passes, and each fault, made one at a time, is found by its own shape."""

import pytest
from pyshacl import validate
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, SH

from ontology.vocabulary import HERE

SHAPES = Namespace("https://w3id.org/otrar/shapes#")

PREFIXES = """
@base <http://example.org/> .
@prefix bf: <http://id.loc.gov/ontologies/bibframe/> .
@prefix bflc: <http://id.loc.gov/ontologies/bflc/> .
@prefix edtf: <http://id.loc.gov/datatypes/> .
@prefix lang: <http://id.loc.gov/vocabulary/languages/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

SOUND = (
    PREFIXES
    + """
<work/1> a bf:Work ;
    bf:title <record/1#t> ;
    bf:contribution <record/1#c> ;
    bf:language lang:kaz .
<record/1#t> a bf:Title ; bf:mainTitle "Абай жолы"@kk .
<record/1#c> a bf:Contribution ; bf:agent <agent/1> ; bf:role <http://id.loc.gov/vocabulary/relators/aut> .
<agent/1> a bf:Agent, bf:Person ; rdfs:label "Әуезов, Мұхтар"@kk .
lang:kaz a bf:Language ; rdfs:label "Kazakh"@en .
<instance/1> a bf:Instance ;
    bf:instanceOf <work/1> ;
    bf:identifiedBy <record/1#i> ;
    bf:provisionActivity <record/1#p> ;
    bf:adminMetadata <record/1#a> .
<record/1#i> a bf:Isbn ; rdf:value "9965123456" .
<record/1#p> a bf:ProvisionActivity, bf:Publication ; bf:date "1942/1956"^^edtf:edtf ; bflc:simplePlace "Алматы"@kk .
<record/1#a> a bf:AdminMetadata ; bf:changeDate "2020-02-29T10:20:30"^^xsd:dateTime ; bf:descriptionLanguage lang:kaz .
<item/1> a bf:Item ; bf:itemOf <instance/1> .
"""
)

FAULTS = [
    ("Work", "Warning", "    bf:title <record/1#t> ;\n", ""),
    ("Instance", "Violation", "    bf:instanceOf <work/1> ;\n", ""),
    ("Instance", "Violation", "bf:instanceOf <work/1> ;", "bf:instanceOf <work/1>, <work/2> ;"),
    ("Instance", "Violation", "bf:instanceOf <work/1> ;", "bf:instanceOf <agent/1> ;"),
    ("Item", "Violation", " ; bf:itemOf <instance/1>", ""),
    ("Item", "Violation", "bf:itemOf <instance/1>", "bf:itemOf <work/1>"),
    ("Contribution", "Violation", " bf:agent <agent/1> ;", ""),
    ("Contribution", "Violation", "bf:agent <agent/1>", "bf:agent <agent/1>, <agent/2>"),
    ("Contribution", "Violation", "bf:agent <agent/1>", 'bf:agent "Әуезов"'),
    ("Agent", "Violation", ' ; rdfs:label "Әуезов, Мұхтар"@kk', ""),
    ("Title", "Warning", ' ; bf:mainTitle "Абай жолы"@kk', ""),
    ("Identifier", "Violation", ' ; rdf:value "9965123456"', ""),
    ("Text", "Violation", '"Абай жолы"@kk', '" "@kk'),
    ("Text", "Violation", '"9965123456"', '""'),
    ("Text", "Violation", 'bflc:simplePlace "Алматы"@kk', 'bflc:simplePlace ""'),
    ("Date", "Violation", '"1942/1956"^^edtf:edtf', '"1942 г."^^edtf:edtf'),
    ("Date", "Violation", '"1942/1956"^^edtf:edtf', '""^^edtf:edtf'),
    ("Date", "Violation", '"2020-02-29T10:20:30"^^xsd:dateTime', '"2019-02-29T10:20:30"^^xsd:dateTime'),
    ("Date", "Violation", '"1942/1956"^^edtf:edtf', "1942"),
    ("Language", "Violation", "bf:language lang:kaz", "bf:language lang:kazakh"),
    ("Language", "Violation", "bf:language lang:kaz", "bf:language <agent/1>"),
    ("Language", "Violation", "bf:language lang:kaz", 'bf:language "kaz"'),
    ("KnownLanguage", "Warning", "bf:language lang:kaz", "bf:language lang:qqq"),
    ("Named", "Violation", "bf:contribution <record/1#c>", "bf:contribution [ bf:role <role> ]"),
    ("Named", "Violation", "<record/1#a> a bf:AdminMetadata", "[] a bf:AdminMetadata"),
]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(HERE / "shapes.ttl")


def test_a_sound_record_passes(shapes: Graph) -> None:
    assert _found(SOUND, shapes) == set()


@pytest.mark.parametrize(("shape", "severity", "before", "after"), FAULTS)
def test_fault(shapes: Graph, shape: str, severity: str, before: str, after: str) -> None:
    assert SOUND.count(before) == 1
    assert (shape, severity) in _found(SOUND.replace(before, after), shapes)


def test_every_shape_has_a_fault(shapes: Graph) -> None:
    defined = {str(each).removeprefix(SHAPES) for each in shapes.subjects(RDF.type, SH.NodeShape)}
    assert defined == {shape for shape, *_ in FAULTS}


@pytest.mark.parametrize(
    "date",
    [
        "1942",
        "194X",
        "19XX",
        "1942/..",
        "../1942",
        "1942-05",
        "1942-05-31",
        "1942?",
        "-0221/0960",
        "1978-09-10T20:00:00-04:00/1978",
    ],
)
def test_dates_that_catalogues_have(shapes: Graph, date: str) -> None:
    assert _found(SOUND.replace('"1942/1956"', f'"{date}"'), shapes) == set()


@pytest.mark.parametrize("language", ["<http://id.loc.gov/vocabulary/iso639-3/kaz>", "<record/1#l>"])
def test_languages_of_other_lists_and_described_ones(shapes: Graph, language: str) -> None:
    described = '<record/1#l> a bf:Language ; rdfs:label "sign language of the monks" .'
    assert _found(SOUND.replace("bf:language lang:kaz", f"bf:language {language}") + described, shapes) == set()


def test_every_message_is_in_all_seven_languages(shapes: Graph) -> None:
    speaking = list(shapes.subjects(SH.message, unique=True))
    assert len(speaking) >= 12
    wanted = {"en", "ru", "kk", "uz", "ky", "tg", "tk"}
    assert all({message.language for message in shapes.objects(each, SH.message)} == wanted for each in speaking)  # type: ignore[attr-defined]


def _found(turtle: str, shapes: Graph) -> set[tuple[str, str]]:
    """The names of the shapes that found something, with its severity."""
    _, report, _ = validate(Graph().parse(data=turtle, format="turtle"), shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    owners = {
        each: shape for shape in shapes.subjects(RDF.type, SH.NodeShape) for each in (shape, *shapes.objects(shape, SH.property))
    }
    labels = {_key(each, shapes): str(shape).removeprefix(SHAPES) for each, shape in owners.items()}
    return {
        (
            labels[frozenset(map(str, report.objects(result, SH.resultMessage)))],
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def _key(shape: object, shapes: Graph) -> frozenset[str]:
    """The messages of a shape, by which its results are known: blank nodes have other names in the report."""
    return frozenset(map(str, shapes.objects(shape, SH.message)))  # type: ignore[arg-type]
