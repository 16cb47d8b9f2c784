"""The sample catalogues, published, and asked: what the tests of named queries and the cookbook share."""

import re
from pathlib import Path

import pyoxigraph as ox

from kg.answering import PublishedHelpers, find
from kg.publish import current
from kg.search import Index
from kg.settings import Settings
from sparql.evaluate import evaluate
from sparql.guard import read
from sparql.messages import Query
from sparql.prefixes import PREFIXES

BASE = Settings().base
_KEY = re.compile(r"^(work|hub|agent|topic|place|genre)/\w+(#\w+)?$")
_INNER = re.compile(r"#[0-9a-f]{12,}$")


class Samples:
    """The published samples, open for questions."""

    def __init__(self, state: Path) -> None:
        publication = current(state)
        self.graph, self.index = publication.open(), Index(publication.index)

    def find(self, kind: str, words: str) -> str:
        """The IRI of the thing that these words mean."""
        return find(self.index, kind, words)

    def ask(self, query: Query) -> list[tuple[str, ...]]:
        """The rows of `table`."""
        return self.table(query)[1]

    def table(self, query: Query) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Columns and rows as people read them, see `shown`; an ASK has one row, a CONSTRUCT its triples, sorted."""
        results = evaluate(self.graph, read(query.text), query, PublishedHelpers(self.index, self.graph))
        if isinstance(results, ox.QueryBoolean):
            return ("answer",), [("yes" if results else "no",)]
        if isinstance(results, ox.QuerySolutions):
            return tuple(each.value for each in results.variables), [tuple(shown(term) for term in row) for row in results]
        rows = sorted({tuple(shown(term) for term in triple) for triple in results})
        return ("subject", "predicate", "object"), rows


def shown(term: object) -> str:
    """A term without quotes, prefixes in place of namespaces, and `…` in place of keys, which change with the key scheme."""
    if not isinstance(term, ox.NamedNode):
        return getattr(term, "value", "")
    if term.value.startswith(BASE):
        path = _INNER.sub("#…", term.value.removeprefix(BASE))
        return f"{path.partition('/')[0]}/…" if _KEY.match(path) else path
    prefix = next((name for name, iri in PREFIXES.items() if term.value.startswith(iri)), "")
    return f"{prefix}:{term.value.removeprefix(PREFIXES[prefix])}" if prefix else term.value
