"""A format as an engine: its table of rules, what it leaves out on purpose, and how its records are made ready."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute

from conversions.convert import Said
from conversions.errors import ConversionError
from conversions.languages import Languages
from conversions.record import Field, Record
from conversions.tree import INSTANCE, Rules, Subject

Ignored = Mapping[str, str]
"""Why fields are left out: by tag ("001"), tag and subfield ("245$6"), subfield in any field ("$8"); "9.." is all 9XX."""


def one_instance(record: Record) -> Iterator[tuple[str, Record]]:
    """The splitting of a format in which a record always describes one Instance."""
    yield "", record


@dataclass(frozen=True, slots=True)
class Format:
    """Our rules for one format.

    ``pair`` joins parallel fields; ``split`` yields the record for each Instance that it describes, the first under "",
    the others under a name of their own, of which only what is said of the Instance counts. ``defined`` are the subfields that
    the format defines, by tag: what it does not define is local, so that what is lost was worth something.
    """

    name: str
    rules: Rules
    ignored: Ignored
    pair: Callable[[Record], Record]
    languages: Callable[[Record], Languages]
    split: Callable[[Record], Iterator[tuple[str, Record]]] = one_instance
    defined: Mapping[str, str] | None = None
    _reasons: dict[tuple[str, str], str] = attribute(default_factory=dict, init=False, compare=False, repr=False)

    def prepare(self, record: Record) -> Record:
        """The record with parallel fields paired."""
        return self.pair(record)

    def statements(self, record: Record) -> Iterator[Said]:
        """All that the rules say of a prepared record, field by field."""
        rules = self.rules
        for part, piece in self.split(record):
            subject = Subject(INSTANCE.kind, part)
            for field in (Field("LDR", data=piece.leader), *piece.fields):
                for rule in rules.get(field.tag, ()):
                    try:
                        for statement in rule(field, piece):
                            if not part:
                                yield field, statement
                            elif statement[0] == INSTANCE:
                                yield field, (subject, *statement[1:])
                    except Exception as error:  # a fault of ours must not cost the batch, and must be found
                        raise ConversionError(f"rule {rule.__name__} failed on {field}: {error!r}") from error

    def reason_ignored(self, field: Field, code: str) -> str:
        """Why this subfield is left out on purpose; "" if it should have been converted."""
        tag = field.tag
        if (tag, code) not in self._reasons:
            names = (f"{tag}${code}", tag, f"${code}", f"{tag[:1]}..")
            reason = next((self.ignored[name] for name in names if name in self.ignored), "")
            self._reasons[tag, code] = reason or self._undefined(tag, code)
        return self._reasons[tag, code]

    def _undefined(self, tag: str, code: str) -> str:
        """Why a field or subfield that the format does not define is left out; "" if it defines it, or the code is damaged."""
        if self.defined is None or (code == "" and tag in self.rules) or not code.isascii():
            return ""
        if tag not in self.defined:
            return "local: the format defines no such field"
        return "" if code in self.defined[tag] else "local: the format defines no such subfield"
