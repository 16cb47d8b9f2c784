"""MARC 21 bibliographic records to BIBFRAME. `RULES` is the index: the rules that read each tag, in order.

The yardstick is the Library of Congress conversion specification v3.1; where we differ on purpose stands in DEVIATIONS.md.
"""

from conversions.format import Format
from conversions.languages import Languages
from conversions.marc21.parallel import pair
from conversions.record import Record
from conversions.tree import Rules

RULES: Rules = {}

IGNORED = {
    "9..": "local field: no meaning outside its library, unless the source's profile gives it one",
}


def languages(record: Record) -> Languages:
    """The language of the text by 008/35-37, of the catalogue by 040 $b."""
    fixed = next((value for _, value in record["008"].content()), "")
    agency = next((value for code, value in record["040"].content() if code == "b"), "")
    return Languages(fixed[35:38].strip(" |"), agency)


MARC21 = Format("marc21", RULES, IGNORED, pair, languages)
