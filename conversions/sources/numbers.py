"""The number of a record that cannot be read: what its bytes still show, so that a person finds it in the library's system."""

import re
from collections.abc import Mapping

_LONGEST = 200
_LOOKED_AT = 1 << 16

_ELEMENT = rb"""<(?:[\w.-]+:)?controlfield(?=\s)[^<>]*?\stag\s*=\s*["']001["'][^<>]*>([^<]*)"""
_SHOWN: Mapping[str, re.Pattern[bytes]] = {
    "marcxml": re.compile(_ELEMENT),
    "metadata": re.compile(rb"<(?:[\w.-]+:)?identifier(?:\s[^<>]*)?>([^<]*)<"),
    "marcjson": re.compile(rb'"001"\s*[:,]\s*"([^"\\]*)"'),
    "jsonld": re.compile(rb'"(?:@id|id)"\s*:\s*"([^"\\]*)"'),
    "mrk": re.compile(rb"^=001 {0,2}([^\r\n]*)", re.M),
    "aleph": re.compile(rb"\A(\d{9}) "),
    "irbis": re.compile(rb"^#903(?:/\d+:_|: ?)(?:\^[Aa])?([^\r\n^]*)", re.M),
}
_DIRECTORY = re.compile(rb"001([0-9]{4})([0-9]{5})")


def control_number(raw: bytes, container: str) -> str:
    """The control number or identifier that a damaged record shows, without certainty; "" if it shows none.

    >>> control_number(b"=LDR  \\n=001  k7\\n", "mrk")
    'k7'
    """
    head = raw[:_LOOKED_AT]
    found = _in_iso2709(head) if container == "iso2709" else _SHOWN[container].search(head)
    text = (found if isinstance(found, bytes) else found[1] if found else b"").decode("utf-8", "replace")
    return " ".join("".join(char if char.isprintable() else " " for char in text[:_LONGEST]).split())


def _in_iso2709(raw: bytes) -> bytes:
    """The field that stands where the directory says that 001 is, or else the first one, if no mark of a subfield is in it."""
    end = raw.find(b"\x1e")
    entry = _DIRECTORY.search(raw, 24, end) if end > 24 else None
    if not entry or (entry.start() - 24) % 12:
        return b""
    start = end + 1 + int(entry[2])
    if raw[start - 1 : start] != b"\x1e":
        start = end + 1
    field = raw[start:].partition(b"\x1e")[0]
    return b"" if b"\x1f" in field or len(field) > _LONGEST else field
