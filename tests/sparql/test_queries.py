"""Named queries: read from files, filled in safely, run; and the table that people look at."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.settings import LANGUAGES
from sparql.errors import QueryError, SparqlError
from sparql.evaluate import evaluate
from sparql.guard import read
from sparql.messages import Query
from sparql.pool import Pool
from sparql.queries import NamedQuery, load, named, parse, queries
from sparql.table import head, table


def nothing(kind: str, words: str) -> str:
    """Finds no thing of any name."""
    return ""


def an_iri(kind: str, words: str) -> str:
    """Finds one thing, whatever is asked."""
    return f"http://example.org/{kind}/{len(words)}"


LABELS = """# Which works
# have this label?
# ru: У каких произведений такое название?
# param: ?label string "Абай жолы 1"
# param: ?language language "kk"
# param: ?most integer "10"
SELECT ?work { ?work rdfs:label ?name FILTER(STR(?name) = ?label && LANG(?name) = ?language) } LIMIT ?most
"""


def test_a_query_file_is_read() -> None:
    query = parse("labels", LABELS)
    assert query.question("kk") == "Which works have this label?"
    assert query.question("ru-RU") == "У каких произведений такое название?"
    assert query.text.startswith("SELECT ?work {")
    assert [(p.name, p.kind, p.example) for p in query.parameters] == [
        ("label", "string", "Абай жолы 1"),
        ("language", "language", "kk"),
        ("most", "integer", "10"),
    ]


def test_a_query_is_filled_in_and_run(pool: Pool) -> None:
    query = parse("labels", LABELS).bind({"label": "Абай жолы 7", "language": "kk", "most": "3"}, nothing)
    assert pool.run(query, format="csv").read() == b"work\r\nhttp://example.org/work/7\r\n"
    injected = parse("labels", LABELS).bind({"label": '") } #', "language": "kk", "most": "3"}, nothing)
    assert pool.run(injected, format="csv").read() == b"work\r\n"


def test_a_prefixed_name_is_an_iri_too() -> None:
    query = parse("kinds", '# Things of a kind?\n# param: ?kind iri "bf:Work"\nSELECT ?s { ?s a ?kind }')
    expected = {"kind": ox.NamedNode("http://id.loc.gov/ontologies/bibframe/Work")}
    assert (
        query.example(an_iri).bindings
        == query.bind({"kind": "<http://id.loc.gov/ontologies/bibframe/Work>"}, nothing).bindings
        == expected
    )
    assert query.filled(an_iri).endswith("{ ?s a <http://id.loc.gov/ontologies/bibframe/Work> }")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"label": "x", "language": "kk"}, "needs most, a whole number, such as 10"),
        ({"label": "x", "language": "kk", "most": "all"}, "'all' is not a whole number"),
        ({"label": "x", "language": "k k", "most": "1"}, "'k k' is not a language tag"),
        ({"label": "x", "language": "kk", "most": "1", "least": "1"}, "no parameter 'least'"),
    ],
)
def test_values_are_checked(values: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        parse("labels", LABELS).bind(values, nothing)


def test_a_name_is_looked_up_and_an_iri_is_not() -> None:
    query = parse("by", '# By?\n# param: ?who agent "Әуезов"\nSELECT ?work { ?work ?by ?who }')
    assert query.example(an_iri).bindings == {"who": ox.NamedNode("http://example.org/agent/6")}
    assert query.bind({"who": "http://example.org/x"}, nothing).bindings == {"who": ox.NamedNode("http://example.org/x")}
    with pytest.raises(QueryError, match="there is no agent in the graph"):
        query.example(nothing)


@pytest.mark.parametrize("iri", ["not an iri", "", "work/1", "http://x/>} #"])
def test_an_iri_must_be_one(iri: str) -> None:
    query = parse("about", '# What of it?\n# param: ?thing iri "http://x/1"\nSELECT ?p { ?thing ?p ?o }')
    with pytest.raises(QueryError, match=r"is not an IRI\. An example is http://x/1"):
        query.bind({"thing": iri}, nothing)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * {}", "says the question"),
        ("# What?\n# param: author iri\nSELECT * {}", "a parameter is written"),
        ('# What?\n# param: ?author name "x"\nSELECT * { ?author ?p ?o }', "no kind of parameter; the kinds are iri"),
        ('# What?\n# param: ?author iri "x y"\nSELECT * { ?author ?p ?o }', "is not an IRI"),
        ('# What?\n# param: ?author iri "http://x/1"\nSELECT * { ?a ?p ?o }', "does not use its parameter"),
        ('# What?\n# param: ?a iri "http://x/1"\nSELECT ?b (STR(?b) AS ?c) ?a { ?a ?p ?b }', "SELECT names it"),
        ('# What?\n# param: ?a string "x"\nSELECT (STR(?b) AS ?a) { ?a ?p ?b }', "SELECT names it"),
        ("# What?\nSELCT * {}", "not a word of SPARQL"),
    ],
)
def test_faults_of_a_query_file_are_told(text: str, said: str) -> None:
    with pytest.raises(SparqlError, match=said):
        parse("wrong", text)


def test_a_parameter_may_stand_in_an_expression_of_the_projection() -> None:
    query = parse("x", '# What?\n# param: ?a integer "2"\nSELECT (?a + 1 AS ?b) {}')
    results = evaluate(ox.Store(), read(query.text), query.example(an_iri))
    assert isinstance(results, ox.QuerySolutions)
    assert next(results)["b"] == ox.Literal(3)


def test_a_folder_of_queries(tmp_path: Path) -> None:
    (tmp_path / "labels.rq").write_text(LABELS, "utf-8")
    (tmp_path / "notes.txt").write_text("not a query", "utf-8")
    assert list(load(tmp_path)) == ["labels"]


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(QueryError, match=r"Did you mean who-says-what\?"):
        named("who-say-what")
    assert named("who-says-what").parameters[0].kind == "agent"


@pytest.mark.parametrize("query", queries().values(), ids=lambda query: query.name)
def test_every_query_that_comes_with_otrar_is_asked_in_the_languages_of_the_pages_and_runs(query: NamedQuery) -> None:
    assert query.questions.keys() == set(LANGUAGES)
    assert len(set(query.questions.values())) == len(LANGUAGES)
    for language, question in query.questions.items():
        assert re.search("[а-я]", question) is None if language in {"en", "uz", "tk"} else re.search("[а-я]", question)
        assert re.search("[`‘’]" if language == "en" else "['`‘’]", question) is None, "of Uzbek letters ʻ is U+02BB, ʼ U+02BC"
    evaluate(ox.Store(), read(query.filled(an_iri)), Query(query.filled(an_iri)))


def test_the_first_rows_of_an_answer(pool: Pool) -> None:
    answer = pool.run(Query("SELECT ?work ?label { ?work rdfs:label ?label } ORDER BY ?work"), format="tsv")
    body, whole = head(answer.chunks, 20_000)
    answer.chunks.close()
    rows = table(body, whole, 1000)
    assert (rows.variables, rows.whole) == (["work", "label"], False)
    assert rows.rows[0] == [ox.NamedNode("http://example.org/work/0"), ox.Literal("Абай жолы 0", language="kk")]
    assert 100 < len(rows.rows) <= 1000


def test_a_short_answer_is_whole(pool: Pool) -> None:
    answer = pool.run(Query('SELECT ?a ?b { VALUES (?a ?b) { ("x\\ty\\n" UNDEF) (1 <http://x/>) } }'), format="tsv")
    rows = table(*head(answer.chunks, 1000), 10)
    assert rows.whole
    assert rows.rows == [[ox.Literal("x\ty\n"), None], [ox.Literal(1), ox.NamedNode("http://x/")]]
    assert table(b"?a\n1\n2\n3\n", True, 2).whole is False
