"""Answers that took long and are asked for again: kept in memory until the next publication, since they cannot change before."""

import threading
from collections import OrderedDict
from typing import NamedTuple

from sparql.messages import Head, Query

WORTH_KEEPING = 0.02  # seconds; what takes less is as well asked again
LARGEST = 1 << 20  # bytes of one answer
MOST = 64 << 20  # bytes of all


class Key(NamedTuple):
    """What an answer depends on: the published copy, the query with its values and graphs, and how it is to be written."""

    version: str
    query: str
    formats: tuple[str, ...]
    gzip: bool

    @classmethod
    def of(cls, version: str, query: Query, formats: tuple[str, ...], gzip: bool) -> "Key":
        bindings = sorted((name, str(term)) for name, term in query.bindings.items())
        return cls(version, repr((query.text.strip(), bindings, query.default_graphs, query.named_graphs)), formats, gzip)


class Kept:
    """The answers, least recently asked for first; every thread may use it."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._answers: OrderedDict[Key, tuple[Head, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> tuple[Head, bytes] | None:
        """The answer, if it is here; one that was not compressed will do for who takes compressed ones."""
        with self._lock:
            for each in (key, key._replace(gzip=False)):
                if each in self._answers:
                    self._answers.move_to_end(each)
                    return self._answers[each]
        return None

    def put(self, key: Key, head: Head, body: bytes) -> None:
        """Keep an answer, unless the same query may have another one the next time."""
        if head.changes or len(body) > min(LARGEST, self._most):
            return
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
