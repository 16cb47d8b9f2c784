"""What means the same in every field: authority numbers ($3, $0), systems ($2), institutions ($5), values in both scripts."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from conversions.record import Field, Record
from conversions.shapes import VOCABULARY
from conversions.text import iri
from conversions.tree import Node, Value
from conversions.unimarc.isbd import plain
from ontology import codes as lists
from ontology.names import BF, BFLC, RDF, RDFS, Iri

_SUBJECTS = "http://id.loc.gov/authorities/subjects"
_SYSTEMS = {
    "lc": Iri(_SUBJECTS), "lcsh": Iri(_SUBJECTS), "rameau": Iri(f"{VOCABULARY}subjectSchemes/ram"),
    "mesh": Iri(f"{VOCABULARY}subjectSchemes/mesh"), "nlr-sh": Iri(f"{VOCABULARY}subjectSchemes/nlr_sh"),
}  # fmt: skip
"""UNIMARC's codes of subject systems where the Library of Congress has another one, or the same system as an authority file."""


def codes(field: Field) -> str:
    """The codes of the subfields in their order, so that a rule need not look for what is not there."""
    return "".join([code for code, _ in field.subfields])


def values(field: Field, wanted: str, clean: Callable[[str], str] = plain) -> list[str]:
    """The values of these subfields, cleaned, in each script."""
    return [text for each in field.scripts() for value in each.all(wanted) if (text := clean(value))]


@lru_cache(maxsize=20_000)
def coded(table: str, code: str) -> Iri:
    """The term of a list by its UNIMARC code, or by its MARC code; "" where it has none."""
    term = lists.by_unimarc(table, code) or lists.code(table, code)
    return term.iri if term else Iri("")


def system(field: Field, stem: str = "subjectSchemes") -> list[Value]:
    """$2 System code, as a term of one of the Library of Congress's lists."""
    return [found for code in field.all("2") if (found := _system(plain(code), stem))]


def _system(code: str, stem: str) -> Value:
    if not code or " " in code:
        return Node([BF.Source], {RDFS.label: code})
    return _SYSTEMS.get(code.lower()) or Iri(f"{VOCABULARY}{stem}/{iri('x:' + code.lower())[2:]}")


def same_as(field: Field) -> list[Iri]:
    """The authority's IRI, where $3, $0 or $1 has one."""
    return [found for value in field.all("30") if "://" in value and (found := iri(value))][:1]


def authority_numbers(field: Field, record: Record) -> list[Value]:
    """$3 Authority record number that is no IRI, with the catalogue whose number it is."""
    return list(_numbers(field.all("3"), record.source))


def _numbers(found: list[str], catalogue: str) -> Iterator[Node]:
    for value in found:
        if "://" not in value and (number := plain(value)):
            source = Node([BF.Source], {BF.code: catalogue})
            yield Node([BF.Identifier], {RDF.value: number, BF.source: source})


def institutions(field: Field) -> list[Value]:
    """$5 Institution (and copy) to which the field applies."""
    return [Node([BF.Organization, BF.Agent], {RDFS.label: plain(value)}) for value in field.all("5")]


def applies_to(field: Field, code: str) -> list[Value]:
    """The part of the resource that a field is about."""
    return [Node([BFLC.AppliesTo], {RDFS.label: text}) for text in values(field, code)]
