"""The word index: finds things of the graph by their names and titles, whatever script those are written in.

Names are indexed and asked for by their fold (conversions/scripts.py), so "Әуезов", "Ауэзов" and "Auėzov" are one word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import tantivy

from conversions.errors import GraphError
from conversions.scripts import fold
from kg.collation import sort_key
from kg.entries import Entry, Hit
from kg.names import best
from kg.settings import LANGUAGES

FACETS = ("kind", "source", "country", "language", "script", "period", "subject", "genre", "agent", "level", "access")
"""What a search can be narrowed by; ``years`` besides, as numbers."""

SORTS = ("relevance", "newest", "oldest", "title")
"""The orders in which results can be had."""

VALUES = 30
"""Values of a facet that are counted, the commonest ones."""

_KEPT_COUNTS = 512
_MOST_AT_ONCE = 1000
_BATCH = 500
_PART = re.compile(r'["“”«»]([^"“”«»]*)["“”«»]|([^\s"“”«»]+)')


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found: the number of all hits, those of the page, and for each facet its values with counts.

    ``near``: nothing has just these words, and what is shown has words that differ from them by a letter or two.
    """

    total: int
    hits: Sequence[Hit]
    facets: dict[str, list[tuple[str, int]]]
    near: bool = False


class SearchQuery(NamedTuple):
    """What is asked for: words, and the values that each facet must have one of; ``years`` are from and to.

    ``words`` may hold "phrases in quotes" and beginnings*. By the alphabet of the reader's ``language`` titles are sorted.
    """

    words: str = ""
    facets: Mapping[str, Sequence[str]] = MappingProxyType({})
    years: tuple[int, int] | None = None
    sort: str = SORTS[0]
    language: str = LANGUAGES[0]


class _Part(NamedTuple):
    """A word or a phrase of what is asked for, folded; the last word of a phrase or a word may be a beginning."""

    words: tuple[str, ...]
    prefix: bool


def parts(words: str) -> list[_Part]:
    """Words, phrases in quotes and beginnings with a star; the last word may be a beginning without one.

    >>> parts('"Абай жолы" рома')
    [_Part(words=('abai', 'zholi'), prefix=False), _Part(words=('roma',), prefix=True)]
    """
    found: list[_Part] = []
    matches = list(_PART.finditer(words))
    for n, match in enumerate(matches):
        text, is_last = match[1] or match[2] or "", n == len(matches) - 1
        folded = fold(text).split()
        if match[1] is not None and folded:
            found.append(_Part(tuple(folded), text.endswith("*")))
        else:
            prefix = text.endswith("*") or (is_last and not words[-1:].isspace())
            found += [_Part((word,), prefix and word is folded[-1]) for word in folded]
    return found


