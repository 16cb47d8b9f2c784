"""Both indexes of a publication, made in one pass over its things, or from those of the publication before.

published/N/index    the word index (kg/search.py)
published/N/names    the index in which things are looked up by name (kg/entity_index.py)
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import tantivy

from conversions.keys import KEY_VERSION
from kg import entity_index, search
from kg.entries import Entries
from kg.graph_entities import Entities
from kg.things import Thing, Things

VERSION = f"2.{KEY_VERSION}"
"""Its first number rises when the same thing would be indexed otherwise: all things are indexed anew then."""

_MEMORY = 30_000_000
_SCHEMAS = {"index": search.schema, "names": entity_index.schema}
_SHARED = (".term", ".idx", ".pos", ".store", ".fast", ".fieldnorm", ".del")


def build(graph: ox.Store, base: str, folder: Path) -> None:
    """Write the indexes of a published graph into the folder of a publication."""
    for name in _SCHEMAS:
        (folder / name).mkdir()
    things = Things(graph, base)
    with _Writers(folder, things) as writers:
        for thing in things.all():
            writers.add(thing)


def update(graph: ox.Store, base: str, folder: Path, before: Path, iris: Iterable[str]) -> None:
    """Take over the indexes of the publication in ``before``, and index these things anew; those that are gone are left out."""
    for name in _SCHEMAS:
        _take_over(before / name, folder / name)
    things = Things(graph, base)
    with _Writers(folder, things) as writers:
        for iri in iris:
            writers.remove(iri)
            if thing := things.of(iri):
                writers.add(thing)


def _take_over(before: Path, folder: Path) -> None:
    """Segments never change once they are written, so a hard link does; the lists of them are copied."""
    folder.mkdir()
    for file in before.iterdir():
        if file.suffix in _SHARED:
            os.link(file, folder / file.name)
        elif file.suffix == ".json":
            shutil.copy(file, folder / file.name)


class _Writers:
    """Both indexes, open for writing in a `with`."""

    def __init__(self, folder: Path, things: Things) -> None:
        self._entries, self._entities = Entries(things), Entities(things)
        opened = {name: tantivy.Index(schema(), path=str(folder / name)) for name, schema in _SCHEMAS.items()}
        self._words, self._names = (opened[name].writer(_MEMORY, 1) for name in ("index", "names"))

    def add(self, thing: Thing) -> None:
        self._words.add_document(search.document(self._entries.entry(thing)))
        self._names.add_document(entity_index.document(self._entities.entity(thing)))

    def remove(self, iri: str) -> None:
        for writer in (self._words, self._names):
            writer.delete_documents_by_term("iri", iri)

    def __enter__(self) -> "_Writers":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for writer in (self._words, self._names):
            if kind is None:
                writer.commit()
            writer.wait_merging_threads()
