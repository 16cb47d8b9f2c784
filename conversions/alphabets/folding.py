"""The fold: see `conversions.scripts` for the idea."""

import re
import unicodedata
from functools import lru_cache

from conversions.alphabets.tables import rows

_APOSTROPHES = "'`’‘ʻʼʽʹʾʿˈˊˋ′‵＇´ʿ‛"
_SILENT = '"“”„‟ʺ″˝·‧'
_LOOKALIKES = str.maketrans("abcehkmoptxyəɵ", "авсенкмортхуәө")

_MARKS = [(0x300, 0x36F), (0x591, 0x5C7), (0x64B, 0x670), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)]
"""Diacritics and the vowel signs of Arabic and Hebrew; not those without which Indic words cannot be read."""

_MIXED = re.compile("[a-zəɵ][а-ӿ]|[а-ӿ][a-zəɵ]")
_MIXED_WORD = re.compile(r"\b(?=\w*[а-ӿ])\w*[a-zəɵ]\w*")
_LATIN = re.compile("[a-z]")
_NG = re.compile("n(?:͡g|︠g︡|̧|̦|̌|̃)")
_YAT = re.compile("i(?:͡e|︠e︡)")
_ISO9 = re.compile("[žščŝèķġḩ]|[ai]̋|̦|[yi]j\\b")
_LIKE_ISO9 = re.compile("[âû]")
_NOT_ISO9 = re.compile("[éêîœğışäöüqwx]|[cskzgpt]h|ou|eau")
_TURKMEN = re.compile("[ýňşäöüw]")
_TAJIK = re.compile("[čšķġīū]|h̦")
_GOST = re.compile("[ey]`|``")
_J_IS_ZH = re.compile("[qäöüğşñŋıçýň]|[og]['‘’ʻʼ`]|[aeou]y|[kg]h")
_J_IS_SHORT_I = re.compile(
    "(?<=[aeiouyèâûô])j(?![aeiouyèâûôäöüūīıŭ])|(?<=[aeiouyèâûô])j(?=y[aou])|(?<=[ae])j(?=er)|(?<=a)j(?=or)"
)
_O_WITH_APOSTROPHE = re.compile(r"o'+(?=\w)")
_NG_BEFORE_CONSONANT = re.compile("ng(?=[bcdfghklmnpqrstvz])")
_FINAL_NG = re.compile(r"ñ(?!\w)")
_C = re.compile("c(?!h)")
_X_IS_KS = re.compile("(?<=ale)x(?=a|e|i(?!n))|(?<=ma)x(?=im)|(?<=mar)x")
_X_IS_H = re.compile(r"x(?!(?<=\bx)u(?:a?n)?\b)")
"""The x of GOST 7.79 and Uzbek, but Xu, Xuan, Xun of pinyin, who are not Hu, Huan, Hun."""


class _Letters(dict[int, str]):
    """Code point to folded letters; what letters.tsv does not name is worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(code)
        return folded


def _folded(code: int) -> str:
    char = chr(code)
    category = unicodedata.category(char)
    if char in _APOSTROPHES:
        return "'"
    if char in _SILENT or category in ("Cf", "Cs", "Co", "Cn"):
        return ""
    if category[0] in "PSZC":
        return " " if char not in "\x88\x89\x98\x9c" else ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    base = unicodedata.normalize("NFD", char)[0]
    if unicodedata.name(base, "").split(" ")[0] in ("LATIN", "GREEK", "CYRILLIC", "ARABIC") and base != char:
        return _LETTERS[ord(base)]
    return "" if any(first <= code <= last for first, last in _MARKS) else char


_LETTERS = _Letters(
    {ord(letter): folded for letters, folded, _ in rows("letters") for letter in letters.split()} | {ord("+"): "+", ord("#"): "#"}
)
_SPELLINGS = [(old, new) for old, new, _ in rows("spellings")]
_STRAY_SIGN = re.compile(r"(?<![\w+#])[+#]+|[+#]+(?=\w)")


@lru_cache(maxsize=30_000)
def fold(text: str) -> str:
    """The key on which all spellings of one name or title meet: lower case, words parted by one blank.

    Empty only when ``text`` is. A string without letters and digits is its own key.

    >>> fold("Әуезов, Мұхтар") == fold("Auėzov, Mukhtar") == fold("АУЭЗОВ МУХТАР")
    True
    """
    if text.isascii():
        prepared = text.lower()
    else:
        prepared = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.replace("´", "'")).casefold())
    letters = _letters(prepared)
    if "'" in letters:
        letters = _O_WITH_APOSTROPHE.sub("u", letters).replace("'", "")
    if "+" in letters or "#" in letters:
        letters = _STRAY_SIGN.sub(" ", letters)
    key = " ".join(_respelled(letters).split())
    return unicodedata.normalize("NFC", key) or " ".join(prepared.split())


def _letters(text: str) -> str:
    """The letters of every script as the Latin letters of letters.tsv, after what only their neighbours tell."""
    if not text.isascii():
        text = _YAT.sub("e", _NG.sub("ñ", text))
        if _MIXED.search(text):
            text = _MIXED_WORD.sub(_all_cyrillic, text)
        if _is_iso9(text):
            text = text.replace("â", "ya").replace("û", "yu").replace("j", "y")
            text = text.replace("ç", "zh") if _TAJIK.search(text) else text
    if "j" in text:
        text = _with_j_resolved(text)
    return text.replace("oʻ", "u").replace("o‘", "u").translate(_LETTERS)


def _all_cyrillic(word: re.Match[str]) -> str:
    """A Cyrillic word with the Latin letters that were typed for their looks put right; other mixtures as they are."""
    text = word[0].translate(_LOOKALIKES)
    return word[0] if _LATIN.search(text) else text


def _is_iso9(text: str) -> bool:
    """ISO 9 writes я ю ҷ й as â û ç j, letters that mean something else in French, Turkish and Kazakh."""
    if _ISO9.search(text):
        return not _TURKMEN.search(text)
    return bool(_LIKE_ISO9.search(text)) and not _NOT_ISO9.search(text)


def _with_j_resolved(text: str) -> str:
    """j is й in GOST 7.79, ж in Kazakh, Kyrgyz and Uzbek, ҷ in Tajik and Turkmen; the other letters tell which."""
    if _GOST.search(text):
        return text.replace("j", "y")
    if not _J_IS_ZH.search(text):
        text = _J_IS_SHORT_I.sub("y", text)
    return text.replace("j", "zh")


def _respelled(text: str) -> str:
    """What the spellings make of plain Latin letters; repeated until it stays, so that a key is its own key."""
    before = ""
    while text != before:
        before = text
        if "ñ" in text:
            text = _FINAL_NG.sub("ng", text).replace("ñ", "n")
        if "c" in text:
            text = text.replace("cz", "ts")
            text = _C.sub("ts", text)
        if "x" in text:
            text = _X_IS_H.sub("h", _X_IS_KS.sub("ks", text))
        for old, new in _SPELLINGS:
            if old in text:
                text = text.replace(old, new)
        if "ng" in text:
            text = _NG_BEFORE_CONSONANT.sub("n", text)
    return text
