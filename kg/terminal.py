"""What commands say to people, on standard error: progress while they work, sums when they are done."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn, TransferSpeedColumn

from conversions.sources import Profile
from kg.files import Report
from kg.load import Loader
from kg.merging import Merged
from kg.publish import Publication

_console = Console(stderr=True)
_MOST_REFUSALS = 20
_MOST_NOTES = 12
CERTAIN = 0.9


@contextmanager
def progress(paths: Sequence[Path]) -> Iterator[Callable[[int], None]]:
    """A bar over the bytes of the files on a terminal, nothing in a pipe; yields what is told how many bytes are done."""
    total = sum(path.stat().st_size for path in paths if path.is_file())
    columns = (TextColumn("{task.description}"), BarColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_console, transient=True, disable=not _console.is_terminal) as bar:
        task = bar.add_task(", ".join(path.name for path in paths)[:40], total=total)
        yield lambda done: bar.advance(task, done)


Advance = Callable[[int], None]
"""Told how many more things have been dealt with."""


@contextmanager
def counted(what: str) -> Iterator[Advance]:
    """A counter of things on a terminal, nothing in a pipe; yields what is told how many more are done."""
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=_console, transient=True, disable=not _console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done: bar.advance(task, done)


def say(text: str) -> None:
    """One line."""
    _console.print(text, highlight=False, markup=False, soft_wrap=True)


def say_found(path: Path, profile: Profile) -> None:
    """What a file was found to be, and how sure that is."""
    say(f"{path}: read as {profile.format}, {profile.kind}, written as {profile.container}; {sure(profile.certainty)}")


def sure(certainty: float) -> str:
    """How sure it is what a file was found to be, and what to do where it is not."""
    share = f"{certainty:.0%} sure"
    return share if certainty >= CERTAIN else f"only {share}: look at how it reads, and fix the format"


def say_notes(notes: Counter[str]) -> None:
    """What was repaired or assumed to read records."""
    for note, count in notes.most_common(_MOST_NOTES):
        say(f"  {count:,} records: {note}")
    if len(notes) > _MOST_NOTES:
        say(f"  ... and {len(notes) - _MOST_NOTES:,} more kinds of repairs")


def say_converted(report: Report) -> None:
    """The sums of a conversion, what was repaired or assumed, and what was refused."""
    say(f"{report.converted:,} records converted to {report.triples:,} triples, {len(report.refused):,} refused")
    say_notes(report.notes)
    for each in report.refused[:_MOST_REFUSALS]:
        number = f", control number {each['id']}" if each["id"] else ""
        place = f", record {each['position']} at byte {each['offset']}{number}" if each["position"] else ""
        say(f"  {each['file']}{place}: {each['reason']}")
    if len(report.refused) > _MOST_REFUSALS:
        say(f"  ... and {len(report.refused) - _MOST_REFUSALS:,} more: --audit FILE.json lists them all")


def say_loaded(source: str, loader: Loader) -> None:
    """The sums of a load, and what was repaired or assumed."""
    sums = loader.sums
    parts = ("added", "changed", "unchanged", "repeated", "deleted", "refused")
    said = ", ".join(f"{getattr(sums, part):,} {part}" for part in parts if getattr(sums, part) or part in ("added", "refused"))
    say(f"{source}: {sums.read:,} records read: {said}; {sums.triples:,} triples")
    say_notes(loader.notes)


def say_merged(merged: Merged) -> None:
    """What clustering came to."""
    say(
        f"clustered: {merged.redirects:,} IRIs mean the same as another, {merged.records:,} records written again, "
        f"{merged.waiting:,} pairs wait for a person (otrar review)"
    )


def date(seconds: float) -> str:
    """A moment, in seconds since 1970, as people here read it."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


def say_published(publication: Publication) -> None:
    """What is visible now."""
    about = publication.about
    say(f"published: {about['quads']:,} triples, {about['things']['works']:,} works, {about['things']['agents']:,} agents")


def say_statistics(publication: Publication) -> None:
    """What is published, in numbers."""
    about = publication.about
    say(f"published {time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(about['made']))}: {about['quads']:,} triples")
    for name, number in {**about["records"], **about["things"]}.items():
        say(f"{number:>12,}  {name}")
