"""006, 007 and 008: every code of every position says what the Library of Congress stylesheet makes of it."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

import pytest

from conversions.loc import LocEngine
from conversions.marc21 import MARC21
from conversions.marc21.coded import Element, rows
from conversions.marc21.fixed import BOOKS, COMPUTER_FILES, CONTINUING, MAPS, MIXED, MUSIC, VISUAL
from conversions.marc21.physical_fixed import ELEMENTS
from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement, Value
from ontology.names import BF, Iri

HEAD = "930106s1992    enk"
LAYOUTS = {"am": BOOKS, "mm": COMPUTER_FILES, "em": MAPS, "cm": MUSIC, "as": CONTINUING, "gm": VISUAL, "pc": MIXED}
OTHERS = (BF.provisionActivity, BF.adminMetadata)
"""What other rules make of 008."""

WRONG = {
    "http://id.loc.gov/vocabularly/mmusicformat/perfconpt": "http://id.loc.gov/vocabulary/mmusicformat/perfconpt",
    "http://id.loc.gov/vocabulary/mmaterial/gla": "http://id.loc.gov/vocabulary/mmaterial/gls",
}
"""IRIs that the stylesheet has wrong."""


def record(kind: str, *fields: Field) -> Record:
    return Record(f"00000n{kind} a2200000 a 4500", [Field("001", data="x"), *fields])


def leaves(value: Value) -> Iterator[tuple[str, ...]]:
    """Every way through a tree to a text or to an IRI that is not ours."""
    if isinstance(value, Node):
        if value.same_as:
            yield from ((iri,) for iri in value.same_as)
            return
        for predicate, each in value.says.items():
            yield from ((predicate, *leaf) for leaf in leaves(each))
    elif isinstance(value, Literal):
        yield (value.value, value.datatype or "")
    elif isinstance(value, str):
        if value:
            yield (value,) if isinstance(value, Iri) else (value, "")
    elif value is not None:
        for each in value:
            yield from leaves(each)


def said(statements: Iterable[Statement]) -> set[tuple[str, ...]]:
    """All that is said of Work and Instance, save by other rules."""
    return {
        (subject.kind, predicate, *(WRONG.get(part, part) for part in leaf))
        for subject, predicate, value in statements
        if subject.kind in (WORK.kind, INSTANCE.kind) and predicate not in OTHERS
        for leaf in leaves(value)
    }


def same(given: Record) -> bool:
    ours = said(statement for _, statement in MARC21.statements(MARC21.prepare(given)))
    theirs = said(statement for _, statement in LocEngine().statements(given))
    assert ours == theirs
    return True


def texts(layout: Iterable[Element], size: int) -> Iterator[str]:
    """Texts in which every code of every element stands at least once."""
    columns = [(place, list(element.codes)) for element in layout for place in element.at]
    for codes in zip_longest(*(codes for _, codes in columns), fillvalue=""):
        text = [" "] * size
        for (place, _), code in zip(columns, codes, strict=True):
            text[place.start : place.start + len(code)] = code
        yield "".join(text)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_codes_of_008(kind: str) -> None:
    assert all(same(record(kind, Field("008", data=HEAD + text[18:] + "kaz d"))) for text in texts(LAYOUTS[kind], 35))


CATEGORIES = sorted({row["category"] for row in rows("physical.tsv")})


@pytest.mark.parametrize("category", CATEGORIES)
def test_codes_of_007(category: str) -> None:
    columns: dict[int, list[str]] = {}
    for row in rows("physical.tsv"):
        if row["category"] == category:
            columns.setdefault(int(row["position"]), []).append(row["code"])
    if category == "s":
        columns[5] = ["m", "s", "s", "n"]
    for codes in zip_longest(*columns.values(), fillvalue="|"):
        text = ["|"] * 14
        for place, code in zip(columns, codes, strict=True):
            text[place] = code
        text[0] = category
        if category == "g":
            text[3] = text[3].replace("h", "|")  # the stylesheet has no IRI for "hand colored" there
        assert same(record("am", Field("007", data="".join(text)), Field("008", data=HEAD + " " * 17 + "kaz d")))


@pytest.mark.parametrize(
    "fields",
    [
        ["300 ## $a 1 disc ; $c 12 cm", "337 ## $a audio $b s", "338 ## $a audio disc $b sd", "344 ## $a digital $g stereo"],
        ["344 ## $b optical", "336 ## $b prm"],
    ],
)
def test_what_other_fields_say_is_not_said_again(fields: list[str]) -> None:
    """The code adds nothing to 300 $c, 336-338 and 344."""
    disc = Field("007", data="sd fsngnnmmned")
    alone = said(s for _, s in MARC21.statements(record("jm", disc)))
    beside = record("jm", disc, *map(Field.parse, fields))
    added = [each for f in (disc,) for rule in MARC21.rules["007"] for each in rule(f, beside)]
    assert said(added) < alone


def test_genre_of_655_is_not_said_again() -> None:
    fiction = HEAD + " " * 15 + "1 kaz d"
    assert any(leaf[1] == BF.genreForm for leaf in books_said(fiction))
    assert not any(leaf[1] == BF.genreForm for leaf in books_said(fiction, "655 #7 $a Fiction. $2 lcgft"))
    assert any(leaf[1] == BF.genreForm for leaf in books_said(fiction, "655 #7 $a Fiction. $2 fast"))


def books_said(data: str, *fields: str) -> set[tuple[str, ...]]:
    given = record("am", Field("008", data=data), *map(Field.parse, fields))
    return said(each for rule in MARC21.rules["008"] for each in rule(given["008"], given))


def test_manuscript_text_is_a_book() -> None:
    """The stylesheet means to read 008 of leader/06 "t" as of a book and does not."""
    thesis = record("tm", Field("008", data=HEAD + " " * 6 + "m   " + " " * 7 + "kaz d"))
    assert ("Work", BF.genreForm, "http://id.loc.gov/authorities/genreForms/gf2014026039") in said(
        s for _, s in MARC21.statements(thesis)
    )


@pytest.mark.parametrize("tag", ["006", "007", "008"])
@pytest.mark.parametrize(
    "data", ["", "a", "s", "930106", "|" * 40, "\x00" * 5, "ж" * 50, "x" * 90_000, "sd fsngnnmmnedsd fsngnnmmned" * 3]
)
@pytest.mark.parametrize("leader", ["", "00000", "00000nam a2200000 a 4500", "жжжжжжжжжж", "00000cjs"])
def test_no_text_makes_a_rule_fail(tag: str, data: str, leader: str) -> None:
    given = Record(leader, [Field("001", data="x"), Field(tag, data=data)])
    assert {subject.kind for _, (subject, _, _) in MARC21.statements(given)} >= {"Work"}


def test_tables_are_sound() -> None:
    """No element without a property, no code of another width than its position, no row twice."""
    physical, fixed = rows("physical.tsv"), rows("fixed.tsv")
    assert {row["element"] for row in physical} == set(ELEMENTS)
    assert all(len(row["code"]) == 1 and row["label"] for row in physical)
    for table in (physical, fixed):
        assert len({tuple(row.values()) for row in table}) == len(table)
