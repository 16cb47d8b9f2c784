"""The service description of a SPARQL endpoint (SPARQL 1.1 Service Description): what it speaks, what it adds, what it holds."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox

from ontology.names import OTR, RDF, RDFS, VOID, Iri
from sparql.formats import RDF as SYNTAXES
from sparql.formats import RESULTS

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV", "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle", "jsonld": "JSON-LD", "ntriples": "N-Triples", "rdfxml": "RDF_XML", "nquads": "N-Quads", "trig": "TriG",
}  # fmt: skip
_SIMPLE = "http://www.w3.org/ns/entailment/Simple"


_USAGE = {
    OTR.label: 'otr:label(?thing, "kk,ru,en"): the name of a thing in the first of these languages in which it has one, else the '
    "nearest one; stands wherever an expression may.",
    OTR.search: '?thing otr:search "words": the things whose names or titles have all of these words, in any script; '
    '?thing otr:search ("words" ?rank) gives their order too.',
}
_SHARED = ("sources", "vocabulary")

Said = Iterator[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]]


def service(endpoint: str, void: str, base: str, about: Mapping[str, Any]) -> list[ox.Triple]:
    """What the endpoint at this address says of itself.

    Args:
        void: the address where its data are described, class by class and property by property.
        base: what our IRIs begin with.
        about: the numbers of what is published, by source as well (kg/statistics.py).
    """
    it, data = ox.NamedNode(endpoint), ox.NamedNode(f"{endpoint}#dataset")
    parts = (_speaks(it), _holds(it, data, void), _default_graph(data, about), _named_graphs(data, base, about))
    return [ox.Triple(subject, ox.NamedNode(predicate), value) for part in parts for subject, predicate, value in part]


def _holds(it: ox.NamedNode, data: ox.NamedNode, void: str) -> Said:
    yield it, f"{SD}defaultDataset", data
    yield data, RDF.type, ox.NamedNode(f"{SD}Dataset")
    yield data, RDFS.seeAlso, ox.NamedNode(void)


def _default_graph(data: ox.NamedNode, about: Mapping[str, Any]) -> Said:
    """All graphs together; a triple that two of them have counts twice."""
    graph = ox.NamedNode(data.value.replace("#dataset", "#all"))
    yield data, f"{SD}defaultGraph", graph
    yield graph, RDF.type, ox.NamedNode(f"{SD}Graph")
    yield graph, VOID.triples, ox.Literal(about["quads"])
    for several in ("classes", "properties"):  # earlier versions did not count them
        if several in about:
            yield graph, VOID.BASE + several, ox.Literal(len(about[several]))


def _named_graphs(data: ox.NamedNode, base: str, about: Mapping[str, Any]) -> Said:
    """The graphs that all share, one by one; those of records by source, since there is one for each record."""
    for name in _SHARED:
        graph = ox.NamedNode(f"{data.value}/{name}")
        yield data, f"{SD}namedGraph", graph
        yield graph, RDF.type, ox.NamedNode(f"{SD}NamedGraph")
        yield graph, f"{SD}name", ox.NamedNode(f"{base}graph/{name}")
    for name, records in sorted(about.get("records", {}).items()):
        source = ox.NamedNode(f"{base}source/{quote(name)}")
        yield data, VOID.subset, source
        yield source, RDF.type, ox.NamedNode(VOID.Dataset)
        yield source, f"{VOID.BASE}documents", ox.Literal(records)
        yield source, VOID.uriSpace, ox.Literal(f"{base}record/{quote(name)}/")
        yield source, RDFS.comment, ox.Literal(f"{records} named graphs, one for each record.", language="en")


def _speaks(it: ox.NamedNode) -> Said:
    yield it, RDF.type, ox.NamedNode(f"{SD}Service")
    yield it, f"{SD}endpoint", it
    yield it, f"{SD}defaultEntailmentRegime", ox.NamedNode(_SIMPLE)
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield it, f"{SD}supportedLanguage", ox.NamedNode(SD + language)
    yield it, f"{SD}feature", ox.NamedNode(f"{SD}UnionDefaultGraph")
    for syntax in (*RESULTS, *SYNTAXES):
        yield it, f"{SD}resultFormat", ox.NamedNode(_FORMATS + _FORMAT_NAMES[syntax.name])
    yield from _ours(it, "extensionFunction", "Function", OTR.label)
    yield from _ours(it, "propertyFeature", "Feature", OTR.search)


def _ours(it: ox.NamedNode, property: str, kind: str, term: Iri) -> Said:
    yield it, SD + property, ox.NamedNode(term)
    yield ox.NamedNode(term), RDF.type, ox.NamedNode(SD + kind)
    yield ox.NamedNode(term), RDFS.comment, ox.Literal(_USAGE[term], language="en")
