"""01X-04X, 074, 088: the same as the yardstick, but for the differences on purpose; nothing makes a rule fail."""

from collections.abc import Callable

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.record import Field, Record

SAME = [
    "010 ## $a    85153773  $z    85002015",
    "015 ## $a B67-25185 (v. 1) $q (pbk.) $2 bnb",
    "016 7# $a 000001 $z 000002 $2 RuMoRGB",
    "016 ## $a 730032015",
    "017 ## $a EU781596 $b U.S. Copyright Office $d 19470701",
    "020 ## $a 9965321234 (т. 1) : $c 250 тг.\n020 ## $z 9965321235 $q (қатты) $q (pbk.)\n020 ## $a (pbk.) $c 5 $",
    "022 0# $a 0046-225X $y 0046-2254 $l 1234-1231 $m 1560-1560 $2 1",
    "022 0# $a 0046-225X $0 http://issn.org/resource/ISSN/0046-225X",
    "023 0# $a 2376-4228 $0 https://issn.org/resource/issn-l/2376-4228",
    "024 7# $a 10.1000/182 $2 doi\n024 3# $a 460 (disc) $d 52499 $c 500 R $z 461\n024 8# $a X-1 $2 local",
    "024 7# $a 10.5240/7791 $2 eidr\n024 0# $a FRZ03\n024 1# $a 1\n024 2# $a M2\n024 4# $a 8756(198603)65\n024 7# $a 1 $2 gnd",
    "025 ## $a R-E-63-00201",
    "026 ## $a dete nkck $b vess lodo $c Anno Domini $d 3 $2 fei $5 DNLM\n026 ## $e whole",
    "027 ## $a FOA--89-40265/2.6.4--SE (x) $z FOA 1",
    "028 02 $a С10 12345 $b Мелодия, $q (пластинка 1)\n028 10 $a M\n028 20 $a P\n028 50 $a U\n028 60 $a D",
    "030 ## $a ASIRAF $z ASITAF",
    "032 ## $a 686630 $b USPS",
    "033 20 $3 Disc 1 $a 197809102000-0400 $a 19780914 $b 6714 $c R7 $p Minneapolis (Minn.) $2 lcsh",
    "033 00 $a 20010203\n033 11 $a 20010203 $a 20010204\n033 #2 $b 7211",
    "034 1# $a a $b 744000 $c 96000 $d E0680000 $e E0740000 $f N0450000 $g N0400000 $3 main map\n034 0# $a a\n034 1# $a b",
    "035 ## $a (OCoLC)ocm12345 $z (OCoLC)222\n035 ## $a (RuMoRGB)000123\n035 ## $a (DE-599)ZDB1\n035 ## $a 99",
    "036 ## $a CPS 495441 $b CPS, University of Michigan $c free",
    "037 3# $3 2014 $a 001689E $b Nauka, $c 250 rub. $f CD-ROM $g 1600 bpi $n Out of stock $5 DLC",
    "041 1# $a kazrus $a ENG $b eng $d rus $e rus $f rus $g rus $h rus $h ara $i kir $j uzb $k tgk $m tuk $n tat $p eng",
    "041 0# $q eng $r ase $t eng\n041 #7 $a kk $2 iso639-1\n041 #7 $a kk-Latn $h ru $2 rfc5646\n041 0# $a rus $3 part",
    "043 ## $a a-kz--- $a a-kg---\n043 ## $b kz-alm $2 local $c KZ",
    "043 ## $a e-fi--- $0 http://id.loc.gov/authorities/subjects/sh85074668",
    "045 2# $a d7n6 $b c0221 $b d0960\n045 0# $a v5w8 $b d185112 $b d18511201 $a x9x9",
    "046 ## $k 199810 $l 19991231\n046 ## $m 2001 $n 20031225",
    "046 ## $k 19981022083000.0",
    "074 ## $a 277-A-2 (MF) $z 012",
    "088 ## $a NASA-RP-1124-REV-3 $z NASA-1",
]


@pytest.mark.parametrize("lines", SAME)
def test_numbers_and_codes_are_those_of_the_yardstick(lines: str, differences: Callable[..., object]) -> None:
    assert differences(lines) == (set(), set())


ON_PURPOSE = [
    ("015 ## $a Каз2-2015", "Каз2-2015", ""),
    ("045 0# $a v-w-", "17XX/18XX", "17-X/18-X"),
    ("023 1# $a 2376-4228", "2376-4228", ""),
    ("017 ## $a EU1 $d 1947", '"1947"', '"1947--"'),
    ("052 7# $a 0201 $2 rubbk", "0201", ""),
    ("024 7# $a 1 $2 gtin-14", "<Gtin>", "<Gtin14Number>"),
]


@pytest.mark.parametrize(("lines", "ours", "yardstick"), ON_PURPOSE)
def test_differences_on_purpose(
    lines: str, ours: str, yardstick: str, differences: Callable[..., tuple[set[str], set[str]]]
) -> None:
    we_say, it_says = differences(lines, comparable=False)
    assert [ours in each for each in we_say] == [True]
    assert [yardstick in each for each in it_says] == ([True] if yardstick else [])


def test_both_scripts_of_a_qualifier(differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    ours, yardstick = differences(
        "020 ## $6 880-01 $a 9965321234 (qatty)\n880 ## $6 020-01/(N $a 9965321234 (қатты)", comparable=False
    )
    assert ["қатты" in each for each in ours] == [True]
    assert yardstick == set()


TAGS = [tag for tag in MARC21.rules if tag.isdigit() and (tag[0] in "038") and not "800" <= tag < "840" and tag > "009"]
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "", " ", "(", ")", "()", "a(b", "-", "=", "-=-", ")-", "880-01", "245-01", "(uri)http://a b", "http://[", "www.x y",
            "(OCoLC)fst", "(DLC)dg 1", "197809102000-0400", "kazrus", "va02", "v-w-", "c0221", "table of contents", "\x00", "é&́",
            "9" * 30, "٣٤", "lcmpt", "b" * 90_000,
        ]
    ),
)  # fmt: skip
FIELDS = st.builds(
    Field,
    st.sampled_from([*TAGS, "880"]),
    st.sampled_from(" 0123479x"),
    st.sampled_from(" 0123456789"),
    st.lists(st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz012345678&"), VALUES), max_size=6),
)


@given(
    st.lists(FIELDS, max_size=4),
    st.sampled_from(["00000nam a2200000 a 4500", "00000nmm", ""]),
    st.sampled_from(["910926s1991    kz     o      000 0 kaz d", "r", ""]),
)
def test_any_record_converts_to_valid_rdf(fields: list[Field], leader: str, fixed: str) -> None:
    record = Record(leader, [Field("001", data="1"), Field("008", data=fixed), *fields], source="x")
    conversion = convert(record, MARC21, Naming("http://example.org/"))
    lines = "".join(f"{triple} .\n" for triple in conversion.triples)
    assert len(list(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))) == len(conversion.triples)
