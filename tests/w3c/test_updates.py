"""The W3C's tests of SPARQL 1.1 Update, sent to /sparql/update, and what is in the graphs then; see test_sparql.py."""

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.workspace import workspace
from tests.w3c.conftest import TOKEN
from tests.w3c.exceptions import marks
from tests.w3c.suite import canonical
from tests.w3c.test_sparql import FOLDER, NEEDED
from tests.w3c.updates import UpdateCase, update_cases

WRITE = {"Authorization": f"Bearer {TOKEN}"}


def chosen() -> list[UpdateCase]:
    return update_cases(Path(FOLDER) / "sparql/sparql11") if FOLDER else []


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Of an application in whose graphs the tests before have left nothing."""
    settings = app.extensions["otrar"].settings
    with workspace(settings) as space:
        for graph in [graph for graph in space.store.graphs() if not graph.startswith(settings.base)]:
            space.store.replace(graph, ())
    return app.test_client()


@pytest.mark.skipif(not FOLDER, reason=NEEDED)
@pytest.mark.parametrize("case", [pytest.param(case, id=case.name, marks=marks(case.name)) for case in chosen()])
def test_w3c_update(case: UpdateCase, client: FlaskClient) -> None:
    for name, file in case.before.items():
        sent = client.put(
            "/graphs", query_string={"graph": name}, data=file.read_bytes(), content_type="text/turtle", headers=WRITE
        )
        assert sent.status_code in (201, 204), sent.text
    answer = client.post("/sparql/update", data=case.update, content_type="application/sparql-update", headers=WRITE)
    assert answer.status_code == (400 if case.kind.startswith("Negative") else 204), answer.text
    if "Evaluation" in case.kind:
        names = case.before.keys() | case.after.keys()
        assert {name: there(client, name, names) for name in names} == {name: wanted(case, name) for name in names}


def there(client: FlaskClient, name: str, names: Iterable[str]) -> list[str]:
    """What a graph says; nodes that had no IRI have none again."""
    answer = client.get("/graphs", query_string={"graph": name}, headers={"Accept": "application/n-triples"})
    if answer.status_code == 404:
        return []
    given = re.compile(f"<(?:{'|'.join(map(re.escape, names))})#([^>]*)>")
    return canonical(ox.parse(given.sub(r"_:\1", answer.text), format=ox.RdfFormat.N_TRIPLES))


def wanted(case: UpdateCase, name: str) -> list[str]:
    if name not in case.after:
        return []
    return canonical(ox.parse(case.after[name].read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=name))
