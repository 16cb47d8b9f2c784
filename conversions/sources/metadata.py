"""Metadata of repositories in XML: the records of OAI-PMH answers, or Dublin Core, DIM, XOAI, MODS, METS and LOM alone.

How an element becomes a field: the tag is the element's name (``titleInfo``; with its schema in Dublin Core and DSpace,
``dc.title``, ``dc.contributor.author``; with its category in LOM, ``general.title``), the codes are paths to what is in it,
see `conversions.repository.element`: text under ``""``, ``xml:lang`` under ``@lang``, ``role[2]/roleTerm``. The header of an
OAI-PMH record is the field ``header``; each file of a DSpace item is a field ``file``. Nothing but namespace machinery
(``xsi:schemaLocation``, ``xml:space``) is left out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from lxml import etree

from conversions.errors import DamagedRecord
from conversions.record import Field, Record, Subfield
from conversions.sources import aggregators, marcxml, xmltext
from conversions.sources.cutting import cut
from conversions.sources.values import Parsed, Profile, Received

DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
MARC = "http://www.loc.gov/MARC21/slim"
DELETED = "     d".ljust(24)
"""The leader of a record that a repository says it has deleted."""

_ATTRIBUTES = {
    "{http://www.w3.org/XML/1998/namespace}lang": "lang",
    "{http://www.w3.org/2001/XMLSchema-instance}type": "scheme",
    "{http://www.w3.org/1999/xlink}href": "href",
}
_MACHINERY = tuple(f"{{http://www.w3.org/{each}}}" for each in ("2001/XMLSchema-instance", "XML/1998/namespace", "1999/xlink"))
_SCHEMAS = {DC: "dc.", DCTERMS: "dcterms."}

SIGNS = re.compile(
    rb"http://purl\.org/dc/|http://www\.dspace\.org/xmlns/dspace/dim|http://www\.lyncode\.com/xoai|http://www\.loc\.gov/(?:mods|METS)"
    rb"|http://datacite\.org/schema|http://doaj\.org/features/oai_doaj|http://ltsc\.ieee\.org/xsd/|http://www\.openarchives\.org/OAI/2\.0/oai_dc|http://www\.imsglobal\.org/xsd/imsmd|<lom[\s>]"
    rb"|<(?:[\w.-]+:)?header(?:\s[^<>]*)?>\s*<(?:[\w.-]+:)?identifier>"
)
"""What shows that XML is metadata of a repository."""

Read = Callable[[etree._Element], Iterator[Field]]


class Kind(NamedTuple):
    """A metadata format: the name of our rules for it, and what reads its outermost element."""

    format: str
    read: Read


def split(stream: BinaryIO) -> Iterator[Received]:
    """Cut a stream into records, each with the namespaces it needs. Never raises for what is in it."""
    return cut(marcxml.in_utf8(stream))


def parse(raw: bytes, profile: Profile) -> Parsed:
    """Read a record of OAI-PMH with its header, or metadata alone. Raises DamagedRecord."""
    notes: list[str] = []
    root = xmltext.element(raw, notes)
    header = next((each for each in root if name(each) == "header"), None)
    if header is None:
        fields = list(_kind(root).read(root))
        return Parsed(Record("", fields, id=_own_identifier(fields), source=profile.source), tuple(notes))
    return _harvested(root, header, profile, notes)


def _harvested(root: etree._Element, header: etree._Element, profile: Profile, notes: list[str]) -> Parsed:
    told = Field("header", subfields=list(content(header)))
    id = " ".join(told["identifier"].split())
    if not id:
        raise DamagedRecord("the header has no identifier, so nothing tells which record it is")
    if header.get("status") == "deleted":
        return Parsed(Record(DELETED, [told], id=id, source=profile.source), tuple(notes))
    metadata = next((each for each in root if name(each) == "metadata"), None)
    within = next((each for each in metadata if isinstance(each.tag, str)), None) if metadata is not None else None
    if within is None:
        raise DamagedRecord(f"the record {id} has neither metadata nor is it marked as deleted")
    if etree.QName(within).namespace == MARC or name(within) == "record":
        marc = marcxml.parse(xmltext.serialised(within), profile)
        return Parsed(Record(marc.record.leader, marc.record.fields, id=id, source=profile.source), (*notes, *marc.notes))
    return Parsed(Record("", [told, *_kind(within).read(within)], id=id, source=profile.source), tuple(notes))


_EXAMPLES = {
    "dc": DC, "dcterms": DCTERMS, "dim": "http://www.dspace.org/xmlns/dspace/dim", "mods": "http://www.loc.gov/mods/v3",
    "lom": "http://ltsc.ieee.org/xsd/LOM", "xoai": "http://www.lyncode.com/xoai", "mets": "http://www.loc.gov/METS/",
}  # fmt: skip


def fragment(text: str) -> Record:
    """Elements of a record as they stand in it, with the usual prefixes, as a record. Raises DamagedRecord."""
    declared = "".join(f' xmlns:{prefix}="{namespace}"' for prefix, namespace in _EXAMPLES.items())
    root = xmltext.element(f"<x{declared}>{text}</x>".encode(), [])
    headers = [each for each in root if name(each) == "header"]
    fields = [Field("header", subfields=list(content(each))) for each in headers]
    for each in headers:
        root.remove(each)
    return Record("", [*fields, *(_kind(root[0]).read(root) if len(root) else ())], id="x")


def format_of(raw: bytes) -> str:
    """The rules for a record's metadata: "" for MARC, a deleted record and what is not known."""
    try:
        root = xmltext.element(raw, [])
    except DamagedRecord:
        return ""
    within = next((child for each in root if name(each) == "metadata" for child in each if isinstance(child.tag, str)), root)
    kind = _find(_described(within))
    return kind.format if kind else ""


