"""The page of /sparql for people: a query, its answer as a table, questions to begin with.

Without JavaScript it is a form; with it, static/sparql.js makes an editor of it that completes the terms of /sparql/terms.
"""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from flask import Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

import ontology.names
from kg import answering
from kg.describe import Link, Reader
from kg.names import best
from kg.search import Index
from ontology.names import Iri, Vocabulary
from sparql import formats, protocol
from sparql.errors import QueryError, SparqlError
from sparql.messages import Query
from sparql.prefixes import PREFIXES
from sparql.queries import NamedQuery, queries
from sparql.table import Cell, Table, head, table
from webapp import workers
from webapp.languages import language
from webapp.published import reader

ROWS, BYTES = 500, 256 * 1024  # what the page shows of an answer; the rest is for download
_BARS = 100  # rows that numbers are drawn for
_EDITOR = "vendor/yasqe.min.js"


class Shown(NamedTuple):
    """What the page shows of an answer: rows, the truth of an ASK, or RDF as text, whichever it is, or why there is none.

    bar: the column whose numbers are drawn, with the greatest of them.
    """

    rows: Table | None = None
    truth: bool | None = None
    text: str = ""
    whole: bool = True
    hints: tuple[str, ...] = ()
    error: str = ""
    status: int = 200
    bar: tuple[str, int] = ("", 0)


class Example(NamedTuple):
    """A named query, its parameters filled in with their examples."""

    named: NamedQuery
    text: str


def page() -> ResponseReturnValue:
    """The page, with the answer if there is a question."""
    query, here = request.values.get("query", ""), reader()
    shown = _shown(query) if query.strip() else Shown()
    editor = _EDITOR if (Path(current_app.static_folder or "") / _EDITOR).exists() else ""
    body = render_template(
        "sparql.html", sparql=query, shown=shown, examples=_examples(here.publication.index), prefixes=PREFIXES,
        downloads=formats.GRAPHS if shown.text else formats.RESULTS, link=lambda cell: _link(here, cell),
        editor=editor, made=here.publication.about.get("made"),
    )  # fmt: skip
    response = Response(body, shown.status)
    response.vary.update(("Accept", "Cookie"))
    return response


@lru_cache(2)
def _examples(folder: Path) -> list[Example]:
    """The named queries that have something to be asked of here: without a genre there is no question about a genre."""
    index, found = Index(folder), []
    for each in queries().values():
        with suppress(QueryError):
            found.append(Example(each, each.filled(lambda kind, words: answering.find(index, kind, words))))
    return found


def _link(reader: Reader, cell: Cell) -> Link | None:
    """A thing with its names, if it has any."""
    return reader.link(cell) if isinstance(cell, ox.NamedNode) and reader.names.of(cell) else None


def _shown(text: str) -> Shown:
    try:
        answer = workers.pool().run(
            Query(text),
            accept=f"{formats.TSV.media_type}, {formats.TURTLE.media_type}",
            client=request.remote_addr or "",
            gone=workers.watch(),
        )
        try:
            body, whole = head(answer.chunks, BYTES)
        finally:
            answer.chunks.close()
    except SparqlError as error:
        failure = protocol.failure(error, text)
        return Shown(error=b"".join(failure.body).decode(), status=failure.status)
    if answer.format is formats.TURTLE:
        return Shown(text=body.decode("utf-8", "ignore"), whole=whole, hints=answer.hints)
    if body in (b"true", b"false"):
        return Shown(truth=body == b"true", hints=answer.hints)
    rows = table(body, whole, ROWS)
    return Shown(rows=rows, whole=rows.whole, hints=answer.hints, bar=_bar(rows))


def _bar(rows: Table) -> tuple[str, int]:
    """The last column, if all that stands in it are whole numbers, and the greatest of them."""
    numbers = [int(row[-1].value) for row in rows.rows if row and isinstance(row[-1], ox.Literal) and row[-1].value.isdecimal()]
    drawn = 1 < len(rows.rows) <= _BARS and len(numbers) == len(rows.rows) and max(numbers) > 0
    return (rows.variables[-1], max(numbers)) if drawn else ("", 0)


def terms() -> ResponseReturnValue:
    """The classes and properties that our queries may use, with what they are called in the language of the page, as JSON."""
    names, wanted = reader().names, language()
    found = [
        {"term": f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}", "label": best(names.of(ox.NamedNode(iri)), wanted).text}
        for prefix, iri in _terms()
    ]
    response = jsonify(found)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@lru_cache(1)
def _terms() -> list[tuple[str, str]]:
    prefixes = {iri: prefix for prefix, iri in PREFIXES.items()}
    vocabularies = [v for v in vars(ontology.names).values() if isinstance(v, type) and issubclass(v, Vocabulary)]
    found = {
        (prefixes[vocabulary.BASE], str(iri))
        for vocabulary in vocabularies
        if getattr(vocabulary, "BASE", "") in prefixes
        for iri in (getattr(vocabulary, name) for name in dir(vocabulary))
        if isinstance(iri, Iri) and iri != vocabulary.BASE
    }
    return sorted(found)
