"""Scripts and languages of strings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversions.scripts import language_of, romanise, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Абай жолы", "Cyrl"),
        ("Auėzov", "Latn"),
        ("Abai = Абай жолы", "Cyrl"),
        ("مختار", "Arab"),
        ("紅楼夢", "Hani"),
        ("源氏ものがたり", "Hira"),
        ("한국", "Hang"),
        ("Ὅμηρος", "Grek"),
        ("שלום", "Hebr"),
        ("Մարտ", "Armn"),
        ("ვეფხი", "Geor"),
        ("1897-1961", "Zyyy"),
        ("", "Zyyy"),
        ("ʺʹʻ", "Zyyy"),
        ("ᠮᠣᠩᠭᠣᠯ", "Mong"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "hint", "tag"),
    [
        # The letters decide, whatever the record says.
        ("Қазақ хандығы", "rus", "kk"),
        ("Әуезов", "", "kk"),
        ("Бөлтірік", "uzb", "kk"),
        ("Мұхтар", "kir", "kk"),
        ("Жаңы китеп", "", "ky"),
        ("Көк-Жаңгак", "rus", "ky"),
        ("Таърихи тоҷикон", "rus", "tg"),
        ("Рӯдакӣ", "", "tg"),
        ("Ўтган кунлар", "rus", "uz-Cyrl"),
        ("Ўқиш китоби", "", "uz-Cyrl"),
        ("Җиһан", "rus", "tt"),
        ("Җуманазаров, Җеңиш", "tuk", "tk-Cyrl"),
        ("Історія України", "", "uk"),
        ("Гісторыя, ў якой", "", "be"),
        ("Матеріалы по исторіи", "rus", "ru"),
        # Several languages have the letters: words, then the record, then the commonest.
        ("Қосимов", "tgk", "tg"),
        ("Қосимов", "uzb", "uz-Cyrl"),
        ("Қасымов", "", "kk"),
        ("Ҳикоялар тўплами", "tgk", "uz-Cyrl"),
        ("Өмүр жана өлүм менен", "kaz", "ky"),
        ("Үч", "kaz", "kk"),
        # Letters that Russian has too: words, then the record.
        ("Абай жолы", "kaz", "kk"),
        ("Алматы", "kk", "kk"),
        ("Манас", "kir", "ky"),
        ("Узбекистон тарихи", "uzb", "uz-Cyrl"),
        ("История Казахстана", "kaz", "ru"),
        ("Учебник для 5 класса", "uzb", "ru"),
        ("Путь Абая", "kaz", "ru"),
        ("Война и мир", "", "ru"),
        ("Достоевский", "eng", "ru"),
        ("Манас", "", "und-Cyrl"),
        ("Бабур", "mon", "mn"),
        # Latin.
        ("Abai zholy", "kaz", "kk-Latn"),
        ("Voĭna i mir", "rus", "ru-Latn"),
        ("Istoriâ", "ru", "ru-Latn"),
        ("Rūdakī", "tgk", "tg-Latn"),
        ("Oʻtgan kunlar", "", "uz"),
        ("O'tgan kunlar", "uzb", "uz"),
        ("Türkmen diliniň taryhy", "", "tk"),
        ("Qazaq ädebietı tarihy", "kaz", "kk-Latn"),
        ("Auezov", "", ""),
        ("London", "eng", "en"),
        ("History of the Kazakhs", "kaz", "en"),
        ("The history", "", "en"),
        # Others.
        ("كتاب", "kaz", "kk-Arab"),
        ("كتاب", "ara", "ar"),
        ("كتاب", "eng", "und-Arab"),
        ("کتاب", "", "und-Arab"),
        ("红楼梦", "chi", "zh"),
        ("源氏", "jpn", "ja"),
        ("源氏", "", "und-Hani"),
        ("Ὅμηρος", "", "el"),
        ("1897", "kaz", ""),
        ("", "kaz", ""),
        ("Abai", "und", ""),
        ("Abai", "zxx", ""),
        ("Abai", "kk-Cyrl", "kk-Latn"),
    ],
)
def test_language(text: str, hint: str, tag: str) -> None:
    assert language_of(text, hint) == tag


@pytest.mark.parametrize(
    ("name", "hint", "tag"),
    [
        ("Иванов, Иван Петрович", "kaz", "ru"),
        ("Ауэзов, Мухтар", "kaz", "ru"),
        ("Абай", "kaz", "und-Cyrl"),
        ("Әуезов, Мұхтар", "rus", "kk"),
        ("Ғафуров, Бобоҷон", "rus", "tg"),
        ("Қосимов", "tgk", "tg"),
        ("Айтматова, Роза", "kir", "ru"),
        ("Auezov, Mukhtar", "kaz", "kk-Latn"),
    ],
)
def test_a_cyrillic_name_trusts_its_letters(name: str, hint: str, tag: str) -> None:
    assert language_of(name, hint, name=True) == tag


def test_composed_and_decomposed_are_one() -> None:
    assert language_of("Ӯ и\u0306 рӯз") == language_of("У\u0304 й ру\u0304з") == "tg"


@given(st.text(max_size=20), st.text(max_size=5))
def test_any_text_and_hint_give_a_tag_or_nothing(text: str, hint: str) -> None:
    tag = language_of(text, hint)
    assert tag == "" or all(part.isalnum() and part.isascii() and 2 <= len(part) <= 8 for part in tag.split("-"))


def test_a_romanised_string_is_in_the_language_it_came_from() -> None:
    assert language_of(romanise("Қазақ тілі", "ala-lc", "kk"), "kaz") == "kk-Latn"
