"""Real workers over a real published store: what they answer."""

import gzip
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from sparql.errors import NotAcceptable, QueryError, QueryRefused, QuerySyntaxError, SparqlError, StoreUnavailable
from sparql.kept import Key
from sparql.lane import Limits
from sparql.messages import Query
from sparql.pool import PUBLIC, Pool
from tests.sparql.pools import LONG, POINT, csv, text

RELEASE = Query("SELECT DISTINCT ?release { ?work bf:note ?release }")


def test_answers_from_the_union_of_all_graphs(pool: Pool) -> None:
    assert csv(pool, POINT) == ["label", "Абай жолы 7", ""]
    assert csv(pool, Query("SELECT (COUNT(*) AS ?n) { ?s a bf:Work }"))[1] == "2000"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (Query("SELECT (COUNT(*) AS ?n) FROM <http://example.org/record/1> { ?s a bf:Work }"), 500),
        (Query("SELECT (COUNT(*) AS ?n) { ?s a bf:Work }", default_graphs=("http://example.org/record/1",)), 500),
        (Query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a bf:Work } }", named_graphs=("http://example.org/record/1",)), 500),
        (Query("SELECT (COUNT(*) AS ?n) { ?s a bf:Work }", named_graphs=("http://example.org/record/1",)), 0),
        (Query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a bf:Work } }", default_graphs=("http://example.org/record/1",)), 0),
        (
            Query(
                "SELECT (COUNT(*) AS ?n) FROM <http://example.org/nowhere> { ?s a bf:Work }",
                default_graphs=("http://example.org/record/1", "http://example.org/record/2"),
            ),
            1000,
        ),
    ],
)
def test_datasets(pool: Pool, query: Query, count: int) -> None:
    assert csv(pool, query)[1] == str(count)


def test_bindings_are_values(pool: Pool) -> None:
    query = Query("SELECT ?label { ?work rdfs:label ?label }", {"work": ox.NamedNode("http://example.org/work/9")})
    assert csv(pool, query)[1] == "Абай жолы 9"


@pytest.mark.parametrize(
    ("query", "error", "said"),
    [
        ("SELECT * { ?s ?p }", QuerySyntaxError, "line 1, column 19"),
        ("SELECT * { ?s bff:title ?o }", QuerySyntaxError, "Did you mean `bf:`?"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", QueryRefused, "no other servers"),
        ("SELECT * FROM <http://example.org/nowhere> {}", QueryError, "no graph <http://example.org/nowhere>"),
        ("SELECT (1" + "+1" * 20_000 + " AS ?x) {}", QueryError, "too deep"),
    ],
)
def test_faults_of_the_query(pool: Pool, query: str, error: type[SparqlError], said: str) -> None:
    with pytest.raises(error) as raised:
        pool.run(Query(query))
    assert said in str(raised.value)
    assert csv(pool, POINT)[1] == "Абай жолы 7"


def test_format_by_name_and_by_accept(pool: Pool) -> None:
    assert pool.run(POINT, accept="text/csv;q=0.1, application/sparql-results+xml").format.name == "xml"
    assert pool.run(POINT, format="tsv", accept="text/csv").format.name == "tsv"
    assert pool.run(Query("DESCRIBE <http://example.org/work/7>"), accept="application/json").format.name == "jsonld"
    with pytest.raises(NotAcceptable, match=r"csv \(text/csv\)"):
        pool.run(POINT, accept="text/turtle")


def test_an_answer_begins_before_it_is_whole_and_arrives_whole(pool: Pool) -> None:
    begun = pool.run(LONG)  # more rows than fit between us and the worker
    assert next(begun.chunks)
    assert pool.lanes[PUBLIC].busy
    begun.chunks.close()
    assert text(pool.run(Query("SELECT ?work ?p ?o { ?work ?p ?o }"), format="csv")).count("\r\n") == 6001


def test_gzip_is_the_same_answer(pool: Pool) -> None:
    query = Query("SELECT ?work ?p ?o { ?work ?p ?o }")
    plain, packed = pool.run(query), pool.run(query, gzip=True)
    assert (plain.gzip, packed.gzip) == (False, True)
    body = packed.read()
    whole = plain.read()
    assert gzip.decompress(body) == whole
    assert len(body) < len(whole) / 5
    assert not pool.run(POINT, gzip=True).gzip


def test_unknown_terms_and_changing_answers_are_reported(pool: Pool) -> None:
    assert pool.run(Query("ASK { ?s bf:mainTitel ?o }")).hints == ("bf:mainTitel is not known; did you mean bf:mainTitle?",)
    assert pool.run(Query("SELECT (NOW() AS ?t) {}")).changes
    assert not pool.run(POINT).changes


def test_a_switch_under_a_stream_of_queries(store: Path, next_store: Path) -> None:
    with Pool(store, {PUBLIC: Limits(2, seconds=60)}) as pool:
        running = pool.run(Query("SELECT ?work ?note { ?work bf:note ?note . ?other a bf:Work } LIMIT 200000"), format="csv")
        seen = [csv(pool, RELEASE)[1]]
        switched = threading.Timer(0.2, pool.switch, [next_store])
        switched.start()
        while len(set(seen)) == 1 or not switched.finished.is_set():
            seen.append(csv(pool, RELEASE)[1])
        assert seen == sorted(seen)
        assert {"first", "second"} == set(seen)
        assert pool.version == str(next_store)
        assert running.version == str(store)
        rows = text(running).split("\r\n")[1:-1]
        assert len(rows) == 200_000
        assert {row.partition(",")[2] for row in rows} == {"first"}


def test_a_store_that_is_not_there(tmp_path: Path, store: Path) -> None:
    with Pool(tmp_path / "missing", {PUBLIC: Limits(1)}) as pool:
        with pytest.raises(StoreUnavailable, match="not published"):
            pool.run(POINT)
        pool.switch(store)
        assert csv(pool, POINT)[1] == "Абай жолы 7"


def test_an_answer_that_took_long_is_kept_until_the_next_publication(
    store: Path, next_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Query("SELECT (COUNT(*) AS ?n) (SAMPLE(?note) AS ?release) { ?a a bf:Work . ?a bf:note ?note . ?c a bf:Work }")
    with Pool(store, {PUBLIC: Limits(1, seconds=60)}) as pool:
        first = csv(pool, counting)
        with monkeypatch.context() as alone:
            alone.setattr(pool.lanes[PUBLIC], "take", None)  # no worker is asked
            assert csv(pool, counting) == first == ["n,release", "4000000,first", ""]
            assert text(pool.run(counting, gzip=True, format="CSV")).split("\r\n") == first
            assert text(pool.run(counting, accept="text/csv, text/turtle")).split("\r\n") == first
        assert pool.run(counting, format="json").read().startswith(b"{")
        pool.switch(next_store)
        assert csv(pool, counting) == ["n,release", "4000000,second", ""]


def test_a_long_answer_is_not_kept(patient_pool: Pool) -> None:
    query = Query("SELECT ?work ?p ?o ?x { ?work ?p ?o . ?x a bf:Work } LIMIT 30000")
    assert len(csv(patient_pool, query)) == 30_002
    assert patient_pool.kept.get([Key.of(patient_pool.version, query, "csv", False)]) is None
