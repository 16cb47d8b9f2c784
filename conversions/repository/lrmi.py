"""LRMI in JSON-LD, with the rest of schema.org that describes publications, and the profile AMB: the resource itself.

For whom and for what it is made stands in `conversions.repository.lrmi_education`.
"""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.repository import education
from conversions.repository.element import Element
from conversions.repository.shared import agent, contributor, encoding, file_size, first_of, host, kind_of, online, policy, role
from conversions.repository.shared import type_of_resource as typed
from conversions.repository.terms import address, date, language, licence, numbered
from conversions.shapes import note, provision, relation, relationship
from conversions.shapes import title as title_node
from conversions.tree import INSTANCE, WORK, Key, Literal, Node, Statement, Value
from ontology.names import BF, RDFS, SCHEMA, Iri

ROLES = {
    "creator": "cre", "author": "aut", "contributor": "ctb", "editor": "edt", "translator": "trl", "illustrator": "ill",
    "producer": "pro", "sponsor": "spn", "funder": "fnd", "director": "drt", "sourceOrganization": "orm",
}  # fmt: skip
RELATED = {
    "hasPart": "part", "isBasedOn": "derivative", "exampleOfWork": "relatedwork", "workExample": "relatedwork",
    "citation": "relatedwork", "isPartOf": "partof", "translationOfWork": "translationof", "workTranslation": "translatedas",
    "isRelatedTo": "relatedwork",
}  # fmt: skip
_KINDS = {"Person": BF.Person, "Organization": BF.Organization, "EducationalOrganization": BF.Organization}
PUBLICATION = ("publisher", "datePublished")


def labels(said: Element) -> list[str | Literal]:
    """What a thing is called in each of its languages."""
    return [
        *said.values("prefLabel", "name", "title", "headline"),
        *([said.value] if said.text and not address(said.text) else []),
    ]


def links(said: Element) -> list[str]:
    """The addresses by which a thing is known."""
    found = [*said.texts("id", "sameAs", "url", "identifier", "identifier/id"), said.text]
    return [each for each in found if address(each)]


def title(field: Field, record: Record) -> Iterator[Statement]:
    """name, headline: the title; alternativeHeadline, alternateName: another.

    {"name": {"kk": "Сан есім", "en": "Numerals"}, "alternateName": "Numbers"}

    <#Work> bf:title _:kk, [ a bf:ParallelTitle ; bf:mainTitle "Numerals"@en ], [ a bf:VariantTitle ; bf:mainTitle "Numbers" ] .
    <#Instance> bf:title _:kk .
    _:kk a bf:Title ; bf:mainTitle "Сан есім"@kk .
    """
    value = Element.of(field).value
    if field.tag in ("alternateName", "alternativeHeadline"):
        yield WORK, BF.title, title_node(value, kind=BF.VariantTitle)
    elif first_of(field, record, "name", "headline"):
        yield WORK, BF.title, title_node(value)
        yield INSTANCE, BF.title, title_node(value)
    else:
        yield WORK, BF.title, title_node(value, kind=BF.ParallelTitle)


def named(said: Element, *, author: bool = False) -> Node:
    """The agent that a person, an organization or a name stands for."""
    said.texts("honorificPrefix")
    whole = said["name"] or said.text
    turned = ", ".join(filter(None, [said["familyName"], said["givenName"]]))
    kind = _KINDS.get(said["type"]) or (kind_of(whole, author=author) or None)
    return agent(turned or whole, kind, author=author, same_as=[*said.texts("id", "sameAs", "identifier")])


def contribution(field: Field, record: Record) -> Iterator[Statement]:
    """creator, author, contributor, editor, translator: who made it; the first author is the primary contribution.

    {"author": [{"type": "Person", "name": "Каримова, Айгуль", "affiliation": {"name": "Кафедра алгебры"}}],
     "editor": "Иванов, И. И."}

    <#Work> bf:contribution [ a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
            bf:note [ a bf:Note ; rdfs:label "Кафедра алгебры"@ru ] ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Каримова, Айгуль"@ru ] ],
        [ a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/edt> ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Иванов, И. И."@ru ] ] .
    """
    said = Element.of(field)
    primary = first_of(field, record, "creator", "author")
    notes = [note(each) for each in said.values("affiliation/name", "affiliation")]
    said.texts("affiliation/type", "affiliation/id")
    found = role(ROLES[field.tag])
    for subject, predicate, value in contributor(named(said, author=field.tag in ("creator", "author")), found, primary=primary):
        yield subject, predicate, value | {BF.note: notes} if isinstance(value, Node) else value


