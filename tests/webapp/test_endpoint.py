"""/sparql over HTTP: for programs by the protocol, for people as a page, and broken off visibly when it must be."""

import html
import http.client
import json
import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from kg import indexes
from kg.settings import LANGUAGES, Settings
from ontology.names import BF, OTR, RDF, RDFS, VOID
from sparql.kept import Key
from sparql.pool import PUBLIC, Whole
from sparql.process import Process
from sparql.queries import queries
from tests.sparql.pools import eventually
from webapp import create_app
from webapp.workers import Workers

WORKS = 1500
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
LONG = "SELECT ?s ?p ?o ?x { ?s ?p ?o . ?x a bf:Work }"
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def publish(state: Path, number: int) -> None:
    """Publication `number`: works with a label that says the number."""
    graph = ox.NamedNode("http://localhost:8000/record/almaty/1")
    folder = state / "published" / str(number)
    folder.mkdir(parents=True)
    store, quads = ox.Store(str(folder / "primary")), list[ox.Quad]()
    for n in range(WORKS):
        work = ox.NamedNode(f"http://localhost:8000/work/{n}")
        label = ox.Literal(f"<b>Жол</b> {number}.{n}", language="kk")
        quads.append(ox.Quad(work, ox.NamedNode(RDF.type), ox.NamedNode(BF.Work), graph))
        quads.append(ox.Quad(work, ox.NamedNode(RDFS.label), label, graph))
    store.bulk_extend(quads)
    store.backup(str(folder / "graph"))
    indexes.build(store, Settings().base, folder)
    (folder / "about.json").write_text(json.dumps({"quads": len(store), "made": 0, "records": {"almaty": 1}}), "utf-8")
    (state / "published" / "next").symlink_to(str(number))
    (state / "published" / "next").replace(state / "published" / "current")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    state = tmp_path_factory.mktemp("state")
    publish(state, 1)
    app = create_app(replace(Settings(), state=state, query_seconds=300, query_workers=2, query_memory_mb=200))
    app.test_client().get("/sparql?query=ASK{}")
    for thread in threading.enumerate():
        if thread.name == "sparql-prepare":  # it asks too, and tests look whether anybody does
            thread.join()
    yield app
    workers(app).close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[tuple[str, int]]:
    """A server that lets us see its connections, as the one we are served by does."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield "127.0.0.1", server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def workers(app: Flask) -> Workers:
    found = app.extensions["otrar.sparql"]
    assert isinstance(found, Workers)
    return found


def busy(app: Flask) -> list[Process]:
    pool = workers(app)._pool
    return list(pool.lanes[PUBLIC].busy) if pool else []


def eventually_idle(app: Flask) -> bool:
    return eventually(lambda: not busy(app))


def test_a_program_gets_json(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"query": "SELECT (COUNT(*) AS ?n) { ?s a bf:Work }"})
    assert answer.status_code == 200
    assert json.loads(answer.data)["results"]["bindings"][0]["n"]["value"] == str(WORKS)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_forms_and_direct_posts(client: FlaskClient) -> None:
    query = "ASK { <http://localhost:8000/work/7> a bf:Work }"
    for answer in (
        client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"}),
        client.post("/sparql?format=csv", data=query.encode(), content_type="application/sparql-query"),
        client.get("/sparql", query_string={"query": query, "format": "csv"}, headers=BROWSER),
    ):
        assert (answer.status_code, answer.text) == (200, "true")


@pytest.mark.parametrize(("method", "status"), [("OPTIONS", 204), ("HEAD", 200), ("DELETE", 405), ("PUT", 405)])
def test_methods(client: FlaskClient, method: str, status: int) -> None:
    answer = client.open("/sparql", method=method, query_string={"query": "ASK {}"})
    assert answer.status_code == status
    assert method == "HEAD" or "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_gets_a_form_with_questions_in_its_language(client: FlaskClient, language: str) -> None:
    page = client.get("/sparql", headers={**BROWSER, "Accept-Language": language})
    assert page.mimetype == "text/html"
    assert "<textarea" in page.text
    asked = re.findall(r'class="example"[^>]*>([^<]+)<', page.text)
    assert asked
    assert {html.unescape(each) for each in asked} <= {query.questions[language] for query in queries().values()}
    assert page.headers["Content-Security-Policy"]


def test_a_browser_gets_rows_with_links_and_nothing_runs_in_them(client: FlaskClient) -> None:
    query = "SELECT ?work ?label ?kind ?none { ?work a ?kind ; rdfs:label ?label } ORDER BY ?work LIMIT 3"
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER)
    assert page.status_code == 200
    assert '<a href="/work/0">' in page.text
    assert '<bdi lang="kk">&lt;b&gt;Жол&lt;/b&gt; 1.0</bdi>' in page.text
    assert ">bf:Work</a>" in page.text
    assert "3 rows" in page.text
    assert re.search(r'href="/sparql\?query=SELECT[^"]*format=csv"', page.text)


def test_a_browser_gets_only_the_first_rows_of_many(client: FlaskClient, app: Flask) -> None:
    page = client.get("/sparql", query_string={"query": "SELECT ?s ?x { ?s ?p ?o . ?x a bf:Work }"}, headers=BROWSER)
    assert "the first 500 rows" in page.text
    assert page.text.count("<tr>") == 501
    assert eventually_idle(app)


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("ASK { ?s a bf:Work }", 200, "Yes"),
        ("ASK { ?s a bf:Wrk }", 200, "did you mean bf:Work?"),
        ("DESCRIBE <http://localhost:8000/work/7>", 200, "&lt;b&gt;Жол&lt;/b&gt; 1.7"),
        ("SELECT * { ?s bff:x ?o }", 400, "Did you mean `bf:`?"),
        ("SELECT * { SERVICE <http://x/> {} } # <script>", 400, "# &lt;script&gt;"),
    ],
)
def test_other_answers_in_a_browser(client: FlaskClient, query: str, status: int, said: str) -> None:
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER)
    assert page.status_code == status
    assert said in page.text


def test_a_browser_is_told_that_a_query_took_too_long(app: Flask) -> None:
    hasty = create_app(replace(app.extensions["otrar"].settings, query_seconds=1.0))
    client = hasty.test_client()
    with closing(workers(hasty)):
        assert eventually(lambda: client.get("/sparql?query=ASK{}").status_code == 200)
        page = client.get("/sparql", query_string={"query": FOREVER}, headers=BROWSER)
    assert (page.status_code, "longer than 1 seconds" in page.text) == (503, True)


def test_a_publication_is_answered_from_at_once(tmp_path: Path, client: FlaskClient) -> None:
    publish(tmp_path, 1)
    app = create_app(replace(Settings(), state=tmp_path, query_workers=1))
    query = {"query": "SELECT (SAMPLE(SUBSTR(?l, 12, 1)) AS ?release) { ?s rdfs:label ?l }", "format": "csv"}
    with closing(workers(app)):
        first = app.test_client().get("/sparql", query_string=query)
        publish(tmp_path, 2)
        second = app.test_client().get("/sparql", query_string=query, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.text, second.text) == ("release\r\n1\r\n", "release\r\n2\r\n")


def test_what_is_asked_often_is_answered_before_anybody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sparql.kept.WORTH_KEEPING", 0.0)
    monkeypatch.setattr("webapp.workers._LOOK", 0.05)
    publish(tmp_path, 1)
    settings = replace(Settings(), state=tmp_path, query_workers=1)
    with closing(Workers()) as followed:
        followed.follow(settings)
        publish(tmp_path, 2)
        query = queries()["things-by-kind"].bind({}, lambda kind, words: "")
        key = Key.of(str(tmp_path / "published/2/graph"), query, "csv", gzip=False)
        assert eventually(lambda: followed._pool is not None and followed._pool.version == key.version)
        assert eventually(lambda: followed.pool(settings).kept.get([key]) is not None)
        answer = followed.pool(settings).run(query, accept="text/csv, text/turtle")
        assert isinstance(answer.chunks, Whole)
        assert answer.read().startswith(b"kind,name,things")


def test_nothing_published_is_said(tmp_path: Path) -> None:
    answer = create_app(replace(Settings(), state=tmp_path)).test_client().get("/sparql?query=ASK{}")
    assert answer.status_code == 503
    assert "load a catalogue first" in answer.text


def test_an_answer_that_fails_midway_is_broken_off(app: Flask, address: tuple[str, int]) -> None:
    connection = http.client.HTTPConnection(*address, timeout=60)
    with closing(connection):
        connection.request("GET", f"/sparql?{urlencode({'query': LONG, 'format': 'csv'})}")
        answer = connection.getresponse()
        assert answer.status == 200
        (process,) = busy(app)
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            answer.read()


@pytest.mark.parametrize("query", [LONG, FOREVER])
def test_a_client_that_leaves_frees_its_worker(app: Flask, address: tuple[str, int], query: str) -> None:
    assert eventually_idle(app)
    with socket.create_connection(address) as connection:
        connection.sendall(f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert eventually(lambda: bool(busy(app)))
    assert eventually_idle(app)


SD = "http://www.w3.org/ns/sparql-service-description#"


def test_without_a_question_a_program_gets_the_service_description(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "application/rdf+xml;q=0.5, text/turtle"})
    assert answer.content_type == "text/turtle; charset=utf-8"
    said = ox.Store()
    said.load(answer.data, format=ox.RdfFormat.TURTLE)
    found = said.query(
        f"""PREFIX sd: <{SD}> PREFIX void: <{VOID.BASE}> PREFIX rdfs: <{RDFS.BASE}>
        SELECT ?triples ?shared ?records ?graphs ?described
        {{ <http://localhost/sparql> sd:feature sd:UnionDefaultGraph ; sd:defaultDataset ?data ;
             sd:extensionFunction <{OTR.label}> ; sd:propertyFeature <{OTR.search}> .
           <{OTR.label}> rdfs:comment ?label . <{OTR.search}> rdfs:comment ?search .
           ?data sd:defaultGraph/void:triples ?triples ; sd:namedGraph/sd:name ?shared ; rdfs:seeAlso ?described ;
             void:subset [ void:documents ?records ; void:uriSpace ?graphs ] }} ORDER BY ?shared LIMIT 1"""
    )
    assert isinstance(found, ox.QuerySolutions)
    assert [[getattr(term, "value", "") for term in row] for row in found] == [
        [
            str(2 * WORKS),
            "http://localhost:8000/graph/sources",
            "1",
            "http://localhost:8000/record/almaty/",
            "http://localhost/.well-known/void",
        ]
    ]
    assert client.get("/sparql", headers={"Accept": "application/ld+json"}).content_type == "application/ld+json"


def test_the_terms_that_the_editor_completes(client: FlaskClient) -> None:
    terms = {each["term"]: each["label"] for each in client.get("/sparql/terms?lang=ru").json or []}
    assert {"bf:Work", "bflc:simplePlace", "skos:exactMatch", "otr:search", "void:inDataset"} <= terms.keys()


def test_a_browser_may_post_a_query_that_is_too_long_for_an_address(client: FlaskClient) -> None:
    query = "ASK { ?s a bf:Work } #" + "x" * 20_000
    page = client.post("/sparql", data={"query": query}, headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "Yes" in page.text


def test_numbers_are_drawn(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": "SELECT ?k ?n { VALUES (?k ?n) { ('a' 3) ('b' 6) } }"}, headers=BROWSER)
    assert page.text.count("<meter") == 2
    assert 'max="6" value="3"' in page.text
