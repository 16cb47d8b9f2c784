"""A record and an engine to triples: the only place, with the modules naming and writer, that mints IRIs.

A triple is one line of N-Triples without its full stop (``<s> <p> "o"@kk``): made once, written as it is, read by every store.
Nothing here depends on the order of fields, on the clock or on another record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Protocol

from conversions import keys
from conversions.audit import Audit, audit
from conversions.languages import Languages
from conversions.naming import Naming
from conversions.record import Field, Record
from conversions.tree import Statement
from conversions.writer import Writer
from conversions.yardstick import YardstickWriter

__all__ = ["Conversion", "Engine", "Naming", "Said", "convert", "record_id"]

_NO_NUMBER = "id1"  # what the yardstick calls any record without one

Said = tuple[Field | None, Statement]
"""A statement and the field that it was made from; None for what follows from the record as a whole."""


class Engine(Protocol):
    """Turns a record into statements: our rules for one format, or the Library of Congress stylesheet."""

    def prepare(self, record: Record) -> Record:
        """The record with parallel fields paired."""

    def statements(self, record: Record) -> Iterator[Said]:
        """All that the prepared record says. Raises ConversionError where the engine fails on it."""

    def languages(self, record: Record) -> Languages:
        """In which languages the prepared record's strings are."""

    def reason_ignored(self, field: Field, code: str) -> str:
        """Why this subfield is left out on purpose; "" if it should have been converted."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one record.

    ``triples`` maps each triple to the field that first said it, in the order of the record. ``work`` and ``instance`` are the
    IRIs of the things described, ``record`` that of the description.
    """

    record: str
    work: str
    instance: str
    triples: dict[str, Field | None]
    audit: Audit = attribute(default_factory=Audit)


def record_id(record: Record) -> str:
    """The record's number; one that has none is named after its content."""
    return record.id or "x" + keys.digest(str(record))


def convert(record: Record, engine: Engine, naming: Naming) -> Conversion:
    """Convert one record. Raises ConversionError where the engine fails on it as a whole."""
    prepared = engine.prepare(record)
    said = list(engine.statements(prepared))
    languages = engine.languages(prepared)
    id = record_id(prepared) if naming.shared else prepared.id or _NO_NUMBER
    work = keys.work([statement for _, statement in said], languages.text, f"{record.source}/{id}")
    name = naming.work(work, id)
    writer = Writer(naming, record.source, id, name, languages)
    if not naming.shared:
        writer = YardstickWriter(naming, record, id, name, languages)
    for field, statement in said:
        writer.say(field, statement)
    writer.finish()
    found = audit(prepared, engine.reason_ignored, writer.unusable)
    return Conversion(writer.record, writer.work, writer.instance, writer.triples, found)
