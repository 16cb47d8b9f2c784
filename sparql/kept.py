"""Answers that took long and are asked for again: kept until the next publication, since they cannot change before.

In memory, and in files beside the published graph, for the other processes of the server and for its next start.
"""

import hashlib
import json
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from sparql.messages import Head, Query

WORTH_KEEPING = 0.003  # seconds that it cost (`Process.cost`); what costs less is as well asked again
WORTH_WRITING = 0.1  # seconds; what costs less is kept by the process that asked, in memory
LARGEST = 1 << 20  # bytes of one answer
MOST = 64 << 20  # bytes of all in memory
FILES = 2000  # of one publication


class Key(NamedTuple):
    """What an answer depends on: the published copy, the query with its values and graphs, and how it is written."""

    version: str
    query: str
    format: str
    gzip: bool

    @classmethod
    def of(cls, version: str, query: Query, format: str, gzip: bool) -> "Key":
        bindings = sorted((name, str(term)) for name, term in query.bindings.items())
        return cls(version, repr((query.text.strip(), bindings, query.default_graphs, query.named_graphs)), format, gzip)

    @property
    def name(self) -> str:
        """What the answer's file is called."""
        return hashlib.sha256(repr((self.query, self.format, self.gzip)).encode()).hexdigest()


class _Folder:
    """The files beside a published copy; they go with it. What is there is listed again when it has changed."""

    def __init__(self, version: str) -> None:
        self.version = version
        self._path = f"{Path(version).parent}/answers"
        self._names: frozenset[str] = frozenset()
        self._changed = 0

    def names(self) -> frozenset[str]:
        """What there is."""
        with suppress(OSError):
            changed = os.stat(self._path).st_mtime_ns  # noqa: PTH116 - a path object costs more than the look
            if changed != self._changed:
                self._names, self._changed = frozenset(os.listdir(self._path)), changed  # noqa: PTH208
        return self._names

    def read(self, key: Key) -> tuple[Head, bytes] | None:
        """The answer under this key, if it is here, whole."""
        if not self.names() or key.name not in self._names:
            return None
        try:
            head, _, body = Path(self._path, key.name).read_bytes().partition(b"\n")
            said = json.loads(head)
            return Head(**{**said, "hints": tuple(said["hints"])}), body
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, key: Key, head: Head, body: bytes) -> None:
        """Write an answer, if there is room for it; a state folder that the server may not write to is none."""
        if len(self.names()) >= FILES:
            return
        with suppress(OSError):
            folder = Path(self._path)
            folder.mkdir(exist_ok=True)
            made = folder / f".{os.getpid()}-{threading.get_ident()}"
            made.write_bytes(json.dumps(asdict(head)).encode() + b"\n" + body)
            made.replace(folder / key.name)


class Kept:
    """The answers, least recently asked for first; every thread may use it."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[Key, tuple[Head, bytes]] = OrderedDict()
        self._files = _Folder("")
        self._lock = threading.Lock()

    def get(self, keys: Sequence[Key]) -> tuple[Head, bytes] | None:
        """The answer under one of these keys, if it is here; a plain one will do for who takes compressed ones."""
        plain_too = dict.fromkeys(each for key in keys for each in (key, key._replace(gzip=False)))
        with self._lock:
            for each in plain_too:
                if each in self._answers:
                    self._answers.move_to_end(each)
                    return self._answers[each]
        for each in plain_too if self._most else ():
            if found := self._beside(each.version).read(each):
                self._remember(each, *found)
                return found
        return None

    def put(self, key: Key, head: Head, body: bytes, cost: float = WORTH_WRITING) -> None:
        """Keep an answer that cost so many seconds, unless the same query may have another one the next time."""
        if cost < WORTH_KEEPING or head.changes or len(body) > min(LARGEST, self._most):
            return
        self._remember(key, head, body)
        if cost >= WORTH_WRITING:
            self._beside(key.version).write(key, head, body)

    def _beside(self, version: str) -> _Folder:
        if self._files.version != version:
            self._files = _Folder(version)
        return self._files

    def _remember(self, key: Key, head: Head, body: bytes) -> None:
        with self._lock:
            self._drop(key)
            self._answers[key] = (head, body)
            self._size += len(body)
            while self._size > self._most:
                self._drop(next(iter(self._answers)))

    def forget(self, version: str) -> None:
        """Drop all answers but those from this published copy."""
        with self._lock:
            for key in [key for key in self._answers if key.version != version]:
                self._drop(key)

    def _drop(self, key: Key) -> None:
        if key in self._answers:
            self._size -= len(self._answers.pop(key)[1])
