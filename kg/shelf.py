"""Things put together from what many records say of each, kept on disk: memory does not grow with their number.

First everything is put in, a piece for each record that speaks of a thing; then things are looked up, or gone through in the
order of their IRIs. Blocks keeps their keys in the same way.
"""

import marshal
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import batched, groupby
from operator import itemgetter
from typing import Any

Columns = tuple[tuple[Any, ...], ...]
"""What is said of a thing: for each of its properties some values of one type."""

_REMEMBERED = 4_000
"""Things that are kept in memory after they were looked up."""

_AT_ONCE = 5_000


def scratch(script: str) -> sqlite3.Connection:
    """A database in a file without a name, which is gone when it is closed, with these tables."""
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000; {script}")
    return database


class Shelf[T](Mapping[str, T]):
    """Things by IRI. ``make`` makes one of its IRI, of all that was said of it, and of how many records said it."""

    def __init__(self, make: Callable[[str, Columns, int], T]) -> None:
        self._make = make
        self._database = scratch(
            "CREATE TABLE pieces (iri TEXT, records INTEGER, said BLOB);"
            "CREATE TABLE things (iri TEXT PRIMARY KEY, records INTEGER, said BLOB) WITHOUT ROWID;"
        )
        self._waiting: list[tuple[str, int, bytes]] = []
        self._known: OrderedDict[str, T] = OrderedDict()

    def put(self, iri: str, said: Iterable[Iterable[Any]], records: int = 1) -> None:
        """Add what a record says of a thing. Not after the first look-up."""
        self._waiting.append((iri, records, marshal.dumps(tuple(map(tuple, said)))))
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO pieces VALUES (?, ?, ?)", self._waiting)
        self._database.execute("COMMIT")
        self._waiting.clear()

    def close(self) -> "Shelf[T]":
        """Put the pieces of each thing together: nothing more comes."""
        self._write()
        rows = self._database.cursor().execute("SELECT iri, records, said FROM pieces ORDER BY iri")
        whole = ((iri, *_together(pieces)) for iri, pieces in groupby(rows, key=itemgetter(0)))
        for some in batched(whole, _AT_ONCE):
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO things VALUES (?, ?, ?)", some)
            self._database.execute("COMMIT")
        self._database.execute("DELETE FROM pieces")
        return self

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM things").fetchone()[0])

    def __iter__(self) -> Iterator[str]:
        return (iri for (iri,) in self._database.cursor().execute("SELECT iri FROM things ORDER BY iri"))

    def __contains__(self, iri: object) -> bool:
        return iri in self._known or self._row(iri) is not None

    def __getitem__(self, iri: str) -> T:
        if iri in self._known:
            self._known.move_to_end(iri)
            return self._known[iri]
        row = self._row(iri)
        if row is None:
            raise KeyError(iri)
        self._known[iri] = thing = self._made(*row)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return thing

    def all(self) -> Iterator[T]:
        """Each thing once, in the order of IRIs; none is remembered."""
        rows = self._database.cursor().execute("SELECT iri, records, said FROM things ORDER BY iri")
        return (self._made(*row) for row in rows)

    def _row(self, iri: object) -> tuple[str, int, bytes] | None:
        row: tuple[str, int, bytes] | None = self._database.execute("SELECT * FROM things WHERE iri = ?", (iri,)).fetchone()
        return row

    def _made(self, iri: str, records: int, said: bytes) -> T:
        return self._make(iri, marshal.loads(said), records)  # noqa: S302  written by this process alone


def _together(pieces: Iterable[tuple[str, int, bytes]]) -> tuple[int, bytes]:
    """The pieces of one thing: every value once."""
    first, *rest = ((records, said) for _, records, said in pieces)
    if not rest:
        return first
    loaded = [marshal.loads(said) for _, said in (first, *rest)]  # noqa: S302  written by this process alone
    columns = tuple(tuple(sorted(set().union(*values))) for values in zip(*loaded, strict=True))
    return sum(records for records, _ in (first, *rest)), marshal.dumps(columns)
