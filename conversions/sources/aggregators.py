"""DataCite and DOAJ's own metadata, read as the qualified Dublin Core that they amount to.

Each table says which element is which, "" for those that are part of another; elements in no table keep their own names, so
that the audit tells of them.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from conversions.record import Field, Subfield

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

DATACITE: Mapping[str, str] = {
    "creators/creator/creatorName": "dc.contributor.author", "titles/title": "dc.title", "publisher": "dc.publisher",
    "publicationYear": "dc.date.issued", "subjects/subject": "dc.subject", "language": "dc.language",
    "version": "dc.description.version",
    "identifier": "dc.identifier",
    "alternateIdentifiers/alternateIdentifier": "dc.identifier.other", "sizes/size": "dc.format",
    "formats/format": "dc.format", "rightsList/rights": "dc.rights", "descriptions/description": "dc.description",
    "contributors/contributor/contributorName": "dc.contributor", "relatedIdentifiers/relatedIdentifier": "dc.relation",
    "dates/date": "dc.date.other", "geoLocations/geoLocation/geoLocationPlace": "dc.coverage.spatial", "resourceType": "dc.type",
    "fundingReferences/fundingReference/funderName": "dc.description.sponsorship",
    "fundingReferences/fundingReference/awardTitle": "dc.description.sponsorship",
    "fundingReferences/fundingReference/awardNumber": "dc.description.sponsorship",
    "creators/creator/affiliation": "dc.description.affiliation",
    "contributors/contributor/affiliation": "dc.description.affiliation",
    **{
        f"{who}/{name}": ""
        for who in ("creators/creator", "contributors/contributor")
        for name in ("familyName", "givenName", "nameIdentifier")
    },
}  # fmt: skip

DOAJ: Mapping[str, str] = {
    "title": "dc.title", "authors/author/name": "dc.contributor.author", "publisher": "dc.publisher",
    "abstract": "dc.description.abstract", "publicationDate": "dc.date.issued", "doi": "dc.identifier.doi",
    "fullTextUrl": "dc.identifier.uri", "keywords/keyword": "dc.subject",
    "language": "dc.language", "documentType": "dc.type", "journalTitle": "oaire.citation.title", "issn": "oaire.citation.issn",
    "eissn": "oaire.citation.eissn", "volume": "oaire.citation.volume", "issue": "oaire.citation.issue",
    "startPage": "oaire.citation.startPage", "endPage": "oaire.citation.endPage", "publisherRecordId": "dc.identifier.other",
    "affiliationsList/affiliationName": "dc.description.affiliation",
}  # fmt: skip

_QUALIFIERS = {"titleType": "alternative", "descriptionType": "", "contributorType": "", "relationType": "", "identifierType": ""}
_ADDRESSES = ("rightsURI", "resourceTypeGeneral")
"""Attributes that say by themselves what the element says in words."""


def datacite(root: etree._Element) -> Iterator[Field]:
    """The fields of a DataCite ``resource``."""
    return _fields(root, DATACITE, "")


def doaj(root: etree._Element) -> Iterator[Field]:
    """The fields of a ``doajArticle``."""
    return _fields(root, DOAJ, "")


def _fields(element: etree._Element, table: Mapping[str, str], above: str) -> Iterator[Field]:
    for each in element:
        if not isinstance(each.tag, str):
            continue
        path = f"{above}{etree.QName(each).localname}"
        if len(each):
            yield from _fields(each, table, f"{path}/")
        else:
            yield from _leaf(each, table.get(path, path.rpartition("/")[2]))


def _leaf(element: etree._Element, tag: str) -> Iterator[Field]:
    """A field for the element's text, and one for each address among its attributes."""
    text = (element.text or "").strip()
    for name in _ADDRESSES:
        if address := element.get(name):
            yield Field(tag, subfields=[("", address)])
    parent = element.getparent()
    if parent is not None and etree.QName(element).localname in ("creatorName", "contributorName"):
        text, said = _name(parent, text), [("@authority", each) for each in _known_as(parent)]
        yield Field(f"{tag}{_qualifier(element)}", subfields=[*said, ("", text)])
        return
    language = element.get(_LANGUAGE) or element.get("language")
    if text and tag:
        told: list[Subfield] = [("@lang", language)] if language else []
        yield Field(f"{tag}{_qualifier(element)}", subfields=[*told, ("", text)])


def _name(person: etree._Element, whole: str) -> str:
    """The name with the family name first, where its parts are told."""
    family, given = (person.findtext(f"{{*}}{name}", "").strip() for name in ("familyName", "givenName"))
    return f"{family}, {given}" if family and given else whole


def _known_as(person: etree._Element) -> Iterator[str]:
    """Addresses of the person: ORCID and the like."""
    for each in person.iterfind("{*}nameIdentifier"):
        text = (each.text or "").strip()
        if text.startswith("http"):
            yield text
        elif each.get("nameIdentifierScheme", "").upper() == "ORCID":
            yield f"https://orcid.org/{text}"


def _qualifier(element: etree._Element) -> str:
    """What an attribute adds to the tag: the type of a title, a description, a relation, an identifier."""
    for name, fixed in _QUALIFIERS.items():
        if value := element.get(name):
            return f".{fixed or value.lower()}"
    parent = element.getparent()
    kind = parent.get("contributorType") if parent is not None else None
    return f".{kind.lower()}" if kind and etree.QName(element).localname == "contributorName" else ""
