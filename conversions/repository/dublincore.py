"""Dublin Core, simple and qualified, as repositories write it: oai_dc, DCTERMS, DSpace's DIM and XOAI.

What only DSpace has (degrees, journals, files) is in `conversions.repository.dim`.
"""

import re
from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.repository.element import Element
from conversions.repository.shared import (
    agent,
    contributor,
    first_of,
    host,
    listed,
    online,
    policy,
    role,
)
from conversions.repository.terms import address, date, numbered, year
from conversions.shapes import provision, relation, relationship
from conversions.shapes import title as title_node
from conversions.tree import INSTANCE, WORK, Node, Statement, Value
from ontology.names import BF, RDF, RDFS

PUBLICATION = ("dc.publisher", "dc.date.issued", "dc.date", "dc.publisher.place")
_RELATED = {
    "haspart": "part", "isversionof": "otheredition", "hasversion": "otheredition", "isformatof": "otherphysicalformat",
    "hasformat": "otherphysicalformat", "isreplacedby": "succeededby", "replaces": "precededby", "isbasedon": "derivative",
}  # fmt: skip
"""Qualifiers of dc.relation and the relationship that they mean; others mean a related work."""


_ROLES = {"other": "", "none": "", "committeemember": "dgc", "supervisor": "ths", "opponent": "opn", "reader": "dgc"}
"""Qualifiers of dc.contributor that are no names of roles, or name others elsewhere."""
_CITED = re.compile(
    r"(?P<name>.{3,}?)\s*[.;,]\s*"
    r"(?P<where>(?:(?:19|20)\d\d\b|(?:т|том|вып|выпуск|vol|volume|no|iss|issue|жилд|jild|с|стр|pp?)\b\.?\s*№?\s*\d|№).*)",
    re.I,
)
"""A journal, and where in it: its volume or year begins."""
_BETWEEN = re.compile(r"\s*;\s*")


def title(field: Field, record: Record) -> Iterator[Statement]:
    """dc.title: the first is the title; a further one, in another language, is parallel to it.

    <dc:title xml:lang="kk">Абай жолы</dc:title>
    <dc:title xml:lang="en">The path of Abai</dc:title>

    <#Work> bf:title _:title, [ a bf:ParallelTitle ; bf:mainTitle "The path of Abai"@en ] .
    <#Instance> bf:title _:title .
    _:title a bf:Title ; bf:mainTitle "Абай жолы"@kk .
    """
    value = Element.of(field).value
    if first_of(field, record, "dc.title"):
        yield WORK, BF.title, title_node(value)
        yield INSTANCE, BF.title, title_node(value)
    else:
        yield WORK, BF.title, title_node(value, kind=BF.ParallelTitle)


def alternative_title(field: Field, record: Record) -> Iterator[Statement]:
    """dc.title.alternative, dcterms:alternative: another title.

    <dcterms:alternative xml:lang="ru">Путь Абая</dcterms:alternative>

    <#Work> bf:title [ a bf:VariantTitle ; bf:mainTitle "Путь Абая"@ru ] .
    """
    yield WORK, BF.title, title_node(Element.of(field).value, kind=BF.VariantTitle)


def creator(field: Field, record: Record) -> Iterator[Statement]:
    """dc.creator, dc.contributor.author: who made it; the first is the primary contribution.

    <dim:field mdschema="dc" element="contributor" qualifier="author">Әуезов, Мұхтар, 1897-1961</dim:field>
    <dim:field mdschema="dc" element="contributor" qualifier="author">Қазақ ұлттық университеті</dim:field>

    <#Work> bf:contribution [ a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Әуезов, Мұхтар, 1897-1961"@kk ] ],
        [ a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
            bf:agent [ a bf:Agent, bf:Organization ; rdfs:label "Қазақ ұлттық университеті"@kk ] ] .
    """
    said = Element.of(field)
    primary = first_of(field, record, "dc.creator", "dc.contributor.author")
    what = "cre" if field.tag == "dc.creator" else "aut"
    for n, name in enumerate(listed(said.text)):
        found = agent(name, author=True, same_as=_authority(said))
        yield from contributor(found, role(what), primary=primary and n == 0)


def _authority(said: Element) -> list[str]:
    """An authority record of DSpace that is an address; a number of the repository's own tells nobody else anything."""
    found = said.texts("@authority")
    said.texts("@confidence")
    return [each for each in found if address(each)]


