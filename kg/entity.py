"""A person, body, place, work or topic as it is looked up: of our graph, or of an authority file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from conversions.scripts import family_stem, first_letter, fold, known_forms, name_parts, read_parts, rough_sound
from kg.names import Name

PERSON, FAMILY, ORGANIZATION, MEETING, PLACE = "person", "family", "organization", "meeting", "place"
WORK, HUB, TOPIC, GENRE = "work", "hub", "topic", "genre"

KINDS = (PERSON, FAMILY, ORGANIZATION, MEETING, PLACE, WORK, HUB, TOPIC, GENRE)
"""What an entity can be. A jurisdiction is an organization when it acts and a place when it is written about; a hub is a work in
all its versions."""

ALIKE: Mapping[str, tuple[str, ...]] = {
    PERSON: (PERSON,),
    FAMILY: (FAMILY,),
    ORGANIZATION: (ORGANIZATION, PLACE),
    MEETING: (MEETING, ORGANIZATION),
    PLACE: (PLACE, ORGANIZATION),
    WORK: (WORK,),
    HUB: (WORK, HUB),
    TOPIC: (TOPIC, GENRE),
    GENRE: (GENRE, TOPIC),
}
"""The kinds under which another file may have a thing of a kind."""


@dataclass(slots=True)
class Entity:
    """One thing with all that tells it apart.

    ``names`` are what it is called, ``variants`` what it is found under. ``works`` are titles of its works, or texts that cite
    them; ``creators`` the names of those who made a work. ``same`` are its IRIs elsewhere, ``languages`` MARC codes, ``weight``
    is how many records speak of it. ``undifferentiated``: the name of several people whom the file does not tell apart.
    """

    iri: str
    kind: str
    names: list[Name] = field(default_factory=list)
    variants: list[Name] = field(default_factory=list)
    births: list[int] = field(default_factory=list)
    deaths: list[int] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    works: list[str] = field(default_factory=list)
    creators: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    about: str = ""
    weight: int = 0
    undifferentiated: bool = False

    @property
    def all_names(self) -> list[Name]:
        """Names, then variants, each once."""
        return list(dict.fromkeys((*self.names, *self.variants)))

    def to_json(self) -> bytes:
        """As bytes, what is empty left out."""
        values = {name: value for name in self.__slots__ if (value := getattr(self, name))}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Entity":
        """From what `to_json` gives, or gave when entities said more."""
        values: dict[str, Any] = {name: value for name, value in json.loads(text).items() if name in cls.__slots__}
        for names in ("names", "variants"):
            values[names] = [Name(*each) for each in values.get(names, ())]
        return cls(**values)


def whole_keys(kind: str, names: Iterable[Name]) -> set[str]:
    """The folded names as wholes, a person's without dates, a title's also without what is added to it.

    >>> whole_keys(PERSON, [Name("Auezov, Mukhtar, 1897-1961", "")])
    {'auezov mukhtar'}
    """
    folded = {fold(name.text) for name in names}
    if kind == PERSON:
        folded = {" ".join(word for word in each.split() if not any(map(str.isdigit, word))) for each in folded}
    if kind in (WORK, HUB):
        folded |= {fold(main_title(name.text)) for name in names}
    return folded - {""}


def main_title(title: str) -> str:
    """A title without its subtitle and parts.

    >>> main_title("Абай жолы : роман-эпопея")
    'Абай жолы'
    """
    return title.partition(" : ")[0].strip()


def person_key(name: str) -> str:
    """A person as far as all forms of the name agree: family name and initial."""
    parts = name_parts(name)
    return f"{parts.family}|{parts.initials.partition(' ')[0]}"


def person_keys(names: Iterable[Name]) -> set[str]:
    """Family name and initial of each name, on which all forms of a person's name meet."""
    return {key for key in (person_key(name.text) for name in names) if not key.startswith("|")}


def sound_keys(names: Iterable[Name]) -> set[str]:
    """The rough sound of family name and initial, on which transliterations of a name into other languages meet too."""
    parts = [name_parts(name.text) for name in names]
    found = {(rough_sound(family_stem(each.family)), rough_sound(each.initials.partition(" ")[0])) for each in parts}
    return {f"{family}|{initial}" for family, initial in found if family}


def asked_sound_keys(names: Iterable[Name]) -> set[str]:
    """The same for who asks, who may take longer: in each reading, and in all forms. Николай may be Mikołaj in the index."""
    found: set[tuple[str, str]] = set()
    for parts in {parts for name in names for parts in read_parts(name.text)}:
        firsts = {first_letter(form) for form in known_forms(parts.given)} if parts.given else {parts.initials.partition(" ")[0]}
        families = {rough_sound(family_stem(form)) for form in known_forms(parts.family)} - {""}
        found.update((family, rough_sound(first)) for family, first in product(families, firsts))
    return {f"{family}|{initial}" for family, initial in found}
