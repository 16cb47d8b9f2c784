"""Notes, held against the stylesheet and where they differ from it on purpose."""

from collections.abc import Callable

import pytest

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.record import Record
from ontology.names import BF

NOTES = [
    "500 ## $3 v. 1 $a Cover  title. $u http://example.org/1 $5 KzNB",
    "500 ## $6 880-01 $a Cover title.\n880 ## $6 500-01/(N $a Загл. обл.",
    "880 ## $6 500-00/(N $a Загл. обл.",
    "501 ## $a With: The reformed school.",
    "502 ## $a Thesis. $b Ph. D. $c KazNU, $d 2005. $g Defended in Almaty. $o U-12.",
    "502 ## $6 880-01 $b Doktor $c Universitet, $d 2005. $o U-12\n880 ## $6 502-01/(N $b Доктор $c Университет, $d 2005. $o У-12",
    "504 ## $a Bibliogr.: s. 120. $b 51.",
    "504 ## $6 880-01 $a Bibliogr.: s. 120.\n880 ## $6 504-01/(N $a Библиогр.: с. 120.",
    "505 0# $a Abai zholy -- Stikhi.",
    "505 10 $g 1. $t Abai zholy / $r M. Auezov -- $g 2. $t Stikhi.",
    "505 2# $6 880-01 $a Abai zholy $u http://example.org/1\n880 2# $6 505-01/(N $a Абай жолы",
    "506 1# $3 Letters $a Closed until 2030 ; $b KzNB $c archivist. $d Staff $e Law $g 20300101 $g 2020-2021 $q KzNB $5 KzNB",
    "506 0# $f Unrestricted online access $2 star $0 http://purl.org/coar/access_right/c_abf2",
    "506 0# $f Unrestricted $2 star $0 (star)12",
    "507 ## $a Scale 1:500,000; $b 1 in. equals 8 miles.",
    "508 ## $3 Part 1 $a Camera, K. Abdrakhmanov.",
    "508 ## $6 880-01 $a Kamera, K.\n880 ## $6 508-01/(N $a Камера, К.",
    "510 2# $3 v. 1- $a Math. reviews. $b 1980- $x 0025-5629 $u http://example.org/1",
    "510 1# $a Chemical abstracts, $c p. 12 $x 0009-2258",
    "510 4# $3 v. 1 $a Svodnyĭ katalog, $b t. 1 $c 2345 $u http://example.org/1",
    "511 1# $3 Part 2 $a Nurmukhan Zhanturin.",
    "511 0# $6 880-01 $a Kurmangazy\n880 0# $6 511-01/(N $a Құрманғазы",
    "513 ## $a Quarterly report; $b Jan.-Mar. 1991.",
    "515 ## $a Report year ends June 30.",
    "516 ## $a Numeric data.",
    "518 ## $3 Songs $a Recorded in Almaty. $o Recorded. $d 1932 August 20. $p Kazakh Radio, Almaty.",
    "520 3# $3 v. 1 $a The life of the poet. $b In four books. $c Publisher $u http://example.org/1",
    "520 ## $6 880-01 $a Zhizn'.\n880 ## $6 520-01/(N $a Жизнь.",
    "521 1# $3 v. 1 $a 7-9; $a 10-12. $a 13 $b Ministry of Education",
    "521 8# $a For children.",
    "522 ## $a Semipalatinsk region.",
    "524 ## $3 Diaries $a National Library of Kazakhstan. $a Almaty $2 lcmanus",
    "525 ## $a Has supplement.",
    "530 ## $3 1901-1910 $a On microfiche; $b UMI $c order $d 85-2345. $u http://example.org/1",
    "532 0# $3 DVD $a Closed captioning. $a Large print.",
    "533 ## $3 1962- $a Microfilm. $m 1962-1965. $b Ann Arbor : $c UMI, $d 1988. $e 1 reel $f (Series) $n Negative $5 KzNB",
    "534 ## $p Originally published: $a Auezov. $t Abai. $b 2nd ed. $c London, 1935. $e 12 p. $f (S) $k K $m M $n N $x 1234-5679 "
    "$z 0-416-12345-6",
    "536 ## $a Sponsored by the Ministry. $b N-123 $c AP05 $d U $e PE $f P $g T $h W",
    "538 ## $3 DVD $a Mode of access: World Wide Web. $u http://example.org/1 $5 KzNB",
    "540 ## $3 Letters $a Copying prohibited; $c Law $d Staff $q KzNB $f CC BY $g 20300101 $u http://example.org/1 $5 KzNB",
    "544 0# $3 v. 1 $a Auezov papers; $b Museum; $c Almaty; $d Letters. $e Gift $n See also.",
    "545 0# $a Kazakh writer. $b Born in Chingiztau. $u http://example.org/1",
    "545 1# $a Founded in 1931.",
    "546 ## $3 Abstracts $a Text in Kazakh, Russian. $b Cyrillic.",
    "546 ## $6 880-01 $a Na kaz. i̐a̐z.\n880 ## $6 546-01/(N $a На каз. яз.",
    "547 ## $a Title varies slightly.",
    "550 ## $a Vols. for 1990- issued by: KazNU.",
    "555 ## $a Vols. 1-10. $b KzNB $c In print $d Index $u http://example.org/1",
    "555 0# $a Finding aid.",
    "555 8# $a Card catalogue.",
    "556 ## $a Manual.",
    "561 1# $3 Letters $a From the library of Baitursynov.",
    "563 ## $a Morocco binding.",
    "580 ## $a Issued also on microfiche.",
    "581 ## $3 Carpets $a Kazakh carpets. $z 5-89800-001-2.",
    "583 1# $3 v. 1 $a digitized $c 20191120. $h Centre $k A. Serik. $l mutilated. $z Two leaves. $2 pda $u http://example.org/1",
    "585 ## $3 Posters $a Exhibited in Almaty. $5 KzNB",
    "586 ## $3 v. 1 $a State Prize, 1949.",
    "587 ## $a Encyclopedia of Almaty, 1996. $b p. 25 $u http://example.org/1",
    "587 0# $a Encyclopedia of Almaty, 1996.",
    "588 0# $a No. 1 (2003).",
    "588 1# $a No. 9 (2011).",
    "588 ## $a Title from cover. $5 KzNB",
]
BOTH_SCRIPTS = ["506", "507", "518", "521", "522", "524", "532", "538", "540", "561", "563", "583", "586"]
"""Of these the stylesheet keeps only the 880; we keep both."""


