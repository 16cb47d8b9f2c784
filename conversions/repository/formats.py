"""A metadata format as an engine: our rules for it, and what it leaves out on purpose."""

import re
from dataclasses import dataclass

from conversions.format import Format
from conversions.record import Field

_PLACE = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class MetadataFormat(Format):
    """A format whose fields hold elements: what is left out is named by path, and by its last step in any field (``$@ID``)."""

    def reason_ignored(self, field: Field, code: str) -> str:
        """Why this element or attribute is left out on purpose; "" if it should have been converted."""
        path = _PLACE.sub("", code)
        names = (f"{field.written}${path}", f"{field.tag}${path}", field.written, field.tag, f"${path.rpartition('/')[2]}")
        return next((self.ignored[name] for name in names if name in self.ignored), "")
