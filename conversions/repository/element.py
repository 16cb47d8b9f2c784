"""A field of repository metadata as the element that it was: text, attributes, elements within.

The codes of such a field are paths, as in XPath: ``""`` is the element's own text, ``@lang`` its attribute,
``role/roleTerm`` the text of an element within, ``role[2]/roleTerm`` that of the second ``role``. Members of JSON objects
are elements too. What is taken through an `Element` counts as read.
"""

from collections.abc import Iterator

from conversions.record import Field
from conversions.scripts import language_of
from conversions.sources.letters import ALPHABETS
from conversions.text import spaces
from conversions.tree import Literal

_LONG = 40
COUNTRIES = {"kz": "kk", "kg": "ky", "tj": "tg", "ua": "uk"}
"""Codes of countries that repositories of the region write for the language."""


class Element:
    """One element: its ``name``, and by what is within it. ``text`` is its own text, white space as single blanks."""

    __slots__ = ("_above", "_children", "_field", "_own", "name")

    def __init__(self, field: Field, name: str = "", above: "Element | None" = None) -> None:
        self.name = name
        self._field, self._above = field, above
        self._own = -1
        self._children: dict[str, Element] = {}

    @classmethod
    def of(cls, field: Field) -> "Element":
        """The element that a field stands for."""
        root = cls(field, field.tag)
        for n, (code, _) in enumerate(field.subfields):
            at = root
            for step in code.split("/") if code else ():
                at = at._within(step)
            at._own = n
        return root

    def _within(self, step: str) -> "Element":
        return self._children.setdefault(step, Element(self._field, step.partition("[")[0], self))

    @property
    def text(self) -> str:
        """Its own text; "" where there is none."""
        return spaces(self._field.at(self._own)) if self._own >= 0 else ""

    @property
    def raw(self) -> str:
        """Its own text as it is written, with its line breaks."""
        return self._field.at(self._own) if self._own >= 0 else ""

    @property
    def language(self) -> str:
        """The language that the record gives the text (``xml:lang``, from whichever element around it has one); "" for none."""
        if "@lang" in self._children:
            return self["@lang"]
        return self._above.language if self._above else ""

    @property
    def value(self) -> str | Literal:
        """The text in its language: what its letters say, or ``xml:lang`` where they do not decide."""
        return in_language(self.text, self.language)

    def with_text(self, text: str) -> str | Literal:
        """A part of its text, in the language of the whole."""
        return in_language(text, self.language)

    def all(self, path: str) -> "list[Element]":
        """The elements or attributes at a path, in the order of the record."""
        found = [self]
        for step in path.split("/"):
            found = [child for each in found for child in each._children.values() if child.name == step]
        return found

    def __getitem__(self, path: str) -> str:
        """The text of the first element or attribute at a path that has one; "" where there is none."""
        return next(filter(None, (each.text for each in self.all(path))), "")

    def texts(self, *paths: str) -> list[str]:
        """The texts of all elements at these paths, path by path."""
        return [text for path in paths for each in self.all(path) if (text := each.text)]

    def values(self, *paths: str) -> list[str | Literal]:
        """The texts of all elements at these paths, in their languages."""
        return [each.value for path in paths for each in self.all(path) if each.text]

    def elements(self) -> "Iterator[Element]":
        """The elements within it, without its attributes."""
        return (each for each in self._children.values() if not each.name.startswith("@"))


def in_language(text: str, told: str) -> str | Literal:
    """A text that is said to be in a language; plain where nothing is said.

    Letters that this language does not have win over what is said; so does a long text without a letter of its own, since
    systems write their own language down for whatever is entered.

    >>> in_language("Очерки", "en"), in_language("Aufsätze", "de"), in_language("Essays", "")
    (Literal(value='Очерки', language='ru', datatype=None), Literal(value='Aufsätze', language='de', datatype=None), 'Essays')
    >>> in_language("Дала экологиясы", "kk")
    Literal(value='Дала экологиясы', language='kk', datatype=None)
    """
    told = told.replace("_", "-").strip()
    told = COUNTRIES.get(told.lower(), told)
    if not text or not told or told in ("none", "*", "und", "zxx"):
        return text
    tag = language_of("а", told) if _can_be(text, told) else language_of(text, told)
    return Literal(text, tag) if tag else text


def _can_be(text: str, told: str) -> bool:
    """Whether a text in Cyrillic is short, and has letters of this language's alphabet only."""
    alphabet = ALPHABETS.get(language_of("а", told).partition("-")[0], "")
    letters = {letter for letter in text.lower() if letter.isalpha()}
    return bool(alphabet) and len(text) < _LONG and letters <= set(alphabet)
