"""THE table of media types, extensions and serialisers, and the choice among them by what a client accepts.

Whatever reads or writes RDF or query results looks its format up here; nobody else lists media types.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer.

    names: short names for `format=` and `--format`, the first is the usual one.
    media_types: the registered one first, then those that clients also send for it.
    extension: of a file or an address, without the dot.
    label: what people call it.
    """

    names: tuple[str, ...]
    media_types: tuple[str, ...]
    extension: str
    label: str

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def media_type(self) -> str:
        return self.media_types[0]

    @property
    def content_type(self) -> str:
        """The Content-Type header; text needs its charset, or old clients take it for ASCII."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


@dataclass(frozen=True, slots=True)
class RdfSyntax(Format):
    """A format for triples or quads."""

    rdf: RdfFormat


@dataclass(frozen=True, slots=True)
class ResultSyntax(Format):
    """A format for the rows of SELECT and the yes or no of ASK."""

    results: QueryResultsFormat


HTML = Format(("html",), ("text/html", "application/xhtml+xml"), "html", "HTML")

TURTLE = RdfSyntax(
    ("turtle", "ttl"), ("text/turtle", "application/x-turtle", "application/turtle"), "ttl", "Turtle", RdfFormat.TURTLE
)
JSON_LD = RdfSyntax(
    ("jsonld", "json-ld", "json"), ("application/ld+json", "application/json"), "jsonld", "JSON-LD", RdfFormat.JSON_LD
)
N_TRIPLES = RdfSyntax(("ntriples", "nt"), ("application/n-triples", "text/plain"), "nt", "N-Triples", RdfFormat.N_TRIPLES)
RDF_XML = RdfSyntax(
    ("rdfxml", "rdf", "xml"),
    ("application/rdf+xml", "application/xml", "text/xml"),
    "rdf",
    "RDF/XML",
    RdfFormat.RDF_XML,
)
N_QUADS = RdfSyntax(("nquads", "nq"), ("application/n-quads", "text/x-nquads"), "nq", "N-Quads", RdfFormat.N_QUADS)
TRIG = RdfSyntax(("trig",), ("application/trig", "application/x-trig"), "trig", "TriG", RdfFormat.TRIG)

JSON = ResultSyntax(
    ("json", "srj"), ("application/sparql-results+json", "application/json"), "srj", "JSON", QueryResultsFormat.JSON
)
XML = ResultSyntax(
    ("xml", "srx"),
    ("application/sparql-results+xml", "application/xml", "text/xml"),
    "srx",
    "XML",
    QueryResultsFormat.XML,
)
CSV = ResultSyntax(("csv",), ("text/csv",), "csv", "CSV", QueryResultsFormat.CSV)
TSV = ResultSyntax(("tsv",), ("text/tab-separated-values",), "tsv", "TSV", QueryResultsFormat.TSV)

# In the order in which they win when a client takes several equally gladly.
GRAPHS: tuple[RdfSyntax, ...] = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
DATASETS: tuple[RdfSyntax, ...] = (N_QUADS, TRIG)
RDF: tuple[RdfSyntax, ...] = GRAPHS + DATASETS
RESULTS: tuple[ResultSyntax, ...] = (JSON, XML, CSV, TSV)
ALL: tuple[Format, ...] = (HTML, *RDF, *RESULTS)


def find[F: Format](name: str, offered: Iterable[F]) -> F | None:
    """The offered format of this short name, extension or media type, in any case of letters; None if there is none."""
    wanted = name.strip().lower().lstrip(".")
    return next((f for f in offered if wanted in (*f.names, f.extension, *f.media_types)), None)


def negotiate[F: Format](accept: str, offered: Sequence[F]) -> F | None:
    """The offered format that an Accept header likes best (RFC 9110, 12.5.1); None if it takes none of them.

    The highest q wins; among equals one that is named beats one that only a wildcard covers, then the order of `offered`.
    No header, or an empty one, takes anything.
    """
    ranges = _ranges(accept)
    if not ranges:
        return offered[0]
    graded = [(_grade(f, ranges), f) for f in offered]
    best = max(grade for grade, _ in graded)
    return next(f for grade, f in graded if grade == best) if best[0] > 0 else None


@lru_cache(256)
def _ranges(accept: str) -> Mapping[str, float]:
    """The media ranges of an Accept header with their q; parameters other than q say nothing that we offer."""
    ranges: dict[str, float] = {}
    for item in accept.lower().split(","):
        media_range, *parameters = (part.strip() for part in item.split(";"))
        if media_range.count("/") == 1:
            ranges[media_range] = max(_quality(parameters), ranges.get(media_range, 0.0))
    return ranges


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _grade(offered: Format, ranges: Mapping[str, float]) -> tuple[float, int]:
    """The q of the most specific range that covers the format, and how specific that is.

    A wildcard covers the registered media type; the others that clients send must be named.
    """
    named = [(ranges[media_type], 2) for media_type in offered.media_types if media_type in ranges]
    if named:
        return max(named)
    for specificity, wildcard in ((1, offered.media_type.partition("/")[0] + "/*"), (0, "*/*")):
        if wildcard in ranges:
            return ranges[wildcard], specificity
    return 0.0, 0
