"""A record and an engine to triples: the only place that mints IRIs.

A triple is one line of N-Triples without its full stop (``<s> <p> "o"@kk``): made once, written as it is, read by every store.
Nothing here depends on the order of fields, on the clock or on another record.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol
from unicodedata import normalize
from urllib.parse import quote

import pyoxigraph

from conversions import keys
from conversions.audit import Audit, audit
from conversions.languages import Languages, language_tag
from conversions.record import Field, Record
from conversions.tree import ADMIN, INSTANCE, WORK, Key, Literal, Node, Statement, Subject, Value
from ontology.names import BF, OWL, RDF, Iri

_ID_SAFE = "!'()*"  # what the yardstick leaves as it is in a record's number

Said = tuple[Field | None, Statement]
"""A statement and the field that it was made from; None for what follows from the record as a whole."""


class Engine(Protocol):
    """Turns a record into statements: our rules for one format, or the Library of Congress stylesheet."""

    def prepare(self, record: Record) -> Record:
        """The record with parallel fields paired."""

    def statements(self, record: Record) -> Iterator[Said]:
        """All that the prepared record says. Raises ConversionError where the engine fails on it."""

    def languages(self, record: Record) -> Languages:
        """In which languages the prepared record's strings are."""

    def reason_ignored(self, field: Field, code: str) -> str:
        """Why this subfield is left out on purpose; "" if it should have been converted."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Where IRIs begin, and whether agents, works and subjects are ``shared`` by all records.

    If not, they are each record's own, named like all inner nodes by what they say, Work and Instance are named as the yardstick
    does, and text stays as the record has it (else it is in Unicode's composed form, NFC): so two conversions can be compared.
    """

    base: str
    shared: bool = True

    def record(self, source: str, id: str) -> str:
        """The record, which is also the named graph of all that it says."""
        return self._own("record", source, id) if self.shared else self.base + quote(id, safe=_ID_SAFE)

    def source(self, source: str) -> str:
        """The library or repository."""
        return f"{self.base}source/{quote(source, safe='')}"

    def instance(self, source: str, id: str) -> str:
        """The record's Instance."""
        return self._own("instance", source, id) if self.shared else self.base + quote(id, safe=_ID_SAFE) + "#Instance"

    def work(self, key: Key, id: str) -> str:
        """The record's Work."""
        return self.thing(key) if self.shared else self.base + quote(id, safe=_ID_SAFE) + "#Work"

    def thing(self, key: Key) -> str:
        """What every record with this key means."""
        return f"{self.base}{key.kind}/{keys.digest(key.text)}"

    def _own(self, kind: str, source: str, id: str) -> str:
        return f"{self.base}{kind}/{quote(source, safe='')}/{quote(id, safe='')}"


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one record.

    ``triples`` maps each triple to the field that first said it, in the order of the record. ``work`` and ``instance`` are the
    IRIs of the things described, ``record`` that of the description.
    """

    record: str
    work: str
    instance: str
    triples: dict[str, Field | None]
    audit: Audit = attribute(default_factory=Audit)


def record_id(record: Record) -> str:
    """The record's number; one that has none is named after its content."""
    return record.id or "x" + keys.digest(str(record))


def convert(record: Record, engine: Engine, naming: Naming) -> Conversion:
    """Convert one record. Raises ConversionError where the engine fails on it as a whole."""
    prepared = engine.prepare(record)
    said = list(engine.statements(prepared))
    languages = engine.languages(prepared)
    id = record_id(prepared)
    work = keys.work([statement for _, statement in said], languages.text, f"{record.source}/{id}")
    writer = Writer(naming, record.source, id, naming.work(work, id), languages)
    for field, statement in said:
        writer.say(field, statement)
    writer.finish()
    found = audit(prepared, engine.reason_ignored, writer.unusable)
    return Conversion(writer.record, writer.work, writer.instance, writer.triples, found)


