"""Which pairs are worth comparing: those that share a key, so that cost grows with the number of things and not with its square.

A key whose block holds more than its ``most`` things tells too little; its things meet by narrower keys, or not at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from conversions.scripts import fold, rough_sound
from kg.agent_evidence import Agent
from kg.work_evidence import Work, telling

_FAMILY_ENDING = re.compile(r"(?:i?[oe]va?|i?(?:uli|uulu|ulu|oglu|ogli|kizi|zoda|zade))$")


class Key(NamedTuple):
    """A kind of key and its value; ``most`` is how large its block may be."""

    kind: str
    value: str
    most: int


def pairs[T](things: Mapping[str, T], keys_of: Callable[[T], Iterable[Key]]) -> Iterator[tuple[T, T]]:
    """Each pair of things that share a key, once, in an order that depends on nothing but the things.

    Most keys are of one thing only, so they are kept as bare hashes: memory is what limits how many records can be clustered.
    """
    order = sorted(things)
    first: dict[int, int] = {}
    blocks: dict[int, tuple[int, list[int]]] = {}
    for number, iri in enumerate(order):
        for key in sorted(set(keys_of(things[iri]))):
            hashed = hash(key)
            if hashed in first:
                blocks.setdefault(hashed, (key.most, [first[hashed]]))[1].append(number)
            else:
                first[hashed] = number
    del first
    seen: set[int] = set()
    for most, block in blocks.values():
        if len(block) <= most:
            for one, other in combinations(block, 2):
                if (pair := one * len(order) + other) not in seen:
                    seen.add(pair)
                    yield things[order[one]], things[order[other]]


def agent_keys(agent: Agent) -> Iterator[Key]:
    """The keys of an agent: family name and initial; narrower: given name, year of birth, a title, an authority. The
    names as they sound let transliterations meet."""
    yield from (Key("authority", iri, 200) for iri in agent.same)
    if agent.kind != "Person":
        yield from (Key("name", fold(name), 50) for name in agent.names)
        return
    for title in agent.titles:
        yield from (Key("title and birth", f"{title} {birth}", 20) for birth in agent.births)
    for parts in agent.parts:
        family = _FAMILY_ENDING.sub("", parts.family) or parts.family
        yield Key("family", family, 25)
        yield Key("family and initial", f"{family} {parts.initials[:1]}", 40)
        if parts.given:
            yield Key("family and given name", f"{family} {parts.given}", 60)
        rough = rough_sound(family)
        if parts.given:
            yield Key("sound", f"{rough} {rough_sound(parts.given)}", 40)
        yield from (Key("sound and birth", f"{rough} {birth}", 60) for birth in agent.births)
        yield from (Key("sound and title", f"{rough} {title}", 60) for title in agent.titles)


def work_keys(work: Work) -> Iterator[Key]:
    """The keys of a work: the beginning of its title; narrower: that with a creator; a number; a uniform title."""
    yield from (Key("identifier", identifier, 30) for identifier in work.identifiers)
    yield from (Key("hub", hub, 40) for hub in work.hubs)
    for title in telling(work.mains | work.full_titles | work.part_titles):
        yield Key("title", title[:24], 40)
        yield from (Key("title and creator", f"{title[:12]} {creator}", 60) for creator in work.creators | work.others)


def hub_keys(hub: Work) -> Iterator[Key]:
    """The keys of a hub: each title with each creator."""
    for title in hub.titles:
        yield from (Key("title and creator", f"{title} {creator}", 200) for creator in hub.creators or {""})
