"""760-787: links to related Works and their Instances, with the note that explains them (580)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from conversions import keys
from conversions.marc21.coded import VOCABULARY, coded_term, language
from conversions.marc21.notes import kind
from conversions.marc21.punctuation import chop
from conversions.marc21.subfields import applies_to, in_scripts, linked_record, term
from conversions.record import Field, Record
from conversions.scripts import fold
from conversions.shapes import identifier, note
from conversions.tree import WORK, Key, Node, Statement, Value
from ontology.names import BF, BFLC, RDFS, Iri

RELATIONSHIPS = {
    "760": "series", "762": "subseries", "765": "translationof", "767": "translatedas", "770": "supplement",
    "772": "supplementto", "773": "partof", "774": "part", "775": "otheredition", "776": "otherphysicalformat",
    "777": "issuedwith", "780": "precededby", "785": "succeededby", "786": "datasource", "787": "relatedwork",
}  # fmt: skip

RELATIONSHIPS_BY_INDICATOR = {
    ("780", "0"): "continuationof", ("780", "1"): "continuedinpart", ("780", "4"): "mergerof", ("780", "5"): "absorptionof",
    ("780", "6"): "absorptionof", ("780", "7"): "separatedfrom", ("785", "0"): "continuedby", ("785", "1"): "continuedinpartby",
    ("785", "4"): "absorbedby", ("785", "5"): "absorbedby", ("785", "6"): "splitinto", ("785", "7"): "mergedtoform",
    ("785", "8"): "continuedby",
}  # fmt: skip

JOINED = frozenset({("780", "4"), ("785", "6"), ("785", "7")})
"""By tag and second indicator: links that make one relation when they follow each other: merger of A and B."""

EXPLAINED = (
    ("upplement", "770", ""), ("erged with", "785", "7"), ("erger of", "780", "4"), ("plit into", "785", "6"),
    ("bsorbed by", "785", "45"), ("ontinued by", "785", "08"),
)  # fmt: skip
"""Words of a 580 by which it explains a link of this tag and second indicator (any, if there is none)."""

NUMBERS = {"o": BF.Local, "r": BF.ReportNumber, "u": BF.Strn, "y": BF.Coden, "z": BF.Isbn}


class Associated(NamedTuple):
    """A related resource, by the property that leads to it from the relation."""

    predicate: Iri
    field: Field


def linking_entry(field: Field, record: Record) -> Iterator[Statement]:
    """760-787 Linking entries: host item (773), other forms (776), earlier and later titles (780, 785) and so on.

    773 0# $a Academy of Sciences. $t Vestnik. $g No. 3, p. 4-10 $x 0002-3213 $w (DLC)sn80000001
    785 07 $t Prostor
    785 07 $t Zhalyn

    <#Work> bf:relation [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/partof> ;
            bf:associatedResource _:journal ], [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/mergedtoform> ;
            bf:mergedWith _:prostor ; bf:associatedResource _:zhalyn ] .
    _:journal a bf:Work ; bf:title _:vestnik ; bf:identifiedBy [ a bf:Issn ; rdf:value "0002-3213" ] ;
        bf:contribution [ a bf:PrimaryContribution ; bf:agent [ a bf:Agent ; rdfs:label "Academy of Sciences" ] ] ;
        bf:hasInstance [
            a bf:Instance ; bf:instanceOf _:journal ; bf:title _:vestnik ; bf:part "No. 3, p. 4-10" ;
            bf:identifiedBy [
                a bf:Lccn ; rdf:value "sn80000001" ; bf:assigner <http://id.loc.gov/vocabulary/organizations/dlc> ] ] .
    _:prostor a bf:Work ; bf:title _:t1 ; bf:hasInstance [ a bf:Instance ; bf:instanceOf _:prostor ; bf:title _:t1 ] .
    _:zhalyn a bf:Work ; bf:title _:t2 ; bf:hasInstance [ a bf:Instance ; bf:instanceOf _:zhalyn ; bf:title _:t2 ] .
    _:vestnik a bf:Title ; bf:mainTitle "Vestnik" .
    _:t1 a bf:Title ; bf:mainTitle "Prostor" .
    _:t2 a bf:Title ; bf:mainTitle "Zhalyn" .
    """
    joined = (field.tag, field.ind2) in JOINED
    if joined and _precedes(field, record):
        return
    relationship = Iri(f"{VOCABULARY}relationship/{_relationship(field)}")
    said: list[Value] = [Node([BF.Relationship], {RDFS.label: words}) for words in in_scripts(field, "i", chop)]
    says: dict[Iri, Value] = {BF.note: _explanation(field, record), BF.relationship: [relationship, *said]}
    for predicate, each in _associated(field, record):
        says[predicate] = [says.get(predicate), _work(each, record)]
    yield WORK, BF.relation, Node([BF.Relation], says)


def _relationship(field: Field) -> str:
    return RELATIONSHIPS_BY_INDICATOR.get((field.tag, field.ind2)) or RELATIONSHIPS[field.tag]


def _precedes(field: Field, record: Record) -> bool:
    """Whether the field right before this one is the same kind of link, and so has said this one's relation too."""
    before = next((before for before, each in pairwise(record.fields) if each is field), field)
    return before is not field and (before.tag, before.ind2) == (field.tag, field.ind2)


def _associated(field: Field, record: Record) -> list[Associated]:
    """The resources that a relation leads to: the field's own, and those of the links that belong together with it."""
    fields = _linked(field, record) if "8" in field else _joined(field, record)
    if fields[0] is not field:
        fields = [field]
    last = len(fields) - 1
    merged = _relationship(field) == "mergedtoform"
    return [Associated(BF.mergedWith if merged and n < last else BF.associatedResource, each) for n, each in enumerate(fields)]


def _linked(field: Field, record: Record) -> list[Field]:
    """The links with the same $8 as this one."""
    numbers = set(field.all("8"))
    return [each for each in record.fields if each.tag[0] == "7" and not numbers.isdisjoint(each.all("8"))]


def _joined(field: Field, record: Record) -> list[Field]:
    if (field.tag, field.ind2) not in JOINED:
        return [field]
    return [each for each in record.all(field.tag) if each.ind2 == field.ind2]


def _work(field: Field, record: Record) -> Node:
    """The related Work, with its Instance."""
    part: dict[Iri, Value] = {BFLC.appliesTo: applies_to(field), BF.role: [_role(value) for value in field.all("4")]}
    title = Node([BF.Title], {BF.mainTitle: _title(field, record, "st"), BF.qualifier: _qualifiers(field)})
    abbreviated = [Node([BF.AbbreviatedTitle], {BF.mainTitle: forms}) for forms in in_scripts(field, "p")]
    instance = Node([BF.Instance], _instance(field, record) | part, key=Key("instance", str(field)))
    says: dict[Iri, Value] = {
        BF.title: [title if title.says[BF.mainTitle] else "", abbreviated],
        BF.contribution: [_contribution(names) for names in in_scripts(field, "a", chop)],
        BF.language: [language(value) for value in field.all("e")],
        BF.note: [note(chop(value)) for value in field.all("v")],
        BF.identifiedBy: [identifier(BF.Issn, chop(value)) for value in field.all("x")],
        BF.hasInstance: instance,
    }
    return Node([BF.Work], says | part, key=_key(field))


def _instance(field: Field, record: Record) -> dict[Iri, Value]:
    linked = linked_record(field)
    numbers = [identifier(NUMBERS[code], chop(value)) for code, value in field.pairs("oruyz")]
    return {
        **linked,
        BF.identifiedBy: [numbers, linked[BF.identifiedBy]],
        BF.title: Node([BF.Title], {BF.mainTitle: _title(field, record, "t")}),
        BF.editionStatement: in_scripts(field, "b", chop),
        BF.provisionActivityStatement: in_scripts(field, "d", chop),
        BF.provisionActivity: [_place(value) for value in field.all("f")],
        BF.part: in_scripts(field, "g", chop),
        BF.extent: [Node([BF.Extent], {RDFS.label: label}) for label in in_scripts(field, "h", chop)],
        BF.note: [note(text) for code in "jmnq" for text in in_scripts(field, code, chop)],
        BF.seriesStatement: in_scripts(field, "k", chop),
    }


def _title(field: Field, record: Record, codes: str) -> list[str]:
    """The first of these subfields, in each script; a link without a title is to this record's own."""
    titles = [chop(next(filter(None, (each[code] for code in codes)), "")) for each in field.scripts()]
    return titles if any(titles) else [chop(record["245"].join("ab"))]


def _qualifiers(field: Field) -> list[str]:
    return [chop(value, parens=True) for each in field.scripts() for value in each.all("c")]


def _contribution(names: Sequence[str]) -> Node:
    return Node([BF.PrimaryContribution], {BF.agent: Node([BF.Agent], {RDFS.label: names})})


def _place(code: str) -> Node:
    return Node([BF.ProvisionActivity], {BF.place: coded_term("countries", code)})


def _role(text: str) -> Value:
    return term(text, BF.Role) if "://" in text else Node([BF.Role], {RDFS.label: text})


def _key(field: Field) -> Key | None:
    """The identity of the Work: its creator and title; a title that identifies nothing needs creator or ISSN."""
    title = next(filter(None, (field[code] for code in "st")), "")
    creator = keys.agent("agent", field["a"]) if field["a"] else None
    if not title:
        return None
    if creator or fold(title) not in keys.GENERIC_TITLES:
        return keys.hub(creator, title, *_qualifiers(field))
    return keys.hub(None, title, field["x"]) if field["x"] else None


def linking_entry_complexity_note(field: Field, record: Record) -> Iterator[Statement]:
    """580 Linking entry complexity note; one that explains a link of the record is said of that relation instead.

    580 ## $a Issued also on microfiche.

    <#Work> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/relnote>, bf:Note ; rdfs:label "Issued also on microfiche." ] .
    """
    if not _explains(field, record):
        yield WORK, BF.note, _relation_note(field)


def _relation_note(field: Field) -> Node:
    return note([each.all("a") for each in field.scripts()], kind("relnote"))


def _explains(field: Field, record: Record) -> bool:
    """Whether the note explains a link: one with the same $8, or one that its words speak of."""
    if "8" in field and _linked(field, record):
        return True
    text = field["a"]
    return any(
        words in text and any(not kinds or link.ind2 in kinds for link in record.all(tag)) for words, tag, kinds in EXPLAINED
    )


def _explanation(field: Field, record: Record) -> Value:
    """The note of the record that explains this link."""
    numbers = set(field.all("8"))
    for each in record.all("580"):
        if not numbers.isdisjoint(each.all("8")):
            return _relation_note(each)
    for words, tag, kinds in EXPLAINED:
        if field.tag == tag and (not kinds or field.ind2 in kinds):
            return next((_relation_note(each) for each in record.all("580") if words in each["a"]), "")
    return ""
