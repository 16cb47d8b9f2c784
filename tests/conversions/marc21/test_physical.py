"""3XX: the same as the yardstick, but for the differences on purpose."""

from collections.abc import Callable

import pytest

SAME = [
    "300 ## $3 v. 1 $a xii, 376 p. : $b ill., maps ; $c 25 cm + $e 1 CD-ROM (ill. ; 12 cm).",
    "300 ## $3 all $a 12 с. ; $c 20 см.\n306 ## $a 002016",
    "300 ## $a 2 $f boxes $a 3 $g (4 m) $c 20 cm $c 30 cm.",
    "310 ## $a Monthly, $b 2002-\n321 ## $a Annual, $b 1990-2001. $b 1980\n310 ## $a Weekly $0 (local)12 $2 freq",
    "334 ## $a single unit $b mono",
    "336 ## $a text $b txt $2 rdacontent\n336 ## $a still image $2 rdacontent\n337 ## $b n\n338 ## $a volume $b nc $3 v. 1",
    "336 ## $a text $b txt $a sounds $b snd\n338 ## $a audio disc $3 disc",
    "340 ## $a paper $0 http://id.loc.gov/vocabulary/mmaterial/pap $b 28 x 36 cm $i microscope",
    "340 ## $g color $0 (local)12 $2 rdacc $p maps $c ink $d print $e wood $f 1:20 $j master $k verso",
    "340 ## $l sewn $m folio $n large print $o positive $q low $a gold $0 http://example.org/1 $0 http://example.org/2",
    "341 0# $a auditory $b captions $c colour. $d speech $e braille $2 sapdv $3 disc",
    "344 ## $a digital $b optical $c 1.4 m/s $d microgroove $e 2 $f half $g surround $h Dolby-B encoded $i Sound $2 rda",
    "345 ## $a Cinerama $b 24 fps $c 2.35:1 $d wide\n346 ## $3 Disc 1 $a VHS $b SECAM-III $a U-matic $b PAL",
    "347 ## $a text file $b Adobe PDF $c 182 KB $2 rda\n347 ## $d 3 dpi $e region 1 $f 32 kbps $b CD audio $b Blu-Ray $b EPUB.",
    "348 ## $a vocal score $c staff notation $a own form $0 http://example.org/own",
    "351 ## $3 Files $c Series; $a Two subseries; $b Alphabetical.",
    "352 ## $a Vector : $b Points $c (13671), $b string $q ARC.",
    "353 ## $a index $b index $2 msupplcont\n353 ## $a glossary $0 (local)1 $2 own",
    "362 0# $a Vol. 1, no. 1 (Apr. 1981)-v. 3 (June 1983) = No 1-no 26.\n362 1# $a Began in 1962.",
    "362 0# $a 1981-\n362 0# $a Vol. 1-v. 2-v. 3\n362 0# $a 1; 2-3\n362 0# $a 1991\n362 0# $a A=B\n362 0# $a a-b=c-d=e",
    "362 0# $a (1)-(2) = x-y-z",
    "370 ## $g Almaty (Kazakhstan) $0 http://id.loc.gov/authorities/names/n80001258 $2 naf\n370 ## $c Kazakhstan.",
    "377 ## $a kaz\n377 #7 $a kk $2 iso639-1 $l Kazakh",
    "380 ## $a Novels $0 http://id.loc.gov/authorities/genreForms/gf2015026020 $2 lcgft",
    "382 11 $b piano $n 1 $a violin $n 2 $p viola $d flute $v or cello $s 3 $2 lcmpt $3 part 1",
    "382 01 $a choir $e 2 $t 1 $2 other\n382 01 $a piano $s 12\n382 01 $a harp $s many",
    "383 ## $a no. 14 $b op. 27, no. 2 $e Doblinger\n383 ## $a no. 1\n383 ## $c RV 269 $c RV 315 $d Ryom\n383 ## $b op. 1",
    "384 0# $3 Sonata $a D minor.",
    "385 ## $a Children $b c-1 $2 lcdgt $0 (DLC)dg2015060010\n385 ## $m Age group $n age $2 lcdgt",
    "386 ## $n nat $n gen\n386 ## $a Poets $0 http://id.loc.gov/authorities/demographicTerms/dg1 $3 vol. 1",
    "386 ## $a Poets $0 (DLC)sh 85103691",
    "047 ## $a or $a zz\n047 #7 $a rgg $2 iamlmf\n048 ## $b va02 $a ka01",
    "048 ## $a oa $b sa01\n048 ## $a ka12",
]  # fmt: skip


@pytest.mark.parametrize("lines", SAME)
def test_physical_description_is_that_of_the_yardstick(lines: str, differences: Callable[..., object]) -> None:
    assert differences(lines) == (set(), set())


MORE = [
    ("300 ## $b ill. $c 20 cm", "ill."),
    ("336 ## $a Текст (визуальный)", "Текст (визуальный)"),
    ("300 ## $6 880-01 $a 12 s.\n880 ## $6 300-01/(N $a 12 с.", "12 с"),
    ("388 1# $a Nineteen sixties", "Nineteen sixties"),
    ("383 ## $a no. 1 $c RV 1", "RV 1"),
    ("044 ## $a kz $a kg", "countries/kg"),
    ("380 ## $a Novels $2 lcgft $0 http://example.org/novels", "http://example.org/novels"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "words"), MORE)
def test_what_the_yardstick_drops_is_kept(lines: str, words: str, differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    ours, yardstick = differences(lines, comparable=False)
    assert any(words in each for each in ours)
    assert not any(words in each for each in yardstick)
