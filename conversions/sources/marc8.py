"""MARC-8, the character set of MARC 21 before Unicode: ASCII, ANSEL, and alphabets switched to by escape sequences.

The tables are pymarc's. Its converter is not used because it turns what it does not know into blanks.
"""

import re
import unicodedata

from pymarc.marc8_mapping import CODESETS, ODD_MAP

_ASCII, _ANSEL, _EAST_ASIAN = 0x42, 0x45, 0x31
_PLAIN = re.compile(rb"[ -~]+")
_ESCAPE, _BLANK = 0x1B, 0x20
_LOCKING = frozenset(CODESETS)
_SHORT_ESCAPES = {0x62: 0x62, 0x67: 0x67, 0x70: 0x70, 0x73: _ASCII}
_FUNCTIONS = {0x88: "\x98", 0x89: "\x9c", 0x8D: "\u200d", 0x8E: "\u200c"}
_UNKNOWN = "\ufffd"


def decode(data: bytes) -> tuple[str, int]:
    """The text of one subfield or control field, in NFC, and how many of its characters are unknown (given as U+FFFD).

    >>> decode(b"caf\\xe2e")
    ('café', 0)
    >>> decode(b"\\x1b(NaBWAJ\\x1b(B")
    ('Абвай', 0)
    """
    written: list[str] = []
    marks: list[str] = []
    unknown = at = 0
    g0, g1 = _ASCII, _ANSEL
    while at < len(data):
        byte = data[at]
        if byte == _ESCAPE and (switched := _escape(data, at, g0, g1)):
            g0, g1, at = switched
            continue
        if g0 == _ASCII and (plain := _PLAIN.match(data, at)):
            text, at = plain[0].decode("ascii"), plain.end()
            written += [text[0], *marks, text[1:]]
            marks.clear()
            continue
        width = 3 if g0 == _EAST_ASIAN and 0x20 < byte < 0x7F else 1
        char, combining = _character(data[at : at + width], g0, g1)
        at += width
        unknown += char == _UNKNOWN
        if combining:
            marks.append(char)
            continue
        written.append(char)
        if marks:
            written.extend(marks)
            marks.clear()
    return unicodedata.normalize("NFC", "".join([*written, *marks])), unknown


def _escape(data: bytes, at: int, g0: int, g1: int) -> tuple[int, int, int] | None:
    """The sets after the escape sequence at this place, and where it ends; None when it is none."""
    follow = data[at + 1 : at + 4]
    if follow[:1] and follow[0] in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[follow[0]], g1, at + 2
    if follow[:1] == b"$" and follow[1:2] in (b",", b"-", b")"):
        second, final, end = follow[1:2] != b",", follow[2:3], at + 4
    elif follow[:1] == b"$":
        second, final, end = False, follow[1:2], at + 3
    elif follow[:1] in (b"(", b",", b")", b"-"):
        second, final, end = follow[:1] in (b")", b"-"), follow[1:2], at + 3
        if follow[1:3] == b"!E":
            final, end = b"E", at + 4
    else:
        return None
    if not final or final[0] not in _LOCKING:
        return None
    return (g0, final[0], end) if second else (final[0], g1, end)


def _character(code: bytes, g0: int, g1: int) -> tuple[str, bool]:
    """One character and whether it is a mark that precedes its letter."""
    number = int.from_bytes(code)
    if number <= _BLANK:
        return chr(number), False
    if number in _FUNCTIONS:
        return _FUNCTIONS[number], False
    found = CODESETS[g1 if 0x80 < number < 0x100 else g0].get(number)
    if found:
        return chr(found[0]), bool(found[1])
    odd = ODD_MAP.get(number)
    return (chr(odd) if odd else _UNKNOWN), False
