"""The `otrar` command: reads its arguments, calls the module that does the work, prints for people."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

import click

from conversions import engines
from conversions.convert import Naming
from conversions.errors import OtrarError, SourceError
from conversions.sources import Profile
from kg import assets as page_assets
from kg import cli_authorities, cli_questions, cli_review, cli_sources, cli_upkeep, files, terminal
from kg.demo import load_samples, with_samples
from kg.load import Loader
from kg.processes import alone, mapping
from kg.publish import current
from kg.serve import serve as run_server
from kg.settings import Settings, read_settings
from kg.workspace import publish_news, workspace
from kg.workspace import rebuild as rebuild_graph
from sparql import formats
from sparql.errors import SparqlError

FORMATS = ("auto", *engines.FORMATS)
EXISTING = click.Path(path_type=Path)
settings_of = click.make_pass_decorator(Settings)


class Otrar(click.Group):
    """Prints what Otrar reports instead of a traceback, and ends with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (OtrarError, SparqlError) as error:
            click.echo(f"otrar: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            ctx.exit(1)


@click.group(cls=Otrar)
@click.version_option(package_name="otrar")
@click.pass_context
def main(context: click.Context) -> None:
    """Otrar: the catalogues of many libraries as one linked-data graph."""
    context.obj = read_settings()


@main.command()
@click.argument("paths", nargs=-1, required=True, type=EXISTING, metavar="FILE...")
@click.option("--from", "format", type=click.Choice(FORMATS), default="auto", help="format of the records")
@click.option("--engine", type=click.Choice(("otrar", "loc")), help="our rules, or the Library of Congress stylesheet")
@click.option("--ids", type=click.Choice(("shared", "record")), default="shared", help="record: as the yardstick names them")
@click.option("--to", "syntax", type=click.Choice([f.names[0] for f in formats.RDF]), default="nquads", help="RDF format")
@click.option("--base", help="where IRIs begin; default: the setting")
@click.option("--source", default="", help="name of the library in IRIs; default: the file's name")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="default: standard output")
@click.option("--rejects", type=click.Path(path_type=Path, dir_okay=False), help="keep the bytes of refused records here")
@click.option("--audit", type=click.Path(path_type=Path, dir_okay=False), help="write what was lost or left out, as JSON")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="processes that convert")
@settings_of
def convert(
    settings: Settings, paths: Sequence[Path], format: str, engine: str | None, ids: str, syntax: str, base: str | None,
    source: str, output: Path | None, rejects: Path | None, audit: Path | None, jobs: int,
) -> None:  # fmt: skip
    """Convert files of records to RDF."""
    naming = Naming(base or settings.base, shared=ids == "shared")
    profile = Profile(format=format, source=source)
    chosen = formats.find(syntax, formats.RDF) or formats.N_QUADS
    report = files.Report()
    with (
        terminal.progress(paths) as advance,
        mapping(jobs) as run,
        _output(output) as out,
        _output(rejects or Path(os.devnull)) as refused,
    ):
        results = files.convert_files(paths, profile, naming, engine or settings.engine, run, advance, terminal.say_found)
        files.write(_noted(results, report, refused), chosen, out)
    if audit:
        audit.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1), "utf-8")
    terminal.say_converted(report)
    sys.exit(1 if report.refused else 0)


def _noted(results: Iterator[files.Result], report: files.Report, refused: IO[bytes]) -> Iterator[files.Result]:
    for result in results:
        report.add(result)
        if result.reason:
            refused.write(result.received.raw)
        yield result


@contextmanager
def _output(path: Path | None) -> Iterator[IO[bytes]]:
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        with path.open("wb") as out:
            yield out
    except OSError as error:
        raise OtrarError(f"{path} cannot be written: {error.strerror}") from error


@main.command()
@click.argument("paths", nargs=-1, metavar="[SOURCE...|FILE...]")
@click.option("--source", default="", help="name of the library that the files come from")
@click.option("--from", "format", type=click.Choice(FORMATS), default="auto", help="format of the records")
@click.option("--complete", is_flag=True, help="the files are the whole catalogue: delete what is not in them")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="processes that convert")
@settings_of
def load(settings: Settings, paths: Sequence[str], source: str, format: str, complete: bool, jobs: int) -> None:
    """Load catalogues into the graph and publish it: files of one library, or libraries described in otrar.toml."""
    plan = _plan(settings, paths, source, format)
    refused = alone(_load, settings, plan, complete, jobs)
    terminal.say_published(publish_news(settings))
    sys.exit(1 if refused else 0)


