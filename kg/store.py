"""The primary store: one writer. The only module that opens a store for writing.

Each record's triples are a named graph, replaced as a whole. What readers see are checkpoints (kg/publish.py); opening this store
read-only while it is written is undefined behaviour in RocksDB, so nobody does. With the setting `store` it is a SPARQL endpoint.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from conversions.errors import GraphError
from sparql.errors import EvaluationError, StoreUnavailable
from sparql.remote import RemoteStore

VERSION = 1
"""Of the layout of the state folder; rises when an older program could not use it."""

_PATIENCE = 1.0
"""Seconds for a process to end whose parent was killed, so that the next start finds the folder free."""

Triples = Iterable[str]
"""Lines of N-Triples without their full stop, as `conversions.convert` makes them."""


@contextmanager
def writer_lock(state: Path) -> Iterator[None]:
    """Hold the state folder for writing. Raises GraphError where another process holds it or a newer version wrote it."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock = (state / "writer.lock").open("a+")
    except OSError as error:
        raise GraphError(f"the state folder {state} cannot be written: {error.strerror}") from error
    with lock:
        _take(lock, state)
        _check_version(state / "version")
        try:
            yield
        except StoreUnavailable as error:  # the graph is at an endpoint, which does not answer
            raise GraphError(str(error)) from error


def _take(lock: IO[str], state: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not _is_taken(lock):
        if time.monotonic() > end:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise GraphError(f"{state} is being written by {holder}: wait until it is done, or stop it")
        time.sleep(0.05)
    lock.truncate(0)
    lock.write(f"process {os.getpid()}")
    lock.flush()


def _is_taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _check_version(file: Path) -> None:
    found = file.read_text().strip() if file.exists() else ""
    if found.isdigit() and int(found) > VERSION:
        raise GraphError(f"{file.parent} was written by a newer otrar (layout {found}, this one knows {VERSION}): use that one")
    if not found:
        file.write_text(f"{VERSION}\n")


class GraphStore:
    """The triples of all records and of the shared graphs: on disk in ``folder``, or at the SPARQL endpoint with that address."""

    def __init__(self, folder: Path, endpoint: str = "") -> None:
        self._endpoint, self._folder = endpoint, endpoint or str(folder)
        with _explained(self._folder):
            self._store = cast(ox.Store, RemoteStore(endpoint)) if endpoint else ox.Store(str(folder))

    def close(self) -> None:
        """Let go of the folder; RocksDB does when nobody holds the store any more."""
        del self._store

    def __len__(self) -> int:
        return len(self._store)

    def holds(self, graph: str) -> bool:
        """Whether there is anything in this graph, or was."""
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def says(self, quad: ox.Quad) -> bool:
        """Whether a graph has this statement."""
        return any(True for _ in self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name))

    def add_new(self, graphs: Mapping[str, Triples]) -> None:
        """Add graphs that are not in the store, at once and fast. A crash may leave a part: `replace` it then."""
        with _explained(self._folder):
            self._store.bulk_load(_nquads(graphs), format=ox.RdfFormat.N_QUADS)

    def load(self, rdf: IO[bytes] | bytes, format: ox.RdfFormat) -> None:
        """Add the triples of a document to the unnamed graph, in pieces. Raises SyntaxError where it is not well-formed."""
        with _explained(self._folder):
            self._store.bulk_load(rdf, format=format, base_iri="urn:otrar:")

    def replace(self, graph: str, triples: Triples) -> None:
        """Make a graph say just this, in one transaction; no triples: delete it."""
        name = ox.NamedNode(graph)
        body = " .\n".join(triples)
        with _explained(self._folder):
            if body:
                self._store.update(f"DROP SILENT GRAPH {name} ; INSERT DATA {{ GRAPH {name} {{\n{body} .\n}} }}")
            else:
                self._store.remove_graph(name)

    def replace_quads(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Make a shared graph say just this; the last of it is written last."""
        name = ox.NamedNode(graph)
        wanted = dict.fromkeys(ox.Quad(q.subject, q.predicate, q.object, name) for q in quads)
        found = set(self._store.quads_for_pattern(None, None, None, name))
        with _explained(self._folder):
            for quad in found - wanted.keys():
                self._store.remove(quad)
            self._store.extend(quad for quad in wanted if quad not in found)

    def update(self, text: str, prefixes: Mapping[str, str]) -> None:
        """Run a SPARQL update, whole or not at all. Raises SyntaxError, and ValueError or RuntimeError where it cannot be run."""
        with _explained(self._folder):
            self._store.update(text, prefixes=dict(prefixes))

    def triples(self, graph: str) -> Iterator[ox.Triple]:
        """What a graph says."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def graphs_about(self, iris: Iterable[str]) -> set[str]:
        """The names of the graphs that say something of any of these IRIs."""
        quads = (quad for iri in iris for quad in self._store.quads_for_pattern(ox.NamedNode(iri), None, None, None))
        return {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}

    def values(self, predicates: Iterable[str]) -> Iterator[str]:
        """The IRIs that these properties lead to, in whatever graph."""
        for predicate in predicates:
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
                if isinstance(quad.object, ox.NamedNode):
                    yield quad.object.value

    def graphs(self) -> Iterator[str]:
        """The names of all graphs."""
        return (name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))

    def checkpoint(self, place: Path) -> Path:
        """Make a copy that never changes, by hard links where the file system has them; returns where it is.

        Of an endpoint ``place`` says the address, for readers to ask there; the copy is beside it.
        """
        copy = place
        if self._endpoint:
            place.touch(0o600)  # a password may stand in it
            place.write_text(self._endpoint, "utf-8")
            copy = place.with_name("copy")
        with _explained(self._folder):
            self._store.flush()
            self._store.backup(str(copy))
        return copy

    def clear(self, start: str) -> None:
        """Delete the graphs whose names start so."""
        for graph in [graph for graph in self.graphs() if graph.startswith(start)]:
            with _explained(self._folder):
                self._store.remove_graph(ox.NamedNode(graph))

    def dump(self, output: IO[bytes]) -> None:
        """Write all quads as N-Quads."""
        self._store.dump(output, format=ox.RdfFormat.N_QUADS)


def _nquads(graphs: Mapping[str, Triples]) -> bytes:
    lines = []
    for graph, triples in graphs.items():
        end = f" <{graph}> .\n"
        lines += [triple + end for triple in triples]
    return "".join(lines).encode()


@contextmanager
def _explained(place: str) -> Iterator[None]:
    """Turn what the store reports into words for people."""
    try:
        yield
    except (StoreUnavailable, EvaluationError) as error:
        raise GraphError(str(error)) from error
    except OSError as error:
        text = str(error)
        if error.errno == errno.ENOSPC or "No space left" in text:
            raise GraphError(
                f"the disk that holds {place} is full: make room and start again; nothing already in is lost"
            ) from error
        if "lock" in text.lower():
            raise GraphError(f"{place} is in use by another process: wait until it is done, or stop it") from error
        raise GraphError(f"the store {place} cannot be used: {text}") from error
