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
from tests.w3c.suite import Case, cases, graph_name, is_same, load, own_graphs, query_text

NEEDED = "needs the W3C's tests: OTRAR_RDF_TESTS names the folder of a clone of github.com/w3c/rdf-tests"
FOLDER = os.environ.get("OTRAR_RDF_TESTS", "")
QUERY_TESTS = ("QueryEvaluationTest", "CSVResultFormatTest")
SYNTAX_TESTS = ("PositiveSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest", "NegativeSyntaxTest11")

NO_INFERENCE = "we state what records state; nothing is inferred"
NO_SERVICE = "SERVICE is refused: this endpoint asks no other servers"
NO_FUNCTION = "calls a function that nobody defines, which is an error here, not an unbound value"
NO_GRAPH = "asks of a graph that is not here, which is refused, so that a slip in its name is noticed"
NUMBERS = "the engine keeps numbers and dates by their value, so 1 and 01 are one term"
SCOPE = "the engine reads the variable of GRAPH ?g inside filters and subqueries of the group otherwise than the standard"
ENGINE = "the engine differs: "
EXCEPTIONS: dict[str, str] = {
    "entailment": NO_INFERENCE,
    "service": NO_SERVICE,
    "syntax-fed": NO_SERVICE,
    "syntax-sparql1: syntax-expr-05": NO_FUNCTION,
    "syntax-sparql1: syntax-order-05": NO_FUNCTION,
    "syntax-sparql1: syntax-order-06": NO_FUNCTION,
    "syntax-sparql2: syntax-function-": NO_FUNCTION,
    "syntax-query: syntax-select-expr-04": NO_FUNCTION,
    "syntax-sparql2: syntax-dataset-": NO_GRAPH,
    "syntax-query: syntax-construct-where-02": NO_GRAPH,
    "distinct: Numbers: Distinct": NUMBERS,
    "distinct: All: Distinct": NUMBERS,
    "expr-builtin: str-": NUMBERS,
    "expr-builtin: sameTerm-": NUMBERS,
    "expr-equals: Equality 1-1 -- graph": NUMBERS,
    "expr-equals: Equality 1-2 -- graph": NUMBERS,
    "open-world: open-eq-01": NUMBERS,
    "csv-tsv-res: csv03": NUMBERS,
    "graph: graph-variable-scope": SCOPE,
    "graph: graph-optional": SCOPE,
    "aggregates: COUNT: no GROUP BY inside of GRAPH": SCOPE,
    "bindings: VALUES inside GRAPH binding the same variable": SCOPE,
    "negation: outer GRAPH operator does not affect MINUS": SCOPE,
    "aggregates: GROUP_CONCAT with": ENGINE + "GROUP_CONCAT keeps a language that all its values have (SPARQL 1.2)",
    "functions: BNODE(str)": ENGINE + "BNODE of a text is the same node in all rows",
    "expr-builtin: case-insensitive booleans": ENGINE + "true and false are written in small letters",
    "open-world: date-2": ENGINE + "dates with and without a time zone are compared as in XPath 3",
    "property-path: * with": ENGINE + "a path of no steps begins and ends at what is in the data",
    "property-path: ? with": ENGINE + "a path of no steps begins and ends at what is in the data",
    "reduced: SELECT REDUCED": "REDUCED may leave out any repeated row; the engine leaves out others than expected",
    "syntax-sparql3: syn-bad-26": "`?x<?a&&?b>?y` is read as two comparisons, which people mean, not as an IRI",
}
"""What does not pass here, by the beginning of its name, and why."""


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


def reason(case: Case) -> str:
    return next((why for name, why in EXCEPTIONS.items() if case.name.startswith(name)), "")


@pytest.mark.skipif(
    not FOLDER, reason="needs the W3C's tests: OTRAR_RDF_TESTS names the folder of a clone of github.com/w3c/rdf-tests"
)
@pytest.mark.parametrize("case", chosen(), ids=lambda case: case.name)
def test_w3c(case: Case, pool: Pool, client: FlaskClient, tmp_path: Path) -> None:
    if why := reason(case):
        pytest.skip(why)
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
