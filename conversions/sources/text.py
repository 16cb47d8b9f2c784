"""Records as lines of text: MARC breaker (mrk), Aleph sequential, and the text export of IRBIS.

A record is a group of lines; what does not belong to one is handed on as a record too, to be refused with its bytes.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import BinaryIO

from conversions.errors import DamagedRecord
from conversions.record import Field, Record, Subfield
from conversions.sources import encodings, marc8
from conversions.sources.values import Parsed, Profile, Received

LONGEST_LINE = 1 << 20
LONGEST = 1 << 24

_BREAKER_LINE = re.compile(r"=(LDR|[0-9A-Z]{3})(?:  ?|\t|$)(.*)", re.S)
_ALEPH_LINE = re.compile(r"(\d{9}) ([0-9A-Z]{3})(.)(.) (.) ?(.*)", re.S)
_IRBIS_LINE = re.compile(r"#(\d{1,4})(?:/\d+:_|: ?)(.*)", re.S)
_IRBIS_END = b"*****"
_BOM = b"\xef\xbb\xbf"

_MNEMONIC = re.compile(r"(?:\{[A-Za-z]{2,10}\})+.?", re.S)
_ONE_MNEMONIC = re.compile(r"\{([A-Za-z]{2,10})\}")
_ASCII_MNEMONICS = {"dollar": "$", "lcub": "{", "rcub": "}", "bsol": "\\", "verbar": "|"}
_MARC8_MNEMONICS = {
    name: byte
    for first, names in (
        (0xA1, "Lstrok Ostrok Dstrok THORN AElig OElig softsign middot flat reg plusmn Ohorn Uhorn mlrhring"),
        (0xB0, "mllhring lstrok ostrok dstrok thorn aelig oelig hardsign inodot pound eth"),
        (0xBC, "ohorn uhorn"),
        (0xC0, "deg scriptl phono copy sharp iquest iexcl"),
        (0xE0, "hooka grave acute circ tilde macr breve dot uml caron ring llig rlig rcommaa dblac candra"),
        (0xF0, "cedil ogon dotb dbldotb ringb dblunder under commab rcedil breveb ldbltil rdbltil"),
        (0xFE, "commaa"),
    )
    for byte, name in enumerate(names.split(), first)
}
"""MARCMaker's names for characters of MARC-8."""

_IRBIS_LEADERS = {"NJ": "     nas  22     450 ", "J": "     nas  22     450 ", "AS": "     naa  22     450 "}
_IRBIS_LEADER = "     nam  22     450 "


def _grouped(stream: BinaryIO, begins: Callable[[bytes, bytes], bool]) -> Iterator[Received]:
    """Lines, up to where a new record begins, told from the line before and the line itself; blank lines belong to none."""
    lines: list[bytes] = []
    before, size, start, offset, position = b"", 0, 0, 0, 0
    for line in iter(lambda: stream.readline(LONGEST_LINE), b""):
        if lines and (begins(before, line) or size > LONGEST):
            position += 1
            yield Received(b"".join(lines), position, start)
            lines, size = [], 0
        before = line
        if lines or line.strip(b"\r\n\t \x1a\xef\xbb\xbf"):
            start = start if lines else offset
            lines.append(line)
            size += len(line)
        offset += len(line)
    if lines:
        yield Received(b"".join(lines), position + 1, start)


def split_breaker(stream: BinaryIO) -> Iterator[Received]:
    """Cut a file of MARC breaker lines at blank lines and leaders."""
    return _grouped(stream, lambda before, line: not before.strip() or line.removeprefix(_BOM).startswith((b"=LDR", b"=000")))


def split_aleph(stream: BinaryIO) -> Iterator[Received]:
    """Cut a file in Aleph sequential where the system number changes."""
    return _grouped(stream, lambda before, line: line[:9] != before.removeprefix(_BOM)[:9] and line[:9].isdigit())


def split_irbis(stream: BinaryIO) -> Iterator[Received]:
    """Cut a text export of IRBIS after the lines of asterisks."""
    return _grouped(stream, lambda before, _: before.startswith(_IRBIS_END))


def parse_breaker(raw: bytes, profile: Profile) -> Parsed:
    """Read a record in MARC breaker. Raises DamagedRecord."""
    text, notes = _text(raw, profile)
    leader, fields = "", []
    for found in _lines(text, _BREAKER_LINE, "=TAG, two blanks and the field", notes):
        tag, value = found[1], _characters(found[2])
        if tag in ("LDR", "000"):
            leader = value.replace("\\", " ")
        elif "$" not in found[2] and (tag < "010" or not tag.isdigit()):
            fields.append(Field(tag, data=_characters(found[2].replace("\\", " "))))
        else:
            head, *parts = found[2].split("$")
            head = head.replace("\\", " ").ljust(2)
            fields.append(Field(tag, head[0], head[1], [(part[0], _characters(part[1:])) for part in parts if part]))
    return _parsed(leader, fields, notes, profile)


