"""HTTP and HTML over what is published. No RDF logic: what a page shows comes from kg, what a query answers from sparql.

`ROUTES` is the whole table of addresses.
"""

from collections.abc import Callable
from typing import NamedTuple

from flask import Flask
from flask.typing import ResponseReturnValue

from kg.demo import with_samples
from kg.settings import Settings, read_settings
from webapp import (
    browse,
    changes,
    converter,
    dataset,
    dumps,
    endpoint,
    errors,
    exports,
    facets,
    graph,
    kept,
    languages,
    limits,
    machine,
    mapping,
    metrics,
    oai,
    openapi,
    panels,
    quality,
    reconcile,
    resources,
    review,
    reviewers,
    searches,
    shown,
)
from webapp.published import Published

_STATIC_SECONDS = 3600


class Route(NamedTuple):
    """An address, the function that answers there, and what it is called in templates."""

    rule: str
    name: str
    answer: Callable[..., ResponseReturnValue]
    methods: tuple[str, ...] = ("GET",)


ROUTES = (
    Route("/", "home", browse.home),
    Route("/health", "health", browse.health),
    Route("/search", "search", searches.search),
    Route("/suggest", "suggest", searches.suggest),
    Route("/export/<name>", "export", exports.export),
    Route("/explore/<kind>/<path:key>", "graph", graph.graph),
    Route("/language", "language", languages.choose),
    Route("/review", "review", review.queue),
    Route("/review/thing", "review_thing", review.thing),
    Route("/review/decisions", "review_decisions", review.decisions),
    Route("/review/decide", "review_decide", review.decide, ("POST",)),
    Route("/review/apply", "review_apply", review.apply, ("POST",)),
    Route("/review/sign-in", "review_sign_in", reviewers.sign_in, ("GET", "POST")),
    Route("/review/sign-out", "review_sign_out", reviewers.sign_out, ("POST",)),
    Route("/work/<path:key>", "work", resources.thing),
    Route("/hub/<path:key>", "hub", resources.thing),
    Route("/agent/<path:key>", "agent", resources.thing),
    Route("/topic/<path:key>", "topic", resources.thing),
    Route("/place/<path:key>", "place", resources.thing),
    Route("/genre/<path:key>", "genre", resources.thing),
    Route("/instance/<path:key>", "instance", resources.thing),
    Route("/item/<path:key>", "item", resources.thing),
    Route("/record/<path:key>", "record", resources.thing),
    Route("/source/<path:key>", "source", resources.thing),
    Route("/graph/", "named-graph-by-iri", resources.named_graph),
    Route("/graph/<path:key>", "named-graph", resources.named_graph),
    Route("/context.jsonld", "context", resources.json_ld_context),
    Route("/dumps/", "dumps", dumps.index),
    Route("/dumps/<name>", "dump", dumps.current),
    Route("/dumps/<int:number>/<name>", "dump-of", dumps.of),
    Route("/changes", "changes", changes.collection),
    Route("/changes/page/<int:number>", "changes-page", changes.page),
    Route("/changes/activity/<int:number>", "change", changes.activity),
    Route("/reconcile", "reconcile", reconcile.reconcile, ("GET", "POST", "OPTIONS")),
    Route("/reconcile/<path:action>", "reconcile-action", reconcile.reconcile, ("GET", "POST", "OPTIONS")),
    Route("/oai", "oai", oai.oai, ("GET", "POST")),
    Route("/dataset", "dataset", dataset.dataset),
    Route("/dataset.<extension>", "dataset-as", dataset.dataset),
    Route("/.well-known/void", "void", dataset.dataset),
    Route("/ontology", "ontology", dataset.ontology),
    Route("/ontology.<extension>", "ontology-as", dataset.ontology),
    Route("/ontology/<name>", "ontology-term", dataset.term),
    Route("/convert", "convert", converter.convert, ("GET", "POST")),
    Route("/mapping/", "mappings", mapping.index),
    Route("/mapping/<format>", "mapping", mapping.of),
    Route("/mapping/<format>/<tag>", "mapping-tag", mapping.of_tag),
    Route("/quality", "quality", quality.index),
    Route("/quality/<source>", "quality-of", quality.of),
    Route("/quality/<source>/list.csv", "quality-table", quality.table),
    Route("/metrics", "metrics", metrics.metrics),
    Route("/openapi.json", "openapi", openapi.openapi),
    Route("/opensearch.xml", "opensearch", machine.opensearch),
    Route("/robots.txt", "robots", machine.robots),
    Route("/sitemap.xml", "sitemap", machine.sitemap),
    Route("/sitemap/<kind>-<int:number>.xml", "sitemap-page", machine.sitemap_page),
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application; without settings, with those of the environment, in which the samples' libraries have their names."""
    settings = settings or with_samples(read_settings())
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.upload_mb * 1024 * 1024
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _STATIC_SECONDS
    app.extensions["otrar"] = published = Published(settings)
    metrics.prepare(app, settings, published)
    limits.prepare(app, settings)
    languages.prepare(app)
    for each in (kept, shown, facets, panels, reconcile, machine):
        each.prepare(app)
    for route in ROUTES:
        app.add_url_rule(route.rule, route.name, route.answer, methods=route.methods)
    endpoint.routes(app)
    errors.prepare(app)
    return app
