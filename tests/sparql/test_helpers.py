"""otr:search and otr:label inside ordinary queries: where they stand, what they find. What they cost: tests/bench."""

from collections.abc import Sequence

import pyoxigraph as ox
import pytest

from sparql.errors import QueryRefused
from sparql.guard import read
from sparql.helpers import MOST, NoHelpers, with_searches
from sparql.messages import Query
from sparql.prefixes import PREFIXES
from tests.sparql.samples import Samples


class Two(NoHelpers):
    """Finds two things for any words."""

    def search(self, words: str) -> Sequence[str]:
        return [f"http://x/{words}", "http://x/2"]


FOUND = "VALUES ?x { <http://x/a> <http://x/2> }"

REWRITTEN = {
    "alone": ('?x otr:search "a"', FOUND),
    "first": ('?x otr:search "a" . ?x a bf:Work', f"{FOUND} . ?x a bf:Work"),
    "last of several": ('?x a bf:Work ; otr:search "a"', f"?x a bf:Work . {FOUND}"),
    "between others": ('?x a bf:Work ; otr:search "a" ; bf:title ?t .', f"?x a bf:Work . {FOUND} ?x bf:title ?t ."),
    "empty places": ('?x otr:search "a" ;; bf:title ?t ; .', f"{FOUND} ?x bf:title ?t ; ."),
    "with its rank": ('?x otr:search ("a" ?r)', "VALUES (?x ?r) { (<http://x/a> 1) (<http://x/2> 2) }"),
    "after a filter": ('FILTER(?y > 1) ?x otr:search "a"', f"FILTER(?y > 1) {FOUND}"),
    "after values": ('VALUES (?y) { (1) } ?x otr:search "a"', f"VALUES (?y) {{ (1) }} {FOUND}"),
    "in a graph": ('GRAPH ?g { ?x otr:search "a" ; a bf:Work }', f"GRAPH ?g {{ {FOUND} ?x a bf:Work }}"),
    "in EXISTS": ('FILTER EXISTS { ?x otr:search "a" }', f"FILTER EXISTS {{ {FOUND} }}"),
    "before OPTIONAL": ('?x otr:search "a" OPTIONAL { ?x bf:title ?t }', f"{FOUND} OPTIONAL {{ ?x bf:title ?t }}"),
    "after brackets": ('[ bf:agent ?y ] bf:of ?z . ?x otr:search "a"', f"[ bf:agent ?y ] bf:of ?z . {FOUND}"),
    "by its IRI": ('?x <https://w3id.org/otrar/search> "a"', FOUND),
    "long quotes": ("?x otr:search '''a'''", FOUND),
    "the term itself": ("otr:search rdfs:label ?x", "otr:search rdfs:label ?x"),
    "as a value": ("?x bf:note otr:search", "?x bf:note otr:search"),
    "in a string": ('?x bf:note "?x otr:search"', '?x bf:note "?x otr:search"'),
}


@pytest.mark.parametrize(("pattern", "expected"), REWRITTEN.values(), ids=REWRITTEN)
def test_a_search_becomes_values_in_the_same_place(pattern: str, expected: str) -> None:
    rewritten = with_searches(read(f"SELECT * {{ {pattern} }}"), Two())
    assert rewritten == f"SELECT * {{ {expected} }}"
    ox.Store().query(rewritten, prefixes=dict(PREFIXES))


REFUSED = [
    "?a bf:agent [ otr:search 'b' ]",
    "<http://x> otr:search 'b'",
    "[] otr:search 'b'",
    "?x otr:search ?y",
    "?x otr:search 'a', 'b'",
    "?x otr:search 'a'@kk",
    "?x otr:search 'a'^^xsd:string",
    "?x otr:search ('a' 'b')",
    "?x otr:search/bf:title 'a'",
]


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_is_no_search_is_refused_with_its_place(pattern: str) -> None:
    with pytest.raises(QueryRefused, match="otr:search") as refused:
        with_searches(read(f"SELECT * {{ {pattern} }}"), Two())
    assert refused.value.line == 1


def test_words_are_found_in_any_script_best_first(samples: Samples) -> None:
    titles = samples.ask(Query('SELECT (otr:label(?x, "kk") AS ?t) { ?x otr:search ("Abai zholy" ?n) ; a bf:Hub } ORDER BY ?n'))
    assert titles[0] == ("Абай жолы",)
    assert titles == samples.ask(
        Query('SELECT (otr:label(?x, "kk") AS ?t) { ?x a bf:Hub ; otr:search ("Абай жолы" ?n) } ORDER BY ?n')
    )


def test_words_are_whole_unless_a_star_says_so(samples: Samples) -> None:
    def agents(words: str) -> int:
        return len(samples.ask(Query(f'SELECT DISTINCT ?x {{ ?x otr:search "{words}" ; a bf:Person }}')))

    assert agents("Ауэз") == agents("Ауэзоф") == agents("") == agents(" * ") == 0
    assert agents("Ауэз*") > agents("Ауэзов") > 0


def test_nothing_in_the_words_becomes_part_of_the_query(samples: Samples) -> None:
    assert samples.ask(Query(r"""SELECT ?x { ?x otr:search "a\" } } #\\" }""")) == []
    bound = Query("SELECT ?x { ?x otr:search ?words }", {"words": ox.Literal('" ?r) } #')})
    assert samples.ask(bound) == []


@pytest.mark.parametrize(
    ("languages", "name"),
    [("ru", "автор"), ("kk,ru", "автор"), ("uz", "muallif"), ("xx,EN", "author"), ("", "author")],
)
def test_the_label_in_the_first_language_that_has_one(samples: Samples, languages: str, name: str) -> None:
    role = "<http://id.loc.gov/vocabulary/relators/aut>"
    assert samples.ask(Query(f'SELECT (otr:label({role}, "{languages}") AS ?name) {{}}')) == [(name,)]


def test_the_label_of_what_has_none_is_unbound_and_of_a_text_the_text(samples: Samples) -> None:
    query = Query(
        'SELECT (otr:label(<http://x/>, "en") AS ?a) (otr:label("x"@kk, "en") AS ?b) (otr:label(<http://x/>, 1) AS ?c) {}'
    )
    assert samples.ask(query) == [("", "x", "")]


def test_no_search_gives_more_than_the_best_thousand() -> None:
    assert MOST == 1000
