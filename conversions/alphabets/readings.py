"""How a name reads that was taken into another language: Tschechow, Tchekhov, Czechow and Chéjov are Чехов.

Which language a name is written in nobody says, so each that it could be gives one more reading, in English letters.
"""

import re
import unicodedata
from functools import lru_cache

from conversions.alphabets.folding import fold
from conversions.alphabets.tables import rows

_Reading = tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]


def _languages() -> tuple[_Reading, ...]:
    """For each language of readings.tsv what tells that a name may be written in it, and what its spellings mean."""
    tells: dict[str, re.Pattern[str]] = {}
    spellings: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for language, spelling, read_as in rows("readings"):
        if spelling == "tells":
            tells[language] = re.compile(read_as)
        else:
            spellings.setdefault(language, []).append((re.compile(spelling), read_as))
    return tuple((tells[language], tuple(found)) for language, found in spellings.items())


_LANGUAGES = _languages()
_KNOWN = [frozenset(map(fold, forms.split())) for forms, *_ in rows("known_names")]
_RELATED: dict[str, set[int]] = {}
for _number, _forms in enumerate(_KNOWN):
    for _form in _forms:
        _RELATED.setdefault(_form, set()).add(_number)

COMMON_FAMILIES = frozenset(fold(name) for names, *_ in rows("common_families") for name in names.split())
"""Family names, folded, that so many people bear that a full name with one of them says little."""


@lru_cache(maxsize=1_000)
def readings(name: str) -> tuple[str, ...]:
    """The name as it stands, then as the languages read it that it may be written in.

    >>> "čekhov, anton" in readings("Tschechow, Anton")
    True
    """
    text = unicodedata.normalize("NFC", name).lower()
    found = [name]
    for tells, spellings in _LANGUAGES:
        if tells.search(text):
            read = text
            for spelling, read_as in spellings:
                read = spelling.sub(read_as, read)
            found.append(read)
    return tuple(dict.fromkeys(found))


def one_name(a: str, b: str) -> bool:
    """Whether two folded words are forms of one name, by known_names.tsv.

    >>> one_name(fold("Чингиз"), fold("Шыңғыс")), one_name(fold("Иван"), fold("Игорь"))
    (True, False)
    """
    return a == b or not _RELATED.get(a, set()).isdisjoint(_RELATED.get(b, ()))


def known_forms(word: str) -> frozenset[str]:
    """A folded word with the forms that it has in other languages, by known_names.tsv."""
    return frozenset({word}).union(*(_KNOWN[number] for number in _RELATED.get(word, ())))


_SOUNDS = str.maketrans({"w": "v", "f": "v", "z": "s", "q": "k"})
_SIBILANT = re.compile("shch|[szc]h|zh")
_DOUBLED = re.compile(r"(.)\1+")
_VOWEL = "aeiouy"


@lru_cache(maxsize=50_000)
def sound(folded: str) -> str:
    """What stays of a folded name in every language: its consonants by their kinds, and whether it begins or ends in a vowel.

    >>> sound(fold("Қодирий")) == sound(fold("Kadyri")), sound(fold("Иванов")) == sound(fold("Иванова"))
    (True, False)
    """
    letters = _SIBILANT.sub("j", folded.replace(" ", "").replace("ts", "s")).translate(_SOUNDS)
    consonants = "".join(letter for letter in letters if letter not in _VOWEL)
    first = "a" if letters[:1] in _VOWEL and letters else ""
    last = "a" if letters[-1:] in ("a", "o") and consonants else ""
    return first + _DOUBLED.sub(r"\1", consonants) + last


_ROUGH = str.maketrans("jshkgbd", "cccccpt")
_UNSURE = re.compile("d[sz]h|zh|(?:(?<=[oe]v)|(?<=in))s$")
"""The j that is ж here and й there, and the ending that Latvian gives a man's name."""
_FAMILY_ENDING = re.compile(r"(?:i?[oe]va?|i?(?:uli|uulu|ulu|oglu|ogli|kizi|zoda|zadeh?|sade))$")


@lru_cache(maxsize=50_000)
def rough_sound(folded: str) -> str:
    """What stays of a folded name however it was transliterated, for finding what then is compared: Чехов, Tschechow, Chéjov.

    >>> rough_sound(fold("Чехов")) == rough_sound(fold("Tschechow")) == rough_sound(fold("Chéjov")) == rough_sound(fold("Csehov"))
    True
    """
    return _DOUBLED.sub(r"\1", sound(_UNSURE.sub("", folded)).translate(_ROUGH).removeprefix("a"))


def family_stem(family: str) -> str:
    """A folded family name without the ending that Russian or the father's name gives it: of Кунанбаев and Құнанбайұлы one."""
    return _FAMILY_ENDING.sub("", family) or family
