"""The characters of a record: which encoding its bytes are in, found by evidence, record by record.

The leader (MARC 21) and field 100 $a (UNIMARC, RUSMARC) say what the encoding should be; they only break ties.
"""

import re
import unicodedata
from dataclasses import dataclass

from conversions.record import Field
from conversions.sources import marc8
from conversions.sources.values import Profile

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1d\x7f-\x97\x99-\x9b\x9d-\x9f]")
_MARC8_RUN = re.compile(rb"[^\x1e\x1f]*[\x1b\x80-\xff][^\x1e\x1f]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, what to say of it, and whether it is in NFC already."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    composed: bool = True


def decode(data: bytes, leader: bytes, profile: Profile) -> Decoded:
    """Read the fields of a record, which 0x1E and 0x1F separate."""
    notes: list[str] = []
    if data.isascii() and b"\x1b" not in data:
        text, encoding = data.decode("ascii"), "ascii"
    else:
        text, encoding = _text(data, leader, notes)
    if _CONTROL.search(text):
        text, count = _CONTROL.subn("", text)
        notes.append(f"{count} control characters removed")
    return Decoded(text, encoding, tuple(notes), unicodedata.is_normalized("NFC", text))


def composed(field: Field) -> Field:
    """The field in NFC."""
    subfields = [(code, unicodedata.normalize("NFC", value)) for code, value in field.subfields]
    return Field(field.tag, field.ind1, field.ind2, subfields, data=unicodedata.normalize("NFC", field.data))


def _text(data: bytes, leader: bytes, notes: list[str]) -> tuple[str, str]:
    says_utf8 = leader[9:10] == b"a"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, says_utf8, notes)
    if b"\x1b" in data and data.isascii():
        return _legacy(data, says_utf8, notes)
    if not says_utf8:
        notes.append("read as UTF-8 although the leader does not say so")
    return text, "utf-8"


def _legacy(data: bytes, says_utf8: bool, notes: list[str]) -> tuple[str, str]:
    text, unknown = from_marc8(data)
    if unknown:
        notes.append(f"{unknown} characters unknown in MARC-8 are given as U+FFFD")
    if says_utf8:
        notes.append("read as MARC-8 although the leader says UTF-8")
    return text, "marc-8"


def from_marc8(data: bytes) -> tuple[str, int]:
    """The text of a record's fields in MARC-8, and how many characters are unknown."""
    unknown = at = 0
    written: list[str] = []
    for run in _MARC8_RUN.finditer(data):
        text, count = marc8.decode(run[0])
        unknown += count
        written += [data[at : run.start()].decode("ascii"), text]
        at = run.end()
    return "".join([*written, data[at:].decode("ascii")]), unknown


def best_effort(data: bytes, notes: list[str]) -> tuple[str, str]:
    """Text that should have been UTF-8 and is not."""
    text = data.decode("utf-8", "replace")
    notes.append(f"{text.count(chr(0xFFFD))} characters that cannot be read are given as U+FFFD")
    return text, "UTF-8"
