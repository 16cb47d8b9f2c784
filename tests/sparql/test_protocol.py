"""The SPARQL 1.1 Protocol: requests as clients send them, and what they get."""

import gzip
import json
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from sparql import protocol
from sparql.lane import Limits
from sparql.pool import PUBLIC, Pool
from sparql.protocol import Request, Response, respond, takes_gzip

ASK = "ASK { <http://example.org/work/7> a bf:Work }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s a bf:Work }"
CYRILLIC = 'SELECT ?s { ?s rdfs:label "Абай жолы 7"@kk }'
DESCRIBE = "DESCRIBE <http://example.org/work/7>"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
RECORD = "http://example.org/record/1"


def get(query: str | None, method: str = "GET", more: str = "", **headers: str) -> Request:
    encoded = "" if query is None else urlencode({"query": query})
    return Request(method, encoded + more, {name.replace("_", "-"): value for name, value in headers.items()})


def post(body: str | bytes, content_type: str, query_string: str = "", accept: str = "text/csv") -> Request:
    sent = body.encode() if isinstance(body, str) else body
    return Request("POST", query_string, {"content-type": content_type, "accept": accept}, sent)


def body(response: Response) -> str:
    return b"".join(response.body).decode()


def header(response: Response, name: str) -> str:
    return dict(response.headers).get(name, "")


ANSWERED = {
    "GET": (get(ASK, accept="text/csv"), "true"),
    "GET with +": (Request("GET", "query=ASK+%7B+%7D", {"accept": "text/csv"}), "true"),
    "GET, one graph": (get(COUNT, more=f"&default-graph-uri={quote(RECORD)}", accept="text/csv"), "n\r\n500\r\n"),
    "GET, two graphs": (
        get(COUNT, more=f"&default-graph-uri={quote(RECORD)}&default-graph-uri=http://example.org/record/2", accept="text/csv"),
        "n\r\n1000\r\n",
    ),
    "GET, a named graph": (
        get("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a bf:Work } }", more=f"&named-graph-uri={RECORD}", accept="text/csv"),
        "n\r\n500\r\n",
    ),
    "GET, unknown parameters": (get(ASK, more="&timeout=5&default-graph-uri=" + RECORD, accept="text/csv"), "false"),
    "POST of a form": (post(urlencode({"query": ASK}), FORM), "true"),
    "POST of a form in UTF-8": (post(urlencode({"query": CYRILLIC}), FORM + "; charset=UTF-8"), "s\r\nhttp://example.org/work/7\r\n"),
    "POST of a form with a graph": (post(urlencode({"query": COUNT, "default-graph-uri": RECORD}), FORM), "n\r\n500\r\n"),
    "POST of a query": (post(CYRILLIC, QUERY), "s\r\nhttp://example.org/work/7\r\n"),
    "POST of a query in UTF-16": (post(CYRILLIC.encode("utf-16"), QUERY + '; charset="utf-16"'), "s\r\nhttp://example.org/work/7\r\n"),
    "POST of a query in Windows-1251": (
        post(CYRILLIC.encode("cp1251"), QUERY + "; charset=windows-1251"),
        "s\r\nhttp://example.org/work/7\r\n",
    ),
    "POST of a query with a graph": (post(COUNT, QUERY, f"default-graph-uri={RECORD}"), "n\r\n500\r\n"),
    "format= before Accept": (get(ASK, more="&format=tsv", accept="text/html"), "true"),
}  # fmt: skip


@pytest.mark.parametrize(("request_", "expected"), ANSWERED.values(), ids=ANSWERED)
def test_answered(pool: Pool, request_: Request, expected: str) -> None:
    response = respond(pool, request_)
    assert (response.status, body(response)) == (200, expected)
    assert header(response, "Access-Control-Allow-Origin") == "*"
    assert "Accept" in header(response, "Vary")


TYPES = {
    (ASK, "", ""): "application/sparql-results+json",
    (ASK, "application/sparql-results+xml", ""): "application/sparql-results+xml",
    (COUNT, "", "csv"): "text/csv; charset=utf-8",
    (COUNT, "text/tab-separated-values", ""): "text/tab-separated-values; charset=utf-8",
    (DESCRIBE, "", ""): "text/turtle; charset=utf-8",
    (DESCRIBE, "application/ld+json", ""): "application/ld+json",
    (DESCRIBE, "", "rdfxml"): "application/rdf+xml",
    (DESCRIBE, "", "nt"): "application/n-triples",
    (DESCRIBE, "application/n-quads", ""): "application/n-quads",
    (DESCRIBE, "application/trig", ""): "application/trig",
}


@pytest.mark.parametrize(("query", "accept", "name"), TYPES)
def test_content_types(pool: Pool, query: str, accept: str, name: str) -> None:
    response = respond(pool, get(query, more=f"&format={name}" if name else "", accept=accept))
    assert (response.status, header(response, "Content-Type")) == (200, TYPES[query, accept, name])
    assert body(response)


