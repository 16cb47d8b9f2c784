"""Repairs of text that a source can ask for: each by name, each reported, none done unless asked.

Profile(source="kaznu", repairs=("double-utf8", "mixed-alphabets"))
"""

import re
from collections.abc import Callable
from dataclasses import replace
from unicodedata import normalize

from conversions.record import Field, Record
from conversions.sources.values import Parsed

_LATIN_LOOKALIKES = str.maketrans("ABCEHIKMOPTXYabceikmopxyh", "АВСЕНІКМОРТХУавсеікморхун")
_CYRILLIC_LOOKALIKES = str.maketrans("АВСЕНІКМОРТХУаеіосрхув", "ABCEHIKMOPTXYaeiocpxyb")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_UNLIKE = re.compile("[^ABCEHIKMOPTXYaceikopxy]")
_UZBEK_COMMA = re.compile("(?<=[OoGg])['`´ʹʼ’‘](?=\\w|\\b)")
_FIRST_HAMZA = re.compile("(?<![\\w\u0640])\u0621(?=[\u0620-\u064a\u066e-\u06d3])")
_WITH_HIGH_HAMZA = {0x0675: "\u0674\u0627", 0x0676: "\u0674\u0648", 0x0677: "\u0674\u06c7", 0x0678: "\u0674\u0649"}
_APOSTROPHE = re.compile("(?<=[^\\W\\d_])['`´ʹ‘](?=[^\\W\\d_])")


def double_utf8(text: str) -> str:
    """Text that was UTF-8, taken for an 8-bit encoding, and made UTF-8 again.

    >>> double_utf8("CafÃ©"), double_utf8("РђР±Р°Р№"), double_utf8("Café")
    ('Café', 'Абай', 'Café')
    """
    for encoding in ("cp1252", "latin-1", "cp1251"):
        try:
            undone = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return normalize("NFC", undone)
    return text


def mixed_alphabets(text: str) -> str:
    """Letters of the other alphabet that look alike, in words that are otherwise of one alphabet.

    >>> mixed_alphabets("Москвa, Мocква, Windows, BБ")
    'Москва, Москва, Windows, ВБ'
    """
    return _WORD.sub(_of_one_alphabet, text)


def _of_one_alphabet(word: re.Match[str]) -> str:
    cyrillic, latin = len(_CYRILLIC.findall(word[0])), len(_LATIN.findall(word[0]))
    if not cyrillic or not latin:
        return word[0]
    if cyrillic >= latin or not _LATIN_UNLIKE.search("".join(_LATIN.findall(word[0]))):
        changed = word[0].translate(_LATIN_LOOKALIKES)
        return word[0] if _LATIN.search(changed) else changed
    changed = word[0].translate(_CYRILLIC_LOOKALIKES)
    return word[0] if _CYRILLIC.search(changed) else changed


def apostrophes(text: str) -> str:
    """The marks of Uzbek oʻ and gʻ as U+02BB, other apostrophes within words as U+02BC.

    >>> apostrophes("O'zbekiston, G`afur, ma'no")
    'Oʻzbekiston, Gʻafur, maʼno'
    """
    return _APOSTROPHE.sub("\u02bc", _UZBEK_COMMA.sub("\u02bb", text))


def hamza(text: str) -> str:
    """The high hamza that marks soft words of Kazakh in Arabic letters, where another hamza or an older letter stands for it.

    >>> hamza("ءبىر") == "ٴبىر", hamza("ٶز") == "ٴوز", hamza("جزء") == "جزء"
    (True, True, True)
    """
    return _FIRST_HAMZA.sub("\u0674", text.translate(_WITH_HIGH_HAMZA))


REPAIRS: dict[str, Callable[[str], str]] = {
    "double-utf8": double_utf8,
    "mixed-alphabets": mixed_alphabets,
    "apostrophes": apostrophes,
    "hamza": hamza,
}
"""What a source's profile can ask for."""


def repaired(parsed: Parsed, names: tuple[str, ...]) -> Parsed:
    """The record with these repairs made, and notes that say how many values each has changed."""
    record, notes = parsed.record, list(parsed.notes)
    for name in names:
        fields = [_field(field, REPAIRS[name]) for field in record.fields]
        changed = sum(new is not old for new, old in zip(fields, record.fields, strict=True))
        if changed:
            notes.append(f"repair {name} changed {changed} fields")
            record = Record(record.leader, fields, id=record.id, source=record.source)
    return replace(parsed, record=record, notes=tuple(notes))


def _field(field: Field, repair: Callable[[str], str]) -> Field:
    """The field repaired; the same field when nothing changed. Control fields are codes and stay."""
    subfields = [
        (code, value if value.isascii() and repair is not apostrophes else repair(value)) for code, value in field.subfields
    ]
    if subfields == list(field.subfields):
        return field
    return Field(field.tag, field.ind1, field.ind2, subfields, parallel=field.parallel, written=field.written)
