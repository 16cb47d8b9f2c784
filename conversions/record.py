"""A catalogue record as plain values, whatever format and bytes it came in.

A `Field` remembers which of its subfields were read, so that the audit can tell what a conversion lost. In every other
respect fields and records are values: they are made once, compared by content and never changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

Subfield = tuple[str, str]
"""A subfield's code and its value; the value of a control field has the code ``""``."""

Cleaning = Callable[[str], str]


class Field:
    """One field: ``tag``, two indicators, and its subfields in their order.

    A control field (001-009) has its text as ``data``. ``parallel`` is the same field in another script, where the record has
    one (MARC 21 field 880, UNIMARC $6/$7), and may have a ``parallel`` in a third. ``written`` is the tag in the record: "880"
    for an unpaired parallel field that is treated as the field it stands for.
    """

    __slots__ = ("_codes", "_data", "_read", "ind1", "ind2", "parallel", "subfields", "tag", "written")

    def __init__(
        self,
        tag: str,
        ind1: str = " ",
        ind2: str = " ",
        subfields: Sequence[Subfield] = (),
        *,
        data: str = "",
        parallel: "Field | None" = None,
        written: str = "",
    ) -> None:
        self.tag = tag
        self.ind1 = ind1
        self.ind2 = ind2
        self.subfields = subfields
        self.parallel = parallel
        self.written = written or tag
        self._data = data
        self._codes: str | None = None
        self._read = 0  # a bit for each subfield, in their order; bit 0 of a control field

    @classmethod
    def parse(cls, line: str) -> "Field":
        """Read a cataloguer's line: ``245 14 $a The wind : $b a tale``, ``008 910926s1991    nyu``.

        ``#`` stands for a blank indicator, ``{dollar}`` for a dollar sign in a value. Blanks around a value are dropped.
        Raises ValueError, saying what is wrong with the line.
        """
        tag, _, rest = line.strip().partition(" ")
        if len(tag) != 3 or not tag.isalnum():
            raise ValueError(f"a field begins with a tag of three characters, not {tag!r}: {line!r}")
        if tag < "010" and tag.isdigit():
            return cls(tag, data=rest.removeprefix(" "))
        head, dollar, body = rest.partition("$")
        if not dollar or len(head.rstrip()) > 2:
            raise ValueError(f"two indicators and subfields ($a ...) were expected after the tag: {line!r}")
        indicators = head.replace("#", " ") + "  "
        pairs = [(part[:1], part[1:].strip(" ").replace("{dollar}", "$")) for part in body.split("$") if part]
        return cls(tag, indicators[0], indicators[1], pairs)

    @property
    def data(self) -> str:
        """The text of a control field; "" for any other field."""
        self._read = 1
        return self._data

    @property
    def codes(self) -> str:
        """The codes of the subfields in their order, so that a rule need not look for what is not there."""
        if self._codes is None:
            self._codes = "".join([code for code, _ in self.subfields])
        return self._codes

    def __getitem__(self, code: str) -> str:
        """The first subfield ``code``; "" where there is none."""
        bit = 1
        for each, value in self.subfields:
            if each == code:
                self._read |= bit
                return value
            bit <<= 1
        return ""

    def __contains__(self, code: str) -> bool:
        for each, _ in self.subfields:  # noqa: SIM110 - a generator would cost more than all the rest
            if each == code:
                return True
        return False

    def at(self, n: int) -> str:
        """The value of the subfield at place ``n``, from 0."""
        self._read |= 1 << n
        return self.subfields[n][1]

    def all(self, codes: str) -> list[str]:
        """The values of all subfields whose code is one of ``codes``, in the order of the record."""
        found = []
        bit = 1
        for code, value in self.subfields:
            if code in codes:
                self._read |= bit
                found.append(value)
            bit <<= 1
        return found

    def pairs(self, codes: str) -> list[Subfield]:
        """Code and value of all subfields whose code is one of ``codes``, in the order of the record."""
        found = []
        bit = 1
        for pair in self.subfields:
            if pair[0] in codes:
                self._read |= bit
                found.append(pair)
            bit <<= 1
        return found

    def join(self, codes: str, by: str = " ") -> str:
        """The non-empty values of these subfields as one string."""
        return by.join(filter(None, self.all(codes)))

    def forms(self, code: str, clean: Cleaning = str) -> list[str]:
        """The subfield's first value in each script that the record gives it in, cleaned: this one's, then the parallel's."""
        if self.parallel is None:
            return [clean(value)] if (value := self[code]) else []
        return [clean(value) for each in self.scripts() if (value := each[code])]

    def scripts(self) -> "tuple[Field, ...]":
        """This field, then the same field in another script, or in several, where the record has it."""
        return (self,) if self.parallel is None else (self, *self.parallel.scripts())

    def without(self, codes: str) -> "Field":
        """The same field less these subfields, which count as read."""
        self.pairs(codes)
        kept = [pair for pair in self.subfields if pair[0] not in codes]
        return Field(self.tag, self.ind1, self.ind2, kept, parallel=self.parallel, written=self.written)

    @property
    def is_read(self) -> bool:
        """Whether rules have looked at all of it."""
        return self._read == (1 << len(self.subfields)) - 1 if self.subfields else bool(self._read)

    def unread(self) -> Iterator[Subfield]:
        """What no rule has looked at."""
        if not self.subfields:
            if self._data and not self._read:
                yield "", self._data
        elif self._read != (1 << len(self.subfields)) - 1:
            for n, pair in enumerate(self.subfields):
                if not self._read >> n & 1:
                    yield pair

    def content(self) -> Iterator[Subfield]:
        """Every subfield; for a control field its text under the code ""; nothing is counted as read."""
        if self.subfields:
            yield from self.subfields
        elif self._data:
            yield "", self._data

    def __str__(self) -> str:
        """A cataloguer's line, such as `parse` reads."""
        if not self.subfields and self._data:
            return f"{self.written} {self._data}"
        indicators = (self.ind1 + self.ind2).replace(" ", "#")
        body = " ".join(f"${code} {value.replace('$', '{dollar}')}" for code, value in self.subfields)
        return f"{self.written} {indicators} {body}"

    __repr__ = __str__

    @property
    def reading(self) -> tuple[int, ...]:
        """What has been read of it, in each of its scripts; the same field can be `mark`ed so."""
        return tuple([each._read for each in self.scripts()])

    def mark(self, reading: Sequence[int]) -> None:
        """Count as read what was read of an equal field."""
        for each, read in zip(self.scripts(), reading, strict=True):
            each._read |= read

    @property
    def content_key(self) -> tuple[object, ...]:
        """All that it is, in each of its scripts: equal for fields that are equal and have equal parallels."""
        if self.parallel is None:
            return (self.written, self.tag, self.ind1, self.ind2, *self.subfields)
        return tuple([each._key() for each in self.scripts()])

    def _key(self) -> tuple[object, ...]:
        return (self.written, self.tag, self.ind1, self.ind2, tuple(self.subfields), self._data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Field) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __bool__(self) -> bool:
        return bool(self.subfields or self._data)

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (
            self.tag,
            self.ind1,
            self.ind2,
            tuple(self.subfields),
            self._data,
            self.parallel,
            self.written,
        )