def _load(settings: Settings, plan: Sequence[tuple[str, Profile, Sequence[Path]]], complete: bool, jobs: int) -> int:
    """Load what is planned; returns how many records and files were refused."""
    refused = 0
    with workspace(settings) as space, mapping(jobs) as run:
        for name, profile, catalogue in plan:
            loader = Loader(space.job, space.ledger, space.store, name, run)
            loader.resume()
            with terminal.progress(catalogue) as advance:
                failed = sum(not _load_file(loader, path, profile, advance) for path in catalogue)
            loader.renew(profile)
            if complete and not failed:
                loader.delete_unseen()
            elif complete:
                terminal.say(f"{name}: nothing was deleted, since not all of its files could be read")
            terminal.say_loaded(name, loader)
            refused += loader.sums.refused + failed
    return refused


def _load_file(loader: Loader, path: Path, profile: Profile, advance: Callable[[int], None]) -> bool:
    """Load one file; one that cannot be read to its end is told and kept, and the others go on."""
    try:
        terminal.say_found(path, loader.load_file(path, profile, advance))
    except SourceError as error:
        loader.refuse_file(path, error)
        terminal.say(f"otrar: {error}")
        return False
    return True


def _plan(settings: Settings, paths: Sequence[str], source: str, format: str) -> list[tuple[str, Profile, list[Path]]]:
    """Which files are loaded for which source."""
    if source:
        known = settings.source(source)
        profile = known.profile if format == "auto" else replace(known.profile, format=format)
        return [(source, profile, [Path(path) for path in paths] or [Path(path) for path in known.files])]
    unknown = [name for name in paths if name not in settings.sources]
    if unknown:
        raise click.UsageError(f"{unknown[0]} is no source of otrar.toml; to load a file, name its library: --source NAME")
    names = list(paths) or list(settings.sources)
    return [(n, settings.sources[n].profile, [Path(path) for path in settings.sources[n].files]) for n in names]


@main.command()
@settings_of
def publish(settings: Settings) -> None:
    """Make visible what is in the graph."""
    with workspace(settings) as space:
        terminal.say_published(space.publish())


@main.command()
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="processes that convert")
@settings_of
def rebuild(settings: Settings, jobs: int) -> None:
    """Make the graph again from the ledger, and publish it."""
    with mapping(jobs) as run:
        terminal.say(f"{rebuild_graph(settings, run):,} records converted again")
    with workspace(settings) as space:
        space.merge()
        terminal.say_published(space.publish(merged=True))


@main.command()
@settings_of
def dump(settings: Settings) -> None:
    """Write all that is published to standard output, as N-Quads."""
    current(settings.state).open().dump(sys.stdout.buffer, format=formats.N_QUADS.rdf)


@main.command()
@settings_of
def stats(settings: Settings) -> None:
    """What is published, in numbers."""
    terminal.say_statistics(current(settings.state))


@main.command()
def assets() -> None:
    """Fetch what pages use in the browser, with npm; without it they work all the same."""
    for path in page_assets.fetch():
        terminal.say(str(path))


@main.command()
@click.option("--host", help="address to listen on; default: the setting")
@click.option("--port", type=click.IntRange(1, 65535), help="port to listen on; default: the setting")
@settings_of
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve what is published: pages, linked data, SPARQL."""
    run_server(settings, host or settings.host, port or settings.port)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="port to listen on; default: the setting")
@settings_of
def demo(settings: Settings, port: int | None) -> None:
    """Load the sample catalogues, if they are not loaded yet, and serve them."""
    load_samples(settings)
    run_server(with_samples(settings), settings.host, port or settings.port)


for command in (
    cli_questions.query,
    cli_questions.search,
    cli_questions.show,
    cli_review.cluster,
    cli_review.review,
    cli_authorities.authorities,
    cli_authorities.reconcile,
    *cli_sources.COMMANDS,
    *cli_upkeep.COMMANDS,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
