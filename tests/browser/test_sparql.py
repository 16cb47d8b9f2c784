"""The editor of /sparql: a query written with completion, run, stopped, shared, downloaded; and the page without it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import webapp

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
EDITOR = Path(webapp.__file__).parent / "static/vendor/yasqe.min.js"
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


expect.set_options(timeout=20_000)


@pytest.fixture
def page(visit: Open) -> Page:
    """The page with its editor."""
    if not EDITOR.exists():
        pytest.skip("needs the editor: make assets")
    page = visit("/sparql?lang=en")
    expect(page.locator(".yasqe .CodeMirror")).to_be_visible()
    return page


def write(page: Page, text: str) -> None:
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def test_a_query_is_written_with_completion_and_run(page: Page) -> None:
    write(page, "SELECT ?w ?t { ?w bf:mainTi")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints li").first).to_have_text(re.compile("^bf:mainTitle.+main title"))
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" ?t } LIMIT 5")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer tbody tr")).to_have_count(5)
    assert "mainTitle" in page.url


def test_what_is_stopped_stops(page: Page) -> None:
    write(page, FOREVER)
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#state")).to_have_text("Stopped")
    write(page, "ASK { ?work a bf:Work }")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#answer")).to_contain_text("Yes")


def test_an_answer_is_shared_and_downloaded(page: Page, visit: Open) -> None:
    write(page, 'SELECT ?w { ?w otr:search "Манас" ; a bf:Work } LIMIT 3')
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#answer tbody tr").first).to_contain_text("Manas")
    with page.expect_download() as download:
        page.locator("#answer").get_by_role("link", name="CSV").click()
    assert download.value.path().read_text("utf-8").startswith("w\n")
    again = visit(page.url)
    expect(again.locator("#answer tbody tr").first).to_contain_text("Manas")


def test_a_question_to_begin_with_is_one_click(page: Page) -> None:
    page.get_by_role("link", name="Which subjects have the most works?").click()
    expect(page.locator("#answer meter").first).to_be_visible()
    expect(page.locator(".CodeMirror")).to_contain_text("bf:subject")


def test_the_page_works_without_javascript(visit: Open) -> None:
    page = visit("/sparql?lang=en", java_script_enabled=False)
    page.get_by_label("SPARQL query").fill("ASK { ?work a bf:Work }")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#answer")).to_contain_text("Yes")
