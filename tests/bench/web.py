"""Entity pages, search pages, suggestions and reconciliation under 8 clients at once: median and 95th percentile in ms.

    python tests/bench/web.py [--labels 1000000] [--records FILE.mrc] [--state FOLDER]

Loads the records and made-up people until the graph has so many labels, publishes, serves with `otrar serve`, and asks for pages
drawn at random, each at most once. With --state an earlier run's folder is served again.
"""

import argparse
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import batched
from pathlib import Path
from urllib.parse import quote, urlsplit

from conversions.sources import Profile
from kg.load import Loader
from kg.publish import current
from kg.search import Index, SearchQuery
from kg.settings import Settings
from kg.workspace import Workspace, workspace
from ontology.names import BF, RDF, RDFS

CORPUS = Path(os.environ.get("OTRAR_CORPUS", Path(__file__).parents[2] / "../shared/data"))
CLIENTS, REQUESTS = 8, 60
FORENAMES = ("Абай", "Айгүл", "Бақыт", "Гүлнар", "Дәурен", "Ержан", "Жанар", "Зарина", "Ильяс", "Камила", "Лаура", "Мұхтар")
ROOTS = ("Абдрахман", "Байтұрсын", "Жансүгір", "Мағжан", "Шәкәрім", "Әуез", "Сәтбай", "Қунай", "Оспан", "Төле", "Нүсіп", "Ибрай")
ENDINGS = ("ов", "ев", "ин", "ұлы", "баев", "бетов", "ханов", "жанов", "қызы")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--labels", type=int, default=1_000_000)
    arguments.add_argument("--records", type=Path, default=CORPUS / "marc21/bench.mrc")
    arguments.add_argument("--state", type=Path)
    asked = arguments.parse_args()
    folder = asked.state or Path(tempfile.mkdtemp())
    settings = Settings(state=folder)
    if not (folder / "published").is_dir():
        fill(settings, asked.records, asked.labels)
    measure(settings)
    if asked.state is None:
        shutil.rmtree(folder)


def fill(settings: Settings, records: Path, labels: int) -> None:
    """Load the records and as many people as are missing to so many labels, two for each."""
    with workspace(settings) as space:
        loader = Loader(space.job, space.ledger, space.store, "bench")
        loader.load_file(records, Profile())
        add_people(space, labels // 2)
        began = time.perf_counter()
        about = space.publish().about
    print(f"{loader.sums.added:,} records, {about['quads']:,} quads; published in {time.perf_counter() - began:.0f} s")


def add_people(space: Workspace, people: int) -> None:
    """People with a Cyrillic and a Latin name each, as records of a source of their own."""
    chance, base = random.Random(1), space.settings.base
    for n, batch in enumerate(batched(range(people), 5000)):
        space.store.add_new({f"{base}record/people/{n}": [line for each in batch for line in person(base, each, chance)]})


def person(base: str, number: int, chance: random.Random) -> Iterator[str]:
    """The triples about a made-up person."""
    iri = f"<{base}agent/p{number:019}>"
    name = f"{chance.choice(ROOTS)}{chance.choice(ENDINGS)}, {chance.choice(FORENAMES)}, {1850 + number % 150}-"
    yield f"{iri} <{RDF.type}> <{BF.Agent}>"
    yield f"{iri} <{RDF.type}> <{BF.Person}>"
    yield f'{iri} <{RDFS.label}> "{name}"@kk'
    yield f'{iri} <{RDFS.label}> "Person {number:x}, {name.translate(LATIN)}"'


LATIN = str.maketrans("абвгдежзийклмнопрстуфхцчшыэюяәғқңөұүһі", "abvgdezzijklmnoprstufhccsyeuaagqnouuhi")


def measure(settings: Settings) -> None:
    """Serve, and ask for each kind of page."""
    index = Index(current(settings.state).index)
    kinds = {
        kind: [hit.iri for hit in index.search(SearchQuery("", {"kind": [kind]}), limit=2000).hits]
        for kind in ("work", "agent", "topic")
    }
    words = [
        name
        for hit in index.search(SearchQuery("", {"kind": ["work"]}), limit=2000).hits
        for name in hit.names[0].text.split()
        if len(name) > 3
    ]
    chance = random.Random(2)
    asked: dict[str, Callable[[], str]] = {f"{kind} page": partial(a_page, iris, chance) for kind, iris in kinds.items()}
    asked["search, a name"] = lambda: f"/search?q={quote(a_name(chance))}"
    asked["search, a word of a title"] = lambda: f"/search?q={quote(chance.choice(words))}"
    asked["search, narrowed"] = lambda: f"/search?q={quote(chance.choice(words))}&type=work&sort=title"
    asked["suggestions"] = lambda: f"/suggest?q={quote(chance.choice(ROOTS)[: chance.randint(2, 6)])}"
    asked["reconciliation, 10 names"] = lambda: (
        f"/reconcile?queries={quote(json.dumps({f'q{n}': {'query': a_name(chance)} for n in range(10)}))}"
    )
    with served(settings) as port:
        for name, make in asked.items():
            times = sorted(ask(port, [make() for _ in range(CLIENTS * REQUESTS)]))
            median, most = times[len(times) // 2], times[len(times) * 95 // 100]
            print(f"{name:<28} median {median:6.1f}   95% {most:6.1f}   slowest {times[-1]:6.1f}")


def a_name(chance: random.Random) -> str:
    """The name of some of the people."""
    return f"{chance.choice(ROOTS)}{chance.choice(ENDINGS)} {chance.choice(FORENAMES)}"


def a_page(iris: list[str], chance: random.Random) -> str:
    """The address of the page of one of these."""
    return urlsplit(chance.choice(iris)).path + ".html"


class served:
    """Runs `otrar serve` on a free port while the block lasts."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __enter__(self) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        environment = {**os.environ, "OTRAR_STATE": str(self._settings.state.absolute())}
        self._server = subprocess.Popen([sys.executable, "-m", "kg.cli", "serve", "--port", str(port)], env=environment)
        for _ in range(200):
            try:
                fetch(http.client.HTTPConnection("127.0.0.1", port), "/health")
                return port
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the server did not start")

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait()


def ask(port: int, addresses: list[str]) -> list[float]:
    """How long each answer took, in milliseconds, asked by all clients at once."""
    times: list[float] = []

    def client(mine: list[str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for address in mine:
            began = time.perf_counter()
            fetch(connection, address)
            times.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=client, args=(addresses[n::CLIENTS],)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def fetch(connection: http.client.HTTPConnection, address: str) -> None:
    """Fetch a page whole; a page that is none ends the measurement."""
    connection.request("GET", address, headers={"Accept": "text/html", "Accept-Language": "kk"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status}")


if __name__ == "__main__":
    main()