def _described(element: etree._Element) -> etree._Element:
    """The metadata itself: of METS the first description of a known format."""
    if name(element) != "mets":
        return element
    inner = (each for each in element.iterfind("{*}dmdSec/{*}mdWrap/{*}xmlData/*") if isinstance(each.tag, str))
    return next((each for each in inner if _find(each)), element)


def _find(element: etree._Element) -> Kind | None:
    namespace = etree.QName(element).namespace or ""
    if found := KINDS.get(namespace):
        return found
    if any(etree.QName(each).namespace in _SCHEMAS for each in element if isinstance(each.tag, str)):
        return KINDS[DC]
    if name(element).lower() in ("lom", "dc"):
        return KINDS["http://ltsc.ieee.org/xsd/LOM" if name(element).lower() == "lom" else DC]
    return None


def _kind(element: etree._Element) -> Kind:
    if kind := _find(element):
        return kind
    name = etree.QName(element)
    raise DamagedRecord(
        f"metadata <{name.localname}> of the namespace {name.namespace or '(none)'} is not known; Dublin Core, DIM, XOAI, MODS, "
        "METS, LOM, DataCite, DOAJ and MARCXML are"
    )


def _own_identifier(fields: list[Field]) -> str:
    """What a record that stands alone calls itself: the number of a MODS record or the entry of a LOM object."""
    by_tag = {each.tag: each for each in reversed(fields)}
    for tag, code in (("recordInfo", "recordIdentifier"), ("metametadata.identifier", "entry"), ("general.identifier", "entry")):
        for found, value in by_tag[tag].content() if tag in by_tag else ():
            if found == code:
                return value.strip()
    return ""


