"""What a query is read as, and what is refused, however it is hidden."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparql.errors import QueryError, QueryRefused, QuerySyntaxError
from sparql.guard import Term, bind, read
from sparql.hints import explain, our_terms, unknown_terms

ALLOWED = {
    "SERVICE in a string": 'SELECT * { ?s ?p "SERVICE <http://x/> { }" }',
    "in a string of apostrophes": "SELECT * { ?s ?p 'LOAD <file:///x>' }",
    "in a long string with quotes in it": 'SELECT * { ?s ?p """a "SERVICE" ""b \n SERVICE <http://x/> {} """ }',
    "after an escaped quote": r'SELECT * { ?s ?p "\" SERVICE <http://x/> {" }',
    "in a comment": "SELECT * { ?s ?p ?o # SERVICE <http://x/> {\n}",
    "in an IRI": "SELECT * { ?s <http://x/SERVICE#LOAD> ?o }",
    "in a prefixed name": "PREFIX SERVICE: <http://x/> SELECT * { ?s SERVICE:LOAD SERVICE:SERVICE }",
    "as the name of a graph": "PREFIX service: <http://x/> SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "in a local name": "PREFIX x: <http://x/> SELECT * { x:SERVICE ?p x:LOAD }",
    "as a variable": "SELECT ?SERVICE { ?SERVICE ?LOAD $FROM }",
    "as a blank node and a language": 'SELECT * { _:SERVICE ?p "x"@service }',
    "less than without spaces": "SELECT * { ?s ?p ?o FILTER(?s<?p&&?p>?o) }",
    "less than before an IRI": "SELECT * { ?s ?p ?o FILTER(?o<<http://x#y>) }",
    "IRIs with # in rows": 'SELECT * { VALUES (?a ?b) { ("x" <http://x/a#b>) (<http://x#c> UNDEF) } }',
    "IRIs with # in a collection": "SELECT * { ?s ?p (1 <http://x/a#b> 'y') }",
    "IRIs with # in a path": "SELECT * { ?s (<http://x#a>/^<http://x#b>|!(<http://x#c>|^<http://x#d>))+ ?o }",
    "a triple term": "SELECT * { ?r <http://x/reifies> <<( ?s <http://x#p> ?o )>> }",
    "projection and order": "SELECT (?a<?b AS ?c) (STR(?a) AS ?d) {} GROUP BY ?a (?a<?b) HAVING (?a<?b) ORDER BY DESC(?a<?b)",
    "escaped local name": r"PREFIX x: <http://x/> SELECT * { ?s x:a\#b%20c ?o }",
}

REFUSED = {
    "plain": "SELECT * { SERVICE <http://x/> { ?a ?b ?c } }",
    "silent, in any case": "SELECT * { service silent <http://x/> { ?a ?b ?c } }",
    "of a variable": "SELECT * { VALUES ?x { <http://x/> } SERVICE ?x { ?a ?b ?c } }",
    "glued to a prefixed name": "PREFIX : <http://x/> SELECT * { SERVICE:x { ?a ?b ?c } }",
    "glued to a declared look-alike": "PREFIX SERVICE: <http://y/> PREFIX : <http://x/> SELECT * { SERVICE:x { ?a ?b ?c } }",
    "after a false IRI with a comment": "SELECT * {?s ?p ?o FILTER(?s<?p)SERVICE#>\n<http://x/> {?a ?b ?c} }",
    "after a false IRI with a string": "SELECT * {?s ?p ?o FILTER(?a<'>'&&?x!='' ) SERVICE <http://x/> { } FILTER(''='')}",
    "after a false IRI in a function": "SELECT * {FILTER <http://f>(?a<'>'&&'' != ' ') SERVICE <http://x/> {} FILTER(''='')}",
    "after a collection with #": "SELECT * { ?s ?p (1 <http://x/a#b>) . SERVICE <http://x/> { ?a ?b ?c } }",
    "after a row with #": "SELECT * { VALUES (?a ?b) {(1 <http://x/a#b>)} SERVICE <http://x/> { ?a ?b ?c } }",
    "in an EXISTS in an expression": "SELECT * { FILTER(1<2 && EXISTS { SERVICE <http://x/> { ?a ?b ?c } }) }",
    "in a subquery": "SELECT * { { SELECT * { SERVICE <http://x/> { ?a ?b ?c } } } }",
    "after a string that looks open": "SELECT * { ?s ?p '\"' . SERVICE <http://x/> { ?s ?p '\"' } }",
    "after a language": 'SELECT * { ?s ?p "x"@en SERVICE <http://x/> { ?s ?p ?o } }',
    "LOAD": "LOAD <http://x/>",
    "an update": "PREFIX x: <http://x/> INSERT DATA { x:a x:b x:c }",
    "a file as graph": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "a file by escape": r"SELECT * FROM <fi\u006Ce:///etc/passwd> { ?s ?p ?o }",
    "a file by prefix": "PREFIX f: <FILE:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
    "a file by base": "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
}

