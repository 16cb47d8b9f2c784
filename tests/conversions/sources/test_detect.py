"""UNIMARC and RUSMARC are told apart by what RUSMARC alone has; how sure that is, is said."""

import tomllib
from pathlib import Path

import pytest

import kg.samples
from conversions.errors import DamagedRecord, SourceError
from conversions.record import Record
from conversions.sources import Profile, detect, open_source, parse

BOOK = "LDR 00000nam0 2200000 i 450\n001 1\n100 ## $a 20030101d2003    u  y0{language}y50      ca\n200 1# $a Путь Абая\n{more}"
SAMPLES = Path(kg.samples.__file__).parent


def told(more: str = "", language: str = "rus", count: int = 1) -> tuple[str, float, str]:
    return detect.format_of([Record.parse(BOOK.format(language=language, more=more))] * count)


@pytest.mark.parametrize(
    "sign",
    [
        "801 #0 $a RU $b NLR",
        "801 #0 $a rus $b rnb\n801 #1 $a RU $b NLR",
        "801 #0 $a KZ $b NLK $g psbo",
        "801 #0 $a KZ $b NLK $g RCR",
        "801 #0 $a KZ $2 rusmarc",
        "686 ## $a 84(5Каз) $2 rubbk",
        "606 #0 $a История $2 nlr_sh",
        "035 ## $a RU\\NLR\\A1\\17",
        "899 ## $a NLR $j 18.264",
        "903 ## $a 84/А-1\n920 ## $a PAZK",
    ],
)
def test_one_sign_of_its_own_makes_it_rusmarc(sign: str) -> None:
    assert told(sign)[:2] == ("rusmarc", 1.0)
    assert told()[0] == "unimarc"


@pytest.mark.parametrize("code", ["79", "89", "99"])
def test_a_russian_character_set_makes_it_rusmarc(code: str) -> None:
    record = Record.parse(f"100 ## $a 20030101d2003    u  y0kazy{code}      ca\n200 1# $a Абай жолы")
    assert detect.format_of([record])[0] == "rusmarc"


@pytest.mark.parametrize("country", ["KG", "KZ", "UZ", "FR"])
def test_without_a_sign_of_rusmarc_it_is_unimarc_and_russian_cataloguing_is_a_doubt(country: str) -> None:
    format, sure, why = told(f"801 #0 $a {country} $b XX")
    assert (format, sure) == ("unimarc", 0.5)
    assert "RUSMARC is possible" in why
    format, sure, why = told(f"801 #0 $a {country} $b XX", language="fre")
    assert (format, sure) == ("unimarc", 1.0)
    assert "RUSMARC" not in why


def test_records_without_a_sign_follow_the_others_and_count_half() -> None:
    plain, sign = (Record.parse(BOOK.format(language="rus", more=more)) for more in ("", "801 #0 $a RU $b NLR"))
    assert detect.format_of([sign, plain])[:2] == ("rusmarc", 0.75)
    assert detect.format_of([sign, *[plain] * 9])[0] == "unimarc"


def test_authority_records_show_their_format_too() -> None:
    heading = "LDR 00000nx  j2200000   45  \n001 a1\n100 ## $a 20010101arusy50      ca\n200 #1 $a Ауэзов $b М. О.\n"
    assert detect.format_of([Record.parse(heading + "152 ## $a psbo")])[:2] == ("rusmarc", 1.0)
    assert detect.format_of([Record.parse(heading + "801 #0 $a FR $b BNF")])[0] == "unimarc"
    assert detect.kind(Record.parse(heading), "unimarc") == "authority"


def test_a_book_with_a_local_field_152_is_no_authority() -> None:
    assert detect.kind(Record.parse(BOOK.format(language="rus", more="152 ## $a x")), "unimarc") == "bibliographic"


def test_the_sample_catalogues_are_found_to_be_what_their_settings_say() -> None:
    described = tomllib.loads((SAMPLES / "otrar.toml").read_text("utf-8"))["sources"]
    wrong = []
    for name, source in described.items():
        for file in source.get("files", ()):
            found, _ = open_source(SAMPLES / file, Profile(source=name))
            wanted = source.get("format", "marc21"), "bibliographic"
            if (found.format, found.kind) != wanted or not found.certainty:
                wrong.append((file, found))
    assert wrong == []


def test_metadata_of_no_known_format_is_not_taken_for_marc(tmp_path: Path) -> None:
    file = tmp_path / "place.xml"
    file.write_text('<x xmlns:dc="http://purl.org/dc/elements/1.1/"><Place/></x>', "utf-8")
    found, stream = open_source(file, Profile(source="x"))
    assert found.certainty == 0.0
    assert "none of 1 records holds metadata of a known format" in found.evidence
    with pytest.raises(DamagedRecord, match="is not known"):
        parse(next(stream).raw, found)


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ('<error code="noRecordsMatch">nothing today</error>', "without records: the error noRecordsMatch nothing today"),
        ("<Identify><repositoryName>X</repositoryName></Identify>", "an answer of OAI-PMH without records"),
    ],
)
def test_an_answer_of_a_repository_without_records_says_what_it_is(tmp_path: Path, inner: str, said: str) -> None:
    file = tmp_path / "answer.xml"
    file.write_text(f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inner}</OAI-PMH>', "utf-8")
    with pytest.raises(SourceError, match=said):
        open_source(file, Profile(source="x"))