class Writer:
    """Gives names to nodes and collects the triples of one record."""

    def __init__(self, naming: Naming, source: str, id: str, work: str, languages: Languages) -> None:
        self.naming, self.id, self.languages = naming, id, languages
        self.record = naming.record(source, id)
        self.instance = naming.instance(source, id)
        self.work = work
        self.triples: dict[str, Field | None] = {}
        self.unusable: list[tuple[Field | None, str]] = []
        self._field: Field | None = None
        self.subjects: dict[Subject, str] = {}
        self._parts: dict[Subject, list[tuple[Field | None, str]]] = {}

    def say(self, field: Field | None, statement: Statement) -> None:
        """Write one statement; those about a further Instance wait until all are known, since they name it."""
        subject, predicate, value = statement
        self._field = field
        below = self.record + "#"
        if subject.part:
            said = self._parts.setdefault(subject, [])
            said.extend((field, f"<{predicate}> {o}") for o in self._objects(predicate, value, None, below))
            return
        name = self.subjects.get(subject) or self._introduce(subject)
        for o in self._objects(predicate, value, None, below):
            self._add(name, predicate, o)

    def finish(self) -> None:
        """Name and write the further Instances, and the Work and Instance that nothing was said of."""
        self._field = None
        for subject in (WORK, INSTANCE):
            if subject not in self.subjects:
                self._introduce(subject)
        for said in self._parts.values():
            name = f"{self.instance}-{_hash(sorted(pair for _, pair in said))}"
            self._field = None
            self._introduce_instance(name)
            for field, pair in said:
                self.triples.setdefault(f"<{name}> {pair}", field)

    def _introduce(self, subject: Subject) -> str:
        """The IRI of one of the record's own things; says what it is when it is first spoken of."""
        if subject == INSTANCE:
            name = self.instance
            self._introduce_instance(name)
        else:
            name = self.work if subject == WORK else f"{self.record}#{subject.kind}"
            self._add(name, RDF.type, f"<{BF.BASE}{subject.kind}>")
        if subject == ADMIN:
            self._add(self.work, BF.adminMetadata, f"<{name}>")
        self.subjects[subject] = name
        return name

    def _introduce_instance(self, name: str) -> None:
        self._add(name, RDF.type, f"<{BF.Instance}>")
        self._add(name, BF.instanceOf, f"<{self.work}>")
        self._add(self.work, BF.hasInstance, f"<{name}>")

    def _add(self, subject: str, predicate: str, o: str) -> None:
        self.triples.setdefault(f"<{subject}> <{predicate}> {o}", self._field)
        if predicate == BF.hasItem:
            self.triples.setdefault(f"{o} <{BF.itemOf}> <{subject}>", self._field)

    def _objects(self, predicate: Iri, value: Value, owner: Node | None, below: str) -> Iterator[str]:
        """The value as terms of N-Triples; its nodes are written on the way, inner ones named ``below`` + what they say."""
        if isinstance(value, Iri):
            if term := self._iri(value):
                yield term
        elif isinstance(value, str):
            if value:
                yield self._text(predicate, value, owner)
        elif isinstance(value, Node):
            if term := self._node(value, below):
                yield term
        elif isinstance(value, Literal):
            if value.value:
                yield _literal(value)
        elif isinstance(value, Subject):
            yield f"<{self.subjects.get(value) or self._introduce(value)}>"
        elif value is not None:
            for each in value:
                yield from self._objects(predicate, each, owner, below)

    def _node(self, node: Node, below: str) -> str:
        """The node's IRI as a term, "" for one that says nothing."""
        if not node:
            return ""
        name = self._name(node.key) if node.key else ""
        if name:
            below = f"{name}{'-' if '#' in name else '#'}"
        pairs = [f"<{RDF.type}> <{each}>" for each in node.types]
        for predicate, value in node.says.items():
            pairs += [f"<{predicate}> {o}" for o in self._objects(predicate, value, node, below)]
        pairs += [f"<{OWL.sameAs}> {term}" for each in node.same_as if (term := self._iri(each))]
        name = name or below + _hash(sorted(pairs))
        for pair in pairs:
            self.triples.setdefault(f"<{name}> {pair}", self._field)
        return f"<{name}>"

    def _name(self, key: Key) -> str:
        """An Instance or Item described within the record is the record's own; all else is shared, if anything is."""
        if not self.naming.shared:
            return ""
        if key.kind in ("instance", "item"):
            own = self.instance if key.kind == "instance" else self.instance.replace("/instance/", "/item/", 1)
            return f"{own}-{keys.digest(key.text)}"
        return self.naming.thing(key)

    def _iri(self, iri: str) -> str:
        term = _checked(iri)
        if not term:
            self.unusable.append((self._field, f"not a valid IRI: {iri}"))
        return term

    def _text(self, predicate: Iri, text: str, owner: Node | None) -> str:
        if self.naming.shared and not text.isascii():
            text = normalize("NFC", text)
        tag = language_tag(predicate, text, owner, self.languages)
        return f'"{_escape(text)}"@{tag}' if tag else f'"{_escape(text)}"'


@lru_cache(maxsize=50_000)
def _checked(iri: str) -> str:
    """The IRI as a term; "" if it is none."""
    try:
        return str(pyoxigraph.NamedNode(iri))
    except ValueError:
        return ""


def _literal(literal: Literal) -> str:
    text = f'"{_escape(literal.value)}"'
    if literal.language:
        return f"{text}@{literal.language}"
    return f"{text}^^<{literal.datatype}>" if literal.datatype else text


_SPECIAL = re.compile(r'[\\"\n\r]')
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"}


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text) if _SPECIAL.search(text) else text


def _hash(pairs: Sequence[str]) -> str:
    return blake2b("\n".join(pairs).encode(), digest_size=8).hexdigest()
