"""Links to related Works, held against the stylesheet; which links lead to the same Work."""

from collections.abc import Callable

import pytest

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.marc21.links import RELATIONSHIPS
from conversions.record import Record
from ontology.names import BF

TITLE = "245 10 $a Prostor : $b journal\n"
FULL = (
    "$3 v. 1 $i Host: $a Academy of Sciences. $s Uniform. $t Vestnik : news. $b 2nd ed. $c (Almaty) $d Almaty $e kaz "
    "$f kz $g No. 3 (2001). $h 12 v. $j j. $k Series. $m m. $n n. $o 12 $p Vestn. $q 3:12 $r R-1 $u S-1 $v v. 2. $w (DLC)sn1 "
    "$w (OCoLC)2 $w http://example.org/1 $x 0002-3213 $y CODENX $z 5-01-001"
)
LINKS = [
    *(f"{tag} 0# {FULL}" for tag in RELATIONSHIPS),
    *(f"780 0{n} $t Zhalyn" for n in range(9)),
    *(f"785 0{n} $t Zhalyn" for n in range(10)),
    "776 08 $i Online version: $w (DLC)123",
    "773 0# $4 http://id.loc.gov/vocabulary/relationship/partof $t Zhalyn",
    "773 0# $4 hst $t Zhalyn",
    "785 07 $t Zhalyn\n785 07 $t Zhuldyz",
    "785 06 $t Zhalyn\n785 06 $t Zhuldyz\n785 00 $t Juldyz",
    "780 04 $t Zhalyn\n780 04 $t Zhuldyz",
    "580 ## $a Merged with: Zhalyn, to form: Zhuldyz.\n785 07 $t Zhalyn\n785 07 $t Zhuldyz",
    "580 ## $a Merger of: Zhalyn; and: Zhuldyz.\n780 04 $t Zhalyn\n780 04 $t Zhuldyz",
    "580 ## $a Split into: Zhalyn; and: Zhuldyz.\n785 06 $t Zhalyn\n785 06 $t Zhuldyz",
    "580 ## $a Has supplement: Zhalyn.\n770 0# $t Zhalyn",
    "580 ## $a Absorbed by: Zhalyn.\n785 04 $t Zhalyn",
    "580 ## $a Continued by: Zhalyn.\n785 00 $t Zhalyn",
    "580 ## $8 1 $a Forms part of Zhalyn.\n773 0# $8 1 $t Zhalyn",
    "580 ## $a Split from: Zhalyn.\n780 07 $t Zhalyn",
    "780 00 $6 880-01 $a Akademiia. $t Vestnik. $g t. 1\n880 00 $6 780-01/(N $a Академия. $t Вестник. $g т. 1",
    "880 00 $6 780-00/(N $t Вестник. $x 0002-3213",
]


@pytest.mark.parametrize("lines", LINKS)
def test_as_the_stylesheet(lines: str, differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    assert differences(TITLE + lines) == (set(), set())


def related(line: str, id: str) -> str:
    """The IRI of the Work that a link of a record leads to."""
    record = Record.parse(f"001 {id}\n245 00 $a Title {id}\n{line}", source="kznb")
    converted = convert(record, MARC21, Naming("http://example.org/"))
    (found,) = [triple.split(" ")[2] for triple in converted.triples if f"<{BF.associatedResource}>" in triple]
    instances = [triple for triple in converted.triples if triple.endswith(f" <{BF.instanceOf}> {found}")]
    assert len(instances) == 1
    return found


def test_articles_of_a_journal_meet_in_it() -> None:
    assert related("773 0# $t Prostor. $g No. 1", "1") == related("773 0# $t Prostor $g No. 2 $x 0134-1111", "2")
    assert related("773 0# $t Prostor", "1") != related("773 0# $t Zhalyn", "1")
    assert related("773 0# $a Auezov, M. $t Prostor", "1") != related("773 0# $t Prostor", "1")


def test_a_title_that_identifies_nothing_is_shared_by_its_issn_only() -> None:
    assert "/record/" in related("773 0# $t Works", "1")
    assert related("773 0# $t Works $x 0134-1111", "1") == related("773 0# $t Works $x 0134-1111", "2")


def test_a_link_without_a_title_is_the_records_own() -> None:
    assert "/record/" in related("776 08 $w (DLC)123", "1")
