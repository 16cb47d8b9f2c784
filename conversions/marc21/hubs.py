"""Uniform titles: 130, 240, 730, and names with the title of a work. Each stands for a Hub, what all versions of a work share.

`hub` serves 600-630 and 800-830 too.
"""

from collections.abc import Iterator, Sequence

from conversions import keys
from conversions.marc21.names import agent_key, contribution, title_code
from conversions.marc21.punctuation import chop
from conversions.marc21.subfields import (
    VOCABULARY,
    address,
    applies_to,
    identifiers,
    institutions,
    is_address,
    marc_key,
    marc_keys,
    sources,
)
from conversions.record import Field, Record, Subfield
from conversions.scripts import fold, script_of
from conversions.tree import WORK, Key, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, Iri

_IN_TITLE = "abcdefghjklmnopqrstu9"
"""The subfields that may be part of the title of a work."""

_SORTED_BY = {"130": 1, "630": 1, "730": 1, "240": 2, "440": 2, "830": 2}
"""By tag: the indicator that counts the characters which sorting skips."""

_PART = Iri(VOCABULARY + "relationship/part")
_RELATED = Iri(VOCABULARY + "relationship/relatedwork")
_VARIANT_ENTRY = Iri("http://id.loc.gov/ontologies/bflc/hasVariantEntry")
_RELATIONSHIPS = {
    "is arrangement of": Iri(VOCABULARY + "relationship/arrangementof"),
    "is translation of": Iri(VOCABULARY + "relationship/translationof"),
}


def title_part(field: Field, title: str) -> list[Subfield]:
    """The subfields of the title of a work: those of the field, of a name with a title those from the title on."""
    found = field.pairs(_IN_TITLE)
    if not title or field.tag[1:] in ("30", "40"):
        return found
    return found[next((n for n, (code, _) in enumerate(found) if code == title), len(found)) :]


def title_label(field: Field, title: str = "") -> str:
    """The title of a work with its parts, language and so on as one string."""
    return " ".join(value for _, value in title_part(field, title))


def hub(field: Field, record: Record, kinds: Sequence[Iri] = (), says: dict[Iri, Value] | None = None) -> Node:
    """The Hub that a uniform title, or a name with the title of a work, stands for; ``kinds`` and ``says`` are added to it.

    A name without a title names no work: what is left is a Hub that is nothing but its creator's.
    """
    title = title_code(field, record)
    creators = _creators(field, record)
    said: dict[Iri, Value] = {**(says or {}), BF.contribution: [contribution(each, record) for each in creators]}
    if creators and creators[0] is field and not title:
        return Node([BF.Hub, *kinds], said)
    said |= {BF.title: _title(field, title), **_attributes(field)}
    if title != "k":
        said = _merged(said, _control_subfields(field, title))
    said[BFLC.marcKey] = _marc_keys(field, record, title)
    arrangement = [BF.Arrangement] if "o" in field.codes else []
    creator = agent_key(creators[0], title if creators[0] is field else "") if creators else None
    return Node([BF.Hub, *kinds, *arrangement], said, key=_key(field, title, creator), same_as=same_as(field, title))


def _creators(field: Field, record: Record) -> list[Field]:
    """The headings that name the creator: the field itself, or the main entry that a 240 belongs to."""
    if field.tag == "240":
        return record.all("100", "110", "111")
    return [field] if field.tag[1:] in ("00", "10", "11") else []


def _title(field: Field, title: str) -> Node:
    nonfiling = (field.ind1 if _SORTED_BY[field.tag] == 1 else field.ind2) if field.tag in _SORTED_BY else "0"
    numbered = title_part(field, title) if field.tag[1:] == "11" else field.pairs("n")
    return Node(
        [BF.Title],
        {
            BFLC.nonSortNum: "" if nonfiling in ("0", " ") else nonfiling,
            BF.mainTitle: [chop(title_label(each, title)) for each in field.scripts()],
            BF.partNumber: [chop(value) for code, value in numbered if code == "n"],
            BF.partName: [chop(value) for value in field.all("p")],
        },
    )