def publication(field: Field, record: Record) -> Iterator[Statement]:
    """publisher and datePublished.

    {"publisher": {"type": "Organization", "name": "Open School"}, "datePublished": "2021-05-01"}

    <#Instance> bf:provisionActivity [ a bf:ProvisionActivity, bf:Publication ; bflc:simpleAgent "Open School" ;
        bf:date "2021-05-01"^^<http://id.loc.gov/datatypes/edtf> ] .
    """
    if not first_of(field, record, *PUBLICATION):
        return
    publishers = [Element.of(each) for each in record.all("publisher")]
    for each in publishers:
        each.texts("type", "id", "url", "sameAs")
    agents = [value for each in publishers for value in labels(each)]
    dates = [Element.of(each).text for each in record.all("datePublished")]
    yield INSTANCE, BF.provisionActivity, provision(BF.Publication, agents=agents, date=list(map(date, dates)))


def other_date(field: Field, record: Record) -> Iterator[Statement]:
    """dateCreated, copyrightYear.

    {"dateCreated": "2020-01-02", "copyrightYear": 2020}

    <#Work> bf:originDate "2020-01-02"^^<http://id.loc.gov/datatypes/edtf> .
    <#Instance> bf:copyrightDate "2020"^^<http://id.loc.gov/datatypes/edtf> .
    """
    value = date(Element.of(field).text)
    yield (WORK, BF.originDate, value) if field.tag == "dateCreated" else (INSTANCE, BF.copyrightDate, value)


def languages(field: Field, record: Record) -> Iterator[Statement]:
    """inLanguage: of BIBFRAME and of LRMI.

    {"inLanguage": ["kk", {"type": "Language", "name": "Russian"}]}

    <#Work> bf:language <http://id.loc.gov/vocabulary/languages/kaz>, <http://id.loc.gov/vocabulary/languages/rus> .
    """
    said = Element.of(field)
    said.texts("type", "id")
    text = said.text or said["alternateName"] or said["name"]
    yield WORK, BF.language, language(text) or Node([BF.Language], {RDFS.label: text})


def description(field: Field, record: Record) -> Iterator[Statement]:
    """description, abstract.

    {"description": "Урок о числительных."}

    <#Work> bf:summary [ a bf:Summary ; rdfs:label "Урок о числительных."@ru ] .
    """
    yield WORK, BF.summary, Node([BF.Summary], {RDFS.label: Element.of(field).value})


def type_(field: Field, record: Record) -> Iterator[Statement]:
    """type: the class of schema.org, where it tells what kind of content it is.

    {"type": ["LearningResource", "VideoObject"], "name": "Numerals"}

    <#Work> a bf:MovingImage ; bf:genreForm <http://id.loc.gov/vocabulary/marcgt/ins>, <http://id.loc.gov/vocabulary/marcgt/vid> .
    """
    text = Element.of(field).text.rpartition("/")[2].rpartition(":")[2]
    if text not in ("CreativeWork", "Thing", "MediaObject", ""):
        yield from typed(text.removesuffix("Object"), text)


def identifiers(field: Field, record: Record) -> Iterator[Statement]:
    """id, url, identifier, isbn, issn: addresses are where it is to be found.

    {"id": "https://oer.example.kz/7", "isbn": "978-5-9985-0001-5",
     "identifier": {"type": "PropertyValue", "value": "10.1000/182"}}

    <#Instance> bf:electronicLocator <https://oer.example.kz/7> ;
        bf:identifiedBy [ a bf:Isbn ; rdf:value "978-5-9985-0001-5" ], [ a bf:Doi ; rdf:value "10.1000/182" ] .
    """
    said = Element.of(field)
    said.texts("type")
    text = said.text or said["value"] or said["id"]
    kind = said["propertyID"] or (field.tag if field.tag in ("isbn", "issn") else "")
    yield from [(INSTANCE, BF.identifiedBy, numbered(text, kind))] if kind else online(text)


def rights(field: Field, record: Record) -> Iterator[Statement]:
    """license: its IRI; conditionsOfAccess, copyrightNotice, usageInfo: words.

    {"license": {"id": "https://creativecommons.org/licenses/by/4.0/"}, "copyrightNotice": "For study only."}

    <#Instance> schema:license <https://creativecommons.org/licenses/by/4.0/> ;
        bf:usageAndAccessPolicy [ a bf:UsePolicy ; rdfs:label "For study only." ] .
    """
    said = Element.of(field)
    said.texts("type")
    names = labels(said)
    text = next(iter(said.texts("id", "url")), said.text) or next((str(each) for each in names if isinstance(each, str)), "")
    if field.tag == "conditionsOfAccess":
        yield INSTANCE, BF.usageAndAccessPolicy, Node([BF.AccessPolicy], {RDFS.label: names or text.rpartition("/")[2]})
    else:
        yield from policy(text, names or text)


