"""What is in a published graph, in numbers: computed once, when it is published.

The engine counts, in a few passes over the store, and only numbers leave it. What it must remember to count things once is kept
within bounds: classes with many things are counted one by one.
"""

from collections.abc import Iterator
from typing import Any, cast

import pyoxigraph as ox

from ontology.names import BF, RDF, VOID, Iri

COUNTED: dict[str, Iri] = {
    "works": BF.Work,
    "instances": BF.Instance,
    "hubs": BF.Hub,
    "items": BF.Item,
    "agents": BF.Agent,
    "topics": BF.Topic,
    "places": BF.Place,
    "genres": BF.GenreForm,
}
"""The kinds of things that are counted, and the class that tells them."""

_MANY = 50_000
_IN_SOURCE = f"?g <{VOID.inDataset}> ?source"
_RECORDS = f"SELECT ?source (COUNT(*) AS ?n) {{ {_IN_SOURCE} }} GROUP BY ?source"
_THINGS = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s <{RDF.type}> %s FILTER(isIRI(?s) && STRSTARTS(STR(?s), %s)) }}"
_PROPERTIES = "SELECT ?property (COUNT(*) AS ?n) { ?s ?property ?o } GROUP BY ?property"
_PROPERTIES_BY_SOURCE = (
    f"SELECT ?source ?property (COUNT(*) AS ?n) {{ GRAPH ?g {{ {_IN_SOURCE} . ?s ?property ?o }} }} GROUP BY ?source ?property"
)
_TYPES = f"SELECT ?class (COUNT(*) AS ?n) {{ ?s <{RDF.type}> ?class }} GROUP BY ?class"
_CLASSES = f"SELECT ?class (COUNT(DISTINCT ?s) AS ?n) {{ ?s <{RDF.type}> %s %s }} GROUP BY ?class"
_CLASSES_BY_SOURCE = (
    f"SELECT ?source ?class (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s <{RDF.type}> %s . {_IN_SOURCE} }} %s }} "
    "GROUP BY ?source ?class"
)


def statistics(graph: ox.Store, base: str) -> dict[str, Any]:
    """Numbers of quads, of records by source, of things by kind, by class and by property; the last two by source as well.

        {"quads": 57177, "records": {"almaty": 141}, "things": {"works": 301}, "classes": {IRI: 301}, "properties": {IRI: 1204},
         "parts": {"almaty": {"classes": {IRI: 141}, "properties": {IRI: 640}}}}

    Of a class the distinct things are counted; of a property its statements, one that two graphs make twice.
    """
    start = f"{base}source/"
    records = {source.removeprefix(start): n for (source,), n in _counted(graph, _RECORDS, "source")}
    parts: dict[str, dict[str, dict[str, int]]] = {source: {"classes": {}, "properties": {}} for source in records}
    for (source, property), n in _counted(graph, _PROPERTIES_BY_SOURCE, "source", "property"):
        parts[source.removeprefix(start)]["properties"][property] = n
    classes = dict[str, int]()
    for term, only in _by_size(graph):
        classes |= {class_: n for (class_,), n in _counted(graph, _CLASSES % (term, only), "class")}
        for (source, class_), n in _counted(graph, _CLASSES_BY_SOURCE % (term, only), "source", "class"):
            parts[source.removeprefix(start)]["classes"][class_] = n
    return {
        "quads": len(graph),
        "records": records,
        "things": {name: _things(graph, kind, f"{base}{name[:-1]}/") for name, kind in COUNTED.items()},
        "classes": classes,
        "properties": {property: n for (property,), n in _counted(graph, _PROPERTIES, "property")},
        "parts": parts,
    }


def _by_size(graph: ox.Store) -> Iterator[tuple[str, str]]:
    """How a query names classes that are counted together: each that has many things, then the others."""
    many = [str(ox.NamedNode(class_)) for (class_,), n in _counted(graph, _TYPES, "class") if n > _MANY]
    yield from ((class_, f"BIND({class_} AS ?class)") for class_ in many)
    yield "?class", f"FILTER(?class NOT IN ({', '.join(many)}))" if many else ""


def _counted(graph: ox.Store, query: str, *names: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The rows of a query that counts: the IRIs of these variables, and ?n; without rows that have something else there."""
    for row in cast(ox.QuerySolutions, graph.query(query, use_default_graph_as_union=True)):
        terms = [row[name] for name in names]
        if all(isinstance(term, ox.NamedNode) for term in terms):
            yield tuple(term.value for term in terms), int(row["n"].value)


def _things(graph: ox.Store, kind: str, start: str) -> int:
    [(_, number)] = _counted(graph, _THINGS % (ox.NamedNode(kind), ox.Literal(start)))
    return number