def _restore(
    tag: str, ind1: str, ind2: str, subfields: Sequence[Subfield], data: str, parallel: Field | None, written: str
) -> Field:
    return Field(tag, ind1, ind2, subfields, data=data, parallel=parallel, written=written)


class Record:
    """A record: its ``leader`` (24 characters) and its fields in their order.

    ``source`` names the library or file it came from, ``id`` is its number there (the text of 001 unless told otherwise);
    a record without a number has "".
    """

    __slots__ = ("_by_tag", "fields", "id", "leader", "source")

    def __init__(self, leader: str, fields: Iterable[Field], *, id: str | None = None, source: str = "") -> None:
        self.leader = leader
        self.fields = tuple(fields)
        self.source = source
        self._by_tag: dict[str, list[Field]] = {}
        for field in self.fields:
            self._by_tag.setdefault(field.tag, []).append(field)
        self.id = " ".join("".join(f._data for f in self._by_tag.get("001", ())[:1]).split()) if id is None else id

    @classmethod
    def parse(cls, text: str, leader: str = "00000nam a2200000 a 4500", *, source: str = "") -> "Record":
        """Read a record from cataloguers' lines, one field a line; a line ``LDR ...`` gives the leader."""
        lines = [line for line in text.splitlines() if line.strip()]
        leaders = [line.strip()[4:] for line in lines if line.strip().startswith("LDR ")]
        fields = [Field.parse(line) for line in lines if not line.strip().startswith("LDR ")]
        return cls(leaders[0] if leaders else leader, fields, source=source)

    def __getitem__(self, tag: str) -> Field:
        """The first field ``tag``; an empty field where there is none."""
        found = self._by_tag.get(tag)
        return found[0] if found else Field(tag)

    def __contains__(self, tag: str) -> bool:
        return tag in self._by_tag

    def all(self, *tags: str) -> list[Field]:
        """All fields with one of these tags, tag by tag."""
        return [field for tag in tags for field in self._by_tag.get(tag, ())]

    def with_fields(self, fields: Iterable[Field]) -> "Record":
        """The same record with other fields."""
        return Record(self.leader, fields, id=self.id, source=self.source)

    def __str__(self) -> str:
        return "\n".join([f"LDR {self.leader}", *map(str, self.fields)])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and (self.leader, self.fields) == (other.leader, other.fields)

    def __hash__(self) -> int:
        return hash((self.leader, self.fields))

    def __reduce__(self) -> tuple[object, ...]:
        return _restore_record, (self.leader, self.fields, self.id, self.source)


def _restore_record(leader: str, fields: tuple[Field, ...], id: str, source: str) -> Record:
    return Record(leader, fields, id=id, source=source)
