"""Dumps and changes: what is in them, and a mirror made from both that equals the source, whatever happens in between."""

import gzip
import hashlib
import importlib.util
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.serving import make_server

from conversions.sources import Profile
from kg.changes import ChangeLog
from kg.decisions import Decision, Decisions, Kind
from kg.differences import Touched
from kg.dumps import listed
from kg.ledger import Ledger
from kg.load import Loader
from kg.publish import current
from kg.settings import Settings
from kg.workspace import rebuild, workspace
from sparql import formats
from webapp import create_app

pytestmark = pytest.mark.usefixtures("few_terms")

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "kg/samples"
FEW = 40


@pytest.fixture(scope="session")
def client_in_docs() -> ModuleType:
    """docs/mirror.py."""
    spec = importlib.util.spec_from_file_location("mirror", ROOT / "docs/mirror.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty state; the base is not where the server is."""
    (tmp_path / "state").mkdir()
    return replace(Settings(), state=tmp_path / "state", base="http://catalogue.example/")


@pytest.fixture
def served(settings: Settings) -> Iterator[str]:
    """A server over the state; yields its address."""
    app = create_app(settings)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["otrar.sparql"].close()


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Two publications: one library, then two. Not to be written to."""
    folder = tmp_path_factory.mktemp("twice")
    settings = replace(Settings(), state=folder / "state", base="http://catalogue.example/")
    load(settings, few_of_almaty(folder), "almaty")
    load(settings, few_of_tashkent(folder), "tashkent")
    return settings


def few_of_almaty(folder: Path, change: Callable[[list[bytes]], list[bytes]] = list) -> Path:
    """The first records of the Almaty sample, changed."""
    file = folder / "almaty.mrc"
    records = [each + b"\x1d" for each in (SAMPLES / "almaty.mrc").read_bytes().split(b"\x1d") if each]
    file.write_bytes(b"".join(change(records[:FEW])))
    return file


def few_of_tashkent(folder: Path) -> Path:
    """The first records of the Tashkent sample."""
    tree = etree.parse(SAMPLES / "tashkent.xml")
    for record in tree.getroot()[FEW:]:
        tree.getroot().remove(record)
    tree.write(folder / "tashkent.xml", encoding="utf-8")
    return folder / "tashkent.xml"


def load(settings: Settings, file: Path, source: str, *, complete: bool = False) -> None:
    with workspace(settings) as space:
        loader = Loader(space.job, space.ledger, space.store, source)
        loader.load_file(file, Profile())
        if complete:
            loader.delete_unseen()
        space.publish()


def quads(store: ox.Store) -> set[str]:
    return {str(quad) for quad in store}


def published(settings: Settings) -> set[str]:
    return quads(current(settings.state).open())


def test_a_mirror_equals_the_source_at_every_step(
    settings: Settings, tmp_path: Path, served: str, client_in_docs: ModuleType
) -> None:
    copy = tmp_path / "mirror"
    steps: list[Callable[[], None]] = [
        lambda: load(settings, few_of_almaty(tmp_path), "almaty"),
        lambda: load(settings, few_of_tashkent(tmp_path), "tashkent"),
        lambda: load(
            settings,
            few_of_almaty(tmp_path, lambda r: [r[3].replace(b"KZ-SAMPLE", b"KZ-CHANGE"), *r[4:]]),
            "almaty",
            complete=True,
        ),
        lambda: load(settings, few_of_almaty(tmp_path, lambda r: r[2:]), "almaty"),
        lambda: split_a_merged_agent(settings),
    ]
    numbers = []
    for step in steps:
        step()
        client_in_docs.mirror(served, copy)
        store = ox.Store.read_only(str(copy / "graph"))
        assert quads(store) == published(settings)
        numbers.append(int((copy / "number").read_text()))
    assert numbers == sorted(set(numbers))
    assert client_in_docs.mirror(served, copy) == 0


def split_a_merged_agent(settings: Settings) -> None:
    """A person takes one of the merged names out of its cluster."""
    with workspace(settings) as space:
        moved = sorted(
            (old, new) for old, new in create_app(settings).extensions["otrar"].redirects.all().items() if "/agent/" in old
        )
        assert moved
        old, new = moved[0]
        Decisions(space.ledger).add(Decision(Kind.SPLIT, (old, new), "a librarian", "two people"), settings.base)
        space.publish()


def test_changes_tell_what_happened_to_each_thing(settings: Settings, tmp_path: Path) -> None:
    load(settings, few_of_almaty(tmp_path), "almaty")
    load(settings, few_of_almaty(tmp_path, lambda r: [r[3].replace(b"KZ-SAMPLE", b"KZ-CHANGE"), *r[4:]]), "almaty", complete=True)
    client = create_app(settings).test_client()
    collection = client.get("/changes").get_json(force=True)
    items = [item for page in pages(client, collection["first"]["id"]) for item in page["orderedItems"]]
    assert collection["type"] == "OrderedCollection"
    assert collection["totalItems"] == len(items)
    said = {(item["type"], item["object"]["id"].removeprefix(settings.base)) for item in items}
    assert ("Create", "record/almaty/alm00001") in said
    assert ("Delete", "record/almaty/alm00001") in said
    assert ("Delete", "instance/almaty/alm00002") in said
    assert ("Update", "record/almaty/alm00004") in said
    assert ("Update", "record/almaty/alm00005") not in said
    assert {item["object"].get("type") for item in items} >= {"http://id.loc.gov/ontologies/bibframe/Work"}
    assert [item["published"] for item in items] == sorted(item["published"] for item in items)
    created, again = (n for n, item in enumerate(items) if item["object"]["id"].endswith("record/almaty/alm00004"))
    assert created < again
    one = client.get(f"/changes/activity/{again + 1}").get_json(force=True)
    assert one["object"] == items[again]["object"]


def pages(client: FlaskClient, address: str) -> Iterator[dict[str, Any]]:
    while address:
        page = client.get(address.partition("localhost")[2]).get_json(force=True)
        yield page
        address = page.get("next", {}).get("id", "")


def test_changes_since_a_moment_or_a_number(twice: Settings) -> None:
    client = create_app(twice).test_client()
    total = client.get("/changes").get_json(force=True)["totalItems"]
    assert client.get("/changes?since=2020-01-01").get_json(force=True)["totalItems"] == total
    assert client.get("/changes?since=2100-01-01T00:00:00Z").get_json(force=True)["totalItems"] == 0
    assert client.get(f"/changes?after={total - 3}").get_json(force=True)["totalItems"] == 3
    last = client.get(f"/changes?after={total - 3}").get_json(force=True)["first"]["id"].partition("localhost")[2]
    assert len(client.get(last).get_json(force=True)["orderedItems"]) == 3
    for wrong in ("since=yesterday", "after=-1", "after=x", "after=" + "9" * 40, "since=9999-99-99"):
        assert client.get(f"/changes?{wrong}").status_code == 400, wrong
    assert client.get("/changes/page/99999").status_code == 404
    assert client.get("/changes/activity/0").status_code == 404


def test_merged_things_are_deprecated_for_what_they_are_now(twice: Settings) -> None:
    client = create_app(twice).test_client()
    items = [i for page in pages(client, "http://localhost/changes/page/1") for i in page["orderedItems"]]
    merged = [item for item in items if item["type"] == "Deprecate"]
    assert merged
    for item in merged:
        answer = client.get(item["object"]["id"].removeprefix(twice.base.rstrip("/")))
        assert answer.status_code == 301
        assert item["target"]["id"].endswith(answer.location)


def test_dumps_hold_the_graph_by_source_and_kind(twice: Settings) -> None:
    publication = current(twice.state)
    whole = published(twice)
    dumps = {dump.file: dump for dump in listed(publication.dumps)}
    for name, dump in dumps.items():
        content = (publication.dumps / name).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (dump.sha256, dump.bytes)
        syntax = next(each for each in formats.RDF if each.name == dump.syntax)
        said = {str(quad) for quad in ox.parse(gzip.decompress(content), format=syntax.rdf)}
        if dump.syntax == "nquads":
            assert len(said) == dump.statements, name
            assert said <= whole, name
    assert {
        str(q) for q in ox.parse(gzip.decompress((publication.dumps / "otrar.nq.gz").read_bytes()), format=ox.RdfFormat.N_QUADS)
    } == whole
    parts = [dump.statements for dump in dumps.values() if dump.syntax == "nquads" and dump.scope in ("source", "shared")]
    assert sum(parts) == len(whole)
    triples = {quad.rpartition(" <")[0] for quad in whole}
    turtle = ox.parse(gzip.decompress((publication.dumps / "otrar.ttl.gz").read_bytes()), format=ox.RdfFormat.TURTLE)
    assert {str(quad.triple) for quad in turtle} == triples


def test_the_dump_of_a_kind_has_its_things_whole(twice: Settings) -> None:
    works = gzip.decompress((current(twice.state).dumps / "kind-work.nq.gz").read_bytes())
    subjects = {
        quad.subject.value for quad in ox.parse(works, format=ox.RdfFormat.N_QUADS) if isinstance(quad.subject, ox.NamedNode)
    }
    wanted = {
        quad.object.value
        for quad in current(twice.state).open().quads_for_pattern(None, None, None)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and quad.subject.value.startswith(f"{twice.base}work/")
        and "#" in quad.object.value
        and quad.object.value.startswith(twice.base)
    }
    assert wanted <= subjects
    assert not [each for each in subjects if each.startswith(f"{twice.base}agent/")]


def test_what_has_not_changed_is_linked(settings: Settings, tmp_path: Path) -> None:
    load(settings, few_of_tashkent(tmp_path), "tashkent")
    first = current(settings.state).dumps / "source-tashkent.nq.gz"
    load(settings, few_of_tashkent(tmp_path), "tashkent")
    assert (current(settings.state).dumps / "source-tashkent.nq.gz").stat().st_ino == first.stat().st_ino


def test_dumps_are_served_whole_in_part_and_those_before_too(twice: Settings) -> None:
    client = create_app(twice).test_client()
    publications = client.get("/dumps/", headers={"Accept": "application/json"}).get_json()["publications"]
    assert [each["number"] for each in publications] == [2, 1]
    with client.get("/dumps/otrar.nq.gz") as whole, client.get("/dumps/otrar.nq.gz", headers={"Range": "bytes=100-199"}) as some:
        assert whole.headers["Accept-Ranges"] == "bytes"
        assert (some.status_code, some.data) == (206, whole.data[100:200])
        with client.get("/dumps/otrar.nq.gz", headers={"If-None-Match": whole.headers["ETag"]}) as again:
            assert again.status_code == 304
    with client.get("/dumps/1/otrar.nq.gz") as before:
        checksum = next(each["sha256"] for each in publications[1]["files"] if each["file"] == "otrar.nq.gz")
        assert hashlib.sha256(before.data).hexdigest() == checksum
    with client.get("/dumps/SHA256SUMS") as sums:
        assert f"{publications[0]['files'][0]['sha256']}  otrar.nq.gz" in sums.get_data(as_text=True)
    for hostile in (
        "../about.json",
        "..%2fabout.json",
        "%2e%2e/about.json",
        "/etc/passwd",
        "1/../about.json",
        "otrar.nq.gz/x",
        "3/otrar.nq.gz",
    ):
        assert client.get(f"/dumps/{hostile}").status_code in (404, 308), hostile
    assert "otrar.nq.gz" in client.get("/dumps/", headers={"Accept": "text/html"}).text


def test_a_publication_that_was_cut_off_leaves_no_trace_in_the_log(settings: Settings, tmp_path: Path) -> None:
    load(settings, few_of_almaty(tmp_path), "almaty")
    ledger = Ledger(settings.ledger_url)
    log = ChangeLog(ledger)
    before = log.between(1, log.count(1))
    log.append(
        2, [Touched("record/almaty/alm00001", "almaty"), Touched("work/new")], lambda path: path != "record/almaty/alm00001", {}
    )
    assert log.count(2) == len(before) + 2
    log.drop_unfinished()
    assert log.between(1, 10**6) == before
    latest = log.of("record/almaty/alm00001", 2)
    assert latest is not None
    assert latest.change == "create"
    ledger.close()


def test_a_day_is_enough_for_since(twice: Settings) -> None:
    client = create_app(twice).test_client()
    today = datetime.now(UTC).date().isoformat()
    assert client.get(f"/changes?since={today}").get_json(force=True)["totalItems"] > 0
    assert json.loads(client.get("/changes").text)["@context"][0] == "https://www.w3.org/ns/activitystreams"


def test_after_a_rebuild_all_graphs_are_compared(settings: Settings, tmp_path: Path) -> None:
    load(settings, few_of_almaty(tmp_path), "almaty")
    graph = f"{settings.base}record/almaty/alm00005"
    with workspace(settings) as space:  # a version with other rules, of which the ledger knows nothing
        space.store.replace(graph, [f'<{graph}> <http://www.w3.org/2000/01/rdf-schema#label> "as it was"'])
        (current(settings.state).folder / "about.json").write_text(about_without_store(settings), "utf-8")
        space.publish()
    rebuild(settings)
    with workspace(settings) as space:
        space.publish()
    ledger = Ledger(settings.ledger_url)
    latest = ChangeLog(ledger).of("record/almaty/alm00005", 3)
    ledger.close()
    assert latest is not None
    assert (latest.publication, latest.change) == (3, "update")


def about_without_store(settings: Settings) -> str:
    """What a publication of an earlier version says of itself: not which store it was made from."""
    about = dict(current(settings.state).about)
    del about["store"]
    return json.dumps(about)
