"""How likely characters are in catalogue text: the evidence that tells encodings apart.

Costs are in nats: what a character takes away from the likelihood of the reading. Letters of an alphabet cost by their rank
in the language (Gusein-Zade's law); what follows what, and characters that no text has, cost besides. Nothing here knows
of encodings.
"""

import unicodedata
from math import log

ALPHABETS: dict[str, str] = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "kk": "аеынртідлсқмкбоғушиійпжгзңөәүұявхфючцһэьщъё",
    "tt": "аенлрытикәсдмгбушоүйпхзчөяңвҗюфэһцьщжъё",
    "uz": "иаолнртедмсбкуйқшгзҳўпчвхғяжфюцэъё",
    "ky": "антырекдлуиосбшмгйпүөзчжяхңвфюэцьъё",
    "tg": "аинордтемшубслвзкҳӣҷгпқфхяйӯчжъғэюё",
    "uk": "оанивітерсклудмпязьбгйчхцжїюєщшфґ",
    "be": "анірескцлтудовмпыязьбгчйжхшўюфэё",
}
"""The letters of each language by falling frequency; Russian is the likeliest where all else is equal."""

_UNKNOWN = 13.0
_OTHER_LANGUAGE = 2.0
_COMMON_LATIN = {letter: cost for cost, letters in (
    (2.2, "éöüä"),
    (2.8, "èàçñóíáãêåøß"),
    (3.4, "âôîëïúõæœýčšžřěůąęłńśżćğışőűțșţăāēīōūṭḥṣḍżŁ"),
) for letter in letters}  # fmt: skip
_PUNCTUATION = {**dict.fromkeys("«»№—–“”„’‘…", 3.0), **dict.fromkeys("°£§©℗♯♭ℓ€·ʻʼʹʺ´¡¿℗", 4.0), "\xa0": 4.0}
_OPENING, _CLOSING = frozenset("«“„‘’—–‹"), frozenset("»”“’‘…—–›")
_NOT_SORTED = frozenset("\x88\x89\x98\x9c")
_VOWELS = frozenset("аеёиоуыэюяәөүұіїєӣӯўaeiouy")
_LIGATURES = frozenset("\u0361\ufe20\ufe21\u0360\ufe22\ufe23")


_BORROWED = {**dict.fromkeys("".join(ALPHABETS.values()), 7.0), **dict.fromkeys("їєґ", 12.0)}
"""The cost of a letter in a text of another language; one of none of these languages costs `_UNKNOWN`."""


def _alphabet_costs(letters: str) -> dict[str, float]:
    n = len(letters)
    return _BORROWED | {letter: -log((log(n + 1) - log(rank)) / n) for rank, letter in enumerate(letters, 1)}


_COSTS = {language: _alphabet_costs(letters) for language, letters in ALPHABETS.items()}


def is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u052f"


def language_costs(table: str) -> list[tuple[float, list[float]]]:
    """For each language that the characters of the table can write: what speaks against it beforehand, their costs in it."""
    if not any(map(is_cyrillic, table)):
        return [(0.0, [0.0] * len(table))]
    return [
        (0.0 if language == "ru" else _OTHER_LANGUAGE, [costs.get(c.lower(), _UNKNOWN) if is_cyrillic(c) else 0.0 for c in table])
        for language, costs in _COSTS.items()
    ]


def pair_cost(before: str, char: str) -> float:
    """The cost of a character after another, less that of a Cyrillic letter in its language. ASCII after ASCII is free."""
    if before.isascii() and char.isascii():
        return 0.0
    if unicodedata.combining(before):
        return _marked_cost(before, char)
    if unicodedata.combining(char):
        return 2.6
    cost = 0.0 if char.isascii() else _own_cost(char)
    if before.isalpha() and char.isalpha():
        return cost + _join_cost(before, char)
    cost += _beside_cost(before, char)
    return cost + _start_cost(char) if is_cyrillic(char) else cost


def _beside_cost(before: str, char: str) -> float:
    """The cost of a sign that stands at a letter where no such sign does."""
    if before.isalpha():
        misplaced = not char.isascii() and char not in _CLOSING and char not in _NOT_SORTED
    else:
        misplaced = char.isalpha() and not before.isascii() and before not in _OPENING and before not in _NOT_SORTED
    return 3.0 if misplaced else 0.0


def _own_cost(char: str) -> float:
    """The cost of a character by itself."""
    if is_cyrillic(char) or char in _NOT_SORTED:
        return 0.0
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    if char == "\ufffd":
        return 14.0
    if char in "±¦µ¬¤¶":
        return 9.0
    if char.isalpha():
        return _COMMON_LATIN.get(char.lower(), 5.5)
    if "\x80" <= char <= "\x9f":
        return 12.0
    return 9.0 if "\u2300" <= char <= "\u25ff" else 6.5


def _marked_cost(mark: str, letter: str) -> float:
    """The cost of a letter after the mark that belongs on it, which precedes it in MARC-8 and ISO 5426."""
    if not letter.isalpha():
        return 7.0 if unicodedata.combining(letter) else 9.0
    if mark in _LIGATURES:
        return 0.0 if letter.isascii() else 5.0
    composed = unicodedata.normalize("NFC", letter + mark)
    return max(_COMMON_LATIN.get(composed.lower(), 3.6) - 2.6, -0.6) if len(composed) == 1 else 3.0


def _join_cost(before: str, char: str) -> float:
    """The cost of two letters side by side in a word."""
    cost = 5.0 if before.islower() and char.isupper() else 0.0
    if is_cyrillic(before) != is_cyrillic(char):
        return cost + 6.0
    if is_cyrillic(char):
        return cost + (0.6 if before.isupper() and char.isupper() else 0.0) + _cyrillic_join(before.lower(), char.lower())
    if not before.isascii() and not char.isascii():
        return cost + 3.0
    letters = unicodedata.normalize("NFD", before.lower() + char.lower())
    return cost + (0.8 if letters[0] in _VOWELS and letters[-1] in "aeiou" else 0.0)


def _cyrillic_join(before: str, char: str) -> float:
    """Vowels and consonants take turns; the signs and the short i have their places."""
    vowels = (before in _VOWELS) + (char in _VOWELS)
    if char in "ьъ":
        return 5.0 if before in _VOWELS or before in "ьъй" else 0.2
    if char in "йї" and before not in _VOWELS:
        return 4.0
    if char in "ыэүұ" and before in _VOWELS and before != char:
        return 2.5
    return (0.8, 0.0, 1.0)[vowels]


def _start_cost(char: str) -> float:
    """The cost of a Cyrillic letter at the beginning of a word."""
    return {"ь": 6.0, "ъ": 6.0, "ы": 3.0, "й": 3.0}.get(char.lower(), 0.0) + (0.7 if char.isupper() else 0.0)
