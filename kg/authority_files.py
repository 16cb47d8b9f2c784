"""Dumps of authority files into a store of their RDF: N-Triples, Turtle, RDF/XML, JSON-LD, Wikidata's JSON, MARC records.

Read in pieces: memory does not grow with a file. What cannot be read is told with its place, and the rest is loaded.
"""

import bz2
import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from typing import IO, NamedTuple, cast

import pyoxigraph as ox

from conversions import sources
from conversions.convert import record_id
from conversions.engines import AUTHORITY_FORMATS, convert_record
from conversions.errors import DamagedRecord, RecordError, SourceError
from conversions.naming import Naming
from conversions.record import Record
from conversions.sources import Profile, Received
from conversions.sources.detect import kind
from kg.authority_entities import BLANK
from kg.store import GraphStore
from kg.wikidata import items, triples_of
from ontology.names import SKOS

PIECE = 8 << 20
"""Bytes of N-Triples that are loaded at once."""

BATCH = 2_000
"""MARC records or Wikidata items that are loaded at once."""

_HEAD = 1 << 16
_BLANK = re.compile(rb"(?<![^\s])_:([A-Za-z0-9][A-Za-z0-9_.-]*)")
_AS_IRI = rb"<" + BLANK.encode() + rb"\1>"
_NTRIPLES = re.compile(rb"(?:^|\n)(?:<[^>\s]+>|_:\S+) <[^>\s]+> \S[^\n]* \.\r?\n")
_TURTLE = re.compile(rb"(?:^|\n)\s*(?:@prefix|@base|PREFIX|BASE)\s", re.I)
_EXTENSIONS = {
    ".nt": ox.RdfFormat.N_TRIPLES, ".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD, ".n3": ox.RdfFormat.N3,
}  # fmt: skip

Progress = Callable[[int], None]
"""Told how many more bytes of the file have been dealt with."""


class Refused(NamedTuple):
    """What could not be loaded: the file, its line or the record's position in it (0: the whole file), and why."""

    file: str
    position: int
    reason: str


