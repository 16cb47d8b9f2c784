"""The BIBFRAME shapes that every format fills: titles, notes, identifiers, agents, contributions."""

from collections.abc import Iterator, Sequence

from conversions.tree import AUTHORITY, RWO, Key, Node, Statement, Value, says_something
from ontology.names import BF, BFLC, MADS, RDF, RDFS, Iri

VOCABULARY = "http://id.loc.gov/vocabulary/"
EDTF = Iri("http://id.loc.gov/datatypes/edtf")
"""Datatype of dates: Extended Date/Time Format."""


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


def provision(
    kind: Iri | None, *, places: Value = "", agents: Value = "", dates: Value = "", country: Value = "", date: Value = ""
) -> Node:
    """Who published or made the Instance, where and when: as transcribed, and ``country`` and ``date`` as coded."""
    says = {BFLC.simplePlace: places, BFLC.simpleAgent: agents, BFLC.simpleDate: dates, BF.place: country, BF.date: date}
    return Node([BF.ProvisionActivity] if kind is None else [BF.ProvisionActivity, kind], says)


def relation(relationship: Value, resource: Value, *, enumeration: Value = "") -> Node:
    """How something is related to the Work; ``enumeration`` is the number in a series. An empty resource writes nothing."""
    says: dict[Iri, Value] = {BF.relationship: relationship, BF.associatedResource: resource}
    return Node([BF.Relation], says | {BF.seriesEnumeration: enumeration}) if resource else Node()


def relationship(code: str) -> Iri:
    """A relationship of the Library of Congress's list: "part", "translationof"."""
    return Iri(f"{VOCABULARY}relationship/{code}")


def about_what_is_identified(predicate: Iri, value: Value) -> Iterator[Statement]:
    """A statement about the person, place or thing that an authority record identifies, and that it does."""
    if says_something(value):
        yield AUTHORITY, MADS.identifiesRWO, RWO
        yield RWO, RDF.type, MADS.RWO
        yield RWO, predicate, value
