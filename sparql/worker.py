"""The process that answers queries, one at a time, and may be killed at any moment.

Everything that a stranger's query can make slow or fatal happens here: reading it, running it, writing its answer, compressing.
It is forked from `python -m MODULE FD` (see `sparql.nursery`), speaks through its socket, and ends when that is closed. MODULE is
this one, for a store without a word index, or one that calls `main` here with its own `Helpers`.
"""

import contextlib
import io
import os
import pickle
import resource
import signal
import socket
import sys
import time
import zlib
from collections.abc import Callable
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from sparql.errors import SparqlError, StoreUnavailable
from sparql.evaluate import choose, evaluate, write
from sparql.formats import RdfSyntax
from sparql.guard import read
from sparql.helpers import Helpers, NoHelpers
from sparql.hints import Known, our_terms, unknown_terms
from sparql.messages import DATA, END, ERROR, HEAD, READY, WHOLE, Head, Job
from sparql.nursery import nurse
from sparql.remote import opened

CHUNK = 64 * 1024
PATIENCE = 0.05  # seconds that rows wait for more before they are sent
SMALL = 4096  # bytes; the engine writes 8 KB at a time, so what is shorter is a whole answer, and goes in one message
WORTH_COMPRESSING = 1400  # bytes; a smaller answer fits in one packet anyway


Opened = Callable[[ox.Store], Helpers]
"""Gives each query on an opened store its helpers."""

Opener = Callable[[Path], Opened]
"""Opens what lies beside a published store, once for each publication."""


def no_helpers(path: Path) -> Opened:
    """For a store that has nothing beside it."""
    return lambda store: NoHelpers()


class _Output(io.RawIOBase):
    """Where the engine writes: sends what comes, in chunks, and the head before the first of them."""

    def __init__(self, connection: Connection, head: Head) -> None:
        super().__init__()
        self.connection, self.head = connection, head
        self.waiting = bytearray()
        self.sent = 0.0
        self.compressor = zlib.compressobj(5, zlib.DEFLATED, 31) if head.gzip else None

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        piece = cast(bytes, data)
        self.waiting += piece
        if len(self.waiting) >= (CHUNK if self.sent else SMALL) or 0 < self.sent < time.monotonic() - PATIENCE:
            self._send()
        return len(piece)

    def _send(self) -> None:
        if not self.sent:
            self.connection.send_bytes(HEAD + pickle.dumps(self.head))
        data = bytes(self.waiting)
        if self.compressor:
            data = self.compressor.compress(data) + self.compressor.flush(zlib.Z_SYNC_FLUSH)
        self.sent = time.monotonic()
        self.waiting.clear()
        self.connection.send_bytes(DATA + data)

    def finish(self) -> None:
        if self.sent:
            data = bytes(self.waiting)
            if self.compressor:
                data = self.compressor.compress(data) + self.compressor.flush()
            if data:
                self.connection.send_bytes(DATA + data)
            self.connection.send_bytes(END)
            return
        body, compressed = bytes(self.waiting), False
        if self.compressor and len(body) > WORTH_COMPRESSING:
            body, compressed = self.compressor.compress(body) + self.compressor.flush(), True
        head = Head(self.head.is_graph, self.head.format, compressed, self.head.changes, self.head.hints)
        self.connection.send_bytes(WHOLE + pickle.dumps((head, body)))


class Worker:
    """Answers jobs from a connection with a store that it keeps open until a job names another."""

    def __init__(self, connection: Connection, known: Known, opener: Opener) -> None:
        self.connection, self.known, self.opener = connection, known, opener
        self.path, self.store, self.helpers = "", ox.Store(), no_helpers(Path())

    def serve(self, memory: int, store: str) -> None:
        """Answer jobs until the other side closes; `memory` in bytes is what a job may use above the opened store."""
        with contextlib.suppress(SparqlError):  # the first job says it to whom it concerns
            self.open(store, memory)
        self.connection.send_bytes(READY)
        while True:
            try:
                job: Job | str = self.connection.recv()
            except EOFError:
                return
            try:
                if isinstance(job, str):
                    with contextlib.suppress(SparqlError):  # the next job says it to whom it concerns
                        self.open(job, memory)
                else:
                    self.answer(job, memory)
            except MemoryError:
                os.abort()  # as the engine does; the other side knows this end
            except SparqlError as error:
                self.connection.send_bytes(ERROR + pickle.dumps(error))

    def open(self, path: str, memory: int) -> None:
        """Open the published copy at `path`, if another is open now."""
        if path == self.path:
            return
        _limit_memory(resource.RLIM_INFINITY)
        try:
            self.store, self.helpers, self.path = opened(Path(path)), self.opener(Path(path)), path
        except OSError as error:
            raise StoreUnavailable(f"The published copy of the graph cannot be opened: {error}") from error
        _limit_memory(_address_space() + memory)

    def answer(self, job: Job, memory: int) -> None:
        # Should the parent be gone or stuck, nobody would end this process: the kernel does, a second after its time.
        signal.setitimer(signal.ITIMER_REAL, job.seconds + 1)
        try:
            self.open(job.store, memory)
            reading = _read(job.query.text) if len(job.query.text) < 4096 else read(job.query.text)
            syntax = choose(reading, job.format, job.accept)
            hints = tuple(unknown_terms(reading, self.known))
            head = Head(isinstance(syntax, RdfSyntax), syntax.name, job.gzip, reading.changes, hints)
            output = _Output(self.connection, head)
            results = evaluate(self.store, reading, job.query, self.helpers(self.store))
            write(results, syntax, output, reading.prefixes)
            output.finish()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


_read = lru_cache(512)(read)


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _limit_memory(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))


def main(opener: Opener = no_helpers) -> None:
    """Fork workers for the server at the other end of the socket, until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes the socket
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    known = our_terms()

    def serve(descriptor: int, memory: int, store: str) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            Worker(Connection(descriptor), known, opener).serve(memory, store)

    nurse(socket.socket(fileno=int(sys.argv[1])), serve)


if __name__ == "__main__":
    main()
