"""RUSMARC bibliographic records to BIBFRAME: UNIMARC's rules but for the tags that the Russian format has of its own.

Records of the library system IRBIS, which differ a little, are read as RUSMARC too: see irbis.py."""

from conversions.format import Format
from conversions.rusmarc import holdings, irbis
from conversions.tree import Rules
from conversions.unimarc import IGNORED as UNIMARC_IGNORED
from conversions.unimarc import RULES as UNIMARC_RULES
from conversions.unimarc import languages

RULES: Rules = {
    **UNIMARC_RULES,
    "621": [irbis.library_bibliographical_classification],
    "899": [holdings.holdings],
    "910": [irbis.copy],
}

IGNORED = {tag: reason for tag, reason in UNIMARC_IGNORED.items() if tag != "899"} | {
    "090": "shelf marks and inventory numbers of one library, in its own way, unless the source's profile gives them a meaning",
    **irbis.IGNORED,
    "109": "coded data of the national library's own",
}

RUSMARC = Format("rusmarc", RULES, IGNORED, irbis.ready, languages)
