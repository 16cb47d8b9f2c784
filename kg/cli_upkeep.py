"""Commands for those who run Otrar: what libraries may put right, backup and restore."""

from collections.abc import Sequence
from pathlib import Path

import click

from conversions.errors import OtrarError
from kg import backup as backups
from kg import quality as checks
from kg import terminal
from kg.ledger import Ledger
from kg.publish import current
from kg.settings import Settings

_settings = click.make_pass_decorator(Settings)


@click.command()
@click.argument("names", nargs=-1, metavar="[SOURCE...]")
@click.option("--sample", type=click.IntRange(0), default=checks.SAMPLE, help="records of each source to hold against the shapes")
@click.option("--all", "every", is_flag=True, help="hold all records against the shapes")
@_settings
def quality(settings: Settings, names: Sequence[str], sample: int, every: bool) -> None:
    """Find what libraries may want to put right; lists to send back, and what /quality shows."""
    publication = current(settings.state)
    known = list(publication.about["records"])
    if unknown := [name for name in names if name not in known]:
        raise OtrarError(f"there is no source {unknown[0]}; there are {', '.join(known)}")
    ledger = Ledger(settings.ledger_url)
    for name in names or known:
        records = publication.about["records"][name]
        report = checks.examine(settings.state, publication, ledger, settings.base, name, records if every else sample)
        terminal.say(f"{name}: {report.records:,} records, {report.checked:,} of them held against the shapes")
        for kind in checks.KINDS:
            if number := report.counts.get(kind):
                terminal.say(f"{number:>12,}  {kind}")
        terminal.say(f"  {checks.csv_file(settings.state, name)}")
    ledger.close()


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_settings
def backup(settings: Settings, folder: Path) -> None:
    """Copy the ledger, the graph and what is published into a new folder; nothing is loaded meanwhile, pages are served."""
    terminal.say(f"{backups.backup(settings, folder):,} bytes in {folder}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@_settings
def restore(settings: Settings, folder: Path) -> None:
    """Make the state folder from a backup; it must not be there yet, or be empty."""
    backups.restore(settings, folder)
    terminal.say(f"restored: {current(settings.state).about['quads']:,} triples are published")


COMMANDS = (quality, backup, restore)
