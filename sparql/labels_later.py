"""otr:label on an engine that does not know it: asked for as an IRI that stands for the label, which is filled in later.

So labels can be shown on any engine, in whatever part of a query they are made, but not sorted or filtered by.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from ontology.names import OTR
from sparql.guard import Reading, read
from sparql.tokens import Token

Label = Callable[[ox.NamedNode, ox.Literal], ox.Literal | None]

_START = "urn:otrar:label:"
_CHUNK = 1 << 16
_BINDING = re.compile(rb'<binding name="([^"]*)">\s*<uri>urn:otrar:label:([^:<]*):([^<]*)</uri>\s*</binding>')


def with_labels_later(text: str) -> str:
    """The query with each call of otr:label replaced by what makes the IRI that stands for it."""
    while True:
        reading = read(text)
        calls = [token for token, iri in reading.iris if iri == OTR.label]
        # The last one first: nothing is nested in it.
        replaced = _replaced(reading, calls[-1]) if calls else text
        if replaced == text:
            return text
        text = replaced


def _replaced(reading: Reading, name: Token) -> str:
    at = next(n for n, token in enumerate(reading.tokens) if token.start == name.start)
    depth, commas, end = 0, list[Token](), None
    for token in reading.tokens[at + 1 :]:
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if token.text == "," and depth == 1:
            commas.append(token)
        if depth == 0:
            end = token
            break
    if end is None or end.text != ")":
        return reading.text
    opened = reading.tokens[at + 1].start + 1
    thing = reading.text[opened : commas[0].start if commas else end.start]
    languages = reading.text[commas[0].start + 1 : end.start] if commas else '"en"'
    made = f'IRI(CONCAT("{_START}", ENCODE_FOR_URI({languages}), ":", ENCODE_FOR_URI(STR({thing}))))'
    return f"{reading.text[: name.start]}IF(isIRI({thing}), {made}, {thing}){reading.text[end.start + 1 :]}"


def in_triples(triples: Iterable[ox.Triple], label: Label) -> Iterator[ox.Triple]:
    """Triples with labels in them where IRIs stand for them; those of what has none are left out."""
    for each in triples:
        value = each.object
        if isinstance(value, ox.NamedNode) and value.value.startswith(_START):
            languages, _, thing = value.value.removeprefix(_START).partition(":")
            if found := label(ox.NamedNode(unquote(thing)), ox.Literal(unquote(languages))):
                yield ox.Triple(each.subject, each.predicate, found)
        else:
            yield each


def filled_in(response: Any, label: Label) -> io.RawIOBase:
    """An answer in XML, with labels in it where IRIs stand for them; who has none is left unbound."""
    return _Filled(response, label)


class _Filled(io.RawIOBase):
    def __init__(self, response: Any, label: Label) -> None:
        self._response, self._label = response, label
        self._waiting, self._ready = b"", b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            chunk = self._response.read1(_CHUNK)
            self._waiting += chunk
            if not self._waiting:
                return 0
            # What comes after the last whole binding waits for the rest of its own.
            head, end, rest = self._waiting.rpartition(b"</binding>") if chunk else (self._waiting, b"", b"")
            self._ready, self._waiting = _BINDING.sub(self._filled, head + end), rest
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _filled(self, match: re.Match[bytes]) -> bytes:
        languages, thing = (unquote(part.decode()) for part in match.groups()[1:])
        found = self._label(ox.NamedNode(thing), ox.Literal(languages))
        if found is None:
            return b""
        language = f" xml:lang={quoteattr(found.language)}" if found.language else ""
        return f'<binding name="{match[1].decode()}"><literal{language}>{escape(found.value)}</literal></binding>'.encode()
