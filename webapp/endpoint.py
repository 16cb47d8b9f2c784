"""/sparql: the SPARQL Protocol for programs, its description in RDF, and for people the page of webapp/questions.py."""

import pyoxigraph as ox
from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

from sparql import description, formats, protocol
from sparql.prefixes import PREFIXES
from webapp import questions, update, workers
from webapp.published import reader, settings

# The protocol says itself which of them it does not have.
_METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]


def routes(app: Flask) -> None:
    """Add /sparql to the application."""
    workers.prepare(app)
    app.add_url_rule("/sparql", "sparql", sparql, methods=_METHODS, provide_automatic_options=False)
    app.add_url_rule("/sparql/terms", "sparql-terms", questions.terms)
    update.routes(app)


def sparql() -> ResponseReturnValue:
    """An answer by the protocol; a page when a browser asks, and the service description when there is no question."""
    request.get_data()  # kept, so that a form can be read here and once more by the protocol
    if request.method in ("GET", "HEAD", "POST") and _is_browser():
        return questions.page()
    if request.method in ("GET", "HEAD") and not request.args.getlist("query"):
        return _description()
    answer = protocol.respond(workers.pool(), _request())
    return Response(answer.body, answer.status, answer.headers, direct_passthrough=True)


def _is_browser() -> bool:
    """Whether the client likes a page best; a form that is posted as one that gets a page is a page's."""
    accept = request.headers.get("Accept", "")
    if "html" not in accept or request.mimetype == "application/sparql-query" or request.values.get("format"):
        return False
    return formats.negotiate(accept, (*formats.RESULTS, *formats.RDF, formats.HTML)) is formats.HTML


def _description() -> ResponseReturnValue:
    accept, name = request.headers.get("Accept", ""), request.args.get("format", "")
    syntax = formats.find(name, formats.GRAPHS) if name else formats.negotiate(accept, formats.GRAPHS)
    void, about = f"{request.url_root}.well-known/void", reader().publication.about
    said = description.service(request.base_url, void, settings().base, about)
    chosen = syntax or formats.TURTLE
    body = ox.serialize(said, format=chosen.rdf, prefixes={**PREFIXES, "sd": description.SD})
    response = Response(body, content_type=chosen.content_type)
    response.vary.add("Accept")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _request() -> protocol.Request:
    return protocol.Request(
        method=request.method,
        query_string=request.query_string.decode("latin-1"),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.get_data(),
        client=request.remote_addr or "",
        gone=workers.watch(),
    )
