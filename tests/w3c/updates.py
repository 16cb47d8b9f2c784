"""The W3C's tests of SPARQL 1.1 Update as their manifests have them: the graphs before, the update, the graphs after."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ontology.names import RDFS
from tests.w3c.suite import MF, UT, Manifest, Term, graph_name, manifests, path, text

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
    return [_case(reader, test) for reader in manifests(folder) for test in reader.tests() if "Update" in reader.kind(test)]


def _case(reader: Manifest, test: Term) -> UpdateCase:
    action = reader.first(test, MF + "action")
    return UpdateCase(
        reader.name(test),
        reader.kind(test),
        text(action if isinstance(action, ox.NamedNode) else reader.first(action, UT + "request")),
        _graphs(reader, action),
        _graphs(reader, reader.first(test, MF + "result")),
    )


def _graphs(reader: Manifest, state: Term | None) -> dict[str, Path]:
    found = [(DEFAULT, file) for file in reader.values(state, UT + "data")]
    for graph in reader.values(state, UT + "graphData"):
        found += [(text(reader.first(graph, RDFS.label)), file) for file in reader.values(graph, UT + "graph")]
    return {name: path(text(file)) for name, file in found}
