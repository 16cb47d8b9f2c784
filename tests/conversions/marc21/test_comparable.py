"""Made for comparison, our conversion says what the Library of Congress stylesheet says, also where it is wrong."""

from collections.abc import Callable

import pytest

DIFFERENCES = Callable[..., tuple[set[str], set[str]]]
IRI = "http://id.loc.gov/authorities/"

LINES = {
    "an item of 541 and what is said with $5 DLC": (
        "245 00 $a Abai\n541 ## $a Gift. $5 KzAlNL\n500 ## $a Signed. $5 DLC\n563 ## $a Morocco. $5 DLC\n"
        "700 1# $a Abai, $e former owner. $5 DLC\n246 3# $a Title of the copy $5 DLC"
    ),
    "an item of 051": "051 ## $a QC884 $b .A38 $c Copy 3.\n655 #7 $a Annotations $2 rbprov $5 DLC",
    "$5 DLC without an item": "500 ## $a Signed. $5 DLC",
    "an item where there is an 880": ("541 ## $6 880-01 $a Dar.\n880 ## $6 541-01/(N $a Дар.\n856 40 $u http://example.org/1"),
    "two 040": "040 ## $a KzAlNL $d KzNB\n040 ## $a DLC $d DLC",
    "052 of another scheme": "052 7# $a 0201 $2 rubbk",
    "dewey number with $q": "082 04 $a 575.1 $2 23 $q Almaty Library",
    "055 of another scheme": "055 08 $a X12 $2 cacodoc\n055 00 $a PS8553",
    "names without codes": "336 ## $a Text\n337 ## $a audio $2 rdamedia\n338 ## $a volume $b nc $2 rdacarrier",
    "source of places": "370 ## $c Latvia $2 lcsh $g Riga\n370 ## $c Kazakhstan $g Almaty $2 naf",
    "382 with a note at the end": "382 1# $a piano $n 1 $p oboe $s 2 $v by heart $2 lcmpt",
    "383 with three numbers": "383 ## $a no. 14 $b op. 27 $c RV 269",
    "506 and 540 with $a and $0": (
        "506 ## $a Closed $f Preview $0 http://example.org/1 $2 star\n"
        "540 ## $a Free $b Donor $f CC $0 http://example.org/2 $2 star\n506 ## $c Archivist"
    ),
    "547 in an 880": "247 00 $a Old\n547 ## $a Varies.\n880 ## $6 547-00 $a Меняется.",
    "one address twice": "245 00 $a Abai\n856 40 $u http://example.org/1\n856 40 $u http://example.org/1 $z Free",
    "260 with fewer subfields": "260 ## $6 880-01 $a Tokyo $b Mir $c 2013\n880 ## $6 260-01/{dollar}1 $a 東京 $b ミール",
    "260 whose 880 is in another order": "260 ## $6 880-01 $a Almaty : $b Mir, $c 2013\n880 ## $6 260-01/(N $b Мир, $a Алматы",
    "260 whose 880 does not tell the script": (
        "260 ## $6 880-01 $a Almaty ; $a Moskva : $b Mir, $c 2013\n880 ## $6 260-01 $a Алматы ; $a Москва : $b Мир"
    ),
    "name with subdivisions and $0": f"600 10 $a Abai $x Criticism. $0 {IRI}subjects/sh1",
    "name with subdivisions and numbers": "600 10 $a Abai $x Life. $0 (DLC)n1\n600 17 $a Abai $v Poems $0 (OCoLC)fst1 $2 fast",
    "title with subdivisions and $0": f"630 00 $a Koran $x Criticism. $0 {IRI}names/n6",
    "title in an 880": "630 00 $6 880-01 $a Manas $v Poems\n880 00 $6 630-01/(N $a Манас $v Poems",
    "name with a title as a subject": f"600 10 $a Abai $t Words $x Criticism. $0 {IRI}names/n3",
    "name with a title": f"700 1# $a Abai, $t Words $0 {IRI}names/n5\n700 1# $a Tolstoi, $0 {IRI}names/n6 $t Mir",
    "name with a title and $1": "700 1# $a Abai, $t Words $0 http://example.org/1 $1 http://id.loc.gov/rwo/agents/no3",
    "name with a title in an 880": "700 1# $6 880-01 $a Abai, $t Words\n880 1# $6 700-01 $a Абай, $t Слова",
    "series of a name with $1": "800 1# $a Abai $t Words $0 http://example.org/1 $1 http://id.loc.gov/rwo/agents/no4",
    "series of a title with $1": "830 #0 $a Library $1 http://example.org/1",
    "no language": "041 1# $a N/A $h (en",
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES.keys())
def test_fields(lines: str, differences: DIFFERENCES) -> None:
    assert differences(lines) == (set(), set())


@pytest.mark.parametrize(
    "dates", ["m1999    ", "q1990    ", "e199905  ", "|1999||||", "n        ", "b        ", "d19uu1999", "t1999199u"]
)
@pytest.mark.parametrize("place", ["kz ", "   ", "|||"])
@pytest.mark.parametrize("imprint", ["", "\n260 ## $a Almaty : $b Mir, $c 1999."])
def test_dates_and_places_of_008(dates: str, place: str, imprint: str, differences: DIFFERENCES) -> None:
    head = f"001 1\n008 910926{dates}{place}           000 0 kaz d\n"
    assert differences(f"245 00 $a Abai{imprint}", head=head) == (set(), set())


def test_no_008(differences: DIFFERENCES) -> None:
    assert differences("260 ## $a Almaty : $b Mir, $c 1999.", head="001 1\n") == (set(), set())


@pytest.mark.parametrize(("leader", "head"), [
    ("00000ntm a2200000 a 4500", "001 1\n008 930106s1992    kz a   jm     000 1 kaz d\n"),
    ("00000ncm a2200000 a 4500", "001 1\n008 930106s1992    kzopa jbe     h    kaz d\n348 ## $a score $b sc\n"),
    ("00000ncm a2200000 a 4500", "001 1\n008 930106s1992    kzopa jbe     h    kaz d\n353 ## $a biography $b bio\n"),
    ("00000nqu a2200000 a 4500", "001 1\n024 7# $a 5000 $2 gettyulan\n035 ## $a (OCoLC)1\n"),
    ("00000nkm a2200000 a 4500", "001 1\n007 kd dod\n"),
], ids=["manuscript", "348", "353", "hub", "glass"])  # fmt: skip
def test_kinds_of_records(leader: str, head: str, differences: DIFFERENCES) -> None:
    assert differences("130 0# $a Manas", leader, head) == (set(), set())
