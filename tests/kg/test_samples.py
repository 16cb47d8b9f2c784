"""The two sample catalogues: built from their sources, valid MARC 21, right in every letter, and overlapping."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from pymarc import Field, MARCReader, Record, parse_xml_to_array

from conversions.scripts import romanise
from kg.samples import build

SAMPLES = files("kg.samples")
SOURCES = {"almaty.mrk": "KZ-SAMPLE", "tashkent.mrk": "UZ-SAMPLE"}
PAIRED = {"100", "130", "240", "245", "246", "250", "264", "490", "700", "710"}

# MARC codes of the languages and countries that the samples use; a new one has to be added here on purpose.
LANGUAGES = {"ara", "chg", "eng", "kaz", "kir", "per", "rus", "tat", "tgk", "tuk", "tut", "uzb"}
COUNTRIES = set(re.findall(r"\w+", "aj cau dcu enk gw ilu inu kg kz mau ne nju nyu oku ru ta uz wiu xx xxu"))
PLACES = {
    "kz": ("Алма-Ата", "Алматы", "Alma-Ata", "Almaty", "Қызылорда", "Qyzylorda"),
    "uz": ("Ташкент", "Тошкент", "Toshkent", "Tashkent", "Бухара"),
    "kg": ("Фрунзе", "Frunze", "Bishkek"),
    "ta": ("Душанбе", "Dushanbe"),
    "ru": ("Москва", "Moskva", "Moscow", "Мәскеу", "Măskeu", "Ленинград", "Leningrad", "Казан", "Санкт-Петербург"),
    "enk": ("London", "Oxford", "Cambridge"),
    "nyu": ("New York", "Ithaca"),
}
TAGS = {"rus": "ru", "kaz": "kk", "kir": "ky", "tat": "tt", "tgk": "tg", "tuk": "tk", "uzb": "uz"}
RUSSIAN = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
ALPHABETS = {
    "rus": RUSSIAN,
    "kaz": RUSSIAN | set("әғқңөұүһі"),
    "kir": RUSSIAN | set("ңөү"),
    "tat": RUSSIAN | set("әөүҗңһ"),
    "tgk": RUSSIAN - set("цщыь") | set("ғӣқӯҳҷ"),
    "tuk": RUSSIAN | set("әөүҗң"),
    "uzb": RUSSIAN - set("щы") | set("ўқғҳ"),
}
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
MIXED_WORD = re.compile(r"[A-Za-z]\w*[\u0400-\u04ff]|[\u0400-\u04ff]\w*[A-Za-z]")


def data(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def read(name: str) -> list[Record]:
    """The records of a built file; none may be unreadable."""
    if name.endswith(".xml"):
        found = parse_xml_to_array(BytesIO(data(name)))  # type: ignore[no-untyped-call]
    else:
        found = list(MARCReader(BytesIO(data(name)), permissive=True))
    assert None not in found
    return [record for record in found if record is not None]


@pytest.fixture(scope="module")
def catalogues() -> dict[str, list[Record]]:
    return {name: read(name) for name in build.BUILDS}


@pytest.fixture(scope="module")
def records(catalogues: dict[str, list[Record]]) -> list[Record]:
    return [record for catalogue in catalogues.values() for record in catalogue]


@pytest.fixture(scope="module")
def shared() -> list[dict[str, str]]:
    return list(csv.DictReader(data("shared.tsv").decode().splitlines(), delimiter="\t"))


def number(record: Record) -> str:
    return str(record["001"].data)


def fixed(record: Record) -> str:
    return str(record["008"].data)


def subfields(record: Record) -> Iterator[tuple[Field, str, str]]:
    for field in record.fields:
        for subfield in field.subfields if not field.control_field else []:
            yield field, subfield.code, subfield.value


def faults(records: list[Record], wrong: Callable[[Record], object]) -> dict[str, object]:
    """What `wrong` finds in each record, by control number; records in which it finds nothing are left out."""
    return {number(record): found for record in records if (found := wrong(record))}


def test_built_files_are_what_the_sources_say() -> None:
    assert build.main(["--check"]) == 0


@pytest.mark.parametrize(("name", "source"), [("almaty.mrc", "almaty.mrk"), ("tashkent.xml", "tashkent.mrk")])
def test_every_field_of_the_source_is_in_the_built_file(name: str, source: str) -> None:
    blocks = list(build.blocks(data(source).decode()))
    built = read(name)
    assert len(built) == len(blocks)
    for block, record in zip(blocks, built, strict=True):
        assert str(record).strip().splitlines()[1:] == block.strip().splitlines()[1:]


def test_a_stale_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("almaty.mrk", "tashkent.mrk", "omsk.mrk", "bishkek.mrk"):
        (tmp_path / name).write_bytes(data(name))
    monkeypatch.setattr(build, "HERE", tmp_path)
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0
    text = (tmp_path / "almaty.mrk").read_text(encoding="utf-8")
    (tmp_path / "almaty.mrk").write_text(text.replace("Book of words", "Book of deeds"), encoding="utf-8")
    assert build.main(["--check"]) == 1
    assert "almaty.mrc is not what almaty.mrk says" in capsys.readouterr().err


def test_a_source_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    source = tmp_path / "bad.mrk"
    source.write_text("=LDR  00000nam a22000007i 4500\n=001  one\n\n245 no equals sign\n", encoding="utf-8")
    with pytest.raises(build.MnemonicError, match=r"bad\.mrk, record 2"):
        list(build.records(source))


def test_sources_are_clean_text() -> None:
    for name in (*SOURCES, "shared.tsv"):
        text = data(name).decode()
        assert unicodedata.is_normalized("NFC", text), name
        assert not [line for line in text.splitlines() if line != line.rstrip() or "\ufffd" in line], name


def test_counts(catalogues: dict[str, list[Record]], records: list[Record]) -> None:
    assert len(records) >= 150
    assert min(len(catalogue) for catalogue in catalogues.values()) >= 70
    languages = Counter(fixed(record)[35:38] for record in records)
    assert {code for code, count in languages.items() if count >= 12} >= {"kaz", "rus", "uzb", "kir", "tgk", "eng"}
    assert languages["tat"] and languages["tuk"]


def test_control_numbers_and_codes(catalogues: dict[str, list[Record]], records: list[Record]) -> None:
    assert not [key for key, count in Counter(map(number, records)).items() if count > 1]
    for catalogue, code in zip(catalogues.values(), SOURCES.values(), strict=True):
        assert {record["003"].data for record in catalogue} == {code}
        assert {record["040"]["a"] for record in catalogue} == {code}


def test_leaders_and_lengths() -> None:
    for raw in data("almaty.mrc").split(b"\x1d")[:-1]:
        assert int(raw[:5]) == len(raw) + 1
        assert raw[int(raw[12:17]) - 1 : int(raw[12:17])] == b"\x1e"
    for record in read("almaty.mrc") + read("tashkent.xml"):
        assert re.fullmatch(r"\d{5}n[acegj][ims] a22\d{5}7i 4500", str(record.leader)), number(record)


def wrong_fixed_field(record: Record) -> list[str]:
    text = fixed(record)
    found = [] if len(text) == 40 else [f"length {len(text)}"]
    found += [] if text[35:38] in LANGUAGES else [f"language {text[35:38]}"]
    found += [] if text[15:18].strip() in COUNTRIES else [f"country {text[15:18]}"]
    statement = record.get("264")
    years = re.findall(r"\d{4}", statement.get("c", "") or "") if statement else []
    kind, first, last = text[6], text[7:11], text[11:15]
    if kind == "s" and years:
        found += [] if (first, last) == (years[0], "    ") else [f"date {text[6:15]} for {years}"]
    elif kind in "md" and len(years) > 1:
        found += [] if [first, last] == years else [f"dates {text[6:15]} for {years}"]
    elif years:
        found += [] if kind in "cm" and [first, last] == [years[0], "9999"] else [f"dates {text[6:15]} for {years}"]
    elif "u" not in first:
        found.append(f"date {text[6:15]} without a 264 $c")
    return found


def test_fixed_fields(records: list[Record]) -> None:
    assert faults(records, wrong_fixed_field) == {}


def test_the_country_is_that_of_the_place(records: list[Record]) -> None:
    countries = {place: code for code, places in PLACES.items() for place in places}
    checked = 0
    for record in records:
        place = (record["264"].get("a", "") or "").rstrip(" :;,") if "264" in record else ""
        if place in countries and str(record.leader)[6] in "ae":
            checked += 1
            assert fixed(record)[15:18].strip() == countries[place], number(record)
    assert checked > 100


def test_language_fields(records: list[Record]) -> None:
    for record in records:
        for field in record.get_fields("041"):
            assert {subfield.value for subfield in field.subfields} <= LANGUAGES, number(record)
            assert fixed(record)[35:38] in field.get_subfields("a"), number(record)
            assert (str(field.indicator1) == "1") == bool(field.get_subfields("h")), number(record)
            assert fixed(record)[35:38] not in field.get_subfields("h") or len(field.get_subfields("a")) > 1, number(record)


def wrong_pairs(record: Record) -> list[str]:
    """The pairs of a field and its 880 that do not point at each other, or do not say the same in two scripts."""
    regular = {f"{f.tag}-{f['6'][4:6]}": f for f in record.fields if f.tag != "880" and f.get("6")}
    original = {f["6"][:6]: f for f in record.get_fields("880")}
    found = [f"{key} without its pair" for key in regular.keys() ^ original.keys()]
    for key in regular.keys() & original.keys():
        one, other = regular[key], original[key]
        same = [s.code for s in one.subfields] == [s.code for s in other.subfields]
        found += [] if same and one.indicators == other.indicators else [f"{key} differs in shape"]
        found += [] if re.fullmatch(r"880-\d\d", one["6"]) and other["6"][6:] == "/(N" else [f"{key}: $6"]
        found += [] if one.tag in PAIRED and not CYRILLIC.search(one.format_field()) else [f"{key} is not romanised"]
        found += [] if CYRILLIC.search(other.format_field()) else [f"{key}: the 880 is not in Cyrillic"]
    return found


def test_pairs_of_scripts(catalogues: dict[str, list[Record]], records: list[Record]) -> None:
    assert faults(records, wrong_pairs) == {}
    for catalogue in catalogues.values():
        assert sum(bool(record.get_fields("880")) for record in catalogue) >= 15


def test_romanised_titles_follow_the_published_tables(records: list[Record]) -> None:
    plain = str.maketrans("", "", "\u0361\ufe20\ufe21")  # the two catalogues write ligatures differently on purpose
    checked = 0
    for record in records:
        originals = {field["6"][:6]: field for field in record.get_fields("880")}
        for field in record.get_fields("245"):
            original = originals.get(f"245-{field.get('6', '')[4:6]}")
            for ours, theirs in zip(field, original, strict=True) if original else ():
                if ours.code != "6":
                    expected = romanise(theirs.value, "ala-lc", TAGS[fixed(record)[35:38]])
                    assert ours.value.translate(plain) == expected.translate(plain), number(record)
                    checked += 1
    assert checked > 100


def test_no_word_mixes_scripts(records: list[Record]) -> None:
    def mixed(record: Record) -> list[str]:
        return [f"{field.tag} ${code} {value}" for field, code, value in subfields(record) if MIXED_WORD.search(value)]

    assert faults(records, mixed) == {}


def test_titles_are_in_the_letters_of_their_language(records: list[Record]) -> None:
    checked: Counter[str] = Counter()
    for record in records:
        language = fixed(record)[35:38]
        titles = [f for f in record.get_fields("245", "880") if f.tag == "245" or f["6"].startswith("245")]
        for title in titles:
            text = " ".join(title.get_subfields("a", "b", "n", "p"))
            letters = {letter for letter in text.lower() if CYRILLIC.match(letter)}
            if letters:
                checked[language] += 1
                assert letters <= ALPHABETS[language], (number(record), letters - ALPHABETS[language])
    assert set(checked) == set(ALPHABETS)


def test_non_filing_characters(records: list[Record]) -> None:
    for record in records:
        title = record["245"]
        article = re.match(r"(The|A|An) ", title["a"]) if fixed(record)[35:38] == "eng" else None
        assert str(title.indicator2) == str(len(article[0]) if article else 0), number(record)
        entry = any(record.get_fields("100", "110", "130"))
        assert str(title.indicator1) == ("1" if entry else "0"), number(record)


def test_isbn_and_issn_have_right_check_digits(records: list[Record]) -> None:
    numbers = [field["a"].replace("-", "") for record in records for field in record.get_fields("020", "022")]
    assert numbers
    for digits in numbers:
        values = [10 if digit == "X" else int(digit) for digit in digits]
        assert sum(value * (len(values) - i) for i, value in enumerate(values)) % 11 == 0, digits


def test_materials(records: list[Record]) -> None:
    present = {str(record.leader)[6:8] for record in records}
    assert present >= {"am", "as", "ai", "em", "cm", "jm", "gm"}
    tags = Counter(tag for record in records for tag in {field.tag for field in record.fields})
    for tag in ("041", "080", "084", "130", "240", "490", "502", "505", "600", "650", "655", "765", "856"):
        assert tags[tag] >= 2, tag
    used = {(field.tag, code) for record in records for field, code, _ in subfields(record)}
    assert used >= {("100", "d"), ("100", "e"), ("100", "4"), ("700", "t"), ("245", "n"), ("245", "p"), ("100", "1")}
    schemes = {field.get("2") for record in records for field in record.get_fields("650", "651", "655")}
    assert schemes >= {None, "fast", "lcgft", "nlr-sh"}


def test_whatever_is_not_online_is_held(records: list[Record]) -> None:
    for record in records:
        online = "007" in record and str(record["007"].data).startswith("cr")
        assert ("852" in record) != online, number(record)


def test_shared_works(catalogues: dict[str, list[Record]], shared: list[dict[str, str]]) -> None:
    almaty, tashkent = ({number(record): record for record in catalogue} for catalogue in catalogues.values())
    for row in shared:
        one, other = almaty[row["almaty"]], tashkent[row["tashkent"]]
        same = fixed(one)[35:38] == fixed(other)[35:38]
        assert row["relation"] == ("edition" if same else "translation"), row
        assert [str(f) for f in one.get_fields("100", "245", "264")] != [str(f) for f in other.get_fields("100", "245", "264")], (
            row
        )
    assert len({row["work"] for row in shared if row["relation"] == "edition"}) >= 35
    assert len({row["work"] for row in shared if row["relation"] == "translation"}) >= 20


def test_hard_cases_are_there(records: list[Record]) -> None:
    def authors_of(title: str) -> set[str]:
        return {record["100"]["a"] for record in records if record["245"]["a"].rstrip(" :/") == title}

    assert len(authors_of("Избранное")) >= 2
    assert len(authors_of("Шығармалары")) >= 2
    assert len(authors_of("Танланган асарлар")) >= 2
    headings = [field for record in records for field in record.get_fields("100", "880")]
    names = {field.get("a", "").rstrip(",") for field in headings}
    tolstoys = {"Толстой, Лев Николаевич", "Толстой, Алексей Николаевич", "Толстой, Алексей Константинович"}
    assert names >= tolstoys
    assert names >= {"Массон, Михаил Евгеньевич", "Массон, Вадим Михайлович", "Мүсірепов, Ғабит", "Мұстафин, Ғабиден"}
