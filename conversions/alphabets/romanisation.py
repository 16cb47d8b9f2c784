"""From Cyrillic to Latin by the published tables: one TSV for each language, one column for each system."""

import re
import unicodedata
from functools import cache

from conversions.alphabets.detection import language_of
from conversions.alphabets.tables import columns

LANGUAGES = ("ru", "kk", "ky", "tg", "tk", "uz", "tt")
"""Languages with tables of their own."""

_TABLES = {language: columns(language) for language in LANGUAGES}
_NOT_AFTER_CONSONANT = "(?<![бвгджзклмнпрстфхцчшщғқңҳҷҗһ])"


def systems_for(language: str) -> tuple[str, ...]:
    """The systems that have a table for the language: "ala-lc" and "iso9" for each, "gost", "bgn", "national" for some."""
    return tuple(_TABLES.get(language, ()))


def romanise(text: str, system: str = "ala-lc", language: str = "") -> str:
    """The text in Latin letters (NFC); whatever is not Cyrillic stays.

    ``system`` is "ala-lc", "iso9" (ISO 9:1995), "gost" (GOST 7.79-2000 B), "bgn" (BGN/PCGN) or "national" (Kazakh of 2021,
    Uzbek of 1995, Turkmen of 1993). ``language`` is one of ``LANGUAGES``; without it the letters decide, and Russian is
    taken where they do not. Raises ValueError for a language or system without a table.

    >>> romanise("Әуезов, Мұхтар", "ala-lc", "kk"), romanise("ЩУКИН Юрий", "gost", "ru")
    ('Ăuezov, Mūkhtar', 'SHHUKIN Yurij')
    """
    language = language or _detected(text)
    if system not in systems_for(language):
        known = ", ".join(f"{each}: {' '.join(systems_for(each))}" for each in LANGUAGES)
        raise ValueError(f"there is no table {system!r} for the language {language!r}; there are {known}")
    pattern, table = _compiled(language, system)
    text = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", pattern.sub(lambda found: _in_case(found, table), text))


def _detected(text: str) -> str:
    language = language_of(text).partition("-")[0]
    return language if language in LANGUAGES else "ru"


@cache
def _compiled(language: str, system: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern and its table. The pattern's group tells the row: "before" for "ц_", "after" for "_е", else the letter's."""
    table = _TABLES[language][system]
    before = "".join(key[0] for key in table if key.endswith("_"))
    after = "".join(key[1] for key in table if key.startswith("_"))
    # A letter that this language does not use is read as its neighbours write it.
    for other in LANGUAGES:
        foreign = {key: latin for key, latin in _TABLES[other].get(system, {}).items() if len(key) == 1}
        table = foreign | table
    parts = ["[" + "".join(key for key in table if len(key) == 1) + "]"]
    if after:
        parts.insert(0, f"(?P<after>{_NOT_AFTER_CONSONANT}[{after}])")
    if before:
        parts.insert(0, f"(?P<before>[{before}](?=[еёийыэюя]))")
    return re.compile("|".join(parts), re.IGNORECASE), table


def _in_case(found: re.Match[str], table: dict[str, str]) -> str:
    letter = found[0].lower()
    key = {"before": f"{letter}_", "after": f"_{letter}"}.get(found.lastgroup or "", letter)
    latin, _, capital = table[key].replace("∅", "").partition(",")
    if found[0] == letter:
        return latin
    if capital:
        return capital
    text, end = found.string, found.end()
    beside = text[end : end + 1] if text[end : end + 1].isalpha() else text[max(found.start() - 1, 0) : found.start()]
    if "͡" in latin or beside.isupper():
        return latin.upper()
    return latin[:1].upper() + latin[1:]
