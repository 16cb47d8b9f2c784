"""What differs between two published graphs: the named graphs whose statements are others, and the things that they speak of."""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple
from urllib.parse import unquote

import pyoxigraph as ox

from ontology.names import BF, OWL, RDF

ENTITIES = ("work", "hub", "agent", "topic", "place", "genre", "instance", "item")
"""The kinds of things that have an IRI of their own: the first part of its path."""

MATERIALS = (
    "Text", "Cartography", "NotatedMusic", "Audio", "StillImage", "MovingImage", "Multimedia", "MixedMaterial", "Object",
    "Dataset",
)  # fmt: skip
"""The classes of BIBFRAME that say what kind of material a work is."""

_MATERIAL = re.compile(rf"<{RDF.type}> <{BF.BASE}({'|'.join(MATERIALS)})> \.".encode())


class Touched(NamedTuple):
    """A thing of which something else is said than before: its path below the base; of a record its source and material too.

    A graph whose name does not begin with the base has its whole IRI as path.
    """

    path: str
    source: str = ""
    material: str = ""


def part(path: str) -> str:
    """The part of the graph to which what has this path belongs: a library, a kind of shared graph, or a kind of thing.

    >>> part("record/almaty/alm1"), part("graph/authority/lcsh"), part("agent/x"), part("http://example.org/graph")
    ('record/almaty', 'graph/authority', 'agent', 'graph')
    """
    if "://" in path:
        return "graph"
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] in ("record", "graph") else parts[0]


def statements(graph: ox.Store, name: ox.NamedNode) -> bytes:
    """A named graph as N-Triples, always in the same order."""
    return graph.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name) or b""


def graph_names(graph: ox.Store) -> Iterator[ox.NamedNode]:
    """The names of all named graphs."""
    return (name for name in graph.named_graphs() if isinstance(name, ox.NamedNode))


def same_version(before: ox.Store, after: ox.Store, name: ox.NamedNode) -> bool:
    """Whether a graph says of itself, here and there, that it is one version of one thing: then it need not be compared."""
    old, new = (
        {quad.object for quad in graph.quads_for_pattern(name, ox.NamedNode(OWL.versionInfo), None, name)}
        for graph in (before, after)
    )
    return old == new != set()


def differences(before: ox.Store, after: ox.Store, base: str, records: Set[str] | None = None) -> Iterator[Touched]:
    """What a reader of ``before`` has to look at again. A thing may come twice.

    ``records``: the IRIs of the only records whose graphs can differ, if that is known; it saves reading all the others.
    """

    def may_differ(name: ox.NamedNode) -> bool:
        if name.value.startswith(f"{base}record/"):
            return records is None or name.value in records
        return not same_version(before, after, name)

    for name in filter(may_differ, graph_names(after)):
        yield from touched(name.value, statements(before, name), statements(after, name), base)
    for name in filter(may_differ, graph_names(before)):
        if not after.contains_named_graph(name):
            yield from touched(name.value, statements(before, name), b"", base)


def touched(graph: str, old: bytes, new: bytes, base: str) -> Iterator[Touched]:
    """What a named graph has another say on than before, itself first; nothing where it says the same."""
    if old == new:
        return
    path = graph.removeprefix(base)
    kind, _, rest = path.partition("/")
    if kind == "record":
        found = _MATERIAL.search(new or old)
        yield Touched(path, unquote(rest.partition("/")[0]), found[1].decode().lower() if found else "")
    else:
        yield Touched(path)
    changed = set(old.split(b"\n")) ^ set(new.split(b"\n"))
    start = f"<{base}".encode()
    subjects = {line.partition(b">")[0].partition(b"#")[0] for line in changed if line.startswith(start)}
    for subject in subjects:
        thing = subject.removeprefix(start).decode()
        if thing.partition("/")[0] in ENTITIES:
            yield Touched(thing)
