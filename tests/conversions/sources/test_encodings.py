"""Encodings are found by evidence: on the corpus's 8-bit files, and on texts of the region in every legacy encoding."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversions.record import Record
from conversions.sources import Profile, encodings, iso2709, iso5426, marc8

from .build import iso2709 as built

RUSSIAN = """Евгений Онегин : роман в стихах|Путь Абая|Война и мир|История Казахстана с древнейших времён до наших дней
Учебник физики для 7 класса|Сборник научных трудов|Алма-Ата : Мектеп, 1985|Правила дорожного движения|Сказки|ПУШКИН А. С.
Отечественная война 1941-1945 гг.|Экономика предприятия|Юридический справочник|Материалы конференции|Щит и меч|Объявление"""
KAZAKH = """Абай жолы|Қазақ әдебиетінің тарихы|Мұхтар Әуезов шығармалары|Көшпенділер : трилогия|Қан мен тер|Ақбілек : роман
Қазақстан Республикасының Конституциясы|Өлеңдер мен поэмалар|Түркі халықтарының тілдері|Менің атым Қожа|Алпамыс батыр
Қазақ халқының дәстүрлері мен әдет-ғұрыптары|Шоқан Уәлихановтың таңдамалы шығармалары"""
UZBEK = """Ўтган кунлар : роман|Меҳробдан чаён|Ўзбек халқ эртаклари|Навоий асарлари|Ўзбекистон тарихи|Қутлуғ қон|Юлдузли тунлар
Ғафур Ғулом танланган асарлар|Ҳамза Ҳакимзода Ниёзий|Тошкент давлат университети илмий ишлари"""
TATAR = """Татар халык җырлары|Габдулла Тукай әсәрләре|Идегәй дастаны|Миңа кирәк түгел|Мәхәббәт турында хикәяләр|Яшьләр үзәге
Шәүкәт Галиев шигырьләр|Татар теле грамматикасы|Казан дәүләт университеты"""
TITLES = [title for text in (RUSSIAN, KAZAKH, UZBEK, TATAR) for title in text.replace("\n", "|").split("|")]
CYRILLIC = ("cp1251", "cp866", "koi8-r", "iso8859-5")


def fields_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for received in iso2709.split(stream):
            yield received.raw[int(received.raw[12:17]) :]


def share_right(texts: list[str], encoding: str, format: str = "auto") -> float:
    """How many of the texts, put into the encoding, are read as they were (less what it has not)."""
    right = 0
    for text in texts:
        data = text.encode(encoding, "replace")
        found = encodings.detect(data, format=format)
        right += encodings.read_as(data, found) == encodings.read_as(data, encoding)
    return right / len(texts)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("AleksST_marc/stav6.part1.mrc", "cp866"),
        ("amironov73_ManagedIrbis/TEST1.ISO", "cp1251"),
        ("indexdata_idzebra/simple-rusmarc.part1.iso", "koi8-r"),
    ],
)
def test_files_of_libraries_in_8_bits(corpus: Path, name: str, encoding: str) -> None:
    found = [encodings.detect(data, format="rusmarc") for data in fields_of(corpus / "rusmarc" / name)]
    assert found.count(encoding) >= 0.995 * len(found)


@pytest.mark.parametrize("encoding", CYRILLIC)
def test_records_of_the_national_library_of_tatarstan_reencoded(corpus: Path, encoding: str) -> None:
    texts = [data.decode() for data in fields_of(corpus / "rusmarc/isergey_libcms/ruslan_19.part1.mrc")]
    assert share_right([text for text in texts if not text.isascii()], encoding) >= 0.995


@pytest.mark.parametrize("encoding", [*CYRILLIC, "kz1048"])
def test_titles_as_short_as_they_come(encoding: str) -> None:
    assert share_right(TITLES, encoding, "rusmarc") >= (0.995 if encoding in CYRILLIC else 0.94)


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154"])
@pytest.mark.parametrize("text", [KAZAKH, TATAR], ids=["kk", "tt"])
def test_texts_with_letters_beyond_russian_in_code_pages_that_have_them(encoding: str, text: str) -> None:
    title = text.replace("\n", "|").replace("|", "\x1e1 \x1fa")
    assert encodings.detect(title.encode(encoding, "replace")) == encoding


@pytest.mark.parametrize("title", ["Мүсірепов, Ғабит. Ұлпан", "Көшпенділер / І. Есенберлин; Ұлы дала", "Қазақ ертегілері"])
def test_a_kazakh_name_is_not_read_as_ukrainian(title: str) -> None:
    assert encodings.detect(title.encode("kz1048")) == "kz1048"


@pytest.mark.parametrize("title", ["Охорона здоров'я України та її народу", "Сцёпаў, Ў. Гісторыя беларускай мовы", "Їжак"])
def test_ukrainian_and_belarusian_are_not_read_as_kazakh(title: str) -> None:
    assert encodings.detect(title.encode("cp1251")) == "cp1251"


def test_marc8_files_of_the_corpus(corpus: Path) -> None:
    found = []
    for name in ("solrmarc_solrmarc/uva_001_2000.mrc", "evergreen-library-system_Evergreen/jazz_1k.mrc"):
        for data in fields_of(corpus / "marc21" / name):
            if not data.isascii() or b"\x1b" in data:
                found.append(encodings.detect(data, "marc-8", "marc21"))
    assert len(found) > 900
    assert found.count("marc-8") >= 0.995 * len(found)


def test_french_unimarc_in_iso5426(corpus: Path) -> None:
    known = {char: byte for byte, char in enumerate(iso5426.TABLE) if char != "\ufffd"}
    right = total = 0
    for data in fields_of(corpus / "unimarc/medialab_reference_manager/cotesMEL.mrc"):
        encoded = in_iso5426(data.decode(), known)
        if not encoded.isascii():
            total += 1
            right += encodings.detect(encoded, format="unimarc") == "iso5426"
    assert total > 100
    assert right >= 0.995 * total


def in_iso5426(text: str, known: dict[str, int]) -> bytes:
    """Marks before their letters."""
    written: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        written.insert(len(written) - 1 if unicodedata.combining(char) else len(written), char)
    return bytes(known.get(char, 0x3F) for char in written)


def test_what_the_record_says_is_not_believed_against_the_evidence() -> None:
    raw = built(Record.parse("LDR 00000nam a2200000 a 4500\n001 x\n245 10 $a Путь Абая : роман-эпопея"), "cp1251")
    parsed = iso2709.parse(raw, Profile(format="marc21"))
    assert parsed.record["245"]["a"] == "Путь Абая : роман-эпопея"
    assert "read as cp1251 although the record says utf-8" in parsed.notes


def test_unimarc_coded_data_breaks_ties_only() -> None:
    record = Record.parse("001 x\n100 ## $a 20030101d1999    u  y0rusy0189    ca\n200 1# $a Путь Абая")
    assert iso2709.parse(built(record, "koi8-r"), Profile(format="rusmarc")).record["200"]["a"] == "Путь Абая"


def test_the_files_encoding_decides_for_a_record_too_short_to_tell() -> None:
    data = "\x1e  \x1faТ2".encode("cp866")
    assert encodings.decode(data, b"", Profile(format="rusmarc", likely_encoding="cp866")).encoding == "cp866"


def test_a_few_bad_bytes_in_utf8_are_marked_and_told() -> None:
    data = "Қазақ әдебиеті тарихы".encode() + b"\xff \x1e  \x1faok"
    decoded = encodings.decode(data, b"", Profile())
    assert decoded.text.startswith("Қазақ әдебиеті тарихы\ufffd")
    assert any("U+FFFD" in note for note in decoded.notes)


def test_a_field_in_another_encoding_than_the_record_is_read_by_itself() -> None:
    data = "Қазақ әдебиеті тарихы Мұхтар Әуезов\x1e1 \x1fa".encode() + "Москва".encode("cp1251")
    decoded = encodings.decode(data, b"", Profile())
    assert decoded.text.endswith("Москва")
    assert "one field is not UTF-8: read as cp1251" in decoded.notes


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xe2Etat\xe8e", "Étatë"),
        (b"\x1b(N\x1b)Q\x6d\x6f\x73\x6b\x77\x61\x1b(B ok", "МОСКВА ok"),
        (b"\x1b$1\x21\x30\x21\x1b(B.", "一."),
        (b"H\x1bb2\x1bsO", "H₂O"),
        (b"\xb92.50 \xc3 1990", "£2.50 © 1990"),
    ],
)
def test_marc8(data: bytes, text: str) -> None:
    assert marc8.decode(data) == (text, 0)


def test_marc8_tells_what_it_does_not_know() -> None:
    assert marc8.decode(b"a\xffb") == ("a\ufffdb", 1)
