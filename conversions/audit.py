"""What was read of a record, what was left out on purpose, and what was lost: every subfield is one of the three."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import NamedTuple

from conversions.record import Field, Record


class Lost(NamedTuple):
    """A subfield that nobody read, or whose value could not be used; then ``reason`` says why. Code "" is a control field."""

    tag: str
    code: str
    value: str
    reason: str = ""


class Ignored(NamedTuple):
    """A subfield left out on purpose."""

    tag: str
    code: str
    reason: str


@dataclass(slots=True)
class Audit:
    """Sums of one record's subfields: all = converted + ignored + lost."""

    converted: int = 0
    ignored: list[Ignored] = attribute(default_factory=list)
    lost: list[Lost] = attribute(default_factory=list)


def audit(
    record: Record, reason_ignored: Callable[[Field, str], str], unusable: Iterable[tuple[Field | None, str]] = ()
) -> Audit:
    """Hold what the rules read of a prepared record against all that is in it.

    ``reason_ignored(field, code)`` gives the reason for leaving a subfield out, "" if there is none. ``unusable`` are values
    that a rule read but that could not be written, with the reason; one such value makes its field's subfield count as lost.
    """
    result = Audit()
    total = 0
    for field in record.fields:
        for each in field.scripts():
            total += len(each.subfields) or 1
            if each.is_read:
                continue
            told = {*field.content()} - {*field.unread()} if each is not field else ()
            for code, value in each.unread():
                if (code, value) in told:
                    continue  # the field that it is parallel to says the same
                if reason := reason_ignored(each, code):
                    result.ignored.append(Ignored(each.written, code, reason))
                else:
                    result.lost.append(Lost(each.written, code, value))
    spoilt = [Lost(field.written if field else "", *_spoilt(field, reason), reason) for field, reason in unusable]
    result.converted = max(0, total - len(result.ignored) - len(result.lost) - len(spoilt))
    result.lost += spoilt
    return result


def _spoilt(field: Field | None, reason: str) -> tuple[str, str]:
    """Code and value of the subfield that an unusable value came from, as far as it can be told."""
    for code, value in field.content() if field else ():
        if value and value in reason:
            return code, value
    return "", ""
