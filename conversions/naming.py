"""The IRIs of things: where they begin and how they are made."""

from dataclasses import dataclass
from urllib.parse import quote

from conversions import keys
from conversions.tree import Key

_ID_SAFE = "!'()*:/"  # what the yardstick leaves as it is in a record's number


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
        return self._own("record", source, id) if self.shared else self._yardstick(id)

    def source(self, source: str) -> str:
        """The library or repository."""
        return f"{self.base}source/{quote(source, safe='')}"

    def instance(self, source: str, id: str) -> str:
        """The record's Instance."""
        return self._own("instance", source, id) if self.shared else self._yardstick(id) + "#Instance"

    def authority(self, source: str, id: str) -> str:
        """What an authority record describes, if its agency has given no IRI to it."""
        return self._own("authority", source, id)

    def work(self, key: Key, id: str) -> str:
        """The record's Work."""
        return self.thing(key) if self.shared else self._yardstick(id) + "#Work"

    def thing(self, key: Key) -> str:
        """What every record with this key means."""
        return f"{self.base}{key.kind}/{keys.digest(key.text)}"

    def _own(self, kind: str, source: str, id: str) -> str:
        return f"{self.base}{kind}/{quote(source, safe='')}/{quote(id, safe='')}"

    def _yardstick(self, id: str) -> str:
        """As the yardstick does, which writes "?" for any character beyond ASCII."""
        return self.base + quote(id.encode("ascii", "replace"), safe=_ID_SAFE)
