"""How sure the links of a thing are, and what it is known not to be: for its page."""

from collections.abc import Mapping
from typing import NamedTuple

import pyoxigraph as ox

from conversions.keys import digest
from kg.describe import Link, Reader
from ontology.names import OTR, OWL, Iri


class Certainty(NamedTuple):
    """What is known of a link: its probability, and its verdict: linked, review or accepted (by a person)."""

    probability: float
    verdict: str


class Elsewhere(NamedTuple):
    """Of a thing: how sure its links are, by the IRI they lead to, where a program or a person made them; what it is not."""

    sure: Mapping[str, Certainty]
    others: list[Link]


def elsewhere(reader: Reader, iri: str) -> Elsewhere:
    """What links and decisions say of a thing."""
    thing = ox.NamedNode(iri)
    sure: dict[str, Certainty] = {}
    for quad in reader.graph.quads_for_pattern(thing, None, None, ox.NamedNode(f"{reader.base}graph/links")):
        if isinstance(quad.object, ox.NamedNode) and (found := _certainty(reader, iri, quad.object.value)):
            sure[quad.object.value] = found
    others = {*reader.names.objects(thing, OWL.differentFrom), *reader.subjects(OWL.differentFrom, thing)}
    return Elsewhere(sure, [reader.link(each) for each in sorted(others, key=str)])


def _certainty(reader: Reader, iri: str, other: str) -> Certainty | None:
    node = ox.NamedNode(f"{reader.base}graph/links#{digest(f'{iri} {other}')}")
    score, verdict = (_text(reader, node, predicate) for predicate in (OTR.score, OTR.verdict))
    return Certainty(float(score), verdict) if score and verdict else None


def _text(reader: Reader, node: ox.NamedNode, predicate: Iri) -> str:
    return next((each.value for each in reader.names.objects(node, predicate) if isinstance(each, ox.Literal)), "")
