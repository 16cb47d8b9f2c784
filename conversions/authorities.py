"""Authority records: what a library says of a person, body, place, work or topic, rather than of something that it holds."""

from collections.abc import Callable
from dataclasses import dataclass

from conversions.audit import audit
from conversions.convert import Conversion, record_id
from conversions.format import Format
from conversions.naming import Naming
from conversions.record import Record
from conversions.tree import AUTHORITY, RWO
from conversions.writer import Writer
from ontology.names import Iri


@dataclass(frozen=True, slots=True)
class AuthorityFormat:
    """Our rules for the authority records of a format; ``known_as`` is the IRI that its agency has given to the authority."""

    format: Format
    known_as: Callable[[Record], Iri]


def convert_authority(record: Record, engine: AuthorityFormat, naming: Naming) -> Conversion:
    """Convert an authority record; ``instance`` and ``work`` of the conversion are the IRI of the authority.

    Raises ConversionError where a rule fails on it.
    """
    rules = engine.format
    prepared = rules.prepare(record)
    said = list(rules.statements(prepared))
    id = record_id(prepared)
    name = str(engine.known_as(prepared)) or naming.authority(record.source, id)
    writer = Writer(naming, record.source, id, name, rules.languages(prepared))
    writer.subjects.update({AUTHORITY: name, RWO: f"{writer.record}#RWO"})
    for field, statement in said:
        writer.say(field, statement)
    found = audit(prepared, rules.reason_ignored, writer.unusable)
    return Conversion(writer.record, name, name, writer.triples, found)
