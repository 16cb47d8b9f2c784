"""Which engine converts a record of a format."""

from collections.abc import Mapping

from conversions.convert import Engine
from conversions.errors import ConversionError
from conversions.format import Format
from conversions.loc import LocEngine
from conversions.marc21 import COMPARABLE, MARC21
from conversions.rusmarc import RUSMARC
from conversions.unimarc import UNIMARC

FORMATS: Mapping[str, Format] = {"marc21": MARC21, "unimarc": UNIMARC, "rusmarc": RUSMARC}
"""Our own rules, by format."""

YARDSTICKED: Mapping[str, Format] = {"marc21": COMPARABLE}
"""The rules of a format as far as its yardstick goes."""

LOC = LocEngine()


def engine_for(format: str, engine: str = "otrar", *, comparable: bool = False) -> Engine:
    """The engine named "otrar" (our rules) or "loc" for a format. Raises ConversionError where there is none.

    ``comparable`` leaves out what the stylesheet cannot say, so that the two conversions can be compared.
    """
    if engine == "loc":
        if format != "marc21":
            raise ConversionError(f"the Library of Congress stylesheet reads MARC 21, not {format}")
        return LOC
    if format not in FORMATS:
        raise ConversionError(f"there are no rules for {format}; there are for {', '.join(FORMATS)}")
    return YARDSTICKED.get(format, FORMATS[format]) if comparable else FORMATS[format]