def contributors(field: Field, record: Record) -> Iterator[Statement]:
    """dc.contributor and its qualifiers, which name the role: advisor, editor, translator, department.

    <dim:field mdschema="dc" element="contributor" qualifier="advisor">Иванов, И. И.</dim:field>
    <dim:field mdschema="dc" element="contributor" qualifier="coordinator">Каримова, А. А.</dim:field>

    <#Work> bf:contribution [ a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/ths> ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Иванов, И. И."@ru ] ],
        [ a bf:Contribution ; bf:role [ a bf:Role ; rdfs:label "coordinator" ] ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Каримова, А. А."@ru ] ] .
    """
    said = Element.of(field)
    what = field.written.removeprefix("dcterms.contributor").removeprefix("dc.contributor").strip(".")
    for name in listed(said.text):
        found = agent(name, BF.Organization if what == "department" else None, same_as=_authority(said))
        yield from contributor(found, role(_ROLES.get(what, what)))


def publication(field: Field, record: Record) -> Iterator[Statement]:
    """dc.publisher with dc.date.issued, or with that dc.date that is no moment of the repository's own work.

    <dc:publisher>Жазушы</dc:publisher>
    <dc:date>2024-02-03T10:11:12Z</dc:date>
    <dc:date>1978</dc:date>

    <#Instance> bf:provisionActivity [ a bf:ProvisionActivity, bf:Publication ; bflc:simpleAgent "Жазушы"@ru ;
        bf:date "1978"^^<http://id.loc.gov/datatypes/edtf> ] .
    """
    if not first_of(field, record, *PUBLICATION):
        return
    issued = [Element.of(each).text for each in record.all("dc.date.issued")]
    dates = [Element.of(each).text for each in record.all("dc.date")]
    chosen = issued[0] if issued else next((each for each in dates if "T" not in each), min(dates, default=""))
    coded = date(chosen)
    publishers = [Element.of(each).value for each in record.all("dc.publisher")]
    places = [Element.of(each).value for each in record.all("dc.publisher.place")]
    plain = coded if coded == chosen else ""
    guessed = date(year(chosen)) if plain else coded
    yield INSTANCE, BF.provisionActivity, provision(BF.Publication, places=places, agents=publishers, dates=plain, date=guessed)


def other_date(field: Field, record: Record) -> Iterator[Statement]:
    """dc.date.created and dc.date.copyright.

    <dim:field mdschema="dc" element="date" qualifier="created">1905</dim:field>
    <dim:field mdschema="dc" element="date" qualifier="copyright">2001</dim:field>

    <#Work> bf:originDate "1905"^^<http://id.loc.gov/datatypes/edtf> .
    <#Instance> bf:copyrightDate "2001"^^<http://id.loc.gov/datatypes/edtf> .
    """
    value = date(Element.of(field).text)
    if field.tag == "dc.date.created":
        yield WORK, BF.originDate, value
    else:
        yield INSTANCE, BF.copyrightDate, value


def identifiers(field: Field, record: Record) -> Iterator[Statement]:
    """dc.identifier: DOI, handle, ISBN, ISSN by their form or qualifier; an address is where it is to be found.

    <dc:identifier>https://doi.org/10.1000/182</dc:identifier>
    <dc:identifier>ISBN 978-5-9985-0001-5</dc:identifier>
    <dc:identifier>http://rep.example.kz/123</dc:identifier>
    <dc:identifier>R-12</dc:identifier>

    <#Instance> bf:electronicLocator <https://doi.org/10.1000/182>, <http://rep.example.kz/123> ;
        bf:identifiedBy [ a bf:Doi ; rdf:value "10.1000/182" ], [ a bf:Isbn ; rdf:value "978-5-9985-0001-5" ],
            [ a bf:Local ; rdf:value "R-12" ] .
    """
    said = Element.of(field)
    kind = said["@scheme"].rpartition(":")[2] or said["@type"] or field.written.removeprefix("dc.identifier").strip(".")
    yield from (
        online(said.text) if kind in ("", "uri", "url", "URI") else [(INSTANCE, BF.identifiedBy, numbered(said.text, kind))]
    )


