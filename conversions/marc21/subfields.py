"""The control subfields, which mean the same in every field: $0 $1 $2 $3 $4 $5 and $w, and the codes made into IRIs."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple
from urllib.parse import quote

from conversions.marc21.punctuation import chop, normal
from conversions.record import Cleaning, Field
from conversions.text import iri
from conversions.tree import Node, Value
from ontology.names import BF, BFLC, MADS, RDF, RDFS, Iri

VOCABULARY = "http://id.loc.gov/vocabulary/"
ORGANIZATIONS = VOCABULARY + "organizations/"
RELATORS = VOCABULARY + "relators/"

_SAFE = "!'()*-.:/_~"
_NO_PUNCTUATION = str.maketrans("", "", r".?!,;:-/\()[]{} ")
_FAST = "http://id.worldcat.org/fast/"


def code_iri(stem: str, code: str, *, punctuation: bool = True) -> Iri:
    """The IRI of a code in one of the Library's lists; ``punctuation=False`` drops marks and blanks, as for organizations.

    >>> code_iri(ORGANIZATIONS, "DNLM-x", punctuation=False)
    'http://id.loc.gov/vocabulary/organizations/dnlmx'
    """
    code = normal(code if punctuation else code.translate(_NO_PUNCTUATION)).lower()
    return Iri(stem + quote(code, safe=_SAFE)) if code else Iri("")


def term(about: str, kind: Iri) -> Value:
    """A term by its IRI: alone where it is in one of the Library's code lists, else with what it is."""
    address = iri(about)
    return address if address.startswith(VOCABULARY) else Node([kind], same_as=[address] if address else [])


def source(code: str, stem: str = "") -> Value:
    """bf:source for a code of $2: a term of the list ``stem``, or a source that is known by its code only."""
    code = code.split("%2F", 1)[0].split("/", 1)[0]
    return code_iri(stem, code) if stem else Node([BF.Source], {BF.code: code})


def sources(field: Field, stem: str = "") -> list[Value]:
    """$2 Source of heading or term."""
    return [source(code, stem) for code in field.all("2")]


def applies_to(field: Field) -> list[Value]:
    """$3 Materials specified."""
    return [Node([BFLC.AppliesTo], {RDFS.label: chop(value)}) for value in field.all("3")]


def institutions(field: Field) -> list[Value]:
    """$5 Institution to which field applies."""
    return [code_iri(ORGANIZATIONS, code, punctuation=False) for code in field.all("5")]


def is_address(value: str) -> bool:
    """Whether a $0 or $w holds an IRI: ``http://...`` or ``(uri)http://...``."""
    return value.lstrip().startswith(("http", "(uri)"))


def address(value: str) -> Iri:
    """The IRI in a $0, $1 or $w: as it is, after ``(uri)``, or of a FAST number; "" where there is none."""
    if value.startswith("(OCoLC)fst"):
        return iri(_FAST + value[10:])
    value = value.strip().removeprefix("(uri)").lstrip()
    return iri(value) if value.startswith("http") else Iri("")


def identifiers(pairs: Iterable[tuple[str, str]]) -> dict[Iri, Value]:
    """Record control numbers of $0 and $w: the authority by its IRI, or an identifier with the list it is from."""
    authorities: list[Value] = []
    numbers: list[Value] = []
    for code, value in pairs:
        if found := address(value):
            authorities.append(found)
        else:
            numbers.append(_number(code, value))
    return {MADS.isIdentifiedByAuthority: authorities, BF.identifiedBy: numbers} if authorities or numbers else {}


class Heading(NamedTuple):
    """A subfield that names something, and the $0 that follow it."""

    code: str
    value: str
    authorities: Sequence[str]

    def same_as(self) -> list[Iri]:
        """The IRI of what it names: that of the first $0 which has one."""
        return [found for value in self.authorities if (found := address(value))][:1]

    def related(self, named: int = 1) -> dict[Iri, Value]:
        """The other $0, after the IRIs that have ``named`` it: related authorities, and identifiers with their list."""
        if not self.authorities:
            return {}
        addresses = [found for value in self.authorities if (found := address(value))]
        numbers = [_number("0", value) for value in self.authorities if not address(value)]
        return {MADS.hasRelatedAuthority: addresses[named:], BF.identifiedBy: numbers}


