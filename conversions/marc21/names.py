"""100-111, 700-720: names of persons, families, organizations and meetings, and what they contributed.

`agent` and `contribution` serve the names in 600-611 and 800-811 too. A name in two scripts is one agent with two labels; a
name with the title of a work ($t) stands for that work, see `hubs`.
"""

from collections.abc import Iterator, Sequence

from conversions import keys
from conversions.marc21.punctuation import chop
from conversions.marc21.roles import roles
from conversions.marc21.subfields import (
    address,
    applies_to,
    authority,
    identifiers,
    institutions,
    is_address,
    marc_key,
    marc_keys,
    real_world_object,
    sources,
)
from conversions.record import Field, Record, Subfield
from conversions.scripts import fold, script_of
from conversions.shapes import note
from conversions.tree import WORK, Key, Node, Remembered, Statement, Value
from ontology.names import BF, BFLC, RDFS, Iri

NAME_TITLE_SCHEMES = "http://id.loc.gov/vocabulary/nameTitleSchemes/"

_NAME = {"00": "abcdjqk", "10": "abcdngk", "11": "acdengq", "20": "a"}
"""By the last two digits of the tag: the subfields that make up a name."""

_IDENTITY = {"00": "bc", "10": "bcdgn", "11": "cdegn", "20": ""}
"""Those which, besides $a and the dates of a person, tell one name from another."""

_KINDS = {
    BF.Person: "person", BF.Family: "family", BF.Organization: "organization", BF.Jurisdiction: "jurisdiction",
    BF.Meeting: "meeting",
}  # fmt: skip


_PRIMARY = [BF.Contribution, BF.PrimaryContribution]
_FURTHER = [BF.Contribution]


def kind(field: Field) -> Iri:
    """The class of the agent that a heading names, by tag and first indicator; "" for an uncontrolled name of unknown kind."""
    match field.tag[1:]:
        case "00":
            return BF.Family if field.ind1 == "3" else BF.Person
        case "10":
            return BF.Jurisdiction if field.ind1 == "1" else BF.Organization
        case "11":
            return BF.Meeting
    return BF.Person if field.ind1 == "1" else Iri("")


def title_code(field: Field, record: Record) -> str:
    """The code of the subfield that begins the title of a work: $t, or $k of a main entry without 240; "" where there is none."""
    there = field.codes
    if "t" in there:
        return "t"
    return "k" if "k" in there and field.tag[0] == "1" and "240" not in record else ""


def name_part(field: Field, wanted: str, title: str) -> list[Subfield]:
    """Those of these subfields that stand before the title of a work, if there is one."""
    if not title:
        return field.pairs(wanted)
    found = field.pairs(wanted + title)
    return found[: next((n for n, (code, _) in enumerate(found) if code == title), None)]


def _names(field: Field, title: str) -> list[list[Subfield]]:
    """The subfields that make up the name, in each script."""
    wanted = _NAME[field.tag[1:]]
    return [name_part(each, wanted, title) for each in field.scripts()]


def name_label(field: Field, title: str = "") -> str:
    """The name as one string: ``Auezov, Mukhtar, 1897-1961``."""
    return " ".join([value for _, value in name_part(field, _NAME[field.tag[1:]], title)])


def agent_key(field: Field, title: str = "") -> Key | None:
    """The identity of the agent, made from its Latin form where there are two; None for a heading without a name."""
    return _key(field, _names(field, title))


def _key(field: Field, parts: Sequence[Sequence[Subfield]]) -> Key | None:
    named = [part for part in parts if _first(part, "a")]
    if not named:
        return None
    part = named[0] if len(named) == 1 else min(named, key=_latin_first)
    tag = field.tag[1:]
    dates = next(filter(None, [_first(each, "d") for each in (part, *parts)]), "") if tag == "00" else ""
    telling = _IDENTITY[tag]
    details = [value for code, value in part if code in telling]
    return keys.agent(_KINDS.get(kind(field), "agent"), _first(part, "a"), dates=dates, details=details)


def _first(pairs: Sequence[Subfield], code: str) -> str:
    for each, value in pairs:
        if each == code:
            return value
    return ""


def _latin_first(part: Sequence[Subfield]) -> tuple[bool, str]:
    name = _first(part, "a")
    return script_of(name) != "Latn", fold(name)


def agent(field: Field, record: Record) -> Node:
    """The agent that a heading names, without the title that may follow the name; a heading without a name is none."""
    title = title_code(field, record)
    return _describe(field, title) if title == "k" else _agent(field)


def _agent_of(field: Field) -> Node:
    return _describe(field, "t" if "t" in field.codes else "")


_agent = Remembered(_agent_of)


