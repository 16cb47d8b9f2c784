"""MODS: subjects and classification, notes, audience, where copies are."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.repository import education
from conversions.repository.element import Element
from conversions.repository.mods import named
from conversions.repository.shared import place, topic
from conversions.repository.terms import address
from conversions.shapes import note
from conversions.tree import INSTANCE, WORK, Key, Node, Statement, Value
from ontology.codes import code
from ontology.names import BF, RDFS, Iri

_HEADING = ("topic", "geographic", "temporal", "genre", "occupation")
_CLASSES = {"lcc": BF.ClassificationLcc, "ddc": BF.ClassificationDdc, "udc": BF.ClassificationUdc, "nlm": BF.ClassificationNlm}


def subject(field: Field, record: Record) -> Iterator[Statement]:
    """subject: its elements are one heading, as in a catalogue; a place, a person or a time alone is that.

    <mods:subject authority="lcsh"><mods:topic>Governors</mods:topic><mods:geographic>Alaska</mods:geographic></mods:subject>
    <mods:subject><mods:geographic>Turkestan</mods:geographic></mods:subject>
    <mods:subject><mods:name type="personal"><mods:namePart>Abai, 1845-1904</mods:namePart></mods:name></mods:subject>

    <#Work> bf:subject [ a bf:Topic ; rdfs:label "Governors--Alaska" ;
            bf:source <http://id.loc.gov/vocabulary/subjectSchemes/lcsh> ],
        [ a bf:Agent, bf:Person ; rdfs:label "Abai, 1845-1904" ] ;
        bf:geographicCoverage [ a bf:Place ; rdfs:label "Turkestan" ] .
    """
    said = Element.of(field)
    scheme = code("subjectSchemes", said["@authority"])
    parts = [each for each in said.elements() if each.name in _HEADING and each.text]
    links = [link for each in (said, *parts) for link in each.texts("@valueURI")] if len(parts) < 2 else said.texts("@valueURI")
    heading = "--".join(each.text for each in parts)
    for each in parts:
        each.texts("@authority", "@encoding", "@point", "@valueURI")
    if len(parts) == 1 and parts[0].name == "geographic":
        yield WORK, BF.geographicCoverage, place(parts[0].value, heading, same_as=links)
    elif parts and all(each.name == "temporal" for each in parts):
        yield WORK, BF.temporalCoverage, "/".join(each.text for each in parts)
    else:
        yield (
            WORK,
            BF.subject,
            topic(
                _label(said, parts, heading), heading, said["@authority"], same_as=links, source=scheme.iri if scheme else None
            ),
        )
    yield WORK, BF.subject, [named(each) for each in said.all("name")]
    titles = [Node([BF.Work], {BF.title: Node([BF.Title], {BF.mainTitle: each})}) for each in said.values("titleInfo/title")]
    yield WORK, BF.subject, titles
    yield from _places(said)


def _label(said: Element, parts: list[Element], heading: str) -> Value:
    return parts[0].value if len(parts) == 1 else said.with_text(heading)


def _places(said: Element) -> Iterator[Statement]:
    """Places in a hierarchy, by code, and what is said of a map."""
    for each in said.all("hierarchicalGeographic"):
        name = "--".join(level.text for level in each.elements() if level.text)
        yield WORK, BF.geographicCoverage, place(name, name)
    for each in said.all("geographicCode"):
        each.texts("@authority")
        found = code("geographicAreas", each.text) or code("countries", each.text)
        yield WORK, BF.geographicCoverage, found.iri if found else place(each.text, each.text)
    for each in said.all("cartographics"):
        yield WORK, BF.scale, [Node([BF.Scale], {RDFS.label: text}) for text in each.texts("scale")]
        yield (
            WORK,
            BF.cartographicAttributes,
            Node([BF.Cartographic], {BF.coordinates: each.texts("coordinates"), BF.projection: _projection(each["projection"])}),
        )


def _projection(text: str) -> Node:
    return Node([BF.Projection], {RDFS.label: text})


def classification(field: Field, record: Record) -> Iterator[Statement]:
    """classification, with its scheme.

    <mods:classification authority="udc">821.512.122</mods:classification>
    <mods:classification authority="rubbk">Ш5</mods:classification>

    <#Work> bf:classification [ a bf:ClassificationUdc ; bf:classificationPortion "821.512.122" ],
        [ a bf:Classification ; bf:classificationPortion "Ш5" ; bf:source <http://id.loc.gov/vocabulary/classSchemes/rubbk> ] .
    """
    said = Element.of(field)
    name = said["@authority"]
    scheme = code("classSchemes", name)
    known = _CLASSES.get(name)
    source: Value = scheme.iri if scheme else Node([BF.Source], {RDFS.label: name})
    says: dict[Iri, Value] = {BF.classificationPortion: said.text, BF.source: None if known else source}
    yield WORK, BF.classification, Node([known or BF.Classification], says | {BF.edition: said["@edition"]})


def text(field: Field, record: Record) -> Iterator[Statement]:
    """abstract and tableOfContents.

    <mods:abstract lang="en">On the wind.</mods:abstract>
    <mods:tableOfContents>1. Rain</mods:tableOfContents>

    <#Work> bf:summary [ a bf:Summary ; rdfs:label "On the wind."@en ] ;
        bf:tableOfContents [ a bf:TableOfContents ; rdfs:label "1. Rain" ] .
    """
    said = Element.of(field)
    said.texts("@type", "@displayLabel")
    links = [address(each) for each in said.texts("@href")]
    if field.tag == "abstract":
        yield WORK, BF.summary, Node([BF.Summary], {RDFS.label: said.value, RDFS.seeAlso: links})
    else:
        yield WORK, BF.tableOfContents, Node([BF.TableOfContents], {RDFS.label: said.value, RDFS.seeAlso: links})


def target_audience(field: Field, record: Record) -> Iterator[Statement]:
    """targetAudience.

    <mods:targetAudience authority="marctarget">juvenile</mods:targetAudience>
    <mods:targetAudience>Grade 1</mods:targetAudience>

    <#Work> bf:intendedAudience _:juvenile, _:grade ; schema:audience _:juvenile, _:grade .
    _:juvenile a bf:IntendedAudience, schema:EducationalAudience ; rdfs:label "juvenile" .
    _:grade a bf:IntendedAudience, schema:EducationalAudience ; rdfs:label "Grade 1" .
    """
    said = Element.of(field)
    said.texts("@authority")
    yield from education.audience(said.value)


def note_(field: Field, record: Record) -> Iterator[Statement]:
    """note: of a type where it has one; the statement of responsibility is that.

    <mods:note type="statement of responsibility">by J. Doe</mods:note>
    <mods:note type="funding">Supported by the Academy.</mods:note>

    <#Instance> bf:responsibilityStatement "by J. Doe" ; bf:note [ a bf:Note ; rdfs:label "Supported by the Academy."@en ;
        bf:source [ a bf:Source ; rdfs:label "funding" ] ] .
    """
    said = Element.of(field)
    kind = said["@type"]
    said.texts("@displayLabel", "@altRepGroup", "@ID")
    if kind == "statement of responsibility":
        yield INSTANCE, BF.responsibilityStatement, said.value
    else:
        yield INSTANCE, BF.note, note(said.value) | {BF.source: Node([BF.Source], {RDFS.label: kind})} if said.text else Node()


def location(field: Field, record: Record) -> Iterator[Statement]:
    """location: an address on the web, or the library and shelf mark of a copy.

    <mods:location><mods:url>http://rep.example.kz/1</mods:url></mods:location>
    <mods:location displayLabel="Main"><mods:physicalLocation>National Library</mods:physicalLocation>
      <mods:shelfLocator>A 12</mods:shelfLocator></mods:location>

    <#Instance> bf:electronicLocator <http://rep.example.kz/1> ; bf:hasItem [ a bf:Item ; bf:itemOf <#Instance> ;
        bf:physicalLocation "National Library", "Main" ; bf:shelfMark [ a bf:ShelfMark ; rdfs:label "A 12" ] ] .
    """
    said = Element.of(field)
    for each in said.all("url"):
        each.texts("@access", "@usage", "@displayLabel", "@note", "@dateLastAccessed")
        yield INSTANCE, BF.electronicLocator, address(each.text) or each.text
    said.texts("physicalLocation/@authority", "physicalLocation/@href", "physicalLocation/@displayLabel")
    places = said.texts("physicalLocation", "@displayLabel", "holdingSimple/copyInformation/subLocation")
    marks = said.texts("shelfLocator", "holdingSimple/copyInformation/shelfLocator")
    if said.texts("physicalLocation") or marks:
        says: dict[Iri, Value] = {
            BF.physicalLocation: places, BF.shelfMark: [Node([BF.ShelfMark], {RDFS.label: mark}) for mark in marks]
        }  # fmt: skip
        yield INSTANCE, BF.hasItem, Node([BF.Item], says, key=Key("item", "|".join([*places, *marks])))
