"""Coded positions of the control fields (006, 007, 008): what each position says, and the tables of its codes.

The tables are data that a cataloguer can edit: tables/fixed.tsv (006, 008) and tables/physical.tsv (007).
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import quote

from conversions import keys
from conversions.record import Record
from conversions.text import spaces
from conversions.tree import Literal, Node, Statement, Subject, Value
from ontology.names import BF, RDFS, Iri

ID_LOC = "http://id.loc.gov/"
VOCABULARY = f"{ID_LOC}vocabulary/"

Given = Callable[[Record], frozenset[str]]
"""What other fields of the record say already, in words or as IRIs, so that the code need not repeat it."""


class Term(NamedTuple):
    """What a code stands for: the value to write, its IRI ("" if it has none) and its name."""

    value: Value
    iri: str
    label: str


class Element(NamedTuple):
    """A coded element: its subject and property, where it stands (one slice a code), its codes, and what makes it needless."""

    about: Subject
    predicate: Iri
    at: Sequence[slice]
    codes: Mapping[str, Term]
    given: Given | None = None


def elements(layout: Sequence[Element], data: str, record: Record) -> Iterator[Statement]:
    """What the coded text ``data`` says by its ``layout``; unknown codes and missing positions say nothing."""
    for element in layout:
        for place in element.at:
            term = element.codes.get(data[place])
            if term is None:
                continue
            said = element.given(record) if element.given else ()
            if term.label not in said and term.iri not in said:
                yield element.about, element.predicate, term.value


def at(*places: int, width: int = 1) -> tuple[slice, ...]:
    """Slices for codes of ``width`` characters that begin at these positions, counted from 0 as MARC counts."""
    return tuple(slice(place, place + width) for place in places)


def values(record: Record, tag: str, code: str) -> Iterator[str]:
    """All values of a subfield, to compare with; it does not count as reading them."""
    for field in record.all(tag):
        for each, value in field.subfields:
            if each == code:
                yield value


def term(path: str, label: str) -> Term:
    """A term below id.loc.gov: of a code list its IRI, of the LCGFT a genre of our own; without a path it is text."""
    if not path:
        return Term(label, "", label)
    iri = Iri(ID_LOC + path)
    return Term(iri if path.startswith("vocabulary/") else genre(iri, label), iri, label)


@lru_cache(maxsize=5_000)
def coded_term(scheme: str, code: str) -> Iri | None:
    """The term that a code stands for in one of the Library's lists, as the code is written; None for blanks."""
    code = spaces(code)
    return Iri(f"{VOCABULARY}{scheme}/{quote(code, safe="!'()*:/~")}") if code else None


def language(code: str) -> Value:
    """A language by its MARC code of three letters; anything else is no IRI, but kept as it is written."""
    code = spaces(code)
    if len(code) == 3 and code.isascii() and code.isalpha():
        return Iri(f"{VOCABULARY}languages/{code.lower()}")
    return Node([BF.Language], {BF.code: code})


def genre(iri: Iri, label: str) -> Node:
    """A genre or form of the Library of Congress list: the same thing as a 655 that names it."""
    return Node([BF.GenreForm], {RDFS.label: Literal(label, "en")}, key=keys.subject("genre", "lcgft", label), same_as=[iri])


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables beside this module, by the names in its first line."""
    text = files("conversions.marc21").joinpath("tables", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), dialect="excel-tab"))
