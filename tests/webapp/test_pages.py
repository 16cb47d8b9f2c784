"""Each kind of page: there, whole, small, in its language, with the query behind each panel, and safe whatever a record says."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from conversions.sources import Profile
from kg.load import Loader
from kg.settings import LANGUAGES, Settings
from kg.workspace import workspace
from tests.webapp.reading import Fetch, Page, texts
from webapp import create_app
from webapp.panels import PANELS

LARGEST = 100_000
INLINE = "//style | //@style | //script[not(@src) and not(@type='application/ld+json')] | //@*[starts-with(name(), 'on')]"
KINDS = ("work", "hub", "agent", "topic", "place", "genre")
FIXED = (
    "/", "/search", "/search?q=Абай", "/search?q=zzzzzz+Абай&source=almaty", "/sparql", "/no/such/page",
    "/instance/almaty/alm00127", "/record/almaty/alm00127", "/source/almaty", "/source/tashkent",
)  # fmt: skip


@pytest.fixture(scope="module")
def addresses(pages: Flask) -> list[str]:
    """One page of each kind, and for what can be drawn its graph."""
    client, found = pages.test_client(), list(FIXED)
    for kind in KINDS:
        answer = client.get("/search", query_string={"type": kind}, headers={"Accept": "application/json"})
        path = urlsplit(answer.get_json()["hits"][0]["iri"]).path
        found += [path, f"/explore{path}"]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_page_is_whole_small_and_in_its_language(browser: FlaskClient, addresses: list[str], lang: str) -> None:
    for address in addresses:
        answer = browser.get(address, headers={"Accept": "text/html", "Accept-Language": lang}, follow_redirects=True)
        assert answer.status_code == (404 if address == "/no/such/page" else 200), address
        assert len(answer.data) < LARGEST, address
        page = html.fromstring(answer.text)
        assert page.get("lang") == lang, address
        assert len(page.cssselect("h1")) == 1, address
        assert page.findtext(".//title"), address
        assert "Undefined" not in answer.text, address


def test_nothing_on_a_page_comes_from_outside_or_stands_inline(browser: FlaskClient, addresses: list[str]) -> None:
    for address in addresses:
        answer = browser.get(address, headers={"Accept": "text/html"}, follow_redirects=True)
        page = html.fromstring(answer.text)
        loaded = page.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src")
        assert loaded, address
        assert all(each.startswith("/static/") for each in loaded), address
        assert not page.xpath(INLINE), address
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_every_name_says_its_language(page: Fetch, addresses: list[str]) -> None:
    for address in addresses[:-1]:
        if address != "/no/such/page":
            assert all(bdi.get("lang") for bdi in page(address).cssselect("bdi")), address


def panel_links(page: Page) -> Iterator[tuple[str, str]]:
    for link in page.cssselect(".tools a"):
        asked = parse_qs(urlsplit(link.get("href") or "").query)
        yield asked["query"][0], asked.get("format", [""])[0]


def test_the_query_behind_each_panel_answers(page: Fetch, browser: FlaskClient, addresses: list[str]) -> None:
    asked = set()
    for address in addresses:
        for query, _format in panel_links(page(address)) if address != "/no/such/page" else ():
            answer = browser.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
            assert answer.status_code == 200, answer.text
            assert answer.text.strip().count("\n"), f"{address}: a panel is shown, and its query finds nothing:\n{query}"
            asked.add(query.partition("\n")[0])
    assert len(asked) > len(PANELS) // 2, asked


def test_an_authors_page_says_who_where_when_and_in_which_languages(page: Fetch, found: Callable[..., list[str]]) -> None:
    shown = page(found("Ауэзов Мухтар", type="agent")[0])
    headings = texts(shown, "h2")
    for wanted in ("Works 8", "First editions by period", "Languages of the works", "Libraries that have them", "Worked with"):
        assert wanted in headings
    assert {"Kazakh 4", "Russian 3", "English 1"} <= set(texts(shown, ".tags li"))
    names = texts(shown, ".uses li")
    assert any(name.startswith("Әуезов, Мұхтар") and "Almaty" in name for name in names)
    assert "Auezov, Mukhtar" in texts(shown, "h1")[0]
    assert "Ауэзов, Мухтар" in texts(page(found("Ауэзов Мухтар", type="agent")[0], "ru"), "h1")[0]


def test_a_works_page_says_which_library_has_which_edition_and_translation(page: Fetch, found: Callable[..., list[str]]) -> None:
    shown = page(found("Абай жолы", type="work")[0])
    editions = texts(shown, ".editions > li")
    assert len(editions) > 1
    assert any("Almaty" in each and "ALM 821.512.122/5" in each and each.startswith("1942") for each in editions)
    assert {"English", "Russian"} <= set(texts(shown, "h3"))
    assert "author" in texts(shown, ".people li")[0]


def test_a_record_stands_beside_what_it_became(page: Fetch) -> None:
    shown = page("/record/almaty/alm00127")
    rows = {row[0].text_content().strip()[:3]: row[1].text_content() for row in shown.cssselect("table.record tbody tr")}
    assert "bf:mainTitle" in rows["245"]
    assert "statement" in rows["008"]


def test_a_librarys_page_counts_its_records(page: Fetch) -> None:
    shown = page("/source/almaty")
    assert "141 in the graph" in texts(shown, ".figures li")
    assert shown.cssselect("time")
    assert "Kazakhstan" in shown.text_content()


def test_a_graph_is_also_a_table_and_json(page: Fetch, browser: FlaskClient, found: Callable[..., list[str]]) -> None:
    address = f"/explore{found('Абай жолы', type='work')[0]}"
    rows = texts(page(address), "#neighbours tbody tr")
    answer = browser.get(address, headers={"Accept": "application/json"}).get_json()
    assert len(rows) == len(answer["neighbours"]) > 3
    assert {"agent", "topic"} <= {each["kind"] for each in answer["neighbours"]}
    assert browser.get("/explore/instance/almaty/alm00127").status_code == 404
    assert browser.get("/explore/work/none").status_code == 404


HOSTILE = r"""=LDR  00000nam a2200000 i 4500
=001  <script>alert(1)</script>
=008  200101s2020\\\\kz\\\\\\\\\\\\000\0\kaz\d
=100  1\$a<img src=x onerror=alert(2)>, Әуезов
=245  10$a"><script>alert(3)</script> {{ 7*7 }} көз$c' onmouseover='alert(4)
=650  \0$a</title><script>alert(5)</script>
=856  40$ujavascript:alert(6)
=856  40$udata:text/html,<script>alert(7)</script>
"""


def test_what_a_record_says_is_never_run(tmp_path: Path) -> None:
    file = tmp_path / "hostile.mrk"
    file.write_text(HOSTILE, "utf-8")
    settings = Settings(state=tmp_path / "state")
    with workspace(settings) as space:
        loader = Loader(space.job, space.ledger, space.store, "evil")
        loader.load_file(file, Profile())
        space.publish()
    assert loader.sums.added == 1
    client = create_app(settings).test_client()
    hits = client.get("/search", headers={"Accept": "application/json"}).get_json()["hits"]
    paths = [urlsplit(hit["iri"]).path for hit in hits]
    record = "/record/evil/%3Cscript%3Ealert(1)%3C%2Fscript%3E"
    for path in [*paths, *(f"/explore{path}" for path in paths), "/search?q=%3Cscript%3Ealert(0)", "/source/evil", record]:
        answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, path
        page = html.fromstring(answer.text)
        assert not page.xpath(f"{INLINE} | //img"), path
        assert all(json.loads(data.text) for data in page.xpath("//script[not(@src)]")), path
        assert not [each for each in page.xpath("//script/@src") if not each.startswith("/static/")], path
        assert not [link for link in page.xpath("//a/@href") if link.lower().startswith(("javascript:", "data:"))], path
        assert "49 көз" not in answer.text
