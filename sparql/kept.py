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

WORTH_KEEPING = 0.02  # seconds; what takes less is as well asked again
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
    def file(self) -> Path:
        """Where the answer lies on disk; it goes with the publication."""
        name = hashlib.sha256(repr((self.query, self.format, self.gzip)).encode()).hexdigest()
        return Path(self.version).parent / "answers" / name


class Kept:
    """The answers, least recently asked for first; every thread may use it."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[Key, tuple[Head, bytes]] = OrderedDict()
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
            if found := _read(each.file):
                self._remember(each, *found)
                return found
        return None

    def put(self, key: Key, head: Head, body: bytes) -> None:
        """Keep an answer, unless the same query may have another one the next time."""
        if head.changes or len(body) > min(LARGEST, self._most):
            return
        self._remember(key, head, body)
        _write(key.file, head, body)

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


def _read(file: Path) -> tuple[Head, bytes] | None:
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        said = json.loads(head)
        return Head(**{**said, "hints": tuple(said["hints"])}), body
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(file: Path, head: Head, body: bytes) -> None:
    """Write an answer, if there is room for it; a state folder that the server may not write to is none."""
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        if sum(1 for _ in file.parent.iterdir()) < FILES:
            made = file.with_name(f".{os.getpid()}-{threading.get_ident()}")
            made.write_bytes(json.dumps(asdict(head)).encode() + b"\n" + body)
            made.replace(file)
