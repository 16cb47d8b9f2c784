"""Keep a copy of an Otrar graph: take its dump once, then follow its changes.

    python docs/mirror.py https://otrar.example.org/ mirror/       again whenever you like; it goes on where it stopped

The copy is an Oxigraph store in mirror/graph (package pyoxigraph; nothing else is needed), each record in its named graph as
at the source. mirror/number is the number of the last change that it has. A run that is cut off is made good by the next.
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pyoxigraph as ox

_GONE = ("Delete", "Deprecate")


def mirror(address: str, folder: Path) -> int:
    """Bring the copy in ``folder`` up to date with the graph at ``address``; returns how many graphs were replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    store, note = ox.Store(str(folder / "graph")), folder / "number"
    if not note.exists():
        number = take_dump(address, folder, store)
        note.write_text(str(number))
    changed: dict[str, str] = {}
    number = int(note.read_text())
    for activity in activities(f"{address}changes?after={number}"):
        number = max(number, int(activity["id"].rpartition("/")[2]))
        if link := activity["object"].get("url"):
            changed[activity["object"]["id"]] = "" if activity["type"] in _GONE else link["href"]
    for graph, href in changed.items():
        replace(store, graph, href)
    store.flush()
    note.write_text(str(number))
    return len(changed)


def take_dump(address: str, folder: Path, store: ox.Store) -> int:
    """Load the dump of all, checked, into an empty store; returns the number of the last change that is in it."""
    publication = load_json(f"{address}dumps/")["publications"][0]
    dump = next(each for each in publication["files"] if each["file"] == "otrar.nq.gz")
    file, checksum = folder / dump["file"], hashlib.sha256()
    with urlopen(dump["url"]) as answer, file.open("wb") as out:  # noqa: S310 - an address that the source gave
        while data := answer.read(1 << 20):
            checksum.update(data)
            out.write(data)
    if checksum.hexdigest() != dump["sha256"]:
        raise SystemExit(f"{dump['url']} did not arrive whole: start again")
    store.clear()
    with gzip.open(file) as quads:
        store.bulk_load(cast(IO[bytes], quads), format=ox.RdfFormat.N_QUADS)
    file.unlink()
    return int(publication["changes"])


def activities(address: str) -> Iterator[dict[str, Any]]:
    """All activities of a collection, page by page, oldest first."""
    page = load_json(address).get("first")
    while page:
        content = load_json(page["id"])
        yield from content["orderedItems"]
        page = content.get("next")


def replace(store: ox.Store, graph: str, href: str) -> None:
    """Make a graph say what is at ``href`` now; nothing, if it is gone."""
    name = ox.NamedNode(graph)
    quads = []
    try:
        if href:
            with urlopen(href) as answer:  # noqa: S310 - an address that the source gave
                quads = list(ox.parse(answer.read(), format=ox.RdfFormat.N_QUADS))
    except HTTPError as error:
        if error.code not in (404, 410):  # deleted since; the feed will say so
            raise
    store.remove_graph(name)
    store.extend(quads)


def load_json(address: str) -> Any:
    request = Request(address, headers={"Accept": "application/activity+json, application/json"})  # noqa: S310 - see below
    with urlopen(request) as answer:  # noqa: S310 - an address that a person or the source gave
        return json.load(answer)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    print(f"{mirror(sys.argv[1].rstrip('/') + '/', Path(sys.argv[2]))} graphs replaced")
