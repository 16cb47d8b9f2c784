"""Where IRIs of agents, works and subjects have moved: what is merged is one thing in every graph and on every page.

A record's conversion knows nothing of other records, so it speaks of an agent by the IRI that this record alone gives. When its
triples are written, each IRI that means the same as another is replaced by that one. What was merged can be undone by writing
the record again without the redirect.
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import sqlalchemy as sa

from kg.ledger import Ledger

KINDS = ("agent", "work", "hub", "topic", "place", "genre")
"""The kinds of things that records share, and that can be merged: the first part of their path."""

_tables = sa.MetaData()
_redirects = sa.Table(
    "redirects",
    _tables,
    sa.Column("iri", sa.String, primary_key=True),
    sa.Column("canonical", sa.String, nullable=False, index=True),
    sa.Column("since", sa.Float, nullable=False),
)


def redirected(triples: Iterable[str], moved: Mapping[str, str], base: str) -> list[str]:
    """A record's triples (lines of N-Triples without their full stop) with every IRI that has moved replaced, each line once.

    Inner nodes (``agent/KEY#...``) move with the thing that they belong to; texts are left as they are.

    >>> redirected(['<http://a/work/x#1> <http://p> <http://a/agent/y>'], {"http://a/agent/y": "http://a/agent/z"}, "http://a/")
    ['<http://a/work/x#1> <http://p> <http://a/agent/z>']
    """
    lines = list(triples)
    if not moved:
        return lines
    text = _shared(base).sub(lambda found: moved.get(found[0], found[0]), "\n".join(lines))
    return list(dict.fromkeys(text.split("\n"))) if lines else []


@lru_cache(maxsize=8)
def _shared(base: str) -> re.Pattern[str]:
    """An IRI of a shared thing as subject, at the beginning of a line, or as object, at its end; never within a text."""
    iri = f"{re.escape(base)}(?:{'|'.join(KINDS)})/[^>#\\s]+"
    return re.compile(f"(?m)(?<=^<){iri}|(?<= <){iri}(?=(?:#[^>\\s]*)?>$)")


class Redirects:
    """The redirects in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger.create(_tables)

    def all(self) -> dict[str, str]:
        """For each IRI that has moved the one it moved to, which has not moved itself."""
        with self._ledger.begin() as connection:
            return dict(connection.execute(sa.select(_redirects.c.iri, _redirects.c.canonical)).all())

    def of(self, iri: str) -> str | None:
        """Where an IRI has moved; None if it has not."""
        with self._ledger.begin() as connection:
            found: str | None = connection.scalar(sa.select(_redirects.c.canonical).where(_redirects.c.iri == iri))
            return found

    def to(self, canonical: str) -> list[str]:
        """The IRIs that have moved to this one."""
        query = sa.select(_redirects.c.iri).where(_redirects.c.canonical == canonical).order_by(_redirects.c.iri)
        with self._ledger.begin() as connection:
            return list(connection.scalars(query))

    def since(self, moment: float = 0.0) -> Iterator[tuple[str, str, float]]:
        """Redirects made after a moment (seconds since 1970), oldest first: IRI, where it moved, when."""
        columns = (_redirects.c.iri, _redirects.c.canonical, _redirects.c.since)
        query = sa.select(*columns).where(_redirects.c.since > moment).order_by(_redirects.c.since, _redirects.c.iri)
        with self._ledger.begin() as connection:
            rows = connection.execute(query).all()
        yield from ((row.iri, row.canonical, row.since) for row in rows)

    def replace(self, moved: Mapping[str, str], connection: sa.Connection) -> None:
        """Make these all the redirects there are; those that stay keep their time. Within the caller's transaction."""
        before = dict(connection.execute(sa.select(_redirects.c.iri, _redirects.c.canonical)).all())
        gone = [{"gone": iri} for iri, canonical in before.items() if moved.get(iri) != canonical]
        if gone:
            connection.execute(_redirects.delete().where(_redirects.c.iri == sa.bindparam("gone")), gone)
        now = time.time()
        new = [
            {"iri": iri, "canonical": canonical, "since": now}
            for iri, canonical in sorted(moved.items())
            if before.get(iri) != canonical
        ]
        if new:
            connection.execute(_redirects.insert(), new)
