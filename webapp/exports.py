"""All that a search finds as a file, streamed: citations, the libraries' own records, linked data."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http import HTTPStatus
from itertools import batched
from typing import NamedTuple

import pyoxigraph as ox
from flask import Response, abort
from flask.typing import ResponseReturnValue
from lxml import etree

from conversions.errors import RecordError
from conversions.exports import NAMESPACE, marcxml
from conversions.sources import Profile
from kg import citations, work
from kg.describe import Reader
from kg.entries import Hit
from kg.ledger import Ledger
from kg.rows import Rows
from sparql import formats
from sparql.formats import RdfSyntax
from sparql.prefixes import PREFIXES
from webapp.asking import asked
from webapp.published import published, reader

_BATCH = 100
_WORKS = ("work", "hub")
_PREFIX = "@prefix "
_NOT_IN_COMMENTS = re.compile("--+|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Export(NamedTuple):
    """A file that a search can be had as: its name in addresses, extension, media type and label, and what writes the hits."""

    name: str
    extension: str
    media_type: str
    label: str
    write: Callable[[Reader, Ledger, Iterator[Hit]], Iterator[str]]


def export(name: str) -> ResponseReturnValue:
    """All that is found, in one of `EXPORTS`."""
    chosen = next((each for each in EXPORTS if each.name == name), None)
    if chosen is None:
        abort(HTTPStatus.NOT_FOUND, f"there is no export {name}; there are {', '.join(each.name for each in EXPORTS)}")
    hits = reader().index.every(asked())
    body = (piece.encode() for piece in chosen.write(reader(), published().ledger, hits))
    response = Response(body, content_type=f"{chosen.media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="otrar.{chosen.extension}"'
    return response


def _cited(style: citations.Style, reader: Reader, _: Ledger, hits: Iterator[Hit]) -> Iterator[str]:
    made = citations.Citations(reader)
    return citations.written((each for hit in hits if hit.kind in _WORKS for each in made.of(hit.iri)), style)


def _marcxml(reader: Reader, ledger: Ledger, hits: Iterator[Hit]) -> Iterator[str]:
    """The MARC records of the works found, as their libraries gave them, each once; a comment in place of any other."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'
    seen: set[str] = set()
    for batch in batched((hit for hit in hits if hit.kind in _WORKS), _BATCH):
        wanted: dict[str, list[str]] = {}
        for source, id in _records(reader, batch):
            if f"{source}/{id}" not in seen:
                seen.add(f"{source}/{id}")
                wanted.setdefault(source, []).append(id)
        for source, ids in wanted.items():
            yield from _of_source(ledger, source, ids)
    yield "</collection>\n"


def _records(reader: Reader, works: Iterable[Hit]) -> Iterator[tuple[str, str]]:
    rows = Rows(reader)
    for hit in works:
        for edition in rows.editions(ox.NamedNode(hit.iri)):
            if edition.record:
                yield reader.record_key(edition.record)


def _of_source(ledger: Ledger, source: str, ids: list[str]) -> Iterator[str]:
    for entry in ledger.entries(source=source, ids=ids):
        try:
            record = work.read(entry.raw, Profile(**entry.profile))
            if record.leader:
                yield etree.tostring(marcxml(record), encoding="unicode") + "\n"
            else:
                yield _comment(f"{source} {entry.id}: not a MARC record")
        except RecordError as error:
            yield _comment(f"{source} {entry.id}: {error}")


def _comment(text: str) -> str:
    return f"<!-- {_NOT_IN_COMMENTS.sub(' ', text)} -->\n"


def _triples(syntax: RdfSyntax, reader: Reader, _: Ledger, hits: Iterator[Hit]) -> Iterator[str]:
    """What is said of each thing found; the prefixes stand once, at the beginning."""
    yield "[\n" if syntax is formats.JSON_LD else "".join(f"{_PREFIX}{name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for n, hit in enumerate(hits):
        piece = _serialised(sorted({quad.triple for quad in reader.quads(hit.iri)}, key=str), syntax)
        if syntax is formats.JSON_LD:
            yield (",\n" if n else "") + piece.strip()[1:-1]
        else:
            yield "".join(line for line in piece.splitlines(keepends=True) if not line.startswith(_PREFIX))
    yield "\n]\n" if syntax is formats.JSON_LD else ""


def _serialised(triples: Iterable[ox.Triple], syntax: RdfSyntax) -> str:
    out = io.BytesIO()
    prefixes: dict[str, str] = {**PREFIXES} if syntax is formats.TURTLE else {}
    ox.serialize(triples, out, format=syntax.rdf, prefixes=prefixes)
    return out.getvalue().decode()


EXPORTS = (
    *(Export(s.name, s.extension, s.media_type, s.label, partial(_cited, s)) for s in citations.STYLES),
    Export("marcxml", "xml", "application/marcxml+xml", "MARCXML", _marcxml),
    *(Export(s.name, s.extension, s.media_type, s.label, partial(_triples, s)) for s in (formats.TURTLE, formats.JSON_LD)),
)
"""Every file that a search can be had as."""
