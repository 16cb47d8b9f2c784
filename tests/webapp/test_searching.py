"""The search page: finds, narrows, sorts, suggests, helps where nothing is found."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml.html import FormElement

from tests.webapp.reading import Fetch, texts


def test_a_name_in_any_script_finds_the_same(found: Callable[..., list[str]]) -> None:
    assert found("Әуезов") == found("Ауэзов") == found("Auezov") == found("Auėzov") != []


def test_each_facet_value_leads_to_as_many_things_as_it_says(page: Fetch) -> None:
    shown = page("/search?q=Абай")
    links = [
        (li.cssselect("a")[0].get("href"), int(li.cssselect(".count")[0].text_content())) for li in shown.cssselect(".facets li")
    ]
    assert len(links) > 10
    for address, n in links:
        assert texts(page(address), "h1")[0].startswith(f"{n} result"), address


def test_a_choice_can_be_taken_away_again(page: Fetch) -> None:
    shown = page("/search?q=Абай&type=work&source=almaty")
    assert texts(shown, ".chosen li") == ["Kind: work ×", "Library: Sample library, Almaty ×"]
    back = page(shown.cssselect(".chosen a")[1].get("href"))
    assert texts(back, ".chosen li") == ["Kind: work ×"]


def test_the_order_form_keeps_the_rest_of_the_search(page: Fetch) -> None:
    form = page("/search?q=Абай&type=work&type=agent&sort=title").cssselect(".bar form")[0]
    assert isinstance(form, FormElement)
    assert sorted(form.form_values()) == [("q", "Абай"), ("sort", "title"), ("type", "agent"), ("type", "work")]


def test_pages_of_results_join_without_gap_or_overlap(browser: FlaskClient) -> None:
    seen: list[str] = []
    for number in (1, 2, 3):
        answer = browser.get(f"/search?type=work&sort=title&page={number}", headers={"Accept": "application/json"}).get_json()
        seen += [hit["iri"] for hit in answer["hits"]]
    assert len(seen) == len(set(seen)) == 60


def test_nothing_found_names_searches_that_find_something(page: Fetch) -> None:
    shown = page("/search?q=zzzzzz+Ауэзов&source=almaty")
    links = [link.get("href") for link in shown.cssselect("main .plain a")]
    assert links
    for address in links:
        assert page(address).cssselect(".rows li")


def test_a_typo_is_said(page: Fetch) -> None:
    assert texts(page("/search?q=Ауэхов"), "[role=status]") == ["Nothing is written just so. These come near it."]


def test_suggestions_are_things_by_kind_with_their_language(browser: FlaskClient) -> None:
    answer = browser.get("/suggest?q=ауэ&lang=ru").get_json()
    assert answer[0]["kindName"] == "лицо или организация"
    assert answer[0]["name"].startswith("Ауэзов")
    assert answer[0]["language"] == "ru"
    assert all(each["address"].startswith("/") for each in answer)
    assert {each["kind"] for each in browser.get("/suggest?q=ауэ&type=work").get_json()} == {"work"}


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=999999",
        "page=-1",
        "page=x",
        "year=x",
        "year=9999999999",
        "year=5-",
        "sort=x",
        "type=x",
        "q=%00%FF",
        "lang=xx",
    ],
)
def test_an_odd_address_is_no_error(browser: FlaskClient, query: str) -> None:
    assert browser.get(f"/search?{query}", headers={"Accept": "text/html"}).status_code == 200