def related(field: Field, record: Record) -> Iterator[Statement]:
    """isPartOf, hasPart, isBasedOn, translationOfWork, citation: other resources; a journal with its ISSN.

    {"isPartOf": {"type": "Periodical", "name": "Vestnik", "issn": "1563-0307"}, "isBasedOn": "http://oer.example.kz/5"}

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/partof> ;
            bf:associatedResource [ a bf:Work ; bf:title [ a bf:Title ; bf:mainTitle "Vestnik" ] ;
                bf:identifiedBy [ a bf:Issn ; rdf:value "1563-0307" ] ] ],
        [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/derivative> ;
            bf:associatedResource <http://oer.example.kz/5> ] .
    """
    said = Element.of(field)
    what = RELATED[field.tag]
    said.texts("type", "id", "url")
    names, numbers = labels(said), said.texts("issn", "isPartOf/issn")
    where = [f"{mark}{text}" for name, mark in (("volumeNumber", "vol. "), ("issueNumber", "no. ")) for text in said.texts(name)]
    found = next((each for each in map(address, links(said)) if each), None)
    if names or numbers:
        yield WORK, BF.relation, host(names, issns=numbers, parts=where, what=what)
    else:
        yield WORK, BF.relation, relation(relationship(what), found)


def file(field: Field, record: Record) -> Iterator[Statement]:
    """encoding, associatedMedia, contentUrl: a file, with its form and size.

    {"encoding": {"type": "MediaObject", "contentUrl": "http://oer.example.kz/7.pdf", "encodingFormat": "application/pdf",
      "contentSize": "1024", "license": "https://creativecommons.org/licenses/by/4.0/"}}

    <#Instance> bf:hasItem [ a bf:Item ; bf:itemOf <#Instance> ; bf:electronicLocator <http://oer.example.kz/7.pdf> ;
        bf:digitalCharacteristic [ a bf:EncodingFormat ; rdfs:label "application/pdf" ],
            [ a bf:FileSize ; rdfs:label "1024 bytes" ] ;
        schema:license <https://creativecommons.org/licenses/by/4.0/> ] .
    """
    said = Element.of(field)
    said.texts("type", "bitrate", "sha256", "embedUrl")
    url = said["contentUrl"] or said["url"] or said["id"] or said.text
    says: dict[Iri, Value] = {
        RDFS.label: said.values("name", "description"),
        BF.electronicLocator: address(url),
        BF.digitalCharacteristic: [
            *map(encoding, said.texts("encodingFormat", "fileFormat")),
            *map(file_size, said.texts("contentSize")),
        ],
        SCHEMA.license: [found for text in said.texts("license", "license/id") if (found := licence(text))],
    }
    if url:
        yield INSTANCE, BF.hasItem, Node([BF.Item], says, key=Key("item", f"file|{url}"))


def physical(field: Field, record: Record) -> Iterator[Statement]:
    """encodingFormat, numberOfPages, bookEdition, version, duration of a recording.

    {"encodingFormat": "text/html", "numberOfPages": 120, "version": "2", "duration": "PT12M"}

    <#Instance> bf:digitalCharacteristic [ a bf:EncodingFormat ; rdfs:label "text/html" ] ;
        bf:extent [ a bf:Extent ; rdfs:label "120 p." ] ; bf:editionStatement "2" ; bf:duration "PT12M"^^xsd:duration .
    """
    text = Element.of(field).text
    match field.tag:
        case "encodingFormat" | "fileFormat":
            yield INSTANCE, BF.digitalCharacteristic, encoding(text)
        case "numberOfPages" | "pagination":
            yield INSTANCE, BF.extent, Node([BF.Extent], {RDFS.label: f"{text} p." if text.isdigit() else text})
        case "duration":
            yield INSTANCE, BF.duration, education.duration(text)
        case _:
            yield INSTANCE, BF.editionStatement, text


def image(field: Field, record: Record) -> Iterator[Statement]:
    """image, thumbnailUrl: a picture of it.

    {"image": "http://oer.example.kz/7.png"}

    <#Instance> schema:thumbnailUrl <http://oer.example.kz/7.png> .
    """
    said = Element.of(field)
    said.texts("type", "caption", "width", "height")
    yield INSTANCE, SCHEMA.thumbnailUrl, address(said.text or said["contentUrl"] or said["url"] or said["id"])
