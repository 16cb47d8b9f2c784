"""What those who run a server rely on: measures, limits, logs, headers, and the right addresses behind a proxy."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from kg.settings import Settings
from webapp import create_app
from webapp.limits import Buckets

ROOT = Path(__file__).parents[2]
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def quiet() -> Iterator[None]:
    """Puts the handlers of the root logger back."""
    root = logging.getLogger()
    handlers = root.handlers[:]
    yield
    root.handlers = handlers


def test_measures_are_what_prometheus_reads(browser: FlaskClient) -> None:
    browser.get("/record/almaty/alm00001.ttl")
    browser.get("/record/almaty/nothing")
    families = {family.name: family for family in text_string_to_metric_families(browser.get("/metrics").text)}
    requests = {
        (s.labels["route"], s.labels["status"]): s.value for s in families["otrar_requests"].samples if s.name.endswith("_total")
    }
    assert requests["/record/<path:key>", "200"] >= 1
    assert requests["/record/<path:key>", "404"] >= 1
    records = {(s.labels["source"], s.labels["state"]): s.value for s in families["otrar_records"].samples}
    assert records["almaty", "stored"] == 141
    assert families["otrar_triples"].samples[0].value > 10_000


def test_the_measures_do_not_grow_with_what_is_asked(browser: FlaskClient) -> None:
    before = browser.get("/metrics").text.count("otrar_requests_total{")
    for n in range(20):
        browser.get(f"/nothing/{n}")
        browser.open("/", method=f"METHOD{n}")
    assert browser.get("/metrics").text.count("otrar_requests_total{") <= before + 3


def test_a_client_elsewhere_has_a_limit(sample_settings: Settings) -> None:
    client = create_app(replace(sample_settings, requests_per_minute=5)).test_client()
    statuses = [client.get("/record/almaty/nothing", environ_overrides=ELSEWHERE).status_code for _ in range(6)]
    assert statuses == [404] * 5 + [429]
    refused = client.get("/suggest?q=a", environ_overrides=ELSEWHERE)
    assert int(refused.headers["Retry-After"]) >= 1
    assert client.get("/health", environ_overrides=ELSEWHERE).status_code == 200
    assert client.get("/record/almaty/nothing", environ_overrides={"REMOTE_ADDR": "203.0.113.8"}).status_code == 404
    assert client.get("/record/almaty/nothing").status_code == 404


def test_buckets_fill_up_again() -> None:
    buckets = Buckets(60)
    assert [buckets.wait("a", 0.0) for _ in range(60)] == [0] * 60
    assert buckets.wait("a", 0.0) == 2
    assert buckets.wait("a", 2.5) == 0
    assert buckets.wait("b", 2.5) == 0


_FORKING = """
import os, sys
from webapp.limits import Buckets
buckets = Buckets(3)
if not (child := os.fork()):
    os._exit(buckets.wait("a", 0.0) + buckets.wait("a", 0.0))
assert os.waitpid(child, 0)[1] == 0
assert [buckets.wait("a", 0.0) for _ in range(2)] == [0, 21]
"""


def test_the_processes_of_a_server_count_together() -> None:
    subprocess.run([sys.executable, "-c", _FORKING], check=True, cwd=ROOT)


def test_behind_a_proxy_addresses_and_clients_are_those_outside(sample_settings: Settings) -> None:
    client = create_app(replace(sample_settings, proxies=1, requests_per_minute=2)).test_client()
    outside = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "otrar.example", "X-Forwarded-Prefix": "/catalogue"}
    page = client.get("/changes", headers={**outside, "X-Forwarded-For": "203.0.113.9"}).get_json(force=True)
    assert page["first"]["id"] == "https://otrar.example/catalogue/changes/page/1"
    moved = client.get("/record/almaty/alm00001", headers=outside)
    assert moved.location == "/catalogue/record/almaty/alm00001.html"
    statuses = [client.get("/robots.txt", headers={"X-Forwarded-For": "203.0.113.10"}).status_code for _ in range(3)]
    assert statuses == [200] * 3
    statuses = [client.get("/sitemap.xml", headers={"X-Forwarded-For": "203.0.113.10"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_without_a_proxy_nobody_is_believed(browser: FlaskClient) -> None:
    page = browser.get("/changes", headers={"X-Forwarded-Host": "evil.example"}).get_json(force=True)
    assert "evil.example" not in json.dumps(page)


@pytest.mark.usefixtures("quiet")
def test_each_request_is_a_line_of_json(sample_settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    client = create_app(replace(sample_settings, log="json")).test_client()
    answer = client.get("/record/almaty/alm00001.ttl?x=%0a<b>", headers={"X-Request-ID": "abc-123"})
    logging.getLogger("otrar.something").warning("a %s", "warning")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert lines[0]["path"] == "/record/almaty/alm00001.ttl"
    assert (lines[0]["status"], lines[0]["id"], lines[0]["method"]) == (200, "abc-123", "GET")
    assert lines[1]["message"] == "a warning"
    assert answer.headers["X-Request-ID"] == "abc-123"


@pytest.mark.parametrize(
    "path", ["/", "/work/nothing", "/changes", "/static/otrar.css", "/oai?verb=Identify", "/dumps/SHA256SUMS"]
)
def test_headers_that_keep_browsers_safe(browser: FlaskClient, path: str) -> None:
    with browser.get(path) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert len(answer.headers["X-Request-ID"]) == 32


def test_what_caches_may_keep(browser: FlaskClient) -> None:
    for path, wanted in (
        ("/record/almaty/alm00001.ttl", "no-cache"),
        ("/static/otrar.css", "max-age=3600"),
        ("/metrics", "no-store"),
    ):
        with browser.get(path) as answer:
            assert wanted in answer.headers["Cache-Control"], path
    page = browser.get("/record/almaty/alm00001.html")
    assert {"Cookie", "Accept-Language"} <= set(page.headers["Vary"].split(", "))
