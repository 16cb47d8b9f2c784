"""The commands that ask: `otrar query`, `otrar search`, `otrar show`."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urljoin

import click
import pyoxigraph as ox
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as TerminalTable

from conversions.errors import GraphError
from kg import answering, terminal
from kg.describe import Reader
from kg.names import Name, best
from kg.publish import Publication, current
from kg.search import Index, SearchQuery
from kg.settings import Settings
from kg.things import KINDS
from sparql import formats
from sparql.errors import QueryError
from sparql.lane import Limits
from sparql.messages import Query
from sparql.pool import PUBLIC, Answer, Pool
from sparql.prefixes import PREFIXES
from sparql.queries import named, queries
from sparql.table import Cell, Table, table

A_DAY = 24 * 3600.0
TABLE = "table"
SYNTAXES = (TABLE, *dict.fromkeys(each.name for each in (*formats.RESULTS, *formats.RDF)))
settings_of = click.make_pass_decorator(Settings)


@click.command()
@click.argument("question", required=False, metavar='"SELECT …" | FILE.rq | NAME')
@click.argument("values", nargs=-1, metavar="[PARAMETER=VALUE...]")
@click.option("--format", "syntax", type=click.Choice(SYNTAXES), default=TABLE, help="how the answer is written")
@settings_of
def query(settings: Settings, question: str | None, values: Sequence[str], syntax: str) -> None:
    """Ask in SPARQL what is published; without a question, list the questions that have a name."""
    if question is None:
        _list_questions()
        return
    publication = current(settings.state)
    asked = _asked(question, values, publication)
    limits = Limits(1, seconds=A_DAY, memory=settings.query_memory_mb << 20)
    with Pool(publication.graph, {PUBLIC: limits}, answering.MODULE) as pool:
        if syntax != TABLE:
            _write(pool.run(asked, format=syntax).chunks)
        else:
            _write_table(pool.run(asked, accept=f"{formats.TSV.media_type}, {formats.TURTLE.media_type}"))


def _list_questions() -> None:
    for each in queries().values():
        parameters = " ".join(f'{parameter.name}="{parameter.example}"' for parameter in each.parameters)
        click.echo(f"{each.name} {parameters}".rstrip())
        click.echo(f"    {each.question('en')}")


def _asked(question: str, values: Sequence[str], publication: Publication) -> Query:
    """The query that was meant: a text has spaces or braces, a file ends in .rq, anything else is a name."""
    if question.endswith(".rq") or question == "-":
        return _plain(_read(question), values)
    if any(sign in question for sign in " {\n"):
        return _plain(question, values)
    index = Index(publication.index)
    return named(question).bind(_pairs(values), lambda kind, words: answering.find(index, kind, words))


def _plain(text: str, values: Sequence[str]) -> Query:
    """A query of one's own; its variables can be given values, written as SPARQL writes terms, else taken as texts."""
    return Query(text, {name: _term(value) for name, value in _pairs(values).items()})


def _term(value: str) -> ox.NamedNode | ox.Literal:
    try:
        if value.startswith("<") and value.endswith(">"):
            return ox.NamedNode(value[1:-1])
    except ValueError as error:
        raise QueryError(f"{value} is not an IRI: {error}") from error
    return ox.Literal(value)


def _pairs(values: Iterable[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, equals, _ in pairs:
        if not equals:
            raise click.UsageError(f"{name!r}: a parameter is given as NAME=VALUE; words that belong together go in quotes")
    return {name.lstrip("?$"): value for name, _, value in pairs}


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{file} cannot be read: {error}") from error


def _write(chunks: Iterable[bytes]) -> None:
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def _write_table(answer: Answer) -> None:
    for hint in answer.hints:
        terminal.say(hint)
    body = answer.read()
    if answer.format is not formats.TSV or body in (b"true", b"false"):
        _write([body.rstrip(b"\n"), b"\n"])
        return
    rows = table(body, True, sys.maxsize)
    _print(rows)
    terminal.say(f"{len(rows.rows):,} rows" if len(rows.rows) != 1 else "1 row")


def _print(rows: Table) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)
    shown = TerminalTable(box=SIMPLE_HEAD, show_edge=False)
    for variable in rows.variables:
        shown.add_column(variable, overflow="fold")
    for row in rows.rows:
        shown.add_row(*(_said(cell) for cell in row))
    with console.capture() as text:
        console.print(shown, markup=False)
    _write(f"{line.rstrip()}\n".encode() for line in text.get().splitlines())


def _said(cell: Cell) -> str:
    """A value as people read it: no quotes, IRIs with a prefix where one is known."""
    if cell is None:
        return ""
    if isinstance(cell, ox.NamedNode):
        prefix = next((name for name, iri in PREFIXES.items() if cell.value.startswith(iri)), None)
        return f"{prefix}:{cell.value.removeprefix(PREFIXES[prefix])}" if prefix else cell.value
    return cell.value if isinstance(cell, (ox.Literal, ox.BlankNode)) else str(cell)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--type", "kind", type=click.Choice(list(KINDS)), help="only things of this kind")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="how many at most")
@settings_of
def search(settings: Settings, words: Sequence[str], kind: str | None, limit: int) -> None:
    """Find things by words of their names and titles, in any script."""
    index = Index(current(settings.state).index)
    results = index.search(SearchQuery(" ".join(words), {"kind": (kind,)} if kind else {}), limit=limit)
    for hit in results.hits:
        names = [Name(*each) for each in hit.names]
        click.echo("\t".join([hit.kind, best(names, "en").text, hit.about, ", ".join(hit.sources), hit.iri]))
    found = f"{results.total:,} found" if results.total != 1 else "1 found"
    terminal.say(found + (", with words that differ by a letter or two" if results.near else ""))
    sys.exit(0 if results.total else 1)


@click.command()
@click.argument("iri")
@click.option("--format", "syntax", type=click.Choice([each.name for each in formats.RDF]), default="turtle", help="RDF format")
@settings_of
def show(settings: Settings, iri: str, syntax: str) -> None:
    """Show all that is known of a thing, by its IRI or what follows the base of our IRIs, such as work/KEY."""
    reader = Reader(current(settings.state), settings.base)
    whole = urljoin(settings.base, iri.removeprefix("<").removesuffix(">"))
    quads = reader.quads(whole) if reader.exists(whole) else []
    if not quads:
        raise GraphError(f"nothing is said of {whole}: look for its IRI with otrar search WORDS")
    chosen = formats.find(syntax, formats.RDF) or formats.TURTLE
    said = quads if chosen in formats.DATASETS else sorted({quad.triple for quad in quads}, key=str)
    ox.serialize(said, sys.stdout.buffer, chosen.rdf, prefixes=dict(PREFIXES))
