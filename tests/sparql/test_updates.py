"""Which graphs an update writes, read from its text, and what is refused."""

import pytest

from sparql.errors import QueryRefused, SparqlError
from sparql.updates import read_update

G, H = "http://example.org/g", "http://example.org/h"

WRITES = {
    f"INSERT DATA {{ GRAPH <{G}> {{ <http://x/a> <http://x/b> 1 }} }}": [G],
    "PREFIX e: <http://example.org/> DELETE DATA { GRAPH e:g { e:a e:b 1 } } ; INSERT DATA { GRAPH e:h { e:a e:b 2 } }": [G, H],
    f"WITH <{G}> DELETE {{ ?s ?p ?o }} INSERT {{ GRAPH <{H}> {{ ?s ?p 2 }} }} WHERE {{ GRAPH ?any {{ ?s ?p ?o }} }}": [G, H],
    f"INSERT {{ GRAPH <{G}> {{ ?s ?p ?o }} }} USING <{H}> WHERE {{ {{ SELECT * {{ ?s ?p ?o }} LIMIT 1 }} }}": [G],
    f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p 'GRAPH <{H}>' }} }}": [G],
    f"CLEAR SILENT GRAPH <{G}> ; DROP GRAPH <{H}>": [G, H],
    f"CREATE GRAPH <{G}>": [G],
    f"COPY <{G}> TO <{H}>": [H],
    f"MOVE SILENT GRAPH <{G}> TO GRAPH <{H}>": [G, H],
    f"ADD <{G}> TO <{H}>": [H],
}  # fmt: skip

REFUSED = [
    "INSERT DATA { <http://x/a> <http://x/b> 1 }",
    "INSERT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    f"INSERT DATA {{ GRAPH <{G}> {{ _:a <http://x/b> 1 }} }}",
    f"INSERT DATA {{ GRAPH <{G}> {{ <http://x/a> <http://x/b> [] }} }}",
    f"WITH <{G}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} ; INSERT {{ ?s ?p 1 }} WHERE {{ ?s ?p ?o }}",
    f"INSERT {{ GRAPH <{G}> {{ ?s ?p ?o }} }} WHERE {{ SERVICE <http://x/> {{ ?s ?p ?o }} }}",
    f"LOAD <http://x/> INTO GRAPH <{G}>",
    "CLEAR ALL",
    "DROP NAMED",
    "CLEAR DEFAULT",
    f"COPY <{G}> TO DEFAULT",
    f"COPY DEFAULT TO <{G}>",
    f"ADD SILENT DEFAULT TO <{G}>",
    "SELECT * { ?s ?p ?o }",
    "",
]


@pytest.mark.parametrize("text", WRITES)
def test_graphs_that_are_written(text: str) -> None:
    assert read_update(text).graphs == WRITES[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    with pytest.raises(SparqlError) as refused:
        read_update(text)
    assert refused.value.line


def test_the_place_is_told() -> None:
    with pytest.raises(QueryRefused, match="line 2, column 7"):
        read_update("CLEAR\nGRAPH ?g")
