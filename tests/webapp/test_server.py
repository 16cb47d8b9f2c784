"""`otrar serve` itself: what only a real server can get wrong."""

import http.client
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg import serve_settings
from kg.load import Loader
from kg.settings import Settings
from kg.workspace import workspace
from tests.webapp.served import ask, served

CLIENTS = 4
PAUSE = 0.05  # seconds between two questions of a client, so that the load beside them is done soon
RECORDS = 30
TITLES = """SELECT (SUM(IF(CONTAINS(?t, "before"), 1, 0)) AS ?old) (SUM(IF(CONTAINS(?t, "after"), 1, 0)) AS ?new)
{ ?instance a bf:Instance ; bf:title/bf:mainTitle ?t }"""


@pytest.fixture(scope="module")
def port(sample_settings: Settings) -> Iterator[int]:
    """Where a server of the samples listens on this machine."""
    with served(sample_settings.state) as port:
        yield port


def test_letters_of_an_address_may_stand_as_they_are(port: int) -> None:
    answer = ask(port, "/search?q=Ауэзов")
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"Auezov, Mukhtar" in answer


@pytest.mark.parametrize("address", ["/search?q=a b", "/search?q=\x00", "/\x7f", "search"])
def test_what_is_no_address_is_refused(port: int, address: str) -> None:
    assert ask(port, address).startswith(b"HTTP/1.1 400")


def test_a_process_with_most_of_the_connections_closes_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_settings, "_PROCESSES", 2)
    monkeypatch.setattr(serve_settings, "_CONNECTIONS", [0, 0, 0])
    server = SimpleNamespace(WORKERS={})
    workers = [object.__new__(serve_settings.StayingWorker) for _ in range(3)]
    for pid, worker in enumerate(workers[:2]):
        worker.max_keepalived = 900
        serve_settings.pre_fork(server, worker)
        server.WORKERS[pid] = worker
    one, other = workers[:2]
    one.nr_conns, other.nr_conns = 5, 3
    assert (one.max_keepalived, other.max_keepalived) == (-1, 900)
    one.nr_conns, other.nr_conns = 4, 4
    assert (one.max_keepalived, other.max_keepalived) == (900, 900)
    del server.WORKERS[0]
    serve_settings.pre_fork(server, workers[2])
    assert (workers[2].place, workers[2].nr_conns) == (one.place, 0)


def load(folder: Path, word: str) -> None:
    """Load and publish records whose titles all have this word."""
    file = folder / "catalogue.mrk"
    file.write_text("".join(f"=LDR  00000nam a2200000 a 4500\n=001  {n}\n=245  10$aTitle {word} {n}\n\n" for n in range(RECORDS)))
    with workspace(Settings(state=folder / "state")) as space:
        Loader(space.job, space.ledger, space.store, "small").load_file(file, space.settings.source("small").profile)
        space.publish()


@pytest.mark.usefixtures("few_terms")
def test_a_load_beside_a_stream_of_queries_fails_none_and_mixes_none(tmp_path: Path) -> None:
    load(tmp_path, "before")
    answers: Counter[tuple[int, str]] = Counter()
    seen = [threading.Event() for _ in range(CLIENTS)]

    def stream(port: int, number: int) -> None:
        connection, asked = http.client.HTTPConnection("127.0.0.1", port, timeout=300), 0
        while not ended.wait(PAUSE):
            asked += 1
            query = f"{TITLES} # {number}, {asked}: no kept answer will do"
            headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
            connection.request("POST", "/sparql", query.encode(), headers)
            answer = connection.getresponse()
            found = answer.status, answer.read().decode().split("\r\n")[1]
            answers[found] += 1
            if found != (200, f"{RECORDS},0"):
                seen[number].set()
        connection.close()

    ended = threading.Event()
    with served(tmp_path / "state") as port:
        clients = [threading.Thread(target=stream, args=(port, number)) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            load(tmp_path, "after")
            assert all(each.wait(300) for each in seen)
        finally:
            ended.set()
            for client in clients:
                client.join()
    assert answers.keys() == {(200, f"{RECORDS},0"), (200, f"0,{RECORDS}")}
