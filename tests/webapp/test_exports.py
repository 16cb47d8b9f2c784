"""Every list can be taken along whole, in formats that other programs read."""

import csv
import io
import json
import re
from collections.abc import Callable

import pymarc
import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from webapp.exports import EXPORTS

Take = Callable[..., str]


@pytest.fixture
def take(browser: FlaskClient) -> Take:
    def fetch(name: str, **asked: str) -> str:
        answer = browser.get(f"/export/{name}", query_string=asked)
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        return str(answer.data, "utf-8-sig")

    return fetch


def marc(text: str) -> list[pymarc.Record]:
    return list(pymarc.parse_xml_to_array(io.StringIO(text)))  # type: ignore[no-untyped-call]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_one_line_for_each_edition(take: Take) -> None:
    found = rows(take("csv", q="Абай жолы"))
    assert len(found) > 1
    almaty = next(row for row in found if row["library"] == "almaty")
    assert almaty["year"] == "1942"
    assert almaty["title"] == "Абай жолы"
    assert almaty["shelf_marks"] == "ALM 821.512.122/5"
    assert almaty["language"] == "kk"
    assert "Әуезов, Мұхтар" in almaty["authors"]


def test_the_whole_list_is_taken_not_a_page_of_it(take: Take, browser: FlaskClient) -> None:
    works = browser.get("/search?type=work", headers={"Accept": "application/json"}).get_json()["total"]
    found = rows(take("csv", type="work"))
    assert len(found) > works > 100
    assert len({row["iri"] for row in found}) == len(found)


def test_a_cell_is_no_formula(take: Take) -> None:
    assert not [value for row in rows(take("csv")) for value in row.values() if value.startswith(("=", "+", "-", "@"))]


def test_citations_agree_in_every_style(take: Take) -> None:
    titles = [row["title"] for row in rows(take("csv", q="Қодирий"))]
    assert titles
    bibtex = take("bibtex", q="Қодирий")
    assert re.findall(r"^  title = \{(.*)\},?$", bibtex, re.M) == titles
    keys = re.findall(r"^@\w+\{([^,\s]+),$", bibtex, re.M)
    assert len(set(keys)) == len(titles)
    assert bibtex.count("{") - bibtex.count(r"\{") == bibtex.count("}") - bibtex.count(r"\}")
    ris = take("ris", q="Қодирий")
    assert re.findall(r"^TI  - (.*)\r$", ris, re.M) == [" ".join(title.split()) for title in titles]
    assert ris.count("TY  - ") == ris.count("ER  - ") == len(titles)
    csl = json.loads(take("csl", q="Қодирий"))
    assert [item["title"] for item in csl] == titles
    assert csl[0]["author"][0]["family"]


def test_names_are_cited_without_the_dates_of_a_heading(take: Take) -> None:
    authors = [name for row in rows(take("csv", type="work")) for name in row["authors"].split("; ") if name]
    assert len(authors) > 100
    assert not [name for name in authors if re.search(r"\d{4}", name)]


def test_marcxml_is_the_records_of_the_libraries_each_once(take: Take) -> None:
    records = marc(take("marcxml", q="Абай жолы"))
    assert len(records) == len(rows(take("csv", q="Абай жолы"))) > 1
    assert all("245" in record or "200" in record for record in records)
    everything = marc(take("marcxml", type="work"))
    assert len(everything) > 300
    assert len({record["001"].data for record in everything}) == len(everything)


def test_turtle_and_json_ld_say_the_same(take: Take) -> None:
    turtle = set(ox.parse(take("turtle", q="Абай жолы"), format=ox.RdfFormat.TURTLE))
    json_ld = set(ox.parse(take("jsonld", q="Абай жолы"), format=ox.RdfFormat.JSON_LD))
    assert len(turtle) > 50
    assert turtle == json_ld
    assert take("turtle", q="Абай").count("@prefix bf:") == 1


@pytest.mark.parametrize("name", [each.name for each in EXPORTS])
def test_a_list_of_nothing_is_a_valid_file(take: Take, name: str) -> None:
    text = take(name, q="zzzzzzzzzzzz")
    if name in ("csl", "jsonld"):
        assert json.loads(text) == []
    elif name == "marcxml":
        assert marc(text) == []
    elif name == "turtle":
        assert not list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    else:
        assert not text.partition("\n")[2]


def test_an_export_that_is_none_is_said(browser: FlaskClient) -> None:
    answer = browser.get("/export/docx")
    assert answer.status_code == 404
    assert "bibtex" in answer.text
