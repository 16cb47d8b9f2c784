"""XML from outside, parsed without entities, network or unbounded trees; and mended where that is safe."""

import html
import re

from lxml import etree

from conversions.errors import DamagedRecord
from conversions.sources import encodings

PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
)
_PREFIX = re.compile(rb"[<\s]([A-Za-z_][\w.-]*):[A-Za-z_]")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(\w{1,31};)?")
_REFERENCE = re.compile(rb"&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});")
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def element(raw: bytes, notes: list[str]) -> etree._Element:
    """An element cut out of a document, parsed; mended where that is safe, which the notes say. Raises DamagedRecord."""
    try:
        return etree.fromstring(raw, PARSER)
    except etree.XMLSyntaxError:
        pass
    try:
        return next(etree.fromstring(_mended(raw, notes), PARSER).iterchildren())
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise DamagedRecord(f"the record element is not well-formed XML: {error}") from None


def serialised(content: etree._Element) -> bytes:
    """The element as XML in UTF-8, with the namespaces it needs and no other."""
    etree.cleanup_namespaces(content)
    return etree.tostring(content, encoding="utf-8", xml_declaration=False, with_tail=False)


def _mended(raw: bytes, notes: list[str]) -> bytes:
    """The element within another that declares its prefixes, its text such as XML allows it."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raw = encodings.best_effort(raw, notes).encode("utf-8")
    raw, controls = _NOT_XML.subn(b"", raw)
    if controls:
        notes.append(f"{controls} control characters removed")
    raw, entities = _ENTITY.subn(_entity, raw)
    if entities:
        notes.append(f"{entities} ampersands or entities that XML does not know were taken as written or as in HTML")
    raw = _REFERENCE.sub(lambda found: found[0] if _is_character(found[1]) else _refused_reference(found[0], notes), raw)
    prefixes = {prefix for prefix in _PREFIX.findall(raw) if not prefix.startswith(b"xml")}
    declared = b"".join(b" xmlns:%s='urn:%s'" % (prefix, prefix) for prefix in sorted(prefixes))
    return b"<x" + declared + b">" + raw + b"</x>"


def _entity(found: re.Match[bytes]) -> bytes:
    """An HTML entity as its character, any other ampersand as itself."""
    text = html.unescape(found[0].decode("ascii", "ignore"))
    return html.escape(text, quote=False).encode("utf-8") if found[1] else b"&amp;"


def _is_character(digits: bytes) -> bool:
    number = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000


def _refused_reference(found: bytes, notes: list[str]) -> bytes:
    notes.append(f"{found.decode('ascii')} is no character: removed")
    return b""
