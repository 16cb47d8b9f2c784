"""What DSpace adds to Dublin Core (DIM, XOAI): degrees of theses, the journal of an article, learning resources."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.repository import education
from conversions.repository.element import Element
from conversions.repository.shared import agent, first_of, host
from conversions.shapes import note
from conversions.tree import WORK, Node, Statement, Value
from ontology.names import BF, SCHEMA, Iri

DEGREE = ("thesis.degree", "dc.degree", "dc.description.degree")
DEGREES = tuple(f"{schema}.degree.{part}" for schema in ("thesis", "dc") for part in ("name", "level", "discipline", "grantor"))
CITATION = (
    "dc.citation", "oaire.citation", "dc.source.journal",
    *(f"dc.source.{part}" for part in ("title", "volume", "issue", "pages", "issn", "number", "spage", "epage")),
)  # fmt: skip


def _said(record: Record, *tags: str) -> list[Element]:
    return [Element.of(each) for each in record.all(*tags)]


def degree(field: Field, record: Record) -> Iterator[Statement]:
    """thesis.degree.*, dc.degree.*, dc.description.degree: the degree, its field and who grants it, as one dissertation.

    <dim:field mdschema="thesis" element="degree" qualifier="name">PhD</dim:field>
    <dim:field mdschema="thesis" element="degree" qualifier="level">doctoral</dim:field>
    <dim:field mdschema="thesis" element="degree" qualifier="discipline">History</dim:field>
    <dim:field mdschema="thesis" element="degree" qualifier="grantor">Евразийский национальный университет</dim:field>

    <#Work> bf:dissertation [ a bf:Dissertation ; bf:degree "PhD", "doctoral" ; bf:note [ a bf:Note ; rdfs:label "History" ] ;
        bf:grantingInstitution [ a bf:Agent, bf:Organization ; rdfs:label "Евразийский национальный университет"@ru ] ] .
    """
    if not first_of(field, record, *DEGREES, *DEGREE):
        return
    named = _said(record, "thesis.degree.name", "dc.degree.name", "thesis.degree.level", "dc.degree.level", *DEGREE)
    fields = _said(record, "thesis.degree.discipline", "dc.degree.discipline")
    grantors = _said(record, "thesis.degree.grantor", "dc.degree.grantor")
    says: dict[Iri, Value] = {
        BF.degree: [each.text for each in named],
        BF.note: [note(each.value) for each in fields],
        BF.grantingInstitution: [agent(each.text, BF.Organization) for each in grantors],
    }
    yield WORK, BF.dissertation, Node([BF.Dissertation], says)


_CITED = {
    "title": "", "conferenceplace": "", "volume": "vol. ", "issue": "no. ", "number": "no. ", "pages": "p. ", "spage": "p. ",
    "startpage": "p. ", "epage": "-", "endpage": "-", "edition": "",
}  # fmt: skip


def journal(field: Field, record: Record) -> Iterator[Statement]:
    """dc.source.*, dc.citation.*, oaire.citation.*: the journal or book that it is in, with volume, number and pages.

    <dim:field mdschema="oaire" element="citation" qualifier="title" lang="ru">Вестник КазНУ</dim:field>
    <dim:field mdschema="oaire" element="citation" qualifier="volume">4</dim:field>
    <dim:field mdschema="oaire" element="citation" qualifier="startPage">129</dim:field>
    <dim:field mdschema="oaire" element="citation" qualifier="endPage">134</dim:field>

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/partof> ;
        bf:associatedResource [ a bf:Work ; bf:title [ a bf:Title ; bf:mainTitle "Вестник КазНУ"@ru ] ;
            bf:part "vol. 4, p. 129-134" ] ] .
    """
    if not first_of(field, record, *CITATION):
        return
    said = {each.written.rpartition(".")[2].lower(): Element.of(each) for each in record.all(*CITATION)}
    titles = [said[name].value for name in ("title", "journal", "journaltitle") if name in said]
    issns = [said[name].text for name in ("issn", "eissn") if name in said]
    where = ", ".join(f"{mark}{said[name].text}" for name, mark in _CITED.items() if name in said and name != "title")
    yield WORK, BF.relation, host(titles, issns=issns, parts=[where.replace(", -", "-")] if where else [])


def learning(field: Field, record: Record) -> Iterator[Statement]:
    """lrmi.*: the words of LRMI as fields of DSpace.

    <dim:field mdschema="lrmi" element="educationalLevel">Высшее образование</dim:field>
    <dim:field mdschema="lrmi" element="learningResourceType">Лекция</dim:field>
    <dim:field mdschema="lrmi" element="timeRequired">PT45M</dim:field>
    <dim:field mdschema="lrmi" element="educationalRole">student</dim:field>

    <#Work> schema:educationalLevel [ a skos:Concept ; skos:prefLabel "Высшее образование"@ru ] ;
        schema:learningResourceType _:lecture ; bf:genreForm _:lecture ;
        schema:timeRequired "PT45M"^^xsd:duration ; bf:intendedAudience _:students ; schema:audience _:students .
    _:lecture a bf:GenreForm ; rdfs:label "Лекция"@ru .
    _:students a bf:IntendedAudience, schema:EducationalAudience ; rdfs:label "student" ; schema:educationalRole "student" .
    """
    said = Element.of(field)
    match field.tag.rpartition(".")[2]:
        case "educationallevel":
            yield from education.level(said.value, said.text)
        case "learningresourcetype":
            yield from education.learning_type(said.value, said.text)
        case "timerequired":
            yield from education.time_required(said.text)
        case "educationalrole" | "audience":
            yield from education.audience(said.value, role=said.text)
        case name:
            yield WORK, _WORDS[name], said.value


_WORDS = {
    "educationaluse": SCHEMA.educationalUse, "typicalagerange": SCHEMA.typicalAgeRange,
    "interactivitytype": SCHEMA.interactivityType, "teaches": SCHEMA.teaches, "assesses": SCHEMA.assesses,
}  # fmt: skip

LEARNING = tuple(
    f"lrmi.{name}"
    for name in ("educationallevel", "learningresourcetype", "timerequired", "educationalrole", "audience", *_WORDS)
)
