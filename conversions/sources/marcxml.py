"""MARCXML, with or without its namespace, alone, in a collection, or inside SRU and OAI-PMH answers.

The stream is cut at the tags of its record elements, not by an XML parser: a parser gives up at the first fault, and what it
gives back is neither the bytes as received nor the place where they stood. Each record is then parsed by itself (no entities,
no network), so a malformed one costs only itself. Files in another encoding than UTF-8 are cut in UTF-8; the offsets of their
records count those bytes. All others have the exact bytes and offsets of the file.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from lxml import etree

from conversions.errors import DamagedRecord
from conversions.record import Field, Record, Subfield
from conversions.sources import xmltext
from conversions.sources.encodings import cleaned
from conversions.sources.values import Parsed, Profile, Received

CHUNK = 1 << 18
LONGEST_TAG = 1 << 16
LONGEST = 1 << 24
"""Bytes of one record element; a longer one is handed on in pieces, to be refused."""

_MARKUP = re.compile(rb"<!--|<!\[CDATA\[|<(/?)(?:[\w.-]+:)?record(?=[\s>/])[^<>]*?(/?)>", re.S)
_CONTENT = re.compile(rb"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)[\s>/]")
_DECLARED = re.compile(rb"<\?xml[^>]*\sencoding\s*=\s*[\"']([\w.-]+)")
_DELETED = re.compile(rb"<[^<>]*\sstatus\s*=\s*[\"']deleted")
_C1 = re.compile("[\x7f-\x97\x99-\x9b\x9d-\x9f]")
_AS_IT_IS = ("utf8", "utf-8", "utf-8-sig", "ascii", "us-ascii", "utf-16", "utf-16le", "utf-16be", "ucs-2")
"""What needs no recoding; a declaration that says UTF-16, and can be read, was recoded when the file was opened."""

_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}


def split(stream: BinaryIO) -> Iterator[Received]:
    """Cut a stream into record elements: those that hold fields, or nothing at all. Never raises for what is in it."""
    for position, (raw, offset) in enumerate(_elements(in_utf8(stream)), 1):
        yield Received(raw, position, offset)


def in_utf8(stream: BinaryIO) -> Iterator[bytes]:
    """The stream's chunks, recoded where the file says it is in another encoding than UTF-8."""
    chunk = stream.read(CHUNK)
    declared = _DECLARED.match(chunk.removeprefix(codecs.BOM_UTF8))
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if chunk.startswith(codecs.BOM_UTF8):
        encoding = "utf-8"
    try:
        decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    except LookupError:
        encoding = "utf-8"
    plain = encoding in _AS_IT_IS
    while chunk:
        yield chunk if plain else decoder.decode(chunk).encode("utf-8", "surrogateescape")
        chunk = stream.read(CHUNK)


