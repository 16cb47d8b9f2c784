"""Series, held against the stylesheet; which descriptions of a series are the same series."""

from collections.abc import Callable

import pytest

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.record import Record
from ontology.names import BF

SERIES = [
    "490 0# $a Prostor",
    "490 1# $3 2001- : $a Prostor, $x 0134-1111 ; $v no. 5. $l PL25",
    "490 0# $a Poet's library ; $v vyp. 12 ; $a Second series, $n 2, $p Part ; $v 3",
    "490 0# $a Biblioteka = $a Library ; $v 12",
    "490 0# $a Biblioteka ; $v 12 = $a Library ; $v 13 $y 1234-5678",
    "490 0# $6 880-01 $a Biblioteka ; $v vyp. 12\n880 0# $6 490-01/(N $a Библиотека ; $v вып. 12",
    "880 0# $6 490-00/(N $a Библиотека ; $v вып. 12",
    "440 #0 $a Prostor, $x 0134-1111 ; $v no. 5",
    "800 1# $a Auezov, M., $d 1897-1961. $t Works. $l Kazakh ; $v 3.",
    "810 2# $a Academy of Sciences. $b Institute. $t Trudy ; $v t. 5. $x 1234-5679",
    "811 2# $a Conference $d (1990 : $c Almaty). $t Proceedings ; $v 2",
    "830 #0 $a Biblioteka. $n 2, $p Malaia ; $v vyp. 12. $x 1234-5679 $y 1234-5678 $z 1111-1111 $w (DLC)sn1 $w (OCoLC)2 $5 KzNB",
    "830 #4 $a The library ; $v 2 $7 as",
    "830 #0 $6 880-01 $a Biblioteka ; $v vyp. 12\n880 #0 $6 830-01/(N $a Библиотека ; $v вып. 12",
]


@pytest.mark.parametrize("lines", SERIES)
def test_as_the_stylesheet(lines: str, differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    assert differences(lines) == (set(), set())


def series(lines: str) -> list[str]:
    """The IRIs of the series that a record leads to."""
    converted = convert(Record.parse(f"001 1\n245 00 $a Title\n{lines}"), MARC21, Naming("http://example.org/"))
    found = [triple.split(" ") for triple in converted.triples]
    return [value for _, predicate, value in (each[:3] for each in found) if predicate == f"<{BF.associatedResource}>"]


def test_a_series_meets_by_its_title_in_any_statement_of_it() -> None:
    assert series("490 0# $a Poet's library ; $v 1") == series("490 0# $a Poet's library, $x 1234-5679 ; $v 7")
    assert series("490 0# $a Poet's library ; $v 1") == series("830 #0 $a Poet's library ; $v 7.")
    assert series("490 0# $a Poet's library") != series("490 0# $a Poet's library, $p Small series")


def test_a_series_that_is_traced_is_shared_by_its_added_entry() -> None:
    transcribed, traced = series("490 1# $a Poet's libr. ; $v 1\n830 #0 $a Poet's library ; $v 1.")
    assert "/record/" in transcribed and "/hub/" in traced


def test_a_title_that_identifies_nothing_is_the_records_own() -> None:
    (own,) = series("490 0# $a Works ; $v 1")
    assert "/record/" in own


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("462 ## $a v. 1- $z t.p.", ["v. 1-", "t.p."]),
        ("465 ## $a Almaty $b Mir $5 DLC", ["Almaty", "Mir", "DLC"]),
        ("466 ## $a f $b all volumes $d 1-12", ["analyzed in full", "all volumes", "1-12", '"f"']),
        ("467 ## $a n", ["not traced"]),
        ("468 ## $a m", ["classed with main or other series"]),
        ("468 ## $a x", ['"x"']),
    ],
)
def test_treatment_of_a_series(line: str, words: list[str]) -> None:
    text = "\n".join(convert(Record.parse(line), MARC21, Naming("http://example.org/")).triples)
    assert all(word in text for word in words)
