"""The OAI-PMH provider: every answer has the protocol's form, every error its code, and a harvest gets all, deletions too."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from lxml import etree
from oaipmh_scythe import Scythe
from oaipmh_scythe.models import Record as HarvestedRecord
from werkzeug.serving import make_server

from conversions import sources
from conversions.record import Record
from conversions.sources import Profile
from kg.load import Loader
from kg.settings import Settings, Source
from kg.workspace import workspace
from webapp import create_app
from webapp.moments import utc

pytestmark = pytest.mark.usefixtures("few_terms")

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "kg/samples"
SCHEMA = etree.RelaxNG(etree.parse(HERE / "oai_answer.rng"))
OAI = "{http://www.openarchives.org/OAI/2.0/}"
FIRST = "http://localhost:8000/record/almaty/alm00001"
DELETED = "http://localhost:8000/record/almaty/alm00002"


def load(settings: Settings, file: Path, source: str, *, complete: bool = False) -> None:
    with workspace(settings) as space:
        loader = Loader(space.job, space.ledger, space.store, source)
        loader.load_file(file, Profile())
        if complete:
            loader.delete_unseen()
        space.publish()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """141 records of Almaty, of which one was deleted by a second publication, and the rest changed or not."""
    folder = tmp_path_factory.mktemp("oai")
    source = Source("almaty", {"en": "Sample library"}, country="kz")
    settings = replace(Settings(), state=folder / "state", sources={"almaty": source}, contact="librarian@example.org")
    load(settings, SAMPLES / "almaty.mrc", "almaty")
    fewer = folder / "almaty.mrc"
    records = [each + b"\x1d" for each in (SAMPLES / "almaty.mrc").read_bytes().split(b"\x1d") if each]
    fewer.write_bytes(b"".join([records[0], *records[2:]]))
    load(settings, fewer, "almaty", complete=True)
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings)
    yield app.test_client()
    app.extensions["otrar.sparql"].close()


def ask(client: FlaskClient, query: str) -> etree._Element:
    """An answer that has the protocol's form."""
    answer = client.get(f"/oai?{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    root = etree.fromstring(answer.data)
    SCHEMA.assertValid(root)
    return root


def codes(root: etree._Element) -> list[str]:
    return [str(error.get("code")) for error in root.iter(f"{OAI}error")]


def texts(root: etree._Element, name: str) -> list[str]:
    return [str(each.text) for each in root.iter(OAI + name)]


@pytest.mark.parametrize(
    "query",
    [
        "verb=Identify",
        "verb=ListMetadataFormats",
        f"verb=ListMetadataFormats&identifier={FIRST}",
        "verb=ListSets",
        *(f"verb=GetRecord&metadataPrefix={prefix}&identifier={FIRST}" for prefix in ("oai_dc", "marcxml", "rdf")),
        f"verb=GetRecord&metadataPrefix=rdf&identifier={DELETED}",
        *(f"verb=ListRecords&metadataPrefix={prefix}" for prefix in ("oai_dc", "marcxml", "rdf")),
        "verb=ListIdentifiers&metadataPrefix=oai_dc&set=country:kz&from=2020-01-01&until=2100-01-01",
        "verb=ListIdentifiers&metadataPrefix=marcxml&from=2020-01-01T00:00:00Z&until=9999-12-31T23:59:59Z",
    ],
)
def test_answers(client: FlaskClient, query: str) -> None:
    assert codes(ask(client, query)) == []


ERRORS = [
    ("", "badVerb"),
    ("verb=Identfy", "badVerb"),
    ("verb=Identify&verb=Identify", "badVerb"),
    ("verb=Identify&set=x", "badArgument"),
    ("verb=ListRecords", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2020", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2021-01-01T00:00:00Z", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2021-01-01&until=2020-01-01", "badArgument"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-1-1", "badArgument"),
    ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    ("verb=ListRecords&metadataPrefix=mods", "cannotDisseminateFormat"),
    (f"verb=GetRecord&metadataPrefix=mods&identifier={FIRST}", "cannotDisseminateFormat"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=urn:nothing", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc&identifier=http://localhost:8000/work/x", "idDoesNotExist"),
    ("verb=ListMetadataFormats&identifier=nothing", "idDoesNotExist"),
    (f"verb=ListMetadataFormats&identifier={DELETED}", "noMetadataFormats"),
    ("verb=ListRecords&metadataPrefix=oai_dc&set=nothing", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=oai_dc&until=2001-01-01", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=2100-01-01", "noRecordsMatch"),
    ("verb=ListRecords&resumptionToken=nonsense", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=W10=", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=" + "A" * 9000, "badResumptionToken"),
    ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
    ("verb=Identify&%00=%01", "badArgument"),
]


@pytest.mark.parametrize(("query", "code"), ERRORS)
def test_errors_have_their_codes(client: FlaskClient, query: str, code: str) -> None:
    root = ask(client, query)
    assert codes(root) == [code]
    request = root.find(f"{OAI}request")
    assert request is not None
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


def test_requests_by_post_are_answered_too(client: FlaskClient) -> None:
    answer = client.post("/oai", data={"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": FIRST})
    assert answer.data[answer.data.index(b"</responseDate>") :] == without_time(client)


def without_time(client: FlaskClient) -> bytes:
    data = client.get(f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={quote(FIRST)}").data
    tail = data[data.index(b"</responseDate>") :]
    return re.sub(
        rb"<request [^>]*>",
        lambda found: b'<request verb="GetRecord" metadataPrefix="oai_dc" identifier="%s">' % FIRST.encode(),
        tail,
    )


def test_sets_are_of_source_country_and_kind(client: FlaskClient) -> None:
    specs = texts(ask(client, "verb=ListSets"), "setSpec")
    assert {"source:almaty", "country:kz", "kind:text"} <= set(specs)
    whole = pages(client, "verb=ListIdentifiers&metadataPrefix=oai_dc")
    for spec in specs:
        listed = pages(client, f"verb=ListIdentifiers&metadataPrefix=oai_dc&set={spec}")
        headers = [header for header in whole if spec in texts(header, "setSpec")]
        assert {texts(h, "identifier")[0] for h in listed} == {texts(h, "identifier")[0] for h in headers}, spec


def pages(client: FlaskClient, query: str) -> list[etree._Element]:
    """All headers of a list, page by page; the tokens' sums agree with what comes."""
    headers: list[etree._Element] = []
    while True:
        root = ask(client, query)
        for token in root.iter(f"{OAI}resumptionToken"):
            assert token.get("cursor") == str(len(headers))
        headers += root.iter(f"{OAI}header")
        tokens = [token for token in root.iter(f"{OAI}resumptionToken") if token.text]
        if not tokens:
            return headers
        query = f"{query.partition('&')[0]}&resumptionToken={tokens[0].text}"


def test_the_list_of_a_second_visit_has_what_changed_since(client: FlaskClient, settings: Settings) -> None:
    log = client.application.extensions["otrar"].changes
    moment = log.made(2)
    changed = {
        texts(h, "identifier")[0]: h for h in pages(client, f"verb=ListIdentifiers&metadataPrefix=oai_dc&from={utc(moment)}")
    }
    assert DELETED in changed
    assert changed[DELETED].get("status") == "deleted"
    if log.made(1) < moment:
        assert len(changed) < 141


def test_marcxml_is_the_record_as_it_came(client: FlaskClient, tmp_path: Path) -> None:
    root = ask(client, f"verb=GetRecord&metadataPrefix=marcxml&identifier={FIRST}")
    metadata = root.find(f".//{OAI}metadata")
    assert metadata is not None
    file = tmp_path / "one.xml"
    file.write_bytes(etree.tostring(metadata[0]))
    profile, stream = sources.open_source(file, Profile())
    ours, theirs = sources.parse(next(iter(stream)).raw, profile).record, first_sample()
    assert ours.fields == theirs.fields


def first_sample() -> Record:
    profile, stream = sources.open_source(SAMPLES / "almaty.mrc", Profile())
    return sources.parse(next(iter(stream)).raw, profile).record


def test_rdf_is_the_graph_of_the_record(client: FlaskClient) -> None:
    root = ask(client, f"verb=GetRecord&metadataPrefix=rdf&identifier={FIRST}")
    metadata = root.find(f".//{OAI}metadata")
    assert metadata is not None
    said = {str(quad.triple) for quad in ox.parse(etree.tostring(metadata[0]), format=ox.RdfFormat.RDF_XML)}
    wanted = client.get(FIRST.removeprefix("http://localhost:8000") + ".nt").data
    assert said == {str(quad.triple) for quad in ox.parse(wanted, format=ox.RdfFormat.N_TRIPLES)}


def test_dublin_core_has_names_in_their_scripts(client: FlaskClient) -> None:
    root = ask(client, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={FIRST}")
    dc = "{http://purl.org/dc/elements/1.1/}"
    said = [(etree.QName(e).localname, e.text, e.get("{http://www.w3.org/XML/1998/namespace}lang")) for e in root.iter(f"{dc}*")]
    assert ("title", "Қара сөз", "kk") in said
    assert ("creator", "Құнанбаев, Абай, 1845-1904", "kk") in said
    assert ("language", "kk", None) in said


@pytest.mark.parametrize("prefix", ["oai_dc", "marcxml", "rdf"])
def test_a_harvest_gets_every_record_and_deletion(client: FlaskClient, prefix: str) -> None:
    server = make_server("127.0.0.1", 0, client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with Scythe(f"http://127.0.0.1:{server.server_port}/oai") as scythe:
            records = [each for each in scythe.list_records(metadata_prefix=prefix) if isinstance(each, HarvestedRecord)]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert len({record.header.identifier for record in records}) == len(records) == 141
    assert [record.header.identifier for record in records if record.header.deleted] == [DELETED]
    assert all(record.header.deleted or record.metadata for record in records)
