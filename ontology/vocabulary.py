"""The vocabulary graph: what code-list terms, classes and properties are and what they are called."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ontology.codes import Term, terms
from ontology.kinds import KINDS
from ontology.names import OWL, RDF, RDFS, SKOS

HERE = Path(__file__).parent
FILES = (*sorted((HERE / "labels").glob("*.ttl")), HERE / "otrar.ttl")

_TYPE, _LABEL, _NOTATION = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label), ox.NamedNode(SKOS.notation)


def vocabulary(graph: str) -> Iterator[ox.Quad]:
    """All quads of the vocabulary graph of this IRI, its version last: where that is, all is.

    <…/relators/aut> a bf:Role ; rdfs:label "author"@en, "автор"@ru ; skos:notation "aut" .
    bf:Work rdfs:label "Work"@en, "Произведение"@ru .
    <…/graph/vocabulary> owl:versionInfo "3f0c…" .
    """
    name = ox.NamedNode(graph)
    for table in KINDS:
        for term in terms(table):
            yield from _describe(term, name)
    for path in FILES:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)
    yield version(graph)


def version(graph: str) -> ox.Quad:
    """What the graph says of itself, so that two of them need not be compared whole: another where anything may be another."""
    name = ox.NamedNode(graph)
    return ox.Quad(name, ox.NamedNode(OWL.versionInfo), ox.Literal(_digest()), name)


@cache
def _digest() -> str:
    """Of all that this package is made from: its tables and what reads them."""
    files = sorted(file for file in HERE.rglob("*") if file.suffix in (".py", ".tsv", ".ttl"))
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def _describe(term: Term, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    subject = ox.NamedNode(term.iri)
    yield ox.Quad(subject, _TYPE, ox.NamedNode(term.kind), graph)
    yield ox.Quad(subject, _NOTATION, ox.Literal(term.code), graph)
    for language, label in term.labels.items():
        yield ox.Quad(subject, _LABEL, ox.Literal(label, language=language), graph)
