"""A page is made once for each publication and language, and sent again only to who does not have it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from webapp.kept import Pages, _Page


@pytest.fixture
def agent(found: Callable[..., list[str]]) -> str:
    """The address of the page of somebody."""
    return f"{found('Ауэзов', type='agent')[0]}.html"


def key(name: str) -> tuple[str, str, str, str]:
    return ("1", "en", "", name)


def test_what_nobody_asked_for_longest_goes_first() -> None:
    pages = Pages(most=10)
    for name in "abc":
        pages.put(key(name), _Page(b"four", []))
        pages.get(key("a"))
    assert [name for name in "abc" if pages.get(key(name))] == ["a", "c"]


def test_a_page_that_replaces_another_counts_once() -> None:
    pages = Pages(most=10)
    for _ in range(5):
        pages.put(key("a"), _Page(b"four", []))
    pages.put(key("b"), _Page(b"four", []))
    assert pages.get(key("a"))
    assert pages.get(key("b"))


def test_a_client_that_has_a_page_does_not_get_it_again(browser: FlaskClient, agent: str) -> None:
    first = browser.get(agent)
    again = browser.get(agent, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    russian = browser.get(f"{agent}?lang=ru", headers={"If-None-Match": first.headers["ETag"]})
    assert russian.status_code == 200
    assert b'lang="ru"' in russian.data


def test_a_kept_page_is_the_page(browser: FlaskClient, agent: str) -> None:
    first, again = browser.get(agent), browser.get(agent)
    assert first.data == again.data
    for name in ("Content-Type", "Vary", "Link", "Content-Security-Policy", "Cache-Control"):
        assert first.headers.getlist(name) == again.headers.getlist(name), name
    assert browser.head(agent).headers["Content-Length"] == first.headers["Content-Length"]