NOT_SPARQL = {
    "true glued to SERVICE": "SELECT * { ?s ?p trueSERVICE<http://x/> { ?a ?b ?c } }",
    "true glued to a": "SELECT * { truea (1 <b#>) . SERVICE <http://x/> {} \n) }",
    "FILTER glued to a name": "SELECT * { ?s ?p ?o FILTERbf:f(?a<'>'&&''=' ) SERVICE <http://x/> {} FILTER(''='') }",
    "FILTER glued to a declared name": "PREFIX FILTERbf: <http://x/> SELECT * { ?s ?p ?o FILTERbf:f(?a<'>'&&''=' ') }",
    "an open string": 'SELECT * { ?s ?p "x }',
    "an open long string": 'SELECT * { ?s ?p """x" }',
    "a bracket that stays open": "SELECT * { ?s ?p (1 2 ",
    "a bracket too many": "SELECT * { ?s ?p ?o }}",
    "nesting without end": "SELECT * " + "{" * 10_000,
    "keyword by escape": r"SELECT * { \u0053ERVICE <http://x/> {} }",
    "nothing": "",
    "only a comment": "# SELECT",
    "half a prologue": "PREFIX",
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED)
def test_allowed(text: str) -> None:
    assert read(text).form == "SELECT"


@pytest.mark.parametrize("text", [t for name, t in ALLOWED.items() if name != "projection and order"])
def test_what_is_allowed_is_sparql_for_the_engine_too(text: str) -> None:
    ox.Store().query(text)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_refused(text: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        read(text)
    assert refused.value.line


@pytest.mark.parametrize("text", NOT_SPARQL.values(), ids=NOT_SPARQL)
def test_not_sparql(text: str) -> None:
    with pytest.raises(QuerySyntaxError) as refused:
        read(text)
    assert refused.value.line


@pytest.mark.parametrize(
    ("text", "form", "graphs", "changes"),
    [
        ("ASK {}", "ASK", (), False),
        ("# SELECT\nconstruct where { ?s ?p ?o }", "CONSTRUCT", (), False),
        ("BASE <http://x/> PREFIX e: <a/> DESCRIBE e:b", "DESCRIBE", (), False),
        (
            "BASE <http://x/> PREFIX e: <http://e/> SELECT * FROM <g> FROM NAMED e:g {}",
            "SELECT",
            ("http://x/g", "http://e/g"),
            False,
        ),
        ("SELECT (now() AS ?t) {}", "SELECT", (), True),
        ('SELECT * { ?s ?p "RAND()" }', "SELECT", (), False),
    ],
)
def test_reading(text: str, form: str, graphs: tuple[str, ...], changes: bool) -> None:
    reading = read(text)
    assert (reading.form, reading.graphs, reading.changes) == (form, graphs, changes)


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("SELECT * {\n  ?s bff:title ?o }", 2, 6, "Did you mean `bf:`?"),
        ("SELECT * {\n  ?s zzzzzz:title ?o }", 2, 6, "PREFIX zzzzzz:"),
        ("SELCT * {}", 1, 1, "Did you mean SELECT?"),
        ("SELECT * { ?s ?p ?o FLTER(?o) }", 1, 21, "Did you mean FILTER?"),
    ],
)
def test_slips_have_a_place_and_a_hint(text: str, line: int, column: int, said: str) -> None:
    with pytest.raises(QuerySyntaxError) as slip:
        read(text)
    assert (slip.value.line, slip.value.column) == (line, column)
    assert said in slip.value.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('SELECT * {\n ?s rdfs:label "Әуезов" .\n ?s ?p }', "line 3, column 9: Something is missing or too much before this."),
        ("SELECT ?s WHERE ?s ?p ?o", 'line 1, column 17: Something is wrong at or just before `?s`. Expected was one of "{".'),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "The SELECT contains a variable that is unbound."),
    ],
)
def test_the_engines_errors_are_explained(text: str, said: str) -> None:
    read(text)
    with pytest.raises(SyntaxError) as problem:
        ox.Store().query(text, prefixes={"rdfs": "http://www.w3.org/2000/01/rdf-schema#"})
    assert said in str(explain(text, str(problem.value)))


def test_unknown_terms_are_named_with_the_nearest() -> None:
    reading = read("SELECT * { ?s a bf:Wrk ; bf:mainTitel ?t ; rdfs:anything ?x ; <http://x/y> ?z }")
    assert unknown_terms(reading, our_terms()) == [
        "bf:Wrk is not known; did you mean bf:Work?",
        "bf:mainTitel is not known; did you mean bf:mainTitle?",
    ]
    assert unknown_terms(reading, {"http://x/": frozenset({"yes", "no"})}) == ["<http://x/y> is not known."]


def test_binding_reaches_everywhere_but_strings_and_comments() -> None:
    text = 'SELECT ?t { { SELECT ?t { ?w bf:title ?t ; bf:agent ?a FILTER(?a != "?a") } } } LIMIT ?n # ?a'
    bound = bind(read(text), {"a": ox.NamedNode("http://x/1"), "n": ox.Literal(7)})
    expected = 'bf:agent <http://x/1> FILTER(<http://x/1> != "?a") } } } LIMIT 7 # ?a'
    assert bound == "SELECT ?t { { SELECT ?t { ?w bf:title ?t ; " + expected


def test_binding_what_is_not_there() -> None:
    with pytest.raises(QueryError, match=r"no \?a"):
        bind(read("SELECT ?b { ?b ?c ?d }"), {"a": ox.Literal("x")})


@given(st.one_of(st.text(max_size=40).map(ox.Literal), st.integers().map(ox.Literal)))
def test_any_value_stays_a_value(term: Term) -> None:
    bound = bind(read("ASK { FILTER(SAMETERM(?x, ?x)) }"), {"x": term})
    assert bool(ox.Store().query(bound)) is True
    strings = [t for t in read(bound).tokens if t.kind in ("string", "number") or t.text == "-"]
    assert len(strings) >= 2
