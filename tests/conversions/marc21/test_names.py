"""Names: one agent in two scripts, the same agent in several records, roles, and what a heading with a title is not."""

import pytest

from conversions.marc21 import MARC21, names
from conversions.marc21.roles import roles, split_words
from conversions.record import Record
from conversions.tree import WORK, Key, Node
from ontology.names import BF, RDFS, Iri

ROMANISED = "100 1# $a Auezov, Mukhtar, $d 1897-1961."
ORIGINAL = "100 1# $a Әуезов, Мұхтар, $d 1897-1961."
PAIRED = "100 1# $6 880-01 $a Auezov, Mukhtar, $d 1897-1961.\n880 1# $6 100-01/(N $a Әуезов, Мұхтар, $d 1897-1961."
TURNED = "100 1# $6 880-01 $a Әуезов, Мұхтар, $d 1897-1961.\n880 1# $6 100-01/(B $a Auezov, Mukhtar, $d 1897-1961."


def agents(text: str, leader: str = "00000nam a2200000 a 4500") -> list[Node]:
    """The agents of all contributions to the Work of a record."""
    record = MARC21.prepare(Record.parse(text, leader))
    said = [statement for _, statement in MARC21.statements(record)]
    contributions = [value for subject, predicate, value in said if (subject, predicate) == (WORK, BF.contribution)]
    return [agent for each in contributions if isinstance(each, Node) and isinstance(agent := each.says[BF.agent], Node)]


def key(text: str) -> Key | None:
    (agent,) = agents(text)
    return agent.key


def test_a_name_in_two_scripts_is_one_agent_with_two_labels() -> None:
    (agent,) = agents(PAIRED)
    assert agent.says[RDFS.label] == ["Auezov, Mukhtar, 1897-1961", "Әуезов, Мұхтар, 1897-1961"]


def test_a_name_is_the_same_agent_whichever_of_its_forms_a_record_has() -> None:
    assert key(ROMANISED) == key(ORIGINAL) == key(PAIRED) == key(TURNED)


def test_the_same_in_a_script_that_cannot_be_romanised() -> None:
    pair = "700 1# $6 880-01 $a Lu, Xun, $d 1881-1936.\n880 1# $6 700-01/$1 $a 鲁迅, $d 1881-1936.".replace("/$1", "/{dollar}1")
    turned = "700 1# $6 880-01 $a 鲁迅, $d 1881-1936.\n880 1# $6 700-01/(B $a Lu, Xun, $d 1881-1936."
    assert key(pair) == key(turned) == key("700 1# $a Lu, Xun, $d 1881-1936.")


@pytest.mark.parametrize(
    "other",
    [
        "100 1# $a Auezov, Mukhtar, $d 1930-",
        "100 3# $a Auezov, Mukhtar, $d 1897-1961.",
        "100 1# $a Auezov, Mukhtar, $b II, $d 1897-1961.",
        "100 1# $a Auezov, Murat, $d 1897-1961.",
        "110 2# $a Auezov, Mukhtar, 1897-1961.",
    ],
)
def test_other_names_are_other_agents(other: str) -> None:
    assert key(other) != key(ROMANISED)


@pytest.mark.parametrize(
    "same",
    [
        "700 1# $a Auezov, Mukhtar, $d 1897-1961, $e author.",
        "700 1# $a Auezov, Mukhtar $q (Mukhtar Omarkhanovich), $d 1897-1961",
        "100 1# $a Auezov, Mukhtar, $d 1897-1961. $0 (DLC)n80126308 $4 aut",
    ],
)
def test_role_fuller_form_and_numbers_are_no_part_of_the_identity(same: str) -> None:
    assert key(same) == key(ROMANISED)


def test_subordinate_units_tell_organizations_apart() -> None:
    academy = "110 2# $a Academy of Sciences. $b Institute of {}. $b Library."
    assert key(academy.format("History")) != key(academy.format("Physics"))


def test_a_heading_without_a_name_names_no_agent() -> None:
    record = Record.parse("700 1# $4 edt $e editor")
    assert not any(value for _, (_, predicate, value) in MARC21.statements(record) if predicate == BF.contribution)


def test_an_orphan_in_another_script_is_the_field_itself() -> None:
    (agent,) = agents("880 1# $6 700-00/(N $a Әуезов, Мұхтар, $d 1897-1961.")
    assert agent.key == key(ROMANISED)


def test_orphans_do_not_lend_each_other_their_names() -> None:
    two = agents("880 1# $6 700-00/(N $a Абай.\n880 1# $6 700-00/(N $a Шәкәрім.")
    assert [agent.says[RDFS.label] for agent in two] == [["Абай"], ["Шәкәрім"]]


def test_the_authority_of_a_title_is_not_the_agents() -> None:
    record = Record.parse("700 12 $a Abai, $d 1845-1904. $t Qara sozder. $0 http://id.loc.gov/authorities/names/no2001")
    assert names.agent(record["700"], record).same_as == ()


def test_an_authority_of_a_name_is() -> None:
    record = Record.parse("100 0# $a Abai, $d 1845-1904. $0 http://id.loc.gov/authorities/names/n79")
    agent = names.agent(record["100"], record)
    assert list(agent.same_as) == ["http://id.loc.gov/rwo/agents/n79"]


@pytest.mark.parametrize(
    ("line", "leader", "expected"),
    [
        ("100 1# $a A", "00000nam a2200000 a 4500", ["aut"]),
        ("100 1# $a A", "00000njm a2200000 a 4500", ["ctb"]),
        ("700 1# $a A", "00000nam a2200000 a 4500", ["ctb"]),
        ("700 1# $a A $e editor $4 trl $4 edt $4 trl", "00000nam a2200000 a 4500", ["trl", "edt"]),
    ],
)
def test_roles_by_code(line: str, leader: str, expected: list[str]) -> None:
    record = Record.parse(line, leader)
    assert [str(each).rsplit("/", 1)[-1] for each in roles(record.fields[0], record)] == expected


def test_roles_in_words() -> None:
    assert split_words("editor, translator and author & , ") == ["editor", "translator", "author"]


def test_roles_in_two_scripts_are_one_role() -> None:
    record = MARC21.prepare(Record.parse("700 1# $6 880-01 $a A, $e redaktor.\n880 1# $6 700-01/(N $a А, $e редактор."))
    (role,) = roles(record["700"], record)
    assert isinstance(role, Node) and role.says[RDFS.label] == ["redaktor", "редактор"]


def test_a_role_that_is_an_address_outside_the_lists_says_what_it_is() -> None:
    record = Record.parse("700 1# $a A $4 http://example.org/roles/x")
    (role,) = roles(record["700"], record)
    assert isinstance(role, Node) and list(role.same_as) == [Iri("http://example.org/roles/x")] and role.types == [BF.Role]
