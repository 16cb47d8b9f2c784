"""Dublin Core: what it is about, what kind of thing it is, in which language, for whom.

Titles, names, publication, identifiers, relations and rights are in `conversions.repository.dublincore`.
"""

import re
from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.repository import dim, education
from conversions.repository.element import Element
from conversions.repository.shared import CODE, encoding, file_size, listed, place, topic, type_of_resource
from conversions.repository.terms import address, language
from conversions.shapes import note
from conversions.tree import INSTANCE, WORK, Node, Statement
from ontology.names import BF, RDFS, SCHEMA, Iri

_MIME = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;.*)?")
_SIZE = re.compile(r"[\d.,]+\s*(?:bytes|[KMGTкмг]?[BБбb]|байт)", re.I)
_SPAN = re.compile(r"\d{3,4}(?:\s*[-–/]\s*\d{0,4})?|.*\b(?:century|век|ғасыр)\b.*", re.I)
_UDC = re.compile(r"(?:УДК|UDC|ӘОЖ|ЭОЖ|УЎК)[\s:]*(\d[\d.:/()\-+=\"]*)", re.I)
_SCHEMES = {"lcsh": "lcsh", "mesh": "mesh", "lcshac": "lcshac", "fast": "fast", "aat": "aat", "agrovoc": "agrovoc"}
_CLASSES = {"ddc": BF.ClassificationDdc, "lcc": BF.ClassificationLcc, "udc": BF.ClassificationUdc, "other": BF.Classification}


def languages(field: Field, record: Record) -> Iterator[Statement]:
    """dc.language: codes of two or three letters, tags, names in any language of ours; what is not known as words.

    <dc:language>kk; Русский</dc:language>
    <dc:language>Old Turkic runes</dc:language>

    <#Work> bf:language <http://id.loc.gov/vocabulary/languages/kaz>, <http://id.loc.gov/vocabulary/languages/rus>,
        [ a bf:Language ; rdfs:label "Old Turkic runes" ] .
    """
    for text in listed(Element.of(field).text):
        if text not in ("other", "none", "N/A"):
            yield WORK, BF.language, language(text) or Node([BF.Language], {RDFS.label: text})


def subject(field: Field, record: Record) -> Iterator[Statement]:
    """dc.subject: words, several in one value too; with a scheme as its qualifier or type; UDC and other numbers.

    <dim:field mdschema="dc" element="subject" qualifier="lcsh">Kazakh literature</dim:field>
    <dim:field mdschema="dc" element="subject" lang="ru">казахская литература; роман</dim:field>
    <dim:field mdschema="dc" element="subject">УДК 821.512.122</dim:field>

    <#Work> bf:subject [ a bf:Topic ; rdfs:label "Kazakh literature" ;
                bf:source <http://id.loc.gov/vocabulary/subjectSchemes/lcsh> ],
            [ a bf:Topic ; rdfs:label "казахская литература"@ru ], [ a bf:Topic ; rdfs:label "роман"@ru ] ;
        bf:classification [ a bf:ClassificationUdc ; bf:classificationPortion "821.512.122" ] .
    """
    said = Element.of(field)
    scheme = (said["@scheme"].rpartition(":")[2] or field.written.removeprefix("dc.subject").strip(".")).lower()
    known = _SCHEMES.get(scheme, "")
    source = Iri(f"http://id.loc.gov/vocabulary/subjectSchemes/{known}") if known else None
    for part in listed(said.text):
        udc = _UDC.fullmatch(part)
        if udc or (scheme in _CLASSES and CODE.fullmatch(part)):
            kind = BF.ClassificationUdc if udc else _CLASSES[scheme]
            yield WORK, BF.classification, Node([kind], {BF.classificationPortion: udc[1] if udc else part})
        else:
            label = said.with_text(part)
            yield WORK, BF.subject, topic(label, part, known, source=source, same_as=[part])


def coverage(field: Field, record: Record) -> Iterator[Statement]:
    """dc.coverage: a time where it reads as one, else a place; dcterms:spatial and dcterms:temporal say which.

    <dc:coverage>1917-1920</dc:coverage>
    <dcterms:spatial xml:lang="ru">Туркестан</dcterms:spatial>

    <#Work> bf:temporalCoverage "1917-1920" ; bf:geographicCoverage [ a bf:Place ; rdfs:label "Туркестан"@ru ] .
    """
    said = Element.of(field)
    for text in listed(said.text):
        if field.tag.endswith("temporal") or (not field.tag.endswith("spatial") and _SPAN.fullmatch(text)):
            yield WORK, BF.temporalCoverage, said.with_text(text)
        else:
            yield WORK, BF.geographicCoverage, place(said.with_text(text), text)


