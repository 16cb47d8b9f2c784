"""Things at their own addresses: 303 to the page or the data that is asked for; the data in every RDF format."""

from http import HTTPStatus
from urllib.parse import quote

import pyoxigraph as ox
from flask import Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from sparql.formats import RdfSyntax
from sparql.prefixes import PREFIXES
from webapp import browse
from webapp.negotiate import OFFERED, accepted, split_extension
from webapp.published import reader, settings
from webapp.shown import local

_TWO_PARTS = ("instance", "item", "record")


def thing(key: str) -> ResponseReturnValue:
    """A thing, or one of its documents where the address has an extension."""
    kind = request.path.split("/", 2)[1]
    asked = split_extension(key)
    iri = iri_of(kind, asked.key)
    if iri is None or not reader().exists(iri):
        abort(HTTPStatus.NOT_FOUND)
    if asked.format is None:
        return _see_other(iri)
    return _data(iri, asked.format) if isinstance(asked.format, RdfSyntax) else browse.page(kind, iri)


def iri_of(kind: str, key: str) -> str | None:
    """The IRI that an address stands for, whatever host it was asked at; None if it cannot be one."""
    if kind in _TWO_PARTS:
        source, slash, id = key.partition("/")
        path = f"{quote(source, safe='')}/{quote(id, safe='')}" if slash else ""
    else:
        path = quote(key, safe="")
    return f"{settings().base}{kind}/{path}" if path else None


def _see_other(iri: str) -> ResponseReturnValue:
    """The thing itself is no document: send the client to one about it (Cool URIs for the Semantic Web)."""
    chosen = accepted(request.headers.get("Accept", ""))
    if chosen is None:
        abort(HTTPStatus.NOT_ACCEPTABLE, ", ".join(each.media_type for each in OFFERED))
    response = redirect(f"{local(iri)}.{chosen.extension}", HTTPStatus.SEE_OTHER)
    response.vary.add("Accept")
    return response


def _data(iri: str, syntax: RdfSyntax) -> ResponseReturnValue:
    quads = reader().quads(iri)
    triples = sorted({quad.triple for quad in quads}, key=str)
    body = ox.serialize(triples, format=syntax.rdf, prefixes=dict(PREFIXES))
    response = Response(body, content_type=syntax.content_type)
    response.headers.add("Link", f"<{iri}>; rel=describes")
    for each in OFFERED:
        if each is not syntax:
            response.headers.add("Link", f'<{local(iri)}.{each.extension}>; rel=alternate; type="{each.media_type}"')
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return response.make_conditional(request)
