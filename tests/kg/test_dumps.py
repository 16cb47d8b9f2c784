"""Dumps made from those before hold what dumps that are made from nothing hold; what has not changed is linked."""

import gzip
from collections.abc import Set
from pathlib import Path

import pyoxigraph as ox

from kg import dumps
from kg.differences import part
from ontology.names import BF, RDF, RDFS, VOID

BASE = "http://catalogue.example/"


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + path)


def say(store: ox.Store, graph: str, subject: str, predicate: str, o: ox.NamedNode | ox.Literal) -> None:
    store.add(ox.Quad(node(subject), ox.NamedNode(predicate), o, node(graph)))


def add_record(store: ox.Store, source: str, id: str, title: str) -> None:
    """A record of a work and its instance, whose title is one inner node of both."""
    record = f"record/{source}/{id}"
    say(store, record, record, VOID.inDataset, node(f"source/{source}"))
    for thing, kind in ((f"work/{id}", BF.Work), (f"instance/{source}/{id}", BF.Instance)):
        say(store, record, thing, RDF.type, ox.NamedNode(kind))
        say(store, record, thing, BF.title, node(f"{record}#title"))
    say(store, record, f"{record}#title", BF.mainTitle, ox.Literal(title))


def catalogue() -> ox.Store:
    store = ox.Store()
    add_record(store, "one", "a", "The wind")
    add_record(store, "one", "b", "The sea")
    add_record(store, "two", "c", "The steppe")
    say(store, "graph/vocabulary", "class", RDFS.label, ox.Literal("Class", language="en"))
    say(store, "graph/links", "work/a", RDFS.seeAlso, node("work/c"))
    store.add(ox.Quad(node("x"), ox.NamedNode(RDFS.label), ox.Literal("x"), ox.NamedNode("http://other.example/graph")))
    return store


def write(store: ox.Store, folder: Path, changed: Set[str] = frozenset(), before: Path | None = None) -> list[str]:
    """Write dumps; returns the graphs that were read for them."""
    sources = {
        str(q.object).removeprefix(f"<{BASE}source/")[:-1]
        for q in store.quads_for_pattern(None, ox.NamedNode(VOID.inDataset), None)
    }
    return sorted(said.graph.removeprefix(BASE) for said in dumps.write(store, folder, BASE, sources, changed, before))


def content(folder: Path) -> dict[str, tuple[int, list[bytes]]]:
    """Of each dump how many statements it is said to have, and its lines."""
    listed = dumps.listed(folder)
    return {d.file: (d.statements, sorted(gzip.decompress((folder / d.file).read_bytes()).splitlines())) for d in listed}


def same(one: Path, other: Path, file: str) -> bool:
    return (one / file).stat().st_ino == (other / file).stat().st_ino


def test_a_changed_record_is_written_with_its_library_only(tmp_path: Path) -> None:
    store = catalogue()
    write(store, tmp_path / "1")
    store.remove_graph(node("record/one/a"))
    add_record(store, "one", "a", "The storm")
    assert write(store, tmp_path / "2", {"record/one", "work", "instance"}, tmp_path / "1") == ["record/one/a", "record/one/b"]
    write(store, tmp_path / "anew")
    assert content(tmp_path / "2") == content(tmp_path / "anew")
    assert content(tmp_path / "2")["kind-work.nq.gz"] != content(tmp_path / "1")["kind-work.nq.gz"]
    assert same(tmp_path / "1", tmp_path / "2", "source-two.nq.gz")
    assert same(tmp_path / "1", tmp_path / "2", "shared.ttl.gz")
    assert not same(tmp_path / "1", tmp_path / "2", "source-one.nq.gz")


def test_of_shared_graphs_only_those_that_changed_are_read(tmp_path: Path) -> None:
    store = catalogue()
    write(store, tmp_path / "1")
    say(store, "graph/links", "work/b", RDFS.seeAlso, node("work/c"))
    store.remove_graph(ox.NamedNode("http://other.example/graph"))
    assert write(store, tmp_path / "2", {part("graph/links"), part("http://other.example/graph")}, tmp_path / "1") == [
        "graph/links"
    ]
    write(store, tmp_path / "anew")
    assert content(tmp_path / "2") == content(tmp_path / "anew")
    assert same(tmp_path / "1", tmp_path / "2", "kind-work.ttl.gz")


def test_a_library_that_left_is_in_no_dump(tmp_path: Path) -> None:
    store = catalogue()
    write(store, tmp_path / "1")
    store.remove_graph(node("record/two/c"))
    write(store, tmp_path / "2", {"record/two", "work", "instance"}, tmp_path / "1")
    write(store, tmp_path / "anew")
    assert content(tmp_path / "2") == content(tmp_path / "anew")
    assert "source-two.nq.gz" not in content(tmp_path / "2")
    assert not any(b"steppe" in line for _, lines in content(tmp_path / "2").values() for line in lines)


def test_a_kind_has_the_inner_nodes_of_its_things(tmp_path: Path) -> None:
    write(catalogue(), tmp_path / "1")
    for kind in ("work", "instance"):
        count, lines = content(tmp_path / "1")[f"kind-{kind}.nq.gz"]
        assert (count, len(lines), sum(b"The wind" in line for line in lines)) == (9, 9, 1)
    assert content(tmp_path / "1")["kind-genre.nq.gz"] == (0, [])


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1", "2"):
        write(catalogue(), tmp_path / name)
    assert dumps.listed(tmp_path / "1") == dumps.listed(tmp_path / "2")
