"""What is written through the web: graphs of their own beside those of records, kept in the ledger so that a rebuild has them.

They have any name outside the base of our IRIs, or one below {base}graph/updates; records and shared graphs are never written.
"""

import time
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import sqlalchemy as sa

from kg.ledger import Ledger
from kg.store import GraphStore
from sparql.errors import EvaluationError, QueryRefused
from sparql.hints import explain
from sparql.prefixes import PREFIXES
from sparql.updates import Update

_tables = sa.MetaData()
_graphs = sa.Table(
    "written_graphs",
    _tables,
    sa.Column("graph", sa.String, primary_key=True),
    sa.Column("triples", sa.LargeBinary, nullable=False),
    sa.Column("changed", sa.Float, nullable=False),
)


def check(graph: str, base: str) -> ox.NamedNode:
    """The name of a graph that may be written. Raises QueryRefused for one that may not."""
    own = f"{base}graph/updates"
    if graph.startswith(base) and graph != own and not graph.startswith(f"{own}/"):
        raise QueryRefused(f"<{graph}> is written by loads only. Write to <{own}>, or to a graph whose IRI is your own.")
    try:
        return ox.NamedNode(graph)
    except ValueError as error:
        raise QueryRefused(f"<{graph}> is not an IRI: {error}") from error


class Updates:
    """The graphs that were written, in the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        ledger.create(_tables)

    def run(self, store: GraphStore, update: Update, base: str) -> None:
        """Run an update, and keep what its graphs say then. Raises SparqlError."""
        for graph in update.graphs:
            check(graph, base)
        try:
            store.update(update.text, PREFIXES)
        except SyntaxError as error:
            raise explain(update.text, str(error)) from error
        except (ValueError, RuntimeError) as error:
            raise EvaluationError(f"The update could not be done: {error}") from error
        for graph in update.graphs:
            self._keep(graph, store.triples(graph))

    def write(self, store: GraphStore, graph: str, triples: Iterable[ox.Triple], *, add: bool = False) -> bool:
        """Make a graph say just this, or this as well; returns whether it is new."""
        before = list(store.triples(graph))
        said = {*before, *triples} if add else set(triples)
        store.replace_quads(graph, (ox.Quad(each.subject, each.predicate, each.object, ox.NamedNode(graph)) for each in said))
        self._keep(graph, said)
        return not before

    def restore(self, store: GraphStore) -> None:
        """Write the graphs into a store that is made again."""
        for graph, triples in self._all():
            store.add_new({graph: triples})

    def _keep(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        lines = "\n".join(sorted(map(str, triples)))
        with self._ledger.begin() as connection:
            connection.execute(_graphs.delete().where(_graphs.c.graph == graph))
            if lines:
                connection.execute(_graphs.insert().values(graph=graph, triples=lines.encode(), changed=time.time()))

    def _all(self) -> Iterator[tuple[str, list[str]]]:
        with self._ledger.begin() as connection:
            rows = connection.execute(sa.select(_graphs.c.graph, _graphs.c.triples).order_by(_graphs.c.graph)).all()
        yield from ((row.graph, row.triples.decode().split("\n")) for row in rows)
