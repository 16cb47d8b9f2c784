"""Names as other languages write them, known forms of names, and the sounds by which they are found."""

from itertools import combinations

import pytest

from conversions.scripts import (
    COMMON_FAMILIES,
    Match,
    compatible_names,
    family_stem,
    fold,
    one_name,
    readings,
    rough_sound,
    sound,
)

FAMILIES = [
    "Чехов, Антон | Tschechow, Anton | Tchekhov, Anton | Czechow, Antoni | Čechov, Anton | Çehov, Anton | Chéjov, Antón"
    " | Tsjechov, Anton"
    " | Csehov, Anton | Čehovs, Antons | Anton Chekhov",
    "Айтматов, Чингиз | Ajtmatow, Tschingis | Aïtmatov, Tchinguiz | Ajtmatow, Czingiz | Aytmatov, Cengiz | Aitmatov, Čingiz"
    " | Айтматов, Чыңгыз | Айтматов, Шыңғыс | Chingiz Aitmatov",
    "Ауэзов, Мухтар | Auesow, Muchtar | Aouezov, Moukhtar | Auezow, Muchtar | Әуезов, Мұхтар | Avezov, Muhtar | Äuezov, Muhtar",
    "Достоевский, Федор | Dostojewski, Fjodor | Dostoïevski, Fiodor | Dostoyevsky, Fyodor | Достоевскій, Ѳедоръ",
    "Пушкин, Александр | Puschkin, Alexander | Pouchkine, Alexandre | Puszkin, Aleksander | Puskin, Alekszandr",
    "Солженицын, Александр | Solschenizyn, Alexander | Soljenitsyne, Alexandre | Sołżenicyn, Aleksander",
    "Толстой, Лев | Tolstoy, Leo | Tolstoi, Lew | Tolstoï, Léon | Tołstoj, Lew",
    "Валиханов, Чокан | Уәлиханов, Шоқан | Walichanow, Tschokan | Valikhanov, Tchokan | Ualikhanov, Shoqan",
    "Айни, Садриддин | Айнӣ, Садриддин | Ajni, Sadriddin | Aïni, Sadriddine",
    "Турсун-заде, Мирзо | Турсунзода, Мирзо | Tursunzade, Mirzo",
    "Құнанбайұлы, Ибраһим | Кунанбаев, Ибрагим | Kunanbajew, Ibrahim",
    "Хрущев, Никита | Chruschtschow, Nikita | Khrouchtchev, Nikita | Chruszczow, Nikita | Chruščov, Nikita | Hruštšov, Nikita",
    "Мандельштам, Осип | Mandelstam, Ossip | Mandelsztam, Osip",
    "Вахидов, Эркин | Воҳидов, Эркин",
    "Якубов, Адыл | Ёқубов, Одил",
    "Радлов, Василий | Radloff, Wilhelm",
    "Булгаков, Михаил | Bułhakow, Michaił | Boulgakov, Mikhaïl",
    "Гоголь, Николай | Gogolj, Nikolai | Gogol, Nikolaj",
]


@pytest.mark.parametrize("forms", FAMILIES)
def test_forms_of_a_name_in_many_languages_are_compatible(forms: str) -> None:
    different = [
        (one, other) for one, other in combinations(forms.split(" | "), 2) if compatible_names(one, other) is Match.DIFFERENT
    ]
    assert not different


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Иванов, Иван", "Иванова, Иван"),
        ("Каримов, Ислам", "Керимов, Ислам"),
        ("Ауэзов, Мурат", "Ауэзов, Мухтар"),
        ("Сарсенбаев, Марат", "Сарсенбаев, Мурат"),
        ("Чехов, Антон Павлович", "Чехов, Александр Павлович"),
        ("Валиханов, Чингиз", "Валиханов, Чокан Чингисович"),
        ("Толстой, Лев Николаевич", "Толстой, Лев Львович"),
        ("Иванова, Анна Петровна", "Иванов, Ян Петрович"),
        ("Schmidt, Hans", "Schmitt, Heinz"),
        ("Scott, Walter", "Schott, Walter"),
        ("Толстой, Алексей Константинович", "Tolstoj, Aleksej Nikolaevič"),
        ("Мусрепов, Габит", "Мұстафин, Ғабиден"),
    ],
)
def test_readings_do_not_make_different_people_meet(one: str, other: str) -> None:
    assert compatible_names(one, other) is Match.DIFFERENT


def test_a_name_without_a_comma_is_read_in_both_orders() -> None:
    assert compatible_names("Абдулла Қодирий", "Қодирий, Абдулла") is not Match.DIFFERENT
    assert compatible_names("Қодирий Абдулла", "Қодирий, Абдулла") is not Match.DIFFERENT


def test_a_rank_is_no_given_name() -> None:
    assert compatible_names("Babur, Emperor of Hindustan", "Бабур, Захир-ад-дин Мухаммад") is Match.COMPATIBLE


def test_a_fuller_form_in_brackets_fills_what_is_missing() -> None:
    assert compatible_names("Petrov, Nikolai (Nikolai Vladimirovich)", "Петров, Николай Владимирович") is Match.EQUAL
    assert compatible_names("Petrov, Nikolai (Nikolai Vladimirovich)", "Петров, Николай Иванович") is Match.DIFFERENT


def test_known_forms_are_not_passed_on_from_row_to_row() -> None:
    assert one_name(fold("Вильгельм"), fold("William"))
    assert one_name(fold("William"), fold("Уильям"))
    assert not one_name(fold("Вильгельм"), fold("Уильям"))


@pytest.mark.parametrize(
    ("one", "other"), [("Қодирий", "Kadyri"), ("Бобур", "Бабур"), ("Ойбек", "Айбек"), ("Мухаммад", "Мухаммед")]
)
def test_what_sounds_alike(one: str, other: str) -> None:
    assert sound(fold(one)) == sound(fold(other))


@pytest.mark.parametrize(("one", "other"), [("Иванов", "Иванова"), ("Ким", "Гим"), ("Абаев", "Апаев"), ("Есенин", "Есениш")])
def test_what_does_not(one: str, other: str) -> None:
    assert sound(fold(one)) != sound(fold(other))


@pytest.mark.parametrize("forms", [FAMILIES[0], FAMILIES[1], FAMILIES[3]])
def test_transliterations_have_one_rough_sound(forms: str) -> None:
    families = {form.partition(",")[0] if "," in form else form.split()[-1] for form in forms.split(" | ")}
    assert len({rough_sound(fold(family)) for family in families}) == 1


def test_the_stem_of_a_family_name_is_that_of_its_forms() -> None:
    assert {family_stem(fold(family)) for family in ("Кунанбаев", "Құнанбайұлы", "Kunanbayeva")} == {"kunanba"}
    assert family_stem("ev") == "ev"


def test_a_reading_never_takes_the_plain_one_away() -> None:
    assert all(readings(name)[0] == name for forms in FAMILIES for name in forms.split(" | "))


def test_common_family_names_are_folded() -> None:
    assert {fold("Иванов"), fold("Kim"), fold("Ахметов")} <= COMMON_FAMILIES
    assert fold("Ауэзов") not in COMMON_FAMILIES
