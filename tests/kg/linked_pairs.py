"""Names that are known to be one person's or body's, from the corpus: what links are measured on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from conversions import sources
from conversions.errors import RecordError, SourceError
from conversions.marc21.authority import label
from conversions.marc21.parallel import pair
from conversions.naming import Naming
from conversions.record import Field, Record
from conversions.scripts import dates_of, script_of
from conversions.sources import Profile
from kg.authority_entities import Descriptions
from kg.authority_files import LoadSums, Target, load_file
from kg.entity import ORGANIZATION, PERSON, PLACE, Entity, person_key
from kg.entity_index import EntityIndex, build
from kg.names import Name
from kg.reconcile import Verdict, candidates
from kg.store import GraphStore

KINDS = {"00": PERSON, "10": ORGANIZATION, "51": PLACE}


ALTERED_COPIES = "marcAuthFileForC388533.mrc"
"""Records of other files once more, with a test's number put before the heading: two authorities for one person."""


class Known(NamedTuple):
    """A form of a name in a catalogue, and the authority that it is a form of."""

    name: Entity
    authority: str


class Measured(NamedTuple):
    """How many names were linked rightly and wrongly, and how many there are."""

    right: int
    wrong: int
    all: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / self.all


def named(kind: str, text: str) -> Entity:
    """A thing of ours of which a catalogue gives only this name."""
    birth, death = dates_of(text) if kind == PERSON else (None, None)
    years = [[year] if year is not None else [] for year in (birth, death)]
    return Entity(f"http://example.org/{text}", kind, [Name(text, "")], births=years[0], deaths=years[1])


def authority_file(corpus: Path, folder: Path) -> tuple[list[Entity], list[Known]]:
    """All authorities of the corpus's MARC records; and each of their Cyrillic variants as a catalogue would give it."""
    store = GraphStore(folder / "graph")
    sums = LoadSums()
    target = Target(store, Naming("http://example.org/"), "corpus")
    for pattern in ("*/*.mrc", "*/*.iso2709", "evergreen*/*.xml"):
        for file in sorted((corpus / "authority").glob(pattern)):
            if file.name != ALTERED_COPIES:
                load_file(file, target, sums, lambda size: None)
    store.close()
    entities = list(Descriptions(ox.Store.read_only(str(folder / "graph")), "http://example.org/record/").all())
    known = [
        Known(named(each.kind, variant.text), each.iri)
        for each in entities
        if each.kind in KINDS.values()
        for variant in each.variants
        if script_of(variant.text) == "Cyrl"
    ]
    return entities, known


def without_cyrillic(entity: Entity) -> Entity:
    """The authority as its file would have it without the forms in Cyrillic."""
    return replace(entity, variants=[name for name in entity.variants if script_of(name.text) != "Cyrl"])


def parallel_names(corpus: Path) -> tuple[list[Entity], list[Known]]:
    """Headings of bibliographic records as authorities, and those that are there in Cyrillic too (field 880) as our names."""
    entities: dict[object, Entity] = {}
    known: dict[str, Known] = {}
    for field in _headings(corpus):
        kind, heading = KINDS[field.tag[1:]], label(field).strip(" ,.")
        ours = named(kind, heading)
        key = (person_key(heading), *ours.births, *ours.deaths) if ours.births and ours.deaths else heading
        found = entities.setdefault(key, replace(ours, iri=f"http://example.org/authority/{heading}"))
        found.variants = sorted({*found.variants, *ours.names} - {*found.names})
        if field.parallel and script_of(field.parallel["a"]) == "Cyrl" and script_of(field["a"]) == "Latn":
            text = label(field.parallel).strip(" ,.")
            known[text] = Known(named(kind, text), found.iri)
    return list(entities.values()), list(known.values())


def _headings(corpus: Path) -> Iterator[Field]:
    for record in _records(corpus / "marc21"):
        for field in pair(record).all("100", "700", "110", "710", "600"):
            if field["a"] and not any(code in field for code in "tvxyz"):
                yield field


def _records(folder: Path) -> Iterator[Record]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.stat().st_size > 3_000_000:
            continue
        try:
            profile, stream = sources.open_source(path, Profile())
            if profile.format == "marc21" and profile.kind == "bibliographic":
                for received in stream:
                    yield sources.parse(received.raw, profile).record
        except (SourceError, RecordError):
            continue


def measure(entities: Sequence[Entity], known: Sequence[Known], folder: Path) -> Measured:
    """Link each known name; then again with its authority taken out of the file, when every link is wrong.

    The corpus has some authorities twice: whichever has just this name is the right one, and all that have it are taken out.
    """
    bearers: dict[str, set[str]] = {}
    for entity in entities:
        for name in entity.all_names:
            bearers.setdefault(name.text, set()).add(entity.iri)
    right = {each.name.iri: {each.authority} | bearers.get(each.name.names[0].text, set()) for each in known}
    links = _links(entities, known, folder)
    gone = {iri for iris in right.values() for iri in iris}
    false = _links([each for each in entities if each.iri not in gone], known, folder.with_name(f"{folder.name}-without"))
    good = sum(found in right[name] for name, found in links.items())
    return Measured(good, len(links) - good + len(false), len(known))


def _links(entities: Sequence[Entity], known: Sequence[Known], folder: Path) -> dict[str, str]:
    build(entities, folder)
    index = EntityIndex(folder)
    return {each.name.iri: found for each in known if (found := _linked(each.name, index))}


def _linked(ours: Entity, index: EntityIndex) -> str:
    return next((each.entity.iri for each in candidates(ours, index) if each.verdict is Verdict.LINKED), "")
