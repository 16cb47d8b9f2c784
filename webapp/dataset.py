"""/dataset and /.well-known/void: what is here, in which parts, files and services; /ontology: what our own words mean."""

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

import pyoxigraph as ox
from flask import Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kg import dumps
from kg.documents import serialised
from kg.jsonld import jsonld
from kg.names import Name
from kg.void import About, description
from ontology.names import OTR, RDF, RDFS
from ontology.vocabulary import HERE
from sparql import formats
from sparql.formats import RdfSyntax
from webapp.negotiate import OFFERED, accepted
from webapp.published import reader, settings
from webapp.resources import as_data

_TURTLE = HERE / "otrar.ttl"


def dataset(extension: str = "") -> ResponseReturnValue:
    """The description of what is published, as a page or as data."""
    about = About(reader().publication, settings(), request.url_root)

    def page() -> str:
        return render_template("dataset.html", about=about.publication.about, files=dumps.listed(about.publication.dumps))

    return _document(about.iri.value, lambda: description(about), page, extension)


def ontology(extension: str = "") -> ResponseReturnValue:
    """Our own terms, as a page or as data."""

    def page() -> str:
        return render_template("ontology.html", terms=[_term(iri) for iri in _defined()])

    return _document(OTR.BASE, _statements, page, extension)


def term(name: str) -> ResponseReturnValue:
    """One of our own terms: its place in the document of all. Aborts with 404 where there is none of this name."""
    if OTR.BASE + name not in _defined():
        abort(HTTPStatus.NOT_FOUND)
    response = redirect(f"{request.script_root}/ontology#{name}", HTTPStatus.SEE_OTHER)
    response.vary.add("Accept")
    return response


def _document(root: str, said: Callable[[], Sequence[ox.Triple]], page: Callable[[], str], extension: str) -> ResponseReturnValue:
    """A document that its address names as a whole: no redirect."""
    accept = request.headers.get("Accept", "")
    chosen = formats.find(extension, OFFERED) if extension else accepted(accept, OFFERED)
    if chosen is None:
        abort(HTTPStatus.NOT_FOUND if extension else HTTPStatus.NOT_ACCEPTABLE, ", ".join(each.media_type for each in OFFERED))
    if not isinstance(chosen, RdfSyntax):
        response = Response(page())
    elif chosen is formats.JSON_LD:
        body = json.dumps(jsonld(said(), root), ensure_ascii=False, indent=1)
        response = Response(body, content_type=chosen.content_type)
    else:
        response = Response(serialised(list(said()), chosen), content_type=chosen.content_type)
    response.vary.update(("Accept", "Cookie", "Accept-Language"))
    return as_data(response)


def _statements() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=_TURTLE, format=formats.TURTLE.rdf)]


def _defined() -> list[str]:
    """The IRIs of our own terms, in the order of the file."""
    typed = (each for each in _statements() if each.predicate.value == RDF.type and isinstance(each.subject, ox.NamedNode))
    iris = (str(each.subject.value) for each in typed if isinstance(each.subject, ox.NamedNode))
    return list(dict.fromkeys(iri for iri in iris if iri.startswith(OTR.BASE) and iri != OTR.BASE))


def _term(iri: str) -> dict[str, Any]:
    node = ox.NamedNode(iri)
    comments = [
        Name(each.value, each.language or "")
        for each in reader().names.objects(node, RDFS.comment)
        if isinstance(each, ox.Literal)
    ]
    return {"name": iri.removeprefix(OTR.BASE), "iri": iri, "link": reader().link(node), "comments": comments}
