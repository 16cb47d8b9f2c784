"""Indexes taken over from the publication before, with what a change affects made anew, are those that are made from nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from kg import indexes
from kg.affected import Affected, all_are
from kg.differences import differences
from kg.entity_index import EntityIndex
from kg.publish import current
from kg.search import FACETS, Index, SearchQuery
from kg.settings import Settings
from kg.things import KINDS, instances
from ontology.names import BF, DCTERMS, RDFS, Iri
from ontology.vocabulary import version

BASE = Settings().base
RECORDS = 60


class Before(NamedTuple):
    """A part of the samples, and the folder of its indexes."""

    graph: ox.Store
    folder: Path


@pytest.fixture(scope="module")
def before(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Before:
    samples, part = current(sample_settings.state).open(), ox.Store(str(tmp_path_factory.mktemp("graph")))
    names = sorted(name.value for name in samples.named_graphs() if isinstance(name, ox.NamedNode))
    records = [name for name in names if name.startswith(f"{BASE}record/")]
    vocabulary = f"{BASE}graph/vocabulary"  # most of the samples; of it only what it says of itself
    for name in [*records[:: len(records) // RECORDS], *(name for name in names if name not in (*records, vocabulary))]:
        part.extend(samples.quads_for_pattern(None, None, None, ox.NamedNode(name)))
    part.add(version(vocabulary))
    folder = tmp_path_factory.mktemp("before")
    indexes.build(part, BASE, folder)
    return Before(part, folder)


def quads(graph: ox.Store, predicate: Iri, subject: str = "") -> list[ox.Quad]:
    """What records say with a property of things whose path begins so."""
    found = graph.quads_for_pattern(None, ox.NamedNode(predicate), None, None)
    return [
        quad for quad in found if str(quad.subject).startswith(f"<{BASE}{subject}") and f"{BASE}record/" in str(quad.graph_name)
    ]


def busiest(graph: ox.Store, predicate: Iri, kind: str) -> ox.NamedNode:
    """The thing of this kind that most statements with a property lead to."""
    found: dict[ox.NamedNode, int] = {}
    for quad in quads(graph, predicate):
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(f"{BASE}{kind}/"):
            found[quad.object] = found.get(quad.object, 0) + 1
    return max(found, key=lambda thing: found[thing])


def take_away_a_record(graph: ox.Store) -> None:
    work = quads(graph, BF.hasInstance, "work/")[0]
    graph.remove_graph(work.graph_name)


def name_an_agent_otherwise(graph: ox.Store) -> None:
    agent = busiest(graph, BF.agent, "agent")
    said = next(iter(graph.quads_for_pattern(agent, ox.NamedNode(RDFS.label), None, None)))
    graph.add(ox.Quad(agent, said.predicate, ox.Literal("Zzyzx, Qwertz", language="en"), said.graph_name))


def name_a_subject_otherwise(graph: ox.Store) -> None:
    topic = busiest(graph, BF.subject, "topic")
    for quad in list(graph.quads_for_pattern(topic, ox.NamedNode(RDFS.label), None, None)):
        graph.remove(quad)
        graph.add(ox.Quad(topic, quad.predicate, ox.Literal("Zzyzx"), quad.graph_name))


def publish_an_edition_in_another_year(graph: ox.Store) -> None:
    edition = quads(graph, BF.provisionActivity, "instance/")[0]
    provision, place = ox.NamedNode(f"{edition.graph_name.value}#another"), edition.graph_name  # type: ignore[union-attr]
    graph.remove(edition)
    graph.add(ox.Quad(edition.subject, edition.predicate, provision, place))
    graph.add(ox.Quad(provision, ox.NamedNode(BF.date), ox.Literal("1801"), place))


def put_an_item_online(graph: ox.Store) -> None:
    item = quads(graph, BF.itemOf, "item/")[0]
    address = ox.NamedNode("http://example.org/read")
    graph.add(ox.Quad(item.subject, ox.NamedNode(BF.electronicLocator), address, item.graph_name))


def give_a_work_a_second_version(graph: ox.Store) -> None:
    first, second = sorted({quad.subject.value for quad in quads(graph, BF.hasInstance, "work/")})[:2]  # type: ignore[union-attr]
    hub, place = ox.NamedNode(f"{BASE}hub/new"), ox.NamedNode(f"{BASE}record/new/1")
    for work in (first, second):
        for quad in list(graph.quads_for_pattern(ox.NamedNode(work), ox.NamedNode(BF.expressionOf), None, None)):
            graph.remove(quad)
        graph.add(ox.Quad(ox.NamedNode(work), ox.NamedNode(BF.expressionOf), hub, place))


CHANGES = (
    take_away_a_record,
    name_an_agent_otherwise,
    name_a_subject_otherwise,
    publish_an_edition_in_another_year,
    put_an_item_online,
    give_a_work_a_second_version,
)


def changed(graph: ox.Store, change: Callable[[ox.Store], None], folder: Path) -> ox.Store:
    after = ox.Store(str(folder))
    after.bulk_extend(graph)
    change(after)
    return after


def content(folder: Path, iris: list[str]) -> list[object]:
    """All that an index says: each thing, each facet's counts, and what words find."""
    index, names = Index(folder / "index"), EntityIndex(folder / "names")
    every = SearchQuery("", {"kind": tuple(KINDS)})
    words = {name.text for hit in index.every(every) for name in hit.names}
    found = {word: sorted(hit.iri for hit in index.every(SearchQuery(word))) for word in sorted(words)[::20]}
    counts = {name: sorted(values) for name, values in index.counts(every, FACETS, 10_000).items()}
    return [index.get(iris), counts, found, [names.get(iri) for iri in iris], len(names)]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_a_change_affects_is_indexed_anew(before: Before, tmp_path: Path, change: Callable[[ox.Store], None]) -> None:
    after = changed(before.graph, change, tmp_path / "graph")
    touched = {BASE + each.path for each in differences(before.graph, after, BASE)}
    affected = Affected(before.graph, after, BASE).of(touched)
    (tmp_path / "updated").mkdir()
    (tmp_path / "built").mkdir()
    indexes.update(after, BASE, tmp_path / "updated", before.folder, affected)
    indexes.build(after, BASE, tmp_path / "built")
    iris = sorted({iri for graph in (before.graph, after) for class_ in KINDS.values() for iri in instances(graph, class_)})
    assert content(tmp_path / "updated", iris) == content(tmp_path / "built", iris)
    assert content(tmp_path / "updated", iris) != content(before.folder, iris), "the change shows nowhere"
    assert len(affected) < len(iris) / 2, "little changes, much is indexed"


def test_everything_is_affected_when_a_library_moves_or_the_vocabulary_changes(before: Before, tmp_path: Path) -> None:
    def move(graph: ox.Store) -> None:
        where = next(
            iter(graph.quads_for_pattern(None, ox.NamedNode(DCTERMS.spatial), None, ox.NamedNode(f"{BASE}graph/sources")))
        )
        graph.remove(where)

    def reword(graph: ox.Store) -> None:
        said = version(f"{BASE}graph/vocabulary")
        graph.remove(said)
        graph.add(ox.Quad(said.subject, said.predicate, ox.Literal("of another release"), said.graph_name))

    assert all_are(before.graph, changed(before.graph, move, tmp_path / "1"), BASE)
    assert all_are(before.graph, changed(before.graph, reword, tmp_path / "2"), BASE)
    assert not all_are(before.graph, changed(before.graph, take_away_a_record, tmp_path / "3"), BASE)
