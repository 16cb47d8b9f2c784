"""JSON-LD with our context: BIBFRAME's words bare, other vocabularies by prefix; nested from the thing that was asked for.

    {"@context": {...}, "id": "http://.../work/x", "type": ["Work", "Text"], "title": [{"id": ..., "mainTitle": [...]}]}

The context stands in every document, so that it can be read without the network, and is published at /context.jsonld too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from ontology.names import RDF, XSD
from sparql.prefixes import PREFIXES


def context(words: str = "bf") -> dict[str, Any]:
    """What the short names in our JSON-LD stand for; ``words`` is the prefix of the vocabulary whose names are bare."""
    others = {prefix: str(base) for prefix, base in PREFIXES.items() if prefix != words}
    return {"@version": 1.1, "@vocab": str(PREFIXES[words]), "id": "@id", "type": "@type", **others}


FRAMED, COMPACTED = "http://www.w3.org/ns/json-ld#framed", "http://www.w3.org/ns/json-ld#compacted"
PROFILES = (FRAMED, COMPACTED)
"""The forms in which JSON-LD can be had, the usual one first."""

_TAKEN = {"id", "type", "graph", "value", "language", *PREFIXES}


def jsonld(triples: Iterable[ox.Triple], root: str, profile: str = FRAMED, words: str = "bf") -> dict[str, Any]:
    """Triples as one document: framed, with ``root`` outside and each node where it is first met; compacted, node by node."""
    said: _Said = {}
    for triple in triples:
        said.setdefault(_name(triple.subject), {}).setdefault(triple.predicate.value, []).append(triple.object)
    writer = _Writer(words, said)
    if profile == COMPACTED:
        return {"@context": context(words), "@graph": writer.rest()}
    framed = writer.nested(root)
    included = writer.rest()
    return {"@context": context(words), **framed, **({"@included": included} if included else {})}


_Node = ox.NamedNode | ox.BlankNode | ox.Triple
_Said = dict[str, dict[str, list[_Node | ox.Literal]]]


def _name(node: _Node) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


class _Writer:
    """Takes nodes out of what is said, each once."""

    def __init__(self, words: str, said: _Said) -> None:
        self._words, self._said = words, said

    def rest(self) -> list[dict[str, Any]]:
        """All nodes that have not been taken, side by side."""
        nodes = sorted(self._said)
        return [self._node(name, self._said.pop(name), lambda node: {"id": _name(node)}) for name in nodes]

    def nested(self, name: str) -> dict[str, Any]:
        """A node with those that it leads to inside."""
        return self._node(name, self._said.pop(name, {}), self._inner)

    def _inner(self, node: _Node) -> dict[str, Any]:
        return self.nested(_name(node)) if _name(node) in self._said else {"id": _name(node)}

    def _node(
        self, name: str, said: Mapping[str, list[_Node | ox.Literal]], inner: Callable[[_Node], dict[str, Any]]
    ) -> dict[str, Any]:
        made: dict[str, Any] = {"id": name}
        for predicate in sorted(said):
            values = sorted(said[predicate], key=str)
            if predicate == RDF.type:
                made["type"] = [self._short(str(_name(each))) for each in values if not isinstance(each, ox.Literal)]
            else:
                made[self._short(predicate)] = [
                    self._literal(each) if isinstance(each, ox.Literal) else inner(each) for each in values
                ]
        return made

    def _literal(self, literal: ox.Literal) -> Any:
        if literal.language:
            return {"@value": literal.value, "@language": literal.language}
        kind = literal.datatype.value
        return literal.value if kind == XSD.string else {"@value": literal.value, "@type": self._short(kind)}

    def _short(self, iri: str) -> str:
        """The short name of a property, class or datatype; its IRI where there is none for it."""
        for prefix, base in PREFIXES.items():
            local = iri.removeprefix(base)
            if local != iri and local.isalnum() and (prefix != self._words or local not in _TAKEN):
                return local if prefix == self._words else f"{prefix}:{local}"
        return iri
