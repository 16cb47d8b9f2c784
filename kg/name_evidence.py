"""What the names and years of two people say of their being one: the same of agents in catalogues and in authority files."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import product
from typing import Protocol

from rapidfuzz.fuzz import ratio

from conversions.scripts import COMMON_FAMILIES, Match, NameParts, compare_names, name_parts, one_father, one_name, sound
from kg.scoring import PERSON_WEIGHTS

NO_NAME = "name: other family name"

_NEARLY = 70.0
"""Per cent of letters that a name shares with its form in another language: Ойбек and Айбек, Қодирий and Кадыри."""

_SOUNDS_LIKE = 60.0
"""Per cent of letters that they share when their consonants are the same."""


_LONG_ENOUGH = 6
"""Letters of a family name from which on few others read like it: Чехов is Tschechow, but Chan need not be Shan."""

_NO_VOWEL = re.compile("[^aeiou]")
_FEMININE = re.compile("(?<=[oe]v)a$|(?<=in)a$|(?<=sk)aia$")


class Dated(Protocol):
    """Whose years of birth and death are known, as far as they are."""

    @property
    def births(self) -> Collection[int]: ...
    @property
    def deaths(self) -> Collection[int]: ...


def date_evidence(one: Dated, other: Dated) -> str:
    """What years of birth and death say; "" if a side has none."""
    known = [(a, b) for a, b in ((one.births, other.births), (one.deaths, other.deaths)) if a and b]
    if not known:
        return ""
    apart = [min(abs(x - y) for x, y in product(a, b)) for a, b in known]
    if not any(apart):
        return "dates: birth and death" if len(known) == 2 else "dates: birth or death"
    return "dates: a year or two apart" if max(apart) <= 2 else "dates: contradict"


def name_evidence(mine: Iterable[str], theirs: Collection[str]) -> str:
    """The best that two people's names say: the name of a weight."""
    found = {name_level(a, b) for a in mine for b in theirs}
    return max(found, key=lambda level: PERSON_WEIGHTS[level].weight, default=NO_NAME)


@lru_cache(maxsize=100_000)
def name_level(a: str, b: str) -> str:
    """How much two names of people say for their being one: the name of a weight."""
    match, one, other, read = compare_names(a, b)
    if match is Match.DIFFERENT:
        return _difference(one, other)
    if not one.initials or not other.initials:
        return "name: one word" if one.initials == other.initials else "name: family name only"
    if one.given and other.given:
        if read and len(one.family) < _LONG_ENOUGH:
            return "name: sounds the same"
        if one.patronymic and other.patronymic:
            return "name: family, given name and patronymic"
        both_lack_it = len(one.initials.split()) == len(other.initials.split())
        return "name: family and given name" if both_lack_it else "name: one side has no patronymic"
    in_common = min(len(one.initials.split()), len(other.initials.split()))
    return "name: two initials" if in_common > 1 else "name: one initial"


def _difference(one: NameParts, other: NameParts) -> str:
    """How far two names that differ are apart: the forms of a name in several languages often nearly agree."""
    if _other_sex(one.family, other.family) or not _fathers_agree(one, other):
        return "name: other given name" if one.family == other.family else NO_NAME
    full = bool(one.given and other.given)
    if full and _sound_alike(one.family, other.family) and _sound_alike(one.given, other.given):
        return "name: all three parts sound the same" if one.patronymic and other.patronymic else "name: sounds the same"
    family = _near(one.family, other.family)
    if full and family and _near(one.given, other.given):
        return "name: nearly the same"
    if one.family == other.family:
        return "name: other given name"
    return "name: nearly the same family name" if family else NO_NAME


def _near(one: str, other: str) -> bool:
    return one_name(one, other) or ratio(one.replace(" ", ""), other.replace(" ", "")) >= _NEARLY


def _sound_alike(one: str, other: str) -> bool:
    if one_name(one, other):
        return True
    alike = sound(one) == sound(other) and ratio(one.replace(" ", ""), other.replace(" ", "")) >= _SOUNDS_LIKE
    return alike and _vowels_agree(one, other)


def _vowels_agree(one: str, other: str) -> bool:
    """No language puts u for a: Марат and Мурат, Махмуд and Мухаммад are two names."""
    mine, theirs = (_NO_VOWEL.sub("", each) for each in (one, other))
    return all({a, b} != {"a", "u"} for a, b in zip(mine, theirs, strict=False))


def _other_sex(one: str, other: str) -> bool:
    return one != other and _masculine(one) == _masculine(other)


def _fathers_agree(one: NameParts, other: NameParts) -> bool:
    """Whether nothing speaks against their patronymics, or second names, being one."""
    if one.patronymic and other.patronymic:
        return one_father(one.patronymic, other.patronymic) or _sound_alike(one.patronymic, other.patronymic)
    mine, theirs = one.initials.split()[1:], other.initials.split()[1:]
    return not mine or not theirs or mine == theirs


def many_bear(names: Iterable[str]) -> bool:
    """Whether one of the names has a family name that very many people bear."""
    return any(_masculine(name_parts(name).family) in COMMON_FAMILIES for name in names)


def _masculine(family: str) -> str:
    """The family name as a man has it: of Иванова Иванов, of Достоевская Достоевский."""
    return _FEMININE.sub("i" if family.endswith("skaia") else "", family)
