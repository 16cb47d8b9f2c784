"""A repository of OAI-PMH on this machine whose records a test changes and which misbehaves as it says."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from conversions.sources import Profile
from kg.harvest import Harvester, Sums
from kg.ledger import DELETED, PENDING, STORED, Ledger
from kg.repository_client import Repository
from kg.settings import Source

PLAIN = Profile()
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


@contextmanager
def served() -> Iterator[Fake]:
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


def run(
    fake: Fake,
    ledger: Ledger,
    *,
    sets: tuple[str, ...] = (),
    again: bool = False,
    compare: bool = False,
    longest: int = 1 << 20,
    profile: Profile = PLAIN,
) -> Sums:
    """Harvest once; the waits between tries are noted in `WAITED`, not waited."""
    WAITED.clear()
    with Repository(fake.address, wait=WAITED.append, longest=longest) as repository:
        harvester = Harvester(Source("x", sets=sets, profile=profile), ledger, repository)
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