class _Scanner:
    """Finds the record tags of a stream in order, outside comments and CDATA; keeps the bytes from ``start`` on."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._at = 0
        self.data = b""
        self.offset = 0
        self.start: int | None = None
        self._endless = dict.fromkeys(_ENDS, -1)

    def tag(self) -> re.Match[bytes] | None:
        """The next record tag; None at the end, or when what was kept has grown too long."""
        while self.start is None or self._at - self.start <= LONGEST:
            found = _MARKUP.search(self.data, self._at)
            if found is None:
                last = self.data.rfind(b"<", self._at)
                self._at = len(self.data) if last < 0 or len(self.data) - last > LONGEST_TAG else last
            elif found[0] not in _ENDS:
                self._at = found.end()
                return found
            else:
                self._at = self._end_of_comment(found)
                if self._at > found.start():
                    continue
            if not self._more():
                return None
        return None

    def _end_of_comment(self, begin: re.Match[bytes]) -> int:
        """Where a comment or CDATA section ends; its start when more must be read; after its mark when it never ends."""
        if self.offset + begin.start() < self._endless[begin[0]]:
            return begin.end()
        end = self.data.find(_ENDS[begin[0]], begin.end())
        if end >= 0:
            return end + 3
        if len(self.data) - begin.start() <= LONGEST and self._more_to_come():
            return begin.start()
        self._endless[begin[0]] = self.offset + len(self.data)
        return begin.end()

    def _more_to_come(self) -> bool:
        chunk = next(self._chunks, b"")
        self._chunks = chain([chunk], self._chunks) if chunk else iter(())
        return bool(chunk)

    def _more(self) -> bool:
        """Read on, forgetting what is no longer needed; False at the end of the stream."""
        chunk = next(self._chunks, b"")
        kept = self._at if self.start is None else self.start
        if chunk:
            self.data = self.data[kept:] + chunk
            self.offset += kept
            self._at -= kept
            self.start = None if self.start is None else 0
        return bool(chunk)


def _elements(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    """Each record element, or what is left of one, and its offset."""
    scan = _Scanner(chunks)
    while True:
        found = scan.tag()
        start = scan.start
        closes, empty = (bool(found[1]), bool(found[2])) if found else (False, False)
        if start is not None:
            end = len(scan.data) if found is None else found.end() if closes else found.start()
            piece = scan.data[start:end]
            if _CONTENT.search(piece) or (closes and not _DELETED.search(piece)) or len(piece) > LONGEST:
                yield piece, scan.offset + start
            scan.start = None
        if found is None and start is None:
            return
        if found and not closes and not empty:
            scan.start = found.start()


def parse(raw: bytes, profile: Profile) -> Parsed:
    """Read one record element. Raises DamagedRecord, saying what is wrong, when it is no MARCXML."""
    notes: list[str] = []
    if len(raw) > LONGEST:
        raise DamagedRecord(f"the record element does not end within {LONGEST} bytes")
    element = _packed(xmltext.element(raw, notes), notes)
    leader = ""
    fields: list[Field] = []
    for child in element:
        name = etree.QName(child).localname
        if name == "leader":
            leader = _text(child, notes)
        elif name in ("controlfield", "datafield"):
            fields.append(_field(child, name, notes))
        else:
            notes.append(f"element {name} is not known in a record: left out{_what_it_says(child)}")
    if not any(fields):
        raise DamagedRecord("the record element holds no controlfield or datafield with anything in it")
    return Parsed(Record(_leader(leader, notes), filter(None, fields), source=profile.source), tuple(notes))


def _packed(element: etree._Element, notes: list[str]) -> etree._Element:
    """The record that an SRU answer holds as text (recordPacking string); the element itself where it holds none."""
    inside = element.findtext("{*}recordData") or ""
    return xmltext.element(inside.strip().encode(), notes) if "<" in inside else element


def _field(element: etree._Element, kind: str, notes: list[str]) -> Field:
    tag = (element.get("tag") or "").strip()
    if not tag:
        notes.append(f"a {kind} without a tag was left out{_what_it_says(element)}")
        return Field("   ")
    if len(tag) < 3:
        notes.append(f"tag {tag!r} was taken for {tag.zfill(3)!r}")
        tag = tag.zfill(3)
    if kind == "controlfield":
        return Field(tag, data=_text(element, notes))
    subfields = [_subfield(child, tag, notes) for child in element]
    ind1, ind2 = ((element.get(name) or " ")[0] for name in ("ind1", "ind2"))
    return Field(tag, ind1, ind2, [pair for pair in subfields if pair[0] != " " or pair[1].strip()])


def _subfield(element: etree._Element, tag: str, notes: list[str]) -> Subfield:
    code = element.get("code") or ""
    if not code:
        notes.append(f"a subfield of {tag} has no code{_what_it_says(element)}")
    return code or " ", _text(element, notes)


def _text(element: etree._Element, notes: list[str]) -> str:
    """The element's text as it is written (composing letters and marks is the graph's matter), its line breaks as blanks."""
    text = element.text or ""
    if len(element):
        notes.append(f"elements within {etree.QName(element).localname} were read as text")
        text = "".join(map(str, element.itertext()))
    if "\n" in text or "\r" in text:
        text = " ".join(filter(None, map(str.strip, text.splitlines())))
    return text if text.isascii() or not _C1.search(text) else cleaned(text, notes)


def _what_it_says(element: etree._Element) -> str:
    text = " ".join("".join(map(str, element.itertext())).split())
    return f": {text[:80]!r}" if text else ""


def _leader(text: str, notes: list[str]) -> str:
    """24 characters."""
    if not text.strip():
        notes.append("the record has no leader")
    elif len(text) != 24:
        notes.append(f"the leader has {len(text)} characters, 24 were expected")
    return text.ljust(24)[:24]
