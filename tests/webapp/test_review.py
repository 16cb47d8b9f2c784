"""/review: who may decide, what a page shows, and that what is decided there is in the graph after rebuilding."""

import io
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict

from kg.redirects import Redirects
from kg.scoring import AGENT_WEIGHTS, AUTHORITY_WEIGHTS, WORK_WEIGHTS
from kg.settings import Settings
from kg.workspace import rebuild, workspace
from tests.states import copied
from webapp import create_app
from webapp.review import EVIDENCE

pytestmark = pytest.mark.usefixtures("few_terms")

SECRET = "a secret for the test"
BEARER = {"Authorization": f"Bearer {SECRET}", "Accept": "application/json"}


@pytest.fixture(scope="module")
def reviewed(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The samples in a state of their own, with a secret."""
    return replace(sample_settings, state=copied(sample_settings.state, tmp_path_factory.mktemp("review")), token=SECRET)


@pytest.fixture(scope="module")
def app(reviewed: Settings) -> Flask:
    return create_app(reviewed)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def browser(app: Flask) -> Iterator[FlaskClient]:
    client = app.test_client()
    answer = client.post("/review/sign-in", data={"who": "Айгүл", "secret": SECRET})
    assert answer.status_code == 303
    yield client


def page(client: FlaskClient, address: str = "/review") -> html.HtmlElement:
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return html.fromstring(answer.text)


def fields(form: html.HtmlElement) -> list[tuple[str, str]]:
    named = [(each.get("name"), each.get("value", "")) for each in form.iter("input")]
    return [(name, value) for name, value in named if name]


def sent(form: html.HtmlElement, decision: str) -> MultiDict[str, str]:
    """What a browser sends when the button is pressed."""
    return MultiDict([*fields(form), ("decision", decision)])


def applied(client: FlaskClient, settings: Settings) -> None:
    """Make the graph follow what was decided, and wait until it does."""
    assert client.post("/review/apply", headers=BEARER).status_code == 202
    for _ in range(100):
        time.sleep(0.1)
        text = client.get("/review", headers=BEARER | {"Accept": "text/html"}).text
        if "not yet in the graph" not in text and "brought in line" not in text:
            return
    raise AssertionError("the graph does not follow the decisions")


def test_without_a_secret_reviewing_is_off(sample_settings: Settings) -> None:
    client = create_app(replace(sample_settings, token="")).test_client()
    for address in ("/review", "/review/decisions", "/review/sign-in"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "OTRAR_TOKEN" in answer.text


def test_a_stranger_sees_and_decides_nothing(stranger: FlaskClient) -> None:
    assert stranger.get("/review").headers["Location"].endswith("/review/sign-in")
    assert stranger.post("/review/decide", data={"decision": "undo", "undoes": "1"}).status_code == 401
    assert stranger.post("/review/apply").status_code == 401
    assert stranger.get("/review", headers={"Authorization": "Bearer wrong"}).status_code == 303
    assert stranger.post("/review/sign-in", data={"who": "x", "secret": "wrong"}).status_code == 403
    assert stranger.post("/review/sign-in", data={"who": "", "secret": SECRET}).status_code == 403


def test_a_login_of_the_reverse_proxy_counts_beside_the_secret_only(stranger: FlaskClient) -> None:
    login = {"X-Forwarded-User": "aigul"}
    assert stranger.get("/review", headers=login).status_code == 303
    answer = stranger.get("/review", headers=login | {"Authorization": f"Bearer {SECRET}", "Accept-Language": "en"})
    assert answer.status_code == 200
    form = html.fromstring(answer.text).cssselect(".pair form")[0]
    forged = {"decision": "undo", "undoes": "999"}
    through_proxy = login | {"Authorization": f"Bearer {SECRET}"}
    assert stranger.post("/review/decide", data=forged, headers=through_proxy).status_code == 403
    own = forged | {"token": dict(fields(form))["token"]}
    assert stranger.post("/review/decide", data=own, headers=through_proxy).status_code == 400, "no such decision"
    assert (
        stranger.post("/review/decide", data=own, headers=through_proxy | {"Origin": "https://elsewhere.example"}).status_code
        == 403
    )


@pytest.mark.parametrize("cookie", ["x", "x.9999999999.0", "%D0.9999999999." + "0" * 64, ".", "a.b.c.d", "1" * 4000])
def test_a_made_up_cookie_is_nobodys(app: Flask, cookie: str) -> None:
    client = app.test_client()
    client.set_cookie("reviewer", cookie, path="/review")
    assert client.get("/review").status_code == 303


def test_the_cookie_is_for_this_site_only_and_out_of_scripts_reach(stranger: FlaskClient) -> None:
    answer = stranger.post("/review/sign-in", data={"who": "Айгүл", "secret": SECRET})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/review" in cookie
    assert SECRET not in cookie


def test_the_queue_shows_both_sides_and_the_evidence(browser: FlaskClient) -> None:
    pairs = page(browser).cssselect(".pair")
    assert pairs
    for pair in pairs:
        assert len(pair.cssselect(".sides section")) == 2
        assert pair.cssselect(".evidence li")
        assert {each.get("value") for each in pair.cssselect("button")} == {"accept", "reject"}
    said = [each.text_content() for pair in pairs for each in pair.cssselect(".evidence li")]
    assert not any(re.match("name:|title:", text.strip()) for text in said), "evidence is said in words"


def test_every_evidence_has_words() -> None:
    assert EVIDENCE.keys() == AGENT_WEIGHTS.keys() | WORK_WEIGHTS.keys() | AUTHORITY_WEIGHTS.keys()


def test_a_form_without_its_token_or_from_another_site_is_refused(browser: FlaskClient) -> None:
    form = page(browser).cssselect(".pair form")[0]
    data = dict(fields(form)) | {"decision": "reject"}
    assert browser.post("/review/decide", data=data | {"token": ""}).status_code == 403
    assert browser.post("/review/decide", data=data, headers={"Origin": "https://elsewhere.example"}).status_code == 403


@pytest.mark.parametrize(
    "data", [{}, {"decision": "perhaps"}, {"decision": "merge", "iri": "x"}, {"decision": "undo", "undoes": "9" * 30}]
)
def test_nonsense_is_refused_in_words(stranger: FlaskClient, data: dict[str, str]) -> None:
    answer = stranger.post("/review/decide", data={"who": "Айгүл", **data}, headers=BEARER)
    assert answer.status_code == 400
    assert len(answer.text) > 20


def test_a_decision_on_a_page_holds_after_rebuild_and_can_be_undone(browser: FlaskClient, reviewed: Settings) -> None:
    before = _graph(reviewed)
    form = page(browser).cssselect(".pair form")[0]
    one, other = sorted(value for name, value in fields(form) if name == "iri")
    path = other.removeprefix(reviewed.base.rstrip("/"))
    assert browser.get(path).status_code == 303
    answer = browser.post("/review/decide", data=sent(form, "accept"))
    assert answer.status_code == 303, answer.text
    assert other not in [value for form in page(browser).cssselect(".pair form") for _, value in fields(form)]
    applied(browser, reviewed)
    assert browser.get(path).status_code == 301
    assert browser.get(path).headers["Location"].endswith(one.removeprefix(reviewed.base.rstrip("/")))
    rebuild(reviewed)
    with workspace(reviewed) as space:
        space.publish()
    assert browser.get(path).status_code == 301
    undo = page(browser, "/review/decisions").cssselect("td form")[0]
    assert browser.post("/review/decide", data=sent(undo, "undo")).status_code == 303
    applied(browser, reviewed)
    assert browser.get(path).status_code == 303
    assert _graph(reviewed) == before


def test_what_was_merged_can_be_split_on_its_page(browser: FlaskClient, reviewed: Settings) -> None:
    with workspace(reviewed) as space:
        moved, canonical = sorted(Redirects(space.ledger).all().items())[0]
    forms = page(browser, f"/review/thing?iri={canonical}").cssselect("form")
    split = next(form for form in forms if form.cssselect("[value=split]") and fields(form)[2] == ("iri", moved))
    assert browser.post("/review/decide", data=sent(split, "split")).status_code == 303
    applied(browser, reviewed)
    assert browser.get(moved.removeprefix(reviewed.base.rstrip("/"))).status_code == 303
    assert browser.get("/review/thing?iri=http://elsewhere/x").status_code == 404


def test_programs_decide_with_the_secret(stranger: FlaskClient) -> None:
    pairs = stranger.get("/review?kind=agent", headers=BEARER).get_json()["pairs"]
    assert pairs
    data = {"who": "a program", "decision": "reject", "iri": [pairs[0]["one"], pairs[0]["other"]], "why": "not the same"}
    answer = stranger.post("/review/decide", data=data, headers=BEARER)
    assert answer.status_code == 201
    assert answer.get_json()["decision"] > 0


def _graph(settings: Settings) -> list[bytes]:
    """The record graphs and what follows from clusters."""
    with workspace(settings) as space:
        output = io.BytesIO()
        space.store.dump(output)
    return sorted(line for line in output.getvalue().splitlines() if b"/graph/" not in line or b"/graph/clusters" in line)


def test_pages_work_with_odd_addresses(browser: FlaskClient) -> None:
    for address in ("/review?page=0", "/review?page=99999999999", "/review?page=²", "/review?kind=x", "/review?page=-1"):
        assert browser.get(address).status_code == 200
    for iri in ("", "x", "http://localhost:8000/agent/<>", "http://localhost:8000/agent/" + "a" * 5000):
        assert browser.get("/review/thing", query_string={"iri": iri}).status_code == 404


def test_templates_are_only_ours() -> None:
    folder = Path(create_app.__code__.co_filename).parent / "templates"
    text = "".join((folder / name).read_text("utf-8") for name in ("review.html", "review_thing.html", "review_decisions.html"))
    assert "|safe" not in text
    assert "style=" not in text
