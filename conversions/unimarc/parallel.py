"""$6 Linking data and $7 Script: a field and the same field in another script become one field with a `parallel`."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.unimarc.linking import Linking, is_embedding, take_out


def pair(record: Record) -> Record:
    """The record with parallel fields paired and embedded fields (327, 4XX, 604) taken out of their $1.

    $6 of both ends in the same two digits, after a letter that says why they are linked: ``700 $6 a01 $7 ca`` and
    ``700 $6 a01 $7 ba``. RUSMARC adds the tag of the partner: ``$6 z01700``.
    """
    if not any(code == "6" for field in record.fields for code, _ in field.subfields):
        if not any(map(is_embedding, record.fields)):
            return record
        return record.with_fields(map(_opened, record.fields))
    return record.with_fields(paired(record.fields))


def has_latin(record: Record) -> bool:
    """Whether a field says that it is in Latin script ($7 ba): beside one in another script it is romanised."""
    fields = (each for field in record.fields for each in field.scripts())
    return any(code == "7" and value[:2] == "ba" for field in fields for code, value in field.subfields)


def paired(fields: tuple[Field, ...]) -> Iterator[Field]:
    """The fields, each second one of a pair as the parallel of the first."""
    partners = dict(_partners(fields))
    seconds = {id(partner) for partner in partners.values()}
    for field in fields:
        if id(field) in seconds:
            continue
        partner = partners.get(id(field))
        if partner is None:
            yield _opened(field)
        else:
            yield Field(field.tag, field.ind1, field.ind2, field.subfields, parallel=partner)


def _partners(fields: tuple[Field, ...]) -> Iterator[tuple[int, Field]]:
    firsts: dict[tuple[str, str], Field] = {}
    for field in fields:
        number = _link(field)
        if not number:
            continue
        first = firsts.pop((field.tag, number), None)
        if first is None:
            firsts[field.tag, number] = field
        elif _script(first) != _script(field):
            yield id(first), field


def _link(field: Field) -> str:
    """The number in $6, unless it names a field of another tag."""
    link = next((value for code, value in field.subfields if code == "6"), "").strip()
    number, tag = link[1:3], link[3:6]
    return number if number.isdigit() and tag in ("", field.tag) else ""


def _script(field: Field) -> str:
    """The script of $7; a field without it is in the script of the catalogue."""
    return next((value[:2] for code, value in field.subfields if code == "7"), "")


def _opened(field: Field) -> Field:
    return Linking(field, tuple(paired(tuple(take_out(field))))) if is_embedding(field) else field
