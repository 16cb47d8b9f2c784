"""The W3C's tests of SPARQL 1.1 Update as their manifests have them: the graphs before, the update, the graphs after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ontology.names import RDF, RDFS
from tests.w3c.suite import MF, Manifest, Term, graph_name, name_of, path, text

UT = "http://www.w3.org/2009/sparql/tests/test-update#"
DEFAULT = "http://w3c.test/default"
"""The graph that holds here what the tests have in the default graph."""


@dataclass(frozen=True, slots=True)
class UpdateCase:
    """One test: kind is the local name of its class; a file for each graph, by its name."""

    name: str
    kind: str
    request: str
    before: Mapping[str, Path]
    after: Mapping[str, Path]

    @property
    def update(self) -> str:
        """The update, which may name what is beside it."""
        return f"BASE <{graph_name(self.request)}>\n{path(self.request).read_text('utf-8')}"


def update_cases(folder: Path) -> list[UpdateCase]:
    """All update tests of the manifests below a folder, in the order of their paths."""
    return [case for manifest in sorted(folder.rglob("manifest.ttl")) for case in _of(manifest)]


def _of(manifest: Path) -> Iterator[UpdateCase]:
    store = ox.Store()
    store.load(path=manifest, format=ox.RdfFormat.TURTLE, base_iri=manifest.as_uri())
    reader = Manifest(store)
    for listed in reader.values(None, MF + "entries"):
        for test in reader.items(listed):
            kind = text(reader.first(test, RDF.type)).rpartition("#")[2]
            action = reader.first(test, MF + "action")
            if "Update" in kind:
                yield UpdateCase(
                    name_of(test, manifest),
                    kind,
                    text(action if isinstance(action, ox.NamedNode) else reader.first(action, UT + "request")),
                    _graphs(reader, action),
                    _graphs(reader, reader.first(test, MF + "result")),
                )


def _graphs(reader: Manifest, state: Term | None) -> dict[str, Path]:
    found = [(DEFAULT, file) for file in reader.values(state, UT + "data")]
    for graph in reader.values(state, UT + "graphData"):
        found += [(text(reader.first(graph, RDFS.label)), file) for file in reader.values(graph, UT + "graph")]
    return {name: path(text(file)) for name, file in found}
