"""Answers of OAI-PMH repositories: headers, metadata, errors and tokens. Nothing is fetched here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from conversions.errors import DamagedRecord
from conversions.sources import xmltext

_BEGINS = re.compile(rb"<(?:[\w.-]+:)?record(?:\s[^<>]*)?>\s*<(?:[\w.-]+:)?header[\s>/]")
_ENDS = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_TOKEN = re.compile(rb"<(?:[\w.-]+:)?resumptionToken\b[^<>]*>([^<]*)</")

FORMATS = {
    "http://www.loc.gov/MARC21/slim": "marcxml",
    "http://www.dspace.org/xmlns/dspace/dim": "dim",
    "http://www.lyncode.com/xoai": "xoai",
    "http://www.loc.gov/mods/v3": "mods",
    "http://www.loc.gov/METS/": "mets",
    "http://www.openarchives.org/OAI/2.0/oai_dc/": "oai_dc",
    "http://ltsc.ieee.org/xsd/LOM": "lom",
}
"""The metadata formats that are known, by the namespace of their outermost element."""


@dataclass(frozen=True, slots=True)
class Harvested:
    """One record of a repository, or the header that tells of its deletion.

    ``datestamp`` is as given (UTC, to the day or the second). ``format`` is a value of `FORMATS`, else the local name of the
    metadata's outermost element; ``metadata`` is that element as XML in UTF-8, empty for a deleted record or a bare header.
    ``raw`` is the whole record element, with the namespaces it needs; empty for a bare header.
    """

    identifier: str
    datestamp: str
    deleted: bool = False
    sets: tuple[str, ...] = ()
    format: str = ""
    metadata: bytes = b""
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record element that could not be read: its bytes and why."""

    raw: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. ``token`` asks for the next page, "" after the last; ``size`` is the length of the whole list where given.

    ``errors`` are code and message, such as ("noRecordsMatch", ""). ``fault`` says what is wrong with the page as XML.
    ``date`` is the repository's own time of the answer, as given.
    """

    records: tuple[Harvested, ...] = ()
    token: str = ""
    size: int | None = None
    errors: tuple[tuple[str, str], ...] = ()
    refused: tuple[Refused, ...] = ()
    fault: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a repository says of itself. ``deletions``: no, transient or persistent; ``seconds``: datestamps to the second."""

    name: str
    deletions: str
    seconds: bool


def read(answer: bytes) -> Page:
    """Read an answer to ListRecords, GetRecord or ListIdentifiers, or a bare list of records as harvesters keep them.

    Of a damaged answer what is whole is read, and its ``fault`` told.

    Raises DamagedRecord when it is no answer of an OAI-PMH repository at all (a page in HTML, say).
    """
    try:
        root = etree.fromstring(answer, xmltext.PARSER)
    except etree.XMLSyntaxError as error:
        return _damaged(answer, str(error))
    if _name(root) in ("records", "ListRecords"):
        records, refused = _all_harvested(each for each in root if _name(each) == "record")
        return Page(records, refused=refused)
    if _name(root) != "OAI-PMH":
        raise DamagedRecord(f"an answer of OAI-PMH was expected, a document <{_name(root)}> was found")
    records, refused = _all_harvested(_descend(root, ("ListRecords", "GetRecord"), "record"))
    headers = [_header(each) for each in _descend(root, ("ListIdentifiers",), "header")]
    token = next(iter(_descend(root, ("ListRecords", "ListIdentifiers"), "resumptionToken")), None)
    size = token.get("completeListSize", "") if token is not None else ""
    return Page(
        records=(*records, *headers),
        token=_said(token),
        size=int(size) if size.isascii() and size.isdigit() else None,
        errors=tuple((each.get("code") or "", _said(each)) for each in root if _name(each) == "error"),
        refused=refused,
        date=next((_said(each) for each in root if _name(each) == "responseDate"), ""),
    )


