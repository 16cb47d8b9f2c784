"""What things are called in a graph, and which of their names suits a reader."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from conversions.scripts import script_of
from ontology.names import BF, MADS, RDFS, SKOS, Iri

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

Said = Mapping[str, set[Term]]
"""What is said of one thing: for each property its values."""

_LABELS = (SKOS.prefLabel, RDFS.label, MADS.authoritativeLabel)
_CYRILLIC = ("ru", "kk", "ky", "tg")
_INITIAL = re.compile(r"\b\w\.")


class Name(NamedTuple):
    """A text and its language tag, "" where it has none."""

    text: str
    language: str


_REMEMBERED = 20_000  # things, some 20 MB
_STATEMENTS_REMEMBERED = 2_000  # things: those that one page, or one entry of an index, looks at more than once


class Names:
    """The names of the things of one graph, remembered, since many things share their agents and subjects."""

    def __init__(self, graph: ox.Store) -> None:
        self._graph = graph
        self._known: dict[str, Sequence[Name]] = {}
        self._said: dict[str, dict[str, set[Term]]] = {}

    def of(self, thing: Term) -> Sequence[Name]:
        """All names of a thing: labels, or titles with their parts. A literal is its own name."""
        if isinstance(thing, ox.Literal):
            return [Name(thing.value, thing.language or "")]
        if not isinstance(thing, ox.NamedNode):
            return []
        names = self._known.get(thing.value)
        if names is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            names = self._known[thing.value] = self._look_up(thing)
        return names

    def _look_up(self, thing: ox.NamedNode) -> Sequence[Name]:
        return self.among(self.said(thing))

    def said(self, thing: Term) -> dict[str, set[Term]]:
        """All that any record says of a thing; not to be changed."""
        if not isinstance(thing, ox.NamedNode):
            return {}
        known = self._said.get(thing.value)
        if known is not None:
            return known
        found: dict[str, set[Term]] = {}
        for quad in self._graph.quads_for_pattern(thing, None, None, None):
            found.setdefault(quad.predicate.value, set()).add(quad.object)
        if len(self._said) >= _STATEMENTS_REMEMBERED:
            self._said.clear()
        self._said[thing.value] = found
        return found

    def objects(self, thing: Term, predicate: Iri) -> list[Term]:
        """The values of one property of a thing, each once."""
        if not isinstance(thing, ox.NamedNode):
            return []
        quads = self._graph.quads_for_pattern(thing, ox.NamedNode(predicate), None, None)
        return list({quad.object for quad in quads})

    def among(self, said: Said) -> list[Name]:
        """The names among what is said of a thing."""
        literals = [value for label in _LABELS for value in said.get(label, ()) if isinstance(value, ox.Literal)]
        found = {Name(literal.value, literal.language or "") for literal in literals}
        for title in said.get(BF.title, ()):
            found.update(self._title(title))
        return sorted(found)

    def _title(self, title: Term) -> Iterable[Name]:
        said = self.said(title)
        parts = [value for part in (BF.partNumber, BF.partName) for value in said.get(part, ()) if isinstance(value, ox.Literal)]
        for main in said.get(BF.mainTitle, ()):
            if isinstance(main, ox.Literal):
                script = script_of(main.value)
                rest = sorted(part.value for part in parts if script_of(part.value) in (script, "Zyyy"))
                yield Name(". ".join([main.value, *rest]), main.language or "")


def best(names: Sequence[Name], language: str) -> Name:
    """The name for a reader of ``language``: in it, in its script, in English, or the first; an empty one if there is none.

    Among several, one without initials, then the shortest.
    """
    if len(names) < 2:
        return names[0] if names else Name("", "")
    script = "Cyrl" if language in _CYRILLIC else "Latn"
    return min(names, key=lambda name: (_distance(name, language, script), _initials(name), len(name.text), name))


def _initials(name: Name) -> int:
    """How many initials a name has: the full name is better, though longer."""
    return len(_INITIAL.findall(name.text))


def _distance(name: Name, language: str, script: str) -> int:
    tag = name.language.lower()
    if tag == language:
        return 0
    if tag.partition("-")[0] == language:
        return 1
    if script_of(name.text) == script:
        return 2
    return 3 if tag == "en" else 4
