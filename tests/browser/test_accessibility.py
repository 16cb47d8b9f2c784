"""WCAG 2.2 AA as far as a program can tell (axe-core), and everything by keyboard alone."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIXED = (
    "/", "/search", "/search?q=Абай&type=work", "/search?q=zzzzzz+Абай&source=almaty", "/sparql", "/no/such/page",
    "/instance/almaty/alm00127", "/record/almaty/alm00127", "/source/almaty", "/quality", "/quality/almaty", "/convert",
    "/mapping/", "/mapping/marc21/245", "/dataset.html", "/ontology.html", "/dumps/",
)  # fmt: skip
KINDS = ("work", "hub", "agent", "topic", "place", "genre")

FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  if (element === document.body) return null;
  return [style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, box.width > 0 && box.height > 0];
}"""
SMALL = """() => [...document.querySelectorAll("button, select, summary, input:not([type=hidden])")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.height && (box.height < 24 || box.width < 24);
}).map((element) => element.outerHTML)"""


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    result = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{each['id']}: {json.dumps(node['target'])} {node['html'][:200]}"
        for each in result["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("address", FIXED)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_fixed_pages(visit: Open, axe: str, address: str, scheme: str) -> None:
    assert not violations(visit(address, color_scheme=scheme, bypass_csp=True), axe)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_on_pages_of_things_and_their_graphs(visit: Open, axe: str, kind: str, size: dict[str, int]) -> None:
    page = visit(f"/search?type={kind}", size=size, lang="kk", bypass_csp=True)
    page.locator(".rows a").first.click()
    assert not violations(page, axe)
    page.locator("a.act").first.click()
    expect(page.locator("#neighbours")).to_be_attached()
    assert not violations(page, axe)


def test_axe_finds_nothing_while_suggestions_are_open(visit: Open, axe: str) -> None:
    page = visit("/", bypass_csp=True)
    page.locator("#q").press_sequentially("абай")
    expect(page.locator(".suggestions [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert not violations(page, axe)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))


def test_the_way_through_a_search_by_keyboard_alone(visit: Open) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("ауэзов мух")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "q-suggestions-0")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Mukhtar")


def test_the_graph_by_keyboard_alone(visit: Open) -> None:
    page = visit("/search?q=Абай жолы&type=work")
    page.locator(".rows a").first.click()
    link = page.get_by_role("link", name="Explore the graph")
    link.focus()
    page.keyboard.press("Enter")
    said = page.locator("#graph .said")
    expect(said).to_contain_text("neighbours")
    page.locator(".drawing").focus()
    first = said.text_content()
    page.keyboard.press("ArrowDown")
    expect(said).not_to_have_text(first or "")
    page.keyboard.press("o")
    expect(page.locator("article h1")).to_be_visible()


def test_every_stop_of_the_tab_key_shows_where_it_is(visit: Open) -> None:
    page = visit("/search?q=Абай")
    seen = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate(FOCUS)
        if shown is not None:
            assert shown == [True, True], focused(page)
            seen += 1
    assert seen > 30


def test_targets_are_large_enough(visit: Open) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels, but for links within a line of text."""
    page = visit("/search?q=Абай&type=work", size=PHONE)
    small = page.evaluate(SMALL)
    assert not small
