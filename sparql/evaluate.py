"""One query on one store: the format chosen, the query run, the answer written. No processes, no HTTP."""

import io
import re
from collections.abc import Iterable, Mapping
from typing import IO, cast

import pyoxigraph as ox

from sparql.errors import EvaluationError, NotAcceptable, QueryError
from sparql.formats import RDF, RESULTS, RdfSyntax, ResultSyntax, find, negotiate
from sparql.guard import Reading, bind, read
from sparql.helpers import Helpers, NoHelpers, functions, searches, with_searches
from sparql.hints import explain
from sparql.messages import Query
from sparql.prefixes import PREFIXES

_UNKNOWN_FUNCTION = re.compile("custom function (<[^>]*>) is not supported")
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterable[ox.Triple]


def choose(reading: Reading, name: str, accept: str) -> RdfSyntax | ResultSyntax:
    """The format for an answer: the one named if one is, else what the Accept header likes best."""
    offered: tuple[RdfSyntax | ResultSyntax, ...] = RDF if reading.form in ("CONSTRUCT", "DESCRIBE") else RESULTS
    found = find(name, offered) if name else negotiate(accept, offered)
    if found is None:
        choice = ", ".join(f"{f.name} ({f.media_type})" for f in offered)
        raise NotAcceptable(f"{reading.form} is not answered in {name or accept!r}. Choose one of {choice}.")
    return found


def evaluate(store: ox.Store, reading: Reading, query: Query, helpers: Helpers | None = None) -> Results:
    """Run a query on a store; the result must be used in the thread that calls this."""
    helpers = helpers or NoHelpers()
    from_protocol = bool(query.default_graphs or query.named_graphs)
    for iri in (*query.default_graphs, *query.named_graphs) if from_protocol else reading.graphs:
        if not store.contains_named_graph(_graph(iri)):
            raise QueryError(f"There is no graph <{iri}> here, and graphs are not fetched from elsewhere.")
    text = plain(reading, query, helpers)
    try:
        return store.query(
            text,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=not from_protocol and not reading.graphs,
            default_graph=[_graph(iri) for iri in query.default_graphs] if from_protocol else None,
            named_graphs=[_graph(iri) for iri in query.named_graphs] if from_protocol else None,
            custom_functions=functions(helpers),
        )
    except SyntaxError as error:
        raise explain(text, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        if unknown := _UNKNOWN_FUNCTION.search(str(error)):
            raise QueryError(f"There is no function {unknown[1]} here. Ours is otr:label.") from error
        raise EvaluationError(f"The query could not be answered: {error}") from error


def plain(reading: Reading, query: Query, helpers: Helpers) -> str:
    """The query as any engine understands it: values filled in, words looked up."""
    text = bind(reading, query.bindings) if query.bindings else reading.text
    if not searches(reading):
        return text
    return with_searches(read(text) if query.bindings else reading, helpers)


def _graph(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"<{iri}> is not an IRI: {error}") from error


def write(
    results: Results,
    syntax: RdfSyntax | ResultSyntax,
    output: IO[bytes] | io.RawIOBase,
    prefixes: Mapping[str, str],
) -> None:
    """Write what a query found, as it is found."""
    target = cast(IO[bytes], output)
    try:
        if isinstance(results, (ox.QuerySolutions, ox.QueryBoolean)) and isinstance(syntax, ResultSyntax):
            results.serialize(target, syntax.results)
        elif not isinstance(results, (ox.QuerySolutions, ox.QueryBoolean)) and isinstance(syntax, RdfSyntax):
            ox.serialize(results, target, syntax.rdf, prefixes=dict(prefixes))
        else:
            raise TypeError(f"{syntax.name} cannot hold {type(results).__name__}")
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise EvaluationError(f"The answer could not be completed: {error}") from error
