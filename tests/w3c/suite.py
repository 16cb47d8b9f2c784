"""The W3C's SPARQL tests as they lie in a folder: manifests read, data loaded, answers compared."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import url2pathname

import pyoxigraph as ox

from ontology.names import RDF, RDFS
from sparql import formats
from sparql.errors import QueryError
from sparql.guard import read

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_SYNTAXES = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML, "nt": ox.RdfFormat.N_TRIPLES, "trig": ox.RdfFormat.TRIG}
_TABLES = {"srx": ox.QueryResultsFormat.XML, "srj": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Rows = list[dict[str, Term]]


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a manifest: kind (the local name of its class), files as file: IRIs; result "" where there is none."""

    name: str
    kind: str
    query: str
    data: tuple[str, ...]
    graphs: tuple[str, ...]
    result: str


def cases(folder: Path) -> list[Case]:
    """All cases of the manifests in a folder and below it, in the order of their paths."""
    return [_case(reader, test) for reader in manifests(folder) for test in reader.tests()]


def _case(reader: "Manifest", test: Term) -> Case:
    action = reader.first(test, MF + "action")
    return Case(
        reader.name(test),
        reader.kind(test),
        text(action if isinstance(action, ox.NamedNode) else reader.first(action, QT + "query")),
        tuple(map(text, reader.values(action, QT + "data"))),
        tuple(text(reader.first(graph, QT + "graph") or graph) for graph in reader.values(action, QT + "graphData")),
        text(reader.first(test, MF + "result")),
    )


def manifests(folder: Path) -> "Iterator[Manifest]":
    """The manifests in a folder and below it, in the order of their paths."""
    return map(Manifest, sorted(folder.rglob("manifest.ttl")))


class Reader:
    """Reads a graph from thing to thing."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def values(self, subject: Term | None, predicate: str) -> list[Term]:
        if isinstance(subject, (ox.Literal, ox.Triple)):
            return []
        return [quad.object for quad in self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def first(self, subject: Term | None, predicate: str) -> Term | None:
        return next(iter(self.values(subject, predicate)), None) if subject else None

    def items(self, cell: Term | None) -> Iterator[Term]:
        while cell and (item := self.first(cell, RDF.first)):
            yield item
            cell = self.first(cell, RDF.rest)


class Manifest(Reader):
    """Reads a manifest."""

    def __init__(self, file: Path) -> None:
        super().__init__(ox.Store())
        self._file = file
        self._store.load(path=file, format=ox.RdfFormat.TURTLE, base_iri=file.as_uri())

    def tests(self) -> Iterator[Term]:
        """The tests in their order."""
        return (test for listed in self.values(None, MF + "entries") for test in self.items(listed))

    def name(self, test: Term) -> str:
        """The folders of the manifest, and what the test is called in it."""
        folder = self._file.parent
        return f"{folder.parent.name}/{folder.name}: {re.split('[#/]', text(test))[-1]}"

    def kind(self, test: Term) -> str:
        """The local name of a test's class."""
        return text(self.first(test, RDF.type)).rpartition("#")[2]


def text(term: Term | None) -> str:
    """What a term says; "" where there is none."""
    return "" if term is None else str(getattr(term, "value", ""))


def path(iri: str) -> Path:
    """The file of a file: IRI."""
    return Path(url2pathname(iri.removeprefix("file://")))


def graph_name(iri: str) -> str:
    """What a file's graph is called here, where file: IRIs are refused."""
    return f"http://w3c.test{iri.removeprefix('file://')}"


def query_text(case: Case) -> str:
    """The query, which names files beside it."""
    return f"BASE <{graph_name(case.query)}>\n{path(case.query).read_text('utf-8')}"


def own_graphs(case: Case) -> list[str]:
    """The files that the query itself names in FROM and FROM NAMED."""
    try:
        named = read(query_text(case)).graphs
    except QueryError:
        return []
    files = [name.replace("http://w3c.test", "file://", 1) for name in named]
    return [file for file in dict.fromkeys(files) if path(file).is_file()]


def load(case: Case, folder: Path) -> None:
    """A published store with the data of a case, each file a graph of its own."""
    store = ox.Store(str(folder / "primary"))
    for iri in dict.fromkeys((*case.data, *case.graphs, *own_graphs(case))):
        syntax, name = _SYNTAXES[path(iri).suffix[1:]], ox.NamedNode(graph_name(iri))
        if syntax is ox.RdfFormat.TRIG:
            store.load(path=path(iri), format=syntax, base_iri=iri)
        else:
            store.add_graph(name)
            store.load(path=path(iri), format=syntax, base_iri=graph_name(iri), to_graph=name)
    store.backup(str(folder / "graph"))


def is_same(case: Case, body: bytes, content_type: str) -> bool:
    """Whether an answer is the one that the case expects, blank nodes aside."""
    file = path(case.result)
    if file.suffix == ".csv":
        return _csv(body.decode()) == _csv(file.read_text("utf-8"))
    syntax = formats.find(content_type.partition(";")[0], formats.RDF)
    if syntax:
        return canonical(ox.parse(body, format=syntax.rdf)) == canonical(_graph(file))
    found = _rows(ox.parse_query_results(body, ox.QueryResultsFormat.JSON))
    return _table(found) == _table(_expected(file))


def _csv(text: str) -> list[list[tuple[str, str]]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return sorted(sorted((name, "_:" if value.startswith("_:") else value) for name, value in row.items()) for row in rows)


def _graph(file: Path) -> Iterator[ox.Quad]:
    return ox.parse(path=file, format=_SYNTAXES[file.suffix[1:]], base_iri=graph_name(file.as_uri()))


def _expected(file: Path) -> Rows | bool:
    if file.suffix[1:] in _TABLES:
        return _rows(ox.parse_query_results(path=file, format=_TABLES[file.suffix[1:]]))
    return _result_set(Reader(_stored(_graph(file))))


def _stored(quads: Iterator[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def _result_set(reader: Reader) -> Rows | bool:
    """Rows written in the vocabulary that the oldest tests use."""
    if truth := reader.values(None, RS + "boolean"):
        return text(truth[0]) == "true"
    return [_row(reader, reader.values(row, RS + "binding")) for row in reader.values(None, RS + "solution")]


def _row(reader: Reader, bindings: list[Term]) -> dict[str, Term]:
    found = {text(reader.first(each, RS + "variable")): reader.first(each, RS + "value") for each in bindings}
    return {name: value for name, value in found.items() if value is not None}


def _rows(results: ox.QuerySolutions | ox.QueryBoolean) -> Rows | bool:
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    return [{name: value for name in names if (value := row[name]) is not None} for row in results]


def _table(rows: Rows | bool) -> object:
    """Rows as a graph in a form in which equal ones are equal: each row a node, so that it counts how often it is there."""
    if isinstance(rows, bool):
        return rows
    quads = []
    for row in rows:
        node = ox.BlankNode()
        quads.append(ox.Quad(node, ox.NamedNode(RDF.type), ox.NamedNode(RDFS.Class)))
        quads += [ox.Quad(node, ox.NamedNode(f"http://w3c.test/{name}"), value) for name, value in row.items()]
    return canonical(iter(quads))


def canonical(quads: Iterator[ox.Quad]) -> list[str]:
    """Quads in a form in which equal ones are equal; a store keeps numbers by their value, so 1.0 and 1.00 are one."""
    dataset = ox.Dataset(_stored(quads))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))
