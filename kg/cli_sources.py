"""The commands about where records come from: `otrar harvest`, `otrar source check`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kg import terminal, terminal_sources
from kg.harvest import Harvester
from kg.ledger import Ledger
from kg.repository_client import HarvestError, Repository
from kg.settings import Settings, Source
from kg.source_check import check as check_file

settings_of = click.make_pass_decorator(Settings)


@click.command()
@click.argument("names", nargs=-1, metavar="[SOURCE...]")
@click.option("--again", is_flag=True, help="all records, not only what changed since the last time")
@click.option("--compare", is_flag=True, help="find records that the repository no longer lists, also if it keeps deletions")
@settings_of
def harvest(settings: Settings, names: Sequence[str], again: bool, compare: bool) -> None:
    """Fetch records of repositories by OAI-PMH; otrar load brings them into the graph."""
    sources = [_described(settings, name) for name in names] or [each for each in settings.sources.values() if each.oai]
    if not sources:
        raise click.UsageError('no source of otrar.toml has an address of OAI-PMH: oai = "https://..."')
    settings.state.mkdir(parents=True, exist_ok=True)
    ledger, failed = Ledger(settings.ledger_url), 0
    try:
        for source in sources:
            failed += not _harvest(source, ledger, again=again, compare=compare)
    finally:
        ledger.close()
    sys.exit(1 if failed else 0)


def _described(settings: Settings, name: str) -> Source:
    source = settings.sources.get(name)
    if source is None or not source.oai:
        raise click.UsageError(f'{name} has no address of OAI-PMH in otrar.toml: [sources.{name}] oai = "https://..."')
    return source


def _harvest(source: Source, ledger: Ledger, *, again: bool, compare: bool) -> bool:
    """Harvest one source and say how it went; the others go on when it fails."""
    with Repository(source.oai) as repository, terminal.counted(source.name) as progress:
        harvester = Harvester(source, ledger, repository, progress)
        try:
            harvester.harvest(again=again, compare=compare)
        except HarvestError as error:
            terminal.say(f"otrar: {error}")
            terminal_sources.say_harvested(source.name, harvester.sums)
            return False
    terminal_sources.say_harvested(source.name, harvester.sums)
    return not harvester.sums.refused


@click.group()
def source() -> None:
    """What is known of a library's files."""


@source.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--source", "name", default="", help="the library in otrar.toml whose settings are to be tried")
@settings_of
def check(settings: Settings, paths: Sequence[Path], name: str) -> None:
    """Say what a file is and what would become of its records, without loading it; and what to write into otrar.toml."""
    refused = 0
    for path in paths:
        found = check_file(path, settings.source(name or path.stem), settings)
        terminal_sources.say_checked(found)
        refused += found.refused
    sys.exit(1 if refused else 0)


COMMANDS = (harvest, source)
