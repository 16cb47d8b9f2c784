"""Which pairs are worth comparing: those that share a key, so that cost grows with the number of things and not with its square.

A key whose block holds more than its ``most`` things tells too little; its things meet by narrower keys, or not at all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched, combinations, groupby
from operator import itemgetter
from typing import NamedTuple

from conversions.scripts import family_stem, fold, name_parts, rough_sound
from kg.agent_evidence import Agent
from kg.shelf import Shelf, scratch
from kg.work_evidence import Work, telling

CROWD = "family and initial"
"""The kind of key that tells how many people a name could mean."""

_AT_ONCE = 5_000


class Key(NamedTuple):
    """A kind of key and its value; ``most`` is how large its block may be."""

    kind: str
    value: str
    most: int


class Blocks[T]:
    """Which things share keys. ``things`` come in the order of their numbers, from 0 on. Kept on disk."""

    def __init__(self, things: Iterable[T], keys_of: Callable[[T], Iterable[Key]]) -> None:
        self._database = scratch(
            "CREATE TABLE keys (key INTEGER, most INTEGER, crowd INTEGER, thing INTEGER);"
            "CREATE TABLE pairs (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;"
            "CREATE TABLE near (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;"
        )
        keys = (
            (hash(key), key.most, key.kind == CROWD, number) for number, thing in enumerate(things) for key in set(keys_of(thing))
        )
        for rows in batched(keys, _AT_ONCE):
            self._insert("keys", rows)
        self.crowded: set[int] = set()
        """The things whose key of the kind CROWD so many have that nobody can say whom else a name could mean."""
        for some in batched(self._meetings(), _AT_ONCE):
            self._insert("pairs", some)

    def _insert(self, table: str, rows: Sequence[tuple[int, ...]]) -> None:
        self._database.execute("BEGIN")
        places = ", ".join("?" * len(rows[0]))
        self._database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({places})", rows)  # noqa: S608  a name of ours
        self._database.execute("COMMIT")

    def _meetings(self) -> Iterator[tuple[int, int]]:
        rows = self._database.cursor().execute("SELECT key, most, crowd, thing FROM keys ORDER BY key, thing")
        for _, block in groupby(rows, key=itemgetter(0)):
            shared = list(block)
            _, most, crowd, _ = shared[0]
            members = [row[-1] for row in shared]
            if len(members) <= most:
                yield from combinations(members, 2)
            elif crowd:
                self.crowded.update(members)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each pair of things that share a key, by their numbers, the smaller first, once and in order."""
        return self._database.cursor().execute("SELECT one, other FROM pairs ORDER BY one, other")

    def note_near(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Note which of the pairs may be one thing."""
        for some in batched(pairs, _AT_ONCE):
            self._insert("near", [*some, *((other, one) for one, other in some)])

    def near(self, thing: int) -> set[int]:
        """The things that were noted to be near a thing."""
        return {other for (other,) in self._database.execute("SELECT other FROM near WHERE one = ?", (thing,))}


def pairs[T](things: Shelf[T], keys_of: Callable[[T], Iterable[Key]]) -> Iterator[tuple[T, T]]:
    """Each pair of things that share a key, once, in the order of their IRIs."""
    for one, other in Blocks(things.all(), keys_of).pairs():
        yield things.at(one), things.at(other)


def agent_keys(agent: Agent) -> Iterator[Key]:
    """The keys of an agent: family name and initial; narrower: given name, year of birth, a title, an authority. The
    names as they sound let transliterations meet."""
    yield from (Key("authority", iri, 200) for iri in agent.same)
    if agent.kind != "Person":
        yield from (Key("name", fold(name), 50) for name in agent.names)
        return
    for title in agent.titles:
        yield from (Key("title and birth", f"{title} {birth}", 20) for birth in agent.births)
    for parts in map(name_parts, agent.some_names):
        family = family_stem(parts.family)
        yield Key("family", family, 10)
        yield Key(CROWD, f"{family} {parts.initials[:1]}", 40)
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
