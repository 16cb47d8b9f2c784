"""Dumps of a publication: all of it, each source, each kind of thing, as N-Quads and as Turtle, compressed with gzip.

    published/N/dumps/otrar.nq.gz          all statements, each with the graph that it stands in
    published/N/dumps/source-NAME.nq.gz    what one library says
    published/N/dumps/shared.nq.gz         the graphs that belong to no library: labels, links, sources
    published/N/dumps/kind-agent.nq.gz     what is said of agents, their inner nodes with them
    published/N/dumps/dumps.json           what each file holds: statements, bytes, SHA-256
    published/N/dumps/SHA256SUMS           for `sha256sum -c`

and the same with .ttl.gz. What has not changed since the publication before is linked, not written again. Memory does not grow.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast
from urllib.parse import quote

import pyoxigraph as ox

from kg.differences import ENTITIES, graph_names, statements
from ontology.names import VOID
from sparql.formats import N_QUADS, N_TRIPLES, TURTLE
from sparql.prefixes import PREFIXES

ALL = "otrar"
SYNTAXES = (N_QUADS, TURTLE)

_BUFFER = 1 << 20
_FAST = 1  # the level of gzip: four times faster than the usual one, for files a quarter larger


@dataclass(frozen=True, slots=True)
class Dump:
    """One file: what it holds (``scope``: all, source, shared or kind; ``of``: which source or kind), and how to check it."""

    file: str
    scope: str
    of: str
    syntax: str
    statements: int
    bytes: int
    sha256: str


def listed(folder: Path) -> list[Dump]:
    """The dumps in a folder; none where it was not written."""
    try:
        return [Dump(**each) for each in json.loads((folder / "dumps.json").read_text("utf-8"))]
    except OSError:
        return []


def write(graph: ox.Store, folder: Path, base: str, sources: Iterable[str], changed: set[str], before: Path | None) -> list[Dump]:
    """Write the dumps of a graph into a new folder.

    ``changed`` names the parts that differ from the dumps in ``before``, as `ChangeLog.append` does.
    """
    folder.mkdir()
    old = {each.file: each for each in listed(before)} if before else {}
    parts: list[Dump] = []
    names = {source: quote(source, safe="") for source in sorted(sources)}
    for source, quoted in names.items():
        kept = _linked(old, before, folder, f"source-{quoted}") if f"record/{quoted}" not in changed else []
        parts += kept or _source(graph, folder / f"source-{quoted}", base, source)
    others = changed - {*ENTITIES, *(f"record/{quoted}" for quoted in names.values())}
    kept = [] if others else _linked(old, before, folder, "shared")
    parts += kept or _shared(graph, folder / "shared", base)
    whole = [_joined(folder, [each for each in parts if each.syntax == syntax.name], syntax.name) for syntax in SYNTAXES]
    unchanged = [kind for kind in ENTITIES if kind not in changed]
    kinds = [dump for kind in unchanged for dump in _linked(old, before, folder, f"kind-{kind}")]
    kinds += _kinds(graph, folder, base, [kind for kind in ENTITIES if kind not in {dump.of for dump in kinds}])
    dumps = [*whole, *parts, *sorted(kinds, key=lambda dump: dump.file)]
    (folder / "dumps.json").write_text(json.dumps([asdict(each) for each in dumps], indent=1), "utf-8")
    (folder / "SHA256SUMS").write_text("".join(f"{each.sha256}  {each.file}\n" for each in dumps), "utf-8")
    return dumps


def _linked(old: dict[str, Dump], before: Path | None, folder: Path, name: str) -> list[Dump]:
    """The files of a part that has not changed, taken over from the publication before; none if it has not all of them."""
    found = [old[file] for file in (f"{name}.{syntax.extension}.gz" for syntax in SYNTAXES) if file in old]
    if before is None or len(found) < len(SYNTAXES):
        return []
    for dump in found:
        os.link(before / dump.file, folder / dump.file)
    return found


class _Compressed:
    """A gzip file that knows its checksum; the same content gives the same bytes."""

    def __init__(self, path: Path) -> None:
        self.path, self.sha256 = path, hashlib.sha256()
        self._file = path.open("wb")
        self._gzip = gzip.GzipFile("", "wb", _FAST, cast(IO[bytes], self), mtime=0)

    def write(self, data: bytes) -> int:
        """What gzip has made."""
        self.sha256.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        """gzip asks for it."""

    def add(self, data: bytes) -> None:
        """What is to be compressed."""
        self._gzip.write(data)

    def close(self) -> None:
        self._gzip.close()
        self._file.close()


class _Part:
    """The files of one part in both syntaxes; Turtle is written bit by bit, since each bit is made in memory."""

    def __init__(self, path: Path, scope: str, of: str) -> None:
        self._path, self._scope, self._of = path, scope, of
        self._quads, self._turtle = (_Compressed(Path(f"{path}.{each.extension}.gz")) for each in SYNTAXES)
        self._turtle.add(_HEADER)
        self._buffer: list[bytes] = []
        self._size = self._count = 0

    def add(self, name: str, lines: bytes) -> None:
        """Statements of a named graph, as N-Triples."""
        self._quads.add(lines.replace(b" .\n", f" <{name}> .\n".encode()))
        self._count += lines.count(b"\n")
        self._buffer.append(lines)
        self._size += len(lines)
        if self._size > _BUFFER:
            self._flush()

    def _flush(self) -> None:
        triples = ox.parse(b"".join(self._buffer), format=N_TRIPLES.rdf)
        turtle = ox.serialize((quad.triple for quad in triples), format=TURTLE.rdf, prefixes=dict(PREFIXES)) or b""
        self._turtle.add(turtle.removeprefix(_HEADER))
        self._buffer, self._size = [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        self._quads.close()
        self._turtle.close()

    def dumps(self) -> list[Dump]:
        """What was written."""
        return [
            _dump(file.path, self._scope, self._of, syntax.name, self._count, file.sha256.hexdigest())
            for file, syntax in zip((self._quads, self._turtle), SYNTAXES, strict=True)
        ]


_HEADER = ox.serialize((), format=TURTLE.rdf, prefixes=dict(PREFIXES)) or b""


def _dump(path: Path, scope: str, of: str, syntax: str, count: int, sha256: str) -> Dump:
    return Dump(path.name, scope, of, syntax, count, path.stat().st_size, sha256)


def _source(graph: ox.Store, path: Path, base: str, source: str) -> list[Dump]:
    of = ox.NamedNode(f"{base}source/{quote(source, safe='')}")
    with _Part(path, "source", source) as part:
        for quad in graph.quads_for_pattern(None, ox.NamedNode(VOID.inDataset), of, None):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name == quad.subject:
                part.add(quad.graph_name.value, statements(graph, quad.graph_name))
    return part.dumps()


def _shared(graph: ox.Store, path: Path, base: str) -> list[Dump]:
    """The graphs that no source's dump holds."""
    with _Part(path, "shared", "") as part:
        for name in graph_names(graph):
            if not _is_record(graph, name, base):
                part.add(name.value, statements(graph, name))
    return part.dumps()


