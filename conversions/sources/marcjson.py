"""MARC-in-JSON: objects with ``leader`` and ``fields``, alone, one a line, in an array or inside other objects.

The stream is cut by its braces, so a malformed object costs itself only. The older marc-hash form, whose fields are arrays,
is read too.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from conversions.errors import DamagedRecord
from conversions.record import Field, Record, Subfield
from conversions.sources import encodings
from conversions.sources.values import Parsed, Profile, Received

CHUNK = 1 << 18
_DEEPEST = 50
LONGEST = 1 << 24
"""Bytes of one object; a longer one is handed on as far as it was read, to be refused."""

_TOKEN = re.compile(rb'"(?:[^"\\\r\n]|\\.)*"|["{}]')
_OWN_KEY = re.compile(rb'"(?:leader|fields)"\s*:')


def split(stream: BinaryIO) -> Iterator[Received]:
    """Cut a stream into the objects that have a leader or fields. Never raises for what is in it."""
    for position, (raw, offset) in enumerate(_objects(stream), 1):
        yield Received(raw, position, offset)


def _objects(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """The innermost objects that have a leader or fields themselves, and what an unfinished one leaves."""
    data, offset, at = b"", 0, 0
    open_at: list[int] = []
    while chunk := stream.read(CHUNK):
        kept = open_at[0] if open_at else at
        data, offset, at = data[kept:] + chunk, offset + kept, at - kept
        open_at = [start - kept for start in open_at]
        for token in _TOKEN.finditer(data, at):
            if token[0] == b'"' and b"\n" not in data[token.end() :]:
                break
            at = token.end()
            if token[0] == b"{":
                open_at.append(token.start())
                del open_at[: len(open_at) - _DEEPEST]
            elif token[0] == b"}" and open_at:
                start = open_at.pop()
                if _is_record(data[start:at]):
                    if open_at and _OWN_KEY.search(data, open_at[0], start):
                        yield data[open_at[0] : start], offset + open_at[0]
                    yield data[start:at], offset + start
                    open_at.clear()
        kept = open_at[0] if open_at else at
        if len(data) - kept > LONGEST:
            yield data[kept:], offset + kept
            open_at, at = [], len(data)
    if open_at and _OWN_KEY.search(data, open_at[0]):
        yield data[open_at[0] :], offset + open_at[0]


def _is_record(raw: bytes) -> bool:
    """Whether the object has a leader or fields at its own level, as far as can be told without reading it."""
    found = _OWN_KEY.search(raw)
    return found is not None and raw.count(b"{", 0, found.start()) - raw.count(b"}", 0, found.start()) == 1


def parse(raw: bytes, profile: Profile) -> Parsed:
    """Read one object. Raises DamagedRecord, saying what is wrong, when it is no MARC-in-JSON."""
    notes: list[str] = []
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = encodings.best_effort(raw, notes)
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise DamagedRecord(f"this is not well-formed JSON: {error}") from None
    if not isinstance(found, dict) or not isinstance(found.get("fields"), list):
        raise DamagedRecord("the object has no list of fields")
    fields = [field for each in found["fields"] for field in _fields(each, notes)]
    if not any(fields):
        raise DamagedRecord("the record has no field with anything in it")
    leader = found.get("leader")
    if not isinstance(leader, str) or not leader.strip():
        notes.append("the record has no leader")
        leader = ""
    return Parsed(Record(leader.ljust(24)[:24], fields, source=profile.source), tuple(notes))


def _fields(given: Any, notes: list[str]) -> Iterator[Field]:
    """The field or fields that a member of the list stands for."""
    match given:
        case [str(tag), str(data)]:
            yield Field(tag, data=data)
        case [str(tag), ind1, ind2, [*pairs]]:
            subfields = [(str(pair[0]) or " ", _value(pair[1])) for pair in pairs if isinstance(pair, list) and len(pair) == 2]
            yield Field(tag, _indicator(ind1), _indicator(ind2), subfields)
        case dict():
            for tag, value in given.items():
                yield from _member(tag, value, notes)
        case _:
            notes.append(f"a field of an unknown shape was left out: {json.dumps(given, ensure_ascii=False)[:80]}")


def _member(tag: str, value: Any, notes: list[str]) -> Iterator[Field]:
    match value:
        case str():
            yield Field(tag, data=value)
        case {"subfields": [*subfields]}:
            pairs: list[Subfield] = [
                (code or " ", _value(text)) for each in subfields if isinstance(each, dict) for code, text in each.items()
            ]
            yield Field(tag, _indicator(value.get("ind1")), _indicator(value.get("ind2")), pairs)
        case _:
            notes.append(f"field {tag} has an unknown shape and was left out: {json.dumps(value, ensure_ascii=False)[:80]}")


def _indicator(given: Any) -> str:
    return given[0] if isinstance(given, str) and given else " "


def _value(given: Any) -> str:
    return given if isinstance(given, str) else "" if given is None else str(given)
