"""Reading pages in tests."""

from collections.abc import Callable

from lxml.html import HtmlElement

Page = HtmlElement
Fetch = Callable[..., Page]
"""Fetches a page, in English unless ``lang`` says otherwise, and parses it."""


def texts(page: Page, selector: str) -> list[str]:
    """What stands in the elements of a page, white space made single."""
    return [" ".join(each.text_content().split()) for each in page.cssselect(selector)]
