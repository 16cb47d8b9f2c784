"""Statements to triples: gives names to nodes and collects what one record says.

A hot path: every literal, IRI and node of every record passes here once.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from unicodedata import normalize

import pyoxigraph

from conversions import keys
from conversions.languages import Languages, language_tag
from conversions.naming import Naming
from conversions.record import Field
from conversions.tree import ADMIN, INSTANCE, WORK, Key, Literal, Node, Statement, Subject, Value
from ontology.names import BF, OWL, RDF, Iri


class _Terms(dict[Iri, str]):
    """IRIs of vocabularies as terms with a blank behind, made once."""

    def __missing__(self, iri: Iri) -> str:
        self[iri] = term = f"<{iri}> "
        return term


class _Types(dict[Iri, str]):
    """Classes as pairs of rdf:type and the class, made once."""

    def __missing__(self, kind: Iri) -> str:
        self[kind] = pair = f"<{RDF.type}> <{kind}>"
        return pair


_TERMS = _Terms()
_TYPE_IS = _Types()
_TYPE, _SAME = _TERMS[RDF.type], _TERMS[OWL.sameAs]


class Writer:
    """The triples of one record, and what could not be written. ``record``, ``work``, ``instance`` are its own names."""

    def __init__(self, naming: Naming, source: str, id: str, work: str, languages: Languages) -> None:
        self.naming, self.languages = naming, languages
        self.record = naming.record(source, id)
        self.instance = naming.instance(source, id)
        self.work = work
        self.triples: dict[str, Field | None] = {}
        self.unusable: list[tuple[Field | None, str]] = []
        self.subjects: dict[Subject, str] = {}
        self._field: Field | None = None
        self._below = self.record + "#"
        self._composed = naming.shared
        self._context = (naming, languages)
        self._is_own = False
        self._parts: dict[Subject, list[tuple[Field | None, str]]] = {}

    def say(self, field: Field | None, statement: Statement) -> None:
        """Write one statement; those about a further Instance wait until all are known, since they name it."""
        subject, predicate, value = statement
        if not value and type(value) is not Node:
            return  # many say nothing
        self._field = field
        pairs: list[str] = []
        self._collect(pairs, predicate, value, None, self._below)
        if not pairs:
            return
        if subject.part:
            self._parts.setdefault(subject, []).extend([(field, pair) for pair in pairs])
            return
        triples, start = self.triples, f"<{self.subjects.get(subject) or self._introduce(subject)}> "
        for pair in pairs:
            triples.setdefault(start + pair, field)
        if predicate == BF.hasItem:
            self._tie(self.subjects[subject], pairs, BF.hasItem, BF.itemOf)

    def finish(self) -> None:
        """Name and write the further Instances, and the Work and Instance that nothing was said of."""
        self._field = None
        for subject in (WORK, INSTANCE):
            if subject not in self.subjects:
                self._introduce(subject)
        for said in self._parts.values():
            name = self._further([pair for _, pair in said])
            self._field = None
            self._introduce_instance(name)
            for self._field, pair in said:
                self._add(name, [pair])

    def _tie(self, owner: str, pairs: Sequence[str], predicate: Iri, inverse: Iri) -> None:
        """Say of what ``predicate`` leads to whose it is."""
        start = _TERMS[predicate]
        for pair in pairs:
            if pair.startswith(start):
                self.triples.setdefault(f"{pair[len(start) :]} {_TERMS[inverse]}<{owner}>", self._field)

    def _introduce(self, subject: Subject) -> str:
        """The IRI of one of the record's own things; says what it is when it is first spoken of."""
        if subject == INSTANCE:
            name = self.instance
            self._introduce_instance(name)
        else:
            name = self.work if subject == WORK else self._below + subject.kind
            self._add(name, [f"{_TYPE}<{BF.BASE}{subject.kind}>"])
        if subject == ADMIN:
            self._add(self.work, [f"{_TERMS[BF.adminMetadata]}<{name}>"])
        self.subjects[subject] = name
        return name

    def _introduce_instance(self, name: str) -> None:
        self._add(name, [f"{_TYPE}<{BF.Instance}>", f"{_TERMS[BF.instanceOf]}<{self.work}>"])
        self._add(self.work, [f"{_TERMS[BF.hasInstance]}<{name}>"])

    def _add(self, subject: str, pairs: Sequence[str]) -> None:
        triples, field, start = self.triples, self._field, f"<{subject}> "
        for pair in pairs:
            triples.setdefault(start + pair, field)

    def _collect(self, pairs: list[str], predicate: Iri, value: Value, owner: Node | None, below: str) -> None:
        """Add predicate and value as a pair of terms; nodes are written on the way, inner ones named ``below`` + a hash."""
        kind = type(value)
        if kind is str:
            if value and not value.isspace():  # type: ignore[union-attr]
                pairs.append(_TERMS[predicate] + self._text(predicate, value, owner))  # type: ignore[arg-type]
        elif kind is Iri:
            if term := _CHECKED[value] or self._iri(value):  # type: ignore[index,arg-type]
                pairs.append(_TERMS[predicate] + term)
        elif kind is Node:
            if name := self._node(value, below):  # type: ignore[arg-type]
                pairs.append(f"{_TERMS[predicate]}<{name}>")
        elif kind is list:
            for each in value:  # type: ignore[union-attr]
                self._collect(pairs, predicate, each, owner, below)
        elif isinstance(value, Literal):
            if value.value and not value.value.isspace():
                pairs.append(_TERMS[predicate] + _literal(value))
        elif isinstance(value, Subject):
            self._is_own = True
            pairs.append(f"{_TERMS[predicate]}<{self.subjects.get(value) or self._introduce(value)}>")
        elif value:
            for each in value:  # type: ignore[union-attr]
                self._collect(pairs, predicate, each, owner, below)

    def _node(self, node: Node, below: str) -> str:
        """The node's IRI; "" for one that says nothing: classes alone say nothing of a thing that has no name."""
        if node.written is None or node.key is None or not self._composed:
            return self._described(node, below)
        triples, field = self.triples, self._field
        if (known := node.written.get(self._context)) is None:
            known = self._remember(node, node.written)
        for triple in known[1]:
            triples.setdefault(triple, field)
        return known[0]

    def _remember(self, node: Node, written: dict[object, tuple[str, Sequence[str]]]) -> tuple[str, Sequence[str]]:
        """The IRI and the triples of a node that will come again, kept if they are the same in every record."""
        outer, self.triples = self.triples, {}
        was_own, self._is_own, faults = self._is_own, False, len(self.unusable)
        known = self._described(node, ""), tuple(self.triples)
        if not self._is_own and len(self.unusable) == faults:
            written[self._context] = known
        self.triples, self._is_own = outer, was_own or self._is_own
        return known

    def _described(self, node: Node, below: str) -> str:
        name = self._name(node.key) if node.key else ""
        if name:
            below = self._within(name)
        pairs: list[str] = []
        for predicate, value in node.says.items():
            kind = type(value)
            if kind is str:  # most are
                if value and not value.isspace():  # type: ignore[union-attr]
                    pairs.append(_TERMS[predicate] + self._text(predicate, value, node))  # type: ignore[arg-type]
            elif kind is Iri:
                if term := _CHECKED[value] or self._iri(value):  # type: ignore[index,arg-type]
                    pairs.append(_TERMS[predicate] + term)
            elif kind is list:
                for each in value:  # type: ignore[union-attr]
                    self._collect(pairs, predicate, each, node, below)
            elif value is not None:
                self._collect(pairs, predicate, value, node, below)
        for each in node.same_as:
            if term := self._iri(each):
                pairs.append(_SAME + term)
        if not pairs and not node.key:
            return ""
        for each_type in node.types:
            pairs.append(_TYPE_IS[each_type])
        name = name or self._inner(below, pairs)
        triples, field, start = self.triples, self._field, f"<{name}> "
        for pair in pairs:
            triples.setdefault(start + pair, field)
        if BF.hasInstance in node.says:
            self._tie(name, pairs, BF.hasInstance, BF.instanceOf)
        return name

    def _inner(self, below: str, pairs: Sequence[str]) -> str:
        """The name of a thing described within another: nothing depends on where the record says it."""
        return below + _hash(pairs)

    def _further(self, pairs: Sequence[str]) -> str:
        """The name of a further Instance."""
        return f"{self.instance}-{_hash(pairs)}"

    def _within(self, name: str) -> str:
        """How the names of what is described within a named thing begin."""
        return name + "#"

    def _name(self, key: Key) -> str:
        """An Instance or Item described within the record is the record's own; all else is shared, if anything is."""
        if not self.naming.shared:
            return ""
        if key.kind in ("instance", "item"):
            self._is_own = True
            own = self.instance if key.kind == "instance" else self.instance.replace("/instance/", "/item/", 1)
            return f"{own}-{keys.digest(key.text)}"
        return self.naming.thing(key)

    def _iri(self, iri: Iri) -> str:
        term = _CHECKED[iri]
        if not term and iri:
            self.unusable.append((self._field, f"not a valid IRI: {iri}"))
        return term

    def _text(self, predicate: Iri, text: str, owner: Node | None) -> str:
        if not text.isascii() and self._composed:
            text = normalize("NFC", text)
        tag = language_tag(predicate, text, owner, self.languages)
        if '"' in text or "\\" in text or "\n" in text or "\r" in text:
            text = _escape(text)
        return f'"{text}"@{tag}' if tag else f'"{text}"'


class _Checked(dict[str, str]):
    """IRIs as terms; "" for what is none. Those of agents and other things in the records are forgotten from time to time."""

    def __missing__(self, iri: str) -> str:
        if len(self) >= _MOST_CHECKED:
            self.clear()
        try:
            self[iri] = term = str(pyoxigraph.NamedNode(iri))
        except ValueError:
            self[iri] = term = ""
        return term


_MOST_CHECKED = 10_000
_CHECKED = _Checked()


def _literal(literal: Literal) -> str:
    text = f'"{_escape(literal.value)}"'
    if literal.language:
        return f"{text}@{literal.language}"
    return f"{text}^^<{literal.datatype}>" if literal.datatype else text


_SPECIAL = re.compile(r'[\\"\n\r]')
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"}


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)


def _hash(pairs: Sequence[str]) -> str:
    text = "\n".join(sorted(pairs)) if len(pairs) > 1 else pairs[0] if pairs else ""
    return blake2b(text.encode(), digest_size=8).hexdigest()
