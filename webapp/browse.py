"""The pages: home, and one for each kind of thing."""

from http import HTTPStatus
from typing import Any

import pyoxigraph as ox
from flask import Response, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from kg.rows import Rows
from kg.views import Views
from sparql.queries import queries
from webapp import records
from webapp.languages import language
from webapp.published import reader


def home() -> ResponseReturnValue:
    """What is here, how fresh, and where to begin."""
    page = render_template("home.html", about=reader().publication.about, queries=queries())
    return _varying(Response(page))


def health() -> ResponseReturnValue:
    """Answers 200 as soon as pages can be served."""
    return jsonify(status="ok", published=reader().publication.number)


def page(kind: str, iri: str) -> ResponseReturnValue:
    """The page about a thing."""
    views = Views(reader(), language())
    match kind:
        case "work" | "hub":
            shown: dict[str, Any] = {"view": views.work(iri)}
        case "agent":
            shown = {"view": views.agent(iri)}
        case "topic" | "place" | "genre":
            shown = {"view": views.subject(iri)}
        case "record":
            shown = {"view": records.record(iri)}
        case "source":
            shown = {"view": records.source(iri)}
        case "instance" | "item":
            shown = _instance(iri)
        case _:
            abort(HTTPStatus.NOT_FOUND)
    template = {"hub": "work", "place": "topic", "genre": "topic", "item": "instance"}.get(kind, kind)
    return _varying(Response(render_template(f"{template}.html", iri=iri, kind=kind, **shown)))


def _instance(iri: str) -> dict[str, Any]:
    edition = Rows(reader()).edition(ox.NamedNode(iri))
    return {"tree": reader().tree(iri), "edition": edition, "title": edition.instance}


def _varying(response: Response) -> Response:
    response.vary.update(("Cookie", "Accept-Language"))
    return response
