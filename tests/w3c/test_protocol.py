"""The W3C's tests of the SPARQL 1.1 Protocol, sent to /sparql and /sparql/update as they stand; see test_sparql.py."""

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sparql import formats
from tests.w3c.conftest import TOKEN
from tests.w3c.exceptions import marks
from tests.w3c.protocol import Exchange, Sent, exchanges
from tests.w3c.test_sparql import FOLDER, NEEDED


def chosen() -> list[Exchange]:
    return exchanges(Path(FOLDER) / "sparql/sparql11/protocol") if FOLDER else []


@pytest.mark.skipif(not FOLDER, reason=NEEDED)
@pytest.mark.parametrize("exchange", [pytest.param(each, id=each.name, marks=marks(each.name)) for each in chosen()])
def test_w3c_protocol(exchange: Exchange, app: Flask) -> None:
    client = app.test_client()
    for name, content in {**asked_of(exchange), **{name: file.read_bytes() for name, file in exchange.graphs}}.items():
        address = f"/graphs?{urlencode({'graph': name})}"
        put = client.put(address, data=content, content_type="application/n-triples", headers=write())
        assert put.status_code in (201, 204), put.text
    for sent in exchange.sent:
        check(sent, answer(client, sent))


def asked_of(exchange: Exchange) -> dict[str, bytes]:
    """The graphs that are asked of by name: they are there, since none is fetched, with something in them."""
    asked = (parse_qs(urlsplit(sent.address).query) for sent in exchange.sent if not sent.is_update)
    return {
        name: b'<http://w3c.test/s> <http://w3c.test/p> "o" .' for each in asked for name in each.get("default-graph-uri", ())
    }


def write() -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKEN}"}


def answer(client: FlaskClient, sent: Sent) -> TestResponse:
    place = "/sparql/update" if sent.is_update else "/sparql"
    headers = [*sent.headers, *(write().items() if sent.is_update else ())]
    return client.open(sent.address.replace("/sparql/", place, 1), method=sent.method, headers=headers, data=sent.body or None)


def check(sent: Sent, response: TestResponse) -> None:
    assert f"{response.status_code // 100}xx" in sent.statuses or str(response.status_code) in sent.statuses, response.text
    if sent.truth:
        assert response.get_json(force=True)["boolean"] is (sent.truth == "true")
    elif sent.format:
        offered = formats.RDF if sent.format == "RDF" else formats.RESULTS
        assert formats.find(str(response.mimetype), offered), response.content_type
