"""The word index: finds things of the graph by their names and titles, whatever script those are written in.

Names are indexed and asked for by their fold (conversions/scripts.py), so "Әуезов", "Ауэзов" and "Auėzov" are one word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pyoxigraph as ox
import tantivy

from conversions.scripts import fold
from kg.entries import Entry, entries

FACETS = ("kind", "source", "language", "script", "subject")
"""What a search can be narrowed by; ``year`` besides, as a number."""

_MEMORY = 64_000_000


class Hit(NamedTuple):
    """One thing found: its IRI and kind, the names to show by language tag, and a line about it."""

    iri: str
    kind: str
    names: Sequence[tuple[str, str]]
    about: str
    sources: Sequence[str]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found: the number of all hits, those of the page, and for each facet its values with counts."""

    total: int
    hits: Sequence[Hit]
    facets: dict[str, list[tuple[str, int]]]


class SearchQuery(NamedTuple):
    """What is asked for: words, and the values that each facet must have one of; ``years`` are from and to."""

    words: str = ""
    facets: Mapping[str, Sequence[str]] = MappingProxyType({})
    years: tuple[int, int] | None = None


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("iri", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("whole", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("names", tokenizer_name="whitespace")
    builder.add_text_field("context", tokenizer_name="whitespace")
    for facet in FACETS:
        builder.add_text_field(facet, stored=facet in ("kind", "source"), fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("weight", fast=True)
    builder.add_json_field("shown", stored=True)
    return builder.build()


def build(graph: ox.Store, folder: Path, base: str) -> None:
    """Write the index of a published graph into a new folder."""
    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(_MEMORY, 1)
    for entry in entries(graph, base):
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("iri", entry.iri)
    document.add_text("kind", entry.kind)
    for name in {fold(text) for text, _ in entry.names}:
        document.add_text("names", name)
        document.add_text("whole", name)
    document.add_text("context", " ".join(fold(text) for text in entry.context))
    for facet in ("source", "language", "script", "subject"):
        for value in getattr(entry, facet):
            document.add_text(facet, value)
    for year in entry.year:
        document.add_integer("year", year)
    document.add_integer("weight", entry.weight)
    document.add_json("shown", {"names": [list(each) for each in entry.names], "about": entry.about})
    return document


class Index:
    """The index of one publication, open for searching."""

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._searcher = self._index.searcher()

    def search(self, query: SearchQuery, *, offset: int = 0, limit: int = 20) -> Results:
        """The best hits from ``offset`` on; what more records speak of comes first among equals.

        Words must all be there, the last one may be a beginning; a typo is forgiven only where nothing is found without.
        """
        parsed = self._query(query, distance=0)
        found = self._find(parsed, offset, limit)
        if not found.count and query.words.strip():
            parsed = self._query(query, distance=1)
            found = self._find(parsed, offset, limit)
        facets = self._searcher.aggregate(parsed, {name: _terms(name) for name in FACETS})
        return Results(found.count, [self._hit(address) for _, address in found.hits], _counts(facets))

    def _find(self, query: tantivy.Query, offset: int, limit: int) -> Any:  # tantivy's stubs do not know its count
        return self._searcher.search(query, limit, offset=offset, weight_by_field="weight")

    def suggest(self, words: str, *, kind: str = "", limit: int = 8) -> list[Hit]:
        """Things whose name begins with, or has words beginning with, what was typed."""
        facets: dict[str, Sequence[str]] = {"kind": [kind]} if kind else {}
        return list(self.search(SearchQuery(words, facets), limit=limit).hits)

    def _hit(self, address: tantivy.DocAddress) -> Hit:
        stored: dict[str, Any] = self._searcher.doc(address).to_dict()
        shown = stored["shown"][0]
        names = [(text, language) for text, language in shown["names"]]
        return Hit(stored["iri"][0], stored["kind"][0], names, shown["about"], stored.get("source", []))

    def _query(self, query: SearchQuery, distance: int) -> tantivy.Query:
        words = fold(query.words).split()
        must: list[tuple[tantivy.Occur, tantivy.Query]] = [
            (tantivy.Occur.Must, self._word(word, distance, prefix=n == len(words) - 1)) for n, word in enumerate(words)
        ]
        for facet, values in query.facets.items():
            if values:
                terms = [(tantivy.Occur.Should, self._term(facet, value)) for value in values]
                must.append((tantivy.Occur.Must, tantivy.Query.const_score_query(tantivy.Query.boolean_query(terms), 0.0)))
        if query.years:
            years = tantivy.Query.range_query(self._schema, "year", tantivy.FieldType.Integer, *query.years)
            must.append((tantivy.Occur.Must, tantivy.Query.const_score_query(years, 0.0)))
        if words:
            whole = tantivy.Query.boost_query(self._term("whole", " ".join(words)), 20.0)
            must.append((tantivy.Occur.Should, whole))
        return tantivy.Query.boolean_query(must) if must else tantivy.Query.all_query()

    def _word(self, word: str, distance: int, *, prefix: bool) -> tantivy.Query:
        """One word of a name, else of what belongs to the thing; the last word may be a beginning."""
        fields = (("names", 4.0), ("context", 1.0))
        choices = [tantivy.Query.boost_query(self._term(field, word), boost) for field, boost in fields]
        if prefix or distance:
            reach = distance if len(word) > 3 else 0
            choices += [
                tantivy.Query.boost_query(self._near(field, word, reach, prefix=prefix), boost / 8) for field, boost in fields
            ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in choices])

    def _near(self, field: str, word: str, distance: int, *, prefix: bool) -> tantivy.Query:
        return tantivy.Query.fuzzy_term_query(self._schema, field, word, distance, prefix=prefix)

    def _term(self, field: str, text: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, text)


def _terms(facet: str) -> dict[str, Any]:
    return {"terms": {"field": facet, "size": 30}}


def _counts(aggregations: dict[str, Any]) -> dict[str, list[tuple[str, int]]]:
    return {name: [(bucket["key"], bucket["doc_count"]) for bucket in found["buckets"]] for name, found in aggregations.items()}