def schema() -> tantivy.Schema:
    """What documents of the word index have."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("iri", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("whole", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("names", tokenizer_name="whitespace")
    builder.add_text_field("context", tokenizer_name="whitespace")
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    for language in LANGUAGES:
        builder.add_text_field(f"title_{language}", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("first_year", fast=True)
    builder.add_integer_field("weight", fast=True)
    builder.add_bytes_field("hit", stored=True)
    return builder.build()


def document(entry: Entry) -> tantivy.Document:
    """An entry as a document; all that lists show of it is stored, so that they need nothing else."""
    made, hit = tantivy.Document(), entry.hit
    made.add_text("iri", hit.iri)
    for name in {fold(name.text) for name in hit.names}:
        made.add_text("names", name)
        made.add_text("whole", name)
    made.add_text("context", " ".join(fold(text) for text in entry.context))
    for facet in FACETS:
        for value in getattr(entry, facet):
            made.add_text(facet, value)
    for language in LANGUAGES:
        made.add_text(f"title_{language}", sort_key(best(hit.names, language).text, language))
    for year in entry.year:
        made.add_integer("year", year)
    if entry.year:
        made.add_integer("first_year", entry.year[0])
    made.add_integer("weight", entry.weight)
    made.add_bytes("hit", hit.to_json())
    return made


class Index:
    """The index of one publication, open for searching. Raises GraphError for one that another version of Otrar wrote."""

    def __init__(self, folder: Path) -> None:
        self._schema = schema()
        try:
            self._index = tantivy.Index(self._schema, path=str(folder))
        except ValueError as error:
            raise GraphError(f"{folder} was written by another version of Otrar: run otrar publish") from error
        self._searcher = self._index.searcher()
        self._counts: dict[tuple[object, ...], dict[str, list[tuple[str, int]]]] = {}

    def get(self, iris: Iterable[str]) -> dict[str, Hit]:
        """Things by their IRIs; those that the index does not have are left out."""
        found: dict[str, Hit] = {}
        for some in batched(iris, _MOST_AT_ONCE):
            query = tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term("iri", iri)) for iri in some])
            hits: Any = self._searcher.search(query, len(some), count=False)  # tantivy's stubs do not know its hits
            for _, address in hits.hits:
                hit = self._hit(address)
                found[hit.iri] = hit
        return found

    def search(self, query: SearchQuery, *, offset: int = 0, limit: int = 20) -> Results:
        """The best hits from ``offset`` on; what more records speak of comes first among equals.

        Words must all be there. Typos are forgiven only where nothing is found without. Hubs, which would repeat their works, are
        found when the facet ``kind`` asks for them.
        """
        found, distance = self._nearest(query, offset, limit)
        hits = [self._hit(address) for _, address in found.hits]
        return Results(found.count, hits, self._facets(query, distance), near=distance > 0 and found.count > 0)

    def first(self, query: SearchQuery, limit: int) -> tuple[int, list[Hit]]:
        """How much is found, and the best of it."""
        found, _ = self._nearest(query, 0, limit)
        return found.count, [self._hit(address) for _, address in found.hits]

    def counts(self, query: SearchQuery, facets: Sequence[str], most: int = VALUES) -> dict[str, list[tuple[str, int]]]:
        """The commonest values of some facets among what is found, with counts."""
        return self._count(self._query(query, self._distance(query)), facets, most)

    def every(self, query: SearchQuery) -> Iterator[Hit]:
        """All hits in their order, however many; read bit by bit."""
        distance, offset = self._distance(query), 0
        while hits := self._find(query, distance, offset, _BATCH).hits:
            yield from (self._hit(address) for _, address in hits)
            offset += len(hits)

    def suggest(self, words: str, *, kind: str = "", limit: int = 8) -> list[Hit]:
        """Things whose name begins with, or has words beginning with, what was typed."""
        return self.first(SearchQuery(words, {"kind": [kind]} if kind else {}), limit)[1]

    def _nearest(self, query: SearchQuery, offset: int, limit: int) -> tuple[Any, int]:
        """What is found, and how many letters of a word are wrong in it: none, unless nothing is found so."""
        for distance in (0, 1, 2) if query.words.strip() else (0,):
            found = self._find(query, distance, offset, limit)
            if found.count:
                return found, distance
        return self._find(query, 0, offset, limit), 0

    def _distance(self, query: SearchQuery) -> int:
        """How many letters of a word may be wrong: none, unless nothing is found so."""
        if not query.words.strip():
            return 0
        return next((distance for distance in (0, 1, 2) if self.count(query, distance)), 0)

    def count(self, query: SearchQuery, distance: int = 0) -> int:
        """How many things have just these words, or words that differ from them by ``distance`` letters at most."""
        found: Any = self._searcher.search(self._query(query, distance), 1)  # tantivy's stubs do not know its count
        return int(found.count)

    def _find(self, query: SearchQuery, distance: int, offset: int, limit: int) -> Any:  # tantivy's stubs do not know its count
        parsed = self._query(query, distance)
        if query.sort in ("newest", "oldest"):
            order = tantivy.Order.Desc if query.sort == "newest" else tantivy.Order.Asc
            return self._searcher.search(parsed, limit, offset=offset, order_by_field="first_year", order=order)
        if query.sort == "title":
            title = f"title_{query.language}"
            return self._searcher.search(parsed, limit, offset=offset, order_by_field=title, order=tantivy.Order.Asc)
        return self._searcher.search(parsed, limit, offset=offset, weight_by_field="weight")

    def _facets(self, query: SearchQuery, distance: int) -> dict[str, list[tuple[str, int]]]:
        """Each facet's values with counts: of what is found, but for the facet's own choice, so that another can be made."""
        chosen = tuple((facet, tuple(values)) for facet, values in sorted(query.facets.items()) if values)
        key = (query.words, chosen, query.years, distance)
        if key not in self._counts:
            if len(self._counts) >= _KEPT_COUNTS:
                self._counts.clear()
            counts = self._count(self._query(query, distance), [name for name in FACETS if name not in dict(chosen)])
            for name, _ in chosen:
                others = query._replace(facets={**query.facets, name: ()})
                counts |= self._count(self._query(others, distance), [name])
            counts["kind"] = self._with_hubs(counts["kind"], query, distance)
            self._counts[key] = {name: counts[name] for name in FACETS}
        return self._counts[key]

    def _with_hubs(self, kinds: list[tuple[str, int]], query: SearchQuery, distance: int) -> list[tuple[str, int]]:
        """The kinds of what is found, and the hubs, which are not counted with the others."""
        hubs = self.count(query._replace(facets={**query.facets, "kind": ["hub"]}), distance)
        return sorted([*kinds, *([("hub", hubs)] if hubs else [])], key=lambda each: -each[1])

    def _count(self, parsed: tantivy.Query, facets: Sequence[str], most: int = VALUES) -> dict[str, list[tuple[str, int]]]:
        asked = {name: {"terms": {"field": name, "size": most}} for name in facets}
        found = self._searcher.aggregate(parsed, asked) if asked else {}
        return {name: [(bucket["key"], bucket["doc_count"]) for bucket in each["buckets"]] for name, each in found.items()}

    def _hit(self, address: tantivy.DocAddress) -> Hit:
        stored: Any = self._searcher.doc(address).get_first("hit")
        return Hit.from_json(bytes(stored))

    def _query(self, query: SearchQuery, distance: int) -> tantivy.Query:
        asked = parts(query.words)
        must = [(tantivy.Occur.Must, self._part(part, distance)) for part in asked]
        for facet, values in query.facets.items():
            if values:
                terms = [(tantivy.Occur.Should, self._term(facet, value)) for value in values]
                must.append((tantivy.Occur.Must, tantivy.Query.const_score_query(tantivy.Query.boolean_query(terms), 0.0)))
        if query.years:
            years = tantivy.Query.range_query(self._schema, "year", tantivy.FieldType.Integer, *query.years)
            must.append((tantivy.Occur.Must, tantivy.Query.const_score_query(years, 0.0)))
        if asked:
            whole = " ".join(word for part in asked for word in part.words)
            must.append((tantivy.Occur.Should, tantivy.Query.boost_query(self._term("whole", whole), 20.0)))
        if not must:
            must.append((tantivy.Occur.Must, tantivy.Query.all_query()))
        if not query.facets.get("kind"):
            must.append((tantivy.Occur.MustNot, self._term("kind", "hub")))
        return tantivy.Query.boolean_query(must)

    def _part(self, part: _Part, distance: int) -> tantivy.Query:
        """A word or phrase of a name, else of what belongs to the thing."""
        choose = self._word if len(part.words) == 1 else self._phrase
        choices = [query for field, boost in (("names", 4.0), ("context", 1.0)) for query in choose(field, boost, part, distance)]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in choices])

    def _word(self, field: str, boost: float, part: _Part, distance: int) -> Iterator[tantivy.Query]:
        word = part.words[0]
        yield tantivy.Query.boost_query(self._term(field, word), boost)
        if part.prefix or distance:
            reach = min(distance, 0 if len(word) < 4 else 1 if len(word) < 7 else 2)
            near = tantivy.Query.fuzzy_term_query(self._schema, field, word, reach, prefix=part.prefix)
            yield tantivy.Query.boost_query(near, boost / 8)

    def _phrase(self, field: str, boost: float, part: _Part, distance: int) -> Iterator[tantivy.Query]:
        words: list[str | tuple[int, str]] = list(part.words)
        asked = tantivy.Query.phrase_prefix_query if part.prefix else tantivy.Query.phrase_query
        yield tantivy.Query.boost_query(asked(self._schema, field, words), boost)

    def _term(self, field: str, text: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, text)
