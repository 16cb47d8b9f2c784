"""Personal names taken apart and compared, in whatever order, script and fullness a catalogue gives them."""

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from conversions.alphabets.folding import fold
from conversions.alphabets.readings import one_name, readings
from conversions.alphabets.tables import rows


class NameParts(NamedTuple):
    """A personal name; each part is folded, "" where the name does not give it.

    ``given`` and ``patronymic`` are full words only; ``initials`` are there for full words too: "m o".
    """

    family: str
    given: str
    patronymic: str
    initials: str


class Match(Enum):
    """What two names say of each other."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"


class _Word(NamedTuple):
    folded: str
    initial: bool


_PATRONYMICS = sorted(((fold(ending), sex, kind) for ending, sex, kind in rows("patronymics")), key=lambda row: -len(row[0]))
_STANDING_APART = {ending for ending, _, kind in _PATRONYMICS if kind == "word"}
_SON_OR_DAUGHTER = tuple(_STANDING_APART)
_PARTICLES = frozenset({"al", "el", "ibn", "ibni", "fon", "von", "de", "der", "du"})
"""They come and go: Әл-Фараби, Фараби; Гёте, Иоганн фон."""
_TOKEN = re.compile(r"([^\s,.;:()\[\]/]+)(\.?)")
_CAPITALS = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮІҲҶӢӮЎҖҺ]{2}")
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_AD_DIN = re.compile(r"[\s-]+(?:[aeiouаеиоуәү][dlnrstzдлнрстз]|[aeuаеу]sh|[аеу]ш)[\s-]*[dд][iīи][nн]\b", re.I)
"""Садр ад-дин, Sadr al-Dīn: one name, which Central Asia writes as one word."""
_ARTICLE = re.compile(
    r"(?:\b|(?<=[ʻʿ]))(?P<before>abd|ab[uū]|абд|абу)"
    r"(?:[\s'’ʼ-]*[aeiuаеиу]?(?:[lrnstdz]|sh|[лрнстдзш]ь?))[\s-]+(?=(?P<after>\w))",
    re.I,
)
"""ʻAbd al-Raʼūf, Abdul Rahman, Abū al-Qāsim: Абдурауф, Абдурахман, Абулькасим."""
_SUN_LETTERS = frozenset("drzsntlдрзснтлш")
"""Before them the article takes their sound, and is no longer seen where the name is one word."""
_RANK = re.compile(
    r"(?:emperor|empress|king|queen|tsar|czar|sultan|shah|emir|amir|prince|princess|saint|pope|patriarch|metropolitan|archbishop|bishop"
    r"|император|императрица|король|королева|царь|царица|эмир|князь|княгиня|святой|патриарх|митрополит|архиепископ|епископ)\b",
    re.I,
)
_FAMILY_ENDING = re.compile(r"(?:[oe]va?|(?<!dd)ina?|ski|skaia|skoi|enko|ian|shvili|dze|chuk|ih)$")
_FIRST_LETTER = re.compile(r"shch|[szc]h|ts|i[ua]|.")
_RUSSIAN_FAMILY = re.compile(r"(?:i?[oe]v(a?))$")


@lru_cache(maxsize=50_000)
def name_parts(name: str) -> NameParts:
    """The parts of a name written "Family, Given Patronymic", "Family G. P.", "G. P. Family", "Given Family" and so on.

    Without a comma the endings tell which word is the family name; where they don't, it is the last. Dates are left out,
    and a fuller form in brackets (MARC $q) fills the initials.

    >>> name_parts("Ауэзов М.О."), name_parts("Мұхтар Омарханұлы Әуезов").patronymic
    (NameParts(family='auezov', given='', patronymic='', initials='m o'), 'omarhanuli')
    """
    outside = _ARTICLE.sub(_with_article, _AD_DIN.sub("iddin", _IN_BRACKETS.sub(" ", name)))
    family, given = _family_and_given(outside)
    fuller = [word for inside in _IN_BRACKETS.findall(name) for word in _words(inside) if not word.initial]
    if given and len(fuller) >= len(given) and _initials(fuller[: len(given)]) == _initials(given):
        given = fuller
    words = given[:2]
    first = words[0].folded if words and not words[0].initial else ""
    second = words[1].folded if len(words) > 1 and not words[1].initial else ""
    return NameParts(family, first, second, _initials(words))


def fold_name(name: str) -> NameParts:
    """The same as `name_parts`: all its parts are folded."""
    return name_parts(name)


def compatible_names(a: str, b: str) -> Match:
    """Whether two names can be one person's.

    EQUAL: the same family and given names, and the same patronymic or none on both sides. COMPATIBLE: nothing contradicts,
    but a side says less (an initial, no patronymic), or a name stands in its form of another language: Құнанбайұлы and
    Кунанбаев, Чингиз and Шыңғыс, Tschechow and Чехов. DIFFERENT: the rest.
    """
    return compare_names(a, b).match


class Compared(NamedTuple):
    """What two names say of each other, and the parts that say it; ``read``: those of a reading in another language."""

    match: Match
    one: NameParts
    other: NameParts
    read: bool = False


@lru_cache(maxsize=20_000)
def compare_names(a: str, b: str) -> Compared:
    """As `compatible_names`, with the parts that were compared."""
    one, other = name_parts(a), name_parts(b)
    match = _compare(one, other)
    if match is not Match.DIFFERENT:
        return Compared(match, one, other)
    if len(_in_direct_order(a)) > 1 and _in_direct_order(a) == _in_direct_order(b):
        return Compared(Match.COMPATIBLE, one, one)
    for mine, theirs in product(read_parts(a), read_parts(b)):
        if _compare(mine, theirs) is not Match.DIFFERENT:
            return Compared(Match.COMPATIBLE, mine, theirs, read=True)
    return Compared(Match.DIFFERENT, one, other)


@lru_cache(maxsize=20_000)
def _in_direct_order(name: str) -> tuple[str, ...]:
    """The words of a name as they are spoken, which tells where a family name of two words was parted in another way."""
    family, _, given = _IN_BRACKETS.sub(" ", name).partition(",")
    words = [*_words(given.replace("-", " ")), *_words(family)]
    return () if any(word.initial for word in words) else tuple(part for word in words for part in word.folded.split())


@lru_cache(maxsize=5_000)
def read_parts(name: str) -> tuple[NameParts, ...]:
    """The parts of a name in each of its readings; of two words without a comma in the other order too."""
    words = name.split()
    turned = [f"{words[0]}, {words[1]}", f"{words[1]}, {words[0]}"] if "," not in name and len(words) == 2 else []
    return tuple(dict.fromkeys(name_parts(each) for form in (name, *turned) for each in readings(form)))


def _compare(one: NameParts, other: NameParts) -> Match:
    """The first part that differs decides; what costs least comes first."""
    if (initials := _compare_initials(one, other)) is Match.DIFFERENT:
        return Match.DIFFERENT
    if (families := _compare_families(one.family, other.family)) is Match.DIFFERENT:
        return Match.DIFFERENT
    if (given := _compare_given(one, other)) is Match.DIFFERENT:
        return Match.DIFFERENT
    return Match.COMPATIBLE if Match.COMPATIBLE in (initials, families, given) or not one.given else Match.EQUAL


def _family_and_given(name: str) -> tuple[str, list[_Word]]:
    before, comma, after = name.partition(",")
    if not any(map(str.isalpha, after)):  # dates say nothing of the order
        comma = ""
    words = _words(before)
    full = [index for index, word in enumerate(words) if not word.initial]
    if comma or len(words) < 2 or not full:
        given = after.partition(",")[0].strip()
        return _family(" ".join(word.folded for word in words)), [] if _RANK.match(given) else _words(given.replace("-", " "))
    index = _family_index(words, full)
    return _family(words[index].folded), words[:index] + words[index + 1 :]


def _with_article(found: re.Match[str]) -> str:
    """The word before an article, with what is heard of the article: one word with the next, but for Абу Райхан."""
    before, sun = found["before"].lower(), unicodedata.normalize("NFD", found["after"])[0].lower() in _SUN_LETTERS
    if before in ("abd", "абд"):
        before += "u" if before == "abd" else "у"
    elif sun:
        return f"{before} "
    return before if sun else before + ("l" if before.isascii() or before == "abū" else "л")


def _family(folded: str) -> str:
    first, _, rest = folded.partition(" ")
    return rest if rest and first in _PARTICLES else folded


def _family_index(words: list[_Word], full: list[int]) -> int:
    """Where the family name stands among words without a comma."""
    first, last = full[0], full[-1]
    if len(full) < len(words):
        return first if words[-1].initial else last
    patronymics = [index for index in full if _patronymic(words[index].folded)]
    if patronymics and len(words) > 2:
        return first if patronymics[-1] == last else last
    if patronymics and words[first].folded.endswith(_SON_OR_DAUGHTER):
        return first
    looks_first = _FAMILY_ENDING.search(words[first].folded)
    return first if looks_first and not _FAMILY_ENDING.search(words[last].folded) else last


def _words(text: str) -> list[_Word]:
    """The words of a name without dates; ұлы, қызы, оглы standing apart are joined to the word before."""
    words: list[_Word] = []
    for token, dot in _TOKEN.findall(text):
        folded = fold(token)
        if any(map(str.isdigit, folded)) or not any(map(str.isalpha, folded)):
            continue
        if folded in _PARTICLES and (token.islower() or folded in ("al", "ibn", "ibni")):
            continue
        if folded in _STANDING_APART and words and not words[-1].initial:
            words[-1] = _Word(words[-1].folded + folded, False)
        elif _CAPITALS.fullmatch(token) and not text.isupper():
            words += [_Word(fold(letter), True) for letter in token]
        else:
            words.append(_Word(folded, len(token) == 1 or (bool(dot) and first_letter(folded) == folded)))
    return words


def first_letter(folded: str) -> str:
    """The folded form of one letter: "zh" of "zhambul"; "" of ""."""
    found = _FIRST_LETTER.match(folded)
    return found[0] if found else ""


def _initials(words: list[_Word]) -> str:
    return " ".join(first_letter(word.folded) for word in words)


@lru_cache(maxsize=20_000)
def _patronymic(folded: str) -> tuple[str, str] | None:
    """The father's name and the sex that a patronymic tells; None for a word that is none."""
    for ending, sex, _ in _PATRONYMICS:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            return folded.removesuffix(ending).strip().rstrip("i"), sex
    return None


