"""What a rule yields: statements about the record's Work and Instance, whose objects are trees of nodes.

    yield WORK, BF.title, Node([BF.Title], {BF.mainTitle: "The wind", BF.subtitle: ""})

An empty value (``""``, ``None``, an empty list) says nothing, so most rules need no ``if``. A node that is left with nothing
to say is nothing itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from conversions.record import Field, Record
from ontology.names import RDF, Iri


class Literal(NamedTuple):
    """A string with a language tag (BCP 47) or a datatype; a plain ``str`` stands for text whose language is not yet known."""

    value: str
    language: str = ""
    datatype: Iri | None = None


class Key(NamedTuple):
    """What a shared thing is: its ``kind`` (work, hub, agent, topic, place, genre, instance, item), the text of its identity."""

    kind: str
    text: str


class Node:
    """A thing described: its types and what is said of it.

    Without a ``key`` it is an inner node of its record, named by what it says. With one it is the same thing in every record
    that has the same key. ``same_as`` are the IRIs that others know it by, from the record ($0, $1, UNIMARC $3).
    ``written`` is None but for a node that came again (see `Remembered`): the triples that it becomes, for the writer to keep.
    """

    __slots__ = ("key", "same_as", "says", "types", "written")

    def __init__(
        self,
        types: Sequence[Iri] = (),
        says: Mapping[Iri, "Value"] | None = None,
        *,
        key: Key | None = None,
        same_as: Sequence[Iri] = (),
    ) -> None:
        self.types = types
        self.says: Mapping[Iri, Value] = {} if says is None else says
        self.key = key
        self.same_as = same_as
        self.written: dict[object, tuple[str, Sequence[str]]] | None = None

    def __or__(self, more: "Mapping[Iri, Value]") -> "Node":
        """The same node that says more; where both speak of a property, ``more`` wins."""
        return Node(self.types, {**self.says, **more}, key=self.key, same_as=self.same_as)

    def __repr__(self) -> str:
        return f"Node({list(self.types)}, {dict(self.says)}, key={self.key})"

    def __bool__(self) -> bool:
        """Whether there is anything to say; types alone say nothing unless the node has a name."""
        return bool(self.key or self.same_as) or any(map(says_something, self.says.values()))


_MOST_REMEMBERED = 1_000


class Remembered:
    """A function from a field to a node, which is kept for when the same field comes again, as headings do.

    It must read nothing but the field, and nobody may change the node. What did not come again for long is forgotten.
    """

    def __init__(self, make: "Callable[[Field], Node]") -> None:
        self._make = make
        self._kept: dict[object, tuple[Node, tuple[int, ...]]] = {}
        self._older: dict[object, tuple[Node, tuple[int, ...]]] = {}

    def __call__(self, field: Field) -> Node:
        """The node of the field."""
        key = field.content_key
        found = self._kept.get(key) or self._older.get(key)
        if found:
            node, reading = found
            field.mark(reading)
            if node.written is None:
                node.written = {}
        else:
            node = self._make(field)
            found = node, field.reading
        if len(self._kept) >= _MOST_REMEMBERED:
            self._older, self._kept = self._kept, {}
        self._kept[key] = found
        return node


Value = str | Literal | Iri | Node | None | Iterable["Value"]


def says_something(value: "Value") -> bool:
    """Whether a value writes at least one triple."""
    if isinstance(value, Literal):
        return bool(value.value)
    if value is None or isinstance(value, (str, Node)):
        return bool(value)
    return any(map(says_something, value))


def collection(items: Sequence["Value"]) -> "Value":
    """An RDF list of the items that say something."""
    rest: Value = RDF.nil
    for item in reversed([item for item in items if says_something(item)]):
        rest = Node([], {RDF.first: item, RDF.rest: rest})
    return "" if rest is RDF.nil else rest


class Subject(NamedTuple):
    """What a statement is about: one of the record's own things. ``part`` tells the Instances of a split record apart."""

    kind: str
    part: str = ""


WORK = Subject("Work")
INSTANCE = Subject("Instance")
ADMIN = Subject("AdminMetadata")
AUTHORITY = Subject("Authority")
"""What an authority record describes: a person, a place, a topic. Such a record has neither Work nor Instance."""
RWO = Subject("RWO")
"""The real-world object that an authority is about: the person, not the heading."""

Statement = tuple[Subject, Iri, Value]
Rule = Callable[[Field, Record], Iterator[Statement]]
Rules = Mapping[str, Sequence[Rule]]
"""The index of a format: for each tag the rules that read it, in order. "LDR" stands for the leader."""
