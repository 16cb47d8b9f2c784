"""/reconcile answers as the Reconciliation Service API 0.2 says, held against schemas made from the specification."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import jsonschema
import pytest
from flask.testing import FlaskClient

from kg.authorities import load
from kg.settings import Settings
from webapp import create_app

SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "schemas").glob("*.json")}
CONCEPTS = """
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Economics"@en .
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Экономика"@ru .
<http://example.org/c/1> <http://www.w3.org/2004/02/skos/core#altLabel> "Хозяйство"@ru .
<http://example.org/c/2> <http://www.w3.org/2004/02/skos/core#prefLabel> "Medicine"@en .
"""


def checked(name: str, value: Any) -> Any:
    """The value, if it is as the schema of this name says."""
    jsonschema.validate(value, SCHEMAS[name], jsonschema.Draft7Validator)
    return value


@pytest.fixture(scope="module")
def client(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The published samples in a state of their own, with a small thesaurus."""
    state = tmp_path_factory.mktemp("thesaurus")
    (state / "published").symlink_to(sample_settings.state / "published")
    dump = state / "thesaurus.nt"
    dump.write_text(CONCEPTS, "utf-8")
    load(state, sample_settings.base, "thesaurus", [dump], "2025-01-01")
    return create_app(replace(sample_settings, state=state, ledger=sample_settings.ledger_url)).test_client()


def ask(client: FlaskClient, query: Any, where: str = "/reconcile") -> list[dict[str, Any]]:
    answer = client.post(where, data={"queries": json.dumps({"q0": query})})
    result: list[dict[str, Any]] = checked("answers", answer.json)["q0"]["result"]
    return result


def id_of(client: FlaskClient, name: str, type: str) -> str:
    return str(ask(client, {"query": name, "type": type})[0]["id"])


@pytest.mark.parametrize("where", ["/reconcile", "/reconcile/authority/thesaurus"])
def test_manifest(client: FlaskClient, where: str) -> None:
    answer = client.get(where)
    manifest = checked("manifest", answer.json)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert set(manifest["suggest"]) == {"entity", "type", "property"}
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        address = urlparse(service["service_url"] + service["service_path"]).path
        assert client.get(address, query_string={"prefix": "a"}).status_code == 200


def test_a_batch_by_get_and_by_post_is_answered_alike(client: FlaskClient) -> None:
    queries = json.dumps({"q0": {"query": "Абай", "type": "work", "limit": 3}, "q1": {"query": "Чехов А.П."}})
    posted = client.post("/reconcile", data={"queries": queries})
    got = client.get("/reconcile", query_string={"queries": queries})
    assert checked("answers", posted.json) == checked("answers", got.json)
    assert set(posted.json or ()) == {"q0", "q1"}
    assert len((posted.json or {})["q0"]["result"]) <= 3


def test_a_single_query_as_older_clients_send_it(client: FlaskClient) -> None:
    as_text = client.get("/reconcile", query_string={"query": "Чехов, Антон Павлович"})
    as_json = client.get("/reconcile", query_string={"query": json.dumps({"query": "Чехов, Антон Павлович"})})
    assert checked("answer", as_text.json) == checked("answer", as_json.json)
    assert (as_text.json or {})["result"]


@pytest.mark.parametrize("name", ["Чехов, Антон Павлович, 1860-1904", "Chekhov, Anton Pavlovich, 1860-1904"])
def test_a_full_name_in_any_script_is_a_match(client: FlaskClient, name: str) -> None:
    first = ask(client, {"query": name, "type": "person"})[0]
    assert first["match"]
    assert first["score"] > 95


def test_names_are_shown_in_the_script_that_was_asked_in(client: FlaskClient) -> None:
    assert ask(client, {"query": "Чехов А.П.", "type": "person"})[0]["name"].startswith("Чехов")
    assert ask(client, {"query": "Chekhov A.P.", "type": "person"})[0]["name"].startswith("Chekhov")


def test_names_are_shown_in_the_language_of_the_reader(client: FlaskClient) -> None:
    id = ask(client, {"query": "Экономика"}, "/reconcile/authority/thesaurus")[0]["id"]
    where = "/reconcile/authority/thesaurus/flyout/entity"
    shown = {
        tag: client.get(where, query_string={"id": id}, headers={"Accept-Language": tag}).get_data(as_text=True)
        for tag in ("ru", "en")
    }
    assert '<strong lang=\\"ru\\">Экономика' in shown["ru"]
    assert '<strong lang=\\"en\\">Economics' in shown["en"]


def test_initials_alone_are_no_match(client: FlaskClient) -> None:
    assert not any(each["match"] for each in ask(client, {"query": "Ауэзов М.", "type": "person"}))


def test_properties_decide(client: FlaskClient) -> None:
    right = {"query": "Ауэзов М.О.", "type": "person", "properties": [{"pid": "birth", "v": "1897"}, {"pid": "death", "v": 1961}]}
    wrong = {**right, "properties": [{"pid": "birth", "v": ["1943"]}]}
    assert ask(client, right)[0]["match"]
    assert not any(each["match"] for each in ask(client, wrong))
    assert "dates: contradict" in {f["id"] for each in ask(client, wrong) for f in each["features"]}


def test_types_narrow(client: FlaskClient) -> None:
    kinds = {
        type["id"] for each in ask(client, {"query": "Абай", "type": ["work"], "type_strict": "any"}) for type in each["type"]
    }
    assert kinds == {"work"}


