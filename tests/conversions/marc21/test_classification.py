"""05X-08X: the same as the yardstick, but for the differences on purpose."""

from collections.abc import Callable

import pytest

DLC = "040 ## $a DLC $c DLC\n"
NLM = "040 ## $a DNLM\n"

SAME = [
    "050 00 $a PL65.K41 $b A83 1997\n050 #4 $a PL65 $0 http://id.loc.gov/authorities/classification/PL65",
    f"{DLC}050 1# $a PL65 $a PL66 $b .K41 $a PL67",
    "050 10 $a PL65 $0 (DLC)CF1 $0 http://example.org/PL65 $0 http://example.org/other $b A1",
    "050 10 $a PL65 $0 (uri)http://example.org/PL65 $0 http://example.org/other",
    "051 ## $a QC884 $b .A38 no. 51 $c Copy 3.\n051 ## $a Q11",
    "052 ## $a 7211 $b A5 $b B6\n052 ## $a 7212 $a 7213",
    "055 00 $a PS8553 $b .O85\n055 01 $a PS8554 $0 http://example.org/1 $0 (LAC)12\n055 10 $a FC",
    f"{NLM}060 0# $a WO 218 $b K21c 1998\n060 10 $a WO 219 $a WO 220",
    "070 0# $a QH301 $b .I5 $b x\n070 1# $a QH302 $a QH303",
    "072 #0 $a P200\n072 #7 $a HIS $x 027000 $2 bisacsh\n072 #7 $a 0201 $2 rugasnti",
    "080 0# $a 631.321 $b А92 $x (574) $x (=512) $2 1\n080 1# $a 5 $a 6 $0 http://example.org/5 $0 (udc)5\n080 ## $a 7",
    f"{DLC}082 00 $a 894/.345 $2 23/rus\n082 ## $a 5 $a 6 $b x $2 22\n082 14 $a 7 $2 22/ger",
    "082 04 $a 5 $1 http://dewey.info/class/5/",
    "084 ## $a Ш5(2=Ка)6 $b А92 $2 rubbk $q RuMoRGB\n084 ## $a 1 $a 2 $2 rugasnti $0 http://example.org/2",
    "086 0# $a HE 20.6209:13/45 $z HE 20.6209\n086 1# $a CS\n086 ## $a HEU $2 ordocs $0 http://example.org/1",
]


@pytest.mark.parametrize("lines", SAME)
def test_classification_is_that_of_the_yardstick(lines: str, differences: Callable[..., object]) -> None:
    assert differences(lines) == (set(), set())


def test_the_agency_of_a_dewey_number_is_named_once(differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    ours, yardstick = differences("082 04 $a 575.1 $2 23 $q Almaty Library", comparable=False)
    assert [each.count("Almaty Library") for each in ours] == [1]
    assert [each.count("Almaty Library") for each in yardstick] == [2]


def test_a_canadian_number_of_another_scheme_is_kept(differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    ours, yardstick = differences("055 08 $a X12 $2 cacodoc", comparable=False)
    assert yardstick == set()
    assert any("cacodoc" in statement for statement in ours)
