"""Records held against the shapes (ontology/shapes.ttl) with pySHACL, as many at once as fit in memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import batched
from typing import NamedTuple

import pyoxigraph as ox
from pyshacl import validate
from rdflib import Graph, Literal
from rdflib.namespace import SH
from rdflib.term import Node

from kg.differences import statements
from ontology.names import RDF, RDFS
from ontology.vocabulary import HERE

BATCH = 100
"""Records that are validated together."""

_MOST_SUBJECTS = 20


class Result(NamedTuple):
    """A shape that a record does not have: ``severity`` is Violation, Warning or Info; messages by language."""

    record: str
    severity: str
    messages: Mapping[str, str]
    value: str


@cache
def _shapes() -> Graph:
    return Graph().parse(HERE / "shapes.ttl", format="turtle")


@cache
def translations() -> Mapping[str, Mapping[str, str]]:
    """For each message of the shapes in English the same in all its languages."""
    groups = (list(_shapes().objects(shape, SH.message)) for shape in _shapes().subjects(SH.message, unique=True))
    told = [{str(m.language or "en"): str(m) for m in group if isinstance(m, Literal)} for group in groups]
    return {by["en"]: by for by in told if "en" in by}


def validated(graph: ox.Store, records: Iterable[str]) -> Iterator[Result]:
    """What is wrong with these records, by their IRIs; a record is judged by what it says itself and what the lists say."""
    for batch in batched(records, BATCH):
        yield from _batch(graph, batch)


def _batch(graph: ox.Store, records: Sequence[str]) -> Iterator[Result]:
    texts = {record: statements(graph, ox.NamedNode(record)) for record in records}
    data = Graph().parse(data=b"".join([*texts.values(), *_terms(graph, texts.values())]), format="nt")
    conforms, results, _ = validate(data, shacl_graph=_shapes(), inference="none")
    if conforms:
        return
    for result in results.subjects(SH.resultSeverity):
        severity = str(results.value(result, SH.resultSeverity)).rpartition("#")[2]
        said = results.value(result, SH.sourceShape)
        messages = {str(m.language or "en"): str(m) for m in _messages(results, result, said)}
        value = results.value(result, SH.value)
        for record in _records(texts, results.value(result, SH.focusNode)):
            yield Result(record, severity, messages, str(value or ""))


def _messages(results: Graph, result: Node, shape: Node | None) -> Iterator[Literal]:
    """The messages of the shape in all its languages; pySHACL picks one for the result."""
    found = list(_shapes().objects(shape, SH.message)) or list(results.objects(result, SH.resultMessage))
    return (message for message in found if isinstance(message, Literal))


def _terms(graph: ox.Store, texts: Iterable[bytes]) -> Iterator[bytes]:
    """Class and label of the terms of code lists that the records name, which stand in the vocabulary graph."""
    objects = (line.rpartition(b" <")[2] for text in texts for line in text.splitlines() if line.endswith(b"> ."))
    for iri in {name.partition(b">")[0].decode() for name in objects}:
        if iri.startswith("http://id.loc.gov/vocabulary/"):
            for predicate in (RDF.type, RDFS.label):
                for quad in graph.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, None):
                    yield f"{quad.triple} .\n".encode()


def _records(texts: Mapping[str, bytes], focus: Node | None) -> list[str]:
    """The records that speak of what was found wrong."""
    node = f"<{focus}>".encode()
    return [record for record, text in texts.items() if node in text][:_MOST_SUBJECTS]
