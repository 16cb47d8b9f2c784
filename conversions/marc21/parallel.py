"""Field 880, Alternate graphic representation: the same field in another script, paired by $6."""

from collections.abc import Iterator

from conversions.record import Field, Record


def pair(record: Record) -> Record:
    """The record with each 880 as the ``parallel`` of the field it belongs to.

    $6 of both name the other's tag and share an occurrence number: ``245 $6 880-01`` and ``880 $6 245-01/(N``. An 880 that has no
    partner (occurrence 00, or the partner is missing) stands for the field itself, under that field's tag.
    """
    if "880" not in record:
        return record
    partners: dict[tuple[str, str], Field] = {}
    for field in record.all("880"):
        if _link(field)[1] != "00":
            partners.setdefault(_link(field), field)
    return record.with_fields(_paired(record, partners))


def _paired(record: Record, partners: dict[tuple[str, str], Field]) -> Iterator[Field]:
    taken: set[int] = set()
    for field in record.fields:
        partner = partners.get((field.tag, _link(field)[1])) if field.tag != "880" else None
        if partner is not None and id(partner) not in taken:
            taken.add(id(partner))
            yield Field(field.tag, field.ind1, field.ind2, field.subfields, parallel=_standing_for(partner, field.tag))
        elif field.tag != "880":
            yield field
    for field in record.all("880"):
        if id(field) not in taken:
            yield _standing_for(field, _link(field)[0])


def _link(field: Field) -> tuple[str, str]:
    """Tag and occurrence number of $6: ``245-01/(N`` is 245 and 01."""
    link = next((value for code, value in field.subfields if code == "6"), "")
    return link[:3], link[4:6]


def _standing_for(field: Field, tag: str) -> Field:
    return Field(tag if len(tag) == 3 and tag.isalnum() else "880", field.ind1, field.ind2, field.subfields, written="880")
