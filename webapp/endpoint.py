"""/sparql: the SPARQL Protocol for programs, a form with questions to begin with for people."""

import atexit
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from select import select
from typing import Any, NamedTuple, cast

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from kg import answering
from kg.describe import Reader
from kg.publish import current
from kg.settings import Settings
from sparql import formats, protocol
from sparql.errors import QueryError, SparqlError
from sparql.lane import Limits
from sparql.messages import Query
from sparql.pool import PUBLIC, Pool
from sparql.prefixes import PREFIXES
from sparql.queries import NamedQuery, queries
from sparql.table import Table, head, table
from webapp.published import reader, settings

QUICK = 2  # processes that long queries leave free
ROWS, BYTES = 500, 256 * 1024  # what the page shows of an answer; the rest is for download
# The protocol says itself which of them it does not have.
_METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]


class Workers:
    """The pool of this process: started by the first query, moved on when another copy is published."""

    def __init__(self) -> None:
        self._pool: Pool | None = None
        self._lock = threading.Lock()

    def pool(self, settings: Settings) -> Pool:
        """The pool, over what is published now. Raises GraphError where nothing is."""
        graph = current(settings.state).graph
        with self._lock:
            if self._pool is None:
                self._pool = Pool(graph, {PUBLIC: _limits(settings)}, answering.MODULE)
                atexit.register(self.close)
        self._pool.switch(graph)
        return self._pool

    def close(self) -> None:
        """End the worker processes."""
        pool, self._pool = self._pool, None
        if pool:
            pool.close()


def _limits(settings: Settings) -> Limits:
    workers = settings.query_workers
    return Limits(
        workers,
        quick=QUICK,
        seconds=settings.query_seconds,
        memory=settings.query_memory_mb << 20,
        share=workers - 1 if workers > 2 else workers,
        niceness=5,
    )


def routes(app: Flask) -> None:
    """Add /sparql to the application."""
    app.extensions["otrar.sparql"] = Workers()
    app.add_url_rule("/sparql", "sparql", sparql, methods=_METHODS, provide_automatic_options=False)


def workers() -> Workers:
    """Of the application that answers this request."""
    return cast(Workers, current_app.extensions["otrar.sparql"])


def sparql() -> ResponseReturnValue:
    """An answer by the protocol; a page when a browser asks."""
    if request.method in ("GET", "HEAD") and _is_browser():
        return _page()
    answer = protocol.respond(workers().pool(settings()), _request())
    return Response(answer.body, answer.status, answer.headers, direct_passthrough=True)


def _is_browser() -> bool:
    """Whether the client likes a page best; without a query, one that takes a page at all gets it."""
    accept = request.headers.get("Accept", "")
    if request.args.get("format") or not accept:
        return False
    return formats.negotiate(accept, (*formats.RESULTS, *formats.RDF, formats.HTML)) is formats.HTML


def _request() -> protocol.Request:
    return protocol.Request(
        method=request.method,
        query_string=request.query_string.decode("latin-1"),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.get_data(cache=False),
        client=request.remote_addr or "",
        gone=_watch(request.environ),
    )


def _watch(environ: dict[str, Any]) -> Callable[[], bool]:
    """Tells whether the client has closed the connection, where the server lets us look at it."""
    connection = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
    if not isinstance(connection, socket.socket):
        return lambda: False

    def gone() -> bool:
        try:
            readable, _, _ = select([connection], [], [], 0)
            return bool(readable) and not connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    return gone


class Shown(NamedTuple):
    """What the page shows of an answer: rows, the truth of an ASK, or RDF as text, whichever it is, or why there is none."""

    rows: Table | None = None
    truth: bool | None = None
    text: str = ""
    whole: bool = True
    hints: tuple[str, ...] = ()
    error: str = ""
    status: int = 200


def _page() -> ResponseReturnValue:
    query = request.args.get("query", "")
    shown = _shown(query) if query.strip() else Shown()
    page = render_template(
        "sparql.html", sparql=query, shown=shown, examples=_examples(reader()),
        prefixes=PREFIXES, downloads=formats.GRAPHS if shown.text else formats.RESULTS,
    )  # fmt: skip
    response = Response(page, shown.status)
    response.vary.update(("Accept", "Cookie"))
    return response


class _Example(NamedTuple):
    """A named query, its parameters filled in with their examples."""

    named: NamedQuery
    text: str


def _examples(reader: Reader) -> list[_Example]:
    """The named queries that have something to be asked of here: without a genre there is no question about a genre."""
    found = []
    for each in queries().values():
        with suppress(QueryError):
            found.append(_Example(each, each.filled(lambda kind, words: answering.find(reader.index, kind, words))))
    return found


def _shown(text: str) -> Shown:
    try:
        answer = (
            workers()
            .pool(settings())
            .run(
                Query(text),
                accept=f"{formats.TSV.media_type}, {formats.TURTLE.media_type}",
                client=request.remote_addr or "",
                gone=_watch(request.environ),
            )
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
    return Shown(rows=rows, whole=rows.whole, hints=answer.hints)
