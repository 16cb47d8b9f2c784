"""Real workers over a real published store: what they answer, and what ends them."""

import gzip
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from sparql.errors import (
    Busy,
    ClientGone,
    NotAcceptable,
    OutOfMemory,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    SparqlError,
    StoreUnavailable,
    TimedOut,
    WorkerDied,
)
from sparql.kept import Key
from sparql.lane import Limits
from sparql.messages import Query
from sparql.pool import PAGES, PUBLIC, Answer, Pool

POINT = Query("SELECT ?label { <http://example.org/work/7> rdfs:label ?label }")
RELEASE = Query("SELECT DISTINCT ?release { ?work bf:note ?release }")
LONG = Query("SELECT ?work ?p ?o ?other { ?work ?p ?o . ?other a bf:Work }")  # twelve million rows
FOREVER = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def point(number: int) -> Query:
    """A query whose answer no other test has had kept."""
    return Query(f"SELECT ?label {{ <http://example.org/work/{number}> rdfs:label ?label }}")


def text(answer: Answer) -> str:
    return answer.read().decode()


def csv(pool: Pool, query: Query, **options: str) -> list[str]:
    return text(pool.run(query, format="csv", **options)).split("\r\n")  # type: ignore[arg-type]  # only lane and client are given


def eventually(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()


@contextmanager
def asked(pool: Pool, query: Query, times: int) -> Iterator[list[SparqlError]]:
    """The query is running or waiting so many times, each from a client of its own; yields what they end with."""
    errors: list[SparqlError] = []

    def ask(client: str) -> None:
        try:
            pool.run(query, client=client).read()
        except SparqlError as error:
            errors.append(error)

    threads = [threading.Thread(target=ask, args=(str(n),)) for n in range(times)]
    for thread in threads:
        thread.start()
    lane = pool.lanes[PUBLIC]
    assert eventually(lambda: len(lane.busy) + len(lane.queue) == times, 2)
    yield errors
    for thread in threads:
        thread.join()


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


def test_a_long_answer_begins_at_once_and_arrives_whole(pool: Pool) -> None:
    query = Query("SELECT ?work ?p ?o { ?work ?p ?o }")
    pool.run(query, format="csv").read()
    start = time.monotonic()
    answer = pool.run(query, format="csv")
    first = time.monotonic() - start
    assert text(answer).count("\r\n") == 6001
    assert first < 0.25


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


def test_a_query_without_end_is_ended_in_time(pool: Pool) -> None:
    start = time.monotonic()
    with pytest.raises(TimedOut, match="longer than 1 seconds"):
        pool.run(FOREVER)
    assert 0.9 < time.monotonic() - start < 2
    assert csv(pool, POINT)[1] == "Абай жолы 7"


def test_an_answer_that_takes_too_long_breaks_off(pool: Pool) -> None:
    answer = pool.run(LONG)
    start = time.monotonic()
    with pytest.raises(TimedOut):
        answer.read()
    assert time.monotonic() - start < 2


def test_a_client_that_stops_reading_is_no_burden(pool: Pool) -> None:
    answer = pool.run(LONG)
    process = next(iter(pool.lanes[PUBLIC].busy))
    assert eventually(lambda: not process.alive(), 2)
    with pytest.raises(TimedOut):
        answer.read()


def test_memory_is_capped(patient_pool: Pool) -> None:
    with pytest.raises(OutOfMemory):
        patient_pool.run(Query("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"))
    assert csv(patient_pool, POINT)[1] == "Абай жолы 7"


def test_closing_an_answer_frees_its_worker(pool: Pool) -> None:
    lane = pool.lanes[PUBLIC]
    unread, begun = pool.run(LONG), pool.run(LONG)
    next(begun.chunks)
    pids = {process.pid for process in lane.busy}
    unread.chunks.close()
    begun.chunks.close()
    begun.chunks.close()
    assert not lane.busy
    assert len(lane.idle) == 2
    assert not pids & {process.pid for process in lane.idle}
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_client_that_leaves_while_the_query_runs_frees_its_worker(patient_pool: Pool) -> None:
    csv(patient_pool, POINT)
    start = time.monotonic()
    with pytest.raises(ClientGone):
        patient_pool.run(FOREVER, gone=lambda: time.monotonic() > start + 0.1)
    assert time.monotonic() - start < 5
    assert not patient_pool.lanes[PUBLIC].busy


def test_kill_9_costs_one_query(pool: Pool) -> None:
    lane = pool.lanes[PUBLIC]
    with asked(pool, FOREVER, 2) as errors:
        # One that is killed before it has its job costs nothing at all.
        assert eventually(lambda: all(process.since < float("inf") for process in lane.busy), 2)
        victim = next(iter(lane.busy))
        os.kill(victim.pid, signal.SIGKILL)
        assert eventually(lambda: len(errors) == 1, 1)
        assert isinstance(errors[0], WorkerDied)
        assert csv(pool, POINT)[1] == "Абай жолы 7"
    assert [type(error) for error in errors] == [WorkerDied, TimedOut]


def test_kill_9_of_an_idle_worker_costs_nothing(pool: Pool) -> None:
    lane = pool.lanes[PUBLIC]
    idle = list(lane.idle)
    pids = {process.pid for process in idle}
    for process in idle:
        os.kill(process.pid, signal.SIGKILL)
        with suppress(ChildProcessError):  # the pool has noticed before us
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert csv(pool, POINT)[1] == "Абай жолы 7"
    assert eventually(lambda: not pids & {process.pid for process in lane.idle} and len(lane.idle) == 2, 2)


def test_the_queue_has_a_bound_and_pages_have_their_own_lane(pool: Pool) -> None:
    with asked(pool, FOREVER, 5) as errors:
        with pytest.raises(Busy, match="3 queries wait already"):
            pool.run(POINT, client="one more")
        start = time.monotonic()
        assert csv(pool, POINT, lane=PAGES)[1] == "Абай жолы 7"
        assert time.monotonic() - start < 0.5
    # Two run at once, so the last of five would wait longer than a query may run.
    assert {type(error) for error in errors} <= {TimedOut, Busy}


def test_clients_take_turns_and_none_holds_all_workers(store: Path) -> None:
    with Pool(store, {PUBLIC: Limits(2, seconds=5, share=1, waiting=10)}) as pool, ThreadPoolExecutor(8) as threads:
        lane = pool.lanes[PUBLIC]
        for client in ("a", "b"):
            pool.run(POINT, client=client).read()
        greedy = [threads.submit(pool.run, LONG, client="greedy") for _ in range(3)]
        assert eventually(lambda: len(lane.busy) == 1 and len(lane.queue) == 2, 2)
        start = time.monotonic()
        assert csv(pool, POINT, client="modest")[1] == "Абай жолы 7"
        assert time.monotonic() - start < 1
        for future in as_completed(greedy):
            future.result().chunks.close()


def test_turns_in_the_queue(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(store, {PUBLIC: Limits(1, seconds=30, waiting=10)}) as pool, ThreadPoolExecutor(8) as threads:
        lane, turns = pool.lanes[PUBLIC], list[str]()
        holder = pool.run(LONG)
        serve = lane.queue.serve
        monkeypatch.setattr(lane.queue, "serve", lambda ticket: (turns.append(ticket.client), serve(ticket)))

        def ask(client: str, number: int) -> None:
            pool.run(point(number), client=client).read()

        asked = []
        for waiting, client in enumerate(["a", "a", "a", "b"], 1):
            asked.append(threads.submit(ask, client, 100 + waiting))
            assert eventually(lambda waiting=waiting: len(lane.queue) == waiting, 10)  # type: ignore[misc]
        holder.chunks.close()
        for each in as_completed(asked):
            each.result()
    assert turns == ["a", "b", "a", "a"]


def test_a_switch_under_a_stream_of_queries(store: Path, next_store: Path) -> None:
    with Pool(store, {PUBLIC: Limits(2, seconds=5)}) as pool:
        running = pool.run(Query("SELECT ?work ?note { ?work bf:note ?note . ?other a bf:Work } LIMIT 200000"), format="csv")
        seen: list[str] = []
        switched = threading.Timer(0.2, pool.switch, [next_store])
        switched.start()
        end = time.monotonic() + 0.6
        while time.monotonic() < end:
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


def test_closing_the_pool_ends_its_processes(store: Path) -> None:
    pool = Pool(store, {PUBLIC: Limits(2, seconds=30)})
    processes = list(pool.lanes[PUBLIC].idle)
    for _ in processes:
        pool.run(POINT).read()
    with asked(pool, FOREVER, 3) as errors:
        pool.close()
    assert {type(error) for error in errors} <= {WorkerDied, Busy}
    assert len(errors) == 3
    assert all(process._code is not None for process in processes)


def test_who_comes_after_the_end_is_told_at_once(store: Path) -> None:
    pool = Pool(store, {PUBLIC: Limits(1, seconds=30)})
    pool.close()
    with pytest.raises(Busy, match="being stopped"):
        pool.run(point(200))


def test_workers_end_with_the_server(store: Path) -> None:
    """A server that is killed leaves no worker behind: its socket closes, and a running query has an alarm."""
    pool = Pool(store, {PUBLIC: Limits(1, seconds=1)})
    process = pool.lanes[PUBLIC].idle[0]
    pool.run(POINT).read()
    process.connection.close()
    assert process.ended() == 0
    with suppress(OSError):
        pool.close()


def test_short_queries_find_a_place_beside_many_long_ones(store: Path) -> None:
    """Two long queries run, others wait for their end, and none of them is in the way of a short one."""
    limits = Limits(2, quick=2, seconds=3, waiting=100)
    with Pool(store, {PUBLIC: limits}) as pool:
        for _ in range(4):
            csv(pool, POINT)
        with asked(pool, FOREVER, 12) as errors:
            assert eventually(lambda: len(pool.lanes[PUBLIC].busy) == 2, 3)
            time.sleep(0.5)  # what was killed is replaced
            waits = []
            for n in range(40):
                start = time.monotonic()
                one = Query(f"SELECT ?label {{ <http://example.org/work/{n}> rdfs:label ?label }}")
                assert csv(pool, one)[1] == f"Абай жолы {n}"
                waits.append(time.monotonic() - start)
            assert sorted(waits)[-2] < 1  # without a place of its own it waits three seconds; tests/bench/endpoint.py measures it
        assert {type(error) for error in errors} <= {TimedOut, Busy}
        assert sum(isinstance(error, TimedOut) for error in errors) >= 2


def test_a_query_that_was_postponed_is_answered_in_full(store: Path) -> None:
    """It takes more than the grace, finds all places for long queries taken, and is answered when one is free."""
    some = "{ SELECT ?a { ?a a bf:Work } LIMIT 500 }"
    slow = Query(f"SELECT (COUNT(*) AS ?n) {{ {some} ?b bf:note ?c . FILTER(REGEX(CONCAT(STR(?a), ?c), 'f.r?s*t$')) }}")
    with Pool(store, {PUBLIC: Limits(1, quick=1, seconds=20)}) as pool:
        csv(pool, POINT)
        holder = pool.run(LONG)
        timer = threading.Timer(1, holder.chunks.close)
        timer.start()
        start = time.monotonic()
        assert csv(pool, slow)[1] == str(500 * 2000)
        assert time.monotonic() - start > 1
        assert len(pool.lanes[PUBLIC].slow) > 1


def test_an_answer_that_took_long_is_kept_until_the_next_publication(store: Path, next_store: Path) -> None:
    counting = Query("SELECT (COUNT(*) AS ?n) (SAMPLE(?note) AS ?release) { ?a a bf:Work . ?a bf:note ?note . ?c a bf:Work }")
    with Pool(store, {PUBLIC: Limits(1, seconds=30)}) as pool:
        first = csv(pool, counting)
        start = time.monotonic()
        assert csv(pool, counting) == first == ["n,release", "4000000,first", ""]
        assert text(pool.run(counting, gzip=True, format="CSV")).split("\r\n") == first
        assert time.monotonic() - start < 0.05
        assert pool.run(counting, format="json").read().startswith(b"{")
        pool.switch(next_store)
        assert csv(pool, counting) == ["n,release", "4000000,second", ""]


def test_a_long_answer_is_not_kept(patient_pool: Pool) -> None:
    query = Query("SELECT ?work ?p ?o ?x { ?work ?p ?o . ?x a bf:Work } LIMIT 30000")
    assert len(csv(patient_pool, query)) == 30_002
    assert patient_pool.kept.get(Key.of(patient_pool.version, query, ("csv",), False)) is None
