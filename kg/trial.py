"""A record converted to be looked at: what each field becomes, by which rules, and what is left out or lost. Nothing is kept."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from conversions import sources
from conversions.convert import Conversion, record_id
from conversions.engines import FORMATS, convert_record
from conversions.errors import ConversionError, RecordError, SourceError
from conversions.mapping import summary
from conversions.naming import Naming
from conversions.record import Field, Record
from conversions.sources import Profile

MOST = 20
"""Records of what was pasted that are converted."""

_SECONDS = 5.0
_LINES = re.compile(r"\A\s*(?:LDR|\d{3}) ")


class Rule(NamedTuple):
    """A rule that looks at a field: its name, and in one sentence what it does."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class FieldTrial:
    """A field as a cataloguer's line, the triples made from it, the rules for its tag, what was left out and what was lost.

    ``ignored`` and ``lost`` are pairs of a subfield's code ("" of a control field) and the reason.
    """

    tag: str
    line: str
    triples: tuple[str, ...]
    rules: tuple[Rule, ...]
    ignored: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordTrial:
    """One record; ``derived`` are triples that follow from it as a whole, ``problem`` why it could not be converted."""

    id: str
    fields: tuple[FieldTrial, ...] = ()
    derived: tuple[str, ...] = ()
    problem: str = ""

    @property
    def triples(self) -> list[str]:
        """All triples, in the order of the record."""
        return list(dict.fromkeys([*(t for field in self.fields for t in field.triples), *self.derived]))


@dataclass(frozen=True, slots=True)
class Trial:
    """What was pasted: its format and why it is taken for that, its first records, whether there were more."""

    format: str
    evidence: tuple[str, ...]
    records: tuple[RecordTrial, ...]
    more: bool = False


def attempt(data: bytes, format: str, base: str, engine: str) -> Trial:
    """Convert the first records of a file, or a record written as cataloguers' lines.

    ``format`` may be "auto". Raises SourceError where no record can be had from it.
    """
    naming, deadline = Naming(base), time.monotonic() + _SECONDS
    if (record := _from_lines(data)) is not None:
        chosen = "marc21" if format == "auto" else format
        return Trial(chosen, (), (_converted(record, chosen, naming, engine),))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "record"
        file.write_bytes(data)
        try:
            profile, stream = sources.open_source(file, Profile(format=format, source="trial"))
            received = list(islice(stream, MOST + 1))
        except SourceError as error:
            raise SourceError("this", str(error).partition(": ")[2]) from None
    done: list[RecordTrial] = []
    for each in received[:MOST]:
        if time.monotonic() > deadline:
            break
        done.append(_read(each.raw, profile, naming, engine))
    return Trial(profile.format, profile.evidence, tuple(done), len(received) > len(done))


def _from_lines(data: bytes) -> Record | None:
    """A record as `Record.parse` reads it, such as ``245 10 $a The wind``; None if the text is none."""
    text = data.decode("utf-8", "replace")
    if not _LINES.match(text) or "\x1e" in text:
        return None
    try:
        record = Record.parse(text, source="trial")
    except ValueError:
        return None
    return record if record.fields else None


def _read(raw: bytes, profile: Profile, naming: Naming, engine: str) -> RecordTrial:
    try:
        record = sources.parse(raw, profile).record
    except RecordError as error:
        return RecordTrial("", problem=error.reason)
    return _converted(record, profile.format, naming, engine)


def _converted(record: Record, format: str, naming: Naming, engine: str) -> RecordTrial:
    id = record_id(record)
    named = Record(record.leader, record.fields, id=id, source="trial")
    try:
        conversion = convert_record(named, format, naming, engine)
    except ConversionError as error:
        return RecordTrial(id, problem=error.reason)
    derived = tuple(triple for triple, by in conversion.triples.items() if by is None)
    fields = (Field("LDR", data=named.leader), *named.fields) if named.leader.strip() else named.fields
    return RecordTrial(id, tuple(_fields(fields, conversion, format)), derived)


def _fields(fields: tuple[Field, ...], conversion: Conversion, format: str) -> Iterator[FieldTrial]:
    rules = FORMATS[format].rules if format in FORMATS else {}
    made: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for triple, by in conversion.triples.items():
        for each in by.scripts() if by is not None else ():
            made.setdefault(tuple(each.content()), []).append(triple)
    for field in fields:
        content = tuple(field.content())
        audit = conversion.audit
        ignored = ((each.code, each.reason) for each in audit.ignored if each.tag == field.written and each.code in dict(content))
        lost = (
            (each.code, each.reason) for each in audit.lost if each.tag == field.written and (each.code, each.value) in content
        )
        yield FieldTrial(
            field.tag, str(field), tuple(made.get(content, ())),
            tuple(Rule(rule.__name__, summary(rule)) for rule in rules.get(_read_as(field), ())),
            tuple(dict.fromkeys(ignored)), tuple(dict.fromkeys(lost)),
        )  # fmt: skip


def _read_as(field: Field) -> str:
    """The tag by whose rules a field is read: of an 880 that of the field that it is parallel to."""
    return dict(field.content()).get("6", "")[:3] if field.tag == "880" else field.tag