def identity(answer: bytes) -> Identity:
    """Read an answer to Identify. Raises DamagedRecord when it is none."""
    said = {_name(each): _said(each) for each in _answered(answer, "Identify")}
    return Identity(said.get("repositoryName", ""), said.get("deletedRecord", "no"), "hh" in said.get("granularity", ""))


def formats(answer: bytes) -> list[tuple[str, str]]:
    """Read an answer to ListMetadataFormats: prefix and namespace of each. Raises DamagedRecord when it is none."""
    found = [{_name(each): _said(each) for each in one} for one in _answered(answer, "ListMetadataFormats")]
    return [(each["metadataPrefix"], each.get("metadataNamespace", "")) for each in found if each.get("metadataPrefix")]


def _answered(answer: bytes, verb: str) -> list[etree._Element]:
    try:
        root = etree.fromstring(answer, xmltext.PARSER)
    except etree.XMLSyntaxError as error:
        raise DamagedRecord(f"an answer of OAI-PMH was expected; what was found is not XML: {error}") from None
    found = next((each for each in root if _name(each) == verb), None)
    if found is None:
        errors = "; ".join(f"{each.get('code')}: {_said(each)}" for each in root if _name(each) == "error")
        raise DamagedRecord(f"an answer to {verb} was expected, {errors or f'a document <{_name(root)}>'} was found")
    return list(found)


def _all_harvested(elements: Iterable[etree._Element]) -> tuple[tuple[Harvested, ...], tuple[Refused, ...]]:
    """The records, and those that have no header."""
    records, refused = [], []
    for each in elements:
        try:
            records.append(_harvested(each))
        except DamagedRecord as error:
            refused.append(Refused(xmltext.serialised(each), error.reason))
    return tuple(records), tuple(refused)


def _damaged(answer: bytes, fault: str) -> Page:
    """What is whole of an answer that is not well-formed."""
    if b"OAI-PMH" not in answer[:4096]:
        raise DamagedRecord(f"an answer of OAI-PMH was expected; what was found is not XML: {fault}")
    records, refused = [], []
    starts = [found.start() for found in _BEGINS.finditer(answer)]
    for start, end in pairwise([*starts, len(answer)]):
        raw = answer[start:end]
        ends = [found.end() for found in _ENDS.finditer(raw)]
        try:
            if not ends:
                raise DamagedRecord("the record is cut off: its end tag is missing")
            raw = raw[: ends[-1]]
            records.append(_harvested(xmltext.element(raw, [])))
        except DamagedRecord as error:
            refused.append(Refused(raw, error.reason))
    token = _TOKEN.search(answer)
    text = token[1].decode("utf-8", "replace").strip() if token else ""
    return Page(tuple(records), text, None, (), tuple(refused), f"the answer is not well-formed XML: {fault}")


def _harvested(record: etree._Element) -> Harvested:
    header = next((each for each in record if _name(each) == "header"), None)
    metadata = next((each for each in record if _name(each) == "metadata"), None)
    if header is None:
        raise DamagedRecord("the record has no header, so nothing tells which it is")
    told = replace(_header(header), raw=xmltext.serialised(record))
    content = next((each for each in metadata if isinstance(each.tag, str)), None) if metadata is not None else None
    if content is None or told.deleted:
        return told
    name = etree.QName(content)
    format = FORMATS.get(name.namespace or "", name.localname)
    return replace(told, format=format, metadata=xmltext.serialised(content))


def _header(header: etree._Element) -> Harvested:
    said = [(_name(each), _said(each)) for each in header]
    return Harvested(
        identifier=" ".join(next((text for name, text in said if name == "identifier"), "").split()),
        datestamp=next((text for name, text in said if name == "datestamp"), ""),
        deleted=header.get("status") == "deleted",
        sets=tuple(text for name, text in said if name == "setSpec"),
    )


def _descend(root: etree._Element, verbs: tuple[str, ...], name: str) -> Iterator[etree._Element]:
    for verb in root:
        if _name(verb) in verbs:
            yield from (each for each in verb if _name(each) == name)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _said(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""