def description(field: Field, record: Record) -> Iterator[Statement]:
    """dc.description: a note; an abstract or table of contents where the qualifier says so, or where it is long.

    <dcterms:abstract xml:lang="en">On the life of Abai.</dcterms:abstract>
    <dcterms:tableOfContents>1. Childhood. 2. Youth.</dcterms:tableOfContents>
    <dc:description xml:lang="en">Includes index.</dc:description>

    <#Work> bf:summary [ a bf:Summary ; rdfs:label "On the life of Abai."@en ] ;
        bf:tableOfContents [ a bf:TableOfContents ; rdfs:label "1. Childhood. 2. Youth." ] .
    <#Instance> bf:note [ a bf:Note ; rdfs:label "Includes index."@en ] .
    """
    said = Element.of(field)
    if field.tag.endswith("abstract") or (field.tag == field.written == "dc.description" and len(said.text) > 300):
        yield WORK, BF.summary, Node([BF.Summary], {RDFS.label: said.value})
    elif field.tag.endswith("tableofcontents"):
        yield WORK, BF.tableOfContents, Node([BF.TableOfContents], {RDFS.label: said.value})
    else:
        yield INSTANCE, BF.note, note(said.value)


def responsibility(field: Field, record: Record) -> Iterator[Statement]:
    """dc.description.statementofresponsibility.

    <dim:field mdschema="dc" element="description" qualifier="statementofresponsibility">by M. Auezov</dim:field>

    <#Instance> bf:responsibilityStatement "by M. Auezov" .
    """
    yield INSTANCE, BF.responsibilityStatement, Element.of(field).value


def type_(field: Field, record: Record) -> Iterator[Statement]:
    """dc.type: words in the languages of the region, DCMI types, IRIs of COAR and OpenAIRE; unknown words are a genre.

    The level of a thesis is taken from here only where no field tells the degree.

    <dc:type>info:eu-repo/semantics/doctoralThesis</dc:type>
    <dc:type xml:lang="ru">Статья</dc:type>
    <dc:type>Working notes</dc:type>

    <#Work> a bf:Text ; bf:dissertation [ a bf:Dissertation ; bf:degree "doctoral" ] ;
        bf:genreForm <http://id.loc.gov/vocabulary/marcgt/the>, <http://id.loc.gov/vocabulary/marcgt/art>,
            [ a bf:GenreForm ; rdfs:label "Working notes" ] .
    """
    said = Element.of(field)
    said.texts("@scheme", "@type")
    for statement in type_of_resource(said.text, said.value):
        if statement[1] != BF.dissertation or not record.all(*dim.DEGREES, *dim.DEGREE):
            yield statement


def format_(field: Field, record: Record) -> Iterator[Statement]:
    """dc.format: the form of the file, its size, else the extent.

    <dc:format>application/pdf</dc:format>
    <dc:format>1.2 MB</dc:format>
    <dcterms:extent>356 p.</dcterms:extent>

    <#Instance> bf:digitalCharacteristic [ a bf:EncodingFormat ; rdfs:label "application/pdf" ],
            [ a bf:FileSize ; rdfs:label "1.2 MB" ] ;
        bf:extent [ a bf:Extent ; rdfs:label "356 p." ] .
    """
    said = Element.of(field)
    if _MIME.fullmatch(said.text):
        yield INSTANCE, BF.digitalCharacteristic, encoding(said.text)
    elif _SIZE.fullmatch(said.text):
        yield INSTANCE, BF.digitalCharacteristic, file_size(said.text)
    else:
        yield INSTANCE, BF.extent, Node([BF.Extent], {RDFS.label: said.value})


def preview(field: Field, record: Record) -> Iterator[Statement]:
    """preview, object: a picture of it, which aggregators add.

    <dc:preview>http://example.org/1.jpg</dc:preview>

    <#Instance> schema:thumbnailUrl <http://example.org/1.jpg> .
    """
    yield INSTANCE, SCHEMA.thumbnailUrl, address(Element.of(field).text)


def audience(field: Field, record: Record) -> Iterator[Statement]:
    """dc.audience, dcterms:audience and dcterms:educationLevel: for whom it is.

    <dcterms:audience>Teachers</dcterms:audience>
    <dcterms:educationLevel>Grade 5</dcterms:educationLevel>

    <#Work> bf:intendedAudience _:teachers ; schema:audience _:teachers ;
        schema:educationalLevel [ a skos:Concept ; skos:prefLabel "Grade 5" ] .
    _:teachers a bf:IntendedAudience, schema:EducationalAudience ; rdfs:label "Teachers" .
    """
    said = Element.of(field)
    said.texts("@scheme")
    if field.tag.endswith("educationlevel"):
        yield from education.level(said.value, said.text)
    else:
        yield from education.audience(said.value)
