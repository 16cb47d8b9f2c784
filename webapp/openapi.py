"""/openapi.json: the addresses that programs use, described in OpenAPI 3.1 from the table of routes and the words here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import Rule

from kg.oai import PREFIXES
from kg.search import FACETS, SORTS
from sparql import formats
from webapp.oai import VERBS

_THINGS = ("work", "hub", "agent", "topic", "place", "genre", "instance", "item", "record", "source")
_RDF = [each.media_type for each in formats.RDF]
_RESULTS = [each.media_type for each in (*formats.RESULTS, *formats.GRAPHS)]
_HTML, _JSON, _XML = formats.HTML.media_type, "application/json", "text/xml"


_ARGUMENT = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


class Described(NamedTuple):
    """An address in words: what it gives, which parameters it takes (name, and its values where they are few), as which types."""

    summary: str
    parameters: Sequence[tuple[str, Sequence[str]]] = ()
    media_types: Sequence[str] = (_JSON,)


def _words(*names: str) -> list[tuple[str, Sequence[str]]]:
    return [(name, ()) for name in names]


_DESCRIBED: Mapping[str, Described] = {
    "health": Described("Whether pages can be served"),
    "search": Described(
        "Find works, people, subjects by words in any script",
        [*_words("q", "year", "page", "type", *(f for f in FACETS if f != "kind")), ("sort", SORTS)],
        (_HTML, _JSON),
    ),
    "suggest": Described("Things whose names begin so", _words("q", "type")),
    "export": Described("A whole list of results in a format", _words("q", "year", "type"), ("application/octet-stream",)),
    "sparql": Described("SPARQL 1.1 Protocol", _words("query", "default-graph-uri", "named-graph-uri", "format"), _RESULTS),
    "named-graph": Described("A named graph that is no record", (), _RDF),
    "named-graph-by-iri": Described("A named graph by its IRI", _words("iri"), _RDF),
    "context": Described("The context of our JSON-LD", (), ("application/ld+json",)),
    "dumps": Described("The dumps that there are", (), (_HTML, _JSON)),
    "dump": Described("A dump of what is published now", (), ("application/gzip",)),
    "dump-of": Described("A dump of one publication", (), ("application/gzip",)),
    "changes": Described("Changes as an OrderedCollection", _words("since", "after"), ("application/activity+json",)),
    "changes-page": Described("A page of changes", _words("after"), ("application/activity+json",)),
    "change": Described("One change", (), ("application/activity+json",)),
    "oai": Described(
        "OAI-PMH 2.0",
        [
            ("verb", tuple(VERBS)),
            ("metadataPrefix", tuple(PREFIXES)),
            *_words("identifier", "from", "until", "set", "resumptionToken"),
        ],
        (_XML,),
    ),
    "dataset": Described("What is published: VoID and DCAT-AP", (), (_HTML, *_RDF)),
    "dataset-as": Described("The same in one format", (), (_HTML, *_RDF)),
    "void": Described("The same at the place where programs look for it", (), (_HTML, *_RDF)),
    "ontology": Described("Our own terms", (), (_HTML, *_RDF)),
    "ontology-as": Described("The same in one format", (), (_HTML, *_RDF)),
    "ontology-term": Described("One of our own terms", (), (_HTML,)),
    "convert": Described("Convert a record, field by field", _words("format"), (_HTML, _JSON, *_RDF)),
    "mapping": Described("The rules of a format", (), (_HTML,)),
    "mapping-tag": Described("The rules for a tag, with examples", (), (_HTML,)),
    "quality-of": Described("What a library may put right", (), (_HTML, _JSON)),
    "quality-table": Described("The same as a list", (), ("text/csv",)),
    "reconcile": Described("Reconciliation Service API 0.2", _words("queries", "callback")),
    "metrics": Described("Measures for Prometheus", (), ("text/plain",)),
    "sitemap": Described("The index of sitemaps", (), ("application/xml",)),
    "sitemap-page": Described("A sitemap", (), ("application/xml",)),
    "opensearch": Described("OpenSearch description", (), ("application/opensearchdescription+xml",)),
    "robots": Described("What crawlers leave alone", (), ("text/plain",)),
    "openapi": Described("This document"),
    **dict.fromkeys(
        _THINGS, Described("A thing: 303 to a document by Accept; by extension one of them", _words("_profile"), (_HTML, *_RDF))
    ),
}
"""The routes that programs use, by name; what is not here is for people."""


def openapi() -> ResponseReturnValue:
    """The document."""
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint in _DESCRIBED]
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Otrar", "version": "1", "description": "The catalogues of many libraries as one graph"},
        "servers": [{"url": request.url_root.rstrip("/")}],
        "paths": {path: _path(rule) for path, rule in sorted((_template(rule), rule) for rule in rules)},
    }
    response = jsonify(document)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _template(rule: Rule) -> str:
    """A rule as OpenAPI writes it."""
    return _ARGUMENT.sub(r"{\1}", rule.rule)


def _path(rule: Rule) -> dict[str, Any]:
    described = _DESCRIBED[rule.endpoint]
    return {method.lower(): _operation(rule, method, described) for method in ("GET", "POST") if method in (rule.methods or ())}


def _operation(rule: Rule, method: str, described: Described) -> dict[str, Any]:
    made: dict[str, Any] = {
        "summary": described.summary,
        "operationId": f"{rule.endpoint}-{method.lower()}",
        "responses": {
            "200": {"description": "the answer", "content": {each: {} for each in described.media_types}},
            "default": {"description": "why there is none", "content": {"text/plain": {}, _HTML: {}}},
        },
    }
    path = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in sorted(rule.arguments)]
    asked = list(_parameters(described.parameters))
    if method == "POST":
        properties = {each["name"]: each["schema"] for each in asked}
        form = {"schema": {"type": "object", "properties": properties}}
        made["requestBody"] = {"content": {"application/x-www-form-urlencoded": form}}
    made["parameters"] = path + (asked if method == "GET" else [])
    return made


def _parameters(parameters: Iterable[tuple[str, Sequence[str]]]) -> Iterable[dict[str, Any]]:
    for name, values in parameters:
        schema: dict[str, Any] = {"type": "string"}
        yield {"name": name, "in": "query", "schema": {**schema, "enum": list(values)} if values else schema}
