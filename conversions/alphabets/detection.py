"""Which script and which language a string is in."""

import re
import unicodedata
from collections import Counter
from functools import cache
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
_RUSSIAN_ALPHABET = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_MOSTLY_RUSSIAN = re.compile("[ыэёщъьц]")
_RUSSIAN_NAME = re.compile(r"(?:[оеё]в|[оеё]ва|ин|ина|ск(?:ий|ая|ой)|[оеь]вич|[оеь]вна|ьич|инична)\b")
_GRAVES_OF_UZBEK = re.compile("(?<=[og])['‘’ʻʼ`](?=[a-z])")
_HINT = 3.0
"""What the record's language weighs against the words of the string, which weigh 2 and their endings 1."""


class _Evidence(NamedTuple):
    tag: str
    letters: frozenset[str]
    share: float
    words: frozenset[str]
    endings: tuple[str, ...]


_EVIDENCE = [
    (script, _Evidence(tag, frozenset(letters), int(share) / 100, frozenset(words.split()), tuple(endings.split())))
    for tag, script, letters, share, words, endings in rows("evidence")
]
_CYRILLIC = {each.tag: each for script, each in _EVIDENCE if script == "Cyrl"}
_LATIN = {each.tag: each for script, each in _EVIDENCE if script == "Latn"}


def script_of(text: str) -> str:
    """ISO 15924 code of the script that most letters belong to: "Cyrl", "Latn", "Arab", "Hani"; "Zyyy" without letters."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    found = Counter(map(_script, filter(str.isalpha, text)))
    found.pop("Zyyy", 0)
    return max(found, key=found.__getitem__) if found else "Zyyy"


@cache
def _script(letter: str) -> str:
    if "ʰ" <= letter <= "˿":
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
    language = _TAGS.get(hint.strip().lower().partition("-")[0], "")
    lower = unicodedata.normalize("NFC", text).lower()
    if script == "Cyrl":
        return _tag(_cyrillic_language(lower, language, name), script)
    if script == "Latn":
        return _tag(_latin_language(lower, language), script)
    written = _IMPLIED_SCRIPT.get(language) == script or script in _WRITTEN_WITH.get(language, ())
    return _tag(language if written else _ONLY_LANGUAGE.get(script, ""), script)


def _tag(language: str, script: str) -> str:
    if not language:
        return "" if script == "Latn" else f"und-{script}"
    implied = _IMPLIED_SCRIPT[language] == script or (language in ("ja", "ko") and script not in ("Latn", "Cyrl"))
    return language if implied else f"{language}-{script}"


def _cyrillic_language(text: str, hint: str, name: bool) -> str:
    special = Counter(letter for letter in text if letter.isalpha() and letter not in _RUSSIAN_ALPHABET)
    special = Counter({letter: n for letter, n in special.items() if _script(letter) == "Cyrl"})
    if special:
        return _by_letters(text, special, hint)
    if name:
        return "ru" if _RUSSIAN_NAME.search(text) or _MOSTLY_RUSSIAN.search(text) else ""
    return _by_words(text, hint)


def _by_letters(text: str, special: Counter[str], hint: str) -> str:
    """The language that has most of the letters; where several have, its words tell, or the hint, or the order of the table."""
    known = {tag: sum(n for letter, n in special.items() if letter in each.letters) for tag, each in _CYRILLIC.items()}
    best = max(known.values())
    if not best:
        return hint if hint in _CYRILLIC or _IMPLIED_SCRIPT.get(hint) == "Cyrl" else ""
    tied = [tag for tag, count in known.items() if count == best]
    if special.keys() <= set("ңөү"):
        tied.sort(key=lambda tag: tag != "ky")
    words = _WORD.findall(text)
    return max(tied, key=lambda tag: _spoken(_CYRILLIC[tag], words) + _HINT * (tag == hint))


def _by_words(text: str, hint: str) -> str:
    """For a string in the letters of Russian, which may be in any language: its words against the hint."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    scores = {tag: _spoken(each, words) - letters * each.share for tag, each in _CYRILLIC.items()}
    if hint in scores:
        scores[hint] += _HINT
    elif _IMPLIED_SCRIPT.get(hint) == "Cyrl":
        scores[hint] = _HINT
    best = max(scores, key=scores.__getitem__)
    if scores[best] > 0:
        return best
    return "ru" if _MOSTLY_RUSSIAN.search(text) else hint if hint in scores else ""


def _latin_language(text: str, hint: str) -> str:
    """The hint, but for a string that plainly is in another language of which the letters or words are known."""
    text = _GRAVES_OF_UZBEK.sub("ʻ", text)
    words = _WORD.findall(text)
    scores = {tag: float(_spoken(each, words)) for tag, each in _LATIN.items()}
    special = {letter for letter in text if letter > "\x7f" and letter.isalpha()}
    for tag, each in _LATIN.items():
        if special and each.letters:
            scores[tag] += 2 * len(special & each.letters) - 3 * len(special - each.letters)
        elif special:
            scores[tag] -= 1
    if hint:
        scores[hint] = scores.get(hint, 0.0) + _HINT * (1 if _IMPLIED_SCRIPT[hint] == "Cyrl" else 2)
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= _HINT else hint


def _spoken(each: _Evidence, words: list[str]) -> int:
    return sum(2 if word in each.words else word.endswith(each.endings) and len(word) > 4 for word in words)
