"""MARC 21 as far as the Library of Congress stylesheet goes: for comparing conversions, never for loading.

`otrar convert --ids record` and the tests against the stylesheet use `COMPARABLE`, so that what they count is how well the
rules follow the specification. It leaves out what we say and the stylesheet does not, and says what only the stylesheet says.
Each such difference, with its reason and its share of all statements, stands in DEVIATIONS.md.
"""

from collections.abc import Iterator
from dataclasses import replace

from conversions.marc21 import HOLDINGS, MARC21, RULES, admin, electronic, publication
from conversions.marc21.ignored import IGNORED
from conversions.record import Field, Record
from conversions.tree import INSTANCE, Node, Rules, Statement
from ontology.names import BF


def first_entry_as_it_stands(_: Field, record: Record) -> Iterator[Statement]:
    """008/00-05 Date entered on file, also where the record has none or a wrong one: a date that no date can be.

    LDR 00000nam a2200000 a 4500
    040 ## $a DLC $c DLC

    <#Work> bf:adminMetadata [ a bf:AdminMetadata ; bf:status <http://id.loc.gov/vocabulary/mstatus/n> ;
        bf:date "19--T00:00:00"^^xsd:dateTime ; bf:agent <http://id.loc.gov/vocabulary/organizations/dlc> ] .
    """
    day, changed = admin.entered(record), record["005"].data[:8]
    earlier = changed if day.isdecimal() and changed.isdecimal() and int(changed) < int(day) else day
    yield from admin.when_new(f"{earlier[:4]}-{earlier[4:6]}-{earlier[6:8]}T00:00:00", record)


def transcribed_imprint(field: Field, record: Record) -> Iterator[Statement]:
    """260-264 Imprint: the first activity of a field once more, without what 008 codes of it.

    008 910926s1991    kz
    260 ## $a Almaty : $b Zhazushy, $c 1991

    <#Instance> bf:provisionActivity [
            a bf:ProvisionActivity, bf:Publication ; bflc:simplePlace "Almaty" ; bflc:simpleAgent "Zhazushy" ;
            bflc:simpleDate "1991" ] .
    """
    activities = publication.activities(field)
    if not activities or activities[0].kind == publication.COPYRIGHT or len(field.subfields) < 2 or "008" not in record:
        return
    activity = activities[0]
    labels = [publication.labels_of(form) for form in activity.forms]
    says = publication.transcribed(activity, labels, field, record)
    yield INSTANCE, BF.provisionActivity, Node(publication.classes(activity.kind), says)


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

WITH_SCRIPT_CODE = frozenset(["130", "240", "630", "730", "830"])
"""Of these fields it converts an 880 only if its $6 tells the script; one of 490 only if there is no $3."""


def as_far_as_the_yardstick(record: Record) -> Iterator[tuple[str, Record]]:
    """The record for the one Instance that it describes, with what the stylesheet reads of it."""
    yield "", record.with_fields(each for field in record.fields for each in _read(field, record))


def _read(field: Field, record: Record) -> Iterator[Field]:
    tag, parallel = field.tag, field.parallel
    codes = NOT_READ.get(tag) or _not_read(field, record)
    if codes == ALL or (field.written == "880" and (tag in ONE_SCRIPT or tag == "111")):
        return
    if parallel and tag in OTHER_SCRIPT:
        for each in parallel.scripts():
            yield _less(each, codes)
    elif parallel and _is_dropped(field, parallel):
        yield _less(field, codes)
    elif codes:
        yield _less(field, codes, parallel)
    else:
        yield field


def _is_dropped(field: Field, parallel: Field) -> bool:
    """Whether the stylesheet drops the other script of a field."""
    if field.tag in WITH_SCRIPT_CODE:
        return "/" not in parallel["6"]
    return field.tag in ONE_SCRIPT or (field.tag == "490" and "3" in field)


def _not_read(field: Field, record: Record) -> str:
    """The subfields that it does not read in fields of a certain kind."""
    tag, there = field.tag, {code for code, _ in field.subfields}
    if (tag == "015" and "2" not in there) or (tag == "655" and field.ind1 == "0") or (tag == "052" and "2" in there):
        return ALL
    if tag == "300" and "a" not in there:
        return "b"
    if tag in ("506", "540") and "f" not in there:
        return "02"
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


def imprint(field: Field, record: Record) -> Iterator[Statement]:
    """260-264 Imprint, with both scripts in one statement where the 880 does not tell its script.

    260 ## $6 880-01 $a Almaty : $b Mir, $c 1991
    880 ## $6 260-01 $a Алматы : $b Мир, $c 1991

    <#Instance> bf:publicationStatement "Almaty; Алматы: Mir, Мир, 1991, 1991"@ru ;
        bf:provisionActivity [
            a bf:ProvisionActivity, bf:Publication ; bflc:simpleDate "1991" ;
            bflc:simplePlace "Almaty", "Алматы"@ru ; bflc:simpleAgent "Mir", "Мир"@und-cyrl ] .
    """
    joined = field.parallel is not None and "/" not in field.parallel["6"]
    for statement in publication.imprint(field, record):
        if not joined or statement[1] not in publication.STATEMENTS:
            yield statement
    for activity in publication.activities(field) if joined else ():
        if activity.kind in publication.ACTIVITIES:
            labels = [publication.labels_of(form) for form in activity.forms]
            both = {code: [label for form in labels for label in form[code]] for code in "abc"}
            yield INSTANCE, publication.ACTIVITIES[activity.kind][1], publication.statement_of(both)


_RULES: Rules = {
    **RULES,
    **{
        tag: [*(imprint if rule is publication.imprint else rule for rule in RULES[tag]), transcribed_imprint]
        for tag in publication.IMPRINTS
    },
    "LDR": [first_entry_as_it_stands if rule is admin.first_entry else rule for rule in RULES["LDR"]],
}

_LEFT_OUT = "left out where a conversion is compared with the yardstick"


def _names(tag: str, codes: str) -> list[str]:
    return [tag] if codes == ALL else [f"{tag}${code}" for code in codes]


COMPARABLE = replace(
    MARC21,
    rules=_RULES,
    ignored=IGNORED | {name: _LEFT_OUT for tag, codes in NOT_READ.items() for name in _names(tag, codes)},
    split=as_far_as_the_yardstick,
)
