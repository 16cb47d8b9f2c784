"""700-730: names of persons, organizations, meetings and families, and what they contributed.

`agent` serves names as subjects (600-602), of related works (4XX) and of uniform titles too. UNIMARC writes the parts of a name
apart; put together as catalogues show it ("Auezov, Mukhtar") it gets the same identity as in MARC 21.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conversions import keys
from conversions.record import Field, Record
from conversions.scripts import fold, script_of
from conversions.shapes import contribution
from conversions.tree import WORK, Key, Node, Statement, Value
from conversions.unimarc.isbd import element, part, plain
from conversions.unimarc.roles import roles
from conversions.unimarc.subfields import authority_numbers, codes, institutions, same_as
from ontology.names import BF, BFLC, MADS, RDFS, Iri

_KINDS = {
    BF.Person: "person", BF.Family: "family", BF.Organization: "organization", BF.Jurisdiction: "jurisdiction",
    BF.Meeting: "meeting",
}  # fmt: skip
_PRIMARY = frozenset({"700", "710", "720"})
_PERSONS = frozenset({"600", "700", "701", "702", "790"})
_FAMILIES = frozenset({"602", "720", "721", "722"})
_CORPORATE = frozenset({"601", "710", "711", "712", "791"})
RESPONSIBLE = frozenset({"700", "701", "702", "710", "711", "712", "720", "721", "722"})


class Name(NamedTuple):
    """A name: how catalogues show it, and what identity is made of: entry with forenames, what tells namesakes apart, dates."""

    label: str
    name: str
    details: Sequence[str] = ()
    dates: str = ""


def kind(field: Field) -> Iri:
    """The class of the agent that a name is, by tag and indicators; "" for one of unknown kind (730)."""
    if field.tag in _PERSONS:
        return BF.Person
    if field.tag in _FAMILIES:
        return BF.Family
    if field.tag not in _CORPORATE:
        return Iri("")
    if field.ind1 == "1":
        return BF.Meeting
    return BF.Jurisdiction if field.ind2 == "1" else BF.Organization


def person(field: Field) -> Name:
    """A person: entry $a with the full forenames $g, else with what $b has; $d roman number, $c additions, $f dates.

    ``Екатерина II, имп., 1729-1796``.
    """
    entry, initials = element(field["a"]), part(field["b"])
    forenames = _full(field) or initials
    name = ("{}, {}" if entry and forenames and field.ind2 != "0" else "{} {}").format(entry, forenames).strip()
    number, dates = element(field["d"]), plain(field["f"]).strip("()<>,;: ")
    additions = list(filter(None, map(_bare, field.all("c"))))
    shown = ", ".join(filter(None, [f"{name} {number}".strip(), *additions, dates]))
    return Name(shown, name, [*filter(None, [number]), *additions], dates)


def _full(field: Field) -> str:
    """$g Expansion of initials; one that repeats the whole name ("Салихов, Харис") is no forename."""
    full = [text for value in field.all("g") if (text := part(value))]
    return next((text for text in full if "," not in text), "")


def corporate(field: Field) -> Name:
    """A corporate body or meeting: $a, subdivisions $b and $h; number $d, dates $f and place $e of a meeting; $c additions.

    ``Академия наук КазССР. Институт литературы``, ``Наука и общество (2, 1981, Алматы)``.
    """
    entry, given = element(field["a"]), part(field["g"])
    below = list(filter(None, map(element, field.all("bh"))))
    about = [text for code in "dfec" for value in field.all(code) if (text := _bare(value))]
    name = f"{entry}, {given}" if given else entry
    shown = ". ".join(filter(None, [name, *below]))
    return Name(f"{shown} ({', '.join(about)})" if about and shown else shown, name, [*below, *about])


def _bare(text: str) -> str:
    return element(text).strip("()<>,;: ")


def names(field: Field) -> list[Name]:
    """The name in each script; none where the field has no name."""
    read = corporate if field.tag in _CORPORATE else person
    return [name for name in map(read, field.scripts()) if name.name]


def label(field: Field) -> str:
    """The name as one string."""
    found = names(field)
    return found[0].label if found else ""


def agent_key(field: Field) -> Key | None:
    """The identity of the agent, from its Latin form where there are two; None for a field without a name."""
    return _key(kind(field), names(field))


def _key(of: Iri, forms: list[Name]) -> Key | None:
    if not forms:
        return None
    one = forms[0] if len(forms) == 1 else min(forms, key=lambda form: (script_of(form.name) != "Latn", fold(form.name)))
    dates = next((form.dates for form in (one, *forms) if form.dates), "")
    return keys.agent(_KINDS.get(of, "agent"), one.name, dates=dates, details=one.details)


def agent(field: Field, record: Record) -> Node:
    """The agent that a field names, with its authority: by IRI the same thing, by number an identifier."""
    of, forms = kind(field), names(field)
    there = codes(field)
    says: dict[Iri, Value] = {RDFS.label: [form.label for form in forms]}
    if "3" in there:
        says[BF.identifiedBy] = authority_numbers(field, record)
    if "p" in there:
        says[BF.note] = [Node([BF.Note], {RDFS.label: plain(value)}) for value in field.all("p")]
    if "790" in record:
        says[MADS.variantLabel] = _variants(field, record)
    about = same_as(field) if "3" in there or "0" in there else []
    types = [BF.Agent, *([of] if of else [BFLC.Uncontrolled])]
    return Node(types, says, key=_key(of, forms), same_as=about) if forms else Node()


def _variants(field: Field, record: Record) -> list[Value]:
    """What 790 calls the same person: linked by $6 (``702 $6 z01790``, ``790 $6 z01702``) or by the heading in $z."""
    link, shown = field["6"][1:3], label(field)
    found = [
        other
        for other in record.all("790")
        if (link and other["6"][1:] == link + field.tag) or (shown and fold(other["z"]) == fold(shown))
    ]
    return [label(other) for other in found]


def contributed(field: Field, record: Record) -> Node:
    """What the agent of a 7XX did; nothing where the field names nobody."""
    who = agent(field, record)
    node = contribution(who, roles(field, record), primary=field.tag in _PRIMARY)
    if "5" in codes(field):
        node |= {BFLC.applicableInstitution: institutions(field)}
    return node if who else Node()


def intellectual_responsibility(field: Field, record: Record) -> Iterator[Statement]:
    """700-722 Names: who answers for the Work; 700, 710 or 720 is the heading, so the primary contribution.

    LDR 00000nam0 2200000   450
    700 #1 $6 a01 $7 ca $a Әуезов $b М. $g Мұхтар $f 1897-1961 $3 RU\\NLR\\auth\\770114 $4 070
    700 #1 $6 a01 $7 ba $a Auezov $b M. $g Mukhtar
    702 #1 $6 z02790 $a Нұрпейісов $b Ә. $4 340 $4 730
    790 #1 $6 z02702 $a Нурпеисов $b А.
    712 02 $a Академия наук КазССР $b Институт литературы

    <#Work> bf:contribution [
            a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Әуезов, Мұхтар, 1897-1961"@kk, "Auezov, Mukhtar" ;
                bf:identifiedBy [ a bf:Identifier ; rdf:value "RU\\\\NLR\\\\auth\\\\770114" ] ] ], [
            a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/edt>, <http://id.loc.gov/vocabulary/relators/trl> ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Нұрпейісов, Ә."@kk ; madsrdf:variantLabel "Нурпеисов, А." ] ], [
            a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/ctb> ;
            bf:agent [ a bf:Agent, bf:Organization ; rdfs:label "Академия наук КазССР. Институт литературы"@ru ] ] .
    """
    yield WORK, BF.contribution, contributed(field, record)
