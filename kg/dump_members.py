"""What dumps are made of: gzip files that one after another are a dump, so that only those that changed are written again.

    published/N/dumps/members/record%2Falmaty.all.nq.gz    what a part of the graph says: a library, or a shared graph
    published/N/dumps/members/record%2Falmaty.work.nq.gz   what a library says of one kind of thing, their inner nodes with it
    published/N/dumps/members/counts.json                  how many statements each has

and the same with .ttl.gz.
"""

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import quote

import pyoxigraph as ox

from kg.differences import ENTITIES
from sparql.formats import N_QUADS, N_TRIPLES, TURTLE
from sparql.prefixes import PREFIXES

ALL = "all"
SYNTAXES = (N_QUADS, TURTLE)

_BUFFER = 1 << 20
_FAST = 1  # the level of gzip: four times faster than the usual one, for files a quarter larger
_COUNTS = "counts.json"


class Said(NamedTuple):
    """What a named graph says, as N-Triples, and the part that it belongs to."""

    part: str
    graph: str
    lines: bytes


class Members:
    """The members in a folder of dumps. ``counts``: of each part how many statements it has, in all and by kind of thing."""

    def __init__(self, dumps: Path) -> None:
        self._folder = dumps / "members"
        try:
            self.counts: dict[str, dict[str, int]] = json.loads((self._folder / _COUNTS).read_text("utf-8"))
        except OSError:
            self.counts = {}

    def path(self, part: str, kind: str, extension: str) -> Path:
        """Where a member is."""
        return self._folder / f"{quote(part, safe='')}.{kind}.{extension}.gz"

    def take_over(self, before: Self, parts: Iterable[str]) -> None:
        """Link the members of parts that have not changed, for which this folder is made."""
        self._folder.mkdir(parents=True)
        for part in parts:
            self.counts[part] = before.counts[part]
            for kind in self.counts[part]:
                for syntax in SYNTAXES:
                    os.link(before.path(part, kind, syntax.extension), self.path(part, kind, syntax.extension))

    def write(self, said: Iterable[Said], base: str) -> Iterator[Said]:
        """Write the members of parts anew; yields what is written."""
        with ExitStack() as stack:
            files: dict[tuple[str, str], _Member] = {}

            def add(each: Said, kind: str, lines: bytes) -> None:
                if (each.part, kind) not in files:
                    paths = [self.path(each.part, kind, syntax.extension) for syntax in SYNTAXES]
                    files[each.part, kind] = stack.enter_context(_Member(*paths))
                files[each.part, kind].add(each.graph, lines)

            for each in said:
                add(each, ALL, each.lines)
                if each.graph.startswith(f"{base}record/"):
                    for kind, lines in _by_kind(each.lines, base, each.graph):
                        add(each, kind, lines)
                yield each
        for (part, kind), file in files.items():
            self.counts.setdefault(part, {})[kind] = file.count

    def finish(self) -> None:
        """Note what there is."""
        (self._folder / _COUNTS).write_text(json.dumps(self.counts), "utf-8")


class _Member:
    """A member in both syntaxes; Turtle is written bit by bit, since each bit is made in memory. The same content gives the
    same bytes.
    """

    def __init__(self, quads: Path, turtle: Path) -> None:
        self._files = [path.open("wb") for path in (quads, turtle)]
        self._quads, self._turtle = (gzip.GzipFile("", "wb", _FAST, file, mtime=0) for file in self._files)
        self._buffer: list[bytes] = []
        self._size = self.count = 0

    def add(self, name: str, lines: bytes) -> None:
        """Statements of a named graph, as N-Triples."""
        self._quads.write(lines.replace(b" .\n", f" <{name}> .\n".encode()))
        self.count += lines.count(b"\n")
        self._buffer.append(lines)
        self._size += len(lines)
        if self._size > _BUFFER:
            self._flush()

    def _flush(self) -> None:
        triples = ox.parse(b"".join(self._buffer), format=N_TRIPLES.rdf)
        turtle = ox.serialize((quad.triple for quad in triples), format=TURTLE.rdf, prefixes=dict(PREFIXES))
        self._turtle.write(turtle or b"")
        self._buffer, self._size = [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        for file in (self._quads, self._turtle, *self._files):
            file.close()


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
