"""Documents about things: a description, or a whole named graph, in any RDF format and profile."""

import json
from tempfile import TemporaryFile
from typing import IO, cast

import pyoxigraph as ox

from kg.describe import Reader
from kg.jsonld import FRAMED, jsonld
from kg.profiles import BIBFRAME, Profile
from sparql.formats import JSON_LD, RdfSyntax
from sparql.prefixes import PREFIXES


def document(reader: Reader, iri: str, syntax: RdfSyntax, profile: Profile = BIBFRAME, form: str = FRAMED) -> bytes:
    """What is known of a thing. Formats with graphs tell which record says what; ``form`` is that of JSON-LD."""
    if syntax.rdf.supports_datasets and syntax is not JSON_LD and profile is BIBFRAME:
        return serialised(sorted(set(reader.quads(iri)), key=str), syntax)
    triples = sorted(profile.describe(reader, iri), key=str)
    if syntax is JSON_LD:
        words = profile.name if profile.name in PREFIXES else "bf"
        return json.dumps(jsonld(triples, iri, form, words), ensure_ascii=False, indent=1).encode()
    return serialised(triples, syntax)


def serialised(statements: list[ox.Quad] | list[ox.Triple], syntax: RdfSyntax) -> bytes:
    """Statements as text of a format."""
    return ox.serialize(statements, format=syntax.rdf, prefixes=dict(PREFIXES)) or b""


def has_graph(reader: Reader, name: str) -> bool:
    """Whether there is a named graph of this name."""
    return reader.graph.contains_named_graph(ox.NamedNode(name))


def graph_document(reader: Reader, name: str, syntax: RdfSyntax) -> IO[bytes]:
    """A whole named graph, in a file that is gone when it is closed, since it may be larger than memory.

    N-Quads and TriG name the graph, the other formats have its triples.
    """
    node = ox.NamedNode(name)
    file = cast(IO[bytes], TemporaryFile())  # noqa: SIM115 - whoever sends it closes it
    quads = reader.graph.quads_for_pattern(None, None, None, node)
    if syntax.rdf.supports_datasets:
        ox.serialize(quads, file, syntax.rdf, prefixes=dict(PREFIXES))
    else:
        reader.graph.dump(file, syntax.rdf, from_graph=node, prefixes=dict(PREFIXES))
    file.seek(0)
    return file
