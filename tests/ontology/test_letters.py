"""Labels are in the letters of their language: no Latin letter hides in a Cyrillic word, no quote stands for an apostrophe."""

import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.codes import terms
from ontology.kinds import KINDS
from ontology.names import RDFS
from ontology.vocabulary import FILES

_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"

ALPHABETS = {
    "ru": set(_RUSSIAN),
    "kk": set(_RUSSIAN) | set("әғқңөұүһі"),
    "ky": set(_RUSSIAN) | set("ңөү"),
    "tg": set(_RUSSIAN) | set("ғӣқӯҳҷ"),
    "uz": set("abcdefghijklmnopqrstuvxyzwʻʼ"),
    "tk": set("abçdeäfgňhijžklmnoöprsştuüwyýz"),
}
"""Small letters by language; c and w of uz are those of abbreviations and of names."""

FOREIGN = {"Кот-д’Ивуар", "Kot-d’Iwuar", "Н’Ко"}
"""Names that keep an apostrophe, as CLDR writes them."""


def strange_letters(label: str, language: str) -> set[str]:
    """The letters and apostrophes of a label that its language does not have; words in capitals (ISBN) may be Latin."""
    if language == "en" or label in FOREIGN:
        return set()
    words = [word for word in label.split() if not (word.strip("(),.").isupper() and word.isascii())]
    letters = {
        letter
        for letter in " ".join(words).lower()
        if letter.isalpha() or unicodedata.name(letter, "").endswith("QUOTATION MARK")
    }
    return {letter for letter in letters | set(" ".join(words)) & set("'`") if letter not in ALPHABETS[language]}


@pytest.mark.parametrize("table", sorted(KINDS))
def test_code_lists(table: str) -> None:
    labels = [(language, label) for term in terms(table) for language, label in term.labels.items()]
    assert not [(language, label) for language, label in labels if strange_letters(label, language)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_labels(path: Path) -> None:
    literals = [
        quad.object for quad in ox.parse(path=path) if quad.predicate.value == RDFS.label and isinstance(quad.object, ox.Literal)
    ]
    assert literals
    assert not [each for each in literals if strange_letters(each.value, each.language or "")]


@pytest.mark.parametrize(
    ("label", "language", "strange"),
    [
        ("aвтор", "ru", {"a"}),
        ("аўтар", "ru", {"ў"}),
        ("Oʻzbekiston", "tk", {"ʻ"}),
        ("O'zbek", "uz", {"'"}),
        ("номер (ISBN)", "ru", set()),
    ],
)
def test_what_would_be_found(label: str, language: str, strange: set[str]) -> None:
    assert strange_letters(label, language) == strange