def _compare_given(one: NameParts, other: NameParts) -> Match:
    """Given names and patronymics; what one side writes as one word the other may write as two: Касым-Жомарт, Kasymzhomart."""
    verdicts = {_compare_words(one.given, other.given), _compare_patronymics(one.patronymic, other.patronymic)}
    if Match.DIFFERENT not in verdicts:
        return Match.COMPATIBLE if Match.COMPATIBLE in verdicts else Match.EQUAL
    mine, theirs = one.given + one.patronymic, other.given + other.patronymic
    pairs = ((mine, theirs), (mine, other.given), (one.given, theirs))
    whole = one.given and other.given and any(one_name(*pair) for pair in pairs)
    return Match.COMPATIBLE if whole else Match.DIFFERENT


def _compare_words(a: str, b: str) -> Match:
    if a == b:
        return Match.EQUAL
    return Match.COMPATIBLE if not a or not b or one_name(a, b) else Match.DIFFERENT


def one_father(a: str, b: str) -> bool:
    """Whether two folded patronymics are of one father and of the same sex: Имантаевич, Имантайұлы."""
    return _compare_patronymics(a, b) is not Match.DIFFERENT


def _compare_patronymics(a: str, b: str) -> Match:
    """Омарханович and Омарханұлы are equal; Омаровна and Омарович are not."""
    one, other = _patronymic(a), _patronymic(b)
    if one and other and one_name(one[0], other[0]):
        return Match.EQUAL if one[1] == other[1] or "?" in one[1] + other[1] else Match.DIFFERENT
    return _compare_words(a, b)


