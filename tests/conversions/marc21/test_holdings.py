"""85X-86X: locators are those of the yardstick; holdings, which it does not read, become Items."""

from collections.abc import Callable

import pytest

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.marc21.comparable import COMPARABLE
from conversions.record import Record
from conversions.tree import INSTANCE, Node, Value
from ontology.names import BF, RDFS, Iri

ONLINE = "00000nmm a2200000 a 4500"
TITLE = "245 04 $a The wind : $b a tale. $n 1, $p Spring / $c by John Doe.\n"

SAME = [
    "856 41 $u http://example.org/wind $z Free access. $y Wind",
    "856 4# $3 v. 2 $u http://example.org/2 $u http://example.org/3\n856 40 $u http://example.org/1",
    "856 42 $3 Table of contents $u http://example.org/contents\n856 41 $a Table of Contents $u http://example.org/c2",
    "856 42 $3 Publisher description $u http://example.org/about $u http://example.org/us $z Note.",
    "856 48 $u http://example.org/part",
    "856 4# $3 Host only $a example.org",
]


@pytest.mark.parametrize("leader", ["00000nam a2200000 a 4500", ONLINE])
@pytest.mark.parametrize("lines", SAME)
def test_locators_are_those_of_the_yardstick(lines: str, leader: str, differences: Callable[..., object]) -> None:
    without_3 = lines.replace("$3 v. 2 ", "") if leader == ONLINE else lines
    assert differences(TITLE + without_3, leader) == (set(), set())


def test_what_part_an_online_copy_is_of_is_kept(differences: Callable[..., tuple[set[str], set[str]]]) -> None:
    ours, yardstick = differences(f"{TITLE}856 41 $3 v. 2 $u http://example.org/2", ONLINE, comparable=False)
    assert ["v. 2" in each for each in ours] == [True]
    assert not any("v. 2" in each for each in yardstick)


def test_the_one_address_of_an_electronic_resource_makes_no_item(differences: Callable[..., object]) -> None:
    assert not items("856 40 $u http://example.org/1", ONLINE)
    assert len(items("856 40 $u http://example.org/1\n856 40 $u http://example.org/2", ONLINE)) == 2


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("www.example.org/a b", "<http://www.example.org/a%20b>"),
        (" http://example.org/ ", "<http://example.org/>"),
        ("ftp://example.org/x", "<ftp://example.org/x>"),
        ("/local/path", '"/local/path"'),
    ],
)
def test_addresses_as_people_write_them(address: str, written: str) -> None:
    triples = convert(Record.parse(f"001 1\n856 41 $u {address}"), MARC21, Naming("http://example.org/")).triples
    assert any(triple.endswith(written) for triple in triples)


def items(lines: str, leader: str = "00000nam a2200000 a 4500") -> list[Node]:
    """The Items of a record."""
    said = [statement for _, statement in MARC21.statements(MARC21.prepare(Record.parse(lines, leader)))]
    return [v for subject, predicate, v in said if (subject, predicate) == (INSTANCE, BF.hasItem) and isinstance(v, Node)]


def labels(node: Node, predicate: Iri) -> list[Value]:
    """The labels of what a node says by a property."""
    found = node.says.get(predicate) or []
    nodes = [found] if isinstance(found, Node) else [each for each in found if isinstance(each, Node)]
    return [each.says.get(RDFS.label) or each.says.get(BF.code) for each in nodes]


LINKED = """
852 1# $8 1 $a Ұлттық кітапхана $b Негізгі қор $h 894.345
852 8# $8 2 $a KzAlNB $j K-12
866 #0 $8 2.1 $a т. 1-9
866 #0 $8 1.1 $a т. 1-3
866 #0 $8 1.2 $a т. 5 $z Нашар
"""


def test_textual_holdings_belong_to_the_location_that_they_are_linked_to() -> None:
    main, store = items(LINKED)
    assert labels(main, BF.heldBy) == ["Ұлттық кітапхана"]
    assert labels(main, BF.enumerationAndChronology) == [["т. 1-3"], ["т. 5"]]
    assert labels(main, BF.note) == ["Нашар"]
    assert labels(store, BF.heldBy) == ["KzAlNB"]
    assert labels(store, BF.enumerationAndChronology) == [["т. 1-9"]]


def test_textual_holdings_without_a_link_belong_to_the_only_location() -> None:
    (item,) = items("852 ## $b Stacks\n866 ## $a 1990-1998")
    assert labels(item, BF.enumerationAndChronology) == [["1990-1998"]]


def test_textual_holdings_whose_location_cannot_be_told_are_items_of_their_own() -> None:
    found = items("852 ## $b Stacks\n852 ## $b Annex\n866 ## $a 1990-1998")
    assert [labels(each, BF.enumerationAndChronology) for each in found] == [[], [], [["1990-1998"]]]


def test_items_with_the_same_description_in_two_records_are_two() -> None:
    naming = Naming("http://example.org/")
    records = [Record.parse(f"001 {n}\n852 ## $a KzAlNB $h 1", source="almaty") for n in (1, 2)]
    found = [t for r in records for t in convert(r, MARC21, naming).triples if f"<{BF.hasItem}>" in t]
    assert len({triple.split()[2] for triple in found}) == 2
    assert all("/item/almaty/" in triple for triple in found)


def test_holdings_are_left_out_of_a_comparison_and_said_to_be() -> None:
    audit = convert(Record.parse("001 1\n852 ## $a KzAlNB $h 1"), COMPARABLE, Naming("http://example.org/", shared=False)).audit
    assert [(each.tag, each.code) for each in audit.ignored] == [("852", "a"), ("852", "h")]
    assert not [each for each in audit.lost if each.tag == "852"]
