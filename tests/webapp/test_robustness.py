"""Whatever is asked, in whatever way: an answer below 500, with the headers that keep browsers safe."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.converter import EXAMPLE, LONGEST

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HOSTILE = [
    "", "..", "../../etc/passwd", "%2e%2e%2f", "\x00", "a\x00b", "<script>alert(1)</script>", "'\"><img src=x>", "}{", "\\",
    "//x", "record/almaty/alm00001", "almaty/alm00001", "almaty/alm00001.html", "almaty/alm00001.jsonld", "almaty/", "/", "💣",
    "Ә" * 300, "\u202eabc", "http://[::1", "javascript:alert(1)", "-1", "0", "1", "9" * 20, "NaN", "2026-01-01T00:00:00Z",
    "9999-12-31", "a" * 3000, "Identify", "ListRecords", "oai_dc", "marc21", "245", "works", "xx", "kk", "auto", "otrar.nq.gz",
    "otrar", "ttl", "sources", "score", '"', "*", "~", '"Абай', "year", "1900-", "-", "++", "%", "%zz", "\ud7ff", "\ufffe",
    "SELECT * WHERE { ?s ?p ?o } LIMIT 1",
]  # fmt: skip
texts = st.sampled_from(HOSTILE) | st.text(max_size=30)
NAMES = [
    "q", "type", "year", "page", "sort", "lang", "language", "source", "subject", "since", "after", "verb", "metadataPrefix",
    "set", "identifier", "from", "until", "resumptionToken", "_profile", "iri", "format", "query", "to", "back", "queries",
    "extend", "record", "callback",
]  # fmt: skip
pairs = st.lists(st.tuples(st.sampled_from(NAMES), texts), max_size=4)
accepts = st.sampled_from(
    [
        "",
        "*/*",
        "text/html",
        "text/turtle",
        "application/ld+json",
        "application/json",
        "image/png",
        ";;;q=",
        "text/html;q=nonsense",
        "a/b/c",
    ]
)
header_texts = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40)
headers = st.fixed_dictionaries(
    {"Accept": accepts},
    optional={
        "Accept-Language": header_texts, "Accept-Profile": header_texts, "If-None-Match": header_texts, "Range": header_texts,
        "Cookie": header_texts, "X-Request-ID": header_texts, "Authorization": header_texts, "If-Modified-Since": header_texts,
        "Content-Type": header_texts, "X-Forwarded-Host": header_texts, "User-Agent": header_texts, "Origin": header_texts,
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def rules(pages: Flask) -> list[str]:
    """All routes but SPARQL, which has hostile tests of its own."""
    return [rule.rule for rule in pages.url_map.iter_rules() if rule.endpoint not in ("sparql", "static")]


def check(answer: Any) -> None:
    assert answer.status_code < 500, (answer.request.path, answer.request.query_string, answer.text[:500])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    answer.close()


@QUICK
@given(data=st.data())
def test_any_path_parameter_and_header(browser: FlaskClient, rules: list[str], data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(rules))
    path = "".join(encoded(data.draw(texts)) if is_argument else text for is_argument, text in pieces(rule))
    method = data.draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]))
    check(browser.open(path or "/", method=method, query_string=data.draw(pairs), headers=data.draw(headers)))


def encoded(text: str) -> str:
    """A part of a path as it is, but for what would end the path."""
    return text.replace("?", "%3F").replace("#", "%23")


def pieces(rule: str) -> Iterator[tuple[bool, str]]:
    """A rule's text, and its arguments."""
    while rule:
        text, opened, rest = rule.partition("<")
        yield False, text
        argument, _, rule = rest.partition(">")
        if opened:
            yield True, argument


@QUICK
@given(path=texts, query=st.text(max_size=30), sent=headers)
def test_any_address(browser: FlaskClient, path: str, query: str, sent: dict[str, str]) -> None:
    raw = {"PATH_INFO": f"/{path}".encode("utf-8", "surrogatepass").decode("latin-1")}
    check(browser.get("/", query_string=query, headers=sent, environ_overrides=raw))


@QUICK
@given(path=st.sampled_from(["/convert", "/oai", "/reconcile"]), body=st.binary(max_size=300), sent=headers)
def test_any_body(browser: FlaskClient, path: str, body: bytes, sent: dict[str, str]) -> None:
    check(browser.post(path, data=body, headers=sent))


@QUICK
@given(data=st.data())
def test_any_damage_to_a_record_that_is_converted(browser: FlaskClient, data: st.DataObject) -> None:
    text = bytearray(EXAMPLE.encode())
    for _ in range(data.draw(st.integers(0, 5))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    form = {
        "file": (io.BytesIO(bytes(text)), "record.txt"),
        "format": data.draw(st.sampled_from(["auto", "marc21", "rusmarc", "lrmi", "x"])),
    }
    check(browser.post("/convert", data=form, content_type="multipart/form-data"))


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1]:99", "x" * 300, "тест", "localhost:abc", "<script>", "a\tb", ""])
@pytest.mark.parametrize("path", ["/", "/changes", "/sitemap.xml", "/oai?verb=Identify", "/dataset.ttl", "/openapi.json"])
def test_any_host(browser: FlaskClient, host: str, path: str) -> None:
    answer = browser.get(path, headers={"Host": host.encode().decode("latin-1")})
    check(answer)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("address", ["/search?q=", "/suggest?q=", "/work/", "/export/csv?q=", "/changes?since=", "/graph/?iri="])
def test_very_long_addresses(browser: FlaskClient, address: str) -> None:
    check(browser.get(address + "%D3%98" * 20_000))


def test_a_body_that_is_too_large_is_refused(browser: FlaskClient) -> None:
    assert browser.post("/convert", data=b"x" * (LONGEST + 1), content_type="text/plain").status_code == 413
    assert browser.post("/convert", data={"record": "x" * (LONGEST + 1)}).status_code == 413
    assert browser.post("/oai", data=b"x" * (17 << 20), content_type="application/x-www-form-urlencoded").status_code == 413


def test_wrong_methods_are_told_the_right_ones(browser: FlaskClient) -> None:
    for path in ("/", "/search", "/dumps/", "/work/x", "/changes"):
        answer = browser.delete(path)
        assert answer.status_code == 405
        assert "GET" in answer.headers["Allow"]
