"""Which engine converts a record of a format."""

from collections.abc import Mapping

from conversions import repository
from conversions.authorities import AuthorityFormat, convert_authority
from conversions.convert import Conversion, Engine, convert
from conversions.errors import ConversionError
from conversions.format import Format
from conversions.loc import LocEngine
from conversions.marc21 import MARC21
from conversions.marc21.authority import AUTHORITIES
from conversions.marc21.comparable import COMPARABLE
from conversions.naming import Naming
from conversions.record import Record
from conversions.rusmarc import RUSMARC
from conversions.sources.detect import kind
from conversions.unimarc import UNIMARC
from conversions.unimarc.authority import RUSMARC_AUTHORITIES, UNIMARC_AUTHORITIES

FORMATS: Mapping[str, Format] = {
    "marc21": MARC21,
    "unimarc": UNIMARC,
    "rusmarc": RUSMARC,
    **{format.name: format for format in repository.FORMATS},
}
"""Our own rules, by format."""

AUTHORITY_FORMATS: Mapping[str, AuthorityFormat] = {
    "marc21": AUTHORITIES,
    "unimarc": UNIMARC_AUTHORITIES,
    "rusmarc": RUSMARC_AUTHORITIES,
}
"""Our own rules for authority records, by format."""

YARDSTICKED: Mapping[str, Format] = {"marc21": COMPARABLE}
"""The rules of a format as far as its yardstick goes."""

LOC, COMPARABLE_LOC = LocEngine(), LocEngine(comparable=True)


def engine_for(format: str, engine: str = "otrar", *, comparable: bool = False) -> Engine:
    """The engine named "otrar" (our rules) or "loc" for a format. Raises ConversionError where there is none.

    ``comparable`` leaves out what the stylesheet cannot say, so that the two conversions can be compared.
    """
    if engine == "loc":
        if format != "marc21":
            raise ConversionError(f"the Library of Congress stylesheet reads MARC 21, not {format}")
        return COMPARABLE_LOC if comparable else LOC
    if format not in FORMATS:
        raise ConversionError(f"there are no rules for {format}; there are for {', '.join(FORMATS)}")
    return YARDSTICKED.get(format, FORMATS[format]) if comparable else FORMATS[format]


def convert_record(record: Record, format: str, naming: Naming, engine: str = "otrar", *, comparable: bool = False) -> Conversion:
    """Convert a record of any kind by the rules for it: an authority record describes a name or subject, all others a work.

    Raises ConversionError where there are no rules for it, or they fail on it.
    """
    if format in AUTHORITY_FORMATS and engine != "loc" and kind(record, format) == "authority":
        return convert_authority(record, AUTHORITY_FORMATS[format], naming)
    return convert(record, engine_for(format, engine, comparable=comparable), naming)
