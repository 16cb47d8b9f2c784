"""Which script and which language a string is in."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from conversions.alphabets.tables import rows

_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "CJK": "Hani", "GREEK": "Grek", "HEBREW": "Hebr",
    "ARMENIAN": "Armn", "GEORGIAN": "Geor", "HANGUL": "Hang", "HIRAGANA": "Hira", "KATAKANA": "Kana",
    "DEVANAGARI": "Deva", "MONGOLIAN": "Mong", "THAI": "Thai", "TIBETAN": "Tibt", "BENGALI": "Beng",
    "TAMIL": "Taml", "TELUGU": "Telu", "ETHIOPIC": "Ethi", "SYRIAC": "Syrc", "GLAGOLITIC": "Glag", "COPTIC": "Copt",
    "GUJARATI": "Gujr", "GURMUKHI": "Guru", "KANNADA": "Knda", "KHMER": "Khmr", "LAO": "Laoo", "MALAYALAM": "Mlym",
    "MYANMAR": "Mymr", "SINHALA": "Sinh", "BOPOMOFO": "Bopo", "ORIYA": "Orya", "THAANA": "Thaa",
}  # fmt: skip
"""First word of a letter's Unicode name: ISO 15924 code."""

_TAGS = {code: tag for tag, codes, _ in rows("languages") for code in [tag, *codes.split()]}
_IMPLIED_SCRIPT = {tag: script for tag, _, script in rows("languages")}
_ONLY_LANGUAGE = {"Grek": "el", "Armn": "hy", "Geor": "ka", "Hang": "ko", "Hira": "ja", "Kana": "ja", "Thai": "th"}
_WRITTEN_WITH = {
    "ja": ("Hira", "Kana", "Hani"), "ko": ("Hang", "Hani"), "zh": ("Hani", "Bopo"),
    "kk": ("Arab",), "ky": ("Arab",), "tg": ("Arab", "Hebr"), "tk": ("Arab",), "tt": ("Arab",), "uz": ("Arab",),
    "az": ("Arab",), "tr": ("Arab",), "ms": ("Arab",), "ku": ("Arab",), "ba": ("Arab",), "mn": ("Mong",), "grc": ("Grek",),
}  # fmt: skip
"""The scripts, beside Latin, Cyrillic and the implied one, in which a language is really met."""

_WORD = re.compile(r"\w+")
_ASCII_LETTER = re.compile("[A-Za-z]")
_RUSSIAN_ALPHABET = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_MOSTLY_RUSSIAN = re.compile("[ыэёщъьц]")
_RUSSIAN_NAME = re.compile(r"(?:[оеё]в|[оеё]ва|ин|ина|ск(?:ий|ая|ой)|[оеь]вич|[оеь]вна|ьич|инична)\b")
_OLD_RUSSIAN_LETTERS = frozenset("іѣѳѵ")
_NOT_OLD_RUSSIAN = re.compile("і(?![аеёиоуыэюяйѣ])")
"""Before 1918 Russian wrote і before a vowel only; Kazakh hardly ever does."""
_GRAVES_OF_UZBEK = re.compile("(?<=[og])['‘’ʻʼ`](?=[a-z])")
_HINT = 3.0
"""What the record's language weighs against the words of the string, which weigh 2 and their endings 1."""


_MOST_OF_A_WORD = 2


class _Language(NamedTuple):
    """What tells a language: the letters beyond the Russian (or English) alphabet, and their share of running text."""

    letters: frozenset[str]
    share: float


def _languages(script: str) -> dict[str, _Language]:
    return {
        tag: _Language(frozenset(letters), int(share) / 100)
        for tag, written, letters, share, *_ in rows("evidence")
        if written == script
    }


def _weights(script: str) -> dict[str, dict[str, int]]:
    """Each known word, and each ending with a hyphen before it: what it weighs for which language."""
    weights: dict[str, dict[str, int]] = {}
    for tag, written, _, _, words, endings in rows("evidence"):
        for known, weight in [(word, 2) for word in words.split()] + [(f"-{ending}", 1) for ending in endings.split()]:
            if written == script:
                weights.setdefault(known, {})[tag] = weight
    return weights