@pytest.mark.parametrize("lines", NOTES)
def test_as_the_stylesheet(lines: str, differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    assert differences(lines) == (set(), set())


@pytest.mark.parametrize("tag", BOTH_SCRIPTS)
def test_neither_script_is_lost(tag: str) -> None:
    converted = convert(
        Record.parse(f"{tag} ## $6 880-01 $a Almaty.\n880 ## $6 {tag}-01/(N $a Алматы."), MARC21, Naming("http://example.org/")
    )
    text = "\n".join(converted.triples)
    assert '"Almaty.' in text and '"Алматы.' in text


@pytest.mark.parametrize("tag", ["503", "514", "526", "535", "542", "552", "562", "565", "567", "584"])
def test_notes_that_the_stylesheet_leaves_out_are_kept(tag: str) -> None:
    converted = convert(Record.parse(f"{tag} ## $a One; $b two. $5 KzNB"), MARC21, Naming("http://example.org/"))
    assert any("One; two." in triple for triple in converted.triples)
    assert not converted.audit.lost


def test_an_address_that_is_none_is_reported() -> None:
    converted = convert(Record.parse("500 ## $a Note. $u see our site"), MARC21, Naming("http://example.org/"))
    assert [(lost.tag, lost.code) for lost in converted.audit.lost] == [("500", "u")]


def test_an_acquisition_is_said_of_an_item_held_by_the_library_that_says_so() -> None:
    text = "541 ## $a From K. Satpaev; $c Gift; $d 1998. $5 KzNB\n541 ## $a Bought."
    converted = convert(Record.parse(text), MARC21, Naming("http://example.org/"))
    triples = "\n".join(converted.triples)
    assert triples.count(f"<{BF.hasItem}>") == 2
    assert triples.count("<http://id.loc.gov/vocabulary/organizations/kznb>") >= 1 and "organizations/dlc" not in triples