def _attributes(field: Field) -> dict[Iri, Value]:
    """What the other subfields of a uniform title say of the work."""
    said: dict[Iri, list[Value]] = {}
    of_title = field.tag[1:] in ("30", "40")
    for code, value in field.pairs("dflmrsx"):
        if code == "d" and of_title:
            said.setdefault(BF.legalDate, []).append(chop(value, parens=True))
        elif code == "x" and field.tag[0] == "7":
            said.setdefault(BF.identifiedBy, []).append(Node([BF.Issn], {RDF.value: chop(value)}))
        elif code in _ATTRIBUTES:
            predicate, kind = _ATTRIBUTES[code]
            said.setdefault(predicate, []).append(Node([kind], {RDFS.label: chop(value)}) if kind else chop(value))
    return {**said}


_ATTRIBUTES: dict[str, tuple[Iri, Iri | None]] = {
    "f": (BF.originDate, None),
    "l": (BF.language, BF.Language),
    "m": (BF.musicMedium, BF.MusicMedium),
    "r": (BF.keyMode, BF.KeyMode),
    "s": (BF.version, None),
}


def _control_subfields(field: Field, title: str) -> dict[Iri, Value]:
    pairs = _after(field, "0", title)
    numbers = [pair for pair in pairs if not is_address(pair[1])]
    further = [pair for pair in pairs if is_address(pair[1])][1:]
    return {
        BF.source: sources(field),
        BFLC.appliesTo: applies_to(field),
        BFLC.applicableInstitution: institutions(field),
        **identifiers([*further, *numbers]),
    }


def _after(field: Field, codes: str, title: str) -> list[Subfield]:
    """Those of these subfields that follow the title; all where the field is nothing but a title."""
    if title != "t":
        return field.pairs(codes)
    found = field.pairs(codes + title)
    return [pair for pair in found[[code for code, _ in found].index(title) :] if pair[0] != title]


def _merged(said: dict[Iri, Value], more: dict[Iri, Value]) -> dict[Iri, Value]:
    """Both together; where both speak of a property, both values."""
    return said | {name: [said[name], value] if name in said else value for name, value in more.items()}


def same_as(field: Field, title: str) -> list[Iri]:
    """The IRI of the work: $1, FAST, or the first IRI in $0 or $w."""
    pairs = _after(field, "01w", title)
    ones = [value for code, value in pairs if code == "1" and value.startswith("http")]
    fast = [value for code, value in pairs if code == "0" and value.startswith("(OCoLC)fst") and title != "t"]
    others = [value for code, value in pairs if code != "1" and is_address(value)]
    return [address(value) for value in (ones or fast or others)[:1]]


def _key(field: Field, title: str, creator: Key | None) -> Key | None:
    """The identity of the work, from its Latin form where there are two; None for a title that identifies nothing."""
    forms = [part for each in field.scripts() if (part := [value for _, value in title_part(each, title)])]
    if not forms:
        return None
    main, *details = forms[0] if len(forms) == 1 else min(forms, key=lambda form: (script_of(form[0]) != "Latn", fold(form[0])))
    if creator is None and fold(main) in keys.GENERIC_TITLES:
        return None
    return keys.hub(creator, main, *details)


def _marc_keys(field: Field, record: Record, title: str) -> list[Value]:
    """The field as a line; of a 240 and of a main entry with a title, the line of a name with a title."""
    if title == "k":
        return [marc_key(each).replace("$k", "$t", 1) for each in field.scripts()]
    mains = record.all("100", "110", "111") if field.tag == "240" else []
    if not mains:
        return marc_keys(field)
    lines = [[marc_key(each) for each in one.scripts()] for one in (mains[0], field)]
    return [f"{name}$t{own.partition('$a')[2]}" for name, own in zip(*lines, strict=False)]


def relation(field: Field, record: Record, relationships: Sequence[Value]) -> Node:
    """How the Work is related to the Hub of an added entry."""
    return Node([BF.Relation], {BF.relationship: relationships, BF.associatedResource: hub(field, record)})


def _relationship(field: Field, said: Sequence[str], *, contained: bool) -> Iri:
    """The kind of an added entry: by its second indicator and by the few words of $i that have a code."""
    if contained:
        return _PART
    if field.ind2 == "4" and not said:
        return _VARIANT_ENTRY
    coded = [_RELATIONSHIPS[words] for words in _RELATIONSHIPS if words in said and field.ind2 == " "]
    return coded[0] if coded else _RELATED


def _worded(words: str) -> Node:
    return Node([BF.Relationship], {RDFS.label: chop(words)})


