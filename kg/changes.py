"""The log of changes, in the ledger: for each publication which things are new, changed, deleted or merged into others.

It is written when a graph is published, and says what readers see, not what loads did: `number` counts all changes without a
gap, in the order of publications. Rows of a publication that never came to be are taken out by the next one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any, NamedTuple

import sqlalchemy as sa

from kg.differences import Touched, part
from kg.ledger import Ledger

CREATE, UPDATE, DELETE, MERGE = "create", "update", "delete", "merge"

_BATCH = 500
_REMEMBERED = 100_000

_tables = sa.MetaData()
_publications = sa.Table(
    "publications",
    _tables,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made", sa.Float, nullable=False),
)
_changes = sa.Table(
    "changes",
    _tables,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("publication", sa.Integer, nullable=False),
    sa.Column("path", sa.String, nullable=False),
    sa.Column("change", sa.String, nullable=False),
    sa.Column("target", sa.String, nullable=False, default=""),
    sa.Column("source", sa.String, nullable=False, default=""),
    sa.Column("material", sa.String, nullable=False, default=""),
    sa.Column("latest", sa.Boolean, nullable=False),
    sa.Index("changes_of_a_thing", "path", "latest"),
    sa.Index("changes_of_a_publication", "publication", "source"),
)


class Change(NamedTuple):
    """What happened to one thing in one publication.

    ``path`` is its IRI without the base, ``target`` that of the thing it was merged into, ``made`` when it was published, in
    seconds since 1970; ``source`` and ``material`` are told of records.
    """

    number: int
    publication: int
    path: str
    change: str
    target: str
    source: str
    material: str
    made: float


class Selection(NamedTuple):
    """Which records are asked for: changed from ``first`` to ``last`` (seconds, both included), of sources, of a material."""

    first: float | None = None
    last: float | None = None
    sources: tuple[str, ...] | None = None
    material: str = ""


class ChangeLog:
    """The changes in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger.create(_tables)

    def last_publication(self) -> int:
        """The number of the last publication that came to be; 0 for none."""
        with self._ledger.begin() as connection:
            return int(connection.scalar(sa.select(sa.func.max(_publications.c.number))) or 0)

    def made(self, publication: int) -> float:
        """When a publication came to be, in seconds since 1970; 0 for one that did not."""
        with self._ledger.begin() as connection:
            return float(connection.scalar(sa.select(_publications.c.made).where(_publications.c.number == publication)) or 0)

    def append(
        self, publication: int, touched: Iterable[Touched], exists: Callable[[str], bool], moved: Mapping[str, str]
    ) -> set[str]:
        """Log what a publication that is being made changes, each thing once. ``moved``: of merged things their targets.

        Returns the parts of the graph that change (kg/differences.py, `part`).
        """
        parts: set[str] = set()
        with self._ledger.begin() as connection:
            number = int(connection.scalar(sa.select(sa.func.max(_changes.c.number))) or 0)
        for batch in batched(_once(touched), _BATCH):
            with self._ledger.begin() as connection:
                rows = list(_rows(connection, publication, batch, exists, moved))
                for number, row in enumerate(rows, number + 1):  # noqa: B020 - it counts on
                    row["number"] = number
                _insert(connection, rows)
            parts.update(part(str(row["path"])) for row in rows)
        return parts

    def alive(self) -> Iterator[Touched]:
        """All things that the log knows as being there."""
        columns = (_changes.c.path, _changes.c.source, _changes.c.material)
        query = sa.select(*columns).where(_changes.c.latest, _changes.c.change.in_((CREATE, UPDATE))).order_by(_changes.c.number)
        with self._ledger.begin() as connection:
            rows = connection.execute(query).all()
        return (Touched(*row) for row in rows)

    def finish(self, publication: int, made: float) -> None:
        """Note that a publication came to be, at a whole second that is not earlier: protocols count in seconds."""
        with self._ledger.begin() as connection:
            connection.execute(_publications.insert().values(number=publication, made=made))

    def drop_unfinished(self) -> None:
        """Take out the changes of a publication that was cut off; the ones before them are the latest again."""
        done = sa.select(sa.func.coalesce(sa.func.max(_publications.c.number), 0)).scalar_subquery()
        with self._ledger.begin() as connection:
            paths = list(connection.scalars(sa.select(_changes.c.path).where(_changes.c.publication > done)))
            connection.execute(_changes.delete().where(_changes.c.publication > done))
            for some in batched(paths, _BATCH):
                last = sa.select(sa.func.max(_changes.c.number)).where(_changes.c.path.in_(some)).group_by(_changes.c.path)
                connection.execute(_changes.update().where(_changes.c.number.in_(last)).values(latest=True))

    def count(self, publication: int) -> int:
        """How many changes there were up to a publication: the number of its last one."""
        with self._ledger.begin() as connection:
            query = sa.select(sa.func.max(_changes.c.number)).where(_changes.c.publication <= publication)
            return int(connection.scalar(query) or 0)

    def first_after(self, moment: float) -> int:
        """The number of the first change published after a moment; one more than there are for none."""
        later = sa.select(_publications.c.number).where(_publications.c.made > moment)
        with self._ledger.begin() as connection:
            found = connection.scalar(sa.select(sa.func.min(_changes.c.number)).where(_changes.c.publication.in_(later)))
            return int(found or (connection.scalar(sa.select(sa.func.max(_changes.c.number))) or 0) + 1)

    def between(self, first: int, last: int) -> list[Change]:
        """The changes with these numbers, both included."""
        with self._ledger.begin() as connection:
            query = _selected().where(_changes.c.number.between(first, last)).order_by(_changes.c.number)
            return [Change(*row) for row in connection.execute(query)]

    def of(self, path: str, publication: int) -> Change | None:
        """The latest change of a thing up to a publication; None if it was never there."""
        query = _selected().where(_changes.c.path == path, _changes.c.publication <= publication)
        with self._ledger.begin() as connection:
            row = connection.execute(query.order_by(_changes.c.number.desc()).limit(1)).first()
        return Change(*row) if row else None

    def records(self, publication: int, wanted: Selection, after: int = 0, limit: int = 100) -> list[Change]:
        """The latest change of each record that is wanted, in the order of changes, from the one after number ``after`` on."""
        query = _selected().where(
            _changes.c.latest, _changes.c.source != "", _changes.c.number > after, *_wanted(wanted),
            _changes.c.publication <= publication,
        )  # fmt: skip
        with self._ledger.begin() as connection:
            return [Change(*row) for row in connection.execute(query.order_by(_changes.c.number).limit(limit))]

    def count_records(self, publication: int, wanted: Selection) -> int:
        """How many records `records` gives in all."""
        where = (_changes.c.latest, _changes.c.source != "", _changes.c.publication <= publication, *_wanted(wanted))
        query = sa.select(sa.func.count()).select_from(_changes.join(_publications, _joined())).where(*where)
        with self._ledger.begin() as connection:
            return int(connection.scalar(query) or 0)

    def sources(self) -> list[str]:
        """The sources that have or had records."""
        query = sa.select(_changes.c.source).distinct().where(_changes.c.latest, _changes.c.source != "")
        with self._ledger.begin() as connection:
            return sorted(connection.scalars(query))

    def materials(self) -> list[str]:
        """The kinds of material that records are of."""
        query = sa.select(_changes.c.material).distinct().where(_changes.c.latest, _changes.c.material != "")
        with self._ledger.begin() as connection:
            return sorted(connection.scalars(query))

    def earliest(self) -> float:
        """When the first publication came to be; 0 for none."""
        with self._ledger.begin() as connection:
            return float(connection.scalar(sa.select(sa.func.min(_publications.c.made))) or 0)


