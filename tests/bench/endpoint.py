"""/sparql against `oxigraph serve` on the same store and the same queries, 1 and 8 clients, with the answers compared.

    python tests/bench/endpoint.py [WORKS] [SECONDS]

WORKS sets the size (24 quads each; 20,000 by default), SECONDS how long each query is asked. Needs the program `oxigraph` on
the PATH or beside the interpreter (`pip install oxigraph`); without it only our own figures are made. Ours is the server that
`otrar serve` runs. That it keeps answers is switched off by a comment in each query which is never the same twice.
"""

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.settings import Settings
from kg.workspace import workspace
from ontology.names import BF, RDF, RDFS
from sparql.prefixes import PREFIXES

BASE = Settings().base
PROLOGUE = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
QUERIES = {
    "point": "SELECT ?p ?o { <%(base)swork/%(n)d> ?p ?o }",
    "join": "SELECT ?work ?label ?name { ?work bf:subject <%(base)stopic/%(topic)d> ; rdfs:label ?label ; bf:agent ?agent . "
    "?agent rdfs:label ?name }",
    "aggregate": "SELECT ?topic (COUNT(*) AS ?works) { ?work bf:subject ?topic } GROUP BY ?topic ORDER BY DESC(?works) ?topic",
    "100,000 rows": "SELECT ?s ?o { ?s bf:note ?o } LIMIT 100000",
}
OURS = {
    "otr:search": (
        'SELECT DISTINCT ?x { ?x otr:search "Әуезов %(n)d" ; a bf:Person }',
        'SELECT DISTINCT ?x { ?x a bf:Person ; rdfs:label ?l FILTER(CONTAINS(?l, "Әуезов %(n)d")) }',
    ),
    "otr:label": (
        'SELECT ?x (otr:label(?x, "kk") AS ?l) { ?x a bf:Person }',
        "SELECT ?x ?l { ?x a bf:Person ; rdfs:label ?l }",
    ),
}
"""Our own words, and the plain patterns that they are held against."""
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b }",
    'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(a+)+$|(.*)(.*)(.*)x")) }',
    "SELECT DISTINCT ?c ?f { ?a ?b ?c . ?d ?e ?f }",
    "ASK { ?a ?b '" + "x" * 10_000_000 + "' }",
)


