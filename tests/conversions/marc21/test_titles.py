"""Titles: what an example in a docstring does not show."""

import pytest

from conversions.marc21 import MARC21
from conversions.record import Record
from conversions.tree import INSTANCE, WORK, Node, Subject, says_something
from ontology.names import BF, BFLC, Iri


def titles(text: str, of: Subject) -> list[Node]:
    """The titles of the Work or the Instance, those that are written."""
    said = [statement for _, statement in MARC21.statements(MARC21.prepare(Record.parse(text)))]
    return [value for s, p, value in said if (s, p) == (of, BF.title) and isinstance(value, Node) and value]


@pytest.mark.parametrize(
    "text", ["245 00 $a", "245 00 $c by nobody", "245 00 $a  :", "246 3# $i Also:", "210 1# $2 dnlm", "740 02 $n 1"]
)
def test_a_title_without_words_is_none(text: str) -> None:
    main = [title.says.get(BF.mainTitle) for of in (WORK, INSTANCE) for title in titles(text, of)]
    assert not any(map(says_something, main))


@pytest.mark.parametrize(
    ("indicator", "of"), [("0", WORK), ("1", WORK), ("3", WORK), ("4", INSTANCE), ("8", INSTANCE), (" ", WORK), ("9", WORK)]
)
def test_a_variant_on_cover_or_spine_is_the_instances(indicator: str, of: Subject) -> None:
    text = f"246 1{indicator.replace(' ', '#')} $a Abai"
    assert len(titles(text, of)) == 1 and not titles(text, INSTANCE if of == WORK else WORK)


def test_each_former_title_has_its_own_note() -> None:
    text = "247 10 $a First\n247 10 $a Second\n547 ## $a On the first\n547 ## $a On the second"
    notes = [str(title.says[BF.note]) for title in titles(text, WORK)]
    assert ["On the first" in notes[0], "On the second" in notes[1]] == [True, True]


def test_what_sorting_skips_is_counted_in_each_script() -> None:
    (title,) = titles("245 14 $6 880-01 $a The wind\n880 10 $6 245-01/(N $a Ветер", INSTANCE)
    assert title.says[BFLC.nonSortNum] == ["4"]


def test_dates_of_a_title_yield_to_coded_ones() -> None:
    said = [s for _, s in MARC21.statements(Record.parse("046 ## $k 1930\n245 00 $a Records, $f 1930-1975, $g bulk 1940."))]
    assert [value for _, predicate, value in said if predicate == Iri(BF.originDate) and not isinstance(value, Node)][-1:] == [
        "bulk 1940"
    ]