def main_entry_uniform_title(field: Field, record: Record) -> Iterator[Statement]:
    """130, 240 Uniform title: the Hub that the Work is an expression of. In a record about a Hub it is the Hub's own title.

    130 0# $a Bible. $p New Testament. $l Kazakh. $f 2010

    <#Work> bf:expressionOf [
            a bf:Hub ; bflc:marcKey "1300 $aBible.$pNew Testament.$lKazakh.$f2010" ; bf:originDate "2010" ;
            bf:language [ a bf:Language ; rdfs:label "Kazakh" ] ;
            bf:title [ a bf:Title ; bf:mainTitle "Bible. New Testament. Kazakh. 2010" ; bf:partName "New Testament" ] ] .
    """
    node = hub(field, record)
    if record.leader[6:7] != "q":
        yield WORK, BF.expressionOf, node
        return
    for each in node.types:
        yield WORK, RDF.type, each
    for predicate, value in node.says.items():
        if predicate != BF.contribution:
            yield WORK, predicate, value


def main_entry_title(field: Field, record: Record) -> Iterator[Statement]:
    """100, 110, 111 Main entry with the title of a work in $t, or without 240 in $k: the Hub that the Work is an expression of.

    110 1# $a Kazakhstan. $k Laws, etc. $g 2010

    <#Work> bf:expressionOf [
            a bf:Hub ; bflc:marcKey "1101 $aKazakhstan.$tLaws, etc.$g2010" ;
            bf:contribution [
                a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
                bf:agent [ a bf:Agent, bf:Jurisdiction ; bflc:marcKey "1101 $aKazakhstan" ; rdfs:label "Kazakhstan" ] ] ;
            bf:title [ a bf:Title ; bf:mainTitle "Laws, etc. 2010" ] ] .
    """
    if title_code(field, record):
        yield WORK, BF.expressionOf, hub(field, record)


def added_entry_uniform_title(field: Field, record: Record) -> Iterator[Statement]:
    """730 Added entry of a uniform title: a related work, or with second indicator 2 a part of this one.

    730 02 $i Container of (work): $a Bhagavadgītā. $l Kazakh. $x 1234-5679

    <#Work> bf:relation [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/part> ;
            bf:associatedResource [
                a bf:Hub ; bflc:marcKey "73002$iContainer of (work):$aBhagavadgītā.$lKazakh.$x1234-5679" ;
                bf:identifiedBy [ a bf:Issn ; rdf:value "1234-5679" ] ; bf:language [ a bf:Language ; rdfs:label "Kazakh" ] ;
                bf:title [ a bf:Title ; bf:mainTitle "Bhagavadgītā. Kazakh." ] ] ] .
    """
    said = field.all("i")
    contains = not said or "ontainer of" in said[0] or "ontains" in said[0]
    relationship = _relationship(field, said, contained=field.ind2 == "2" and contains)
    words = [each for each in said if "ontainer of" not in each and "ontains" not in each and each not in _RELATIONSHIPS]
    yield WORK, BF.relation, relation(field, record, [relationship, *map(_worded, words)])


def added_entry_name_title(field: Field, record: Record) -> Iterator[Statement]:
    """700, 710, 711 Added entry of a name with the title of a work: a related work, or by indicator 2 a part of this one.

    700 12 $i Contains (work): $a Abai, $d 1845-1904. $t Selections. $l Russian.

    <#Work> bf:relation [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/part> ;
            bf:associatedResource [
                a bf:Hub ; bflc:marcKey "70012$iContains (work):$aAbai,$d1845-1904.$tSelections.$lRussian." ;
                bf:contribution [
                    a bf:Contribution ; bf:role <http://id.loc.gov/vocabulary/relators/ctb> ;
                    bf:agent [
                        a bf:Agent, bf:Person ;
                        bflc:marcKey "70012$iContains (work):$aAbai,$d1845-1904.$tSelections.$lRussian." ;
                        rdfs:label "Abai, 1845-1904" ] ] ;
                bf:language [ a bf:Language ; rdfs:label "Russian" ] ;
                bf:title [ a bf:Title ; bf:mainTitle "Selections. Russian." ] ] ] .
    """
    if "t" not in field.codes:
        return
    said = field.all("i")
    relationship = _relationship(field, said, contained=field.ind2 == "2")
    words = [each for each in said if each not in _RELATIONSHIPS and not (relationship == _PART and "ontain" in each)]
    told = words if relationship in (_PART, _RELATED) else []
    yield WORK, BF.relation, relation(field, record, [relationship, *map(_worded, told)])
