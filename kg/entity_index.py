"""An index in which entities are looked up by name, in whatever script and fullness, and by IRI: milliseconds at millions.

Each document keeps its entity whole, so that a look-up needs nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import tantivy

from conversions.errors import GraphError
from conversions.scripts import fold
from kg.entity import PERSON, Entity, asked_sound_keys, person_keys, sound_keys, whole_keys

_MEMORY = 30_000_000
_FUZZY_FROM = 4  # letters of a word from which on one may be wrong
_RAW = ("iri", "ids", "kind", "whole", "key", "sound")


def schema() -> tantivy.Schema:
    """What documents of the index have."""
    builder = tantivy.SchemaBuilder()
    for name in _RAW:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("birth", indexed=True)
    builder.add_integer_field("weight", fast=True)
    builder.add_bytes_field("entity", stored=True)
    return builder.build()


def build(entities: Iterable[Entity], folder: Path) -> int:
    """Write the index of these entities into a new folder; returns how many there are. Memory does not grow with them."""
    folder.mkdir()
    index = tantivy.Index(schema(), path=str(folder))
    writer = index.writer(_MEMORY, 1)
    count = 0
    for entity in entities:
        writer.add_document(document(entity))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def document(entity: Entity) -> tantivy.Document:
    """An entity as a document."""
    made = tantivy.Document()
    names = entity.all_names
    made.add_text("iri", entity.iri)
    made.add_text("kind", entity.kind)
    for iri in {entity.iri, *entity.same}:
        made.add_text("ids", iri)
    for whole in whole_keys(entity.kind, names):
        made.add_text("whole", whole)
    if entity.kind == PERSON:
        for field, keys in (("key", person_keys(names)), ("sound", sound_keys(names))):
            for key in keys:
                made.add_text(field, key)
    for folded in {fold(name.text) for name in names}:
        made.add_text("words", folded)
    for year in entity.births:
        made.add_integer("birth", year)
    made.add_integer("weight", entity.weight)
    made.add_bytes("entity", entity.to_json())
    return made


class EntityIndex:
    """An index open for look-ups. Raises GraphError for one that another release of the program has made."""

    def __init__(self, folder: Path) -> None:
        self._schema = schema()
        try:
            self._index = tantivy.Index(self._schema, path=str(folder))
        except ValueError as error:
            raise GraphError(
                f"the index {folder} is of another release of Otrar: publish, or load the authority file, again"
            ) from error
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def get(self, iri: str) -> Entity | None:
        """The entity of this IRI."""
        return next(iter(self._find(self._term("iri", iri), 1)), None)

    def known_as(self, iris: Iterable[str], limit: int = 5) -> list[Entity]:
        """Entities that have one of these IRIs, as their own or elsewhere."""
        return self._find(self._any("ids", iris), limit)

    def candidates(self, entity: Entity, kinds: Sequence[str], limit: int = 20) -> list[Entity]:
        """What may be the same as an entity, the likeliest first: by IRI, by whole name, a person by family name and initial.

        Those are looked up as they are written, then as they sound."""
        names = entity.all_names
        ways = [("ids", {entity.iri, *entity.same}, 50.0), ("whole", whole_keys(entity.kind, names), 10.0)]
        if entity.kind == PERSON:
            ways += [("key", person_keys(names), 1.0), ("sound", asked_sound_keys(names), 0.2)]
        found = [tantivy.Query.boost_query(self._any(field, values), boost) for field, values, boost in ways if values]
        query = [(tantivy.Occur.Must, tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in found]))]
        words = {word for name in names for word in fold(name.text).split() if not word.isdigit()}
        query += [(tantivy.Occur.Should, self._term("words", word)) for word in sorted(words)]
        years = [tantivy.Query.term_query(self._schema, "birth", year) for year in entity.births]
        query += [(tantivy.Occur.Should, tantivy.Query.boost_query(year, 5.0)) for year in years]
        return self._find(tantivy.Query.boolean_query([*query, *self._narrowed(kinds)]), limit)

    def search(
        self, text: str, kinds: Sequence[str] = (), *, beginning: bool = False, offset: int = 0, limit: int = 10
    ) -> list[Entity]:
        """Entities with all these words in their names; where none has, a letter of each may be wrong.

        ``beginning``: the last word may be the beginning of one.
        """
        words = fold(text).split() if text.strip() else []
        for fuzzy in (False, True):
            must = [
                (tantivy.Occur.Must, self._word(word, fuzzy, beginning and n == len(words))) for n, word in enumerate(words, 1)
            ]
            whole = tantivy.Query.boost_query(self._term("whole", " ".join(words)), 10.0)
            query = tantivy.Query.boolean_query([*must, (tantivy.Occur.Should, whole), *self._narrowed(kinds)])
            if words and (found := self._find(query, limit, offset)):
                return found
        return []

    def _word(self, word: str, fuzzy: bool, beginning: bool) -> tantivy.Query:
        exact = self._term("words", word)
        distance = 1 if fuzzy and len(word) >= _FUZZY_FROM else 0
        if not distance and not beginning:
            return exact
        near = tantivy.Query.fuzzy_term_query(self._schema, "words", word, distance, prefix=beginning)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.boost_query(exact, 4.0)), (tantivy.Occur.Should, near)]
        )

    def _narrowed(self, kinds: Sequence[str]) -> Iterator[tuple[tantivy.Occur, tantivy.Query]]:
        if kinds:
            yield tantivy.Occur.Must, tantivy.Query.const_score_query(self._any("kind", kinds), 0.0)

    def _any(self, field: str, values: Iterable[str]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(field, value)) for value in sorted(values)])

    def _term(self, field: str, text: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, text)

    def _find(self, query: tantivy.Query, limit: int, offset: int = 0) -> list[Entity]:
        found: Any = self._searcher.search(query, limit, offset=offset)  # tantivy's stubs do not know its hits
        return [self._entity(address) for _, address in found.hits]

    def _entity(self, address: tantivy.DocAddress) -> Entity:
        stored: Any = self._searcher.doc(address).get_first("entity")
        return Entity.from_json(bytes(stored))
