"""Files of records in, RDF out: `otrar convert`. Nothing is kept; memory does not grow with the input."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyoxigraph as ox

from conversions import sources
from conversions.audit import Audit
from conversions.convert import Naming, record_id
from conversions.engines import convert_record
from conversions.errors import RecordError, SourceError
from conversions.record import Record
from conversions.sources import Profile, Received
from kg.processes import Mapping
from sparql.formats import N_QUADS, N_TRIPLES, RdfSyntax
from sparql.prefixes import PREFIXES

Progress = Callable[[int], None]
"""Told how many more bytes of the input have been dealt with."""
Found = Callable[[Path, Profile], object]
"""Told what a file was found to be."""

_OWN = re.compile(r"'[^']*'|\"[^\"]*\"|(?<![\w-])\d+")


class Task(NamedTuple):
    """How the records of one file are converted."""

    file: str
    profile: Profile
    naming: Naming
    engine: str


class Result(NamedTuple):
    """A record's graph and triples, or the reason why there are none."""

    received: Received
    file: str
    id: str
    graph: str
    triples: Sequence[str]
    audit: Audit
    reason: str
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What `--audit` writes: sums of records and subfields, what was lost or left out, repaired or assumed, refused."""

    converted: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    triples: int = 0
    subfields: Counter[str] = field(default_factory=Counter)
    lost: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    ignored: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        """Count one record."""
        if result.reason:
            place = {"file": result.file, "position": result.received.position, "offset": result.received.offset}
            self.refused.append({**place, "id": result.id, "reason": result.reason})
            return
        self.converted += 1
        self.triples += len(result.triples)
        self.subfields.update(converted=result.audit.converted, ignored=len(result.audit.ignored), lost=len(result.audit.lost))
        self.ignored.update(result.audit.ignored)
        self.notes.update(kinds_of(result.notes))
        for lost in result.audit.lost:
            self.lost[lost.tag, lost.code] += 1
            self.examples.setdefault((lost.tag, lost.code), lost.reason or lost.value[:200])

    def as_json(self) -> dict[str, Any]:
        """The report in the form that is written to the file."""
        return {
            "records": {
                "read": self.converted + len(self.refused), "converted": self.converted, "refused": len(self.refused)
            },
            "subfields": {name: self.subfields[name] for name in ("converted", "ignored", "lost")},
            "lost": [
                {"tag": tag, "code": code, "count": n, "example": self.examples[tag, code]}
                for (tag, code), n in self.lost.most_common()
            ],
            "ignored": [
                {"tag": tag, "code": code, "count": n, "reason": reason}
                for (tag, code, reason), n in self.ignored.most_common()
            ],
            "notes": [{"note": note, "records": n} for note, n in self.notes.most_common()],
            "refused": self.refused,
        }  # fmt: skip


def kinds_of(notes: Iterable[str]) -> set[str]:
    """What was repaired or assumed of a record, without what is of this record only: numbers and what was found.

    >>> kinds_of(["leader length 10 was wrong, 150 found", "leader length 11 was wrong, 99 found"])
    {'leader length … was wrong, … found'}
    """
    return {_OWN.sub("…", note) for note in notes}


def convert_files(
    files: Iterable[Path], profile: Profile, naming: Naming, engine: str, run: Mapping, progress: Progress, tell: Found
) -> Iterator[Result]:
    """Convert the records of the files in their order; a file that is no catalogue is refused as a whole."""
    for path in files:
        try:
            found, stream = sources.open_source(path, profile)
            tell(path, found)
            task = Task(str(path), replace(found, source=found.source or path.stem), naming, engine)
            for result in run(partial(convert_one, task), stream):
                progress(len(result.received.raw))
                yield result
        except SourceError as error:
            yield Result(Received(sources.beginning(path), 0, 0), str(path), "", "", (), Audit(), error.problem)


def convert_one(task: Task, received: Received) -> Result:
    """Convert one record of a file; runs in any process."""
    id = ""
    try:
        parsed = sources.parse(received.raw, task.profile)
        record = parsed.record
        id = record_id(record)
        named = Record(record.leader, record.fields, id=id if task.naming.shared else record.id, source=task.profile.source)
        conversion = convert_record(named, task.profile.format, task.naming, task.engine, comparable=not task.naming.shared)
    except RecordError as error:
        id = id or sources.control_number(received.raw, task.profile.container)
        return Result(received, task.file, id, "", (), Audit(), error.reason)
    return Result(received, task.file, id, conversion.record, list(conversion.triples), conversion.audit, "", parsed.notes)


def write(results: Iterable[Result], syntax: RdfSyntax, output: IO[bytes]) -> None:
    """Write what was converted; a quad's graph is its record."""
    if syntax is N_TRIPLES:
        for result in results:
            output.write("".join(f"{triple} .\n" for triple in result.triples).encode())
    elif syntax is N_QUADS:
        for result in results:
            output.write("".join(f"{triple} <{result.graph}> .\n" for triple in result.triples).encode())
    else:
        quads = _quads(results)
        said = quads if syntax.rdf.supports_datasets else (quad.triple for quad in quads)
        ox.serialize(said, output, syntax.rdf, prefixes=dict(PREFIXES))


def _quads(results: Iterable[Result]) -> Iterator[ox.Quad]:
    for result in results:
        lines = "".join(f"{triple} .\n" for triple in result.triples)
        for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(result.graph))
