"""What a library may want to put right in its catalogue, found by Otrar: a list to send back, and its sums.

    state/quality/SOURCE.csv     a line for each finding: record, what, field, value, advice
    state/quality/SOURCE.json    how many findings of each kind, with examples

Written by `otrar quality`. What a record says is judged by the record alone, not by what other libraries say of the same work.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

from conversions.errors import RecordError
from conversions.record import Record
from conversions.sources import Profile
from kg import work
from kg.differences import statements
from kg.ledger import STORED, Entry, Ledger
from kg.publish import Publication
from kg.shacl import validated
from ontology.names import BF

KINDS = ("refused", "violation", "warning", "lost", "no subject", "no language", "no identifier", "letters")
"""What is looked for, the gravest first."""

COLUMNS = ("record", "what", "field", "value", "advice")
EXAMPLES = 50
SAMPLE = 2000
"""Records of a source that are held against the shapes unless more are asked for: it takes 30 milliseconds each."""

_MIXED = re.compile(r"[^\W\d_]+")
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")
NO_SUBJECT = "no subject heading: readers who search by subject do not find it"
NO_LANGUAGE = "no language code"
NO_IDENTIFIER = "no ISBN, ISSN or other number that tells the edition"
NO_RULE = "Otrar has no rule for this subfield, or it stands where none belongs"
MIXED = "Latin and Cyrillic letters in one word: "
_YEAR = re.compile(rf'<{BF.date}> "(\d{{4}})[^"]*"\^\^<http://id\.loc\.gov/datatypes/edtf>'.encode())
_NUMBERED_SINCE = 1975  # books and periodicals of the region's countries and of most others have had numbers since then
_MISSING = (
    ("no subject", "work", BF.subject, NO_SUBJECT),
    ("no language", "work", BF.language, NO_LANGUAGE),
    ("no identifier", "instance", BF.identifiedBy, NO_IDENTIFIER),
)


class Finding(NamedTuple):
    """One thing to put right: in which record (its number), what, in which field, the value, what to do."""

    record: str
    what: str
    field: str
    value: str
    advice: str


@dataclass(slots=True)
class Report:
    """The sums of a source's findings, with the first of each kind; ``checked`` records were held against the shapes."""

    source: str
    publication: int
    records: int = 0
    checked: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[Sequence[str]]] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Count a finding."""
        self.counts[finding.what] = self.counts.get(finding.what, 0) + 1
        examples = self.examples.setdefault(finding.what, [])
        if len(examples) < EXAMPLES:
            examples.append(list(finding))


def read_report(state: Path, source: str) -> Report | None:
    """The last report about a source; None where there is none."""
    try:
        return Report(**json.loads(_file(state, source, "json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def csv_file(state: Path, source: str) -> Path:
    """Where the list of findings of a source is."""
    return _file(state, source, "csv")


def _file(state: Path, source: str, extension: str) -> Path:
    return state / "quality" / f"{quote(source, safe='')}.{extension}"


def examine(state: Path, publication: Publication, ledger: Ledger, base: str, source: str, sample: int = SAMPLE) -> Report:
    """Look at all records of a source that are published, hold ``sample`` of them against the shapes, write list and sums."""
    report = Report(source, publication.number)
    graph = publication.open()
    with _table(csv_file(state, source)) as writer:
        for finding in _findings(graph, ledger, base, source, sample, report):
            report.add(finding)
            writer.writerow([_safe(value) for value in finding])
    _file(state, source, "json").write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), "utf-8")
    return report


@contextmanager
def _table(path: Path) -> Iterator[Any]:  # the class of csv.writer has no name
    """A CSV file that takes its place when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(".new")
    with made.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        yield writer
    made.replace(path)


def _safe(text: str) -> str:
    """A spreadsheet would run what looks like a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _findings(graph: ox.Store, ledger: Ledger, base: str, source: str, sample: int, report: Report) -> Iterator[Finding]:
    for refusal in ledger.refusals(source):
        yield Finding(refusal.id, "refused", "", f"{refusal.file}, record {refusal.position}", refusal.reason)
    names: list[str] = []
    for entry in ledger.entries(source=source):
        if entry.reason:
            yield Finding(entry.id, "refused", "", f"{entry.file}, record {entry.position}", entry.reason)
        if entry.state == STORED:
            report.records += 1
            names.append(work.graph_of(base, source, entry.id))
            yield from _of_record(entry, statements(graph, ox.NamedNode(names[-1])), base)
    chosen = names[:: max(1, -(-len(names) // sample))] if sample else []
    report.checked = len(chosen)
    for result in validated(graph, chosen):
        id = result.record.rpartition("/")[2]
        yield Finding(id, result.severity.lower(), "", result.value, result.messages.get("en", ""))


def _of_record(entry: Entry, lines: bytes, base: str) -> Iterator[Finding]:
    audit: Mapping[str, list[list[str]]] = entry.audit or {}
    for tag, code, value, reason in audit.get("lost", ()):
        place = f"{tag} ${code}" if code else tag
        yield Finding(entry.id, "lost", place, value, reason or NO_RULE)
    said = _said(lines)
    for what, kind, predicate, advice in _MISSING:
        start = f"<{base}{kind}/"
        things = {subject for subject, p in said if subject.startswith(start) and "#" not in subject}
        if predicate == BF.identifiedBy and not any(int(year) >= _NUMBERED_SINCE for year in _YEAR.findall(lines)):
            continue
        if things and not any((thing, predicate) in said for thing in things):
            yield Finding(entry.id, what, "", "", advice)
    try:
        yield from _letters(entry.id, work.read(entry.raw, Profile(**entry.profile)))
    except RecordError:
        return


def _said(lines: bytes) -> set[tuple[str, str]]:
    """Subjects and predicates of a record's statements."""
    pairs = (line.split(" ", 2) for line in lines.decode().splitlines())
    return {(subject, predicate[1:-1]) for subject, predicate, _ in pairs}


def _letters(id: str, record: Record) -> Iterator[Finding]:
    """Words in which Latin and Cyrillic letters stand together: they look right and are not found."""
    for each in record.fields:
        for code, value in each.content():
            for word in mixed_words(value):
                place = f"{each.written} ${code}" if code else each.written
                yield Finding(id, "letters", place, word, f"{MIXED}{marked(word)}")


def mixed_words(text: str) -> list[str]:
    """Words with letters of both alphabets.

    >>> mixed_words("Кaзахстан и Kazakhstan")
    ['Кaзахстан']
    """
    return [word for word in _MIXED.findall(text) if _LATIN.search(word) and _CYRILLIC.search(word)]


def marked(word: str) -> str:
    """A mixed word with the letters of its rarer alphabet in brackets.

    >>> marked("Кaзахстан")
    'К[a]захстан'
    """
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    rarer = _LATIN if latin <= cyrillic else _CYRILLIC
    return rarer.sub(lambda found: f"[{found[0]}]", word)