def name(element: etree._Element) -> str:
    """The element's name without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def content(element: etree._Element, above: str = "") -> Iterator[Subfield]:
    """All that is in an element, as paths and texts; elements without text and attributes are nothing."""
    for key, value in element.attrib.items():
        code = _ATTRIBUTES.get(str(key)) or ("" if str(key).startswith(_MACHINERY) else etree.QName(str(key)).localname)
        if code and str(value).strip():
            yield f"{above}@{code}", str(value)
    children = [each for each in element if isinstance(each.tag, str)]
    mixed = bool(children) and any(text and text.strip() for text in (element.text, *(each.tail for each in children)))
    text = "".join(map(str, element.itertext())) if mixed else element.text or ""
    if text.strip():
        yield above.rstrip("/"), text.strip()
    seen: dict[str, int] = {}
    for child in () if mixed else children:
        step = name(child)
        seen[step] = number = seen.get(step, 0) + 1
        yield from content(child, f"{above}{step if number == 1 else f'{step}[{number}]'}/")


def field(tag: str, element: etree._Element) -> Iterator[Field]:
    """The element as a field, unless nothing is in it."""
    if said := list(content(element)):
        yield Field(tag, subfields=said)


def _dublin_core(root: etree._Element) -> Iterator[Field]:
    for each in root:
        if isinstance(each.tag, str):
            yield from field(_SCHEMAS.get(etree.QName(each).namespace or DC, "") + name(each), each)


def _dim(root: etree._Element) -> Iterator[Field]:
    for each in root:
        if name(each) != "field":
            continue
        parts = (each.get("mdschema") or "dc", each.get("element"), each.get("qualifier"))
        said = [(code, value) for code, value in content(each) if code not in ("@mdschema", "@element", "@qualifier")]
        if any(code == "" for code, _ in said):
            yield Field(".".join(filter(None, parts)), subfields=said)


def _xoai(root: etree._Element) -> Iterator[Field]:
    for schema in root:
        if schema.get("name") == "bundles":
            yield from _bundles(schema)
        elif schema.get("name") == "others":
            yield from _values(schema, "others")
        else:
            yield from _qualified(schema, schema.get("name") or "")


def _qualified(element: etree._Element, tag: str) -> Iterator[Field]:
    """Values of DSpace: the innermost element is the language of those in it, or "none"."""
    for each in element:
        if name(each) == "element":
            inner = any(name(child) == "element" for child in each)
            yield from _qualified(each, f"{tag}.{each.get('name')}" if inner else tag)
    language = element.get("name") or ""
    said: list[Subfield] = []
    for each in element:
        if name(each) != "field" or not (each.text or "").strip():
            continue
        if each.get("name") == "value":
            if said:
                yield Field(tag, subfields=said)
            said = [] if language in ("none", "*") else [("@lang", language)]
        said.append(("" if each.get("name") == "value" else f"@{each.get('name')}", (each.text or "").strip()))
    if said:
        yield Field(tag, subfields=said)


def _values(element: etree._Element, tag: str) -> Iterator[Field]:
    for each in element:
        if name(each) == "field" and (each.text or "").strip():
            yield Field(f"{tag}.{each.get('name')}", subfields=[("", (each.text or "").strip())])


def _bundles(bundles: etree._Element) -> Iterator[Field]:
    for bundle in bundles:
        title = next((each.text or "" for each in bundle if each.get("name") == "name"), "")
        for bitstream in (each for each in bundle.iter("{*}element") if each.get("name") == "bitstream"):
            said = [(each.get("name") or "", (each.text or "").strip()) for each in bitstream if name(each) == "field"]
            yield Field("file", subfields=[("bundle", title), *(pair for pair in said if pair[1])])


def _mods(root: etree._Element) -> Iterator[Field]:
    for each in root:
        if isinstance(each.tag, str):
            yield from field(name(each), each)


def _mets(root: etree._Element) -> Iterator[Field]:
    """The first description whose format is known, and the files; the rest as it is."""
    described = False
    for part in root:
        if name(part) == "dmdSec" and not described:
            within = next(iter(part.iterfind("{*}mdWrap/{*}xmlData/*")), None)
            kind = _find(within) if within is not None else None
            if kind and within is not None:
                described = True
                yield from kind.read(within)
        elif name(part) == "fileSec":
            yield from (each for group in part.iter("{*}fileGrp") for each in _files(group))
        elif isinstance(part.tag, str):
            yield from field(name(part), part)


_METS_FILE = {
    "@MIMETYPE": "format",
    "@SIZE": "size",
    "@CHECKSUM": "checksum",
    "@CHECKSUMTYPE": "checksumAlgorithm",
    "FLocat/@href": "url",
}


def _files(group: etree._Element) -> Iterator[Field]:
    for each in group.iterfind("{*}file"):
        said = [(_METS_FILE.get(code, code), value) for code, value in content(each)]
        yield Field("file", subfields=[("bundle", group.get("USE") or ""), *said])


_WHOLE = ("relation", "annotation", "classification")
"""Categories of LOM whose elements belong together: each is one field."""


def _lom(root: etree._Element) -> Iterator[Field]:
    """Fields are the elements of each category; ``langstring`` and ``language`` of older bindings read as today's."""
    for category in root:
        if not isinstance(category.tag, str):
            continue
        for each in category if len(category) and name(category).lower() not in _WHOLE else [category]:
            for attribute in each.iter("{*}string", "{*}langstring"):
                attribute.tag = "string"
                if language := attribute.attrib.pop("language", None):
                    attribute.set("{http://www.w3.org/XML/1998/namespace}lang", language)
            if isinstance(each.tag, str):
                tag = name(category).lower()
                yield from field(tag if each is category else f"{tag}.{name(each).lower()}", each)


KINDS: Mapping[str, Kind] = {
    DC: Kind("dublincore", _dublin_core),
    DCTERMS: Kind("dublincore", _dublin_core),
    "http://www.openarchives.org/OAI/2.0/oai_dc/": Kind("dublincore", _dublin_core),
    "http://www.dspace.org/xmlns/dspace/dim": Kind("dublincore", _dim),
    "http://www.lyncode.com/xoai": Kind("dublincore", _xoai),
    **{f"http://datacite.org/schema/kernel-{n}": Kind("dublincore", aggregators.datacite) for n in (2, 3, 4)},
    "http://doaj.org/features/oai_doaj/1.0/": Kind("dublincore", aggregators.doaj),
    "http://www.loc.gov/mods/v3": Kind("mods", _mods),
    "http://www.loc.gov/METS/": Kind("mods", _mets),
    "http://ltsc.ieee.org/xsd/LOM": Kind("lom", _lom),
    "http://www.imsglobal.org/xsd/imsmd_v1p2": Kind("lom", _lom),
    "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": Kind("lom", _lom),
}
"""By the namespace of the outermost element. DIM and XOAI are Dublin Core with DSpace's qualifiers."""

FORMATS = tuple(dict.fromkeys(kind.format for kind in KINDS.values()))
