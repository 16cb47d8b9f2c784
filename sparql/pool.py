"""Questions answered by worker processes that can be killed, from the copy of the graph that is published now."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Self, cast

from sparql.errors import EvaluationError, Postponed, SparqlError
from sparql.formats import RDF, RESULTS, Format, find, negotiate
from sparql.kept import LARGEST, Kept, Key
from sparql.lane import Lane, Limits
from sparql.messages import DATA, END, ERROR, HEAD, WHOLE, Head, Job, Query
from sparql.nursery import Nursery
from sparql.process import Process, unpickle

TICK = 0.05  # seconds between two looks at what is overdue or dead

_WORKERS = max(4, (os.cpu_count() or 1) + 1)
PUBLIC, PAGES = "public", "pages"
LANES: Mapping[str, Limits] = MappingProxyType(
    {
        PUBLIC: Limits(_WORKERS, quick=2, streams=8, seconds=30, share=_WORKERS - 1, niceness=5),
        PAGES: Limits(max(2, _WORKERS // 2), seconds=5),
    }
)


def _stays() -> bool:
    """For a caller inside the server, who never goes away."""
    return False


class Chunks(Iterator[bytes]):
    """The rest of an answer, as its worker writes it. Closing it before its end kills the worker.

    A class, not a generator: closing a generator that was never started would not run its end.
    """

    def __init__(self, first: bytes, lane: Lane, process: Process | None, gone: Callable[[], bool]) -> None:
        self._first, self._lane, self._process, self._gone = first, lane, process, gone
        self._seen: list[bytes] = []
        self._keep: Callable[[bytes, float], None] | None = None

    def keep(self, keep: Callable[[bytes, float], None]) -> None:
        """Have this called with the whole answer when it has arrived, unless it is too large, and with the seconds it cost."""
        self._keep = keep

    def __next__(self) -> bytes:
        """Raises SparqlError when the rest will not come; the transfer must then be broken off visibly."""
        if self._first:
            first, self._first = self._first, b""
            return first
        if self._process is None:
            raise StopIteration
        try:
            message = self._process.receive(self._gone)
            if message[:1] == DATA:
                return self._noted(message[1:])
            if message[:1] == ERROR:
                raise cast(SparqlError, unpickle(message))
        except BaseException:
            self.close()
            raise
        cost = self._process.cost()
        self._free(finished=message[:1] == END)
        if self._keep and message[:1] == END:
            self._keep(b"".join(self._seen), cost)
        raise StopIteration

    def _noted(self, chunk: bytes) -> bytes:
        if self._keep:
            self._seen.append(chunk)
            if sum(map(len, self._seen)) > LARGEST:
                self._seen, self._keep = [], None
        return chunk

    def close(self) -> None:
        """Nobody wants the rest."""
        self._first = b""
        self._free(finished=False)

    def __del__(self) -> None:
        self.close()

    def _free(self, *, finished: bool) -> None:
        process, self._process = self._process, None
        if process:
            self._lane.give_back(process, finished=finished)


class Whole(Chunks):
    """An answer that has arrived already."""

    def __init__(self, body: bytes, lane: Lane, cost: float) -> None:
        super().__init__(body, lane, None, _stays)
        self._cost = cost

    def keep(self, keep: Callable[[bytes, float], None]) -> None:
        keep(self._first, self._cost)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that has begun: its format, the published copy it comes from, and its bytes, gzipped if it says so.

    changes: whether the same query on the same copy can have another answer.
    hints: sentences about names in the query that the vocabulary does not have.
    """

    format: Format
    version: str
    gzip: bool
    changes: bool
    hints: tuple[str, ...]
    chunks: Chunks

    def read(self) -> bytes:
        """The whole of it."""
        return b"".join(self.chunks)


def _answer(head: Head, job: Job, chunks: Chunks) -> Answer:
    syntax = find(head.format, RDF if head.is_graph else RESULTS)
    if syntax is None:
        raise EvaluationError(f"A worker answered in {head.format!r}, which is no format of ours.")
    return Answer(syntax, job.store, head.gzip, head.changes, head.hints, chunks)


def _written(format: str, accept: str) -> list[str]:
    """How the answer may be written: rows in one format, graphs in another."""
    offered = (RESULTS, RDF)
    found = [find(format, each) if format else negotiate(accept, each) for each in offered]
    return [each.name for each in found if each]