def parse_aleph(raw: bytes, profile: Profile) -> Parsed:
    """Read a record in Aleph sequential. Raises DamagedRecord."""
    text, notes = _text(raw, profile)
    leader, number, fields = "", "", []
    for found in _lines(text, _ALEPH_LINE, "a number of nine digits, tag, indicators and the field", notes):
        number = number or found[1]
        tag, ind1, ind2, value = found[2], found[3], found[4], found[6]
        if tag == "LDR":
            leader = value.replace("^", " ")
        elif value.startswith("$$"):
            fields.append(Field(tag, ind1, ind2, [(part[0], part[1:]) for part in value.split("$$") if part]))
        else:
            fields.append(Field(tag, data=value.replace("^", " ")))
    if leader.startswith("-----"):
        notes.append("hyphens in the leader and in fields 006 to 008 were taken for blanks")
        leader = leader.replace("-", " ")
        fields = [Field(f.tag, data=f.data.replace("-", " ")) if f.tag in ("006", "007", "008") else f for f in fields]
    return _parsed(leader, fields, notes, profile, number if not any(field.tag == "001" for field in fields) else None)


def parse_irbis(raw: bytes, profile: Profile) -> Parsed:
    """Read a record of a text export of IRBIS. Raises DamagedRecord."""
    text, notes = _text(raw, profile)
    text = "\n".join(line for line in text.splitlines() if not line.startswith(_IRBIS_END.decode()))
    fields = []
    for found in _lines(text, _IRBIS_LINE, "#TAG: and the field", notes):
        head, *parts = found[2].split("^")
        tag = found[1].zfill(3)
        subfields: list[Subfield] = [("a", head)] if head else []
        subfields += [(part[0].lower(), part[1:]) for part in parts if part]
        fields.append(Field(tag, data=head) if tag < "010" and not parts else Field(tag, " ", " ", subfields))
    kind = next((field["a"] for field in fields if field.tag == "920"), "")
    leader = _IRBIS_LEADERS.get(kind[:2]) or _IRBIS_LEADERS.get(kind[:1]) or _IRBIS_LEADER
    return _parsed(leader, fields, notes, profile, next((field["a"] for field in fields if field.tag == "903"), None))


def _text(raw: bytes, profile: Profile) -> tuple[str, list[str]]:
    """The lines of a record as text."""
    decoded = encodings.decode(raw.removeprefix(_BOM), b"", profile)
    return decoded.text.rstrip("\r\n"), list(decoded.notes)


def _lines(text: str, form: re.Pattern[str], expected: str, notes: list[str]) -> Iterator[re.Match[str]]:
    """The lines of this form, each with the lines that go on with it, which are not of the form."""
    starts = [found.start() for found in re.finditer(r"^", text, re.M) if form.match(text, found.start())]
    if not starts:
        raise DamagedRecord(f"no line has {expected}: {text[:60]!r} was found")
    if starts[0] > 0:
        notes.append(f"lines before the first field were left out: {text[: starts[0]].strip()[:80]!r}")
    for start, end in pairwise([*starts, len(text)]):
        line = " ".join(text[start:end].rstrip("\r\n").splitlines())
        if found := form.match(line):
            yield found


def _characters(text: str) -> str:
    """With MARCMaker's names for characters replaced by what they name; other braces stay.

    >>> _characters("Caf{acute}e, 5 {dollar}")
    'Café, 5 $'
    """
    return _MNEMONIC.sub(_named, text) if "{" in text else text


def _named(found: re.Match[str]) -> str:
    names = _ONE_MNEMONIC.findall(found[0])
    rest = found[0][found[0].rindex("}") + 1 :]
    marks = [_MARC8_MNEMONICS[name] for name in names if name in _MARC8_MNEMONICS]
    if not marks or len(marks) < len(names):
        return _ONE_MNEMONIC.sub(lambda one: _ASCII_MNEMONICS.get(one[1]) or _one_named(one), found[0])
    if not rest.isascii():
        return marc8.decode(bytes(marks))[0] + rest
    return marc8.decode(bytes(marks) + rest.encode("ascii"))[0]


def _one_named(found: re.Match[str]) -> str:
    byte = _MARC8_MNEMONICS.get(found[1])
    return marc8.decode(bytes([byte]))[0] if byte else found[0]


def _parsed(leader: str, fields: list[Field], notes: list[str], profile: Profile, number: str | None = None) -> Parsed:
    if not any(fields):
        raise DamagedRecord("the record has no field with anything in it")
    if not leader.strip():
        notes.append("the record has no leader")
    record = Record(leader.ljust(24)[:24], fields, id=number or None, source=profile.source)
    return Parsed(record, tuple(notes))
