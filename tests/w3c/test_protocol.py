"""The W3C's tests of the SPARQL 1.1 Protocol, sent to /sparql and /sparql/update as they stand; see test_sparql.py."""

from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sparql import formats
from tests.w3c.conftest import TOKEN
from tests.w3c.protocol import Exchange, Sent, exchanges
from tests.w3c.test_sparql import FOLDER

UNION = "the default graph is all graphs together: it is not written, so an update has to say which graph it writes to"
USING = "the graphs that an update reads are named in the update, by USING, not in the address"
RELATIVE = "an IRI that is not whole, with no BASE before it, is taken for a slip"
CHARSET = "a query is read by the charset that it declares, whichever that is"
EXCEPTIONS = {
    "invoke query operation with direct POST, but with a non-UTF8": CHARSET,
    "update with protocol-specified": USING,
    "UPDATE with protocol-specified": USING,
    "update via": UNION,
    "test for service-defined BASE URI": RELATIVE,
    "query appropriate content type (expect one of: RDF/XML, Turtle, N-Triples, RDFa): CONSTRUCT": RELATIVE,
}
"""What does not pass here, by the beginning of its name and what is sent, and why."""


def chosen() -> list[Exchange]:
    return exchanges(Path(FOLDER) / "sparql/sparql11/protocol") if FOLDER else []


@pytest.mark.skipif(
    not FOLDER, reason="needs the W3C's tests: OTRAR_RDF_TESTS names the folder of a clone of github.com/w3c/rdf-tests"
)
@pytest.mark.parametrize("exchange", chosen(), ids=lambda exchange: exchange.name)
def test_w3c_protocol(exchange: Exchange, app: Flask) -> None:
    called = f"{exchange.name}: {exchange.sent[0].body.decode('latin-1')}"
    if why := next((why for name, why in EXCEPTIONS.items() if called.startswith(name)), ""):
        pytest.skip(why)
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
