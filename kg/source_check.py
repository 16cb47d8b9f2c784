"""What a librarian is told of a file before it is loaded: what it is, how it reads, what would be lost."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from conversions import sources
from conversions.convert import Naming
from conversions.errors import DamagedRecord
from conversions.record import Record
from conversions.sources import Profile
from kg.files import Report, Task, convert_one
from kg.settings import Settings, Source

ENOUGH = 5000
"""Records that are tried."""


@dataclass(slots=True)
class Checked:
    """``profile`` as found, with the evidence for it; ``report``: what became of the records tried; ``fields``: in how many
    records each tag stands; ``titles`` of the first."""

    path: Path
    source: str
    profile: Profile
    report: Report = field(default_factory=Report)
    fields: Counter[str] = field(default_factory=Counter)
    titles: list[str] = field(default_factory=list)
    without_number: int = 0
    repeated: int = 0
    more: bool = False

    @property
    def refused(self) -> int:
        """How many of the records tried would be refused."""
        return len(self.report.refused)


def check(path: Path, source: Source, settings: Settings) -> Checked:
    """Read a file as ``source`` says, at most `ENOUGH` records of it. Raises SourceError for what is no catalogue."""
    profile, stream = sources.open_source(path, replace(source.profile, source=source.name))
    found = Checked(path, source.name, profile)
    convert = partial(convert_one, Task(str(path), profile, Naming(settings.base), settings.engine))
    numbers: Counter[str] = Counter()
    for n, received in enumerate(stream):
        if n == ENOUGH:
            found.more = True
            break
        found.report.add(convert(received))
        try:
            parsed = sources.parse(received.raw, profile)
        except DamagedRecord:
            continue
        found.fields.update({each.tag for each in parsed.record.fields})
        numbers[parsed.record.id] += 1
        if len(found.titles) < 3:
            found.titles += _title(parsed.record)
    found.without_number = numbers.pop("", 0)
    found.repeated = sum(count - 1 for count in numbers.values())
    return found


_TITLES = ("245", "200", "dc.title", "titleInfo", "general.title", "name")

_TEXTS = ("", "title", "string")


def _title(record: Record) -> list[str]:
    """The title as it is read, so that a person sees whether the letters are right."""
    for each in record.fields:
        if each.tag in _TITLES:
            said = [value for code, value in each.content() if (code.isalpha() and len(code) == 1) or code in _TEXTS]
            if said:
                return [" ".join(said)[:100]]
    return []