def citation(field: Field, record: Record) -> Iterator[Statement]:
    """dc.identifier.citation, dcterms:bibliographicCitation: how the repository wants it cited.

    <dcterms:bibliographicCitation>Auezov M. Abai. Almaty, 1978.</dcterms:bibliographicCitation>

    <#Instance> bf:preferredCitation "Auezov M. Abai. Almaty, 1978." .
    """
    yield INSTANCE, BF.preferredCitation, Element.of(field).value


def related(field: Field, record: Record) -> Iterator[Statement]:
    """dc.relation and its qualifiers: another work, by name or address.

    <dcterms:isVersionOf>Abai, 1st edition</dcterms:isVersionOf>
    <dc:relation>http://example.org/data</dc:relation>

    <#Work> bf:relation
        [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/otheredition> ;
            bf:associatedResource [ a bf:Work ; rdfs:label "Abai, 1st edition" ] ],
        [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/relatedwork> ;
            bf:associatedResource <http://example.org/data> ] .
    """
    said = Element.of(field)
    qualifier = field.written.rpartition(".")[2].lower()
    what: Value = address(said.text) or Node([BF.Work], {RDFS.label: said.value})
    yield WORK, BF.relation, relation(relationship(_RELATED.get(qualifier, "relatedwork")), what)


def source(field: Field, record: Record) -> Iterator[Statement]:
    """dc.source, dcterms:isPartOf: the journal or book that it is in and where, or what it was made from; the journal's ISSN.

    <dc:source>Вестник экологии; Т. 12, № 3 (2019); 15-28</dc:source>
    <dc:source>1563-0307</dc:source>

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/partof> ;
        bf:associatedResource [ a bf:Work ; bf:title [ a bf:Title ; bf:mainTitle "Вестник экологии"@ru ] ;
            bf:part "Т. 12, № 3 (2019), 15-28" ; bf:identifiedBy [ a bf:Issn ; rdf:value "1563-0307" ] ] ] .
    """
    said = Element.of(field)
    issns = [issn for each in record.all(field.tag) if (issn := _issn(Element.of(each).text))]
    named = [each for each in record.all(field.tag) if not _issn(text := Element.of(each).text) and not address(text)]
    if _issn(said.text):
        yield WORK, BF.relation, host("", issns=[_issn(said.text)]) if not named else Node()
    elif found := address(said.text):
        yield WORK, BF.relation, relation(relationship("partof"), found)
    else:
        cited = _CITED.fullmatch(said.text)
        where = [_BETWEEN.sub(", ", cited["where"])] if cited else []
        name = said.with_text(cited["name"]) if cited else said.value
        yield WORK, BF.relation, host(name, issns=issns if named[0] is field else (), parts=where)


def _issn(text: str) -> str:
    """The ISSN that a text is; "" if it is none."""
    number = numbered(text)
    return str(number.says[RDF.value]) if BF.Issn in number.types else ""


def series(field: Field, record: Record) -> Iterator[Statement]:
    """dc.relation.ispartofseries: title and number of a series, with a semicolon between them.

    <dim:field mdschema="dc" element="relation" qualifier="ispartofseries">Труды института; вып. 3</dim:field>

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ;
        bf:seriesEnumeration "вып. 3" ;
        bf:associatedResource [ a bf:Series ; bf:title [ a bf:Title ; bf:mainTitle "Труды института"@ru ] ] ] .
    """
    said = Element.of(field)
    name, _, number = said.text.partition(";")
    work = Node([BF.Series], {BF.title: Node([BF.Title], {BF.mainTitle: said.with_text(name.strip())})})
    yield WORK, BF.relation, relation(relationship("series"), work, enumeration=number.strip())


def rights(field: Field, record: Record) -> Iterator[Statement]:
    """dc.rights: a licence by its IRI, terms of use in words, whether access is open.

    <dc:rights>http://creativecommons.org/licenses/by/4.0/deed.ru</dc:rights>
    <dc:rights>info:eu-repo/semantics/openAccess</dc:rights>
    <dc:rights xml:lang="en">For study only.</dc:rights>

    <#Instance> schema:license <https://creativecommons.org/licenses/by/4.0/> ;
        bf:usageAndAccessPolicy [ a bf:AccessPolicy ; rdfs:label "openAccess" ],
            [ a bf:UsePolicy ; rdfs:label "For study only."@en ] .
    """
    said = Element.of(field)
    said.texts("@scheme")
    yield from policy(said.text, said.value)
