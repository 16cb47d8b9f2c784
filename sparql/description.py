"""The service description of a SPARQL endpoint (SPARQL 1.1 Service Description): what it speaks, what it adds, what it holds."""

from collections.abc import Iterator

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


def service(endpoint: str, void: str, triples: int) -> list[ox.Triple]:
    """What the endpoint at this address says of itself; `void` is the address where its data are described."""
    it, data, default = (ox.NamedNode(f"{endpoint}{part}") for part in ("", "#dataset", "#all"))
    said = [
        *_types(it),
        (it, f"{SD}endpoint", it),
        (it, f"{SD}defaultEntailmentRegime", ox.NamedNode(_SIMPLE)),
        (it, f"{SD}defaultDataset", data),
        (data, RDF.type, ox.NamedNode(f"{SD}Dataset")),
        (data, RDFS.seeAlso, ox.NamedNode(void)),
        (data, f"{SD}defaultGraph", default),
        (default, RDF.type, ox.NamedNode(f"{SD}Graph")),
        (default, VOID.triples, ox.Literal(triples)),
    ]
    return [ox.Triple(subject, ox.NamedNode(predicate), value) for subject, predicate, value in said]


def _types(it: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]]:
    yield it, RDF.type, ox.NamedNode(f"{SD}Service")
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield it, f"{SD}supportedLanguage", ox.NamedNode(SD + language)
    yield it, f"{SD}feature", ox.NamedNode(f"{SD}UnionDefaultGraph")
    for syntax in (*RESULTS, *SYNTAXES):
        yield it, f"{SD}resultFormat", ox.NamedNode(_FORMATS + _FORMAT_NAMES[syntax.name])
    yield from _ours(it, "extensionFunction", "Function", OTR.label)
    yield from _ours(it, "propertyFeature", "Feature", OTR.search)


def _ours(it: ox.NamedNode, property: str, kind: str, term: Iri) -> Iterator[tuple[ox.NamedNode, str, ox.NamedNode]]:
    yield it, SD + property, ox.NamedNode(term)
    yield ox.NamedNode(term), RDF.type, ox.NamedNode(SD + kind)
