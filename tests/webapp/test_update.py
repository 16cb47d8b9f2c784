"""Writing through the web: off by default, behind a token, kept by a rebuild, never in what loads have written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.settings import Settings
from kg.workspace import rebuild, workspace
from tests.states import copied, shared
from webapp import create_app

pytestmark = pytest.mark.usefixtures("few_terms")

BASE = Settings().base
GRAPH = "http://example.org/notes"
NOTE = "<http://example.org/n> <http://example.org/says> 'good'"
INSERT = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {NOTE} }} }}"
TOKEN = {"Authorization": "Bearer secret"}


def publish(state: Path) -> None:
    with workspace(Settings(state=state)) as space:
        space.publish()


@pytest.fixture
def settings(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A state of its own, published, with the vocabulary alone in it."""
    state = copied(shared(tmp_path_factory, "empty", publish), tmp_path)
    return Settings(state=state, token="secret", query_workers=1)


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings)
    yield app.test_client()
    app.extensions["otrar.sparql"].close()


def notes(client: FlaskClient) -> str:
    query = f"SELECT ?s ?o {{ GRAPH <{GRAPH}> {{ ?s <http://example.org/says> ?o }} }} ORDER BY ?s"
    return client.get("/sparql", query_string={"query": query, "format": "csv"}).text


def test_what_is_written_is_seen_at_once_and_a_rebuild_keeps_it(client: FlaskClient, settings: Settings) -> None:
    assert client.post("/sparql/update", data={"update": INSERT}, headers=TOKEN).status_code == 204
    assert notes(client) == "s,o\r\nhttp://example.org/n,good\r\n"
    rebuild(settings)
    with workspace(settings) as space:
        assert len(list(space.store.triples(GRAPH))) == 1
        space.publish()
    assert notes(client) == "s,o\r\nhttp://example.org/n,good\r\n"
    deletion = f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    assert (
        client.post("/sparql/update", data=deletion, content_type="application/sparql-update", headers=TOKEN).status_code == 204
    )
    rebuild(settings)
    with workspace(settings) as space:
        assert not list(space.store.triples(GRAPH))


@pytest.mark.parametrize(
    ("token", "headers", "status", "said"),
    [
        ("", TOKEN, 403, "is off"),
        ("secret", {}, 401, "Authorization: Bearer"),
        ("secret", {"Authorization": "Bearer wrong"}, 403, "not the token"),
        ("secret", {"Authorization": "Basic secret"}, 401, "Bearer"),
    ],
)
def test_without_the_token_nothing_is_written(
    settings: Settings, token: str, headers: dict[str, str], status: int, said: str
) -> None:
    client = create_app(replace(settings, token=token)).test_client()
    for answer in (
        client.post("/sparql/update", data={"update": INSERT}, headers=headers),
        client.put(f"/graphs?graph={GRAPH}", data=f"{NOTE} .", content_type="text/turtle", headers=headers),
        client.delete(f"/graphs?graph={GRAPH}", headers=headers),
    ):
        assert (answer.status_code, said in answer.text) == (status, True)
    with workspace(settings) as space:
        assert not list(space.store.triples(GRAPH))


@pytest.mark.parametrize("graph", [f"{BASE}record/almaty/1", f"{BASE}graph/vocabulary", f"{BASE}graph/updatesx"])
def test_what_loads_have_written_is_not_touched(client: FlaskClient, graph: str) -> None:
    answer = client.post("/sparql/update", data={"update": f"CLEAR GRAPH <{graph}>"}, headers=TOKEN)
    assert (answer.status_code, "written by loads only" in answer.text) == (400, True)
    assert client.delete("/graphs", query_string={"graph": graph}, headers=TOKEN).status_code == 400


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("INSERT DATA { GRAPH <http://x/> { <http://x/a> <http://x/b> } }", "application/sparql-update", 400),
        ("INSERT DATA { <http://x/a> <http://x/b> 1 }", "application/sparql-update", 400),
        (INSERT, "text/plain", 415),
        (b"\xff", "application/sparql-update", 400),
    ],
)
def test_faults_of_an_update(client: FlaskClient, body: str | bytes, kind: str, status: int) -> None:
    assert client.post("/sparql/update", data=body, content_type=kind, headers=TOKEN).status_code == status


def test_the_graph_store_protocol(client: FlaskClient) -> None:
    address = f"/graphs?graph={GRAPH}"
    assert client.get(address).status_code == 404
    put = client.put(address, data=f"{NOTE} .", content_type="text/turtle", headers=TOKEN)
    assert put.status_code == 201
    post = client.post(address, data="[] <http://example.org/says> 'better' .", content_type="text/turtle", headers=TOKEN)
    assert post.status_code == 204
    answer = client.get(address, headers={"Accept": "application/n-triples"})
    assert answer.text.count("\n") == 2
    assert "_:" not in answer.text
    assert f"<{GRAPH}#" in answer.text
    assert client.put(address, data=f"{NOTE} .", content_type="text/turtle", headers=TOKEN).status_code == 204
    assert client.get(address).text.count("good") == 1
    assert "better" not in client.get(address).text
    assert client.delete(address, headers=TOKEN).status_code == 204
    assert client.delete(address, headers=TOKEN).status_code == 404
    assert client.put(address, data="<<<", content_type="text/turtle", headers=TOKEN).status_code == 400
    assert client.put(address, data="{}", content_type="text/csv", headers=TOKEN).status_code == 415
    assert client.put("/graphs", data=f"{NOTE} .", content_type="text/turtle", headers=TOKEN).status_code == 400
