"""The numbers of what is published, and how they are told: as one who counts statement by statement finds them."""

from collections import Counter, defaultdict
from typing import Any

import pyoxigraph as ox
import pytest

from kg import statistics
from kg.publish import Publication, current
from kg.settings import Settings
from kg.void import About, description
from ontology.names import RDF, VOID

Counts = dict[str, dict[str, int]]
WHOLE = ""


@pytest.fixture(scope="module")
def published(sample_settings: Settings) -> Publication:
    return current(sample_settings.state)


@pytest.fixture(scope="module")
def counted(sample_settings: Settings, published: Publication) -> dict[str, Counts]:
    """By source, WHOLE for all: the distinct things of each class, the statements with each property."""
    things: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    statements: dict[str, Counter[str]] = defaultdict(Counter)
    records = f"{sample_settings.base}record/"
    for quad in published.open():
        graph, property = str(getattr(quad.graph_name, "value", "")), quad.predicate.value
        for of in {WHOLE, graph.removeprefix(records).partition("/")[0] if graph.startswith(records) else WHOLE}:
            statements[of][property] += 1
            if property == RDF.type:
                things[of][str(quad.object)[1:-1]].add(quad.subject)
    classes = {of: {class_: len(found) for class_, found in each.items()} for of, each in things.items()}
    return {of: {"classes": classes[of], "properties": dict(statements[of])} for of in statements}


def test_classes_and_properties_are_counted(published: Publication, counted: dict[str, Counts]) -> None:
    about = published.about
    assert {"classes": about["classes"], "properties": about["properties"]} == counted.pop(WHOLE)
    assert about["parts"] == counted
    assert sum(about["properties"].values()) == about["quads"]


def test_large_classes_are_counted_one_by_one(
    sample_settings: Settings, published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "_MANY", 300)
    graph = published.open()
    assert len(list(statistics._by_size(graph))) > 2
    found = statistics.statistics(graph, sample_settings.base)
    assert found == {name: published.about[name] for name in found}


def test_what_is_no_class_of_a_thing_is_not_counted() -> None:
    graph, type_, name = ox.Store(), ox.NamedNode(RDF.type), ox.NamedNode("http://example.org/a")
    graph.add(ox.Quad(name, type_, ox.Literal("a book"), name))
    graph.add(ox.Quad(name, ox.NamedNode(VOID.inDataset), ox.BlankNode(), name))
    found = statistics.statistics(graph, "http://example.org/")
    assert (found["quads"], found["records"], found["classes"], found["parts"]) == (2, {}, {}, {})
    assert statistics.statistics(ox.Store(), "http://example.org/")["things"]["works"] == 0


def test_partitions_are_described_for_all_and_for_each_source(sample_settings: Settings, published: Publication) -> None:
    about = About(published, sample_settings, "http://localhost/")
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in description(about))
    said = published.about
    for iri, counts in ((about.iri.value, said), (f"{sample_settings.base}source/almaty", said["parts"]["almaty"])):
        dataset = f"<{iri}> a void:Dataset ; void:classes ?all"
        assert _table(store, f"{dataset} ; void:classPartition [ void:class ?x ; void:entities ?n ]") == counts["classes"]
        assert _table(store, f"{dataset} ; void:propertyPartition [ void:property ?x ; void:triples ?n ]") == counts["properties"]


def test_what_an_earlier_version_published_is_described(sample_settings: Settings, published: Publication) -> None:
    few = {name: value for name, value in published.about.items() if name not in ("classes", "properties", "parts")}
    earlier = Publication(published.number, published.folder, few)
    said = {triple.predicate.value for triple in description(About(earlier, sample_settings, "http://localhost/"))}
    assert VOID.subset in said
    assert VOID.classPartition not in said


def _table(store: ox.Store, pattern: str) -> dict[str, int]:
    rows = store.query(f"PREFIX void: <{VOID.BASE}> SELECT ?x ?n {{ {pattern} }}")
    assert isinstance(rows, ox.QuerySolutions)
    return {row["x"].value: int(row["n"].value) for row in rows}