def _compare_families(a: str, b: str) -> Match:
    """Құнанбайұлы and Кунанбаев may be one, so may Турсун-заде and Турсунзода; Иванов and Иванова, Карим and Каримов are not."""
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return Match.EQUAL
    one, other = _patronymic(a), _patronymic(b)
    if one and other:
        same = one[0] == other[0] and (one[1] == other[1] or "?" in one[1] + other[1])
        return Match.COMPATIBLE if same or one_name(a, b) else Match.DIFFERENT
    for father, name in ((one, b), (other, a)):
        russian = _RUSSIAN_FAMILY.search(name)
        if father and russian:
            same_sex = father[1] in ("?", "f" if russian[1] else "m")
            return Match.COMPATIBLE if same_sex and father[0] == name[: russian.start()].rstrip("i") else Match.DIFFERENT
    return Match.COMPATIBLE if one_name(a, b) else Match.DIFFERENT


def _compare_initials(one: NameParts, other: NameParts) -> Match:
    """Initials against each other and against full words; two full words were compared as such."""
    mine, theirs = one.initials.split(), other.initials.split()
    words = (one.given and other.given, one.patronymic and other.patronymic)
    pairs = zip(mine, theirs, [*words, *[""] * len(mine)], strict=False)
    if any(a != b for a, b, full in pairs if not full):
        return Match.DIFFERENT
    return Match.EQUAL if len(mine) == len(theirs) else Match.COMPATIBLE
