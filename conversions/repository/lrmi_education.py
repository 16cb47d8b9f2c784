"""LRMI in JSON-LD: for whom a learning resource is, for what, at which level, about what."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.repository import education
from conversions.repository.element import Element
from conversions.repository.lrmi import labels, links
from conversions.repository.shared import listed, topic
from conversions.tree import WORK, Literal, Statement, Value
from ontology.names import BF, SCHEMA, Iri

_COMPETENCIES = {"teaches": SCHEMA.teaches, "assesses": SCHEMA.assesses, "competencyRequired": SCHEMA.competencyRequired}
_ALIGNED = {"teaches": SCHEMA.teaches, "assesses": SCHEMA.assesses, "requires": SCHEMA.competencyRequired}
_WORDS = {
    "educationalUse": SCHEMA.educationalUse, "typicalAgeRange": SCHEMA.typicalAgeRange,
    "interactivityType": SCHEMA.interactivityType,
}  # fmt: skip


def _term(said: Element) -> tuple[Value, str, list[str]]:
    """Labels, the first of them as text, and addresses of a term; what describes its list is left to the list."""
    said.texts("type", "inScheme/id", "inScheme/type", "termCode", "inDefinedTermSet")
    found = labels(said)
    first = next((each.value if isinstance(each, Literal) else each for each in found if isinstance(each, (str, Literal))), "")
    return found, first, links(said)


def subject(field: Field, record: Record) -> Iterator[Statement]:
    """about, keywords, and any other subject; words in one value are told apart by commas or semicolons.

    {"about": [{"id": "https://w3id.org/kim/hochschulfaechersystematik/n71",
     "prefLabel": {"de": "Informatik", "en": "Computer Science"}}],
     "keywords": "numerals, Kazakh language"}

    <#Work> bf:subject [ a bf:Topic ; rdfs:label "Informatik"@de, "Computer Science"@en ;
            owl:sameAs <https://w3id.org/kim/hochschulfaechersystematik/n71> ],
        [ a bf:Topic ; rdfs:label "numerals" ], [ a bf:Topic ; rdfs:label "Kazakh language" ] .
    """
    said = Element.of(field)
    if field.tag == "keywords" and said.text:
        for part in listed(said.text.replace(", ", ";")):
            yield WORK, BF.subject, topic(said.with_text(part), part)
        return
    found, first, addresses = _term(said)
    yield WORK, BF.subject, topic(found, first or (addresses[0] if addresses else ""), same_as=addresses)


def level(field: Field, record: Record) -> Iterator[Statement]:
    """educationalLevel: a word, or a term of a list.

    {"educationalLevel": [{"id": "https://w3id.org/kim/educationalLevel/level_06",
     "prefLabel": {"de": "Bachelor oder äquivalent"}}]}

    <#Work> schema:educationalLevel [ a skos:Concept ; skos:prefLabel "Bachelor oder äquivalent"@de ;
        owl:sameAs <https://w3id.org/kim/educationalLevel/level_06> ] .
    """
    found, first, addresses = _term(Element.of(field))
    yield from education.level(found, first, same_as=addresses)


def audience(field: Field, record: Record) -> Iterator[Statement]:
    """audience: who it is for, and as what.

    {"audience": {"type": "EducationalAudience", "educationalRole": "teacher"}}

    <#Work> schema:audience _:teachers ; bf:intendedAudience _:teachers .
    _:teachers a bf:IntendedAudience, schema:EducationalAudience ; rdfs:label "teacher" ; schema:educationalRole "teacher" .
    """
    said = Element.of(field)
    roles = said.values("educationalRole", "audienceType")
    found, _, addresses = _term(said)
    yield from education.audience(found or roles, role=roles, same_as=addresses)


def resource_type(field: Field, record: Record) -> Iterator[Statement]:
    """learningResourceType: a word, or a term of a list.

    {"learningResourceType": [{"id": "https://w3id.org/kim/hcrt/video", "prefLabel": {"en": "Video"}}]}

    <#Work> a bf:MovingImage ; schema:learningResourceType _:video ; bf:genreForm _:video .
    _:video a bf:GenreForm ; rdfs:label "Video"@en ; owl:sameAs <https://w3id.org/kim/hcrt/video> .
    """
    found, first, addresses = _term(Element.of(field))
    yield from education.learning_type(found, first, same_as=addresses)


def time_required(field: Field, record: Record) -> Iterator[Statement]:
    """timeRequired.

    {"timeRequired": "PT45M"}

    <#Work> schema:timeRequired "PT45M"^^xsd:duration .
    """
    yield from education.time_required(Element.of(field).text)


def words(field: Field, record: Record) -> Iterator[Statement]:
    """educationalUse, typicalAgeRange, interactivityType; isAccessibleForFree.

    {"typicalAgeRange": "17-20", "educationalUse": {"prefLabel": "self study"}, "isAccessibleForFree": true}

    <#Work> schema:typicalAgeRange "17-20" ; schema:educationalUse "self study" ; schema:isAccessibleForFree "true"^^xsd:boolean .
    """
    said = Element.of(field)
    if field.tag == "isAccessibleForFree":
        yield WORK, SCHEMA.isAccessibleForFree, education.truth(said.text)
    else:
        found, _, addresses = _term(said)
        yield WORK, _WORDS[field.tag], found or list(map(Iri, addresses))


def competency(field: Field, record: Record) -> Iterator[Statement]:
    """teaches, assesses, competencyRequired; educationalAlignment, by its type; a level is a level.

    {"teaches": "To count in Kazakh",
     "educationalAlignment": {"type": "AlignmentObject", "alignmentType": "educationalLevel", "targetName": "Grade 5"}}

    <#Work> schema:teaches [ a skos:Concept ; skos:prefLabel "To count in Kazakh"@en ] ;
        schema:educationalLevel [ a skos:Concept ; skos:prefLabel "Grade 5" ] .
    """
    said = Element.of(field)
    if field.tag != "educationalAlignment":
        found, first, addresses = _term(said)
        yield from education.competency(_COMPETENCIES[field.tag], found, first, same_as=addresses)
        return
    kind, target, address = said["alignmentType"], said.values("targetName", "targetDescription"), said.texts("targetUrl")
    said.texts("type", "educationalFramework")
    text = said["targetName"] or said["targetDescription"]
    if kind in _ALIGNED:
        yield from education.competency(_ALIGNED[kind], target, text, same_as=address)
    elif kind == "educationalSubject":
        yield WORK, BF.subject, topic(target, text, same_as=address)
    else:
        yield from education.level(target, text, same_as=address)