def _is_record(graph: ox.Store, name: ox.NamedNode, base: str) -> bool:
    if not name.value.startswith(f"{base}record/"):
        return False
    return any(True for _ in graph.quads_for_pattern(name, ox.NamedNode(VOID.inDataset), None, name))


def _joined(folder: Path, parts: Sequence[Dump], syntax: str) -> Dump:
    """One file of all parts: gzip files one after another are a gzip file."""
    file = folder / f"{ALL}.{next(each.extension for each in SYNTAXES if each.name == syntax)}.gz"
    sha256 = hashlib.sha256()
    with file.open("wb") as out:
        for part in parts:
            with (folder / part.file).open("rb") as content:
                while data := content.read(_BUFFER):
                    sha256.update(data)
                    out.write(data)
    return _dump(file, "all", "", syntax, sum(part.statements for part in parts), sha256.hexdigest())


def _kinds(graph: ox.Store, folder: Path, base: str, kinds: Sequence[str]) -> list[Dump]:
    """What is said of each kind of thing in all records."""
    if not kinds:
        return []
    with ExitStack() as stack:
        parts = {kind: stack.enter_context(_Part(folder / f"kind-{kind}", "kind", kind)) for kind in kinds}
        for name in graph_names(graph):
            if name.value.startswith(f"{base}record/"):
                for kind, lines in _by_kind(statements(graph, name), base, name.value):
                    if kind in parts:
                        parts[kind].add(name.value, lines)
    return [dump for part in parts.values() for dump in part.dumps()]


def _by_kind(lines: bytes, base: str, record: str) -> Iterator[tuple[str, bytes]]:
    """A record's statements by the kind of thing that they describe; a thing takes the record's inner nodes that it leads to."""
    start, inner = f"<{base}".encode(), f" <{record}#".encode()
    of: dict[bytes, list[bytes]] = {}
    for line in lines.splitlines(keepends=True):
        of.setdefault(line.partition(b" ")[0], []).append(line)
    kinds: dict[str, dict[bytes, None]] = {}
    for subject in of:
        kind = subject.removeprefix(start).partition(b"/")[0].decode()
        if kind in ENTITIES and subject.startswith(start):
            kinds.setdefault(kind, {})[subject] = None
    for kind, subjects in kinds.items():
        waiting = list(subjects)
        while waiting:
            for line in of[waiting.pop()]:
                _, found, rest = line.rpartition(inner)
                subject = inner[1:] + rest.removesuffix(b" .\n")
                if found and subject in of and subject not in subjects:
                    subjects[subject] = None
                    waiting.append(subject)
        yield kind, b"".join(line for subject in subjects for line in of[subject])
