"""JSON-LD that describes learning resources and publications (LRMI, schema.org, AMB): objects alone, one a line, in an array or
in ``@graph``.

Members become fields as elements of XML do, see `conversions.sources.metadata`: the tag is the member's name (without the
prefix or IRI of its vocabulary), an array gives a field for each value. Texts by language, ``{"de": "Stufe", "en": "Level"}``
or ``{"@value": "Level", "@language": "en"}``, have their language under ``@lang``.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from conversions.errors import DamagedRecord
from conversions.record import Field, Record, Subfield
from conversions.sources.values import Parsed, Profile, Received

CHUNK = 1 << 18
LONGEST = 1 << 24
"""Bytes of one object; a longer one is handed on as far as it was read, to be refused."""

SIGNS = re.compile(rb'"@context"|"@graph"|"(?:https?:)?(?://)?schema(?:\.org/|:)|"learningResourceType"')
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|["{}]', re.S)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BY_LANGUAGE = frozenset({"prefLabel", "altLabel", "name", "description", "keywords", "headline", "title", "abstract"})
_DEEPEST = 30


def split(stream: BinaryIO) -> Iterator[Received]:
    """Cut a stream into its outermost objects, or those in their ``@graph``. Never raises for what is in it."""
    position = 0
    for raw, offset in _objects(stream):
        for each in _members(raw):
            position += 1
            yield Received(each, position, offset)


def _objects(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    data, offset, at, depth, start = b"", 0, 0, 0, -1
    while chunk := stream.read(CHUNK):
        kept = start if start >= 0 else at
        data, offset, at = data[kept:] + chunk, offset + kept, at - kept
        start = 0 if start >= 0 else -1
        for token in _TOKEN.finditer(data, at):
            if token[0] == b'"':
                break
            at = token.end()
            depth = max(0, depth + (token[0] == b"{") - (token[0] == b"}"))
            if token[0] == b"{" and depth == 1:
                start = token.start()
            elif token[0] == b"}" and depth == 0 and start >= 0:
                yield data[start:at], offset + start
                start = -1
        if start >= 0 and len(data) - start > LONGEST:
            yield data[start:], offset + start
            start, depth, at = -1, 0, len(data)
    if start >= 0:
        yield data[start:], offset + start


def _members(raw: bytes) -> Iterator[bytes]:
    """The objects of ``@graph``, each with the context; an object without one as it stands."""
    try:
        found = json.loads(raw) if b'"@graph"' in raw else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("@graph"), list):
        yield raw
        return
    for each in found["@graph"]:
        if isinstance(each, dict):
            yield json.dumps({"@context": found.get("@context"), **each}, ensure_ascii=False).encode()


def parse(raw: bytes, profile: Profile) -> Parsed:
    """Read one object. Raises DamagedRecord, saying what is wrong."""
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DamagedRecord(f"this is not well-formed JSON: {error}") from None
    if not isinstance(found, dict):
        raise DamagedRecord("a JSON object was expected")
    fields = [field for key, value in found.items() if key != "@context" for field in _fields(_name(key), value)]
    if not any(each.tag not in ("id", "type") for each in fields):
        raise DamagedRecord("the object says nothing of a resource: it has no member but its id and type")
    id = next((str(found[key]) for key in ("@id", "id") if isinstance(found.get(key), str)), "")
    return Parsed(Record("", fields, id=id, source=profile.source))


def _fields(tag: str, value: Any) -> Iterator[Field]:
    for each in _each(value):
        for one in _by_language(tag, each):
            if said := list(_content(one, "", 0)):
                yield Field(tag, subfields=said)


def _content(value: Any, above: str, depth: int) -> Iterator[Subfield]:
    """A value as paths and texts."""
    if depth > _DEEPEST:
        raise DamagedRecord(f"objects stand within each other more than {_DEEPEST} deep")
    if isinstance(value, dict):
        if "@value" in value:
            if isinstance(value.get("@language"), str):
                yield f"{above}@lang", value["@language"]
            value = value["@value"]
        else:
            yield from _inner(value, above, depth)
            return
    text = str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
    if text.strip():
        yield above.rstrip("/"), text


def _inner(value: dict[str, Any], above: str, depth: int) -> Iterator[Subfield]:
    for key, inner in value.items():
        step = _name(key)
        ones = [one for each in _each(inner) for one in _by_language(step, each)]
        for number, one in enumerate(ones, 1):
            yield from _content(one, f"{above}{step if number == 1 else f'{step}[{number}]'}/", depth + 1)


def _each(value: Any) -> list[Any]:
    """The values of a member: those of an array, also of ``@list`` and ``@set``, or the one."""
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in ("@list", "@set"):
        value = next(iter(value.values()))
    return [inner for each in value for inner in _each(each)] if isinstance(value, list) else [value]


def _by_language(name: str, value: Any) -> Iterator[Any]:
    if isinstance(value, dict) and name in _BY_LANGUAGE and value and all(map(_LANGUAGE.fullmatch, value)):
        for language, texts in value.items():
            yield from ({"@value": text, "@language": language} for text in _each(texts))
    else:
        yield value


def _name(key: str) -> str:
    """A member's name without the vocabulary: ``schema:name``, ``http://schema.org/name`` and ``@id`` are name and id."""
    return re.split(r"[/#:@]", key)[-1].replace("[", "(") or "member"
