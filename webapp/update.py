"""/sparql/update and /graphs: SPARQL Update and the Graph Store Protocol. Reading is free, writing needs the settings' token.

What is written is visible when the answer comes: each request publishes.
"""

import hmac
from collections.abc import Callable, Iterator
from http import HTTPStatus

import pyoxigraph as ox
from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

from kg import updates
from kg.updates import Updates
from kg.workspace import Workspace, workspace
from sparql import formats, protocol
from sparql.errors import NotAcceptable, QueryError, SparqlError
from sparql.formats import RdfSyntax
from sparql.prefixes import PREFIXES
from sparql.protocol import UnsupportedMediaType
from sparql.updates import read_update
from webapp.published import reader, settings

_UPDATE, _FORM = "application/sparql-update", "application/x-www-form-urlencoded"


class Forbidden(SparqlError):
    """Writing through the web is off, or the token is not the one of the settings."""

    status = 403


class Unauthorized(Forbidden):
    """There is no token."""

    status = 401


class NoGraph(SparqlError):
    """A graph that is not there."""

    status = 404


def routes(app: Flask) -> None:
    """Add both to the application."""
    app.add_url_rule("/sparql/update", "sparql-update", _answering(update), methods=["POST"])
    app.add_url_rule("/graphs", "graphs", _answering(graphs), methods=["GET", "PUT", "POST", "DELETE"])


def _answering(answer: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Every SparqlError becomes a response."""

    def answered() -> ResponseReturnValue:
        try:
            return answer()
        except SparqlError as error:
            failure = protocol.failure(error)
            response = Response(failure.body, failure.status, failure.headers)
            if isinstance(error, Unauthorized):
                response.headers["WWW-Authenticate"] = 'Bearer realm="otrar"'
            return response

    return answered


def _check_token() -> None:
    token = settings().token
    if not token:
        raise Forbidden("Writing through the web is off. Who runs this server turns it on with a token (OTRAR_TOKEN).")
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise Unauthorized("Writing needs the header `Authorization: Bearer` with the token of this server.")
    if not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise Forbidden("This is not the token of this server.")


def update() -> ResponseReturnValue:
    """Run an update that is sent as a form or as such."""
    _check_token()
    if request.args.getlist("using-graph-uri") or request.args.getlist("using-named-graph-uri"):
        raise QueryError("Name the graphs in the update: USING <…>, or GRAPH <…>.")
    asked = read_update(_sent())

    def run(space: Workspace) -> ResponseReturnValue:
        Updates(space.ledger).run(space.store, asked, space.settings.base)
        return "", HTTPStatus.NO_CONTENT

    return _written(run)


def _sent() -> str:
    if request.mimetype == _FORM and request.form.get("update"):
        return request.form["update"]
    if request.mimetype == _UPDATE:
        try:
            return request.get_data().decode()
        except UnicodeDecodeError as error:
            raise QueryError(f"Byte {error.start} of the body is not UTF-8.") from error
    raise UnsupportedMediaType(f"An update is sent as {_UPDATE}, or as update= in a form.")


def graphs() -> ResponseReturnValue:
    """One graph, named by graph=IRI: read, replaced, added to, deleted."""
    if request.method != "GET":
        _check_token()
    graph = request.args.get("graph", "")
    if not graph:
        raise QueryError("Name the graph: ?graph=IRI. The default graph is all graphs together, and is not written.")
    if request.method == "GET":
        return _read(graph)
    updates.check(graph, settings().base)
    if request.method == "DELETE":
        return _written(lambda space: _deleted(space, graph))
    triples = list(_body(graph))

    def write(space: Workspace) -> ResponseReturnValue:
        is_new = Updates(space.ledger).write(space.store, graph, triples, add=request.method == "POST")
        return "", HTTPStatus.CREATED if is_new else HTTPStatus.NO_CONTENT

    return _written(write)


def _deleted(space: Workspace, graph: str) -> ResponseReturnValue:
    if Updates(space.ledger).write(space.store, graph, ()):
        raise NoGraph(f"There is no graph <{graph}> here.")
    return "", HTTPStatus.NO_CONTENT


def _written(write: Callable[[Workspace], ResponseReturnValue]) -> ResponseReturnValue:
    with workspace(settings()) as space:
        answer = write(space)
        space.publish()
    return answer


def _read(graph: str) -> ResponseReturnValue:
    syntax = formats.negotiate(request.headers.get("Accept", ""), formats.GRAPHS)
    if syntax is None:
        raise NotAcceptable(f"Choose one of {', '.join(each.media_type for each in formats.GRAPHS)}.")
    try:
        quads = list(reader().graph.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    except ValueError as error:
        raise QueryError(f"<{graph}> is not an IRI: {error}") from error
    if not quads:
        raise NoGraph(f"There is no graph <{graph}> here.")
    body = ox.serialize((quad.triple for quad in quads), format=syntax.rdf, prefixes=dict(PREFIXES))
    response = Response(body, content_type=syntax.content_type)
    response.vary.add("Accept")
    return response


def _body(graph: str) -> Iterator[ox.Triple]:
    """The triples that were sent; nodes without an IRI get one below that of the graph."""
    syntax = _syntax()
    try:
        for quad in ox.parse(request.get_data(), format=syntax.rdf, base_iri=graph, without_named_graphs=True):
            yield ox.Triple(_named(quad.subject, graph), quad.predicate, _named(quad.object, graph))
    except SyntaxError as error:
        raise QueryError(f"The body is not {syntax.label}: {error}") from error


def _syntax() -> RdfSyntax:
    syntax = formats.find(request.mimetype, formats.GRAPHS)
    if syntax is None:
        raise UnsupportedMediaType(f"A graph is sent as {', '.join(each.media_type for each in formats.GRAPHS)}.")
    return syntax


def _named[T](term: T, graph: str) -> T | ox.NamedNode:
    return ox.NamedNode(f"{graph.partition('#')[0]}#{term.value}") if isinstance(term, ox.BlankNode) else term
