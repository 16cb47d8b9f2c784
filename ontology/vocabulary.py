"""The vocabulary graph: what code-list terms, classes and properties are and what they are called."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ontology.codes import Term, terms
from ontology.kinds import KINDS
from ontology.names import RDF, RDFS, SKOS

HERE = Path(__file__).parent
FILES = (*sorted((HERE / "labels").glob("*.ttl")), HERE / "otrar.ttl")

_TYPE, _LABEL, _NOTATION = ox.NamedNode(RDF.type), ox.NamedNode(RDFS.label), ox.NamedNode(SKOS.notation)


def vocabulary(graph: str) -> Iterator[ox.Quad]:
    """All quads of the vocabulary graph of this IRI.

    <…/relators/aut> a bf:Role ; rdfs:label "author"@en, "автор"@ru ; skos:notation "aut" .
    bf:Work rdfs:label "Work"@en, "Произведение"@ru .
    """
    name = ox.NamedNode(graph)
    for table in KINDS:
        for term in terms(table):
            yield from _describe(term, name)
    for path in FILES:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)


def _describe(term: Term, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    subject = ox.NamedNode(term.iri)
    yield ox.Quad(subject, _TYPE, ox.NamedNode(term.kind), graph)
    yield ox.Quad(subject, _NOTATION, ox.Literal(term.code), graph)
    for language, label in term.labels.items():
        yield ox.Quad(subject, _LABEL, ox.Literal(label, language=language), graph)
