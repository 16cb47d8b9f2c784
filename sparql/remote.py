"""A SPARQL 1.1 endpoint elsewhere, with the part of `pyoxigraph.Store`'s interface that a graph is read and written by here.

    RemoteStore("https://user:password@example.org/sparql")

The address is that of queries, or that of the server; where updates go is tried out (/update, /statements, the same one). Every
quad is in a named graph. Asked by SPARQLWrapper: one request for each call, its answer read as it comes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import batched, groupby
from pathlib import Path
from typing import IO, Any, cast
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit

import pyoxigraph as ox
from SPARQLWrapper import ASK, CONSTRUCT, DIGEST, INSERT, POST, SELECT, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed, SPARQLWrapperException, Unauthorized

from ontology.names import OTR
from sparql.errors import EvaluationError, QueryError, StoreUnavailable
from sparql.guard import read
from sparql.labels_later import Label, filled_in, in_triples, with_labels_later

_TOGETHER = 1000  # triples in one request that writes, graphs in one that copies
_NOTHING = "DROP SILENT GRAPH <urn:otrar:nothing>"
_ITS_OWN = re.compile("http://(www.openlinksw.com/|localuriqaserver/|www.w3.org/ns/ldp#|www.w3.org/2002/07/owl#|localhost:8890/)")
_LABEL = ox.NamedNode(OTR.label)
_QUERIES_AT, _UPDATES_AT = ("", "/query", "/sparql"), ("", "/update", "/statements", "-auth")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Found = ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]


def opened(place: Path) -> ox.Store:
    """A published graph, to be read: a folder with a checkpoint, or a file with the address of the endpoint that holds it.

    Raises StoreUnavailable where there is neither, OSError where the checkpoint cannot be opened.
    """
    if place.is_file():
        return cast(ox.Store, RemoteStore(place.read_text("utf-8")))
    if not place.is_dir():
        raise StoreUnavailable("The graph is not published yet, or its published copy is gone.")
    return ox.Store.read_only(str(place))


class RemoteStore:
    """The graphs of an endpoint. Every method raises StoreUnavailable where it does not answer, QueryError where it refuses."""

    def __init__(self, address: str) -> None:
        self._address = address.strip()

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: list[ox.NamedNode] | None = None,
        named_graphs: list[ox.NamedNode] | None = None,
        custom_functions: Mapping[ox.NamedNode, Any] | None = None,
    ) -> Found:
        """Ask; the answer is read while it is used. Of the functions, otr:label is filled into the answer as it passes.

        Raises SyntaxError where it is no SPARQL, before the endpoint is asked.
        """
        ox.Store().query(query, prefixes=dict(prefixes or {}), custom_functions=dict(custom_functions or {}))
        label = (custom_functions or {}).get(_LABEL)
        text = with_labels_later(query) if label else query
        form = read(text).form
        kind = CONSTRUCT if form in ("CONSTRUCT", "DESCRIBE") else form
        asked = _wrapper(_queries(self._address), _declared(text, prefixes or {}), kind)
        if use_default_graph_as_union:
            asked.addParameter("union-default-graph", "true")  # what Oxigraph needs; others do it, or do not know the word
        for graph in default_graph or ():
            asked.addParameter("default-graph-uri", graph.value)
        for graph in named_graphs or ():
            asked.addParameter("named-graph-uri", graph.value)
        return _read(_sent(asked), kind, label if text != query else None)

    def update(self, update: str, prefixes: Mapping[str, str] | None = None) -> None:
        """Run an update."""
        _sent(_wrapper(_updates(self._address), _declared(update, prefixes or {}), INSERT)).close()

    def quads_for_pattern(
        self, subject: Term | None, predicate: ox.NamedNode | None, object: Term | None, graph_name: Term | None = None
    ) -> Iterator[ox.Quad]:
        """The quads that have these terms, of all named graphs; None stands for any term."""
        asked = dict(zip("spog", (subject, predicate, object, graph_name), strict=True))
        terms = {name: str(term) if term else f"?{name}" for name, term in asked.items()}
        unknown = [f"?{name}" for name, term in asked.items() if not term]
        text = f"SELECT {' '.join(unknown) or '*'} {{ GRAPH {terms['g']} {{ {terms['s']} {terms['p']} {terms['o']} }} }}"
        for row in cast(ox.QuerySolutions, self._ask(text, SELECT)):
            said = {name: term or row[name] for name, term in asked.items()}
            yield ox.Quad(said["s"], said["p"], said["o"], said["g"])  # type: ignore[arg-type]  # the engine knows what is what

    def contains_named_graph(self, graph_name: ox.NamedNode) -> bool:
        """Whether anything is said in this graph."""
        return bool(self._ask(f"ASK {{ GRAPH {graph_name} {{ ?s ?p ?o }} }}", ASK))

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """The names of all graphs, those aside that Virtuoso has for itself."""
        # By GROUP BY, since Virtuoso takes for DISTINCT the square of the time: 42 s for the samples instead of 0.01.
        rows = cast(ox.QuerySolutions, self._ask("SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", SELECT))
        return (row["g"] for row in rows if isinstance(row["g"], ox.NamedNode) and not _ITS_OWN.match(row["g"].value))

    def __len__(self) -> int:
        (row,) = cast(ox.QuerySolutions, self._ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", SELECT))
        return int(cast(ox.Literal, row["n"]).value)

    def bulk_load(self, input: bytes, format: ox.RdfFormat) -> None:
        """Add the quads of a document."""
        self.extend(ox.parse(input, format=format))

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads."""
        for some in batched(quads, _TOGETHER):
            self.update(f"INSERT DATA {{\n{_by_graph(some)}}}")

    def remove(self, quad: ox.Quad) -> None:
        """Delete a quad."""
        self.update(f"DELETE DATA {{\n{_by_graph([quad])}}}")

    def remove_graph(self, graph_name: ox.NamedNode) -> None:
        """Delete a graph."""
        self.update(f"DROP SILENT GRAPH {graph_name}")

    def flush(self) -> None:
        """Nothing: what the endpoint has said yes to is written."""

    def backup(self, target_directory: str) -> None:
        """Copy all quads to a store on this machine, some graphs at a time."""
        copy = ox.Store(target_directory)
        for graphs in batched(list(self.named_graphs()), _TOGETHER):
            copy.bulk_extend(self._quads_of(graphs))
        copy.flush()

    def dump(
        self,
        output: IO[bytes],
        format: ox.RdfFormat,
        *,
        from_graph: ox.NamedNode | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Write all quads, or the triples of one graph."""
        quads = self.quads_for_pattern(None, None, None, from_graph)
        said: Iterable[Any] = (quad.triple for quad in quads) if from_graph else quads
        ox.serialize(said, output, format, prefixes=dict(prefixes or {}))

    def _quads_of(self, graphs: Iterable[ox.NamedNode]) -> Iterator[ox.Quad]:
        values = " ".join(map(str, graphs))
        for row in cast(ox.QuerySolutions, self._ask(f"SELECT * {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}", SELECT)):
            yield ox.Quad(row["s"], row["p"], row["o"], row["g"])

    def _ask(self, text: str, form: str) -> Found:
        return _read(_sent(_wrapper(_queries(self._address), text, form)), form, None)


def _by_graph(quads: Iterable[ox.Quad]) -> str:
    parts = []
    for graph, said in groupby(quads, key=lambda quad: quad.graph_name):
        parts.append(f"GRAPH {graph} {{\n" + "".join(f"{quad.triple} .\n" for quad in said) + "}\n")
    return "".join(parts)


def _declared(text: str, prefixes: Mapping[str, str]) -> str:
    """The text with the prefixes that it uses and does not declare; some engines mind a second declaration."""
    lower = text.lower()
    wanted = [name for name in prefixes if f"{name}:" in lower and f"prefix {name}:" not in " ".join(lower.split())]
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in wanted) + text


def _wrapper(address: str, text: str, form: str) -> SPARQLWrapper:
    parts = urlsplit(address)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    asked = SPARQLWrapper(bare, returnFormat=TURTLE if form == CONSTRUCT else XML, agent="Otrar")
    asked.setMethod(POST)
    asked.setOnlyConneg(True)
    if parts.username:
        asked.setCredentials(parts.username, parts.password or "")
        if parts.path.endswith("-auth"):  # so Virtuoso calls the addresses that want a digest
            asked.setHTTPAuth(DIGEST)
    # Not by setQuery, which would find out the form again by an expression that long texts are too much for.
    asked.queryString, asked.queryType = text, form
    return asked


def _sent(asked: SPARQLWrapper) -> Any:
    """The HTTP response, not read yet."""
    where = asked.endpoint
    try:
        response = asked.query().response
    except QueryBadFormed as error:
        raise QueryError(f"{where} does not take this: {_first_lines(error)}") from error
    except (Unauthorized, EndPointNotFound, URLError, TimeoutError) as error:
        raise StoreUnavailable(f"{where} does not answer queries: {_first_lines(error)}") from error
    except (SPARQLWrapperException, OSError) as error:
        raise EvaluationError(f"{where} failed: {_first_lines(error)}") from error
    if limit := response.headers.get("X-SPARQL-MaxRows"):  # how Virtuoso says that it left rows out
        response.close()
        raise EvaluationError(f"{where} cuts answers off at {limit} rows: raise ResultSetMaxRows in its settings.")
    return response


def _first_lines(error: Exception) -> str:
    return " ".join(str(error).split())[:500]


def _read(response: Any, form: str, label: Label | None) -> Found:
    if form == CONSTRUCT:
        triples = (quad.triple for quad in ox.parse(response, format=ox.RdfFormat.TURTLE))
        return in_triples(triples, label) if label else triples
    stream = cast(IO[bytes], filled_in(response, label) if label else response)
    found = ox.parse_query_results(stream, format=ox.QueryResultsFormat.XML)
    if form == ASK and isinstance(found, ox.QuerySolutions):  # Virtuoso says yes by a row, no by none
        return cast(ox.QueryBoolean, ox.Store().query(f"ASK {{ FILTER({str(any(True for _ in found)).lower()}) }}"))
    return found


@lru_cache(16)
def _queries(address: str) -> str:
    """Where queries go: the first address that answers one. Raises StoreUnavailable where none does."""
    problems = []
    for end in _QUERIES_AT:
        try:
            _read(_sent(_wrapper(address.rstrip("/") + end if end else address, "ASK {}", ASK)), ASK, None)
        except (StoreUnavailable, EvaluationError, QueryError, SyntaxError) as error:
            problems.append(str(error))
        else:
            return address.rstrip("/") + end if end else address
    raise StoreUnavailable(f"There is no SPARQL endpoint at the address of the setting `store`. {problems[0]}")


@lru_cache(16)
def _updates(address: str) -> str:
    """Where updates go: the first address that takes one. Raises StoreUnavailable where none does."""
    found = _queries(address)
    problems = []
    for start in dict.fromkeys((found.removesuffix("/query"), found)):
        for end in _UPDATES_AT:
            try:
                _sent(_wrapper(start + end, _NOTHING, INSERT)).close()
            except (StoreUnavailable, EvaluationError, QueryError) as error:
                problems.append(str(error))
            else:
                return start + end
    raise StoreUnavailable(f"The SPARQL endpoint of the setting `store` takes no updates. {problems[0]}")