def quads(works: int) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(f"{BASE}record/bench/1")

    def said(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(ox.NamedNode(BASE + subject), ox.NamedNode(predicate), value, graph)

    for n in range(works):
        yield said(f"work/{n}", RDF.type, ox.NamedNode(BF.Work))
        yield said(f"work/{n}", RDFS.label, ox.Literal(f"Абай жолы {n}", language="kk"))
        yield said(f"work/{n}", BF.agent, ox.NamedNode(f"{BASE}agent/{n % 1000}"))
        yield said(f"work/{n}", BF.subject, ox.NamedNode(f"{BASE}topic/{n % 10}"))
        yield from (said(f"work/{n}", BF.note, ox.Literal(f"note {n} {k}")) for k in range(20))
    for n in range(1000):
        yield said(f"agent/{n}", RDF.type, ox.NamedNode(BF.Person))
        yield said(f"agent/{n}", RDFS.label, ox.Literal(f"Әуезов {n}", language="kk"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    """A server, until it is no longer needed; yields the number of its process when it listens."""
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def wait_until_prepared(graph: Path) -> None:
    """A server that starts asks the named queries by itself; figures are made when that is done."""
    time.sleep(3)
    with (graph.parent / "answers.lock").open("a") as lock:
        flock(lock, LOCK_EX)


def ask(connection: http.client.HTTPConnection, path: str, query: str) -> tuple[bytes, float]:
    """The answer as CSV, and the seconds until its first byte."""
    start = time.perf_counter()
    headers = {"Accept": "text/csv", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode({"query": PROLOGUE + query}), headers)
    response = connection.getresponse()
    assert response.status == 200, response.read()
    first = response.read(1)
    elapsed = time.perf_counter() - start
    return first + response.read(), elapsed


def measure(port: int, path: str, text: str, clients: int, seconds: float) -> tuple[float, list[float]]:
    """Answers a second of so many clients, and the seconds until each first byte."""
    firsts: list[float] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        n, end = number, time.perf_counter() + seconds
        while time.perf_counter() < end:
            n += clients
            query = text % {"base": BASE, "n": n % 20_000, "topic": n % 10}
            firsts.append(ask(connection, path, f"{query} # {number} {n}")[1])

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(firsts) / (time.perf_counter() - start), firsts


def answers(port: int, path: str) -> dict[str, list[bytes]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    return {
        name: sorted(ask(connection, path, text % {"base": BASE, "n": 7, "topic": 3})[0].split(b"\r\n"))
        for name, text in QUERIES.items()
        if "LIMIT" not in text
    }


def helped(port: int, seconds: float) -> None:
    """Print what our own words cost beside plain patterns."""
    for word, texts in OURS.items():
        ours, plain = (1000 / measure(port, "/sparql", text, 1, seconds)[0] for text in texts)
        print(f"{word:>14}: {ours:.1f} ms, by a plain pattern {plain:.1f} ms")


def hostile_clients(port: int) -> list[tuple[str, float]]:
    """Two hundred hostile queries at once: what became of each, after how many seconds."""
    ended: list[tuple[str, float]] = []

    def hostile(number: int) -> None:
        start = time.perf_counter()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            query = f"{HOSTILE[number % len(HOSTILE)]} # {number}"
            connection.request("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"})
            response = connection.getresponse()
            said = str(response.status)
            response.read()
        except (OSError, http.client.HTTPException) as error:
            said = "broken off" if isinstance(error, http.client.IncompleteRead) else type(error).__name__
        ended.append((said, time.perf_counter() - start))

    threads = [threading.Thread(target=hostile, args=(number,)) for number in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def storm(port: int, server: int, seconds: float) -> None:
    """Print what became of the hostile queries, how much memory they took, and how point queries fare, alone and beside them."""
    alone = measure(port, "/sparql", QUERIES["point"], 1, seconds)[1]
    firsts: list[float] = []
    connection, most = http.client.HTTPConnection("127.0.0.1", port, timeout=120), 0
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        waited = other.submit(hostile_clients, port)
        while not waited.done():
            firsts.append(ask(connection, "/sparql", QUERIES["point"] % {"base": BASE, "n": len(firsts)})[1])
            most = max(most, memory(server))
            time.sleep(0.02)
        ended = waited.result()
    print(f"200 hostile queries at once, of {seconds:g} s each: {dict(Counter(said for said, _ in ended))},")
    print(f"the last one after {max(elapsed for _, elapsed in ended):.1f} s, {most >> 20} MB at most;")
    print(f"{len(firsts)} point queries beside them: {statistics.median(firsts) * 1000:.0f} ms, the 95th percentile")
    print(f"{percentile(firsts):.0f} ms; alone {statistics.median(alone) * 1000:.0f} and {percentile(alone):.0f} ms")


def percentile(firsts: list[float]) -> float:
    return statistics.quantiles(firsts, n=20)[-1] * 1000


def memory(server: int) -> int:
    """Bytes of all processes of a server that nobody else has, by their proportional shares."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    children: dict[int, list[int]] = {}
    for line in listed:
        pid, parent = map(int, line.split())
        children.setdefault(parent, []).append(pid)
    waiting, total = [server], 0
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, ())
        with suppress(OSError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().split()
            total += int(rollup[rollup.index("Pss:") + 1]) * 1024
    return total


def main(works: int = 20_000, seconds: float = 3.0) -> None:
    program = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(state=Path(folder) / "state")
        with workspace(settings) as space:
            space.store.replace_quads(f"{BASE}record/bench/1", quads(works))
            graph = space.publish().graph
        port, other = free_port(), free_port()
        ours = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port)]
        theirs = [
            program or "",
            "serve-read-only",
            "--location",
            str(graph),
            "--bind",
            f"127.0.0.1:{other}",
            "--union-default-graph",
        ]
        with running(ours, port, {"OTRAR_STATE": str(settings.state)}):
            wait_until_prepared(graph)
            mine = figures(port, "/sparql", seconds)
            said = answers(port, "/sparql")
            helped(port, seconds)
        with running(ours, port, {"OTRAR_STATE": str(settings.state), "OTRAR_QUERY_SECONDS": "5"}) as server:
            measure(port, "/sparql", QUERIES["point"], 8, seconds)
            storm(port, server, 5)
        if not program:
            sys.exit("oxigraph was not found, so there is nothing to compare with: pip install oxigraph")
        with running(theirs, other, {}):
            compared = figures(other, "/query", seconds)
            assert said == answers(other, "/query"), "the answers differ"
        for (name, clients), (rate, first) in mine.items():
            share = rate / compared[name, clients][0]
            print(f"{name:>14}, {clients} clients: {rate:9.1f}/s, {share:.2f} of oxigraph; first byte {first:.1f} ms")


def figures(port: int, path: str, seconds: float) -> dict[tuple[str, int], tuple[float, float]]:
    """For each query and number of clients: answers a second, and the median of milliseconds until the first byte."""
    found = {}
    measure(port, path, QUERIES["point"], 8, seconds)  # every worker has its store open
    for name, text in QUERIES.items():
        for clients in (1, 8):
            rate, firsts = measure(port, path, text, clients, seconds)
            found[name, clients] = rate, statistics.median(firsts) * 1000
    return found


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