class _Asker(NamedTuple):
    """Who waits for an answer, until when, and whether still."""

    client: str
    until: float
    gone: Callable[[], bool]


class Pool:
    """Lanes of workers over one published copy. Use it in a `with`, or `close()` it; every thread may call it.

    Args:
        module: what the workers run, see `sparql.worker`.
        kept: where answers that took long are kept; `Kept(0)` keeps none.
    """

    def __init__(
        self, store: Path, lanes: Mapping[str, Limits] = LANES, module: str = "sparql.worker", kept: Kept | None = None
    ) -> None:
        self.store = str(store.resolve())
        self._nursery = Nursery(module)
        self.lanes = {name: Lane(limits, self._nursery, self.store) for name, limits in lanes.items()}
        self.kept = kept or Kept()
        self._stop = threading.Event()
        self._keeper = threading.Thread(target=self._tend, name="sparql-keeper", daemon=True)
        self._keeper.start()

    @property
    def version(self) -> str:
        """What tells one published copy from the next: the path of its store."""
        return self.store

    def switch(self, store: Path) -> None:
        """Answer from another published copy from now on; queries that run end on the one that they began with."""
        self.store = str(store.resolve())
        self.kept.forget(self.store)

    def run(
        self,
        query: Query,
        *,
        format: str = "",
        accept: str = "",
        gzip: bool = False,
        lane: str = PUBLIC,
        client: str = "",
        gone: Callable[[], bool] = _stays,
    ) -> Answer:
        """Ask; returns once the first bytes of the answer are there.

        Args:
            format: a name or extension from `sparql.formats`; without one, `accept` (an Accept header) decides.
            gzip: whether the caller takes a gzipped answer; a small one is sent plain.
            lane: PUBLIC or PAGES.
            client: who asks; clients take turns.
            gone: tells whether the client has gone away; asked several times a second.
        Raises: SparqlError, as `sparql.errors` draws it, for whatever happens before the first bytes.
        """
        queue = self.lanes[lane]
        job = Job(self.store, query, format, accept, gzip, queue.limits.seconds)
        key = Key.of(job.store, query, "", gzip)
        if kept := self.kept.get([key._replace(format=each) for each in _written(format, accept)]):
            return _answer(kept[0], job, Whole(kept[1], queue, 0.0))
        asker = _Asker(client, time.monotonic() + job.seconds, gone)
        try:
            head, chunks = self._ask(queue, job, asker)
        except Postponed:
            head, chunks = self._ask(queue, job, asker, long=True)
        chunks.keep(partial(self.kept.put, key._replace(format=head.format), head))
        return _answer(head, job, chunks)

    def _ask(self, lane: Lane, job: Job, asker: _Asker, *, long: bool = False) -> tuple[Head, Chunks]:
        """The beginning of the answer; frees the worker if there is none."""
        process = self._begin(lane, job, asker, long)
        chunks = Chunks(b"", lane, process, asker.gone)
        try:
            return self._head(process, chunks, lane, asker.gone)
        except BaseException:
            chunks.close()
            raise

    def _begin(self, lane: Lane, job: Job, asker: _Asker, long: bool) -> Process:
        """Give the job to a worker; one that has died while idle is passed over."""
        while True:
            process = lane.take(asker.client, job.query.text, asker.until, asker.gone, long=long)
            try:
                process.begin(job, asker.until)
            except OSError:
                lane.give_back(process, finished=False)
            else:
                return process

    def _head(self, process: Process, chunks: Chunks, lane: Lane, gone: Callable[[], bool]) -> tuple[Head, Chunks]:
        message = process.receive(gone)
        kind = message[:1]
        if kind == HEAD:
            lane.begun(process)
            return cast(Head, unpickle(message)), chunks
        cost = process.cost()
        chunks._free(finished=True)
        if kind == ERROR:
            raise cast(SparqlError, unpickle(message))
        if kind == WHOLE:
            head, body = cast(tuple[Head, bytes], unpickle(message))
            return head, Whole(body, lane, cost)
        raise EvaluationError("A worker's answer has no beginning.")

    def _tend(self) -> None:
        while not self._stop.wait(TICK):
            for lane in self.lanes.values():
                lane.tend(time.monotonic(), self.store)

    def close(self) -> None:
        """End all workers; queries that run end with an error."""
        self._stop.set()
        self._keeper.join()
        for lane in self.lanes.values():
            lane.close()
        self._nursery.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
