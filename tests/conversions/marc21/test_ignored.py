"""What is left out has a reason, and what is lost was worth something: MARC 21 defines it and nobody read it."""

import pytest

from conversions.convert import Naming, convert
from conversions.marc21 import HOLDINGS, MARC21, RULES
from conversions.marc21.ignored import DEFINED, IGNORED
from conversions.record import Record

OF_OTHERS = {"462", "463", "464", "465", "466", "467", "468", "958", "023", "512"}
"""Fields with rules that MARC 21 does not define, or no longer."""


def audit_of(line: str) -> tuple[list[tuple[str, str]], list[str]]:
    """What is lost of a record with this field, and why the rest is left out."""
    audit = convert(Record.parse(f"001 1\n{line}", source="x"), MARC21, Naming("http://example.org/")).audit
    return [(each.tag, each.code) for each in audit.lost], [each.reason for each in audit.ignored]


def test_a_code_that_no_library_can_have_meant_is_lost() -> None:
    lost, ignored = audit_of("245 10 $a Abai $ж zholy")
    assert lost == [("245", "ж")]
    assert not ignored


@pytest.mark.parametrize("line", ["302 ## $a 12 p.", "258 ## $a Kazakhstan", "688 #4 $a Steppe"])
def test_what_marc_defines_and_no_rule_reads_is_lost(line: str) -> None:
    lost, ignored = audit_of(line)
    assert lost == [(line[:3], "a")]
    assert not ignored


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("574 ## $a x", "local: the format defines no such field"),
        ("500 ## $k x", "local: the format defines no such subfield"),
        ("035 ## $b x", "local: the format defines no such subfield"),
        ("689 00 $a x", IGNORED["689"]),
        ("700 1# $4 edt $e editor", IGNORED["700$e"]),
    ],
)
def test_what_marc_does_not_define_is_local(line: str, reason: str) -> None:
    lost, ignored = audit_of(line)
    assert reason in ignored
    assert ("500", "k") not in lost


def test_every_field_with_a_rule_is_defined() -> None:
    tags = {tag for tag in [*RULES, *HOLDINGS] if tag.isdigit() and tag > "009"}
    assert tags - DEFINED.keys() - OF_OTHERS == set()


def test_reasons_name_fields_or_subfields() -> None:
    assert all(len(name) in (2, 3, 5) for name in IGNORED)
    assert all(len(reason) > 5 for reason in IGNORED.values())
