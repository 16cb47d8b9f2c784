"""The W3C's tests of SPARQL 1.1 queries (github.com/w3c/rdf-tests), asked of /sparql as any client asks.

The folder with them is named by OTRAR_RDF_TESTS; a copy in the project there is none.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.settings import Settings
from sparql.lane import Limits
from sparql.pool import PUBLIC, Pool
from tests.w3c.exceptions import marks
from tests.w3c.suite import Case, cases, graph_name, is_same, load, own_graphs, query_text

NEEDED = "needs the W3C's tests: OTRAR_RDF_TESTS names the folder of a clone of github.com/w3c/rdf-tests"
FOLDER = os.environ.get("OTRAR_RDF_TESTS", "")
QUERY_TESTS = ("QueryEvaluationTest", "CSVResultFormatTest")
SYNTAX_TESTS = ("PositiveSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest", "NegativeSyntaxTest11")


def chosen() -> list[Case]:
    if not FOLDER:
        return []
    found = [case for part in ("sparql10", "sparql11") for case in cases(Path(FOLDER) / "sparql" / part)]
    return [case for case in found if case.kind in (*QUERY_TESTS, *SYNTAX_TESTS)]


class _Stores:
    """Stands for what gives the application its pool, which here answers from another store for each test."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def pool(self, settings: Settings) -> Pool:
        return self._pool


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    with Pool(tmp_path_factory.mktemp("none"), {PUBLIC: Limits(1)}) as pool:
        yield pool


@pytest.fixture
def client(app: Flask, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setitem(app.extensions, "otrar.sparql", _Stores(pool))
    return app.test_client()


@pytest.mark.skipif(not FOLDER, reason=NEEDED)
@pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=marks(case.name)) for case in chosen()])
def test_w3c(case: Case, pool: Pool, client: FlaskClient, tmp_path: Path) -> None:
    load(case, tmp_path)
    pool.switch(tmp_path / "graph")
    graphs = [("default-graph-uri", graph_name(iri)) for iri in case.data]
    graphs += [("named-graph-uri", graph_name(iri)) for iri in case.graphs]
    graphs = [] if own_graphs(case) else graphs
    wanted = [("format", "csv")] if case.result.endswith(".csv") else []
    asked = urlencode([("query", query_text(case)), *graphs, *wanted])
    response = client.get(f"/sparql?{asked}", headers={"Accept": "application/json"})
    if case.kind in SYNTAX_TESTS:
        assert response.status_code == (400 if case.kind.startswith("Negative") else 200), response.text
        return
    assert response.status_code == 200, response.text
    assert is_same(case, response.data, response.content_type), response.text
