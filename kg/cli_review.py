"""The commands about what is one thing: `otrar cluster`, `otrar review`."""

import csv
import getpass
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from conversions.errors import GraphError
from kg import terminal
from kg.decisions import Decision
from kg.describe import Reader
from kg.ledger import Ledger
from kg.publish import current
from kg.review import AUTHORITY, KINDS, Review, decide_from, pair, write_queue
from kg.settings import Settings
from kg.workspace import workspace

settings_of = click.make_pass_decorator(Settings)


@click.command()
@settings_of
def cluster(settings: Settings) -> None:
    """Bring together what is one thing under several names, and publish; loading and publishing do it as well."""
    with workspace(settings) as space:
        terminal.say_merged(space.merge())
        terminal.say_published(space.publish(merged=True))


@click.command()
@click.option("--kind", type=click.Choice((*KINDS, AUTHORITY)), default=None, help="only pairs of these; authority: links")
@click.option("--limit", type=click.IntRange(1), default=None, help="only so many, the most doubtful first")
@click.option("--decisions", is_flag=True, help="list what was decided instead of what waits")
@click.option("--decide", type=click.Path(path_type=Path, dir_okay=False), help="take the decisions of this CSV file")
@click.option("--who", default=None, help="who decides; default: the name of the user")
@settings_of
def review(
    settings: Settings, kind: str | None, limit: int | None, decisions: bool, decide: Path | None, who: str | None
) -> None:
    """Write the pairs that wait for a person as CSV; or take decisions from such a table, and publish.

    A pair is two things of ours, or one of ours and the authority that it may be.

    Fill the column "decision" with accept or reject. A row can also be merge (all IRIs of "one" and "other" are one), split
    (the IRI of "one" is none of "other", parted by blanks) or undo ("one" is the number of a decision).
    """
    if decide:
        _decide(settings, decide, who or getpass.getuser())
        return
    ledger = Ledger(settings.ledger_url)
    try:
        queue = Review(ledger, settings.base)
        if decisions:
            _write_decisions(queue.decisions.all())
            return
        reader = Reader(current(settings.state), settings.base)
        write_queue((pair(reader, each) for each in queue.waiting(kind or "", limit=limit or -1)), sys.stdout)
    finally:
        ledger.close()


def _decide(settings: Settings, file: Path, who: str) -> None:
    with workspace(settings) as space:
        try:
            with file.open(encoding="utf-8-sig", newline="") as table:
                taken, wrong = decide_from(table, Review(space.ledger, settings.base), who)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise GraphError(f"{file} cannot be read as CSV in UTF-8: {error}") from error
        terminal.say(f"{taken:,} decisions taken, {len(wrong):,} rows wrong")
        for each in wrong:
            terminal.say(f"  {file.name}, {each}")
        if taken:
            space.merge()
            terminal.say_published(space.publish(merged=True))
    sys.exit(1 if wrong else 0)


def _write_decisions(decisions: Iterable[Decision]) -> None:
    table = csv.writer(sys.stdout)
    table.writerow(("number", "date", "who", "decision", "iris", "why", "undoes"))
    for each in decisions:
        table.writerow((each.id, terminal.date(each.at), each.who, each.kind, " ".join(each.iris), each.why, each.undoes or ""))
