"""What goes between the server and the processes that answer queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sparql.guard import Term

# The first byte of each message says what follows: a pickled Head, a piece of the answer, head and answer together, nothing,
# or a pickled SparqlError. READY is the first message of a process, and all of it.
HEAD, DATA, WHOLE, END, ERROR, READY = (bytes([n]) for n in b"HDWEXR")


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its text, values for its variables, and the graphs that the SPARQL Protocol asks it of.

    No graphs, and none in the text, means all: the default graph is then the union of all graphs.
    """

    text: str
    bindings: Mapping[str, Term] = field(default_factory=dict)
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One query for a worker: where the store lies, the query, how to write the answer, the seconds it may take."""

    store: str
    query: Query
    format: str
    accept: str
    gzip: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an answer before its first byte: the format by name, its encoding, whether it would differ next time,
    and sentences about names in the query that the vocabulary does not have."""

    is_graph: bool
    format: str
    gzip: bool
    changes: bool
    hints: tuple[str, ...]
