"""Dublin Core in its two notations, terms and DSpace's qualifiers, as one: ``dcterms.abstract`` is ``dc.description.abstract``.

A qualifier that no rule is for reads as its element, as Dublin Core has it ("dumb-down"); ``Field.written`` keeps it.
"""

from collections.abc import Container, Mapping

from conversions.record import Field, Record

TERMS: Mapping[str, str] = {
    "abstract": "dc.description.abstract", "accessRights": "dc.rights.accessrights", "alternative": "dc.title.alternative",
    "audience": "dc.audience", "available": "dc.date.available", "bibliographicCitation": "dc.identifier.citation",
    "created": "dc.date.created", "dateAccepted": "dc.date.accepted", "dateCopyrighted": "dc.date.copyright",
    "dateSubmitted": "dc.date.submitted", "educationLevel": "dc.audience.educationlevel", "extent": "dc.format.extent",
    "instructionalMethod": "dc.description", "isPartOf": "dc.relation.ispartof", "issued": "dc.date.issued",
    "license": "dc.rights.license", "mediator": "dc.audience.mediator", "medium": "dc.format.medium",
    "modified": "dc.date.modified", "provenance": "dc.description.custody", "rightsHolder": "dc.rights.holder",
    "spatial": "dc.coverage.spatial", "tableOfContents": "dc.description.tableofcontents", "temporal": "dc.coverage.temporal",
}  # fmt: skip
"""Terms of Dublin Core whose name in DSpace is another than that of the element, or the element's after "dc.relation."."""

RELATIONS = frozenset(
    {
        "conformsTo", "hasFormat", "hasPart", "hasVersion", "isFormatOf", "isReferencedBy", "isReplacedBy", "isRequiredBy",
        "isVersionOf", "references", "replaces", "requires",
    }
)  # fmt: skip


EUROPEANA = {"rights": "dc.rights", "hastype": "dc.type", "originalrecord": "dc.identifier", "isshownat": "dc.identifier"}
"""Elements that aggregators of the Europeana Data Model add to Dublin Core, and what they mean in it."""


def name_of(tag: str, known: Container[str]) -> str:
    """The tag under which a field is read; unknown qualifiers are dropped one by one."""
    schema, _, term = tag.partition(".")
    if schema == "dcterms":
        tag = TERMS.get(term) or (f"dc.relation.{term.lower()}" if term in RELATIONS else f"dc.{term.lower()}")
    elif schema != "file":
        tag = tag.lower()
        added = tag.removeprefix("dc.")
        tag = EUROPEANA.get(added) or (added if added in known else tag)
    while tag not in known and tag.count(".") > 1:
        tag = tag.rpartition(".")[0]
    return tag


def as_one(record: Record, known: Container[str]) -> Record:
    """The record with all fields under the tags that rules know."""
    named = [(name_of(each.tag, known), each) for each in record.fields]
    if all(tag == each.tag for tag, each in named):
        return record
    return record.with_fields(
        each if tag == each.tag else Field(tag, subfields=each.subfields, written=each.tag) for tag, each in named
    )
