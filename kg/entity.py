"""A person, body, place, work or topic as it is looked up: of our graph, or of an authority file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from conversions.scripts import fold, name_parts
from kg.names import Name

PERSON, FAMILY, ORGANIZATION, MEETING, PLACE = "person", "family", "organization", "meeting", "place"
WORK, TOPIC, GENRE = "work", "topic", "genre"

KINDS = (PERSON, FAMILY, ORGANIZATION, MEETING, PLACE, WORK, TOPIC, GENRE)
"""What an entity can be. A jurisdiction is an organization when it acts and a place when it is written about."""

ALIKE: Mapping[str, tuple[str, ...]] = {
    PERSON: (PERSON,),
    FAMILY: (FAMILY,),
    ORGANIZATION: (ORGANIZATION, PLACE),
    MEETING: (MEETING, ORGANIZATION),
    PLACE: (PLACE, ORGANIZATION),
    WORK: (WORK,),
    TOPIC: (TOPIC, GENRE),
    GENRE: (GENRE, TOPIC),
}
"""The kinds under which another file may have a thing of a kind."""


@dataclass(slots=True)
class Entity:
    """One thing with all that tells it apart.

    ``names`` are what it is called, ``variants`` what it is found under. ``titles`` are folded: of its works, or texts that cite
    them. ``partners`` are folded names of those it worked with, of a work its creators. ``same`` are its IRIs elsewhere,
    ``languages`` MARC codes, ``weight`` how many records speak of it.
    """

    iri: str
    kind: str
    names: list[Name] = field(default_factory=list)
    variants: list[Name] = field(default_factory=list)
    births: list[int] = field(default_factory=list)
    deaths: list[int] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    about: str = ""
    weight: int = 0

    @property
    def all_names(self) -> list[Name]:
        """Names, then variants, each once."""
        return list(dict.fromkeys((*self.names, *self.variants)))

    def to_json(self) -> bytes:
        """As bytes, what is empty left out."""
        values = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Entity":
        """From what `to_json` gives."""
        values: dict[str, Any] = json.loads(text)
        for names in ("names", "variants"):
            values[names] = [Name(*each) for each in values.get(names, ())]
        return cls(**values)


def whole_keys(kind: str, names: Iterable[Name]) -> set[str]:
    """The folded names as wholes, a person's without dates.

    >>> whole_keys(PERSON, [Name("Auezov, Mukhtar, 1897-1961", "")])
    {'auezov mukhtar'}
    """
    folded = {fold(name.text) for name in names}
    if kind == PERSON:
        folded = {" ".join(word for word in each.split() if not any(map(str.isdigit, word))) for each in folded}
    return folded - {""}


def person_keys(names: Iterable[Name]) -> set[str]:
    """Family name and initial, on which all forms of a person's name meet."""
    parts = [name_parts(name.text) for name in names]
    return {f"{each.family}|{each.initials.partition(' ')[0]}" for each in parts if each.family}
