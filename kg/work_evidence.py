"""Works of all records, put together by IRI, and what two of them say of each other."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, partial
from itertools import product
from typing import Any

from rapidfuzz.fuzz import ratio

from conversions.keys import GENERIC_TITLES
from conversions.scripts import fold
from kg.features import Features, WorkFeatures
from kg.scoring import WORK_WEIGHTS, Score, score
from kg.shelf import Columns, Shelf

_FIELDS = tuple(each.name for each in fields(WorkFeatures))
_MOVING = tuple(map(_FIELDS.index, ("creators", "others", "hubs")))

_NEARLY = 80.0
"""Per cent of letters that two words share when one is the other misspelt."""

_LITTLE = frozenset(
    ("and", "und", "et", "y", "i", "va", "zhana", "zhane", "the", "a", "an", "der", "die", "das", "le", "la", "les", "of", "by")
)
"""Words that come and go in a title; folded."""

_MANY_WORDS = 3
_MANY_LETTERS = 16
_SHORTEST_WITHOUT_SUBTITLE = 8
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_PART = re.compile(
    r"\b(?:t|tom|ch|chast|kn|kniga|v|vol|volume|book|bk|part|pt|band|bd|teil|tome|vip|vipusk|issue|no|kitap|kitob|kitobi|zhild"
    r"|zhildi|dzhild|tomdik|bolim|bolimi|bolum|bolumu|kism|kismi)\s+(\d+|[ivx]+)\b|\b(\d+)\s+(?:shi|nshi|shchi)?\s*(?:kitap|tom|bolim)\b"
)
_VOLUMES = re.compile(r" (?:v|in) \w+ (?:tomah|t|knigah|kn|chastiah|ch|vols?|volumes|parts)$")


@dataclass
class Work:
    """All that the records say of a work or hub, in the order of `WorkFeatures`; creators and hubs by the IRI of their cluster.

    ``eponymous``: its title is its creator's name, or "works of" it.
    """

    iri: str
    titles: frozenset[str] = frozenset()
    full_titles: frozenset[str] = frozenset()
    part_titles: frozenset[str] = frozenset()
    creators: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    originals: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    form: frozenset[str] = frozenset()
    hubs: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    pages: frozenset[int] = frozenset()
    publishers: frozenset[str] = frozenset()
    eponymous: bool = False
    records: int = 0

    @cached_property
    def mains(self) -> set[str]:
        """The titles without parts, and without how many volumes there are."""
        return {_VOLUMES.sub("", title.partition("|")[0]) for title in self.titles}

    @cached_property
    def parts(self) -> set[str]:
        """The numbers or names of the parts that it is: of its titles, else what its full title says."""
        named = _named_parts(self.titles) or _named_parts(self.full_titles)
        full = (_VOLUMES.sub("", title) for title in self.full_titles)
        found = named or {number for title in full for pair in _PART.findall(title) for number in pair if number}
        numbers = {number for part in found for number in _numbers(part)}
        return numbers or found

    @cached_property
    def generic(self) -> bool:
        """Whether its titles would suit any author's book."""
        return self.eponymous or (bool(self.titles) and all(_is_generic(main) for main in self.mains))


def collect_works(records: Iterable[Features], same: Mapping[str, str]) -> tuple[Shelf[Work], Shelf[Work]]:
    """The works that records describe, and all hubs, by IRI; ``same`` gives the cluster of an agent, and later that of a hub."""
    works, hubs = (Shelf(partial(_work, same)) for _ in range(2))
    for record in records:
        for shelf, said in ((works, record.works), (hubs, record.hubs)):
            for iri, each in said.items():
                shelf.put(iri, [*_columns(each), (_is_eponymous(record, each),)])
    return works.close(), hubs.close()


def _columns(said: WorkFeatures) -> Iterator[Iterable[Any]]:
    for each in _FIELDS:
        value = getattr(said, each)
        values = [value] if isinstance(value, str) else value
        yield values if each == "form" else [known for known in values if known != ""]


def _work(same: Mapping[str, str], iri: str, said: Columns, records: int) -> Work:
    *columns, eponymous = said
    for place in _MOVING:
        columns[place] = tuple(same.get(other, other) for other in columns[place])
    values: list[Any] = [*map(frozenset, columns), any(eponymous), records]
    return Work(iri, *values)


def _is_eponymous(record: Features, said: WorkFeatures) -> bool:
    creators = (record.agents[iri] for iri in said.creators if iri in record.agents)
    names = {word for agent in creators for name in agent.names for word in fold(name).split()}
    if not names or not said.titles:
        return False
    mains = (title.partition("|")[0].split() for title in said.titles)
    rest = (" ".join(word for word in main if word not in names and word not in _LITTLE) for main in mains)
    return all(not words or words in GENERIC_TITLES for words in rest)


def _is_generic(main: str) -> bool:
    return main in GENERIC_TITLES or len(main) < 3


