"""What can go wrong, as one tree. Every message is for a person: what was found, what was expected, what to do.

OtrarError
├─ SourceError            a file that cannot be read at all: missing, a directory, empty, not a catalogue
├─ RecordError            one record that cannot be used: the others go on
│  ├─ DamagedRecord       its bytes are not a record
│  └─ ConversionError     the record was read, an engine failed on it
└─ GraphError             the state on disk: in use, full, written by a newer version, missing
"""


class OtrarError(Exception):
    """Anything that Otrar reports to a person; commands print it and exit with 1."""


class SourceError(OtrarError):
    """A file or address from which no record can be had."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name, self.problem = name, problem

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str]]:
        return type(self), (self.name, self.problem)


class RecordError(OtrarError):
    """One record that is refused, with the reason. Where it stood is known to whoever reads the stream."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __reduce__(self) -> tuple[type["RecordError"], tuple[str]]:
        return type(self), (self.reason,)


class DamagedRecord(RecordError):
    """Bytes that are not a record of the format expected."""


class ConversionError(RecordError):
    """A record that an engine failed on."""


class GraphError(OtrarError):
    """The ledger or the store cannot be used as it is."""