REFUSED = {
    "no query": (get(None), 400, "needed once"),
    "two queries": (get(ASK, more="&query=ASK{}"), 400, "2 times"),
    "a query in the address and in the body": (post(ASK, QUERY, "query=ASK{}"), 400, "2 times"),
    "not SPARQL": (get("SELCT * {}"), 400, "Did you mean SELECT?"),
    "an unknown prefix": (get("ASK {\n ?s bff:x ?o }"), 400, "line 2, column 5"),
    "an update by GET": (get("INSERT DATA {}"), 400, "answers queries only"),
    "an update by POST": (post("CLEAR ALL", "application/sparql-update"), 400, "answers queries only"),
    "another service": (get("ASK { SERVICE <http://localhost/> { ?s ?p ?o } }"), 400, "no other servers"),
    "a graph elsewhere": (get(ASK, more="&default-graph-uri=http://example.org/other"), 400, "no graph"),
    "a graph that is no IRI": (get(ASK, more="&default-graph-uri=:::"), 400, "not an IRI"),
    "a body without a type": (post(ASK, ""), 415, "untyped"),
    "a body of another type": (post(ASK, "text/plain"), 415, "text/plain"),
    "an unknown charset": (post(ASK, QUERY + "; charset=klingon"), 415, "klingon"),
    "bytes of another charset": (post(CYRILLIC.encode("cp1251"), QUERY), 400, "not utf-8"),
    "percent signs that are not UTF-8": (Request("GET", "query=ASK%7B%7D%FF"), 400, "not UTF-8"),
    "a method queries do not have": (get(ASK, method="DELETE"), 405, "DELETE"),
    "a format nobody has": (get(ASK, accept="image/png"), 406, "text/csv"),
    "a format for graphs": (get(ASK, more="&format=turtle"), 406, "csv"),
    "too long": (post("#" * (protocol.LONGEST + 1), QUERY), 413, "1024 KB"),
    "too many parameters": (Request("GET", "&".join(["a=b"] * 2000)), 400, "1000 parameters"),
}


@pytest.mark.parametrize(("request_", "status", "said"), REFUSED.values(), ids=REFUSED)
def test_refused(pool: Pool, request_: Request, status: int, said: str) -> None:
    response = respond(pool, request_)
    text = body(response)
    assert response.status == status
    assert said in text
    assert header(response, "Content-Type") == "text/plain; charset=utf-8"
    assert header(response, "Cache-Control") == "no-store"
    assert not header(response, "ETag")
    assert header(response, "Access-Control-Allow-Origin") == "*"


def test_the_place_of_an_error_is_marked(pool: Pool) -> None:
    lines = body(respond(pool, get("ASK {\n  ?s bff:x ?o }"))).splitlines()
    assert lines[-2:] == ["  ?s bff:x ?o }", "     ^"]


def test_head_is_get_without_a_body(pool: Pool) -> None:
    head, whole = respond(pool, get(COUNT, method="HEAD")), respond(pool, get(COUNT))
    assert (head.status, head.headers) == (whole.status, whole.headers)
    assert body(head) == ""
    assert respond(pool, get("ASK {", method="HEAD")).status == 400


def test_options_tells_other_sites_what_is_allowed(pool: Pool) -> None:
    response = respond(pool, get(None, method="OPTIONS"))
    assert (response.status, body(response)) == (204, "")
    assert "POST" in header(response, "Access-Control-Allow-Methods")
    assert "Content-Type" in header(response, "Access-Control-Allow-Headers")


def test_etag_saves_the_second_answer_until_the_next_publication(store: Path, next_store: Path) -> None:
    with Pool(store, {PUBLIC: Limits(1)}) as pool:
        request = get("SELECT DISTINCT ?n { ?s bf:note ?n }", accept="text/csv")
        first = respond(pool, request)
        again = Request("GET", request.query_string, {**request.headers, "if-none-match": header(first, "ETag")})
        unchanged = respond(pool, again)
        assert (unchanged.status, body(unchanged), header(unchanged, "ETag")) == (304, "", header(first, "ETag"))
        other = Request("GET", request.query_string, {**again.headers, "accept": "application/json"})
        assert respond(pool, other).status == 200
        pool.switch(next_store)
        changed = respond(pool, again)
        assert (changed.status, body(changed)) == (200, "n\r\nsecond\r\n")
        assert not header(respond(pool, get("SELECT (NOW() AS ?t) {}")), "ETag")


def test_gzip(pool: Pool) -> None:
    response = respond(pool, get("SELECT * { ?s ?p ?o }", accept_encoding="br, gzip;q=0.8"))
    assert header(response, "Content-Encoding") == "gzip"
    assert len(json.loads(gzip.decompress(b"".join(response.body)))["results"]["bindings"]) == 6000
    assert not header(respond(pool, get(ASK, accept_encoding="gzip")), "Content-Encoding")


@pytest.mark.parametrize(
    ("accept_encoding", "takes"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.5", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
    ],
)
def test_takes_gzip(accept_encoding: str, takes: bool) -> None:
    assert takes_gzip(accept_encoding) is takes


def test_unknown_terms_are_hinted_at(pool: Pool) -> None:
    response = respond(pool, get("SELECT * { ?s bf:mainTitel ?o }"))
    assert header(response, "Otrar-Hint") == "bf:mainTitel is not known; did you mean bf:mainTitle?"


def test_time_and_memory_run_out_with_a_clear_503(hasty_pool: Pool, patient_pool: Pool) -> None:
    forever = respond(hasty_pool, get("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    assert (forever.status, header(forever, "Retry-After")) == (503, "5")
    assert "longer than 1 seconds" in body(forever)
    greedy = respond(patient_pool, get("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"))
    assert greedy.status == 503
    assert "more memory" in body(greedy)


def test_a_full_queue_is_429(store: Path) -> None:
    with Pool(store, {PUBLIC: Limits(1, waiting=0)}) as pool:
        holder = respond(pool, get("SELECT * { ?s ?p ?o . ?x ?y ?z }"))
        busy = respond(pool, get(ASK))
        assert (busy.status, header(busy, "Retry-After")) == (429, "5")
        assert "Try again" in body(busy)
        holder.body.close()  # type: ignore[attr-defined]  # the chunks of a pool
