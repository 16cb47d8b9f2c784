"""Things at their addresses: each kind in each format says the same, the right form is chosen, and what is gone says where."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from rdflib.compare import isomorphic

from conversions.sources import Profile
from kg.describe import Reader
from kg.load import Loader
from kg.publish import current
from kg.settings import Settings
from kg.workspace import workspace
from sparql import formats
from sparql.formats import RdfSyntax
from tests.states import copied
from webapp import create_app

KINDS = ("work", "hub", "agent", "topic", "place", "genre", "instance", "item", "record", "source")
SAMPLES = Path(__file__).parents[2] / "kg/samples"


@pytest.fixture(scope="session")
def things(sample_settings: Settings) -> dict[str, str]:
    """The path of one thing of each kind."""
    reader = Reader(current(sample_settings.state), sample_settings.base)
    found: dict[str, str] = {}
    for quad in reader.graph:
        path = quad.subject.value.removeprefix(reader.base) if isinstance(quad.subject, ox.NamedNode) else ""
        kind = path.partition("/")[0]
        if kind in KINDS and "#" not in path and kind != "record":
            found[kind] = min(path, found.get(kind, path))
    return {**found, "record": "record/almaty/alm00001"}


def parsed(text: str, syntax: RdfSyntax) -> rdflib.Graph:
    """The triples of a document, whichever graphs they stand in."""
    if syntax.rdf.supports_datasets and syntax is not formats.JSON_LD:
        graph = rdflib.Graph()
        for s, p, o, _ in rdflib.Dataset().parse(data=text, format=syntax.media_type).quads():
            graph.add((s, p, o))
        return graph
    return rdflib.Graph().parse(data=text, format=syntax.media_type)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_the_same_in_every_format(browser: FlaskClient, things: dict[str, str], kind: str) -> None:
    texts = {syntax: browser.get(f"/{things[kind]}.{syntax.extension}") for syntax in formats.RDF}
    graphs = {syntax: parsed(answer.text, syntax) for syntax, answer in texts.items()}
    whole = graphs[formats.N_TRIPLES]
    assert len(whole) > 1
    for syntax, graph in graphs.items():
        assert texts[syntax].content_type == syntax.content_type
        assert isomorphic(graph, whole), syntax.label


CHOICES = [
    ("", "html"),
    ("*/*", "html"),
    ("text/html", "html"),
    ("application/xhtml+xml,text/html;q=0.9", "html"),
    ("text/turtle", "ttl"),
    ("text/turtle;q=0.4, application/ld+json;q=0.8", "jsonld"),
    ("application/n-quads, */*;q=0.1", "nq"),
    ("application/trig", "trig"),
    ("application/rdf+xml", "rdf"),
    ("application/xml;q=0.5", "rdf"),
    ("application/n-triples;q=0.9, text/turtle;q=0.8", "nt"),
    ("text/*;q=0.5, text/html;q=0.1", "ttl"),
    ("application/json", "jsonld"),
    ("image/png, */*;q=0", None),
    ("image/png", None),
]


@pytest.mark.parametrize(("accept", "extension"), CHOICES)
def test_negotiation(browser: FlaskClient, accept: str, extension: str | None) -> None:
    answer = browser.get("/record/almaty/alm00001", headers={"Accept": accept})
    assert "Accept" in answer.headers["Vary"]
    if extension is None:
        assert answer.status_code == 406
        assert "text/turtle" in answer.text
    else:
        assert answer.status_code == 303
        assert answer.location == f"/record/almaty/alm00001.{extension}"


def test_the_thing_and_its_documents_have_signposts(browser: FlaskClient, things: dict[str, str]) -> None:
    thing = browser.get(f"/{things['instance']}")
    page = browser.get(f"/{things['instance']}.html")
    data = browser.get(f"/{things['instance']}.ttl")
    relations: dict[str, set[str]] = {name: set() for name in ("thing", "page", "data")}
    for name, answer in (("thing", thing), ("page", page), ("data", data)):
        relations[name] = {part.partition('rel="')[2].partition('"')[0] for part in answer.headers.getlist("Link")}
    assert {"describedby", "license"} <= relations["thing"]
    assert {"describedby", "license", "cite-as", "type", "alternate"} <= relations["page"]
    assert {"describes", "license", "alternate", "profile"} <= relations["data"]
    assert "creativecommons.org" in str(data.headers.getlist("Link"))


def test_a_document_that_has_not_changed_is_not_sent_again(browser: FlaskClient) -> None:
    first = browser.get("/record/almaty/alm00001.ttl")
    again = browser.get("/record/almaty/alm00001.ttl", headers={"If-None-Match": first.headers["ETag"]})
    head = browser.head("/record/almaty/alm00001.ttl")
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert head.headers["ETag"] == first.headers["ETag"]
    assert (head.status_code, head.data) == (200, b"")


@pytest.mark.parametrize(
    ("header", "parameter", "profile"),
    [
        ("", "", "http://id.loc.gov/ontologies/bibframe/"),
        ("<http://schema.org/>", "", "http://schema.org/"),
        ("<https://schema.org>", "", "http://schema.org/"),
        ("<http://purl.org/dc/terms/>;q=0.5, <http://schema.org/>;q=0.9", "", "http://schema.org/"),
        ("<http://schema.org/>;q=0.1, <http://purl.org/dc/terms/>;q=0.5", "", "http://purl.org/dc/terms/"),
        ("<http://example.org/unknown>", "", "http://id.loc.gov/ontologies/bibframe/"),
        ("<http://schema.org/>;q=0", "", "http://id.loc.gov/ontologies/bibframe/"),
        ("", "dcterms", "http://purl.org/dc/terms/"),
    ],
)
def test_profiles(browser: FlaskClient, things: dict[str, str], header: str, parameter: str, profile: str) -> None:
    address = f"/{things['instance']}" + (f"?_profile={parameter}" if parameter else "")
    answer = browser.get(address, headers={"Accept": "text/turtle", "Accept-Profile": header}, follow_redirects=True)
    assert answer.headers["Content-Profile"] == f"<{profile}>"
    properties = {str(p) for p in rdflib.Graph().parse(data=answer.text, format="turtle").predicates()}
    assert any(each.startswith(profile) for each in properties)


def test_a_profile_goes_with_the_redirect(browser: FlaskClient) -> None:
    answer = browser.get("/record/almaty/alm00001", headers={"Accept": "text/turtle", "Accept-Profile": "<http://schema.org/>"})
    assert answer.location == "/record/almaty/alm00001.ttl?_profile=schema"


def test_schema_org_tells_author_title_and_language(browser: FlaskClient) -> None:
    graph = rdflib.Graph().parse(data=browser.get("/instance/almaty/alm00001.ttl?_profile=schema").text, format="turtle")
    schema, book = rdflib.Namespace("http://schema.org/"), rdflib.URIRef("http://localhost:8000/instance/almaty/alm00001")
    assert rdflib.Literal("Қара сөз", lang="kk") in graph.objects(book, schema.name)
    assert rdflib.Literal("kk") in graph.objects(book, schema.inLanguage)
    names = [str(name) for author in graph.objects(book, schema.author) for name in graph.objects(author, schema.name)]
    assert "Құнанбаев, Абай, 1845-1904" in names


def test_json_ld_is_nested_from_the_thing_and_compact_if_asked(browser: FlaskClient) -> None:
    framed = browser.get("/instance/almaty/alm00001.jsonld").get_json(force=True)
    assert framed["id"] == "http://localhost:8000/instance/almaty/alm00001"
    assert {"@value": "Қара сөз", "@language": "kk"} in [t for title in framed["title"] for t in title.get("mainTitle", [])]
    asked = {"Accept": 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'}
    assert len(browser.get("/instance/almaty/alm00001.jsonld", headers=asked).get_json(force=True)["@graph"]) > 3
    assert browser.get("/context.jsonld").get_json(force=True)["@context"] == framed["@context"]


def test_pages_carry_schema_org_and_citations_that_nothing_runs(browser: FlaskClient) -> None:
    page = browser.get("/instance/almaty/alm00001.html")
    block = page.text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(block)["id"] == "http://localhost:8000/instance/almaty/alm00001"
    assert "<" not in block
    assert '<meta name="citation_author" content="Құнанбаев, Абай">' in page.text
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


def test_our_own_terms_are_where_their_iris_lead(browser: FlaskClient) -> None:
    ours = "https://w3id.org/otrar/"
    graph = rdflib.Graph().parse(data=browser.get("/ontology", headers={"Accept": "text/turtle"}).text, format="turtle")
    defined = {str(s).removeprefix(ours) for s in graph.subjects() if str(s).startswith(ours)} - {""}
    page = browser.get("/ontology", headers={"Accept": "text/html", "Accept-Language": "kk"}).text
    assert len(defined) > 5
    for name in defined:
        assert f'id="{name}"' in page
        assert browser.get(f"/ontology/{name}").location == f"/ontology#{name}"
    assert browser.get("/ontology/nothing").status_code == 404


def test_the_dataset_is_described_for_programs(browser: FlaskClient) -> None:
    answer = browser.get("/.well-known/void", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    void, dcat = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.Namespace("http://www.w3.org/ns/dcat#")
    dataset = rdflib.URIRef("http://localhost:8000/dataset")
    assert (dataset, rdflib.RDF.type, dcat.Dataset) in graph
    (number,) = graph.objects(dataset, void.triples)
    (quads,) = [
        n for f in graph.objects(dataset, void.dataDump) for n in graph.objects(f, void.triples) if str(f).endswith("nq.gz")
    ]
    assert int(str(number)) == int(str(quads)) > 10_000
    assert rdflib.URIRef("http://localhost/sparql") in graph.objects(dataset, void.sparqlEndpoint)
    assert {str(each) for each in graph.objects(dataset, void.subset)} >= {"http://localhost:8000/source/almaty"}
    assert browser.get("/dataset.ttl").text == answer.text
    assert browser.get("/dataset", headers={"Accept": "text/html"}).mimetype == "text/html"


def test_shared_graphs_have_addresses(browser: FlaskClient) -> None:
    quads = {"Accept": "application/n-quads"}
    with browser.get("/graph/sources", headers=quads, follow_redirects=True) as answer:
        graphs = {str(quad.graph_name) for quad in ox.parse(answer.data, format=ox.RdfFormat.N_QUADS)}
        assert graphs == {"<http://localhost:8000/graph/sources>"}
        with browser.get("/graph/?iri=http://localhost:8000/graph/sources", headers=quads) as same:
            assert same.data == answer.data
    assert browser.get("/graph/nothing.ttl").status_code == 404
    assert browser.get("/graph/?iri=not an iri").status_code == 404


def test_machines_find_their_way(browser: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml" in browser.get("/robots.txt").text
    index = browser.get("/sitemap.xml").text
    assert "/sitemap/works-1.xml" in index
    assert "<loc>http://localhost/work/" in browser.get("/sitemap/works-1.xml").text
    assert browser.get("/sitemap/works-99.xml").status_code == 404
    assert "{searchTerms}" in browser.get("/opensearch.xml").text
    described = browser.get("/openapi.json").get_json()
    assert "get" in described["paths"]["/work/{key}"]
    assert described["paths"]["/dumps/{number}/{name}"]["get"]["parameters"][0] == {
        "name": "name", "in": "path", "required": True, "schema": {"type": "string"},
    }  # fmt: skip


@pytest.fixture(scope="module")
def changed(sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Settings]]:
    """The samples, then a few of the Almaty records without their first, published again."""
    folder = tmp_path_factory.mktemp("changed")
    settings = replace(sample_settings, state=copied(sample_settings.state, folder))
    few = folder / "few.mrc"
    few.write_bytes(b"".join(part + b"\x1d" for part in (SAMPLES / "almaty.mrc").read_bytes().split(b"\x1d")[1:6]))
    with workspace(settings) as space:
        loader = Loader(space.job, space.ledger, space.store, "almaty")
        loader.load_file(few, Profile())
        loader.delete_unseen()
        space.publish()
    app = create_app(settings)
    yield app, settings
    app.extensions["otrar.sparql"].close()


def test_what_was_deleted_is_gone_and_what_never_was_is_not_found(changed: tuple[Flask, Settings]) -> None:
    client = changed[0].test_client()
    for address in ("/record/almaty/alm00001", "/instance/almaty/alm00001.ttl", "/instance/almaty/alm00001.html"):
        assert client.get(address).status_code == 410, address
    assert client.get("/record/almaty/never").status_code == 404
    assert client.get("/work/never.ttl").status_code == 404
    assert client.get("/record/almaty/alm00002.ttl").status_code == 200


def test_what_was_merged_leads_to_what_it_is_now(changed: tuple[Flask, Settings]) -> None:
    app, settings = changed
    moved = app.extensions["otrar"].redirects.all()
    reader = Reader(current(settings.state), settings.base)
    old, new = next((old, new) for old, new in sorted(moved.items()) if reader.exists(new))
    path, target = old.removeprefix(settings.base), new.removeprefix(settings.base)
    answer = app.test_client().get(f"/{path}.ttl")
    assert (answer.status_code, answer.location) == (301, f"/{target}.ttl")
    assert app.test_client().get(f"/{path}").location == f"/{target}"
