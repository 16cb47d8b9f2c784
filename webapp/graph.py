"""The graph around a thing: a table for everybody, drawn and explored where the browser can; the same as JSON."""

from http import HTTPStatus

import pyoxigraph as ox
from flask import Response, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kg.neighbours import Neighbour, Neighbours
from sparql import formats
from webapp.facets import KINDS
from webapp.published import reader, settings
from webapp.resources import iri_of
from webapp.shown import best_name, local


def graph(kind: str, key: str) -> ResponseReturnValue:
    """The neighbours of a thing, as a page or as JSON by Accept."""
    iri = iri_of(kind, key)
    neighbours = Neighbours(reader())
    if iri is None or not neighbours.kind(iri) or not reader().exists(iri):
        abort(HTTPStatus.NOT_FOUND)
    found = neighbours.of(iri)
    if formats.negotiate(request.headers.get("Accept", ""), (formats.HTML, formats.JSON)) is formats.JSON:
        response = jsonify(id=_key(iri), neighbours=[_as_json(each) for each in found])
    else:
        thing = reader().link(ox.NamedNode(iri))
        response = Response(render_template("graph.html", iri=iri, thing=thing, kind=kind, neighbours=found, node=_key(iri)))
    response.vary.update(("Accept", "Cookie", "Accept-Language"))
    return response


def _as_json(neighbour: Neighbour) -> dict[str, str]:
    name, tie = best_name(neighbour.thing), best_name(neighbour.tie)
    kind, _, key = _key(neighbour.thing.iri).partition("/")
    return {
        "id": _key(neighbour.thing.iri), "kind": neighbour.kind, "kindName": str(KINDS[neighbour.kind]),
        "name": name.text, "language": name.language, "tie": tie.text, "tieLanguage": tie.language,
        "address": local(neighbour.thing.iri), "graph": url_for("graph", kind=kind, key=key),
    }  # fmt: skip


def _key(iri: str) -> str:
    return iri.removeprefix(settings().base)
