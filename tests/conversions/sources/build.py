"""Records as bytes, made for the tests."""

from collections.abc import Sequence

from conversions.record import Record


def iso2709(record: Record, encoding: str = "utf-8") -> bytes:
    """The record in ISO 2709, its text in this encoding; what the encoding has not becomes "?"."""
    bodies = [_body(field.ind1 + field.ind2, field.subfields, field.data).encode(encoding, "replace") for field in record.fields]
    directory, start = b"", 0
    for field, body in zip(record.fields, bodies, strict=True):
        directory += b"%b%04d%05d" % (field.tag.encode(), len(body) + 1, start)
        start += len(body) + 1
    base = 24 + len(directory) + 1
    given = record.leader.ljust(24).encode()
    leader = b"%05d%b%05d%b" % (base + start + 1, given[5:12], base, given[17:24])
    return leader + directory + b"\x1e" + b"".join(body + b"\x1e" for body in bodies) + b"\x1d"


def _body(indicators: str, subfields: Sequence[tuple[str, str]], data: str) -> str:
    return indicators + "".join(f"\x1f{code}{value}" for code, value in subfields) if subfields else data


WIND = Record.parse(
    """
    LDR 00000nam a2200000 a 4500
    001 w1
    008 910926s1991    nyu           000 0 eng d
    100 1# $a Doe, John.
    245 14 $a The wind : $b a tale / $c by John Doe.
    """
)
SEA = Record.parse(
    """
    LDR 00000nam a2200000 a 4500
    001 s2
    008 910926s1992    kz            000 0 kaz d
    245 10 $a Көшпенділер / $c І. Есенберлин.
    """
)
