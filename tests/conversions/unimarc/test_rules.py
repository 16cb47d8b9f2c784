"""What the examples of the rules do not show: order of subfields, odd and damaged input, pairs of scripts, embedded fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversions.convert import Conversion, Naming, convert
from conversions.engines import convert_record, engine_for
from conversions.record import Field, Record
from conversions.unimarc import RULES, names, parallel
from conversions.unimarc.authority import RULES as AUTHORITY_RULES
from conversions.unimarc.isbd import element
from conversions.unimarc.linking import embedded
from ontology.names import BF, BFLC, RDFS, Iri

GENERAL = "100 ## $a 20071030d2007    u  y0rusy0179    ca"


def made(lines: str, format: str = "unimarc") -> Conversion:
    return convert(Record.parse(f"001 1\n{GENERAL}\n{lines}", source="test"), engine_for(format), Naming("http://example.org/"))


def texts(conversion: Conversion, predicate: Iri) -> set[str]:
    """The strings that the record says with a property, without language."""
    found = (triple.split(f" <{predicate}> ", 1) for triple in conversion.triples if f" <{predicate}> " in triple)
    return {value[1 : value.rindex('"')] for _, value in found if value.startswith('"')}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("700 #1 $a Маралов $b В. Г. $g Владимир Георгиевич", "Маралов, Владимир Георгиевич"),
        ("700 #1 $a Asimov $b , Isaac", "Asimov, Isaac"),
        ("700 #1 $a Seidl, $b Armin, $c Dr., Reallehrer", "Seidl, Armin, Dr., Reallehrer"),
        ("700 #1 $a Салихжан $c хазрат $g Харис $g Салихов,Харис Салихович", "Салихжан, Харис, хазрат"),
        ("700 #0 $a Павел $d I $c император $f 1754-1801", "Павел I, император, 1754-1801"),
        ("700 #0 $a Napoléon $d I $c (empereur des Français ; $f 1769-1821)", "Napoléon I, empereur des Français, 1769-1821"),
        ("700 #1 $a Galimberti $b , Fabio $f  <1972-    >", "Galimberti, Fabio, 1972-"),
        ("710 01 $a Paris $b Préfecture de police", "Paris. Préfecture de police"),
    ],
)
def test_parts_of_a_name_are_put_together_as_catalogues_show_them(line: str, label: str) -> None:
    assert names.label(Field.parse(line)) == label


def test_number_and_order_of_places_and_publishers() -> None:
    said = made("210 ## $a Roma $a Bari $c GLF Laterza $d 2014 $e Urbino $g Arti grafiche")
    assert texts(said, BF.publicationStatement) == {"Roma; Bari: GLF Laterza, 2014"}
    assert texts(said, BF.manufactureStatement) == {"Urbino: Arti grafiche"}
    assert texts(said, BFLC.simplePlace) == {"Roma", "Bari", "Urbino"}


def test_a_title_with_characters_that_sorting_skips() -> None:
    said = made("200 1# $a \x98L'\x9caltra faccia $e \x98la\x9c spirale")
    assert texts(said, BFLC.nonSortNum) == {"2"}
    assert "L'altra faccia" in texts(said, BF.mainTitle)


def test_fields_of_two_scripts_are_one_and_others_are_not() -> None:
    record = Record.parse(
        "200 1# $6 a01 $7 ca $a Абай\n200 1# $6 a01 $7 ba $a Abai\n700 #1 $6 z01790 $a Ким\n790 #1 $6 z01700 $a Kim\n"
        "701 #1 $6 a02 $a Ли\n701 #1 $6 a02 $a Ли"
    )
    paired = parallel.pair(record)
    assert [(field.tag, field.parallel is not None) for field in paired.fields] == [
        ("200", True), ("700", False), ("790", False), ("701", False), ("701", False),
    ]  # fmt: skip


def test_embedded_fields_are_read_with_their_indicators_and_scripts() -> None:
    record = parallel.pair(
        Record.parse("461 #0 $1 001RU-1 $1 2001  $a Set $1 700 1 $6 z01700 $a Ким $1 700 1 $6 z01700 $7 ba $a Kim")
    )
    control, title, name = embedded(record["461"])
    assert (control.tag, control.data, title.ind1, name.ind2) == ("001", "RU-1", "1", "1")
    assert name.parallel is not None
    assert list(record["461"].unread()) == [
        ("a", "Set"),
        ("6", "z01700"),
        ("a", "Ким"),
        ("6", "z01700"),
        ("7", "ba"),
        ("a", "Kim"),
    ]


def test_both_ways_of_writing_a_link_say_the_same() -> None:
    embedding = made("454 #0 $1 2001 $a Second foundation $1 210## $a London $c Faber $d 1953 $1 010## $a 0-586-01713-6")
    subfields = made("454 #0 $t Second foundation $c London $n Faber $d 1953 $y 0-586-01713-6")
    assert {each for each in embedding.triples if "#" in each} == {each for each in subfields.triples if "#" in each}


def test_a_role_is_found_by_number_code_or_word() -> None:
    said = made("702 #1 $a Ким $b А. $4 730 $4 edt $4 70 aud. $4 999")
    roles = {triple.rpartition("/")[2].rstrip(">") for triple in said.triples if f"<{BF.role}>" in triple}
    assert {"trl", "edt"} < roles
    assert texts(said, BF.code) >= {"999"}


def test_the_authority_of_a_name_is_an_identifier_or_the_same_thing() -> None:
    said = made("700 #1 $a Ким $3 RU\\NLR\\auth\\1\n701 #1 $a Ли $3 http://viaf.org/viaf/1")
    assert any("sameAs> <http://viaf.org/viaf/1>" in triple for triple in said.triples)
    assert texts(said, BF.code) == {"test"}


def test_what_is_no_dewey_number_is_not_called_one() -> None:
    said = made("676 ## $a 84(7Сое) Х19\n676 ## $a 398.24")
    assert sum("ClassificationDdc" in triple for triple in said.triples) == 1


def test_holdings_of_rusmarc_are_items_and_those_of_other_systems_wait_for_a_profile() -> None:
    line = "899 ## $a NLR $j 97-4/119"
    assert texts(made(line, "rusmarc"), RDFS.label) == {"97-4/119"}
    audit = made(line).audit
    assert [(each.tag, each.code) for each in audit.ignored] == [("899", "a"), ("899", "j")]
    assert not audit.lost


def test_an_embedding_field_that_nobody_reads_is_lost_not_hidden() -> None:
    lost = made("461 #0 $1 2001 $a Set $1 899## $a NLR").audit.lost
    assert [(each.tag, each.code, each.value) for each in lost] == [("461", "a", "NLR")]


@pytest.mark.parametrize("text", ["", " ", ".", "...", " : ", "\x98\x9c", "=", "[", "А."])
def test_an_element_of_nothing_but_marks(text: str) -> None:
    assert element(text) == ("А." if text == "А." else element(element(text)))


ANYTHING = st.text(max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "2001 ",
        "001",
        "7001",
        "z01700",
        "a01",
        "ba",
        "070",
        "19990101d9999uuuu",
        "http://a b",
        "rus",
        "\x98",
        "$",
        "9" * 300,
    ]
)
FIELDS = st.builds(
    Field,
    st.sampled_from(sorted({*RULES, *AUTHORITY_RULES} - {"LDR"})),
    st.sampled_from(" 012#|x"),
    st.sampled_from(" 012#|x"),
    st.lists(st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), ANYTHING), max_size=8),
) | st.builds(lambda tag, data: Field(tag, data=data), st.sampled_from(["001", "003", "005", "100", "200", "461"]), ANYTHING)


LEADERS = ["00000nam0 2200000   450 ", "00000cx  j2200000   45  ", "", "x"]


@given(leader=st.sampled_from(LEADERS), fields=st.lists(FIELDS, max_size=6))
def test_no_record_makes_a_rule_fail(leader: str, fields: list[Field]) -> None:
    record = Record(leader, fields, source="test")
    said = convert_record(record, "rusmarc", Naming("http://example.org/"))
    counted = said.audit.converted + len(said.audit.ignored) + len(said.audit.lost)
    assert counted == sum(len(field.subfields) or 1 for field in fields)


SET = "461 #0 $1 2001 $a История степи $e в 3 т. $v {number}"


@pytest.mark.parametrize(
    ("own", "number", "names"),
    [
        ("200 0# $a Т. 2", "Т. 2", set()),
        ("200 0# $a Ч. 2 $i Города", "Ч. 2", {"Города"}),
        ("200 1# $a Ч.1. $a Здесь попугай. $e из типографии весны", "Ч.1", {"Здесь попугай"}),
        ("200 1# $a 2-кітап", "2-кітап", set()),
    ],
)
def test_a_volume_without_a_title_of_its_own_has_that_of_its_set(own: str, number: str, names: set[str]) -> None:
    said = made(f"{own}\n{SET.format(number=number)}")
    assert "История степи" in texts(said, BF.mainTitle)
    assert number not in texts(said, BF.mainTitle)
    assert texts(said, BF.partNumber) == {number}
    assert texts(said, BF.partName) == names


def test_volumes_of_different_sets_by_one_author_are_different_works() -> None:
    author = "700 #1 $a Будагов $b Л. З.\n200 0# $a Т.2"
    one, other = (made(f"{author}\n461 #0 $1 2001 $a {title}").work for title in ("Сравнительный словарь", "Грамматика"))
    assert one != other


def test_a_volume_with_a_title_of_its_own_keeps_it() -> None:
    assert "Кочевники" in texts(made(f"200 1# $a Кочевники\n{SET.format(number='Т. 2')}"), BF.mainTitle)


def test_an_issue_is_named_after_its_serial() -> None:
    serial = "461 #0 $1 2001 $a Отан тарихы $e ғылыми журнал\n463 #0 $1 2000 $a № 11 $v С. 40-50 $1 210 $d 2016"
    said = made(f"200 1# $a Отырар\n{serial}")
    assert texts(said, BF.mainTitle) == {"Отырар", "Отан тарихы"}
    assert texts(said, BF.partNumber) == {"№ 11"}
    assert texts(said, BF.part) == {"С. 40-50"}


def test_a_part_that_is_only_numbered_has_the_title_of_the_whole() -> None:
    said = made("200 1# $a История\n464 #0 $1 2001 $v Ч. 1 $1 210 $d 1804 $1 215 $a 344 с.")
    assert texts(said, BF.mainTitle) == {"История"}
    assert texts(said, BF.partNumber) == {"Ч. 1"}