@dataclass(slots=True)
class LoadSums:
    """What came of loading files: how many records were read, where records are, and what was refused."""

    records: int = 0
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file is loaded: the store, and how records that have no IRI are named in it."""

    store: GraphStore
    naming: Naming
    scheme: str


def load_file(path: Path, target: Target, sums: LoadSums, progress: Progress) -> None:
    """Load one file. Raises SourceError for what is neither RDF nor catalogue records."""
    try:
        with _opened(path) as stream:
            head = stream.peek(_HEAD)[:_HEAD] if hasattr(stream, "peek") else b""
    except OSError as error:
        raise SourceError(str(path), f"it cannot be read: {error.strerror or error}") from error
    if b'"claims"' in head or b'"labels"' in head or head.lstrip(b"[\r\n \t").startswith(b'{"entities"'):
        _load_items(path, target, sums, progress)
    elif syntax := _syntax(path, head):
        _load_rdf(path, syntax, target, sums, progress)
    else:
        _load_records(path, target, sums, progress)


def _opened(path: Path) -> IO[bytes]:
    """The file, unpacked if it is packed; sizes and progress are those of the file on disk."""
    with path.open("rb") as raw:
        magic = raw.read(3)
    if magic[:2] == b"\x1f\x8b":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return cast(IO[bytes], bz2.open(path, "rb")) if magic == b"BZh" else path.open("rb")


def _syntax(path: Path, head: bytes) -> ox.RdfFormat | None:
    """The RDF syntax by what the file begins with, else by its name; None for what is no RDF."""
    if b"<rdf:RDF" in head or (b"<RDF" in head and b"22-rdf-syntax-ns#" in head):
        return ox.RdfFormat.RDF_XML
    if _TURTLE.search(head):
        return ox.RdfFormat.TURTLE
    if _NTRIPLES.search(head):
        return ox.RdfFormat.N_TRIPLES
    if b'"@context"' in head or b'"@graph"' in head:
        return ox.RdfFormat.JSON_LD
    return next((_EXTENSIONS[suffix] for suffix in reversed(path.suffixes) if suffix in _EXTENSIONS), None)


def _load_rdf(path: Path, syntax: ox.RdfFormat, target: Target, sums: LoadSums, progress: Progress) -> None:
    if syntax == ox.RdfFormat.N_TRIPLES:
        _load_lines(path, target, sums, progress)
        return
    with _opened(path) as stream:
        try:
            target.store.load(stream, syntax)
        except (SyntaxError, ValueError, EOFError, OSError) as error:
            reason = f"not valid {syntax.name}: {getattr(error, 'msg', None) or error}; what comes after it is not loaded"
            sums.refused.append(Refused(path.name, getattr(error, "lineno", 0) or 0, reason))
    progress(path.stat().st_size)


def _load_lines(path: Path, target: Target, sums: LoadSums, progress: Progress) -> None:
    """N-Triples, piece by piece; blank nodes become IRIs, so that pieces fit together and loading twice changes nothing."""
    size, first = path.stat().st_size, 1
    with _opened(path) as stream:
        for piece in _pieces(stream):
            text = _BLANK.sub(_AS_IRI, piece) if b"_:" in piece else piece
            _load_piece(text, first, path.name, target, sums)
            first += piece.count(b"\n")
            progress(min(len(piece), size))


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while piece := stream.read(PIECE):
        whole, newline, rest_of = (rest + piece).rpartition(b"\n")
        rest = rest_of if newline else rest + piece
        if newline:
            yield whole + newline
    if rest:
        yield rest + b"\n"


def _load_piece(text: bytes, first: int, file: str, target: Target, sums: LoadSums) -> None:
    """Load lines; when some are no triples, all others, each bad one refused with its number."""
    try:
        target.store.load(text, ox.RdfFormat.N_TRIPLES)
        return
    except SyntaxError:
        lines = text.split(b"\n")
    good: list[bytes] = []
    for number, line in enumerate(lines, first):
        try:
            list(ox.parse(line + b"\n", format=ox.RdfFormat.N_TRIPLES))
            good.append(line)
        except SyntaxError as error:
            sums.refused.append(Refused(file, number, f"not a triple: {error.msg}"))
    target.store.load(b"\n".join(good) + b"\n", ox.RdfFormat.N_TRIPLES)


def _load_items(path: Path, target: Target, sums: LoadSums, progress: Progress) -> None:
    """Wikidata's JSON: one item a line, or the answer of its interface."""
    with _opened(path) as stream:
        for batch in batched(items(stream), BATCH):
            _add(target, (triple for item in batch if item.value for triple in triples_of(item.value)))
            sums.records += sum(item.value is not None for item in batch)
            sums.refused += [Refused(path.name, item.line, "not an item in JSON") for item in batch if item.value is None]
    progress(path.stat().st_size)


def _load_records(path: Path, target: Target, sums: LoadSums, progress: Progress) -> None:
    profile, stream = sources.open_source(path, Profile(source=target.scheme))
    if profile.format not in AUTHORITY_FORMATS:
        raise SourceError(str(path), f"there are no rules for authority records of {profile.format}")
    for batch in batched(stream, BATCH):
        _add(target, (triple for received in batch for triple in _converted(received, path.name, profile, target, sums)))
        progress(sum(len(received.raw) for received in batch))


def _converted(received: Received, file: str, profile: Profile, target: Target, sums: LoadSums) -> Sequence[str]:
    sums.records += 1
    try:
        record = sources.parse(received.raw, profile).record
        if kind(record, profile.format) != "authority":
            raise DamagedRecord("not an authority record (leader/06 or /09)")
        named = Record(record.leader, record.fields, id=record_id(record), source=target.scheme)
        triples = list(convert_record(named, profile.format, target.naming).triples)
        if not any(f" <{SKOS.prefLabel}> " in triple for triple in triples):
            raise DamagedRecord("the record has no heading (MARC 21 1XX, UNIMARC 2XX)")
        return triples
    except RecordError as error:
        sums.refused.append(Refused(file, received.position, error.reason))
        return ()


def _add(target: Target, triples: Iterable[str]) -> None:
    target.store.load("".join(f"{triple} .\n" for triple in triples).encode(), ox.RdfFormat.N_TRIPLES)
