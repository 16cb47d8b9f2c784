"""Which language a string of a conversion is in: of that string, not of the record."""

from functools import lru_cache
from typing import NamedTuple

from conversions.scripts import language_of
from conversions.tree import Node
from ontology.names import BF, BFLC, MADS, RDFS, Iri


class Languages(NamedTuple):
    """MARC codes of the language of the text ("kaz") and of the catalogue that describes it ("rus"); "" where not known.

    ``romanises``: what stands in Latin letters in such a record may be romanised; otherwise it is in another language.
    """

    text: str = ""
    catalogue: str = ""
    romanises: bool = True


TRANSCRIBED = frozenset(
    {
        BF.mainTitle, BF.subtitle, BF.partName, BF.partNumber, BF.responsibilityStatement, BF.editionStatement,
        BF.seriesStatement, BF.publicationStatement, BF.provisionActivityStatement, BFLC.simplePlace, BFLC.simpleAgent,
    }
)  # fmt: skip
"""Taken from the publication, so in its language unless the letters say otherwise."""

CATALOGUED = frozenset({RDFS.label, MADS.authoritativeLabel, BF.note})
"""Written by the cataloguer, in the language of the catalogue unless the letters say otherwise."""

_AGENTS = frozenset({BF.Agent, BF.Person, BF.Family, BF.Organization, BF.Jurisdiction, BF.Meeting})


def language_tag(predicate: Iri, text: str, owner: Node | None, languages: Languages) -> str:
    """The BCP 47 tag of a string that says ``predicate`` of ``owner``; "" for what is in no language, such as a code."""
    if predicate in CATALOGUED:
        if owner is not None and not _AGENTS.isdisjoint(owner.types):
            return "" if text.isascii() else _tag(text, "", True)  # whose name it is does not hang on what was written
        return _tag(text, languages.catalogue, False, languages.romanises)
    return _tag(text, languages.text, False, languages.romanises) if predicate in TRANSCRIBED else ""


@lru_cache(maxsize=10_000)
def _tag(text: str, hint: str, name: bool, romanises: bool = True) -> str:
    tag = language_of(text, hint, name=name)
    return tag if romanises or not tag.endswith("-Latn") else language_of(text, name=name)
