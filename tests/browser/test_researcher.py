"""A researcher's way: an author by a Cyrillic variant, a work, which library has which edition, the graph, BibTeX."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open

pytestmark = pytest.mark.browser

TITLE, EDITIONS, GRAPH, TAKE = range(4)
WORDS = {
    "en": ("Abaĭ zholy", "Editions, library by library", "Explore the graph", "Take the whole list along"),
    "ru": ("Абай жолы", "Издания по библиотекам", "Исследовать граф", "Выгрузить весь список"),
    "kk": ("Абай жолы", "Басылымдар, кітапхана бойынша", "Графты зерттеу", "Тізімді түгел жүктеп алу"),
}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("lang", WORDS)
def test_from_a_name_to_bibtex(visit: Open, lang: str, size: dict[str, int]) -> None:
    words = WORDS[lang]
    page = visit("/", lang=lang, size=size)
    box = page.locator("#q")
    box.press_sequentially("Ауэзов Мух")
    option = page.locator(".suggestions [role=option]").first
    expect(option).to_contain_text(re.compile("Ауэзов|Auezov|Әуезов"))
    option.click()
    expect(page.locator("h1")).to_contain_text(re.compile("Мухтар|Mukhtar|Мұхтар"))

    page.locator(".rows a", has_text=words[TITLE]).first.click()
    expect(page.get_by_role("heading", name=words[EDITIONS])).to_be_visible()
    expect(page.locator(".editions > li").nth(1)).to_be_visible()
    expect(page.locator(".editions > li").first).to_contain_text("ALM 821.512.122/5")
    fits(page)

    page.get_by_role("link", name=words[GRAPH]).click()
    expect(page.locator(".drawing canvas").first).to_be_visible()
    rows = page.locator("#neighbours tbody tr")
    before = rows.count()
    assert before > 4
    grow_by_keyboard(page)
    assert rows.count() > before
    fits(page)

    page.goto("/search?q=Ауэзов&type=work")
    page.get_by_text(words[TAKE]).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert Path(download.value.path()).read_text("utf-8").count("@book{") >= 8
    fits(page)


def grow_by_keyboard(page: Page) -> None:
    """Go to other things and show their neighbours, until the table has more rows: some have no others."""
    rows = page.locator("#neighbours tbody tr")
    before = rows.count()
    page.locator(".drawing").focus()
    for arrow in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") * 3:
        page.keyboard.press(arrow)
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        if rows.count() > before:
            return


def fits(page: Page) -> None:
    """Nothing sticks out to the right."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth") + 1, page.url


def test_all_works_without_javascript(visit: Open) -> None:
    page = visit("/", java_script_enabled=False)
    page.locator("#q").fill("Ауэзов")
    page.locator("form.big button").click()
    page.locator(".rows a").first.click()
    expect(page.locator("h2").first).to_contain_text("Works")
    page.get_by_role("link", name="Explore the graph").click()
    expect(page.locator("#neighbours tbody tr")).not_to_have_count(0)
    expect(page.locator("#graph")).to_be_hidden()


def test_a_kind_can_be_put_off_in_the_graph_and_its_table(visit: Open) -> None:
    page = visit("/search?q=Абай жолы&type=work")
    page.locator(".rows a").first.click()
    page.get_by_role("link", name="Explore the graph").click()
    subjects = page.locator("#neighbours tbody tr[data-kind=topic]")
    expect(subjects.first).to_be_visible()
    page.get_by_label("subject", exact=True).uncheck()
    expect(subjects.first).to_be_hidden()


def test_the_query_behind_a_panel_opens_with_its_answer(visit: Open) -> None:
    page = visit("/search?q=Ауэзов&type=agent")
    page.locator(".rows a").first.click()
    page.get_by_role("link", name=re.compile("^query ?: Works$")).click()
    expect(page).to_have_url(re.compile("/sparql"))
    expect(page.locator("table").first).to_contain_text("Абай")
