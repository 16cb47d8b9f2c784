"""/convert explains each field of a record of any format; /mapping shows every rule with its example."""

import io
import tempfile
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from conversions import mapping
from kg.trial import MOST, attempt
from sparql import formats
from webapp.converter import EXAMPLE, LONGEST

JSON = {"Accept": "application/json"}
DUBLIN_CORE = """\
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title xml:lang="kk">Абай жолы</dc:title><dc:creator>Әуезов, Мұхтар</dc:creator></oai_dc:dc>"""


def test_a_pasted_record_is_explained_field_by_field(browser: FlaskClient) -> None:
    trial = browser.post("/convert", data={"record": EXAMPLE}, headers=JSON).get_json()
    fields = {field["line"][:6]: field for field in trial["records"][0]["fields"]}
    assert trial["format"] == "marc21"
    assert any('"Абай жолы"@kk' in triple for triple in fields["245 10"]["triples"])
    assert fields["245 10"]["triples"]
    assert fields["880 10"]["triples"]
    assert any("title" in rule[1].lower() for rule in fields["245 10"]["rules"])
    assert any(rule in fields["880 10"]["rules"] for rule in fields["245 10"]["rules"])


def test_the_page_shows_triples_rules_and_what_was_lost(browser: FlaskClient) -> None:
    record = EXAMPLE + "\n245 10 $ж <b>nobody reads this</b>"
    page = browser.post("/convert", data={"record": record}, headers={"Accept": "text/html", "Accept-Language": "en"}).text
    assert "/mapping/marc21/245#" in page
    assert "&lt;b&gt;nobody reads this" in page
    assert "<b>nobody" not in page
    assert "lost" in page
    assert "unsafe-inline" not in page


def test_the_result_as_rdf(browser: FlaskClient) -> None:
    answer = browser.post("/convert", data=EXAMPLE.encode(), content_type="text/plain", headers={"Accept": "text/turtle"})
    assert answer.content_type == formats.TURTLE.content_type
    said = {
        quad.object.value for quad in ox.parse(answer.data, format=ox.RdfFormat.TURTLE) if isinstance(quad.object, ox.Literal)
    }
    assert "Абай жолы" in said


RUSMARC = "\n".join(
    [
        "=LDR  00000nam0 2200000   450 ",
        r"=100  \\$a20000101d1942    k  y0rusy50      ca",
        r"=200  1\$aАбай",
        r"=801  \0$aRU$gRCR",
        "",
    ]
)


def uploads() -> Iterator[tuple[str, bytes, str]]:
    leader = b"00071nam a2200037   4500"
    yield "ISO 2709", leader + b"245001800000\x1e00\x1faThe wind a tale\x1e\x1d", "marc21"
    yield "Dublin Core", DUBLIN_CORE.encode(), "dublincore"
    yield "RUSMARC", RUSMARC.encode(), "rusmarc"


@pytest.mark.parametrize(("name", "data", "format"), list(uploads()))
def test_an_uploaded_file_of_any_format(browser: FlaskClient, name: str, data: bytes, format: str) -> None:
    form = {"file": (io.BytesIO(data), "file")}
    answer = browser.post("/convert", data=form, headers=JSON, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.text
    trial = answer.get_json()
    assert trial["format"] == format
    assert any(field["triples"] for field in trial["records"][0]["fields"])


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"record": "Dear librarian, this is a letter."}, 422, "No record can be had"),
        ({"record": ""}, 422, "empty"),
        ({"record": EXAMPLE, "format": "marc22"}, 400, "marc21"),
        ({"record": "x" * (LONGEST + 1)}, 413, "256 KB"),
    ],
)
def test_what_cannot_be_converted_is_told(browser: FlaskClient, form: dict[str, str], status: int, said: str) -> None:
    answer = browser.post("/convert", data=form, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert said in answer.text
    assert tempfile.gettempdir() not in answer.text
    page = browser.post("/convert", data=form, headers={"Accept": "text/html"})
    assert page.status_code == status
    assert "<form" in page.text


def test_only_the_first_records(monkeypatch: pytest.MonkeyPatch) -> None:
    many = b"".join(b"=LDR  00000nam a2200000 a 4500\n=001  %d\n=245  10$aTitle %d\n\n" % (n, n) for n in range(MOST + 5))
    trial = attempt(many, "auto", "http://localhost:8000/", "otrar")
    assert len(trial.records) == MOST
    assert trial.more
    monkeypatch.setattr("kg.trial._SECONDS", -1.0)  # no time is left when the first one would be converted
    late = attempt(many, "auto", "http://localhost:8000/", "otrar")
    assert not late.records
    assert late.more


def test_the_longest_record_is_read_whole() -> None:
    longest = ("245 10 " + "$a x" * ((LONGEST - 7) // 4)).encode()
    trial = attempt(longest, "marc21", "http://localhost:8000/", "otrar")
    *_, field = trial.records[0].fields
    assert len(field.line.replace(" ", "")) > LONGEST // 2
    assert field.triples


@pytest.mark.parametrize("format", list(mapping.formats()))
def test_every_rule_of_a_format_has_a_page_with_its_example(browser: FlaskClient, format: str) -> None:
    page = browser.get(f"/mapping/{format}")
    assert len(page.data) < 100_000
    tags = {tag for rule in mapping.rules(format) for tag in rule.tags}
    for tag in sorted(tags)[:: max(1, len(tags) // 12)]:
        assert f"/mapping/{format}/{tag}#" in page.text
        shown = browser.get(f"/mapping/{format}/{tag}").text
        for _rule, example in mapping.explained(format, tag):
            assert str(escape(example.record.splitlines()[0])) in shown
            assert str(escape(example.turtle.splitlines()[-1])) in shown
    assert mapping.left_out(format)


def test_a_format_or_tag_that_is_not_there(browser: FlaskClient) -> None:
    assert browser.get("/mapping/marc22").status_code == 404
    assert browser.get("/mapping/marc21/000").status_code == 404