_CYRILLIC, _LATIN = _languages("Cyrl"), _languages("Latn")
_CYRILLIC_WORDS, _LATIN_WORDS = _weights("Cyrl"), _weights("Latn")
_TELLING = frozenset(_LATIN_WORDS)
_WITH_LETTER = {
    letter: [tag for tag, each in _CYRILLIC.items() if letter in each.letters]
    for letter in set("".join("".join(each.letters) for each in _CYRILLIC.values()))
}
_KYRGYZ_LETTERS = _CYRILLIC["ky"].letters


@lru_cache(maxsize=30_000)
def script_of(text: str) -> str:
    """ISO 15924 code of the script that most letters belong to: "Cyrl", "Latn", "Arab", "Hani"; "Zyyy" without letters."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    found = {_script(letter) for letter in set(text) if letter > "\x7f"}
    found.discard("Zyyy")
    if "Latn" not in found and _ASCII_LETTER.search(text):
        found.add("Latn")
    if len(found) < 2:
        return found.pop() if found else "Zyyy"
    counted = Counter(map(_script, text))
    return max(sorted(found), key=counted.__getitem__)


@cache
def _script(letter: str) -> str:
    if not letter.isalpha() or "ʰ" <= letter <= "˿":
        return "Zyyy"
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "Zyyy")


def language_of(text: str, hint: str = "", *, name: bool = False) -> str:
    """BCP 47 tag of this very string; "" when nothing is known of it.

    ``hint`` is the language of its record, as a tag or an ISO 639 code ("kaz", "kk"); it is used when the letters do not
    decide. A personal name (``name``) in Cyrillic trusts its letters, for a Russian name may stand in a Kazakh record.

    >>> language_of("Абай жолы", "kaz"), language_of("Abai zholy", "kaz"), language_of("Ўткан кунлар")
    ('kk', 'kk-Latn', 'uz-Cyrl')
    """
    script = script_of(text)
    if script == "Zyyy":
        return ""
    language = _language(hint)
    lower = text.lower() if text.isascii() else unicodedata.normalize("NFC", text).lower()
    if script == "Cyrl":
        return _tag(_cyrillic_language(lower, language, name), script)
    if script == "Latn":
        return _tag(_latin_language(lower, language), script)
    written = _IMPLIED_SCRIPT.get(language) == script or script in _WRITTEN_WITH.get(language, ())
    return _tag(language if written else _ONLY_LANGUAGE.get(script, ""), script)


@lru_cache(maxsize=1_000)
def _language(hint: str) -> str:
    return _TAGS.get(hint.strip().lower().partition("-")[0], "")


def _tag(language: str, script: str) -> str:
    if not language:
        return "" if script == "Latn" else f"und-{script}"
    implied = _IMPLIED_SCRIPT[language] == script or (language in ("ja", "ko") and script not in ("Latn", "Cyrl"))
    return language if implied else f"{language}-{script}"


def _cyrillic_language(text: str, hint: str, name: bool) -> str:
    special = {letter for letter in set(text) - _RUSSIAN_ALPHABET if _script(letter) == "Cyrl"}
    if special:
        return _by_letters(text, special, hint)
    if name:
        return "ru" if _RUSSIAN_NAME.search(text) or _MOSTLY_RUSSIAN.search(text) else ""
    return _by_words(text, hint)


def _by_letters(text: str, special: set[str], hint: str) -> str:
    """The language that has most of the letters; of several its words tell, then the hint, then the order of the table."""
    if special <= _OLD_RUSSIAN_LETTERS and not _NOT_OLD_RUSSIAN.search(text) and hint not in ("uk", "be"):
        return "ru"
    known: Counter[str] = Counter()
    for letter in special:
        count = text.count(letter)
        for tag in _WITH_LETTER.get(letter, ()):
            known[tag] += count
    if not known:
        return hint if _IMPLIED_SCRIPT.get(hint) == "Cyrl" else ""
    best = max(known.values())
    tied = [tag for tag in _CYRILLIC if known[tag] == best]
    if len(tied) == 1:
        return tied[0]
    if special <= _KYRGYZ_LETTERS:
        tied.sort(key="ky".__ne__)
    spoken = _spoken(text, latin=False)
    return max(tied, key=lambda tag: spoken.get(tag, 0) + _HINT * (tag == hint))


def _by_words(text: str, hint: str) -> str:
    """For a string in the letters of Russian, which may be in any language: its words against the hint."""
    scores: dict[str, float] = dict(_spoken(text, latin=False))
    if hint in _CYRILLIC or _IMPLIED_SCRIPT.get(hint) == "Cyrl":
        scores[hint] = scores.get(hint, 0.0) + _HINT
    for tag in scores:
        if tag in _CYRILLIC:
            scores[tag] -= len(text) * _CYRILLIC[tag].share
    best = max(scores, key=scores.__getitem__, default="")
    if best and scores[best] > 0:
        return best
    return "ru" if _MOSTLY_RUSSIAN.search(text) else hint if hint in scores else ""


def _latin_language(text: str, hint: str) -> str:
    """The hint, but for a string that plainly is in another language of which the letters or words are known."""
    weight = (_HINT if _IMPLIED_SCRIPT[hint] == "Cyrl" else 2 * _HINT) if hint else 0.0
    if text.isascii():
        words = text.split()
        if _MOST_OF_A_WORD * len(words) < max(weight, _HINT) or (hint and _TELLING.isdisjoint(words)):
            return hint  # too few words to outweigh it, or none that tells
        if not hint and "'" not in text and "`" not in text:
            return _ascii_language(text)
    if "'" in text or "`" in text or not text.isascii():
        text = _GRAVES_OF_UZBEK.sub("ʻ", text)
    scores: dict[str, float] = dict(_spoken(text, latin=True))
    special = set() if text.isascii() else {letter for letter in text if letter > "\x7f" and letter.isalpha()}
    for tag, fits in _fits("".join(sorted(special))) if special else ():
        scores[tag] = scores.get(tag, 0.0) + fits
    if hint:
        scores[hint] = scores.get(hint, 0.0) + weight
    best = max(scores, key=scores.__getitem__, default="")
    return best if best and scores[best] >= _HINT else hint


def _ascii_language(text: str) -> str:
    """The language that the words of a plain string tell, if any."""
    telling = [weights for word in _WORD.findall(text) if (weights := _LATIN_KNOWN[word])]
    if _MOST_OF_A_WORD * len(telling) < _HINT:
        return ""
    scores: dict[str, int] = {}
    for weights in telling:
        for tag, weight in weights:
            scores[tag] = scores.get(tag, 0) + weight
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= _HINT else ""


@lru_cache(maxsize=10_000)
def _fits(letters: str) -> list[tuple[str, int]]:
    """How well these letters beyond ASCII go with the alphabet of each language in Latin script."""
    special = frozenset(letters)
    return [
        (tag, 2 * len(special & each.letters) - 3 * len(special - each.letters) if each.letters else -1)
        for tag, each in _LATIN.items()
    ]


def _spoken(text: str, *, latin: bool) -> dict[str, int]:
    """What the words of a string weigh for each language; of several endings of a word the longest counts."""
    found: dict[str, int] = {}
    known = _LATIN_KNOWN if latin else _CYRILLIC_KNOWN
    for word in _WORD.findall(text):
        for tag, weight in known[word]:
            found[tag] = found.get(tag, 0) + weight
    return found


_MOST_WORDS = 50_000


class _Known(dict[str, tuple[tuple[str, int], ...]]):
    """What a word weighs for which language: itself if it is known, else its longest known ending; worked out when first met."""

    def __init__(self, weights: dict[str, dict[str, int]]) -> None:
        self._weights = {word: tuple(each.items()) for word, each in weights.items()}
        self._lengths = sorted({len(word) - 1 for word in weights if word.startswith("-")}, reverse=True)

    def __missing__(self, word: str) -> tuple[tuple[str, int], ...]:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = found = self._weights.get(word) or (self._ending(word) if len(word) > 4 else ())
        return found

    def _ending(self, word: str) -> tuple[tuple[str, int], ...]:
        for length in self._lengths:
            if found := self._weights.get(f"-{word[-length:]}"):
                return found
        return ()


_LATIN_KNOWN, _CYRILLIC_KNOWN = _Known(_LATIN_WORDS), _Known(_CYRILLIC_WORDS)
