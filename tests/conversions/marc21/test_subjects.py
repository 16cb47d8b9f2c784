"""Subjects: identity, thesauri, and the difference between a heading and what its subdivisions make of it."""

import pytest

from conversions.marc21 import MARC21
from conversions.record import Record
from conversions.tree import WORK, Node
from ontology.names import BF, MADS, RDF, RDFS, Iri


def subjects(text: str) -> list[Node]:
    """The subjects and genres of the Work."""
    record = MARC21.prepare(Record.parse(text))
    said = [statement for _, statement in MARC21.statements(record)]
    return [value for s, p, value in said if s == WORK and p in (BF.subject, BF.genreForm) and isinstance(value, Node)]


def only(text: str) -> Node:
    (subject,) = subjects(text)
    return subject


def test_the_same_heading_of_one_thesaurus_is_one_subject() -> None:
    assert only("650 #0 $a Nomads.").key == only("650 #0 $a NOMADS").key
    assert only("650 #0 $a Nomads.").key != only("650 #1 $a Nomads.").key
    assert only("650 #7 $a Nomads. $2 fast").key == only("650 #7 $a Nomads $2 fast $0 (OCoLC)fst01038556").key


def test_a_subject_in_two_scripts_is_one() -> None:
    pair = only("650 #4 $6 880-01 $a Kochevniki\n880 #4 $6 650-01/(N $a Кочевники")
    assert pair.says[MADS.authoritativeLabel] == ["Kochevniki", "Кочевники"]
    assert pair.key == only("650 #4 $a Kochevniki").key


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("648 #7 $a 1900-1999 $2 fast", BF.Temporal),
        ("650 #0 $a Nomads", BF.Topic),
        ("651 #0 $a Kazakhstan", BF.Place),
        ("651 #0 $a Kazakhstan $z Almaty", BF.Place),
        ("651 #0 $a Kazakhstan $x History", BF.Topic),
        ("655 #7 $a Epics $2 lcgft", BF.GenreForm),
        ("655 #7 $a Epics $z Kazakhstan $2 lcgft", BF.Topic),
        ("653 #6 $a Epics", BF.GenreForm),
        ("647 #7 $a Battle $c (Orlakh : $d 1730) $2 fast", BF.Event),
    ],
)
def test_what_a_subject_is(line: str, kind: Iri) -> None:
    assert only(line).types[0] == kind


def test_a_name_with_subdivisions_is_not_the_name() -> None:
    plain, divided = (
        only("600 10 $a Abai, $d 1845-1904."),
        only("600 10 $a Abai, $d 1845-1904 $x Influence $0 http://example.org/sh1"),
    )
    assert divided.types[0] == BF.Topic and list(divided.same_as) == ["http://example.org/sh1"]
    head = divided.says[MADS.componentList]
    assert isinstance(head, Node)
    name = next(value for value in head.says.values() if isinstance(value, Node) and BF.Person in value.types)
    assert name.key == plain.key and not name.same_as


def components(subject: Node) -> list[Node]:
    """The members of a complex subject."""
    found: list[Node] = []
    rest = subject.says[MADS.componentList]
    while isinstance(rest, Node):
        first = rest.says[RDF.first]
        assert isinstance(first, Node)
        found.append(first)
        rest = rest.says[RDF.rest]
    return found


def test_numbers_beside_name_and_subdivision_are_their_own() -> None:
    divided = only("630 00 $a Koran $0 http://example.org/n1 $x Commentaries. $0 http://example.org/sh1")
    assert [list(each.same_as) for each in components(divided)] == [["http://example.org/n1"], ["http://example.org/sh1"]]
    assert not divided.same_as


def test_numbers_at_the_end_are_the_whole_headings() -> None:
    divided = only("600 10 $a Abai $x Influence. $0 (DLC)sh1 $0 http://example.org/sh1")
    assert list(divided.same_as) == ["http://example.org/sh1"] and BF.identifiedBy in divided.says
    assert not any(each.same_as or BF.identifiedBy in each.says for each in components(divided))


def test_how_a_subject_is_related_to_the_work_is_told() -> None:
    person = only("600 10 $a Abai, $e depicted. $4 dpc")
    relations = person.says[BF.relation]
    assert isinstance(relations, list) and [each.says[BF.relatedTo] for each in relations] == [WORK, WORK]


def test_uncontrolled_terms_are_said_one_by_one() -> None:
    assert [each.says[RDFS.label] for each in subjects("653 ## $a көшпелілер $a дала")] == [["көшпелілер"], ["дала"]]


@pytest.mark.parametrize(
    "line", ["650 #0 $x History", "600 10 $x History", "630 00 $x History", "653 ## $a", "648 #7 $2 fast", "662 ## $2 tgn"]
)
def test_a_heading_without_its_first_part_does_no_harm(line: str) -> None:
    subjects(line)
