"""IEEE LOM, the description of learning resources, to BIBFRAME with the terms of LRMI."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.repository import education
from conversions.repository.element import Element
from conversions.repository.shared import CODE, agent, contributor, encoding, file_size, online, policy, role, topic
from conversions.repository.terms import address, date, language, licence, numbered
from conversions.shapes import identifier, note, provision, relation, relationship, title
from conversions.tree import ADMIN, INSTANCE, WORK, Literal, Node, Statement, Value
from ontology.names import BF, RDF, RDFS, SCHEMA, Iri

_RELATED = {
    "ispartof": "partof", "haspart": "part", "isversionof": "otheredition", "hasversion": "otheredition",
    "isformatof": "otherphysicalformat", "hasformat": "otherphysicalformat", "isbasedon": "derivative",
}  # fmt: skip
_ROLES = {"content provider": "pbl", "technical implementer": "prg", "graphical designer": "gds", "educational validator": "rev"}
_COMPETENCIES = {"competency": SCHEMA.teaches, "educational objective": SCHEMA.teaches, "prerequisite": SCHEMA.competencyRequired}
_NO_STATEMENT = ("no", "unknown", "none", "")


def strings(said: Element) -> list[str | Literal]:
    """The text of an element in each of its languages."""
    return [*said.values("string"), *([said.value] if said.text else [])]


def word(said: Element) -> str:
    """The word of a vocabulary that an element holds; which vocabulary it is from is told by the element."""
    said.texts("source", "source/string")
    return said["value"] or said["value/string"] or said["string"] or said.text


def general_title(field: Field, record: Record) -> Iterator[Statement]:
    """1.2 Title.

    <lom:general><lom:title><lom:string language="kk">Сан есім</lom:string>
      <lom:string language="en">Numerals</lom:string></lom:title></lom:general>

    <#Work> bf:title _:title .
    <#Instance> bf:title _:title .
    _:title a bf:Title ; bf:mainTitle "Сан есім"@kk, "Numerals"@en .
    """
    node = title(strings(Element.of(field)))
    yield WORK, BF.title, node
    yield INSTANCE, BF.title, node


def identifiers(field: Field, record: Record) -> Iterator[Statement]:
    """1.1 Identifier and 4.3 Location: an address is where it is to be found.

    <lom:general><lom:identifier><lom:catalog>URI</lom:catalog><lom:entry>http://oer.example.kz/7</lom:entry></lom:identifier>
      <lom:identifier><lom:catalog>DOI</lom:catalog><lom:entry>10.1000/182</lom:entry></lom:identifier></lom:general>

    <#Instance> bf:electronicLocator <http://oer.example.kz/7> ; bf:identifiedBy [ a bf:Doi ; rdf:value "10.1000/182" ] .
    """
    said = Element.of(field)
    catalogue = said["catalog"]
    for text in said.texts("entry", "entry/string") or [said.text]:
        if address(text) or catalogue.lower() in ("uri", "url", ""):
            yield from online(text)
        else:
            yield INSTANCE, BF.identifiedBy, numbered(text, catalogue)


def languages(field: Field, record: Record) -> Iterator[Statement]:
    """1.3 Language of the resource; 5.11 language of those who learn with it is said only where it is another.

    <lom:general><lom:language>kk</lom:language></lom:general>

    <#Work> bf:language <http://id.loc.gov/vocabulary/languages/kaz> .
    """
    text = Element.of(field).text
    if text not in _NO_STATEMENT:
        yield WORK, BF.language, language(text) or Node([BF.Language], {RDFS.label: text})


def learner_language(field: Field, record: Record) -> Iterator[Statement]:
    """5.11 Language of those who learn with it.

    <lom:educational><lom:language>uz</lom:language></lom:educational>

    <#Work> schema:inLanguage <http://id.loc.gov/vocabulary/languages/uzb> .
    """
    text = Element.of(field).text
    yield WORK, SCHEMA.inLanguage, language(text) or text


def description(field: Field, record: Record) -> Iterator[Statement]:
    """1.4 Description, as a summary.

    <lom:general><lom:description><lom:string language="ru">Урок о числительных.</lom:string></lom:description></lom:general>

    <#Work> bf:summary [ a bf:Summary ; rdfs:label "Урок о числительных."@ru ] .
    """
    yield WORK, BF.summary, Node([BF.Summary], {RDFS.label: strings(Element.of(field))})


def keyword(field: Field, record: Record) -> Iterator[Statement]:
    """1.5 Keyword: in several languages it is one subject.

    <lom:general><lom:keyword><lom:string language="en">numerals</lom:string><lom:string language="ru">числительные</lom:string>
      </lom:keyword></lom:general>

    <#Work> bf:subject [ a bf:Topic ; rdfs:label "numerals"@en, "числительные"@ru ] .
    """
    found = strings(Element.of(field))
    if found:
        yield WORK, BF.subject, topic(found, plain(found[0]))


def plain(text: str | Literal) -> str:
    """The text without its language."""
    return text.value if isinstance(text, Literal) else text


def coverage(field: Field, record: Record) -> Iterator[Statement]:
    """1.6 Coverage: times and places.

    <lom:general><lom:coverage><lom:string language="en">Silk Road, 8th century</lom:string></lom:coverage></lom:general>

    <#Work> bf:geographicCoverage [ a bf:GeographicCoverage ; rdfs:label "Silk Road, 8th century"@en ] .
    """
    yield WORK, BF.geographicCoverage, Node([BF.GeographicCoverage], {RDFS.label: strings(Element.of(field))})


def contribute(field: Field, record: Record) -> Iterator[Statement]:
    """2.3 Contribute: who made it, in which role; a publisher published it, on the date of the contribution.

    <lom:lifeCycle>
      <lom:contribute><lom:role><lom:source>LOMv1.0</lom:source><lom:value>author</lom:value></lom:role>
        <lom:entity>BEGIN:VCARD&#10;N:Каримова;Айгуль&#10;FN:Айгуль Каримова&#10;END:VCARD</lom:entity></lom:contribute>
      <lom:contribute><lom:role><lom:value>publisher</lom:value></lom:role>
        <lom:entity>BEGIN:VCARD&#10;ORG:Open School&#10;END:VCARD</lom:entity>
        <lom:date><lom:dateTime>2021-05</lom:dateTime></lom:date></lom:contribute></lom:lifeCycle>

    <#Work> bf:contribution [ a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
        bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Каримова, Айгуль"@ru ] ] .
    <#Instance> bf:provisionActivity [ a bf:ProvisionActivity, bf:Publication ; bflc:simpleAgent "Open School" ;
        bf:date "2021-05"^^<http://id.loc.gov/datatypes/edtf> ] .
    """
    said = Element.of(field)
    what = word(said.all("role")[0]) if said.all("role") else ""
    entities = [vcard(text) for path in ("entity", "centity/vcard") for text in raw_texts(said, path)]
    when = _date(said)
    if what == "publisher":
        names = [name for name, _ in entities]
        yield INSTANCE, BF.provisionActivity, provision(BF.Publication, agents=names, date=date(when))
        return
    first = next((each for each in record.all("lifecycle.contribute") if _is_author(each)), None)
    for n, (name, kind) in enumerate(entities):
        found = role(_ROLES.get(what, what)) if what not in _NO_STATEMENT else None
        yield from contributor(agent(name, kind), found, primary=field is first and n == 0)
    if what == "author" and when:
        yield WORK, BF.originDate, date(when)


def _is_author(field: Field) -> bool:
    return any(word(each) in ("author", "creator") for each in Element.of(field).all("role"))


def _date(said: Element) -> str:
    said.texts("date/description/string")
    return said["date/dateTime"] or said["date/datetime"] or said["date"]


def raw_texts(said: Element, path: str) -> list[str]:
    """The texts at a path with their line breaks, which tell the lines of a vCard apart."""
    return [text for each in said.all(path) if (text := each.raw)]


def vcard(text: str) -> tuple[str, Iri | None]:
    """Name and kind of who a vCard is of; text that is no vCard is a name.

    >>> vcard("BEGIN:VCARD\\nN:Abai;Ibrahim\\nEND:VCARD")[0]
    'Abai, Ibrahim'
    """
    if "BEGIN:VCARD" not in text.upper():
        return " ".join(text.split()), None
    lines = [line.partition(":") for line in text.replace("\\n", "\n").splitlines()]
    said = {name.partition(";")[0].strip().upper(): value.strip() for name, _, value in lines}
    if name := ", ".join(part.strip() for part in said.get("N", "").split(";")[:2] if part.strip()):
        return name, BF.Person
    if said.get("FN") and said.get("FN") != said.get("ORG"):
        return said["FN"], None
    return said.get("ORG", "").strip(";"), BF.Organization


def version(field: Field, record: Record) -> Iterator[Statement]:
    """2.1 Version.

    <lom:lifeCycle><lom:version><lom:string language="en">2.0</lom:string></lom:version></lom:lifeCycle>

    <#Instance> bf:editionStatement "2.0" .
    """
    yield INSTANCE, BF.editionStatement, strings(Element.of(field))


def metadata_identifier(field: Field, record: Record) -> Iterator[Statement]:
    """3.1 Identifier and 3.2 contributions of the description itself.

    <lom:metaMetadata><lom:identifier><lom:catalog>oai</lom:catalog><lom:entry>oai:x:1</lom:entry></lom:identifier>
      <lom:language>ru</lom:language></lom:metaMetadata>

    <#AdminMetadata> bf:identifiedBy [ a bf:Local ; rdf:value "oai:x:1" ] ;
        bf:descriptionLanguage <http://id.loc.gov/vocabulary/languages/rus> .
    """
    said = Element.of(field)
    if field.tag.endswith("language"):
        yield ADMIN, BF.descriptionLanguage, language(said.text)
        return
    said.texts("catalog")
    yield ADMIN, BF.identifiedBy, [identifier(BF.Local, text) for text in said.texts("entry", "entry/string")]


def technical(field: Field, record: Record) -> Iterator[Statement]:
    """4.1 Format, 4.2 size, 4.7 duration; 4.4-4.6 what is needed to use it.

    <lom:technical><lom:format>video/mp4</lom:format><lom:size>52428800</lom:size>
      <lom:duration><lom:duration>PT12M</lom:duration></lom:duration>
      <lom:otherPlatformRequirements><lom:string language="en">A sound card</lom:string></lom:otherPlatformRequirements>
      </lom:technical>

    <#Instance> bf:digitalCharacteristic [ a bf:EncodingFormat ; rdfs:label "video/mp4" ],
            [ a bf:FileSize ; rdfs:label "52428800 bytes" ] ; bf:duration "PT12M"^^xsd:duration ;
        bf:systemRequirement [ a bf:SystemRequirement ; rdfs:label "A sound card"@en ] .
    """
    said = Element.of(field)
    match field.tag.rpartition(".")[2]:
        case "format":
            yield INSTANCE, BF.digitalCharacteristic, encoding(said.text)
        case "size":
            yield INSTANCE, BF.digitalCharacteristic, file_size(said.text)
        case "duration":
            said.texts("description/string")
            yield INSTANCE, BF.duration, education.duration(said["duration"] or said["datetime"] or said.text)
        case "requirement":
            said.texts("orComposite/type/source", "orComposite/name/source")
            texts = said.texts("orComposite/type/value", "orComposite/name/value", "orComposite/minimumVersion")
            yield INSTANCE, BF.systemRequirement, Node([BF.SystemRequirement], {RDFS.label: " ".join(texts)})
        case _:
            yield INSTANCE, BF.systemRequirement, Node([BF.SystemRequirement], {RDFS.label: strings(said)})


def educational(field: Field, record: Record) -> Iterator[Statement]:
    """5.2 Type of learning resource, 5.5 for whom, 5.6 context, 5.7 age, 5.9 time, 5.1 and 5.8 how; 5.10 how to use it.

    <lom:educational><lom:learningResourceType><lom:source>LOMv1.0</lom:source><lom:value>exercise</lom:value></lom:learningResourceType>
      <lom:intendedEndUserRole><lom:value>learner</lom:value></lom:intendedEndUserRole>
      <lom:context><lom:value>higher education</lom:value></lom:context>
      <lom:typicalAgeRange><lom:string>17-20</lom:string></lom:typicalAgeRange>
      <lom:typicalLearningTime><lom:duration>PT1H</lom:duration></lom:typicalLearningTime></lom:educational>

    <#Work> a bf:Text ; schema:learningResourceType _:exercise ; bf:genreForm _:exercise ; schema:audience _:learners ;
        bf:intendedAudience _:learners ; schema:educationalLevel [ a skos:Concept ; skos:prefLabel "higher education" ] ;
        schema:typicalAgeRange "17-20" ; schema:timeRequired "PT1H"^^xsd:duration .
    _:exercise a bf:GenreForm ; rdfs:label "exercise" .
    _:learners a bf:IntendedAudience, schema:EducationalAudience ; rdfs:label "learner" ; schema:educationalRole "learner" .
    """
    said = Element.of(field)
    text = word(said) if field.tag.rpartition(".")[2] in _WORDS else ""
    match field.tag.rpartition(".")[2]:
        case "learningresourcetype":
            yield from education.learning_type(text, text)
        case "intendedenduserrole":
            yield from education.audience(text, role=text)
        case "context":
            yield from education.level(text, text)
        case "interactivitytype":
            yield WORK, SCHEMA.interactivityType, text
        case "difficulty":
            yield WORK, BF.note, note(f"Difficulty: {text}" if text else "")
        case "typicalagerange":
            yield WORK, SCHEMA.typicalAgeRange, strings(said)
        case "typicallearningtime":
            said.texts("description/string")
            yield from education.time_required(said["duration"] or said["datetime"] or said.text)
        case _:
            yield WORK, SCHEMA.educationalUse, strings(said)


_WORDS = frozenset({"learningresourcetype", "intendedenduserrole", "context", "interactivitytype", "difficulty"})


def rights(field: Field, record: Record) -> Iterator[Statement]:
    """6.1 Cost and 6.3 description of the rights, which often is the licence.

    <lom:rights><lom:cost><lom:value>no</lom:value></lom:cost><lom:description>
      <lom:string language="en">http://creativecommons.org/licenses/by-sa/4.0/</lom:string></lom:description></lom:rights>

    <#Work> schema:isAccessibleForFree "true"^^xsd:boolean .
    <#Instance> schema:license <https://creativecommons.org/licenses/by-sa/4.0/> .
    """
    said = Element.of(field)
    if field.tag.endswith("cost"):
        yield WORK, SCHEMA.isAccessibleForFree, education.truth("true" if word(said) == "no" else "false")
    elif field.tag.endswith("copyrightandotherrestrictions"):
        text = word(said)
        yield (
            INSTANCE,
            BF.usageAndAccessPolicy,
            Node([BF.UsePolicy], {RDFS.label: "" if text in _NO_STATEMENT or text == "yes" else text}),
        )
        if found := licence(text):
            yield INSTANCE, SCHEMA.license, found
    else:
        for each in strings(said):
            yield from policy(plain(each), each)


def related(field: Field, record: Record) -> Iterator[Statement]:
    """7 Relation.

    <lom:relation><lom:kind><lom:value>ispartof</lom:value></lom:kind><lom:resource>
      <lom:identifier><lom:entry>http://oer.example.kz/course</lom:entry></lom:identifier></lom:resource></lom:relation>

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/partof> ;
        bf:associatedResource <http://oer.example.kz/course> ] .
    """
    said = Element.of(field)
    kind = next(map(word, said.all("kind")), "").lower()
    said.texts("resource/identifier/catalog")
    texts = said.texts("resource/identifier/entry", "resource/identifier/entry/string", "resource/catalogentry/entry/string")
    labels = said.values("resource/description/string")
    found: list[Value] = [address(text) for text in texts if address(text)]
    what: Value = found or Node([BF.Work], {RDFS.label: [*labels, *texts]})
    yield WORK, BF.relation, relation(relationship(_RELATED.get(kind, "relatedwork")), what)


def annotation(field: Field, record: Record) -> Iterator[Statement]:
    """8 Annotation: a remark on how it was used.

    <lom:annotation><lom:description><lom:string language="ru">Хорошо для 5 класса.</lom:string></lom:description>
      </lom:annotation>

    <#Work> bf:note [ a bf:Note ; rdfs:label "Хорошо для 5 класса."@ru ] .
    """
    said = Element.of(field)
    said.texts("entity", "date/dateTime", "date/description/string")
    yield WORK, BF.note, note(said.values("description/string", "description"))


def classification(field: Field, record: Record) -> Iterator[Statement]:
    """9 Classification: taxons of a discipline are subjects, of a level levels, of a competency what it teaches or needs.

    <lom:classification><lom:purpose><lom:value>discipline</lom:value></lom:purpose>
      <lom:taxonPath><lom:source><lom:string language="en">UDC</lom:string></lom:source>
        <lom:taxon><lom:id>51</lom:id><lom:entry><lom:string language="en">Mathematics</lom:string></lom:entry></lom:taxon>
      </lom:taxonPath></lom:classification>

    <#Work> bf:subject [ a bf:Topic ; rdfs:label "Mathematics"@en ] ;
        bf:classification [ a bf:ClassificationUdc ; bf:classificationPortion "51" ] .
    """
    said = Element.of(field)
    said.texts("taxonPath/source/string/@lang", "taxonpath/source/string/@lang")
    purpose = next(map(word, said.all("purpose")), "").lower()
    for path in said.all("taxonPath") + said.all("taxonpath"):
        scheme = path["source/string"] or path["source"]
        for taxon in path.all("taxon"):
            yield from _taxon(purpose, scheme, taxon)
    for each in (*said.values("description/string"), *said.values("keyword/string")):
        yield WORK, BF.subject, topic(each, plain(each))


def _taxon(purpose: str, scheme: str, taxon: Element) -> Iterator[Statement]:
    labels, id = taxon.values("entry/string"), taxon["id"]
    text = plain(labels[0]) if labels else id
    link = [id] if address(id) else []
    label: Value = labels or text
    if purpose in ("educational level", "school level"):
        yield from education.level(label, text, same_as=link)
    elif purpose in _COMPETENCIES:
        yield from education.competency(_COMPETENCIES[purpose], label, text, same_as=link)
    else:
        is_udc, number = scheme.lower() in _UDC, CODE.fullmatch(id)
        if labels or not number:
            yield WORK, BF.subject, topic(label, text, "" if is_udc else scheme, same_as=link)
        if number:
            source: Value = Node([BF.Source], {RDFS.label: scheme}) if scheme and not is_udc else ""
            kind = BF.ClassificationUdc if is_udc else BF.Classification
            yield WORK, BF.classification, Node([kind], {BF.classificationPortion: id, BF.source: source})


_UDC = ("udc", "удк", "әож", "уок")


def structure(field: Field, record: Record) -> Iterator[Statement]:
    """1.7 Structure, where it tells what kind of thing it is.

    <lom:general><lom:structure><lom:value>collection</lom:value></lom:structure></lom:general>

    <#Work> a bf:Collection .
    """
    text = word(Element.of(field))
    if text == "collection":
        yield WORK, RDF.type, BF.Collection
