"""Which engine converts a record of a format."""

from collections.abc import Mapping

from conversions.convert import Engine
from conversions.errors import ConversionError
from conversions.loc import LocEngine
from conversions.marc21 import MARC21

FORMATS: Mapping[str, Engine] = {"marc21": MARC21}
"""Our own rules, by format."""

LOC = LocEngine()


def engine_for(format: str, engine: str = "otrar") -> Engine:
    """The engine named "otrar" (our rules) or "loc" for a format. Raises ConversionError where there is none."""
    if engine == "loc":
        if format != "marc21":
            raise ConversionError(f"the Library of Congress stylesheet reads MARC 21, not {format}")
        return LOC
    if format not in FORMATS:
        raise ConversionError(f"there are no rules for {format}; there are for {', '.join(FORMATS)}")
    return FORMATS[format]
