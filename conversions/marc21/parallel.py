"""Field 880, Alternate graphic representation: the same field in another script, paired by $6."""

from collections.abc import Iterator, Sequence

from conversions.record import Field, Record


def pair(record: Record) -> Record:
    """The record with each 880 as the ``parallel`` of the field it belongs to.

    $6 of both name the other's tag and share an occurrence number: ``245 $6 880-01`` and ``880 $6 245-01/(N``. Several may belong
    to one field (a Japanese title in characters and in kana). An 880 that has no partner (occurrence 00, or the partner is
    missing) stands for the field itself, under that field's tag.
    """
    if "880" not in record:
        return record
    partners: dict[tuple[str, str], list[Field]] = {}
    for field in record.all("880"):
        tag, occurrence = _link(field)
        if occurrence != "00":
            partners.setdefault((tag, occurrence), []).append(field)
    return record.with_fields(_paired(record, partners))


def _paired(record: Record, partners: dict[tuple[str, str], list[Field]]) -> Iterator[Field]:
    taken: set[int] = set()
    for field in record.fields:
        if field.tag == "880":
            continue
        others = partners.pop((field.tag, _link(field)[1]), [])
        taken.update(map(id, others))
        yield _with(field, others) if others else field
    for field in record.all("880"):
        if id(field) not in taken:
            yield _standing_for(field, _link(field)[0])


def _with(field: Field, others: Sequence[Field]) -> Field:
    """The field with its partners one behind the other: a third script is the parallel of the second."""
    parallel = None
    for other in reversed(others):
        parallel = _standing_for(other, field.tag, parallel)
    return Field(field.tag, field.ind1, field.ind2, field.subfields, parallel=parallel)


def _link(field: Field) -> tuple[str, str]:
    """Tag and occurrence number of $6: ``245-01/(N`` is 245 and 01."""
    link = next((value for code, value in field.subfields if code == "6"), "")
    return link[:3], link[4:6]


def _standing_for(field: Field, tag: str, parallel: Field | None = None) -> Field:
    known = len(tag) == 3 and tag.isalnum()
    return Field(tag if known else "880", field.ind1, field.ind2, field.subfields, parallel=parallel, written="880")
