"""Local fields of a source, given the tags and codes of its format for the same thing, as its profile says.

``"955$e": "852$j"`` reads subfield e of 955 as subfield j of a field 852; ``"091": "090"`` reads the whole field as another.
What the profile does not name stays where it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from conversions.record import Field, Subfield
from conversions.sources.values import Parsed

PLACE = re.compile(r"[0-9A-Z]{3}(?:\$[0-9a-z])?")
"""How a field or a subfield is named: ``955`` or ``955$e``."""

Local = tuple[tuple[str, str], ...]


def fault(local: Local) -> str:
    """What is wrong with a profile's table, in words; "" if nothing is.

    >>> fault((("955$e", "852$j"), ("955", "852$a")))
    "955 = '852$a': both have to be a field (955), or both a subfield (955$e)"
    """
    for here, there in local:
        if not (PLACE.fullmatch(here) and PLACE.fullmatch(there)) or ("$" in here) != ("$" in there):
            return f"{here} = {there!r}: both have to be a field (955), or both a subfield (955$e)"
    return ""


def renamed(parsed: Parsed, local: Local) -> Parsed:
    """The record with its local fields under the format's own names."""
    names = dict(local)
    tags = {here[:3] for here in names}
    record = parsed.record
    if not any(field.tag in tags for field in record.fields):
        return parsed
    fields = [new for field in record.fields for new in (_renamed(field, names) if field.tag in tags else (field,))]
    return replace(parsed, record=record.with_fields(fields))


def _renamed(field: Field, names: Mapping[str, str]) -> Iterator[Field]:
    """A field for each of the tags that its subfields belong to, with what belongs to none in one of the old tag."""
    whole = names.get(field.tag, field.tag)
    if not field.subfields:
        data = next((value for _, value in field.content()), "")
        yield Field(whole, data=data, written=field.written)
        return
    parts: dict[str, list[Subfield]] = {}
    for code, value in field.subfields:
        there = names.get(f"{field.tag}${code}", f"{whole}${code}")
        parts.setdefault(there[:3], []).append((there[4:], value))
    for tag, subfields in parts.items():
        yield Field(tag, field.ind1, field.ind2, subfields, written=field.written)
