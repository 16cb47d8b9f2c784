"""Things put together from what many records say of each, kept on disk: memory does not grow with their number.

First everything is put in, a piece for each record that speaks of a thing; then things are looked up by IRI or number, or gone
through in the order of both. Blocks keeps their keys in the same way.
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
    database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000; {script}")
    return database


class Shelf[T](Mapping[str, T]):
    """Things by IRI. ``make`` makes one of its IRI, of all that was said of it, and of how many records said it."""

    def __init__(self, make: Callable[[str, Columns, int], T]) -> None:
        self._make = make
        self._database = scratch(
            "CREATE TABLE pieces (iri TEXT, records INTEGER, said BLOB);"
            "CREATE TABLE things (number INTEGER PRIMARY KEY, iri TEXT UNIQUE, records INTEGER, said BLOB);"
        )
        self._waiting: list[tuple[str, int, bytes]] = []
        self._known: OrderedDict[int, T] = OrderedDict()

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
        whole = ((number, iri, *_together(pieces)) for number, (iri, pieces) in enumerate(groupby(rows, key=itemgetter(0))))
        for some in batched(whole, _AT_ONCE):
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO things VALUES (?, ?, ?, ?)", some)
            self._database.execute("COMMIT")
        self._database.execute("DELETE FROM pieces")
        return self

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM things").fetchone()[0])

    def __iter__(self) -> Iterator[str]:
        return (iri for (iri,) in self._database.cursor().execute("SELECT iri FROM things ORDER BY number"))

    def __contains__(self, iri: object) -> bool:
        return self._number(iri) is not None

    def __getitem__(self, iri: str) -> T:
        number = self._number(iri)
        if number is None:
            raise KeyError(iri)
        return self.at(number)

    def at(self, number: int) -> T:
        """The thing of this number, from 0 on in the order of IRIs."""
        if number in self._known:
            self._known.move_to_end(number)
            return self._known[number]
        row = self._database.execute("SELECT iri, records, said FROM things WHERE number = ?", (number,)).fetchone()
        self._known[number] = thing = self._made(*row)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return thing

    def all(self) -> Iterator[T]:
        """Each thing once, in the order of IRIs; none is remembered."""
        rows = self._database.cursor().execute("SELECT iri, records, said FROM things ORDER BY number")
        return (self._made(*row) for row in rows)

    def _number(self, iri: object) -> int | None:
        row = self._database.execute("SELECT number FROM things WHERE iri = ?", (iri,)).fetchone()
        return None if row is None else int(row[0])

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
