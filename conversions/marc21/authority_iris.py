"""The IRIs that agencies have given to their authorities, out of the numbers in MARC 21 records."""

from collections.abc import Iterator, Mapping

from conversions.record import Record
from conversions.text import iri
from ontology.names import Iri

_LC = "http://id.loc.gov/authorities/"
_LC_FILES: Mapping[str, str] = {
    "n": "names/", "nb": "names/", "nr": "names/", "no": "names/", "ns": "names/", "sh": "subjects/", "sj": "childrensSubjects/",
    "gf": "genreForms/", "mp": "performanceMediums/", "dg": "demographicTerms/",
}  # fmt: skip
"""Where the Library of Congress keeps what has a control number that begins so."""

_AGENCIES: Mapping[str, str] = {"DE-588": "https://d-nb.info/gnd/", "viaf": "http://viaf.org/viaf/"}
"""Files that are not the Library's, by the code in brackets before the number."""

SOURCES: Mapping[str, str] = {
    "viaf": "http://viaf.org/viaf/", "isni": "http://isni.org/isni/", "wikidata": "http://www.wikidata.org/entity/",
    "gnd": "https://d-nb.info/gnd/", "orcid": "https://orcid.org/", "lcnaf": f"{_LC}names/", "naf": f"{_LC}names/",
}  # fmt: skip
"""Where the numbers of field 024 lead to, by the code in $2."""


def lc_iri(number: str) -> Iri:
    """The IRI of a Library of Congress control number.

    >>> lc_iri("n  80079447 "), lc_iri("sh2009007258"), lc_iri("85012345")
    ('http://id.loc.gov/authorities/names/n80079447', 'http://id.loc.gov/authorities/subjects/sh2009007258', '')
    """
    number = "".join(number.split())
    file = _LC_FILES.get(number.rstrip("0123456789").lower(), "")
    return iri(f"{_LC}{file}{number}") if file else Iri("")


def external(value: str) -> Iri:
    """The IRI in a $0 or $1: as it is, or of a number after the code of its agency; "" if there is none.

    >>> external("(DLC)n 79130807"), external("(DE-588)118520520")
    ('http://id.loc.gov/authorities/names/n79130807', 'https://d-nb.info/gnd/118520520')
    """
    value = value.strip().removeprefix("(uri)")
    if value.startswith("http"):
        return iri(value)
    agency, closed, number = value.removeprefix("(").partition(")")
    if not closed:
        return Iri("")
    if agency == "DLC":
        return lc_iri(number)
    stem = _AGENCIES.get(agency, "")
    return iri(stem + number.strip()) if stem else Iri("")


def known_as(record: Record) -> Iri:
    """The IRI of an authority: one that is told as such (024 $2 uri), the Library's (010), that of the GND; "" if it has none."""
    return next(filter(None, _candidates(record)), Iri(""))


def _candidates(record: Record) -> Iterator[Iri]:
    for field in record.all("024"):
        said = dict(field.content())
        if said.get("2") == "uri":
            yield iri(said.get("a", ""))
    for field in record.all("010"):
        yield lc_iri(dict(field.content()).get("a", ""))
    for field in record.all("035"):
        number = dict(field.content()).get("a", "")
        if number.startswith("(DE-588)"):
            yield external(number)
    agency = next((value for _, value in record["003"].content()), "")
    if agency == "DLC":
        yield lc_iri(record.id)
