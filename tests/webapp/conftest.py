"""The application over the sample catalogues, and what is on its pages."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from kg.settings import Settings
from tests.webapp.reading import Fetch, Page
from webapp import create_app


@pytest.fixture(scope="session")
def pages(sample_settings: Settings) -> Iterator[Flask]:
    """The application over the samples."""
    app = create_app(sample_settings)
    yield app
    app.extensions["otrar.sparql"].close()


@pytest.fixture
def browser(pages: Flask) -> FlaskClient:
    """A client without cookies."""
    return pages.test_client()


@pytest.fixture
def page(browser: FlaskClient) -> Fetch:
    """Fetches a page, in English unless ``lang`` says otherwise, and parses it."""

    def fetch(address: str, lang: str = "en", status: int = 200) -> Page:
        answer = browser.get(address, headers={"Accept": "text/html", "Accept-Language": lang}, follow_redirects=True)
        assert answer.status_code == status, answer.text
        return html.fromstring(answer.text)

    return fetch


@pytest.fixture
def found(browser: FlaskClient) -> Callable[..., list[str]]:
    """The paths of what a search finds, best first."""

    def fetch(words: str, **narrowed: str) -> list[str]:
        answer = browser.get("/search", query_string={"q": words, **narrowed}, headers={"Accept": "application/json"})
        return ["/" + hit["iri"].partition("://")[2].partition("/")[2] for hit in answer.get_json()["hits"]]

    return fetch
