"""A stream of XML cut into its records, without a parser: a fault costs one record only, and memory does not grow.

A record is a ``record`` element with a header (OAI-PMH), what is in the ``recordData`` of an SRU answer, or, where there is
neither, the outermost element or each element of a collection. Namespaces that were declared further out are written into its
start tag, so that it can stand alone.
"""

import re
from collections.abc import Iterator

from conversions.sources.values import Received

LONGEST = 1 << 24
"""Bytes of one record; a longer one is handed on as far as it was read, to be refused."""

_GAP = rb"(?:\s|<!--.*?-->)*"
_HARVESTED = re.compile(rb"<(?:[\w.-]+:)?record(?:\s[^<>]*)?>" + _GAP + rb"<(?:[\w.-]+:)?header[\s>/]", re.S)
_TAG = re.compile(rb"<((?:[\w.-]+:)?([\w.-]+))(?=[\s>/])[^<>]*>", re.S)
_PACKED = re.compile(rb"<(?:[\w.-]+:)?recordData(?:\s[^<>]*)?>\s*<(?:[\w.-]+:)?([\w.-]+)")
_ANSWER = re.compile(rb"<(?:[\w.-]+:)?OAI-PMH[\s>]")
_NAMESPACE = re.compile(rb"""\sxmlns(?::([\w.-]+))?\s*=\s*(?:"[^"<>]*"|'[^'<>]*')""")
_COLLECTIONS = frozenset({b"records", b"ListRecords", b"collection", b"modsCollection", b"OAI-PMH", b"GetRecord"})
_PROLOG = 1 << 16


def cut(chunks: Iterator[bytes]) -> Iterator[Received]:
    """The records of a stream in UTF-8, with their places in it."""
    data = b""
    for chunk in chunks:
        data += chunk
        if len(data) > _PROLOG:
            break
    begins, name = _unit(data)
    if begins is None:
        return
    ends = re.compile(rb"</(?:[\w.-]+:)?" + re.escape(name) + rb"\s*>")
    first = begins.search(data)
    declared = _declarations(data[: first.start()]) if first else {}
    for position, (raw, offset) in enumerate(_pieces(data, chunks, begins), 1):
        last = max((found.end() for found in ends.finditer(raw)), default=0)
        empty = _TAG.match(raw)
        if not last and empty and empty[0].endswith(b"/>"):
            last = empty.end()
        yield Received(_alone(raw[: last or len(raw)], declared), position, offset)


def _unit(head: bytes) -> tuple[re.Pattern[bytes] | None, bytes]:
    """How a record begins, and the name of its element."""
    if _HARVESTED.search(head):
        return _HARVESTED, b"record"
    if _ANSWER.search(head):
        return None, b""
    if packed := _PACKED.search(head):
        return re.compile(rb"<(?:[\w.-]+:)?" + re.escape(packed[1]) + rb"(?=[\s>/])"), packed[1]
    tags = _TAG.finditer(head)
    found = next((tag for tag in tags if tag[2] not in _COLLECTIONS), None)
    if found is None:
        return None, b""
    return re.compile(rb"<(?:[\w.-]+:)?" + re.escape(found[2]) + rb"(?=[\s>/])"), found[2]


def _pieces(data: bytes, chunks: Iterator[bytes], begins: re.Pattern[bytes]) -> Iterator[tuple[bytes, int]]:
    """What stands from the beginning of each record to that of the next."""
    offset, start, at = 0, -1, 0
    more = True
    while more or data:
        found = begins.search(data, at)
        if found:
            if start >= 0:
                yield data[start : found.start()], offset + start
            start, at = found.start(), found.end()
            continue
        if start >= 0 and len(data) - start > LONGEST:
            yield data[start:], offset + start
            start, at = -1, len(data)
        kept = start if start >= 0 else max(0, len(data) - _PROLOG)
        chunk = next(chunks, b"")
        if not chunk:
            if start >= 0:
                yield data[start:], offset + start
            return
        at = max(at, len(data) - _PROLOG) - kept
        offset, start, data = offset + kept, (0 if start >= 0 else -1), data[kept:] + chunk
        at = max(at, 1 if start == 0 else 0)


def _declarations(prolog: bytes) -> dict[bytes, bytes]:
    """The namespace declarations before the first record, the innermost of each prefix."""
    return {found[1] or b"": found[0].strip() for found in _NAMESPACE.finditer(prolog)}


def _alone(raw: bytes, declared: dict[bytes, bytes]) -> bytes:
    tag = _TAG.match(raw)
    if not tag:
        return raw
    own = {found[1] or b"" for found in _NAMESPACE.finditer(tag[0])}
    missing = b"".join(b" " + said for prefix, said in declared.items() if prefix not in own)
    return raw[: tag.end(1)] + missing + raw[tag.end(1) :]
