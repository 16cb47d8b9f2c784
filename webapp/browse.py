"""The pages: home, search, and one for each kind of thing."""

from http import HTTPStatus
from typing import Any

import pyoxigraph as ox
from flask import Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kg.entries import KINDS
from kg.search import FACETS, SearchQuery
from kg.views import Views
from sparql import formats
from sparql.queries import queries
from webapp import records
from webapp.published import reader
from webapp.shown import best_name, local

PAGE = 20
_FURTHEST = 10_000


def home() -> ResponseReturnValue:
    """What is here, how fresh, and where to begin."""
    return render_template("home.html", about=reader().publication.about, queries=queries())


def health() -> ResponseReturnValue:
    """Answers 200 as soon as pages can be served."""
    return jsonify(status="ok", published=reader().publication.number)


def search() -> ResponseReturnValue:
    """What is found, as a page or as JSON by Accept."""
    query = _query()
    number = _whole(request.args.get("page", ""), 1)
    offset = min((number - 1) * PAGE, _FURTHEST)
    results = reader().index.search(query, offset=offset, limit=PAGE)
    if formats.negotiate(request.headers.get("Accept", ""), (formats.HTML, formats.JSON)) is formats.JSON:
        hits = [hit._asdict() for hit in results.hits]
        return jsonify(total=results.total, page=number, hits=hits, facets=results.facets)
    rows = Views(reader()).rows(hit.iri for hit in results.hits if hit.kind in ("work", "hub"))
    return render_template(
        "search.html", query=query, results=results, page=number, pages=-(-results.total // PAGE), kinds=list(KINDS),
        rows={row.work.iri: row for row in rows},
    )  # fmt: skip


def suggest() -> ResponseReturnValue:
    """Things whose names begin like what was typed."""
    hits = reader().index.suggest(request.args.get("q", "")[:200], kind=request.args.get("type", ""))
    return jsonify(
        [{"address": local(hit.iri), "kind": hit.kind, "name": best_name(hit.names).text, "about": hit.about} for hit in hits]
    )


def _query() -> SearchQuery:
    facets = {facet: request.args.getlist("type" if facet == "kind" else facet) for facet in FACETS}
    first, dash, last = request.args.get("year", "").partition("-")
    years = (_whole(first, 0), _whole(last, 9999)) if dash else (_whole(first, 0), _whole(first, 9999))
    return SearchQuery(request.args.get("q", "")[:500], facets, years if request.args.get("year") else None)


def _whole(text: str, otherwise: int) -> int:
    return max(1, min(int(text), 10**6)) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def page(kind: str, iri: str) -> ResponseReturnValue:
    """The page about a thing."""
    views = Views(reader())
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
            shown = {"tree": reader().tree(iri), "record": reader().record_of(iri), "title": reader().title(ox.NamedNode(iri))}
        case _:
            abort(HTTPStatus.NOT_FOUND)
    template = {"hub": "work", "place": "topic", "genre": "topic", "item": "instance"}.get(kind, kind)
    response = Response(render_template(f"{template}.html", iri=iri, kind=kind, **shown))
    response.vary.add("Cookie")
    return response
