"""Harvests of a repository over HTTP on this machine: to the end, cut off anywhere, and of repositories that misbehave."""

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kg import harvest as harvesting
from kg.harvest import Harvester, Sums, choose
from kg.harvest_ledger import HarvestLedger
from kg.ledger import DELETED, PENDING, STORED, Ledger
from kg.load import Loader
from kg.repository_client import LONGEST_WAIT, HarvestError, Repository
from kg.settings import Settings, Source
from kg.store import GraphStore
from kg.workspace import workspace

DIM = "http://www.dspace.org/xmlns/dspace/dim"
Sent = tuple[int, dict[str, str], bytes]


@dataclass
class Fake:
    """A repository whose records a test changes; ``trouble`` may answer a request in its place, by its number from 0."""

    records: dict[str, tuple[str, str | None, str]] = field(default_factory=dict)
    deletions: str = "persistent"
    now: str = "2024-02-01T00:00:00Z"
    page: int = 3
    asked: list[dict[str, str]] = field(default_factory=list)
    trouble: Callable[[int, dict[str, str]], Sent | None] = lambda number, query: None
    address: str = ""

    def put(self, n: int, title: str | None, stamp: str = "2024-01-10T00:00:00Z", set: str = "theses") -> None:
        self.records[f"oai:x:{n}"] = (stamp, title, set)

    def answer(self, query: dict[str, str]) -> str:
        verb = query["verb"]
        if verb == "Identify":
            return (
                f"<Identify><repositoryName>X</repositoryName><deletedRecord>{self.deletions}</deletedRecord>"
                "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>"
            )
        if verb == "ListMetadataFormats":
            formats = [("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/"), ("dim", DIM)]
            listed = "".join(
                f"<metadataFormat><metadataPrefix>{p}</metadataPrefix><metadataNamespace>{n}</metadataNamespace></metadataFormat>"
                for p, n in formats
            )
            return f"<ListMetadataFormats>{listed}</ListMetadataFormats>"
        start, since, set = (query.get("resumptionToken") or f"0|{query.get('from', '')}|{query.get('set', '')}").split("|")
        chosen = [(id, *told) for id, told in sorted(self.records.items()) if told[0] >= since and set in ("", told[2])]
        if not chosen:
            return '<error code="noRecordsMatch"/>'
        end = int(start) + self.page
        body = "".join(self.one(verb, *each) for each in chosen[int(start) : end])
        token = f"{end}|{since}|{set}" if end < len(chosen) else ""
        return f"<{verb}>{body}<resumptionToken>{token}</resumptionToken></{verb}>"

    def one(self, verb: str, id: str, stamp: str, title: str | None, set: str) -> str:
        status = "" if title is not None else ' status="deleted"'
        header = f"<header{status}><identifier>{id}</identifier><datestamp>{stamp}</datestamp><setSpec>{set}</setSpec></header>"
        dim = f'<dim:dim xmlns:dim="{DIM}"><dim:field mdschema="dc" element="title">{title}</dim:field></dim:dim>'
        metadata = f"<metadata>{dim}</metadata>" if title is not None else ""
        return header if verb == "ListIdentifiers" else f"<record>{header}{metadata}</record>"

    def whole(self, query: dict[str, str]) -> bytes:
        return (
            f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>{self.now}</responseDate>'
            f"{self.answer(query)}</OAI-PMH>"
        ).encode()


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A repository of eight records, three on a page, served until the test ends."""
    repository = Fake()
    for n in range(1, 9):
        repository.put(n, f"Title {n}", set="theses" if n % 2 else "articles")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            number = len(repository.asked)
            repository.asked.append(query)
            status, headers, body = repository.trouble(number, query) or (200, {}, repository.whole(query))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    repository.address = f"http://127.0.0.1:{server.server_address[1]}/oai"
    yield repository
    server.shutdown()
    server.server_close()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    kept = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield kept
    kept.close()


def run(
    fake: Fake, ledger: Ledger, *, sets: tuple[str, ...] = (), again: bool = False, compare: bool = False, longest: int = 1 << 20
) -> Sums:
    """Harvest once; the waits between tries are noted in `WAITED`, not waited."""
    WAITED.clear()
    with Repository(fake.address, wait=WAITED.append, longest=longest) as repository:
        harvester = Harvester(Source("x", sets=sets), ledger, repository)
        harvester.harvest(again=again, compare=compare)
    return harvester.sums


WAITED: list[float] = []


def kept(ledger: Ledger) -> dict[str, tuple[str, bool, bytes]]:
    return {each.id: (each.state, each.deletes, each.raw) for each in ledger.entries(source="x")}


def settled(ledger: Ledger) -> None:
    """As after a load: what was pending is stored or deleted."""
    entries = list(ledger.entries(PENDING, "x"))
    done = [
        {"source": "x", "id": e.id, "state": DELETED if e.deletes else STORED, "reason": "", "made_by": "", "audit": None}
        for e in entries
    ]
    ledger.settle(done)


def titles(ledger: Ledger) -> dict[str, str]:
    """The titles of the records that are not deleted."""
    found = {}
    for each in ledger.entries(source="x"):
        if not each.deletes and each.state != DELETED:
            found[each.id] = each.raw.decode().partition('element="title">')[2].partition("<")[0]
    return found


def wanted(fake: Fake) -> dict[str, str]:
    return {id: title for id, (_, title, _) in fake.records.items() if title is not None}


def test_all_pages_in_the_best_format(fake: Fake, ledger: Ledger) -> None:
    sums = run(fake, ledger)
    assert (sums.received, sums.changed) == (8, 8)
    assert titles(ledger) == wanted(fake)
    asked = [query for query in fake.asked if query["verb"] == "ListRecords"]
    assert asked[0]["metadataPrefix"] == "dim"
    assert len(asked) == 3


def test_the_next_time_only_what_changed_is_asked_for(fake: Fake, ledger: Ledger) -> None:
    run(fake, ledger)
    settled(ledger)
    fake.now = "2024-03-01T00:00:00Z"
    fake.put(2, "New title", "2024-02-10T00:00:00Z")
    fake.put(3, None, "2024-02-11T00:00:00Z")
    fake.put(9, "Title 9", "2024-02-12T00:00:00Z")
    fake.asked.clear()
    sums = run(fake, ledger)
    assert (sums.received, sums.changed, sums.deleted) == (3, 2, 1)
    assert fake.asked[2] == {"verb": "ListRecords", "metadataPrefix": "dim", "from": "2024-02-01T00:00:00Z"}
    settled(ledger)
    assert titles(ledger) == wanted(fake)
    assert kept(ledger)["oai:x:3"][0] == DELETED
    sums = run(fake, ledger)
    assert (sums.received, sums.changed) == (0, 0), "the list starts where the last one began"


def test_a_record_that_comes_back_is_there_again(fake: Fake, ledger: Ledger) -> None:
    run(fake, ledger)
    settled(ledger)
    gone = fake.records.pop("oai:x:4")
    assert run(fake, ledger, compare=True).missing == 1
    settled(ledger)
    assert "oai:x:4" not in titles(ledger)
    fake.records["oai:x:4"] = gone
    run(fake, ledger, again=True)
    settled(ledger)
    assert titles(ledger) == wanted(fake)


@pytest.mark.parametrize("deletions", ["no", "transient"])
def test_deletions_that_are_not_told_are_found(fake: Fake, ledger: Ledger, deletions: str) -> None:
    fake.deletions = deletions
    run(fake, ledger)
    settled(ledger)
    del fake.records["oai:x:1"], fake.records["oai:x:8"]
    sums = run(fake, ledger)
    assert sums.missing == 2
    settled(ledger)
    assert titles(ledger) == wanted(fake)


def test_an_empty_list_of_identifiers_deletes_nothing(fake: Fake, ledger: Ledger) -> None:
    run(fake, ledger)
    settled(ledger)
    fake.records.clear()
    with pytest.raises(HarvestError, match="none was deleted"):
        run(fake, ledger, compare=True)
    assert len(titles(ledger)) == 8


def test_only_the_sets_that_are_wanted(fake: Fake, ledger: Ledger) -> None:
    run(fake, ledger, sets=("theses",))
    assert set(titles(ledger)) == {"oai:x:1", "oai:x:3", "oai:x:5", "oai:x:7"}
    settled(ledger)
    run(fake, ledger, sets=("theses", "articles"), compare=True)
    assert titles(ledger) == wanted(fake)


@pytest.mark.parametrize("cut", range(9))
@pytest.mark.parametrize("sets", [(), ("theses", "articles")])
def test_cut_off_at_any_request_and_started_again(fake: Fake, ledger: Ledger, cut: int, sets: tuple[str, ...]) -> None:
    fake.put(6, None, set="articles")
    fake.trouble = lambda number, query: (404, {}, b"gone") if number >= cut else None
    try:
        run(fake, ledger, sets=sets)
    except HarvestError as error:
        assert "404" in str(error)
    fake.trouble = lambda number, query: None
    run(fake, ledger, sets=sets, compare=True)
    settled(ledger)
    assert titles(ledger) == wanted(fake)


@pytest.mark.parametrize("cut", range(7))
@pytest.mark.parametrize("method", ["receive", "keep"])
def test_cut_off_between_any_two_writes(
    fake: Fake, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, cut: int, method: str
) -> None:
    calls = 0
    of: type[Ledger] | type[HarvestLedger] = Ledger if method == "receive" else HarvestLedger
    original = getattr(of, method)

    def breaking(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == cut + 1:
            raise KeyboardInterrupt
        return original(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(of, method, breaking)
        try:
            run(fake, ledger)
        except KeyboardInterrupt:
            assert calls == cut + 1
    run(fake, ledger)
    settled(ledger)
    assert titles(ledger) == wanted(fake)


def test_after_a_cut_it_goes_on_where_it_was(fake: Fake, ledger: Ledger) -> None:
    fake.trouble = lambda number, query: (404, {}, b"") if number == 4 else None
    with pytest.raises(HarvestError):
        run(fake, ledger)
    fake.asked.clear()
    fake.trouble = lambda number, query: None
    assert run(fake, ledger).received == 2, "the last page only"
    assert titles(ledger) == wanted(fake)


def test_an_expired_token_starts_the_list_again(fake: Fake, ledger: Ledger) -> None:
    def expired(number: int, query: dict[str, str]) -> Sent | None:
        if number == 3:
            return 200, {}, b'<OAI-PMH><error code="badResumptionToken">expired</error></OAI-PMH>'
        return None

    fake.trouble = expired
    run(fake, ledger)
    assert titles(ledger) == wanted(fake)


def test_503_is_asked_again_after_as_long_as_it_says(fake: Fake, ledger: Ledger) -> None:
    fake.trouble = lambda number, query: (503, {"Retry-After": "7"}, b"busy") if number in (2, 3) else None
    run(fake, ledger)
    assert WAITED == [7.0, 7.0]
    assert titles(ledger) == wanted(fake)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((503, {}, b"busy"), "503 Service Unavailable"),
        ((503, {"Retry-After": str(int(LONGEST_WAIT) + 1)}, b""), "asks to come back in"),
        ((200, {}, b"<html><body>Down for maintenance</body></html>"), "an answer of OAI-PMH was expected"),
        ((200, {}, b""), "an answer of OAI-PMH was expected"),
        ((404, {}, b"<html/>"), "404 Not Found: is the address right"),
        ((200, {}, b"<OAI-PMH>" + b" " * (2 << 20)), "longer than 1 MB"),
        ((200, {"Content-Length": "9999"}, b"<OAI-PMH>"), "the connection failed"),
        ((302, {"Location": "/oai?verb=ListRecords&resumptionToken=6||"}, b""), "cannot be asked"),
        ((200, {}, b'<OAI-PMH><error code="badArgument">no</error></OAI-PMH>'), "badArgument: no"),
        ((200, {}, b'<OAI-PMH><error code="noSetHierarchy"/></OAI-PMH>'), "take `sets` out"),
    ],
)
def test_one_clear_message_and_what_came_before_is_kept(fake: Fake, ledger: Ledger, answer: Sent, message: str) -> None:
    fake.trouble = lambda number, query: answer if query.get("resumptionToken", "").startswith("6") else None
    with pytest.raises(HarvestError, match=message) as raised:
        run(fake, ledger)
    assert str(raised.value).startswith(fake.address)
    assert len(titles(ledger)) == 6
    fake.trouble = lambda number, query: None
    run(fake, ledger)
    assert titles(ledger) == wanted(fake)


def test_a_page_without_end_costs_no_more_than_the_limit(fake: Fake, ledger: Ledger) -> None:
    """The server would send two gigabytes; the reader hangs up at its limit."""
    fake.trouble = lambda number, query: (200, {"Content-Length": str(2 << 30)}, b"x" * (3 << 20)) if number == 0 else None
    with pytest.raises(HarvestError, match="longer than 1 MB"):
        run(fake, ledger)


def test_half_a_page_keeps_its_whole_records(fake: Fake, ledger: Ledger) -> None:
    def half(number: int, query: dict[str, str]) -> Sent | None:
        page = fake.whole(query)
        return (200, {}, page[: page.rindex(b"<record>") + 30]) if query["verb"] == "ListRecords" else None

    fake.trouble = half
    with pytest.raises(HarvestError, match="the 2 whole records of the page are kept"):
        run(fake, ledger)
    assert set(titles(ledger)) == {"oai:x:1", "oai:x:2"}
    assert [each.reason for each in ledger.refusals("x")] == ["the record is cut off: its end tag is missing"]
    fake.trouble = lambda number, query: None
    run(fake, ledger)
    assert titles(ledger) == wanted(fake)
    assert list(ledger.refusals("x")) == [], "what was refused of a list is forgotten when it has been received whole"


def test_the_same_token_for_ever(fake: Fake, ledger: Ledger) -> None:
    def same(number: int, query: dict[str, str]) -> Sent | None:
        return (
            (200, {}, fake.whole({"verb": "ListRecords", "resumptionToken": "0||"})) if query["verb"] == "ListRecords" else None
        )

    fake.trouble = same
    with pytest.raises(HarvestError, match="lead to the same records again, for ever"):
        run(fake, ledger)
    assert len(fake.asked) < 6
    assert len(titles(ledger)) == 3


def test_tokens_that_lead_to_nothing_for_ever(fake: Fake, ledger: Ledger) -> None:
    empty = b"<OAI-PMH><ListRecords><resumptionToken>%d</resumptionToken></ListRecords></OAI-PMH>"
    fake.trouble = lambda number, query: (200, {}, empty % number) if query["verb"] == "ListRecords" else None
    with pytest.raises(HarvestError, match="pages without records"):
        run(fake, ledger)
    assert len(fake.asked) < 100


def test_a_record_without_identifier_is_refused_with_its_bytes(fake: Fake, ledger: Ledger) -> None:
    fake.records[""] = ("2024-01-10", "Nameless", "theses")
    sums = run(fake, ledger)
    assert (sums.received, sums.changed, sums.refused) == (9, 8, 1)
    refused = list(ledger.refusals("x"))
    assert b"Nameless" in refused[0].raw
    assert "no identifier" in refused[0].reason


def test_what_was_harvested_comes_into_the_graph_and_leaves_it(fake: Fake, tmp_path: Path) -> None:
    settings = Settings(state=tmp_path)
    with workspace(settings) as space:
        run(fake, space.ledger)
        loader = Loader(space.job, space.ledger, space.store, "x")
        loader.resume()
        assert (loader.sums.read, loader.sums.added, loader.sums.refused) == (8, 8, 0)
        assert b'"Title 1"' in dumped(space.store)
        fake.put(1, None, "2024-02-10")
        run(fake, space.ledger)
        loader = Loader(space.job, space.ledger, space.store, "x")
        loader.resume()
        assert (loader.sums.read, loader.sums.deleted) == (1, 1)
        assert b'"Title 1"' not in dumped(space.store)
        assert b'"Title 2"' in dumped(space.store)


def dumped(store: GraphStore) -> bytes:
    output = io.BytesIO()
    store.dump(output)
    return output.getvalue()


def test_the_format_that_says_most_is_chosen() -> None:
    offered = [
        ("oai_dc", ""),
        ("mods", "http://www.loc.gov/mods/v3"),
        ("didl", "urn:x"),
        ("marc21", "http://www.loc.gov/MARC21/slim"),
    ]
    assert choose(offered, "x") == "marc21"
    assert choose(offered[:3], "x") == "mods"
    with pytest.raises(HarvestError, match=r"none of its metadata formats is known \(didl\)"):
        choose(offered[2:3], "x")


def test_formats_are_known_by_their_rules() -> None:
    assert set(harvesting.PREFERRED) == {"marcxml", "dim", "xoai", "mods", "mets", "lom", "oai_dc"}
