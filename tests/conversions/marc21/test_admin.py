"""Who described the resource, when and by which rules."""

import pytest

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.marc21.admin import first_entry, last_change
from conversions.record import Field, Record
from conversions.tree import Literal, Node, Rule
from ontology.names import BF

LEADER = "00000{}am a2200000 a 4500"


def described(rule: Rule, *, status: str = "c", entered: str = "910926", changed: str = "", sources: str = "") -> Node:
    """The small AdminMetadata node that the rule makes."""
    fields = [Field("005", data=changed)] if changed else []
    fields += [Field("008", data=entered), *([Field.parse(f"040 ## {sources}")] if sources else [])]
    record = Record(LEADER.format(status), fields)
    (node,) = (v for _, _, v in rule(Field("LDR", data=record.leader), record) if isinstance(v, Node))
    return node


def date(node: Node) -> str:
    value = node.says[BF.date]
    return value.value if isinstance(value, Literal) else ""


@pytest.mark.parametrize(
    ("entered", "changed", "day"),
    [
        ("910926", "", "1991-09-26T00:00:00"),
        ("640101", "", "2064-01-01T00:00:00"),
        ("650101", "", "1965-01-01T00:00:00"),
        ("210926", "20200101000000.0", "2020-01-01T00:00:00"),
        ("910926", "00000000000000.0", "1991-09-26T00:00:00"),
        ("910231", "20200101000000.0", ""),
        ("||||||", "", ""),
        ("      ", "", ""),
        ("", "", ""),
        ("жжжжжж", "", ""),
    ],
)
def test_date_entered(entered: str, changed: str, day: str) -> None:
    """A day that cannot be is not written; one after the latest change is taken for a slip."""
    assert date(described(first_entry, entered=entered, changed=changed)) == day


@pytest.mark.parametrize(
    ("changed", "time"),
    [
        ("19940223151047.0", "1994-02-23T15:10:47"),
        ("19940223", "1994-02-23T00:00:00"),
        ("19940223996000.0", "1994-02-23T00:00:00"),
        ("19940230151047.0", ""),
        ("00000000000000.0", ""),
        ("1994-W01-1", ""),
        ("x", ""),
    ],
)
def test_time_of_the_latest_change(changed: str, time: str) -> None:
    assert date(described(last_change, changed=changed)) == time


@pytest.mark.parametrize(("status", "name"), [("c", "c"), ("a", "c"), ("d", "d"), ("p", "p"), ("x", "")])
def test_status(status: str, name: str) -> None:
    said = described(last_change, status=status, changed="19940223151047.0").says[BF.status]
    assert said == (f"http://id.loc.gov/vocabulary/mstatus/{name}" if name else None)


def test_a_new_record_has_not_changed() -> None:
    record = Record(LEADER.format("n"), [Field("005", data="19940223151047.0")])
    assert list(last_change(Field("LDR", data=record.leader), record)) == []


def test_the_last_modifier_changed_it_else_the_first_agency() -> None:
    modified = described(last_change, sources="$a DLC $d MH $d CtY").says
    assert isinstance(agent := modified[BF.descriptionModifier], Node)
    assert agent.says == {BF.code: "CtY"}
    assert BF.agent not in modified
    assert described(last_change, sources="$a DLC").says[BF.agent] == "http://id.loc.gov/vocabulary/organizations/dlc"


@pytest.mark.parametrize(
    ("level", "rules", "sources", "expected"),
    [
        (" ", "a", "", {"menclvl/f", "descriptionConventions/aacr"}),
        ("7", "i", "$e rda", {"menclvl/7", "descriptionConventions/isbd"}),
        ("3", "a", "$e rda", {"menclvl/3"}),
        ("3", "a", "$e dcrb $e rda", {"menclvl/3", "descriptionConventions/aacr"}),
        ("z", "u", "", set()),
    ],
)
def test_level_and_conventions(level: str, rules: str, sources: str, expected: set[str]) -> None:
    fields = [Field.parse(f"040 ## {sources}")] if sources else []
    leader = f"00000nam a2200000{level}{rules} 4500"
    said = {
        str(value).removeprefix("http://id.loc.gov/vocabulary/")
        for rule in MARC21.rules["LDR"]
        for _, predicate, value in rule(Field("LDR", data=leader), Record(leader, fields))
        if predicate.endswith(("encodingLevel", "descriptionConventions")) and value
    }
    assert said == expected


def test_one_description_of_the_record() -> None:
    """001, 040, 042 and the leader speak of one node; each of the others is a small one."""
    text = (
        "001 123\n003 KZ\n005 20200101000000.0\n008 910926s1991    kz            000 0 kaz d\n040 ## $a KZ $b rus\n042 ## $a pcc"
    )
    converted = convert(Record.parse(text, LEADER.format("c"), source="x"), MARC21, Naming("http://example.org/"))
    link = f"<{converted.work}> <{BF.adminMetadata}> "
    nodes = [triple.removeprefix(link) for triple in converted.triples if triple.startswith(link)]
    assert len(nodes) == 3
    assert "<http://example.org/record/x/123#AdminMetadata>" in nodes
    assert not converted.audit.lost
