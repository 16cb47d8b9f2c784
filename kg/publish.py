"""What is served: a checkpoint of the graph with its word index, switched over at once.

state/published/N/graph    a checkpoint of the primary store, by hard links; of an endpoint (setting `store`) its address
state/published/N/copy     what the endpoint had then, if the graph is there
state/published/N/index    the word index of just that graph
state/published/N/names    the index in which things are looked up by name
state/published/N/dumps    its dumps (kg/dumps.py)
state/published/N/about.json   when it was made, counts by source and kind
state/published/current    a link to the newest N that is whole
"""

import json
import math
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from conversions.errors import GraphError
from kg import affected, dumps, indexes
from kg.changes import ChangeLog
from kg.differences import Touched, differences, touched
from kg.statistics import statistics
from kg.store import GraphStore

KEPT = 2
"""Earlier publications that stay on disk for readers that have not moved on yet."""

_MOST_TOUCHED = 100_000
_WORTH_BUILDING = 4  # where more than this part of all things is to be indexed anew, all are


@dataclass(frozen=True, slots=True)
class Publication:
    """One published state of the graph: its number, its folder, and what ``about.json`` says of it."""

    number: int
    folder: Path
    about: Mapping[str, Any]

    @property
    def graph(self) -> Path:
        """What readers open with `sparql.remote.opened`: the checkpoint, or a file with the address of the endpoint."""
        return self.folder / "graph"

    def open(self) -> ox.Store:
        """The graph as it was published, read-only: the checkpoint, or the copy of what the endpoint had."""
        copy = self.folder / "copy"
        return ox.Store.read_only(str(copy if copy.exists() else self.graph))

    @property
    def dumps(self) -> Path:
        """The dumps of just this graph."""
        return self.folder / "dumps"

    @property
    def index(self) -> Path:
        """The word index."""
        return self.folder / "index"

    @property
    def names(self) -> Path:
        """The index in which things are looked up by name (kg/entity_index.py)."""
        return self.folder / "names"


def kept(state: Path) -> list[Publication]:
    """The publications that are on disk, newest first."""
    folder = state / "published"
    numbers = sorted(_numbers(folder), reverse=True) if folder.exists() else []
    return [_opened(folder / str(number)) for number in numbers]


def _opened(folder: Path) -> Publication:
    return Publication(int(folder.name), folder, json.loads((folder / "about.json").read_text("utf-8")))


def newest(state: Path) -> Path:
    """The folder of what is published now. Raises GraphError, saying what to do, where nothing is."""
    try:
        return (state / "published" / "current").resolve(strict=True)
    except OSError as error:
        raise GraphError(f"nothing is published in {state}: load a catalogue first (otrar load FILE --source NAME)") from error


def current(state: Path) -> Publication:
    """What is published now. Raises GraphError where nothing is."""
    folder = newest(state)
    try:
        return _opened(folder)
    except (OSError, ValueError) as error:
        raise GraphError(f"{folder} is damaged: run otrar publish") from error


@dataclass(frozen=True, slots=True)
class News:
    """What is needed to tell what a publication changes: the log, where merged things moved, which records were dealt with."""

    log: ChangeLog
    moved: Mapping[str, str]
    records: Callable[[float], Iterable[Touched]]


