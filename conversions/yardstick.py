"""Names as the Library of Congress stylesheet gives them, so that two conversions of the same records can be compared."""

from collections import Counter
from collections.abc import Sequence

from conversions import keys
from conversions.languages import Languages
from conversions.naming import Naming
from conversions.record import Record
from conversions.tree import INSTANCE, Key, Node
from conversions.writer import Writer
from ontology.names import BF, RDF

_GIVEN = "given"
"""The kind of key of a thing that is called by an IRI which the record gives."""


class YardstickWriter(Writer):
    """Agents, works and subjects are each record's own, and are called by the IRI of their authority where the record has one.

    What is described twice is there twice. Records with one number are told apart; those without a number are all one to the
    yardstick, which names what they speak of by the position of its field.
    """

    def __init__(self, naming: Naming, record: Record, id: str, work: str, languages: Languages) -> None:
        super().__init__(naming, record.source, id, work, languages)
        self._times: Counter[str] = Counter()
        self._below += keys.digest(str(record))[:8]
        self._positions = {} if record.id else {str(field): f"{field.written}-{n}" for n, field in enumerate(record.fields)}

    def finish(self) -> None:
        """Name and write what is left; a hub of the yardstick's has no Instance."""
        if f"<{self.work}> <{RDF.type}> <{BF.Hub}>" in self.triples:
            self.subjects.setdefault(INSTANCE, self.instance)
        super().finish()

    def _further(self, pairs: Sequence[str]) -> str:
        return self._numbered(super()._further(pairs))

    def _node(self, node: Node, below: str) -> str:
        if node.same_as and self._iri(node.same_as[0]):
            node = Node(node.types, node.says, key=Key(_GIVEN, node.same_as[0]), same_as=node.same_as[1:])
        return super()._node(node, below)

    def _inner(self, below: str, pairs: Sequence[str]) -> str:
        return self._numbered(super()._inner(below, pairs))

    def _numbered(self, name: str) -> str:
        """The name, which is a new one each time."""
        self._times[name] += 1
        return f"{name}-{n}" if (n := self._times[name]) > 1 else name

    def _within(self, name: str) -> str:
        return self._below

    def _name(self, key: Key) -> str:
        if key.kind == _GIVEN:
            return key.text
        position = self._positions.get(str(self._field)) if self._positions else None
        return "" if position is None else f"{self.record}#{key.kind}{position}"
