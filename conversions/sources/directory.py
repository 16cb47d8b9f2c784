"""One ISO 2709 record: leader, directory and fields, repaired where that is safe.

The directory gives each field's tag, length and start. It is checked against the field terminators. Where they disagree the
terminators are believed if the tags can still be told apart without guessing; otherwise the record is refused.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from conversions.errors import DamagedRecord
from conversions.record import Field, Record, Subfield
from conversions.sources import encodings
from conversions.sources.values import Parsed, Profile

_END_OF_FIELD = b"\x1e"
_END_OF_RECORD = b"\x1d"
_LEADER_LENGTH = 24
_ENTRY_LENGTH = 12

_INDICATORS = re.compile(r"[0-9 ] | [0-9 ]")
_STRAY = re.compile(rb"\x1e+")
_ENTRY = re.compile(r"([0-9A-Za-z]{3})([0-9]{4})([0-9]{5})")
_ENTRIES = re.compile(rb"(?:[0-9A-Za-z]{3}[0-9]{9})+\Z")

_Entry = tuple[str, int, int]
"""Tag, length, start; -1 for a number that is none."""


def parse(raw: bytes, profile: Profile) -> Parsed:
    """Read one record. Raises DamagedRecord, saying what is wrong, when its fields cannot be told apart."""
    notes: list[str] = []
    raw = _whole(raw, notes)
    base, entries = _directory(raw, notes)
    pieces = _pieces(raw[base:], entries, notes)
    decoded = encodings.decode(pieces, raw[:_LEADER_LENGTH], profile)
    notes.extend(decoded.notes)
    tags = [entry[0] for entry in entries]
    values = decoded.text.split("\x1e")
    if len(values) != len(tags):
        raise DamagedRecord(f"{len(tags)} fields were expected, {len(values)} are left when it is read as {decoded.encoding}")
    leader = raw[:_LEADER_LENGTH].decode("latin-1")
    read = _bare_field if raw[10:12] == b"00" else _field
    fields = [read(tag, value, notes) for tag, value in zip(tags, values, strict=True)]
    if not any(fields):
        raise DamagedRecord("the record has no field with anything in it")
    return Parsed(Record(leader, fields, source=profile.source), tuple(notes))


def _whole(raw: bytes, notes: list[str]) -> bytes:
    """The record less its terminator; whether its length is as the leader says."""
    if len(raw) < _LEADER_LENGTH + 2:
        raise DamagedRecord(f"{len(raw)} bytes are too few for a record, which has a leader of 24 and at least one field")
    declared = raw[:5]
    if not declared.isdigit():
        if not raw[12:17].isdigit() and raw[10:12] != b"22":
            raise DamagedRecord(f"no record begins here: a leader was expected, {_shown(raw[:24])} was found")
        notes.append(f"the leader has {_shown(declared)} for the record's length, {len(raw)} found")
    elif int(declared) != len(raw):
        notes.append(f"leader length {int(declared)} was wrong, {len(raw)} found")
    if raw.endswith(_END_OF_RECORD):
        return raw[:-1]
    if raw[-2:-1] == _END_OF_FIELD and declared.isdigit() and int(declared) == len(raw):
        notes.append(f"the record ends with {_shown(raw[-1:])} in place of its terminator")
        return raw[:-1]
    if not raw.endswith(_END_OF_FIELD) or (declared.isdigit() and int(declared) > len(raw) + 1):
        declared_length = f", the leader says {int(declared)}" if declared.isdigit() else ""
        raise DamagedRecord(f"the record is cut off: it ends after {len(raw)} bytes without a terminator{declared_length}")
    notes.append("the record's terminator is missing")
    return raw


def _directory(raw: bytes, notes: list[str]) -> tuple[int, list[_Entry]]:
    """The base address of the data and the entries of the directory."""
    base = _base_address(raw, notes)
    directory = raw[_LEADER_LENGTH : base - 1].decode("latin-1")
    if not directory:
        raise DamagedRecord("the directory is empty: the record has no fields")
    entries = [(tag, int(length), int(start)) for tag, length, start in _ENTRY.findall(directory)]
    if len(entries) * _ENTRY_LENGTH != len(directory):
        return base, list(_odd_entries(directory, notes))
    return base, entries


def _odd_entries(directory: str, notes: list[str]) -> Iterator[_Entry]:
    """The entries of a directory in which some are not as they should be."""
    for n in range(0, len(directory), _ENTRY_LENGTH):
        entry = directory[n : n + _ENTRY_LENGTH]
        tag, length, start = entry[:3], entry[3:7], entry[7:]
        if not _ENTRY.fullmatch(entry):
            notes.append(f"directory entry {entry!r} is not three letters or digits and nine digits")
        yield tag, _number(length), _number(start)


def _base_address(raw: bytes, notes: list[str]) -> int:
    """Where the fields begin: as the leader says, or after the terminator that ends the directory."""
    digits = raw[12:17]
    base = int(digits) if digits.isdigit() else -1
    found = raw.find(_END_OF_FIELD, _LEADER_LENGTH) + 1
    if base == found > 0 and (base - 1) % _ENTRY_LENGTH == 0:
        return base
    if found and (found - 1) % _ENTRY_LENGTH == 0:
        notes.append(f"base address {_shown(digits)} was wrong, {found} found")
        return found
    tiles = _LEADER_LENGTH < base <= len(raw) and (base - 1) % _ENTRY_LENGTH == 0
    if tiles and _ENTRIES.match(raw[_LEADER_LENGTH : base - 1]):
        notes.append(f"the directory ends with {_shown(raw[base - 1 : base])} in place of its terminator")
        return base
    raise DamagedRecord(
        f"the directory cannot be read: entries of 12 bytes up to base address {_shown(digits)} were expected, "
        + (f"its terminator stands at {found - 1}" if found else "it has no terminator")
    )


def _pieces(body: bytes, entries: list[_Entry], notes: list[str]) -> bytes:
    """The fields in the order of the directory, joined by terminators: as they stand when the directory is right."""
    if not body.endswith(_END_OF_FIELD):
        notes.append("the last field has no terminator")
    else:
        body = body[:-1]
    pieces = body.split(_END_OF_FIELD)
    ends = list(accumulate([len(piece) + 1 for piece in pieces]))
    if [length + start for _, length, start in entries] == ends and entries[0][2] == 0:
        return body
    return _END_OF_FIELD.join(_repaired(body, pieces, entries, notes))


def _repaired(body: bytes, pieces: list[bytes], entries: list[_Entry], notes: list[str]) -> list[bytes]:
    """The pieces in the order of the directory, when it and the terminators disagree about where they are."""
    exact = _by_directory(body, entries)
    if exact is not None:
        return exact
    starts = [start for _, _, start in entries]
    if len(pieces) == len(entries):
        order = sorted(range(len(entries)), key=starts.__getitem__) if len(set(starts)) == len(starts) else range(len(entries))
        placed = dict(zip(order, pieces, strict=True))
        result = [placed[n] for n in range(len(entries))]
        if _tags_agree(result, entries) or b"\x1f" not in body:
            notes.append("the directory's lengths or starts were wrong: fields told apart by their terminators")
            return result
    return _by_starts(body, entries, notes)


def _by_directory(body: bytes, entries: list[_Entry]) -> list[bytes] | None:
    """The fields where the directory says, if every one ends with a terminator and together they are the whole body."""
    whole = body + _END_OF_FIELD
    covered = sorted((start, start + length) for _, length, start in entries)
    if covered[0][0] != 0 or covered[-1][1] != len(whole) or any(a[1] != b[0] for a, b in pairwise(covered)):
        return None
    result = [whole[start : start + length - 1] for _, length, start in entries]
    if any(whole[end - 1 : end] != _END_OF_FIELD for _, end in covered) or any(_END_OF_FIELD in piece for piece in result):
        return None
    return result


def _by_starts(body: bytes, entries: list[_Entry], notes: list[str]) -> list[bytes]:
    """The fields from each start to the next, when all starts are right and a field has stray terminators within."""
    starts = sorted({start for _, _, start in entries})
    anchored = all(start == 0 or body[start - 1 : start] == _END_OF_FIELD for start in starts)
    if not anchored or starts[0] != 0 or len(starts) != len(entries) or starts[-1] >= len(body):
        found = body.count(_END_OF_FIELD) + 1
        raise DamagedRecord(
            f"the directory has {len(entries)} fields, the record {found}, and they cannot be told apart: export the record again"
        )
    ends = dict(zip(starts, [*[start - 1 for start in starts[1:]], len(body)], strict=True))
    notes.append("field terminators inside fields were taken for blanks")
    return [_STRAY.sub(_blank, body[start : ends[start]]) for _, _, start in entries]


def _blank(stray: re.Match[bytes]) -> bytes:
    """What a stray terminator becomes: nothing beside a subfield mark or at an end, else a blank."""
    before, after = stray.string[stray.start() - 1 : stray.start()], stray.string[stray.end() : stray.end() + 1]
    return b" " if before not in (b"", b"\x1f") and after not in (b"", b"\x1f") else b""


def _tags_agree(pieces: list[bytes], entries: list[_Entry]) -> bool:
    """Whether control fields have no subfields and the others have them, as far as their tags tell."""
    for piece, (tag, _, _) in zip(pieces, entries, strict=True):
        if piece and tag.isdigit() and (b"\x1f" in piece) == tag.startswith("00"):
            return False
    return True


def _field(tag: str, text: str, notes: list[str]) -> Field:
    """The field that stands in the record as ``text``: indicators and subfields, or the text of a control field."""
    head, *parts = text.split("\x1f")
    if not parts:
        return _plain_field(tag, text, notes)
    if tag < "010" or len(head) != 2:
        return _odd_field(tag, head, parts, notes)
    return Field(tag, head[0], head[1], [(part[0], part[1:]) for part in parts if part])


def _odd_field(tag: str, head: str, parts: list[str], notes: list[str]) -> Field:
    """A control field with subfield marks in it, or a field without its two indicators."""
    if tag[:2] == "00" and tag.isdigit():
        notes.append(f"control field {tag} has subfield marks: taken for blanks")
        return Field(tag, data=" ".join([head, *parts]).strip())
    if len(head) != 2:
        notes.append(f"field {tag} has {head!r} for its two indicators")
    subfields: list[Subfield] = [("a", head[2:])] if head[2:].strip() else []
    head = head.ljust(2)
    return Field(tag, head[0], head[1], [*subfields, *((part[0], part[1:]) for part in parts if part)])


def _bare_field(tag: str, text: str, notes: list[str]) -> Field:
    """A field of a record whose leader says that fields have neither indicators nor subfields."""
    return _field(tag, text, notes) if "\x1f" in text else Field(tag, data=text)


def _plain_field(tag: str, text: str, notes: list[str]) -> Field:
    """A field without subfields: a control field, or one that lost its subfield mark."""
    if not tag.isdigit() or tag[:2] == "00":
        return Field(tag, data=text)
    ind1, ind2, rest = (text[0], text[1], text[2:]) if _INDICATORS.match(text) else (" ", " ", text)
    if not rest.strip():
        return Field(tag)
    notes.append(f"field {tag} has no subfield: its text is taken for $a")
    return Field(tag, ind1, ind2, [("a", rest)])


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() else -1


def _shown(found: bytes) -> str:
    """Bytes as a person can read them."""
    return repr(found.decode("latin-1"))
