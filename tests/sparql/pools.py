"""What tests of a pool ask, and how they wait for what will happen: long, so that no test fails for a machine that is busy."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sparql.errors import SparqlError
from sparql.messages import Query
from sparql.pool import PUBLIC, Answer, Pool

POINT = Query("SELECT ?label { <http://example.org/work/7> rdfs:label ?label }")
LONG = Query("SELECT ?work ?p ?o ?other { ?work ?p ?o . ?other a bf:Work }")  # twelve million rows
FOREVER = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def point(number: int) -> Query:
    """A query whose answer no other test has had kept."""
    return Query(f"SELECT ?label {{ <http://example.org/work/{number}> rdfs:label ?label }}")


def text(answer: Answer) -> str:
    return answer.read().decode()


def csv(pool: Pool, query: Query, **options: str) -> list[str]:
    return text(pool.run(query, format="csv", **options)).split("\r\n")  # type: ignore[arg-type]  # only lane and client are given


def eventually(true: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()


@contextmanager
def asked(pool: Pool, query: Query, times: int) -> Iterator[list[SparqlError]]:
    """The query is running or waiting so many times, each from a client of its own, until they leave; yields their errors."""
    errors: list[SparqlError] = []
    left = threading.Event()

    def ask(client: str) -> None:
        try:
            pool.run(query, client=client, gone=left.is_set).read()
        except SparqlError as error:
            errors.append(error)

    threads = [threading.Thread(target=ask, args=(str(n),)) for n in range(times)]
    for thread in threads:
        thread.start()
    lane = pool.lanes[PUBLIC]
    assert eventually(lambda: len(lane.busy) + len(lane.queue) == times)
    yield errors
    left.set()
    for thread in threads:
        thread.join()