def _joined() -> sa.ColumnElement[bool]:
    return _publications.c.number == _changes.c.publication


def _selected() -> sa.Select[Any]:
    columns = (_changes.c[name] for name in Change._fields if name != "made")
    return sa.select(*columns, _publications.c.made).join_from(_changes, _publications, _joined())


def _wanted(wanted: Selection) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.first is not None:
        yield _publications.c.made >= wanted.first
    if wanted.last is not None:
        yield _publications.c.made <= wanted.last
    if wanted.sources is not None:
        yield _changes.c.source.in_(wanted.sources)
    if wanted.material:
        yield _changes.c.material == wanted.material


def _once(touched: Iterable[Touched]) -> Iterator[Touched]:
    """Each thing once, as far as memory that does not grow can tell; the table tells the rest."""
    seen: set[str] = set()
    for each in touched:
        if each.path not in seen:
            if len(seen) >= _REMEMBERED:
                seen.clear()
            seen.add(each.path)
            yield each


def _rows(
    connection: sa.Connection, publication: int, touched: Sequence[Touched], exists: Callable[[str], bool],
    moved: Mapping[str, str],
) -> Iterator[dict[str, object]]:  # fmt: skip
    """What is to be logged: not what this publication has logged already, nor what was not there and is not there."""
    columns = [_changes.c[name] for name in ("path", "change", "publication", "source", "material")]
    paths = [each.path for each in touched]
    query = sa.select(*columns).where(_changes.c.latest, _changes.c.path.in_(paths))
    known = {row.path: row for row in connection.execute(query)}
    for path, source, material in {each.path: each for each in touched}.values():
        before = known.get(path)
        was_there = before is not None and before.change in (CREATE, UPDATE)
        if before is not None and before.publication == publication:
            continue
        if exists(path):
            change, target = (UPDATE if was_there else CREATE), ""
        elif was_there:
            change, target = (MERGE, moved[path]) if path in moved else (DELETE, "")
        else:
            continue
        material = material or (before.material if before is not None else "")
        yield {
            "publication": publication, "path": path, "change": change, "target": target, "source": source, "material": material,
        }  # fmt: skip


def _insert(connection: sa.Connection, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        paths = [row["path"] for row in rows]
        connection.execute(_changes.update().where(_changes.c.path.in_(paths), _changes.c.latest).values(latest=False))
        connection.execute(_changes.insert(), [{**row, "latest": True} for row in rows])
