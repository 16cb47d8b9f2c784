"""Romanisation: complete tables, and the examples of the published ones."""

import unicodedata

import pytest

from conversions.alphabets.tables import columns
from conversions.scripts import LANGUAGES, fold, romanise, script_of, systems_for

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
ALPHABETS = {
    "ru": RUSSIAN,
    "kk": RUSSIAN + "әғқңөұүһі",
    "ky": RUSSIAN + "ңөү",
    "tg": RUSSIAN + "ғӣқӯҳҷ",
    "tk": RUSSIAN + "әҗңөү",
    "uz": RUSSIAN + "ўқғҳ",
    "tt": RUSSIAN + "әҗңөүһ",
}
EVERY_LETTER = [
    (letter, system, language)
    for language, alphabet in ALPHABETS.items()
    for letter in alphabet
    for system in systems_for(language)
]


def test_each_language_has_its_systems() -> None:
    assert {language: systems_for(language) for language in LANGUAGES} == {
        "ru": ("ala-lc", "iso9", "gost", "bgn"),
        "kk": ("ala-lc", "iso9", "bgn", "national"),
        "ky": ("ala-lc", "iso9", "bgn"),
        "tg": ("ala-lc", "iso9", "bgn"),
        "tk": ("ala-lc", "iso9", "bgn", "national"),
        "uz": ("ala-lc", "iso9", "bgn", "national"),
        "tt": ("ala-lc", "iso9"),
    }


@pytest.mark.parametrize(("letter", "system", "language"), EVERY_LETTER)
def test_every_letter_in_both_cases_is_in_every_table(letter: str, system: str, language: str) -> None:
    assert columns(language)[system][letter]
    small, capital = romanise(f"а{letter}б", system, language), romanise(f"А{letter.upper()}Б", system, language)
    assert script_of(small) == script_of(capital) == "Latn"
    assert not [sign for sign in small + capital if "\u0400" <= sign <= "\u04ff"]
    assert fold(small) == fold(capital)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_letter_systems_tell_all_letters_apart(language: str) -> None:
    letters = {romanise(letter, "iso9", language) for letter in ALPHABETS[language]}
    assert len(letters) == len(ALPHABETS[language])


@pytest.mark.parametrize(
    ("text", "system", "language", "latin"),
    [
        ("Достоевский, Фёдор", "ala-lc", "ru", "Dostoevskiĭ, Fëdor"),
        ("Цветаева Юлия", "ala-lc", "ru", "T͡Svetaeva I͡Ulii͡a"),
        ("Объект, Соль, Эхо, Щука", "ala-lc", "ru", "Obʺekt, Solʹ, Ėkho, Shchuka"),
        ("Әуезов, Мұхтар", "ala-lc", "kk", "Ăuezov, Mūkhtar"),
        ("Ғылым және білім", "ala-lc", "kk", "Ghylym zhăne bīlīm"),
        ("Жаңы сөз, Үмүт", "ala-lc", "ky", "Zhan͡gy sȯz, U̇mu̇t"),
        ("Рӯдакӣ, Ҷомӣ, Ҳофиз", "ala-lc", "tg", "Rūdakī, Jomī, Ḣofiz"),
        ("Ўзбек, Қуръон, Ғафур", "ala-lc", "uz", "Ŭzbek, Qurʺon, Ghafur"),
        ("Җумаев", "ala-lc", "tk", "Jumaev"),
        ("Һәм", "ala-lc", "tt", "Ḣăm"),
        ("Щёголев, Юрий Хаджиев", "iso9", "ru", "Ŝëgolev, Ûrij Hadžiev"),
        ("Қазақ әдебиеті", "iso9", "kk", "Ķazaķ a̋debietì"),
        ("Ҷаҳон, Рӯз", "iso9", "tg", "Çah̦on, Rūz"),
        ("Ўтган", "iso9", "uz", "Ŭtgan"),
        ("Цирк, Цапля, Крылья, Эхо, Хлеб", "gost", "ru", "Cirk, Czaplya, Kry`l`ya, E`xo, Xleb"),
        ("ЩИ, Щи", "gost", "ru", "SHHI, Shhi"),
        ("Подъезд, Ещё, Ельцин, Андреев", "bgn", "ru", "Pod”yezd, Yeshchë, Yel’tsin, Andreyev"),
        ("Шымкент, Өскемен, Жаңаөзен", "bgn", "kk", "Shymkent, Öskemen, Zhangaözen"),
        ("Семей, Шиелі, Қызылорда, Алматы", "bgn", "kk", "Semey, Shīeli, Qyzylorda, Almaty"),
        ("Жалал-Абад, Чүй, Өзгөн, Бишкек", "bgn", "ky", "Jalal-Abad, Chüy, Özgön, Bishkek"),
        ("Душанбе, Хуҷанд, Саъдӣ, Бағдод", "bgn", "tg", "Dushanbe, Khujand, Sa’dí, Baghdod"),
        ("Тошкент, Фарғона, Ўш, Етти", "bgn", "uz", "Toshkent, Farg‘ona, O‘sh, Yetti"),
        ("Қазақстан Республикасы, Шымкент, Әйтеке би", "national", "kk", "Qazaqstan Respublikasy, Şymkent, Äiteke bi"),
        ("Іле, Иса, Ұлытау, Ңғ", "national", "kk", "Ile, İsa, Ūlytau, Ñğ"),
        ("Ўзбекистон, Шаҳрихон, Чирчиқ, Яккасарой", "national", "uz", "Oʻzbekiston, Shahrixon, Chirchiq, Yakkasaroy"),
        ("Ашгабат, Җейхун, Еңиш, Чәрҗев", "national", "tk", "Aşgabat, Jeýhun, Ýeňiş, Çärjew"),
    ],
)
def test_examples_of_the_published_tables(text: str, system: str, language: str, latin: str) -> None:
    assert romanise(text, system, language) == unicodedata.normalize("NFC", latin)


def test_capitals_follow_the_word() -> None:
    assert romanise("ЖЮЛЬ Жюль", "ala-lc", "ru") == "ZHI͡ULʹ Zhi͡ulʹ"
    assert romanise("Ш. Ч. ХВ", "ala-lc", "ru") == "Sh. Ch. KHV"


def test_the_letters_tell_the_language_when_none_is_given() -> None:
    assert romanise("Мұхтар", "national") == "Mūhtar"
    assert romanise("Иван", "gost") == "Ivan"


def test_what_is_not_cyrillic_stays() -> None:
    assert romanise("Абай (1845-1904) = Abai; مختار", "ala-lc", "kk") == "Abaĭ (1845-1904) = Abai; مختار"


def test_decomposed_letters_are_letters() -> None:
    assert romanise(unicodedata.normalize("NFD", "Йўл ё"), "ala-lc", "uz") == romanise("Йўл ё", "ala-lc", "uz")


@pytest.mark.parametrize(
    ("system", "language"), [("gost", "kk"), ("national", "ru"), ("bgn", "tt"), ("ala-lc", "de"), ("x", "ru")]
)
def test_a_table_that_does_not_exist_is_said(system: str, language: str) -> None:
    with pytest.raises(ValueError, match=f"no table '{system}' for the language '{language}'; there are ru: ala-lc"):
        romanise("Абай", system, language)
