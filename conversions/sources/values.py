"""What a source hands on: a record's bytes, what was read from them, and what is known beforehand of the file."""

from dataclasses import dataclass

from conversions.record import Record


@dataclass(frozen=True, slots=True)
class Received:
    """One record as it stood in the file: its exact bytes, its place among the records (from 1), its offset in bytes.

    Place 0 is the file as a whole, when no record can be had from it.
    """

    raw: bytes
    position: int
    offset: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record and, in words, what had to be repaired or assumed to read it."""

    record: Record
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a source; "auto" is found out from the file or, for kind and encoding, from each record.

    ``format``: marc21, unimarc, rusmarc. ``kind``: bibliographic, authority, holdings. ``container``: iso2709, marcxml,
    marcjson, mrk, aleph, irbis. ``encoding``: a name of `encodings.ENCODINGS`. ``repairs``: names of
    `repairs.REPAIRS` that are wanted. ``local``: which field or subfield of the format a local one stands for, see local.py.
    What was detected adds: ``likely_encoding``, what the file's records that are not UTF-8 nearly all are in (it decides for
    those too short to tell); ``certainty`` (0 to 1) and ``evidence``, how far to trust it.
    """

    source: str = ""
    format: str = "auto"
    kind: str = "auto"
    container: str = "auto"
    encoding: str = "auto"
    repairs: tuple[str, ...] = ()
    local: tuple[tuple[str, str], ...] = ()
    likely_encoding: str = ""
    certainty: float = 1.0
    evidence: tuple[str, ...] = ()