def _describe(field: Field, title: str) -> Node:
    there = field.codes
    parts = _names(field, title)
    labels = [chop(" ".join([value for _, value in part])) for part in parts]
    if not any(label and not label.isspace() for label in labels):
        return Node()
    says: dict[Iri, Value] = {RDFS.label: labels}
    if field.tag != "720":
        says[BFLC.marcKey] = _marc_keys(field) if title == "k" else marc_keys(field)
    found = Iri("")
    if "0" in there or "1" in there or "w" in there:
        about = _about(field, title)
        found = real_world_object(about) or authority(about)
        says |= _authorities(about, named=title != "t")
    if title != "t" and ("2" in there or "3" in there):
        says |= {BF.source: sources(field, NAME_TITLE_SCHEMES), BFLC.appliesTo: applies_to(field)}
    types = [BF.Agent, *filter(None, [kind(field)]), *([BFLC.Uncontrolled] if field.tag == "720" else [])]
    return Node(types, says, key=_key(field, parts), same_as=[found] if found else ())


def _marc_keys(field: Field) -> list[Value]:
    """The field as far as it is the name, in each script."""
    return [chop(marc_key(each).partition("$k")[0]) for each in field.scripts()]


def _about(field: Field, title: str) -> Field:
    """Only the $0, $1 and $w that are about the agent: what follows the title of a work is about the work."""
    return Field(field.tag, field.ind1, field.ind2, name_part(field, "01w", title if title == "t" else ""))


def named_authority(about: Field) -> Iri:
    """The IRI by which a name's authority is told: the first in $0 or $w, or the one that goes with a Library of Congress $1."""
    found = next((address(value) for value in about.all("0w") if is_address(value)), Iri(""))
    return found or (authority(about) if "id.loc.gov/rwo/" in about["1"] else Iri(""))


def _authorities(about: Field, *, named: bool) -> dict[Iri, Value]:
    """The first IRI and all numbers; of a name with a title, which is itself called by its first IRI, the other IRIs."""
    pairs = about.pairs("0w")
    told = [("0", named_authority(about))] if named else [pair for pair in pairs if is_address(pair[1])][1:]
    return identifiers([*(pair for pair in told if pair[1]), *(pair for pair in pairs if not is_address(pair[1]))])


def contribution(field: Field, record: Record) -> Node:
    """What the agent of a heading did."""
    who = agent(field, record)
    if not who.types:
        return Node()
    says: dict[Iri, Value] = {BF.agent: who, BF.role: roles(field, record)}
    there = field.codes
    if "5" in there:
        says[BFLC.applicableInstitution] = institutions(field)
    if "i" in there and "t" not in there:
        says[BF.note] = [note(chop(value)) for value in field.all("i")]
    return Node(_PRIMARY if field.tag[0] == "1" else _FURTHER, says)


def main_entry(field: Field, record: Record) -> Iterator[Statement]:
    """100, 110, 111 Main entry: the primary contribution to the Work.

    LDR 00000nam a2200000 a 4500
    008 850403s1978    kz            000 1 kaz d
    100 1# $6 880-01 $a Auezov, Mukhtar, $d 1897-1961. $0 http://id.loc.gov/authorities/names/n80126308
    880 1# $6 100-01/(N $a Әуезов, Мұхтар, $d 1897-1961.

    <#Work> bf:contribution [
            a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
            bf:agent [
                a bf:Agent, bf:Person ;
                bflc:marcKey "1001 $6880-01$aAuezov, Mukhtar,$d1897-1961.$0http://id.loc.gov/authorities/names/n80126308",
                    "8801 $6100-01/(N$aӘуезов, Мұхтар,$d1897-1961." ;
                madsrdf:isIdentifiedByAuthority <http://id.loc.gov/authorities/names/n80126308> ;
                rdfs:label "Auezov, Mukhtar, 1897-1961", "Әуезов, Мұхтар, 1897-1961"@kk ;
                owl:sameAs <http://id.loc.gov/rwo/agents/n80126308> ] ] .
    """
    yield WORK, BF.contribution, contribution(field, record)


def added_entry(field: Field, record: Record) -> Iterator[Statement]:
    """700, 710, 711, 720 Added entry of a name: a further contribution; one with a title of a work is that work's instead.

    700 1# $a Nurpeisov, Abdizhamil, $e editor and translator. $5 KzNB
    720 1# $a Blackburn, C.

    <#Work> bf:contribution [
            a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/ctb> ;
            bf:agent [ a bf:Agent, bf:Person, bflc:Uncontrolled ; rdfs:label "Blackburn, C." ] ], [
            a bf:Contribution ; bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/kznb> ;
            bf:agent [
                a bf:Agent, bf:Person ; bflc:marcKey "7001 $aNurpeisov, Abdizhamil,$eeditor and translator.$5KzNB" ;
                rdfs:label "Nurpeisov, Abdizhamil" ] ;
            bf:role [ a bf:Role ; rdfs:label "editor" ], [ a bf:Role ; rdfs:label "translator" ] ] .
    """
    if "t" not in field.codes or field.tag == "720":
        yield WORK, BF.contribution, contribution(field, record)