def headings(field: Field, codes: str, between: str = "") -> list[Heading]:
    """The subfields ``codes``, each with the $0 right after it; subfields of ``between`` may stand before those."""
    found: list[Heading] = []
    authorities: list[str] = []
    field.pairs(f"{codes}0")  # all of them count as read
    for code, value in field.subfields:
        if code == "0":
            authorities.append(value)
        elif code in codes:
            authorities = []
            found.append(Heading(code, value, authorities))
        elif code not in between:
            authorities = []
    return found


def _number(code: str, value: str) -> Node:
    prefix, close, number = value.partition(")")
    agency = prefix.partition("(")[2] if close else ""
    if not agency:
        number = value
    if not number or number.isspace():
        return Node()
    says: dict[Iri, Value] = {RDF.value: iri(number) if "://" in number else number}
    if agency and agency != "uri":
        kind, relation = (BF.Agent, BF.assigner) if code == "w" else (BF.Source, BF.source)
        says[relation] = Iri(ORGANIZATIONS + "dlc") if agency == "DLC" else Node([kind], {BF.code: agency})
    return Node([BF.Identifier], says)


def linked_record(field: Field) -> dict[Iri, Value]:
    """$w Record control numbers of a related record: IRIs and identifiers, of which those of (DLC) are LC control numbers."""
    values = field.all("w")
    numbers = [
        Node([BF.Lccn], _number("w", value).says) if value.startswith("(DLC)") else _number("w", value)
        for value in values
        if not address(value)
    ]
    return {MADS.isIdentifiedByAuthority: [address(value) for value in values], BF.identifiedBy: numbers}


def real_world_object(field: Field) -> Iri:
    """The IRI of the person or thing itself: $1, or the one that goes with an authority of the Library of Congress in $0."""
    pairs = field.pairs("01")
    ones = [value for code, value in pairs if code == "1"]
    for value in ones:
        if "id.loc.gov/rwo/agents/" in value:
            return _http(value)
    for code, value in pairs:
        if code == "0" and "id.loc.gov/authorities/names/" in value:
            return _http(value.replace("authorities/names", "rwo/agents", 1))
    for value in ones:
        if "isni.org/isni/" in value:
            return address(value.removesuffix("."))
    return next((address(value) for value in ones if value.startswith("http")), Iri(""))


def authority(field: Field) -> Iri:
    """The IRI of the heading: the Library of Congress's, else FAST, any other in $0 or $w, the GND, Homosaurus; else ""."""
    pairs = field.pairs("01w")
    zeros = [value for code, value in pairs if code == "0"]
    ones = [value for code, value in pairs if code == "1"]
    for value in zeros:
        if "id.loc.gov/authorities/" in value:
            return _http(value)
    for value in ones:
        if "id.loc.gov/rwo/agents/" in value:
            return _http(value.replace("rwo/agents", "authorities/names", 1))
    for value in zeros:
        if value.startswith("(OCoLC)fst"):
            return address(value)
    for code, value in pairs:
        if code != "1" and is_address(value):
            return address(value)
    for value in zeros:
        if value.startswith("(DE-588)"):
            return iri("https://d-nb.info/gnd/" + value[8:].removesuffix("."))
    return next((address(value) for value in ones if "homosaurus.org/v" in value), Iri(""))


def _http(value: str) -> Iri:
    """An IRI of the Library, which names with http what it serves with https."""
    found = address(value)
    return Iri("http://" + found[8:]) if found.startswith("https://") else found


def in_scripts(field: Field, code: str, clean: Cleaning = str) -> list[list[str]]:
    """Each subfield ``code``, cleaned, with the one that stands in its place in the parallel field.

    >>> field = Field.parse("502 ## $c Moskva. $c Almaty.")
    >>> in_scripts(field, "c", chop)
    [['Moskva'], ['Almaty']]
    """
    own = field.all(code)
    if field.parallel is None:
        return [[clean(value)] for value in own]
    return [[clean(value) for value in pair if value] for pair in zip_longest(own, field.parallel.all(code), fillvalue="")]


def marc_key(field: Field) -> str:
    """The field as one line: ``1001 $aAuezov, Mukhtar``. Nothing counts as read by this."""
    body = normal("".join([f"${code}{normal(value)}" for code, value in field.subfields or field.content()]))
    return f"{field.written}{field.ind1}{field.ind2}{body}"


def marc_keys(field: Field) -> list[Value]:
    """The field as a line, and its parallel."""
    return [marc_key(each) for each in field.scripts()]