def test_a_thesaurus_is_asked_in_its_languages(client: FlaskClient) -> None:
    where = "/reconcile/authority/thesaurus"
    for name in ("Экономика", "economics"):
        first = ask(client, {"query": name}, where)[0]
        assert (first["id"], first["match"]) == ("1", True)
    assert not ask(client, {"query": "Хозяйство"}, where)[0]["match"]


def test_fifty_queries_at_once_are_answered_as_each_by_itself(client: FlaskClient) -> None:
    names = ("Ауэзов М.О.", "Чехов, Антон Павлович", "Абай жолы", "Auezov, Mukhtar", "Алматы")
    queries = {f"q{n}": {"query": names[n % 5], "limit": 3} for n in range(50)}
    answers = checked("answers", client.post("/reconcile", data={"queries": json.dumps(queries)}).json)
    alone = [ask(client, {"query": name, "limit": 3}) for name in names]
    assert [answers[f"q{n}"]["result"] for n in range(50)] == alone * 10


def test_suggest(client: FlaskClient) -> None:
    entities = checked("entities", client.get("/reconcile/suggest/entity", query_string={"prefix": "Чех"}).json)["result"]
    assert entities[0]["name"].startswith("Чехов")
    types = checked("terms", client.get("/reconcile/suggest/type", query_string={"prefix": "pers"}).json)["result"]
    assert [each["id"] for each in types] == ["person"]
    russian = client.get("/reconcile/suggest/property", query_string={"prefix": "bir"}, headers={"Accept-Language": "ru"})
    assert [each["id"] for each in checked("terms", russian.json)["result"]] == ["birth"]


@pytest.mark.parametrize(("what", "id"), [("type", "person"), ("property", "birth"), ("entity", "agent/none")])
def test_flyouts(client: FlaskClient, what: str, id: str) -> None:
    flyout = checked("flyout", client.get(f"/reconcile/flyout/{what}", query_string={"id": id}).json)
    assert flyout["id"] == id
    assert flyout["html"].startswith("<p>")


def test_preview_may_stand_in_another_page(client: FlaskClient) -> None:
    answer = client.get("/reconcile/preview", query_string={"id": id_of(client, "Чехов А.П.", "person")})
    assert answer.status_code == 200
    assert "Чехов, Антон Павлович" in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert client.get("/reconcile/preview", query_string={"id": "<b>"}).status_code == 404


def test_extend(client: FlaskClient) -> None:
    id = id_of(client, "Чехов А.П.", "person")
    asked = {
        "ids": [id, "agent/none"],
        "properties": [{"id": "birth"}, {"id": "name", "settings": {"limit": "1", "language": "ru"}}, {"id": "nothing"}],
    }
    found = checked("extension", client.post("/reconcile", data={"extend": json.dumps(asked)}).json)
    assert [each["id"] for each in found["meta"]] == ["birth", "name"]
    assert found["rows"][id]["birth"] == [{"int": 1860}]
    assert len(found["rows"][id]["name"]) == 1
    assert found["rows"]["agent/none"] == {"birth": [], "name": []}


def test_properties_are_proposed_by_type(client: FlaskClient) -> None:
    proposed = checked("properties", client.get("/reconcile/properties", query_string={"type": "person", "limit": 4}).json)
    assert len(proposed["properties"]) == 4
    work = checked("properties", client.get("/reconcile/properties", query_string={"type": "work"}).json)
    assert "birth" not in {each["id"] for each in work["properties"]}


def test_view_leads_to_the_thing(client: FlaskClient) -> None:
    manifest = client.get("/reconcile").json or {}
    address = urlparse(manifest["view"]["url"].replace("{{id}}", id_of(client, "Чехов А.П.", "person"))).path
    assert client.get(address).status_code == 303
    away = client.get("/reconcile/authority/thesaurus/view", query_string={"id": "1"})
    assert (away.status_code, away.headers["Location"]) == (303, "http://example.org/c/1")
    assert client.get("/reconcile/authority/thesaurus/view", query_string={"id": "http://evil.example/"}).status_code == 404


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"queries": "{bad"}, "not valid JSON"),
        ({"queries": "[]"}, "must be an object"),
        ({"queries": json.dumps({"q": {"query": ""}})}, "not empty"),
        ({"queries": json.dumps({"q": {"query": "a", "limit": 0}})}, "limit"),
        ({"queries": json.dumps({"q": {"query": "a", "limit": True}})}, "limit"),
        ({"queries": json.dumps({"q": {"query": "a", "type": "dog"}})}, "no type 'dog'"),
        ({"queries": json.dumps({"q": {"query": "a", "properties": ["x"]}})}, "pid"),
        ({"queries": json.dumps({f"q{n}": "a" for n in range(501)})}, "500 queries"),
        ({"extend": json.dumps({"ids": "x"})}, "lists"),
    ],
)
def test_what_is_wrong_is_said(client: FlaskClient, parameters: dict[str, str], says: str) -> None:
    answer = client.post("/reconcile", data=parameters)
    assert answer.status_code == 400
    assert says in (answer.json or {})["message"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("where", ["/reconcile/nothing", "/reconcile/authority/none", "/reconcile/authority/../../etc"])
def test_what_is_not_there(client: FlaskClient, where: str) -> None:
    assert client.get(where).status_code == 404


def test_a_browser_may_ask_from_another_host(client: FlaskClient) -> None:
    answer = client.options("/reconcile", headers={"Origin": "http://refine.example", "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 204
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
