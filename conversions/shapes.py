"""The BIBFRAME shapes that every format fills: titles, notes, identifiers, agents, contributions."""

from collections.abc import Sequence

from conversions.tree import Key, Node, Value
from ontology.names import BF, RDF, RDFS, Iri


def title(main: Value, *, subtitle: Value = "", number: Value = "", name: Value = "", kind: Iri | None = None) -> Node:
    """A title; ``kind`` is its class if it is not the title proper (`BF.VariantTitle`, ...)."""
    says = {BF.mainTitle: main, BF.subtitle: subtitle, BF.partNumber: number, BF.partName: name}
    return Node([kind or BF.Title], says)


def note(label: Value, kind: Iri | None = None) -> Node:
    """A note, of a ``kind`` if it has one."""
    return Node([BF.Note] if kind is None else [BF.Note, kind], {RDFS.label: label})


def identifier(kind: Iri, value: str, *, qualifier: Value = "", status: Value = "", source: Value = "") -> Node:
    """An identifier of the class ``kind``; "" as value makes an empty node, which writes nothing."""
    if not value:
        return Node()
    return Node([kind], {RDF.value: value, BF.qualifier: qualifier, BF.status: status, BF.source: source})


def agent(kind: Iri, label: Value, key: Key, *, same_as: Sequence[Iri] = ()) -> Node:
    """A person, family, organization, jurisdiction or meeting, shared by all records with the same ``key``."""
    return Node([BF.Agent, kind], {RDFS.label: label}, key=key, same_as=same_as)


def contribution(who: Value, role: Value = "", *, primary: bool = False) -> Node:
    """What an agent did for the Work or Instance."""
    kinds = [BF.Contribution, BF.PrimaryContribution] if primary else [BF.Contribution]
    return Node(kinds, {BF.agent: who, BF.role: role})
