"""The worker process that answers queries on what is published, with its word index at hand: `python -m kg.answering`.

What it adds to `sparql.worker` are the `Helpers`: words found by the index, the best names. It imports little (kg.publish would
bring the database along), since a worker that was killed must be replaced at once.
"""

from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from conversions.errors import OtrarError
from kg.names import Names, best
from kg.search import Index, SearchQuery
from kg.things import KINDS
from sparql import worker
from sparql.errors import StoreUnavailable
from sparql.helpers import MOST

MODULE = "kg.answering"
_KINDS = {"kind": tuple(KINDS)}


class PublishedHelpers:
    """For one query on a published graph; what it remembers goes with the query."""

    def __init__(self, index: Index, graph: ox.Store) -> None:
        self._index, self._names = index, Names(graph)

    def search(self, words: str) -> Sequence[str]:
        """Whole words, "phrases" and beginnings*; no typo is forgiven, so that a query means the same every day."""
        query = SearchQuery(f"{words} ", _KINDS)
        if not words.strip() or not self._index.count(query):
            return ()
        return [hit.iri for hit in islice(self._index.every(query), MOST)]

    def label(self, thing: ox.NamedNode, languages: Sequence[str]) -> ox.Literal | None:
        names = self._names.of(thing)
        if not names:
            return None
        nearest = {each: best(names, each) for each in languages}
        own = (name for each, name in nearest.items() if f"{name.language.lower()}-".startswith(f"{each}-"))
        name = next(own, nearest[languages[0]])
        return ox.Literal(name.text, language=name.language) if name.language else ox.Literal(name.text)


def opened(graph: Path) -> worker.Opened:
    """What lies beside the graph of a publication. Raises StoreUnavailable where that is not what this version makes."""
    try:
        return partial(PublishedHelpers, Index(graph.parent / "index"))
    except (ValueError, OSError, OtrarError) as error:
        raise StoreUnavailable(f"The word index cannot be used, publish again (otrar publish): {error}") from error


def find(index: Index, kind: str, words: str) -> str:
    """The IRI of the thing of this kind that these words mean best; failing that, of the one most records speak of; or ""."""
    for asked in (words, ""):
        _, hits = index.first(SearchQuery(asked, {"kind": (kind,)}), 1)
        if hits:
            return hits[0].iri
    return ""


if __name__ == "__main__":
    worker.main(opened)
