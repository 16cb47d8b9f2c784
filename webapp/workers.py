"""The worker processes of this server: started by the first query or a second after the server, moved on when another copy is
published, whose answers to what people ask often are then prepared."""

import atexit
import math
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from fcntl import LOCK_EX, flock
from pathlib import Path
from select import select
from typing import Any, cast

import pyoxigraph as ox
from flask import Flask, current_app, request

from conversions.errors import GraphError
from kg import answering
from kg.publish import current
from kg.settings import Settings
from sparql.errors import SparqlError
from sparql.formats import JSON, RESULTS
from sparql.kept import Kept, Key
from sparql.lane import Limits
from sparql.pool import PUBLIC, Pool
from sparql.queries import queries
from webapp.published import settings

QUICK = 2  # worker processes that long queries leave free: one for what is known to be short, one for the rest
STREAMS = 8  # answers on their way beside these
WAITING = 16  # long queries that may wait, and others; each holds a thread of the server, and pages need some too (kg/serve.py)
PREPARING = "preparing"
_PATIENCE = 600.0  # seconds for an answer that is prepared; it runs when nobody else wants the processor
_LOOK = 1.0  # seconds between two looks for a new publication


class Workers:
    """The pool of this process."""

    def __init__(self) -> None:
        self._pool: Pool | None = None
        self._answers_from: tuple[int, ...] = ()
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def pool(self, settings: Settings) -> Pool:
        """The pool, over what is published now. Raises GraphError where nothing is."""
        published = _published(settings)
        if self._pool and self._answers_from == published:
            return self._pool
        graph = current(settings.state).graph
        with self._lock:
            self._answers_from = published
            pool = self._pool
            if pool is None:
                self._pool = pool = Pool(graph, _lanes(settings), answering.MODULE)
                atexit.register(self.close)
                is_new = True
            else:
                is_new = pool.version != str(graph.resolve())
                pool.switch(graph)
        if is_new:
            threading.Thread(target=_prepare, args=(pool, pool.version), name="sparql-prepare", daemon=True).start()
        return pool

    def follow(self, settings: Settings) -> None:
        """Look every second for a new publication, so that its answers are prepared before anybody asks."""
        threading.Thread(target=self._follow, args=(settings,), name="sparql-follow", daemon=True).start()

    def _follow(self, settings: Settings) -> None:
        while not self._closed.wait(_LOOK):
            with suppress(GraphError):
                self.pool(settings)

    def close(self) -> None:
        """End the worker processes."""
        self._closed.set()
        pool, self._pool = self._pool, None
        if pool:
            pool.close()


def _published(settings: Settings) -> tuple[int, ...]:
    """What is another for each publication, and costs a microsecond."""
    try:
        found = os.stat(f"{settings.state}/published/current")  # noqa: PTH116 - a path object costs more than the look
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_mtime_ns


def _prepare(pool: Pool, version: str) -> None:
    """Ask what people ask often, so that its answers are kept: the named queries without parameters."""
    with _in_turn(Path(version).parent):
        for named in queries().values():
            if not named.parameters and pool.version == version:
                query = named.bind({}, lambda kind, words: "")
                with suppress(SparqlError, GraphError, OSError):
                    pool.run(query, format=JSON.name, lane=PREPARING).read()
                    _keep_in_all_formats(pool.kept, Key.of(version, query, JSON.name, gzip=False))


def _keep_in_all_formats(kept: Kept, key: Key) -> None:
    """Where an answer took so long that it was kept, keep it as others ask for it too."""
    if found := kept.get([key]):
        head, body = found
        for format in RESULTS:
            rows = ox.parse_query_results(body, JSON.results)
            written = rows.serialize(format=format.results) or b""
            kept.put(key._replace(format=format.name), replace(head, format=format.name), written)


@contextmanager
def _in_turn(folder: Path) -> Iterator[None]:
    """One process of the server after the other: the second finds what the first has had kept."""
    try:
        lock = (folder / "answers.lock").open("w")
    except OSError:  # the server may not write there, so nothing is kept for others
        yield
        return
    with lock:
        flock(lock, LOCK_EX)
        yield


def _lanes(settings: Settings) -> dict[str, Limits]:
    """The part of what the settings allow that falls to one of the server's processes (kg/serve.py)."""
    processes, memory = max(1, settings.processes), settings.query_memory_mb << 20
    workers = math.ceil(settings.query_workers / processes)
    public = Limits(
        workers,
        quick=QUICK,
        streams=STREAMS,
        waiting=WAITING,
        seconds=settings.query_seconds,
        memory=memory,
        share=workers - 1 if workers > 2 else workers,
        niceness=5,
    )
    return {PUBLIC: public, PREPARING: Limits(1, seconds=_PATIENCE, memory=memory, niceness=19)}


def prepare(app: Flask) -> None:
    """Give the application its workers."""
    app.extensions["otrar.sparql"] = Workers()


def pool() -> Pool:
    """The pool for this request. Raises GraphError where nothing is published."""
    return cast(Workers, current_app.extensions["otrar.sparql"]).pool(settings())


def watch() -> Callable[[], bool]:
    """Tells whether the client of this request has closed the connection, where the server lets us look at it."""
    environ: dict[str, Any] = request.environ
    connection = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
    if not isinstance(connection, socket.socket):
        return lambda: False

    def gone() -> bool:
        try:
            readable, _, _ = select([connection], [], [], 0)
            return bool(readable) and not connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    return gone
