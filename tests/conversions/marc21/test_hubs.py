"""Hubs: what the versions of a work have in common, met in several records."""

import pytest

from conversions.marc21 import MARC21
from conversions.record import Record
from conversions.tree import WORK, Key, Node, Value
from ontology.names import BF, RDF, RDFS, Iri


def said(text: str, leader: str = "00000nam a2200000 a 4500") -> list[tuple[Iri, object]]:
    record = MARC21.prepare(Record.parse(text, leader))
    return [(predicate, value) for _, (subject, predicate, value) in MARC21.statements(record) if subject == WORK]


def hubs(text: str) -> list[Node]:
    """The Hubs that the Work expresses or is related to."""
    found: list[Node] = []
    for predicate, value in said(text):
        if isinstance(value, Node):
            node = value.says.get(BF.associatedResource) if predicate == BF.relation else value
            found += [node] if isinstance(node, Node) and BF.Hub in node.types else []
    return found


def key(text: str) -> Key | None:
    (hub,) = hubs(text)
    return hub.key


def listed(value: Value) -> list[Value]:
    """The values of a property that has several."""
    assert isinstance(value, list)
    return value


def relationships(text: str) -> list[Value]:
    (relation,) = [value for predicate, value in said(text) if predicate == BF.relation]
    assert isinstance(relation, Node)
    kinds = listed(relation.says[BF.relationship])
    return [each.says[RDFS.label] if isinstance(each, Node) else str(each).rsplit("/", 1)[-1] for each in kinds]


WORK_OF_AUEZOV = "100 1# $a Auezov, Mukhtar, $d 1897-1961.\n240 10 $a Abai zholy."


def test_a_work_is_the_same_as_main_entry_and_as_added_entry() -> None:
    assert key(WORK_OF_AUEZOV) == key("700 12 $a Auezov, Mukhtar, $d 1897-1961. $t Abai zholy.")


def test_a_work_is_the_same_in_either_script() -> None:
    other = "100 1# $a Әуезов, Мұхтар, $d 1897-1961.\n240 10 $a Абай жолы."
    pair = "100 1# $6 880-01 $a Auezov, Mukhtar, $d 1897-1961.\n240 10 $6 880-02 $a Abai zholy.\n"
    pair += "880 1# $6 100-01/(N $a Әуезов, Мұхтар, $d 1897-1961.\n880 10 $6 240-02/(N $a Абай жолы."
    assert key(WORK_OF_AUEZOV) == key(other) == key(pair)


@pytest.mark.parametrize("added", [" $l Russian.", " $p Book 2.", " $f 1960."])
def test_language_part_and_date_tell_hubs_apart(added: str) -> None:
    assert key(WORK_OF_AUEZOV + added) != key(WORK_OF_AUEZOV)


def test_a_title_that_identifies_nothing_is_shared_with_nobody() -> None:
    assert key("130 0# $a Works.") is None and key("730 0# $a Bible.") is not None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("730 02 $a Bible.", ["part"]),
        ("730 02 $i Based on (work): $a Bible.", ["relatedwork", "Based on (work)"]),
        ("730 0# $i is translation of $a Bible.", ["translationof"]),
        ("730 04 $a Bible.", ["hasVariantEntry"]),
        ("700 12 $i Contains (work): $a A. $t B.", ["part"]),
        ("700 1# $i Parody of (work): $a A. $t B.", ["relatedwork", "Parody of (work)"]),
        ("700 14 $a A. $t B.", ["hasVariantEntry"]),
    ],
)
def test_relationships(line: str, expected: list[str]) -> None:
    assert relationships(line) == expected


def test_a_record_about_a_hub_has_the_title_on_the_work_itself() -> None:
    predicates = {predicate for predicate, _ in said("130 0# $a Bible.", "00000nq  a2200000 a 4500")}
    assert BF.title in predicates and BF.expressionOf not in predicates
    assert (RDF.type, BF.Hub) in said("130 0# $a Bible.", "00000nq  a2200000 a 4500")


def test_numbers_before_the_title_are_the_agents_and_those_after_it_the_works() -> None:
    (hub,) = hubs("700 12 $a A. $0 http://example.org/agent $t B. $0 http://example.org/work")
    (contribution,) = listed(hub.says[BF.contribution])
    assert list(hub.same_as) == ["http://example.org/work"]
    assert isinstance(contribution, Node) and isinstance(agent := contribution.says[BF.agent], Node)
    assert list(agent.same_as) == ["http://example.org/agent"]
