"""What is in a published graph, in numbers: computed once, when it is published."""

from collections import Counter
from typing import Any

import pyoxigraph as ox

from kg.things import instances
from ontology.names import BF, VOID

COUNTED = {
    "works": BF.Work,
    "instances": BF.Instance,
    "hubs": BF.Hub,
    "items": BF.Item,
    "agents": BF.Agent,
    "topics": BF.Topic,
    "places": BF.Place,
    "genres": BF.GenreForm,
}
"""The kinds of things that are counted, and the class that tells them."""


def statistics(graph: ox.Store, base: str) -> dict[str, Any]:
    """Numbers of quads, of things by kind, and of records by source."""
    records: Counter[str] = Counter()
    for quad in graph.quads_for_pattern(None, ox.NamedNode(VOID.inDataset), None, None):
        if isinstance(quad.object, ox.NamedNode):
            records[quad.object.value.removeprefix(f"{base}source/")] += 1
    kinds = {name: _count(graph, kind, f"{base}{name[:-1]}/") for name, kind in COUNTED.items()}
    return {"quads": len(graph), "records": dict(records), "things": kinds}


def _count(graph: ox.Store, kind: str, start: str) -> int:
    return sum(iri.startswith(start) for iri in instances(graph, kind))
