"""Texts are sorted by the alphabet of the reader's language."""

import pytest

from kg.collation import sort_key

ORDERED = {
    "ru": ["1984", "Ёжик", "Жизнь", "Йод", "Кот", "Abai"],
    "kk": ["Абай", "Әуезов", "Ғалым", "Дала", "Қала", "Лев", "Өлең", "Ыстық", "Іле", "Эпос", "Abai"],
    "ky": ["Нарын", "Өмүр", "Пил", "Улук", "Үмүт", "Фонд"],
    "tg": ["Дил", "Иброҳим", "Ӣд", "Йод", "Қалъа", "Лола", "Ҳаёт", "Чашма", "Ҷом", "Шеър"],
    "uz": ["Anvar", "Sabo", "Zafar", "Oʻzbek", "G'alaba", "Shahar", "Choʻlpon", "Абай"],
    "tk": ["Çary", "Däde", "Eje", "Älem", "Žurnal", "Köl", "Ňaňa", "Öý", "Şa", "Üzüm", "Ýyl", "Zaman"],
    "en": ["1984", "Abai", "Émile", "Zoo", "Абай"],
}


@pytest.mark.parametrize("language", ORDERED)
def test_words_stand_in_the_order_of_the_alphabet(language: str) -> None:
    mixed = sorted(ORDERED[language], key=lambda word: word[::-1])
    assert sorted(mixed, key=lambda word: sort_key(word, language)) == ORDERED[language]


def test_accents_case_and_signs_do_not_separate() -> None:
    assert sort_key("«Émile»", "en") == sort_key("emile", "en")
    assert sort_key("Oʻzbek", "uz") == sort_key("O'zbek", "uz") == sort_key("O‘zbek", "uz")