def publish(state: Path, store: GraphStore, base: str, news: News) -> Publication:
    """Make what is in the store visible. Readers see the old publication until the new one is whole."""
    folder = state / "published"
    folder.mkdir(parents=True, exist_ok=True)
    number = max(*_numbers(folder), news.log.last_publication(), 0) + 1
    making = _Making(number, folder / f".{number}", store, base, news)
    before = _current_or_none(state)
    news.log.drop_unfinished()
    if before is None:
        making.from_nothing()
    else:
        making.from_the_one_before(before, _identity(state))
    about = {"made": time.time(), "store": _identity(state), "indexes": indexes.VERSION, **making.statistics}
    (making.folder / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")
    making.folder.rename(folder / str(number))
    news.log.finish(number, math.ceil(about["made"]))
    _switch(folder, number)
    for old in sorted(_numbers(folder))[: -KEPT - 1]:
        shutil.rmtree(folder / str(old))
    return current(state)


class _Making:
    """A publication that is being made: the checkpoint in its folder, from which the log, the indexes and the dumps follow."""

    def __init__(self, number: int, folder: Path, store: GraphStore, base: str, news: News) -> None:
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self._number, self._base, self._news = number, base, news
        self._graph = ox.Store.read_only(str(store.checkpoint(folder / "graph")))
        self.statistics = statistics(self._graph, base)

    def from_nothing(self) -> None:
        """All is read once, for the dumps and for the log, which may know of things that are gone if publications were lost."""
        read = dumps.write(self._graph, self.folder / "dumps", self._base, self.statistics["records"])
        self._log(thing for said in read for thing in touched(said.graph, b"", said.lines, self._base))
        self._log(each for each in self._news.log.alive() if not self._exists(each.path))
        indexes.build(self._graph, self._base, self.folder)

    def from_the_one_before(self, before: Publication, identity: str) -> None:
        """What has not changed is taken over. ``identity``: of the primary store as it is now."""
        earlier, noted = before.open(), _Noted()
        received = list(self._news.records(before.about["made"]))
        same_store = bool(identity) and before.about.get("store") == identity
        only = {self._base + each.path for each in received} if same_store else None
        changed = self._log(noted.all(differences(earlier, self._graph, self._base, only)))
        self._log(received)
        self._index(before, earlier, noted)
        records = self.statistics["records"]
        deque(dumps.write(self._graph, self.folder / "dumps", self._base, records, changed, before.dumps), maxlen=0)

    def _log(self, things: Iterable[Touched]) -> set[str]:
        return self._news.log.append(self._number, things, self._exists, self._news.moved)

    def _exists(self, path: str) -> bool:
        name = ox.NamedNode(path if "://" in path else self._base + path)
        if path.startswith(("record/", "graph/")) or "://" in path:
            return self._graph.contains_named_graph(name)
        return any(True for _ in self._graph.quads_for_pattern(name, None, None, None))

    def _index(self, before: Publication, earlier: ox.Store, noted: "_Noted") -> None:
        """Make the indexes: from those before where little has changed, else anew."""
        usable = noted.paths is not None and before.about.get("indexes") == indexes.VERSION
        if usable and not affected.all_are(earlier, self._graph, self._base):
            paths = noted.paths or ()
            iris = affected.Affected(earlier, self._graph, self._base).of(self._base + path for path in paths)
            if len(iris) * _WORTH_BUILDING < sum(before.about["things"].values()):
                indexes.update(self._graph, self._base, self.folder, before.folder, iris)
                return
        indexes.build(self._graph, self._base, self.folder)


class _Noted:
    """The paths of what is touched, unless that is too much to be looked at one by one."""

    def __init__(self) -> None:
        self.paths: set[str] | None = set()

    def all(self, things: Iterable[Touched]) -> Iterator[Touched]:
        """These, noted as they pass."""
        for each in things:
            if self.paths is not None:
                self.paths.add(each.path)
                if len(self.paths) > _MOST_TOUCHED:
                    self.paths = None
            yield each


def _identity(state: Path) -> str:
    """What RocksDB calls the primary store: another name after it was made again, when any record's graph may be another."""
    file = state / "graph" / "IDENTITY"
    return file.read_text().strip() if file.exists() else ""


def _current_or_none(state: Path) -> Publication | None:
    return current(state) if (state / "published" / "current").exists() else None


def _switch(folder: Path, number: int) -> None:
    link = folder / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(str(number))
    link.replace(folder / "current")


def _numbers(folder: Path) -> list[int]:
    return [int(each.name) for each in folder.iterdir() if each.name.isdigit()]