def _named_parts(titles: Iterable[str]) -> set[str]:
    return {part for title in titles for part in title.split("|")[1:]}


def _numbers(part: str) -> Iterator[str]:
    for word in part.split():
        if word.isdigit() or word in _ROMAN:
            yield str(_ROMAN.get(word) or int(word))


def part_evidence(one: Work, other: Work) -> str:
    """Whether they are the same part of their work: the name of a weight, "" when they are or when neither is a part."""
    a, b = one.parts, other.parts
    if a == b or a & b:
        return ""
    return "part: another" if a and b else "part: only one side names one"


def title_evidence(one: Work, other: Work) -> str:
    """The best that their titles say: the name of a weight."""
    if one.mains & other.mains or telling(one.mains) & telling(other.mains):
        return "title: the same"
    mine, theirs = ({_VOLUMES.sub("", title) for title in work.full_titles | work.mains} for work in (one, other))
    if mine & theirs:
        return "title: with and without subtitle"
    if any(_begins(a, b) for a in mine for b in theirs):
        return "title: one begins with the other"
    if one.part_titles & other.mains or other.part_titles & one.mains:
        return "title: that of the part"
    if any(_near(a, b) for a in one.mains for b in other.mains):
        return "title: nearly the same"
    return "title: other"


def telling(titles: Iterable[str]) -> set[str]:
    """Titles without the words that come and go, such as articles."""
    return {" ".join(words) for title in titles if (words := [word for word in title.split() if word not in _LITTLE])}


def _begins(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= _SHORTEST_WITHOUT_SUBTITLE and longer.startswith(f"{shorter} ")


def _near(a: str, b: str) -> bool:
    """Whether two titles differ by little words and misspelt ones only, and by no number."""
    mine, theirs = ([word for word in title.split() if word not in _LITTLE] for title in (a, b))
    if len(mine) != len(theirs) or min(len(a), len(b)) < _SHORTEST_WITHOUT_SUBTITLE:
        return False
    other = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return len(other) * 3 <= len(mine) and all(ratio(*pair) >= _NEARLY and not _has_digit(*pair) for pair in other)


def _has_digit(*words: str) -> bool:
    return any(c.isdigit() for word in words for c in word)


def compatible(mine: Iterable[Work], theirs: Iterable[Work]) -> bool:
    """Whether nothing forbids that the works of two clusters are one."""
    pairs = product(mine, theirs)
    return not any(WORK_WEIGHTS[name].forbids for one, other in pairs for name in _evidence(one, other, several=False))


def compare_works(one: Work, other: Work, *, several: bool = False) -> Score:
    """How likely two works are one. ``several``: the side that names no part could as well be any of several parts."""
    return score(_evidence(one, other, several), WORK_WEIGHTS)


def _evidence(one: Work, other: Work, several: bool) -> Iterator[str]:
    yield "any two works"
    title = title_evidence(one, other)
    yield title
    if one.generic or other.generic:
        yield "title: says nothing of the work"
    elif title != "title: other" and all(any(map(_has_many_words, work.mains)) for work in (one, other)):
        yield "title: many words"
    if part := part_evidence(one, other):
        yield part
        if several and part != "part: another":
            yield "part: one of several"
    yield from _people(one, other)
    yield from _forms(one, other)
    yield from _edition(one, other)
    if one.subjects & other.subjects:
        yield "subject in common"


def _has_many_words(title: str) -> bool:
    return len(title) >= _MANY_LETTERS and len(title.split()) >= _MANY_WORDS


def _people(one: Work, other: Work) -> Iterator[str]:
    if one.creators & other.creators:
        yield "creator: the same"
    elif one.creators & other.others or other.creators & one.others:
        yield "creator: contributor on the other side"
    elif one.creators and other.creators:
        yield "creator: another"
    elif one.creators or other.creators:
        yield "creator: only one side names one"
    else:
        yield "creator: neither names one"
    if one.others & other.others:
        yield "contributor in common"
    elif one.originals and other.originals and one.others and other.others:
        yield "translator: another"


def _forms(one: Work, other: Work) -> Iterator[str]:
    if one.languages and other.languages:
        if not one.languages & other.languages:
            yield "language: another"
    elif one.languages or other.languages:
        yield "language: only one side names it"
    if one.form.isdisjoint(other.form) or (one.content and other.content and not one.content & other.content):
        yield "content: another"
    if one.hubs & other.hubs:
        yield "uniform title in common"


def _edition(one: Work, other: Work) -> Iterator[str]:
    if one.identifiers & other.identifiers:
        yield "ISBN or ISSN in common"
    if len(one.years) > 1 and one.years == other.years:
        yield "years: the same first and last"
    elif one.years & other.years:
        yield "year: the same"
    elif one.years and other.years and not (one.creators or other.creators) and "serial" not in one.form & other.form:
        yield "year: another, and no creator"
    if one.pages & other.pages:
        yield "pages: the same"
    if one.publishers & other.publishers:
        yield "publisher: the same"
