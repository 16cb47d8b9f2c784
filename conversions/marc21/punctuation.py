"""The punctuation that cataloguing rules put between the elements of a heading or title, taken off again.

This is process 7 of the Library of Congress specification, followed to the letter: what it says of final full stops decides
whether two conversions call a thing by the same name.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_XML_SPACE = re.compile(r"[ \t\r\n]+")
_ENCLOSING = re.compile(r'[()"{}\[\]]')
_INITIAL = re.compile(r"(?:^|[ .])[A-Z](?=\.|$)|^(?:\.|$)")
_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ABBREVIATIONS = ("arr.", "ed.", "etc.", "ft.", "ill.", "p.", "s.n.", "s.l.")
_AFTER_A_WORD = tuple(f" {each}" for each in _ABBREVIATIONS)


def normal(text: str) -> str:
    """Runs of XML white space as one blank, none at the ends.

    >>> normal("  The   wind ")
    'The wind'
    """
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = _XML_SPACE.sub(" ", text)
    return text.strip(" ")


@lru_cache(maxsize=10_000)
def chop(text: str, end: str = ".:;,/=", *, parens: bool = False, brackets: bool = False, force: bool = False) -> str:
    """Without the marks of ``end`` at its end, marks that open it, and brackets that have no partner.

    A final full stop stays after an initial, after an abbreviation and after several sentences, unless ``force`` is set.
    ``parens`` takes off enclosing round brackets, ``brackets`` adds square ones.

    >>> chop("The wind : "), chop("Auezov, M."), chop("Wind, etc."), chop("One. Two."), chop("London.")
    ('The wind', 'Auezov, M.', 'Wind, etc.', 'One. Two.', 'London')
    >>> chop("[1984?"), chop("= a tale"), chop("(Almaty)", parens=True), chop("c1984.", brackets=True)
    ('[1984?]', 'a tale', 'Almaty', '[c1984]')
    """
    text = normal(text)
    if not brackets and not _ENCLOSING.search(text):
        return _ends_dropped(text, end, force)
    while text:
        shorter = _step(text, end, parens, force)
        if shorter is None:
            return _balanced(text, brackets)
        text = normal(shorter)
    return ""


def _ends_dropped(text: str, end: str, force: bool) -> str:
    """The common case, in which nothing is enclosed."""
    if text[:1] in ";=":
        text = text.lstrip(";= ")
    while text and (shorter := _end_dropped(text, end, force)) is not None:
        text = shorter.rstrip(" ")
    return text


def _step(text: str, end: str, parens: bool, force: bool) -> str | None:
    """One mark or run of marks less; None when the text is done."""
    if parens and text.startswith("("):
        close = text.rfind(")")
        return text[1:close] + text[close + 1 :] if close > 0 else text[1:]
    if text[0] in ";=":
        return text.lstrip(";= ")
    if (paired := _unpaired_marks_dropped(text)) != text:
        return paired
    return _end_dropped(text, end, force)


def _end_dropped(text: str, end: str, force: bool) -> str | None:
    last = text[-1]
    if last not in end or last == "\ufe21":
        return None
    if last == "." and not force:
        return _full_stop_dropped(text)
    return text[:-1].rstrip(f"{end} " if force else end.replace(".", " "))


def _unpaired_marks_dropped(text: str) -> str:
    for opening, closing in (("(", ")"), ("{{", "}}")):
        if opening in text and closing not in text.partition(opening)[2]:
            text = text.replace(opening, "")
    if text.count('"') == 1:
        text = text.replace('"', "")
    for opening, closing in (("(", ")"), ("{{", "}}")):
        before, mark, rest = text.partition(opening)
        if closing in before:
            text = before.replace(closing, "") + mark + rest
    return text


def _full_stop_dropped(text: str) -> str | None:
    """The text without its final full stops; None where they belong to it."""
    if _ends_with_initial(text):
        return None
    body = text[:-1]
    if ("." in body and _INITIAL.search(body)) or not body:
        bare = body.rstrip(".")
        if not bare:
            return None if text == "." else "."
        return f"{bare}." if _ends_with_initial(f"{bare}.") else bare
    if text.endswith(_AFTER_A_WORD) or text in _ABBREVIATIONS or "." in body or "?" in body or "!" in body:
        return None
    return body


def _ends_with_initial(text: str) -> bool:
    """Whether it ends with a capital letter and a full stop: ``Auezov, M.``"""
    return text[-2:-1] in _UPPER and text[-3:-2] in (" ", ".", "") and len(text) > 1


def _balanced(text: str, brackets: bool) -> str:
    """The text with a missing square bracket added."""
    if "[" in text and "]" not in text.partition("[")[2]:
        return f"{text}]"
    if "]" in text and "[" not in text.partition("]")[0]:
        return f"[{text}"
    return f"[{text}]" if brackets else text


def listed(values: Iterable[str], mark: str) -> str:
    """The values as one string, with a mark between them where there is none.

    >>> listed(["Almaty", "Moskva :", "London"], ";")
    'Almaty; Moskva : London'
    """
    filled = [text for text in map(normal, values) if text]
    if len(filled) < 2:
        return filled[0] if filled else ""
    return " ".join([value if value[-1] in ".:,;/" else value + mark for value in filled[:-1]] + filled[-1:])
