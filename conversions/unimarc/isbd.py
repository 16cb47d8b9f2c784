"""The punctuation of ISBD, which UNIMARC leaves to programs: taken off where typed, put in where texts are joined."""

import re
from collections.abc import Iterable, Mapping, Sequence

from conversions.record import Field, Subfield

_MARKS = " :;,/=+"
_END = f"{_MARKS}."
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.?!…]")
_ABBREVIATION = re.compile(r"(?:^|[\W_])[^\W_]{1,3}\.$")
_DEWEY = re.compile(r"\d{3}(?!\d)[\d./'\[\]-]*$")
_NUMBER = r"(?:\d[\d ,/()-]*|[IVXLC]+)"
_DESIGNATION = re.compile(rf"(?:№|[^\W\d_]{{1,10}}[.:]?) ?{_NUMBER}\W*$|{_NUMBER}[- ]?(?:[^\W\d_]{{1,10}})?\W*$")
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_NOT_SORTED = re.compile(r"\x98([^\x9c]*)\x9c")

STATEMENTS: Mapping[str, str] = {
    "a": " ; ",
    "c": ". ",
    "d": " = ",
    "e": " : ",
    "f": " / ",
    "g": " ; ",
    "h": ". ",
    "i": ". ",
    "v": ". ",
}
"""What stands before a subfield of 200, 205, 225 and the like when they are joined."""


def plain(text: str) -> str:
    """Runs of white space as one blank, none at the ends; without the marks of what sorting skips.

    >>> plain("\\x98L'\\x9caltra   faccia ")
    "L'altra faccia"
    """
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return _SPACES.sub(" ", text.replace("\x98", "").replace("\x9c", "")).strip()


def element(text: str) -> str:
    """An element without the marks that part it from its neighbours, also without the full stop that only closes it.

    >>> element("Модная книга."), element(" : roman /"), element(", Isaac"), element("2-е изд."), element("Wind. A tale.")
    ('Модная книга', 'roman', 'Isaac', '2-е изд.', 'Wind. A tale.')
    """
    text = plain(text)
    if text and (text[0] in _MARKS or text[-1] in _END):
        text = text.strip(_MARKS)
        if text.endswith(".") and not _SENTENCE_END.search(text, 0, len(text) - 1) and not _ABBREVIATION.search(text):
            text = text[:-1].rstrip(_MARKS)
    return text


def part(text: str) -> str:
    """An element whose final full stop may be that of an abbreviation: an extent, an edition, a note of one word.

    >>> part("302 с. : "), part("+ карта")
    ('302 с.', 'карта')
    """
    return plain(text).strip(_MARKS)


def unsorted(text: str) -> str:
    """How many characters at its beginning sorting skips, as text; "" for none.

    >>> unsorted("\\x98L'\\x9caltra faccia")
    '2'
    """
    found = _NOT_SORTED.match(text) if text[:1] == "\x98" else None
    return str(len(found[1])) if found and found[1] else ""


def joined(pairs: Iterable[Subfield], marks: Mapping[str, str] = STATEMENTS) -> str:
    """Subfields as one string with the mark of each before it.

    >>> joined([("a", "Абай жолы"), ("e", "роман"), ("h", "Кн. 2"), ("f", "М. Әуезов"), ("g", "ауд. Ә. Нұрпейісов")])
    'Абай жолы : роман. Кн. 2 / М. Әуезов ; ауд. Ә. Нұрпейісов'
    """
    whole = ""
    for code, value in pairs:
        if text := element(value):
            mark = marks.get(code, " ")
            whole += (mark[1:] if whole.endswith(".") and mark == ". " else mark) + text if whole else text
    return whole


def statement(field: Field, codes: str) -> list[str]:
    """These subfields of a field as one string, in each script."""
    return [joined(each.pairs(codes)) for each in field.scripts()]


def published(places: Sequence[str], agents: Sequence[str], dates: Sequence[str]) -> str:
    """Places, agents and dates as one string.

    >>> published(["Almaty", "Moskva"], ["Zhazushy"], ["1991"]), published(["СПб."], [], ["1871"])
    ('Almaty; Moskva: Zhazushy, 1991', 'СПб., 1871')
    """
    imprint = ": ".join(filter(None, ("; ".join(places), ", ".join(agents))))
    return ", ".join(filter(None, (imprint, *dates)))


def is_dewey(number: str) -> bool:
    """Whether it has the form of a Dewey Decimal number: three digits, then decimals.

    >>> is_dewey("398.24"), is_dewey("348/.791/043"), is_dewey("84(2Рос=Рус)6"), is_dewey("75.581")
    (True, True, False, False)
    """
    return bool(_DEWEY.match(number))


def is_designation(text: str) -> bool:
    """Whether it only tells which volume of a set it is.

    >>> [is_designation(text) for text in ("Ч. 9", "Т.2", "Вып. 14 (1)", "1-кітап", "№ 7, 8", "Book II")]
    [True, True, True, True, True, True]
    >>> [is_designation(text) for text in ("Отрар", "Кочевники 19 века", "История")]
    [False, False, False]
    """
    return bool(_DESIGNATION.match(plain(text)))


def year_in(text: str) -> str:
    """The first year that a transcribed date names; "" for none.

    >>> year_in("cop. 2007"), year_in("[19--]")
    ('2007', '')
    """
    found = _YEAR.search(text)
    return found[0] if found else ""
