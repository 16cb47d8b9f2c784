"""The W3C's tests of the SPARQL 1.1 Protocol as their manifest has them: requests to be sent, and what is to come back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ontology.names import RDFS
from tests.w3c.suite import MF, UT, Manifest, Term, path, text

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"


@dataclass(frozen=True, slots=True)
class Sent:
    """One request, with the status classes that are right ("2xx"), and whether a yes or no is wanted, or the kind of format."""

    method: str
    address: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statuses: tuple[str, ...]
    truth: str
    format: str

    @property
    def is_update(self) -> bool:
        """Whether it belongs to the endpoint of updates."""
        return b"update=" in self.body or "update=" in self.address or "sparql-update" in str(self.headers)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A test: its name, the graphs that are there before (name, file), its requests in their order."""

    name: str
    graphs: tuple[tuple[str, Path], ...]
    sent: tuple[Sent, ...]


def exchanges(folder: Path) -> list[Exchange]:
    """All tests of the manifest in this folder."""
    reader = Manifest(folder / "manifest.ttl")
    return [_exchange(reader, test) for test in reader.tests()]


def _exchange(reader: Manifest, test: Term) -> Exchange:
    graphs = [
        (text(reader.first(each, RDFS.label)), path(text(reader.first(each, UT + "graph"))))
        for each in reader.values(test, UT + "graphData")
    ]
    requests = reader.items(reader.first(reader.first(test, MF + "action"), HT + "requests"))
    return Exchange(reader.name(test), tuple(graphs), tuple(_sent(reader, each) for each in requests))


def _sent(reader: Manifest, request: Term) -> Sent:
    response, body = reader.first(request, HT + "resp"), reader.first(request, HT + "body")
    encoding = text(reader.first(body, CNT + "characterEncoding")) or "utf-8"
    return Sent(
        text(reader.first(request, HT + "methodName")),
        text(reader.first(request, HT + "absolutePath")),
        tuple(_headers(reader, request)),
        text(reader.first(body, CNT + "chars")).encode(encoding),
        tuple(text(each).rpartition("StatusCode")[2] for each in reader.values(response, MF + "expectedStatus")),
        text(reader.first(response, MF + "expectedBoolean")),
        text(reader.first(response, MF + "expectedFormat")),
    )


def _headers(reader: Manifest, request: Term) -> Iterator[tuple[str, str]]:
    for each in reader.items(reader.first(request, HT + "headers")):
        yield text(reader.first(each, HT + "fieldName")), text(reader.first(each, HT + "fieldValue"))
