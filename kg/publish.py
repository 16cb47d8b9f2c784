"""What is served: a checkpoint of the graph with its word index, switched over at once.

state/published/N/graph    a checkpoint of the primary store, by hard links
state/published/N/index    the word index of just that graph
state/published/N/about.json   when it was made, counts by source and kind
state/published/current    a link to the newest N that is whole
"""

import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from conversions.errors import GraphError
from kg import search
from kg.statistics import statistics
from kg.store import GraphStore

KEPT = 2
"""Earlier publications that stay on disk for readers that have not moved on yet."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One published state of the graph: its number, its folder, and what ``about.json`` says of it."""

    number: int
    folder: Path
    about: Mapping[str, Any]

    @property
    def graph(self) -> Path:
        """The checkpoint, to be opened read-only."""
        return self.folder / "graph"

    def open(self) -> ox.Store:
        """The graph, read-only."""
        return ox.Store.read_only(str(self.graph))

    @property
    def index(self) -> Path:
        """The word index."""
        return self.folder / "index"


def current(state: Path) -> Publication:
    """What is published now. Raises GraphError, saying what to do, where nothing is."""
    link = state / "published" / "current"
    try:
        folder = link.resolve(strict=True)
        return Publication(int(folder.name), folder, json.loads((folder / "about.json").read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise GraphError(f"nothing is published in {state}: load a catalogue first (otrar load FILE --source NAME)") from error


def publish(state: Path, store: GraphStore, base: str) -> Publication:
    """Make what is in the store visible. Readers see the old publication until the new one is whole."""
    folder = state / "published"
    folder.mkdir(parents=True, exist_ok=True)
    number = max(_numbers(folder), default=0) + 1
    made = folder / f".{number}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    store.checkpoint(made / "graph")
    graph = ox.Store.read_only(str(made / "graph"))
    search.build(graph, made / "index", base)
    about = {"made": time.time(), **statistics(graph, base)}
    (made / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")
    made.rename(folder / str(number))
    _switch(folder, number)
    for old in sorted(_numbers(folder))[: -KEPT - 1]:
        shutil.rmtree(folder / str(old))
    return current(state)


def _switch(folder: Path, number: int) -> None:
    link = folder / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(str(number))
    link.replace(folder / "current")


def _numbers(folder: Path) -> list[int]:
    return [int(each.name) for each in folder.iterdir() if each.name.isdigit()]
