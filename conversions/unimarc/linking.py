"""Fields within a field: a link (4XX, 604), contents (327) or a name with its title (X40) hold fields, each begun by a $1.

``461 #0 $1 001123 $1 2001 $a Series A $v 3`` holds the control field 001 and a field 200 with $a and $v.
"""

from collections.abc import Iterator, Sequence

from conversions.record import Field, Subfield


class Linking(Field):
    """A link that embeds fields. What is read of them counts as read of it; a $1 itself only says that a field begins."""

    __slots__ = ("embedded",)

    def __init__(self, field: Field, fields: Sequence[Field]) -> None:
        super().__init__(field.tag, field.ind1, field.ind2, field.subfields, written=field.written)
        self.embedded = fields

    def unread(self) -> Iterator[Subfield]:
        """What no rule has looked at, in the embedded fields."""
        for field in self.embedded:
            for each in field.scripts():
                for code, value in each.unread():
                    yield code or "1", value


def is_embedding(field: Field) -> bool:
    """Whether a field holds whole fields: it has a $1 that begins with a tag."""
    if field.tag[:1] != "4" and field.tag not in ("240", "327", "540", "576", "577", "604", "740"):
        return False
    return any(code == "1" and value[:3].isdigit() for code, value in field.subfields)


def embedded(field: Field) -> Sequence[Field]:
    """The fields that a link holds; none for a link made of subfields."""
    return field.embedded if isinstance(field, Linking) else ()


def take_out(field: Field) -> Iterator[Field]:
    """Each $1 with what follows it as a field; what stands before the first $1 as one of the link's own tag."""
    head = field.tag
    found: list[Subfield] = []
    for code, value in field.subfields:
        if code != "1":
            found.append((code, value))
            continue
        if found or head != field.tag:
            yield _field(head, found)
        head, found = value, []
    if found or head != field.tag:
        yield _field(head, found)


def _field(head: str, subfields: Sequence[Subfield]) -> Field:
    if head[:2] == "00" and not subfields:
        return Field(head[:3], data=head[3:].strip())
    indicators = f"{head[3:5]}  "
    return Field(head[:3], indicators[0], indicators[1], subfields)
