"""Sorting by the alphabet of a language, as ICU does: its own script first, accents and case only where the letters are equal.

The order of letters is that of the Common Locale Data Repository; letters of other languages stand beside the letter that they
are a form of.
"""

import unicodedata
from functools import cache

_LENGTH = 64
"""Letters of a text that are compared: enough to tell titles apart, short enough for an index."""

_CYRILLIC = {
    "ru": "аәбвгғґдђеёжҗзиӣіїйјкқлмнңоөпрстуұүӯўфхҳһцчҷҹшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳцчҷшщъыьэюя",
}
_LATIN = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "uz": "abcdefghijklmnopqrstuvwxyzŏğšč",
    "tk": "abcçdeäfghiıjžklmnňoöpqrsştuüvwxyýz",
}
_DIGRAPHS = {"uz": (("oʻ", "ŏ"), ("gʻ", "ğ"), ("sh", "š"), ("ch", "č"))}
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ`", "ʻ"))


def sort_key(text: str, language: str) -> str:
    """What texts are compared by, character by character, in the alphabet of a language.

    >>> sorted(["Ядро", "Өлең", "Океан", "Пер", "Abai"], key=lambda text: sort_key(text, "kk"))
    ['Океан', 'Өлең', 'Пер', 'Ядро', 'Abai']
    >>> sorted(["zar", "oʻzbek", "Sharq", "suv"], key=lambda text: sort_key(text, "uz"))
    ['suv', 'zar', 'oʻzbek', 'Sharq']
    """
    text = unicodedata.normalize("NFC", text[: 2 * _LENGTH]).lower()
    if language in _DIGRAPHS:
        text = text.translate(_APOSTROPHES)
        for pair, letter in _DIGRAPHS[language]:
            text = text.replace(pair, letter)
    key = text.translate(_table(language))
    return " ".join(key.split())[:_LENGTH]


class _Table(dict[int, str]):
    """For `str.translate`: the places of letters; those of other letters are found when they first come."""

    def __init__(self, places: dict[str, str]) -> None:
        super().__init__({ord(letter): place for letter, place in places.items()})
        self._places = places

    def __missing__(self, code: int) -> str:
        place = self[code] = _base(chr(code), self._places)
        return place


@cache
def _table(language: str) -> _Table:
    return _Table(_places(language))


def _base(letter: str, places: dict[str, str]) -> str:
    """The place of the letter that this one is a form of; other signs have none, letters of other scripts come last."""
    bases = [places.get(part, "") for part in unicodedata.normalize("NFKD", letter)]
    if any(bases):
        return "".join(bases)
    return letter if letter.isalpha() else " " if letter.isspace() or letter in "-–—/" else ""


def _places(language: str) -> dict[str, str]:
    """For each letter a character whose code is its place: space, digits, the language's script, the other one."""
    own, other = _CYRILLIC.get(language), _LATIN.get(language, _LATIN["en"])
    scripts = (own, other) if own else (other, _CYRILLIC["ru"])
    letters = " 0123456789" + "".join(scripts)
    places = {letter: chr(0x20 + n) for n, letter in enumerate(letters)}
    return {chr(letter): places[chr(base)] for letter, base in _FORMS.items() if chr(base) in places} | places


_FORMS = str.maketrans("әғіїјқңөұүӯўҳһҷҗӣґђæøłß", "агиийкноууууххчжигдaols")
"""Letters that have no place of their own in an alphabet, and the letter beside which they stand there."""
