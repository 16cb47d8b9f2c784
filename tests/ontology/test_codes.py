"""Code lists: each loads whole, its codes and words lead to one term."""

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from ontology.codes import FOLDER, LANGUAGES, Term, by_iri, by_label, by_unimarc, code, language_tag, terms
from ontology.kinds import KINDS

TABLES = sorted(KINDS)
COMPLETE = """
    authorities carriers contentTypes frequencies issuance maudience mcolor mediaTypes menclvl mgovtpubtype millus mmusicformat
    mplayback mpolarity mserialpubtype msoundcontent mstatus msupplcont organizations relationship resourceComponents vartitletype
""".split()  # noqa: SIM905 (a list of words is read as words)
REGION = "kaz kir tgk tuk uzb rus eng tat uig kaa per ara tur ger fre chi kor heb ukr und mul zxx".split()  # noqa: SIM905


def test_every_file_is_a_table_and_every_table_a_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(KINDS)


@pytest.mark.parametrize("table", TABLES)
def test_table(table: str) -> None:
    found = list(terms(table))
    lines = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    assert found and len(found) == len(lines) - 1, "a code stands twice"
    assert all(line == line.strip(" ") and "  " not in line for line in lines), "blanks too many"
    for term in found:
        assert re.fullmatch(r"[\w.-]+", term.code), term
        assert re.fullmatch(r"http://(id\.loc\.gov|lexvo\.org)/[A-Za-z0-9/._-]+", ox.NamedNode(term.iri).value), term
        assert term.iri.rpartition("/")[2] == term.code
        assert term.labels["en"], term
        assert by_iri(term.iri) == term


@pytest.mark.parametrize("table", TABLES)
def test_other_codes_lead_to_one_term(table: str) -> None:
    codes = Counter(key.casefold() for term in terms(table) for key in (term.code, *term.also))
    unimarc = Counter(key.casefold() for term in terms(table) for key in term.unimarc)
    assert not [key for counted in (codes, unimarc) for key, count in counted.items() if count > 1]


@pytest.mark.parametrize("table", COMPLETE)
def test_lists_that_pages_show_are_complete_in_seven_languages(table: str) -> None:
    assert not [term.code for term in terms(table) if set(term.labels) != set(LANGUAGES)]


def test_the_most_used_roles_and_languages_are_complete_in_seven_languages() -> None:
    assert sum(set(term.labels) == set(LANGUAGES) for term in terms("relators")) >= 125
    assert not [each for each in REGION if set(_found("languages", each).labels) != set(LANGUAGES)]
    assert sum(set(term.labels) == set(LANGUAGES) for term in terms("countries")) >= 240


def test_sizes_are_those_of_the_lists_of_the_library_of_congress() -> None:
    assert len(list(terms("relators"))) >= 300
    assert len(list(terms("languages"))) >= 484
    assert len(list(terms("countries"))) >= 380
    assert len(list(terms("geographicAreas"))) >= 530


@pytest.mark.parametrize(
    ("table", "key", "expected"),
    [
        ("relators", "aut", "aut"),
        ("countries", "kz ", "kz"),
        ("countries", "KZ#", "kz"),
        ("languages", "deu", "ger"),
        ("languages", "taj", "tgk"),
        ("languages", "kaz|", "kaz"),
        ("contentTypes", "txt", "txt"),
    ],
)
def test_code(table: str, key: str, expected: str) -> None:
    assert _found(table, key).code == expected


@pytest.mark.parametrize(("table", "key"), [("relators", "qqq"), ("languages", ""), ("countries", "|||"), ("countries", "\x00")])
def test_unknown_code(table: str, key: str) -> None:
    assert code(table, key) is None
    assert by_unimarc(table, key) is None


def test_unknown_table_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        code("relator", "aut")


@pytest.mark.parametrize(
    ("table", "key", "expected"),
    [
        ("relators", "070", "aut"),
        ("relators", "340", "edt"),
        ("relators", "730", "trl"),
        ("relators", "755", "sng"),
        ("countries", "KZ", "kz"),
        ("countries", "UZ", "uz"),
        ("countries", "TM", "tk"),
        ("countries", "TJ", "ta"),
        ("countries", "KG", "kg"),
        ("countries", "RU", "ru"),
        ("countries", "SU", "ur"),
        ("countries", "GB", "xxk"),
        ("countries", "GE", "gs"),
        ("frequencies", "f", "mon"),
        ("millus", "c", "por"),
        ("maudience", "k", "adu"),
        ("scripts", "ca", "Cyrl"),
        ("contentTypes", "i", "txt"),
        ("mediaTypes", "b", "c"),
        ("carriers", "nga", "nc"),
        ("descriptionConventions", "RCR", "rpk"),
    ],
)
def test_unimarc(table: str, key: str, expected: str) -> None:
    found = by_unimarc(table, key)
    assert found
    assert found.code == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("author", "aut"),
        ("Author.", "aut"),
        ("автор", "aut"),
        ("Аудармашы", "trl"),
        ("ауд.", "trl"),
        ("пер.", "trl"),
        ("Пер", "trl"),
        ("tarjimon", "trl"),
        ("котормочу", "trl"),
        ("тарҷумон", "trl"),
        ("terjimeçi", "trl"),
        ("ред.", "edt"),
        ("отв. ред.", "edt"),
        ("Отв.ред.", "edt"),
        ("redaktor", "edt"),
        ("құраст.", "com"),
        ("сост.", "com"),
        ("режиссер", "drt"),
        ("режиссёр", "drt"),
        ("науч. рук.", "ths"),
        ("so'zboshi muallifi", "aui"),
        ("soʻzboshi muallifi", "aui"),
        ("degree-granting institution", "dgg"),
    ],
)
def test_roles_in_words(label: str, expected: str) -> None:
    found = by_label("relators", label)
    assert found
    assert found.code == expected


def test_label_of_one_language_only() -> None:
    assert by_label("relators", "автор", language="kk") == code("relators", "aut")
    assert by_label("relators", "автор", language="en") is None
    assert by_label("relators", "ред.", language="ru") == code("relators", "edt")
    assert by_label("relators", "") is None


def test_words_for_a_role_are_for_one_role_only_except_where_languages_differ() -> None:
    words: dict[str, set[str]] = {}
    for term in terms("relators"):
        for word in {*term.labels.values(), *term.alias}:
            words.setdefault(word.casefold().replace(".", ""), set()).add(term.code)
    assert {word: found for word, found in words.items() if len(found) > 1} == {"redaktor": {"red", "edt"}}


def test_language_tags() -> None:
    assert [language_tag(each) for each in ("kaz", "rus", "uzb", "kir", "tgk", "tuk", "tat", "kaa", "fra", "XYZ", "")] == [
        *("kk", "ru", "uz", "ky", "tg", "tk", "tt", "kaa", "fr"),
        *("", ""),
    ]


def test_label_falls_back_to_russian_then_to_english() -> None:
    assert _found("relators", "trl").label("tg") == "тарҷумон"
    assert _found("languages", "grc").label("tk") == "древнегреческий"
    assert _found("countries", "nyu").label("kk") == "New York (State)"


def _found(table: str, key: str) -> Term:
    term = code(table, key)
    assert term, (table, key)
    return term
