"""The choice of a format by what a client accepts, by name and by extension."""

import pyoxigraph as ox
import pytest

from sparql import formats
from sparql.formats import (
    ALL,
    CSV,
    DATASETS,
    GRAPHS,
    HTML,
    JSON,
    JSON_LD,
    N_TRIPLES,
    RDF,
    RDF_XML,
    RESULTS,
    TSV,
    TURTLE,
    XML,
    Format,
    find,
    negotiate,
)

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "offered", "chosen"),
    [
        ("", RESULTS, JSON),
        ("*/*", RESULTS, JSON),
        ("text/csv", RESULTS, CSV),
        ("TEXT/CSV", RESULTS, CSV),
        ("application/json", RESULTS, JSON),
        ("application/json", RDF, JSON_LD),
        ("application/xml", RESULTS, XML),
        ("application/xml", RDF, RDF_XML),
        ("text/plain", RDF, N_TRIPLES),
        ("text/turtle; charset=utf-8", RDF, TURTLE),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", RESULTS, TSV),
        ("text/csv;q=0.9, application/sparql-results+json;q=0.9", RESULTS, JSON),
        ("text/csv, */*", RESULTS, CSV),
        ("text/csv, */*;q=0.1", RESULTS, CSV),
        ("text/*", RESULTS, CSV),
        ("text/*;q=0.3, text/turtle;q=0.1, application/*;q=0.2", RDF, JSON_LD),
        ("application/sparql-results+json;q=0, application/json;q=0, */*", RESULTS, XML),
        ("text/turtle;q=0", RDF, None),
        ("image/png", RESULTS, None),
        ("image/png, */*;q=0", RESULTS, None),
        ("text/csv;q=high, text/tab-separated-values;q=0.1", RESULTS, TSV),
        ("nonsense", RESULTS, JSON),
        (BROWSER, (HTML, *GRAPHS), HTML),
        (BROWSER, (*RESULTS, *RDF, HTML), HTML),
        (BROWSER, RESULTS, XML),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.4", (HTML, *GRAPHS), RDF_XML),
    ],
)
def test_negotiate(accept: str, offered: tuple[Format, ...], chosen: Format | None) -> None:
    assert negotiate(accept, offered) is chosen


@pytest.mark.parametrize(
    ("name", "offered", "found"),
    [
        ("turtle", RDF, TURTLE),
        (".ttl", RDF, TURTLE),
        ("NT", RDF, N_TRIPLES),
        ("json", RDF, JSON_LD),
        ("json", RESULTS, JSON),
        ("xml", RDF, RDF_XML),
        ("text/csv", RESULTS, CSV),
        ("csv", RDF, None),
        ("", RDF, None),
    ],
)
def test_find(name: str, offered: tuple[Format, ...], found: Format | None) -> None:
    assert find(name, offered) is found


def test_names_and_extensions_are_plain_within_what_is_offered_together() -> None:
    for offered in (RDF, RESULTS, (HTML, *GRAPHS)):
        said = [name for each in offered for name in {*each.names, each.extension}]
        assert len(said) == len(set(said))
    assert {*GRAPHS, *DATASETS} == set(RDF)
    assert set(ALL) == {HTML, *RDF, *RESULTS}


@pytest.mark.parametrize("syntax", RDF, ids=lambda each: each.name)
def test_what_is_written_in_a_format_is_read_again(syntax: formats.RdfSyntax) -> None:
    triple = ox.Triple(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal("Әуезов", language="kk"))
    written = ox.serialize([triple], format=syntax.rdf)
    assert written is not None
    assert [quad.triple for quad in ox.parse(written, format=syntax.rdf)] == [triple]


def test_text_says_its_charset() -> None:
    assert CSV.content_type == "text/csv; charset=utf-8"
    assert JSON.content_type == "application/sparql-results+json"
