"""Seven languages: every text translated, the catalogues in step with the source, plurals, numbers and dates by language."""

import re
from collections.abc import Callable

import pytest
from babel.messages.catalog import Message
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import ngettext

from kg.settings import LANGUAGES
from tests.webapp.reading import Fetch, texts
from webapp.messages import Text, is_translated, read_catalogue
from webapp.messages import texts as source_texts

TRANSLATED = LANGUAGES[1:]
_PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
_FOREIGN = re.compile(
    r"Әуезов|Ауэзов|Auezov|Enter|MARC-in-JSON|Dublin Core|gzip|[A-Z]{3,}|\b[Oanpr]\b|\bru\b|\bkk\b|%\(\w+\)s|\{\w+\}"
)
_LETTERS = {"ru": "а-яё", "kk": "а-яёәғқңөұүһі", "ky": "а-яёңөү", "tg": "а-яёғӣқӯҳҷ"}


def key(text: Text | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def forms(message: Message) -> list[str]:
    """A translation in each of its plural forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_in_step_with_the_source(language: str) -> None:
    catalogue = read_catalogue(language)
    there = {key(message.id) for message in catalogue if message.id}
    wanted = {key(text) for text in source_texts()}
    assert there == wanted, "run `make messages`, then translate what is new"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_untranslated(language: str) -> None:
    catalogue = read_catalogue(language)
    missing = [message.id for message in catalogue if message.id and not is_translated(message.string)]
    assert not missing
    assert not [message.id for message in catalogue if message.fuzzy and message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_filled_in_is_the_same(language: str) -> None:
    for message in read_catalogue(language):
        wanted = set(_PLACE.findall(message.id if isinstance(message.id, str) else message.id[-1]))
        assert all(set(_PLACE.findall(form)) == wanted for form in forms(message) if message.id), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_is_written_in_its_own_letters(language: str) -> None:
    """No Cyrillic in Uzbek and Turkmen but for names given as examples; no letter of a neighbour's alphabet elsewhere."""
    for message in filter(lambda message: message.id, read_catalogue(language)):
        for form in forms(message):
            words = _FOREIGN.sub("", form)
            if language in _LETTERS:
                assert not re.search(f"[^{_LETTERS[language]}\\W\\d_№]", words.lower()), form
            else:
                assert not re.search("[Ѐ-ӿ]", words), form


@pytest.mark.parametrize(
    ("n", "form"), [(1, "запись"), (2, "записи"), (5, "записей"), (11, "записей"), (21, "запись"), (112, "записей")]
)
def test_plurals_follow_the_language(pages: Flask, n: int, form: str) -> None:
    with pages.test_request_context("/?lang=ru"):
        assert ngettext("%(num)s record", "%(num)s records", n) == f"{n} {form}"


def test_numbers_and_dates_follow_the_language(page: Fetch) -> None:
    assert re.search(r"\d,\d{3} statements", " ".join(texts(page("/"), ".figures li")))
    assert re.search(r"\d\xa0\d{3} ", page("/", "ru").cssselect(".figures")[0].text_content())
    assert "20" in texts(page("/", "kk"), "time")[0] and "ж." in texts(page("/", "kk"), "time")[0]


def test_the_language_is_chosen_by_address_then_cookie_then_header(browser: FlaskClient) -> None:
    def shown(address: str, **headers: str) -> str:
        found = re.search(r'<html lang="(\w+)"', browser.get(address, headers=headers).text)
        assert found
        return found[1]

    assert shown("/") == "en"
    assert shown("/", **{"Accept-Language": "ky,ru;q=0.5"}) == "ky"
    assert browser.get("/language?to=kk&back=/search").headers["Location"] == "/search"
    assert shown("/", **{"Accept-Language": "ky"}) == "kk"
    assert shown("/?lang=tk", **{"Accept-Language": "ky"}) == "tk"
    assert shown("/?lang=xx") == "kk"


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_choosing_a_language_leads_nowhere_else(browser: FlaskClient, back: str) -> None:
    assert browser.get("/language", query_string={"to": "kk", "back": back}).headers["Location"] == "/"


@pytest.mark.parametrize("language", TRANSLATED)
def test_pages_of_a_language_have_no_english_left(page: Fetch, found: Callable[..., list[str]], language: str) -> None:
    english = {key(text) for text in source_texts() if len(key(text)) > 8 and "%" not in key(text)}
    own = {message.id: message.string for message in read_catalogue(language) if message.id}
    for address in ("/", "/search?q=Абай", found("Ауэзов", type="agent")[0], found("Абай жолы", type="work")[0]):
        shown = page(address, language)
        said = {" ".join(text.split()) for text in shown.itertext()} - {own.get(text) for text in english}
        assert not said & english, address
