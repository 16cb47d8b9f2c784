"""MARC 21 as far as the Library of Congress stylesheet goes: for comparing conversions, never for loading.

`otrar convert --ids record` and the tests against the stylesheet use `COMPARABLE`, so that what they count is how well the
rules follow the specification. It leaves out what we say and the stylesheet does not, and says what only the stylesheet says.
Each such difference, with its reason and its share of all statements, stands in DEVIATIONS.md.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from conversions.convert import Said
from conversions.format import Format
from conversions.marc21 import (
    HOLDINGS,
    MARC21,
    RULES,
    admin,
    classification,
    electronic,
    fixed,
    hubs,
    publication,
    series,
    subject_names,
)
from conversions.marc21 import comparable_names as names
from conversions.marc21 import comparable_rules as rules
from conversions.marc21.coded import coded_term
from conversions.marc21.ignored import IGNORED
from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Key, Node, Rule, Rules, Value
from ontology.names import BF, Iri

ALL = "all"

NOT_READ = {
    **dict.fromkeys(["006", "044", "083", "388", "654", "657", "658", "751", *HOLDINGS], ALL),
    **{f"46{n}": ALL for n in range(2, 9)},
    **dict.fromkeys(["503", "512", "514", "517", "523", "526", "527", "535", "537", "542", "543", "552", "562"], ALL),
    **dict.fromkeys(["565", "567", "570", "582", "584"], ALL),
    "245": "k", "254": "b", "262": "kl", "340": "3",
    "520": "25", "525": "3", "534": "lo", "540": "b", "563": "35u", "583": "5",
}  # fmt: skip
"""What the stylesheet does not read: fields and subfields."""

ONE_SCRIPT = frozenset(
    ["015", "017", "020", "024", "028", "033", "037", "254", "255", "256", "257", "265", "300", "310", "321", "340", "341", "344",
     "345", "346", "347", "348", "351", "362", "370", "377", "380", "382", "383", "384", "440", "653", "856"]
)  # fmt: skip
"""Of these fields it does not convert an 880."""

OTHER_SCRIPT = frozenset(
    ["210", "222", "242", "243", "506", "507", "510", "518", "521", "522", "524", "525", "532", "538", "540", "561", "563", "583",
     "586"]
)  # fmt: skip
"""Of these fields it converts only the 880, if there is one."""

RESOURCE_TYPES = frozenset(["334", "336", "337", "338"])

WITH_SCRIPT_CODE = frozenset(["130", "240", "630", "730", "830"])
"""Of these fields it converts an 880 only if its $6 tells the script; one of 490 only if there is no $3."""


def as_far_as_the_yardstick(record: Record) -> Iterator[tuple[str, Record]]:
    """The record for the one Instance that it describes, with what the stylesheet reads of it."""
    yield "", record.with_fields(each for field in record.fields for each in _read(field, record))


def _read(field: Field, record: Record) -> Iterator[Field]:
    tag, parallel = field.tag, field.parallel
    if tag in RESOURCE_TYPES and field.codes.endswith("a"):  # a name at the end
        field = Field(tag, field.ind1, field.ind2, field.subfields[:-1], parallel=parallel, written=field.written)
    codes = NOT_READ.get(tag, "")
    codes = codes if codes == ALL else _not_read(field, record) or codes
    if codes == ALL or (field.written == "880" and (tag in ONE_SCRIPT or tag == "111")):
        return
    if parallel and tag in OTHER_SCRIPT:
        for each in parallel.scripts():
            yield _less(each, codes)
    elif parallel and _is_dropped(field, parallel):
        yield from _as_it_goes(_less(field, codes), record)
    elif codes:
        yield from _as_it_goes(_less(field, codes, parallel), record)
    elif tag in publication.IMPRINTS and parallel:
        yield _paired_by_place(field, parallel)
    else:
        yield from _as_it_goes(field, record)


def _as_it_goes(field: Field, record: Record) -> Iterator[Field]:
    """370: the source of a place only where it follows it; 382: nothing after other subfields.

    A 547 that is an 880 explains no title.
    """
    if field.tag == "370":
        pairs = field.pairs("cg02")
        starts = [n for n, (code, _) in enumerate(pairs) if code in "cg"]
        for start, end in pairwise([*starts, len(pairs)]):
            followed = next((code for code, _ in pairs[start + 1 : end] if code != "0"), "")
            yield Field("370", subfields=[pair for pair in pairs[start:end] if pair[0] != "2" or followed == "2"])
    elif field.tag == "382":
        pairs = field.pairs("abdenpvst23")
        last = next((n for n, (code, _) in enumerate(pairs) if n and code in "st23"), len(pairs))
        yield Field("382", field.ind1, field.ind2, [pair for n, pair in enumerate(pairs) if n < last or pair[0] in "st23"])
    elif field.tag == "547" and field.written == "880":
        if all(each.written == "880" for each in record.all("247")):
            yield Field("500", subfields=field.pairs("a"), written="880")
    else:
        yield field


def _paired_by_place(field: Field, parallel: Field) -> Field:
    """26X with what stands at the same places in the 880, whatever it is there."""
    codes = [code for code, _ in field.subfields]
    paired = [(code, value) for code, (_, value) in zip(codes, parallel.subfields, strict=False) if code != "6"]
    both = [("6", parallel["6"]), *paired]
    for each in (field, parallel):
        each.pairs("".join(each.codes))
    other = Field(parallel.tag, parallel.ind1, parallel.ind2, both, written="880")
    return Field(field.tag, field.ind1, field.ind2, field.subfields, parallel=other)


def _is_dropped(field: Field, parallel: Field) -> bool:
    """Whether the stylesheet drops the other script of a field."""
    if field.tag in WITH_SCRIPT_CODE:
        return "/" not in parallel["6"]
    return field.tag in ONE_SCRIPT or (field.tag == "490" and "3" in field)


def _not_read(field: Field, record: Record) -> str:
    """The subfields that it does not read in fields of a certain kind."""
    tag, there = field.tag, {code for code, _ in field.subfields}
    if (tag == "015" and "2" not in there) or (tag == "655" and field.ind1 == "0") or (tag == "052" and field.ind1 != " "):
        return ALL
    if tag in publication.IMPRINTS and "008" not in record:
        return ALL
    if tag == "055" and field.ind2 not in ("0", "1") and field.ind1 != "2":
        return ALL
    if tag in RESOURCE_TYPES and "0" not in there:
        return "2"
    if tag == "383" and "c" in there and sum(code == "a" for code, _ in field.subfields) == 1:
        return "c"
    if tag == "300" and "a" not in there:
        return "b"
    if tag in ("506", "540"):
        if "a" not in there:
            return "bcdegqu35" if "f" in there else ALL
        return "02" if tag == "506" else "02b"
    if tag == "510" and field.ind1 not in "012":
        return "x25"
    return "3" if tag == "856" and "3" in there and electronic.is_item(field, record) else ""


def _less(field: Field, codes: str, parallel: Field | None = None) -> Field:
    """The field without these subfields. What is left of it counts as read, since the rules see a copy."""
    kept = [pair for pair in field.subfields if pair[0] not in codes]
    field.pairs("".join(code for code, _ in kept))
    if parallel:
        parallel = _less(parallel, codes, parallel.parallel)
    return Field(field.tag, field.ind1, field.ind2, kept, parallel=parallel, written=field.written)


_INSTEAD: Mapping[Rule, Rule] = {
    admin.first_entry: rules.first_entry_as_it_stands,
    classification.dewey_decimal_classification_number: rules.dewey_decimal_classification_number,
    fixed.books: rules.books,
    electronic.electronic_location: rules.electronic_location,
    fixed.music: rules.music,
    hubs.added_entry_name_title: names.added_entry_name_title,
    publication.coded_provision: rules.coded_provision,
    publication.imprint: rules.imprint,
    series.series_added_entry: names.series_added_entry,
    subject_names.subject_added_entry_name: names.subject_added_entry_name,
    subject_names.subject_added_entry_uniform_title: names.subject_added_entry_uniform_title,
}
"""The rules that take the place of ours."""

_BESIDE: Rules = {tag: [rules.transcribed_imprint] for tag in publication.IMPRINTS}
"""Those that say more."""

_RULES: Rules = {
    tag: [*(_INSTEAD.get(rule, rule) for rule in ours if tag not in rules.OF_ITEMS), *_BESIDE.get(tag, ())]
    for tag, ours in RULES.items()
}

_ID_LOC = "http://id.loc.gov/"
_GLASS = Iri(f"{_ID_LOC}vocabulary/mmaterial/gls")
_SLIPS = {
    ("007k", _GLASS): Iri(f"{_ID_LOC}vocabulary/mmaterial/gla"),
    ("007s", _GLASS): Iri(f"{_ID_LOC}vocabulary/mmaterial/gla"),
    ("008", Iri(f"{_ID_LOC}vocabulary/mmusicformat/perfconpt")): Iri(f"{_ID_LOC}vocabularly/mmusicformat/perfconpt"),
    ("345", Iri(f"{_ID_LOC}vocabulary/mpresformat/cinem")): Iri(f"{_ID_LOC}vocabulary/mpresformat/ciner"),
}
"""Terms whose IRIs the stylesheet has wrong, by field and kind of 007."""


def _slipped(field: Field, predicate: Iri, value: Value) -> Value:
    """The value as the stylesheet has it: some terms wrong, and an IRI for anything that should be the code of a language."""
    if isinstance(value, Iri):
        return _SLIPS.get((f"007{field.data[:1]}" if field.tag == "007" else field.tag, value), value)
    if not isinstance(value, Node):
        return value
    if predicate == BF.language and isinstance(code := value.says.get(BF.code), str):
        return coded_term("languages", code.lower() if field.tag == "041" else code)
    if field.tag == "041":
        value.says = {each: _slipped(field, each, said) for each, said in value.says.items()}
    if field.tag in ("LDR", "210", "246") and not value:
        value.key = Key("inner", "")  # so that it is said though it says nothing
    return value


class Comparable(Format):
    """The rules as far as the yardstick goes.

    A record about a hub says of the Work what others say of the Instance. Fields of items, and those with the code of the
    Library of Congress, are about one Item of that library; where there is an 880, those of items are also about the Instance,
    and an address is no Item.
    """

    __slots__ = ()

    def statements(self, record: Record) -> Iterator[Said]:
        """All that the rules say of a prepared record, field by field."""
        of_hub = record.leader[6:7] == "q"
        scripts = any(field.parallel or field.written == "880" for field in record.fields)
        for field, (about, predicate, value) in Format.statements(self, record):
            if predicate == BF.hasItem and scripts:
                continue
            said = _slipped(field, predicate, value) if field else value
            yield field, (WORK if of_hub and about == INSTANCE else about, predicate, said)
        fields = record.all(*rules.OF_ITEMS)
        if fields and not of_hub:
            of_library = [read for field in record.fields if ("5", "DLC") in field.subfields for read in _read(field, record)]
            yield from ((fields[0], statement) for statement in rules.item_of_the_library(fields, of_library, record))
            linked = [form for field in fields for form in (field.parallel.scripts() if field.parallel else (field,))]
            for predicate, value in rules.of_items(linked, record) if scripts else ():
                yield fields[0], (INSTANCE, predicate, value)


_LEFT_OUT = "left out where a conversion is compared with the yardstick"


def _left_out(tag: str, codes: str) -> list[str]:
    return [tag] if codes == ALL else [f"{tag}${code}" for code in codes]


COMPARABLE = Comparable(
    MARC21.name,
    _RULES,
    {**IGNORED, **{name: _LEFT_OUT for tag, codes in NOT_READ.items() for name in _left_out(tag, codes)}},
    MARC21.pair,
    MARC21.languages,
    as_far_as_the_yardstick,
    MARC21.defined,
)
