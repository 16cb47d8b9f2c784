"""The commands about authority files: `otrar authorities load|list|use`, `otrar reconcile`."""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from conversions.errors import GraphError
from kg import authorities as authority_files
from kg import terminal
from kg.authority_graphs import find_links
from kg.entity import KINDS, Entity
from kg.graph_entities import graph_entities
from kg.publish import current
from kg.reconcile import Verdict
from kg.settings import Settings
from kg.workspace import workspace

settings_of = click.make_pass_decorator(Settings)
EXISTING = click.Path(path_type=Path, exists=True, dir_okay=False)
_MOST_REFUSALS = 20


@click.group()
def authorities() -> None:
    """Authority files: names and subjects that libraries agreed on."""


@authorities.command()
@click.argument("paths", nargs=-1, required=True, type=EXISTING, metavar="FILE...")
@click.option("--scheme", required=True, help="what the file is called here: lcnaf, gnd, unesco")
@click.option("--version", default=None, help="which state of the file this is; default: today's date")
@settings_of
def load(settings: Settings, paths: Sequence[Path], scheme: str, version: str | None) -> None:
    """Load dumps as the version of an authority file that is in force from then on.

    RDF of any syntax in MADS, SKOS, GND, schema.org (VIAF, ISNI) or Wikidata's terms; Wikidata's JSON; MARC authority records.
    Packed files (.gz, .bz2) are read as they are.
    """
    version = version or datetime.now(UTC).date().isoformat()
    with terminal.progress(paths) as advance:
        loaded, refused = authority_files.load(settings.state, settings.base, scheme, paths, version, advance)
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in loaded.about["kinds"].items())
    terminal.say(f"{loaded.label}: {loaded.about['entities']:,} authorities ({kinds}), {len(refused):,} refused")
    for each in refused[:_MOST_REFUSALS]:
        terminal.say(f"  {each.file}, {each.position}: {each.reason}")
    if len(refused) > _MOST_REFUSALS:
        terminal.say(f"  ... and {len(refused) - _MOST_REFUSALS:,} more")
    sys.exit(1 if refused else 0)


@authorities.command("list")
@settings_of
def list_loaded(settings: Settings) -> None:
    """The authority files that are loaded, with their versions."""
    for scheme in authority_files.schemes(settings.state):
        version = authority_files.current(settings.state, scheme)
        click.echo(f"{scheme}\t{version.about['version']}\t{version.about['entities']}\t{version.space}")


@authorities.command()
@click.argument("scheme")
@click.argument("version")
@settings_of
def use(settings: Settings, scheme: str, version: str) -> None:
    """Go back to a version of a file that is still on disk."""
    terminal.say(f"in force: {authority_files.use(settings.state, scheme, version).label}")


@click.command()
@click.option("--scheme", "schemes", multiple=True, help="only against this authority file; may be repeated")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="only things of this kind; may be repeated")
@settings_of
def reconcile(settings: Settings, schemes: Sequence[str], kinds: Sequence[str]) -> None:
    """Link what is published to the loaded authority files, and publish the links."""
    files = authority_files.opened(settings.state, schemes)
    if not files:
        raise GraphError("no authority file is loaded: load one first (otrar authorities load FILE --scheme NAME)")
    with workspace(settings) as space:
        graph = current(settings.state).open()
        with terminal.counted("reconciling") as advance:
            things = _counted(graph_entities(graph, settings.base), advance)
            sums = find_links(space.ledger, settings.base, things, files, kinds)
        for kind, number in sorted(sums.looked_at.items()):
            verdicts = (f"{sums.verdicts[kind, each]:,} {said}" for each, said in _SAID.items())
            terminal.say(f"{kind}: {number:,} looked at, {', '.join(verdicts)}")
        terminal.say_published(space.publish())


_SAID = {Verdict.LINKED: "linked", Verdict.REVIEW: "for review", Verdict.NONE: "without an authority"}


def _counted(things: Iterator[Entity], advance: terminal.Advance) -> Iterator[Entity]:
    for thing in things:
        advance(1)
        yield thing
