"""The graph at a SPARQL endpoint instead of in our own store: loaded, published, asked and shown there, on engines of others."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from conversions.errors import GraphError
from kg.demo import with_samples
from kg.load import Loader
from kg.publish import current
from kg.settings import Settings
from kg.workspace import rebuild, workspace
from ontology.vocabulary import vocabulary
from sparql.remote import RemoteStore
from tests.engines import ENGINES
from webapp import create_app

SAMPLES = Path(__file__).parents[2] / "kg/samples"
SOURCE = "bishkek"
RECORDS = 4
TERMS = 1500  # quads of the vocabulary: enough for two requests that write, and no more, since they are most of what is sent
QUESTIONS = (
    ("SELECT (COUNT(*) AS ?n) { ?s bf:mainTitle ?o }", "csv"),
    ("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s bf:mainTitle ?o } } GROUP BY ?g", "csv"),
    ('SELECT ?work (otr:label(?work, "kk,ru") AS ?label) { ?work a bf:Work }', "tsv"),
    ('SELECT ?thing { ?thing otr:search "айтматов" }', "csv"),
    ("ASK { ?work a bf:Work }", "json"),
    ("ASK { ?work a bf:Nothing }", "json"),
    ('CONSTRUCT { ?agent skos:prefLabel ?label } { ?agent a bf:Person BIND(otr:label(?agent, "ru") AS ?label) }', "nt"),
)


class Both(NamedTuple):
    """The same catalogue in our own store and at an endpoint, each with its pages."""

    ours: Settings
    theirs: Settings
    pages: FlaskClient
    pages_there: FlaskClient
    address: str


@pytest.fixture(scope="module", params=sorted(ENGINES))
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("both")
    with pytest.MonkeyPatch.context() as patch, ENGINES[request.param](tmp_path_factory.mktemp("engine")) as address:
        patch.setattr("kg.workspace.vocabulary", lambda graph: islice(vocabulary(graph), TERMS))
        ours = with_samples(Settings(state=folder / "ours"))
        theirs = replace(ours, state=folder / "theirs", store=address)
        for settings in (ours, theirs):
            load(settings)
        yield Both(ours, theirs, create_app(ours).test_client(), create_app(theirs).test_client(), address)


def load(settings: Settings, word: str = "заман") -> None:
    """Load some records and publish them; ``word``, of five letters, stands in one title."""
    source = settings.source(SOURCE)
    some = settings.state.with_name(f"{SOURCE}.mrc")
    records = (SAMPLES / source.files[0]).read_bytes().split(b"\x1d")[:RECORDS]
    some.write_bytes(b"\x1d".join(records).replace("заман".encode(), word.encode()) + b"\x1d")
    with workspace(settings) as space:
        Loader(space.job, space.ledger, space.store, SOURCE).load_file(some, source.profile)
        space.publish()


def quads(settings: Settings) -> set[str]:
    return set(map(str, current(settings.state).open()))


def test_the_endpoint_holds_what_our_own_store_would(both: Both) -> None:
    remote = RemoteStore(both.address)
    there = {str(quad) for graph in remote.named_graphs() for quad in remote.quads_for_pattern(None, None, None, graph)}
    assert there == quads(both.ours) == quads(both.theirs)
    assert not (both.theirs.state / "graph").exists()


@pytest.mark.parametrize(("query", "format"), QUESTIONS)
def test_queries_are_answered_alike(both: Both, query: str, format: str) -> None:
    asked = f"/sparql?{urlencode({'query': query, 'format': format})}"
    here, there = both.pages.get(asked), both.pages_there.get(asked)
    assert (here.status_code, there.status_code) == (200, 200), there.text
    assert sorted(there.text.splitlines()) == sorted(here.text.splitlines())


def test_a_fault_in_a_query_is_told_as_everywhere(both: Both) -> None:
    answer = both.pages_there.get(f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p }'})}")
    assert answer.status_code == 400
    assert "line 1, column 19" in answer.text


@pytest.mark.parametrize("end", [".ttl", ".html"])
def test_pages_and_data_come_from_there(both: Both, end: str) -> None:
    graph = current(both.ours.state).open()
    works = graph.quads_for_pattern(None, None, ox.NamedNode("http://id.loc.gov/ontologies/bibframe/Work"), None)
    path = next(str(quad.subject)[1:-1] for quad in works if "/work/" in str(quad.subject)).removeprefix(both.ours.base)
    here, there = both.pages.get(f"/{path}{end}"), both.pages_there.get(f"/{path}{end}")
    assert there.status_code == 200
    assert sorted(there.text.split()) == sorted(here.text.split())


def test_a_record_that_changed_is_replaced_and_a_rebuild_is_the_same(both: Both) -> None:
    load(both.theirs, "дәуір")
    before = quads(both.theirs)
    assert any("дәуір" in quad for quad in before)
    assert not any("заман" in quad for quad in before)
    rebuild(both.theirs)
    with workspace(both.theirs) as space:
        space.publish()
    assert quads(both.theirs) == before


def test_an_endpoint_that_is_not_there_is_named(tmp_path: Path) -> None:
    settings = Settings(state=tmp_path, store="http://127.0.0.1:9/sparql")
    with pytest.raises(GraphError, match=r"127\.0\.0\.1:9"), workspace(settings) as space:
        space.publish()
