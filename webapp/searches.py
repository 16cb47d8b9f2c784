"""The search page, the suggestions for its box, and what is shown when nothing is found."""

from typing import NamedTuple

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kg.search import Results, SearchQuery, parts
from kg.views import Views
from sparql import formats
from webapp.asking import asked, whole
from webapp.exports import EXPORTS
from webapp.facets import KINDS, chosen
from webapp.kept import kept
from webapp.languages import language
from webapp.published import reader
from webapp.shown import best_name, local

PAGE = 20
_FURTHEST = 10_000
_TOLD = ("iri", "kind", "names", "about", "sources")  # of a hit, to programs


class Advice(NamedTuple):
    """A search that finds something where this one does not: its words, whether it only drops the facets, its number of hits."""

    words: str
    everywhere: bool
    total: int


def search() -> ResponseReturnValue:
    """What is found, as a page or as JSON by Accept."""
    if formats.negotiate(request.headers.get("Accept", ""), (formats.HTML, formats.JSON)) is formats.JSON:
        _, number, results = _found()
        hits = [dict(zip(_TOLD, hit, strict=False)) for hit in results.hits]
        return _varying(jsonify(total=results.total, page=number, near=results.near, hits=hits, facets=results.facets))
    return kept(_page)


def _found() -> tuple[SearchQuery, int, Results]:
    """What is asked for, which page of it, and what is found."""
    query, number = asked(), whole(request.args.get("page", ""), 1)
    return query, number, reader().index.search(query, offset=min((number - 1) * PAGE, _FURTHEST), limit=PAGE)


def _page() -> ResponseReturnValue:
    query, number, results = _found()
    rows = Views(reader(), language()).rows(hit for hit in results.hits if hit.kind in ("work", "hub"))
    page = render_template(
        "search.html", query=query, results=results, page=number, pages=min(-(-results.total // PAGE), _FURTHEST // PAGE),
        rows={row.work.iri: row for row in rows}, advice=[] if results.total else _advice(query), exports=EXPORTS,
        chosen=chosen(),
    )  # fmt: skip
    return _varying(Response(page))


def _varying(response: Response) -> Response:
    response.vary.update(("Accept", "Cookie", "Accept-Language"))
    return response


def suggest() -> ResponseReturnValue:
    """Things whose names begin like what was typed."""
    hits = reader().index.suggest(request.args.get("q", "")[:200], kind=request.args.get("type", ""))
    names = [best_name(hit.names) for hit in hits]
    return jsonify(
        [
            {
                "address": local(hit.iri), "kind": hit.kind, "kindName": str(KINDS[hit.kind]),
                "name": name.text, "language": name.language, "about": hit.about,
            }
            for hit, name in zip(hits, names, strict=True)
        ]
    )  # fmt: skip


def _advice(query: SearchQuery) -> list[Advice]:
    """Without the facets; with each word alone, while they are few."""
    index, words = reader().index, [" ".join(part.words) for part in parts(query.words)]
    tried = [query._replace(facets={}, years=None)] if any(query.facets.values()) or query.years else []
    tried += [SearchQuery(word) for word in words] if 1 < len(words) <= 6 else []
    found = [Advice(each.words, each.words == query.words, index.count(each)) for each in tried]
    return [each for each in found if each.total]
