"""880: which field it belongs to."""

from conversions.marc21.parallel import pair
from conversions.record import Record


def paired(text: str) -> Record:
    return pair(Record.parse(text))


def test_a_pair_is_one_field_in_two_scripts() -> None:
    (title,) = paired("245 00 $6 880-02 $a Abai zholy\n880 00 $6 245-02/(N $a Абай жолы").fields
    assert [each["a"] for each in title.scripts()] == ["Abai zholy", "Абай жолы"]
    assert [each.written for each in title.scripts()] == ["245", "880"]


def test_one_without_a_partner_is_the_field_it_stands_for() -> None:
    (first, second) = paired("880 00 $6 245-00/(N $a Абай жолы\n880 1# $6 700-05/(N $a Абай").fields
    assert [(each.tag, each.written) for each in (first, second)] == [("245", "880"), ("700", "880")]


def test_occurrence_and_tag_must_agree() -> None:
    record = paired("700 1# $6 880-01 $a A\n880 1# $6 710-01/(N $a Б\n880 1# $6 700-02/(N $a В")
    assert [(each.tag, each["a"], each.parallel) for each in record.fields] == [
        ("700", "A", None),
        ("710", "Б", None),
        ("700", "В", None),
    ]


def test_several_may_belong_to_one_field() -> None:
    (title,) = paired("245 00 $6 880-01 $a A\n880 00 $6 245-01/(N $a Б\n880 00 $6 245-01/(3 $a ب").fields
    assert [each["a"] for each in title.scripts()] == ["A", "Б", "ب"] == title.forms("a")


def test_of_two_fields_with_one_number_the_first_is_paired() -> None:
    first, second = paired("700 1# $6 880-01 $a A\n700 1# $6 880-01 $a B\n880 1# $6 700-01/(N $a А").fields
    assert first.parallel is not None and second.parallel is None


def test_damaged_links_lose_nothing() -> None:
    lines = ["880 ## $a no link", "880 ## $6 $a empty", "880 ## $6 24 $a short", "880 ## $6 (N245-01 $a odd"]
    assert len(paired("\n".join(lines)).fields) == 4


def test_the_same_record_without_880_is_left_alone() -> None:
    record = Record.parse("245 00 $a A")
    assert pair(record) is record
