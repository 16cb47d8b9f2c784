"""Edition, scale and provision activity, held against the stylesheet and where they differ from it on purpose."""

from collections.abc import Callable, Iterator

import pytest

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.marc21.comparable import COMPARABLE
from conversions.record import Record
from conversions.tree import INSTANCE, Literal, Node, Value
from ontology.names import BF, BFLC

COUNTRY = "http://id.loc.gov/vocabulary/countries/"

IMPRINTS = [
    "260 ## $a Almaty : $b Zhazushy, $c 1991.",
    "260 ## $a [Almaty : $b Zhazushy, $c 1991]",
    "260 ## $a Almaty : $b Zhazushy ; $a Moskva : $b Mir, $c c1991. $d B.H. 12 $e (Erevan : $f Tip. 1, $g 1992)",
    "260 ## $a Almaty ; $a Moskva : $b Mir : $b Nauka, $c 1991, c1990.",
    "260 ## $b Zhazushy, $c 1991 $a Almaty : $b Mir",
    "260 ## $3 v. 1 $a Almaty",
    "260 ## $c 1991",
    "260 ## $d B.H. 12",
    "261 ## $a Kazakhfilm $b Gosfilmofond $e Mosfilm",
    "262 ## $a Tashkent, $b Melodiya, $c 1970.",
    "264 #0 $a Almaty, $c 1990.\n264 #1 $a Astana : $b Foliant, $c 1991\n264 #2 $a Moskva : $b Mir\n264 #3 $a Erevan : $b Tip. 1",
    "264 #1 $a Astana : $b Foliant, $c 1991\n264 #4 $c ©1990, ℗1989",
    "264 #1 $3 2001- : $a Astana : $b Foliant\n264 31 $3 2005- : $a Almaty : $b Mir",
    "260 ## $6 880-01 $a Alma-Ata : $b Zhazushy, $c 1991.\n880 ## $6 260-01/(N $a Алма-Ата : $b Жазушы, $c 1991.",
    "880 #1 $6 264-00/(N $a Алма-Ата : $b Жазушы, $c 1991.",
]
CODED = [
    "s1991    ", "c19919999", "d19911995", "e19910926", "e199109  ", "i19001950", "k19001950", "m19911995", "m1991uuuu",
    "q19891991", "r19911904", "t19921991", "p19911990", "u1991uuuu", "nuuuuuuuu", "n        ", "b        ", "s199u    ",
    "s19uu    ", "x1991    ", "|1991||||", "|19911992", "|||||||||",
]  # fmt: skip
EDITIONS = [
    "250 ## $a 2-e izd. / $b pod red. A. Margulana.",
    "250 ## $6 880-02 $a 2-e izd.\n880 ## $6 250-02/(N $a 2-е изд.",
    "254 ## $a Full score.",
    "255 ## $a Scale 1:25 ; $b conic $c (E 46°--E 87°/N 55°--N 40°). $d (RA 0 hr.) $e (eq. 1950) $f 46 $g 47 ; $a Scale 1:50",
    "256 ## $a Computer data (2 files).",
    "257 ## $a Kazakhstan ; $a Russia. $2 naf",
    "263 ## $a 202105.",
    "265 ## $a Almaty, Abai st. 14.",
]


@pytest.mark.parametrize("lines", [*IMPRINTS, *EDITIONS])
@pytest.mark.parametrize("level", "msi")
def test_as_the_stylesheet(lines: str, level: str, differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    assert differences(lines, f"00000na{level} a2200000 a 4500") == (set(), set())


@pytest.mark.parametrize("code", CODED)
@pytest.mark.parametrize("lines", ["", "264 #1 $a Almaty : $b Mir\n264 #4 $c ©1990"])
def test_coded_dates_are_those_of_the_stylesheet(
    code: str, lines: str, differences: Callable[..., tuple[set[str], set[str]]]
) -> None:
    assert differences(lines, head=f"001 1\n008 910926{code}kz            000 0 kaz d\n") == (set(), set())


def provisions(text: str, *, comparable: bool = False) -> list[Node]:
    format = COMPARABLE if comparable else MARC21
    said = [statement for _, statement in format.statements(format.prepare(Record.parse(text)))]
    return [value for s, p, value in said if (s, p) == (INSTANCE, BF.provisionActivity) and isinstance(value, Node) and value]


def texts(value: Value) -> Iterator[str]:
    if isinstance(value, (Literal, str)):
        yield value.value if isinstance(value, Literal) else value
    elif value is not None and not isinstance(value, Node):
        for each in value:
            yield from texts(each)


def test_an_activity_is_said_once() -> None:
    text = "008 910926s1991    kz\n260 ## $a Almaty : $b Mir, $c 1991"
    assert len(provisions(text)) == 1
    assert len(provisions(text, comparable=True)) == 2


def test_the_yardstick_says_it_twice_even_where_both_are_equal() -> None:
    text = "001 1\n008 910926b        xx \n264 #3 $a Erevan : $b Tip. 1"
    twins = convert(Record.parse(text), COMPARABLE, Naming("http://example.org/", shared=False)).triples
    assert sum(f"<{BF.provisionActivity}>" in triple for triple in twins) == 3


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("m1991    ", "1991/"),
        ("m    1991", "/1991"),
        ("q1991    ", "1991~"),
        ("c    9999", ""),
        ("s    ||||", ""),
        ("s19-1    ", ""),
    ],
)
def test_years_that_are_none_are_left_out(code: str, date: str) -> None:
    (activity,) = provisions(f"008 910926{code}kz ")
    assert list(texts(activity.says.get(BF.date))) == ([date] if date else [])
    assert activity.says[BF.place] == COUNTRY + "kz"


@pytest.mark.parametrize("data", ["", "9109", "910926s", "910926s19", "910926s1991", "910926b            "])
def test_a_short_008_says_what_it_can(data: str) -> None:
    assert [list(texts(each.says.get(BF.date))) for each in provisions(f"008 {data}")] in ([], [["1991"]])


def test_an_imprint_needs_no_008() -> None:
    (activity,) = provisions("260 ## $a Almaty : $b Mir, $c 1991")
    assert list(texts(activity.says[BFLC.simplePlace])) == ["Almaty"]


def test_261_with_date_and_place_converts() -> None:
    (activity,) = provisions("261 ## $a Kazakhfilm $d 1950 $f Tashkent")
    assert list(texts([activity.says[p] for p in (BFLC.simpleAgent, BFLC.simpleDate, BFLC.simplePlace)])) == [
        "Kazakhfilm", "1950", "Tashkent",
    ]  # fmt: skip


def test_scripts_are_paired_by_subfield_and_each_has_its_statement() -> None:
    text = "260 ## $6 880-01 $a Almaty : $b Mir, $c 1991\n880 ## $6 260-01/(N $b Мир, $c 1991"
    said = {p: v for _, (s, p, v) in MARC21.statements(MARC21.prepare(Record.parse(text))) if s == INSTANCE and v}
    assert list(texts(said[BF.publicationStatement])) == ["Almaty: Mir, 1991", "Мир, 1991"]
    (main, *_) = provisions(text)
    assert list(texts(main.says[BFLC.simpleAgent])) == ["Mir", "Мир"]


def test_008_completes_the_last_of_its_kind() -> None:
    text = "008 910926s1991    kz\n264 #1 $a Almaty\n264 #3 $a Erevan\n264 31 $a Astana"
    dated = [list(texts(each.says[BFLC.simplePlace])) for each in provisions(text) if each.says.get(BF.date)]
    assert dated == [["Astana"]]
