"""500-507, 576-577, 740-742 and names with titles: uniform titles. Each stands for a Hub, what all versions of a work share."""

from collections.abc import Iterator, Sequence

from conversions import keys
from conversions.record import Field, Record
from conversions.scripts import fold, script_of
from conversions.shapes import contribution, relation, relationship, title
from conversions.tree import WORK, Key, Node, Statement, Value
from conversions.unimarc import names
from conversions.unimarc.isbd import element, joined, unsorted
from conversions.unimarc.linking import embedded
from conversions.unimarc.roles import roles
from conversions.unimarc.subfields import authority_numbers, coded, codes, same_as, values
from ontology.names import BF, BFLC, RDFS, Iri

_IN_TITLE = "ahiklmnqrsuvwjxyz"
_MARKS = dict.fromkeys(_IN_TITLE, ". ")
_CREATORS = ("700", "710", "720")
_ATTRIBUTES: dict[str, tuple[Iri, Iri | None]] = {
    "k": (BF.originDate, None),
    "q": (BF.version, None),
    "r": (BF.musicMedium, BF.MusicMedium),
    "u": (BF.keyMode, BF.KeyMode),
}


def hub(field: Field, record: Record, creators: Sequence[Field] = ()) -> Node:
    """The Hub that a uniform title stands for, made by these creators."""
    labels = [joined(each.pairs(_IN_TITLE), _MARKS) for each in field.scripts()]
    said: dict[Iri, Value] = {
        BF.contribution: [names.contributed(each, record) for each in creators],
        BF.title: title(labels, number=values(field, "h", element), name=values(field, "i", element))
        | {BFLC.nonSortNum: unsorted(field["a"])},
    }
    for code, value in field.pairs("kqru"):
        predicate, kind = _ATTRIBUTES[code]
        text = element(value)
        said[predicate] = [said.get(predicate, ""), Node([kind], {RDFS.label: text}) if kind else text]
    said[BF.language] = [_language(value) for value in values(field, "m", element)]
    if "3" in codes(field):
        said[BF.identifiedBy] = authority_numbers(field, record)
    creator = names.agent_key(creators[0]) if creators else None
    return Node([BF.Hub], said, key=_key(field, creator), same_as=same_as(field))


def _language(text: str) -> Value:
    return (coded("languages", text) if len(text) == 3 else "") or Node([BF.Language], {RDFS.label: text})


def _key(field: Field, creator: Key | None) -> Key | None:
    """The identity of the work, from its Latin form where there are two; None for a title that identifies nothing."""
    forms = [form for each in field.scripts() if (form := [text for value in each.all(_IN_TITLE) if (text := element(value))])]
    if not forms:
        return None
    main, *details = forms[0] if len(forms) == 1 else min(forms, key=lambda form: (script_of(form[0]) != "Latn", fold(form[0])))
    if creator is None and fold(main) in keys.GENERIC_TITLES:
        return None
    return keys.hub(creator, main, *details)


def named(field: Field, inner: Sequence[Field], record: Record) -> Node:
    """The Hub of a name with a title: embedded fields, or $a and $t of the field itself; a title alone has no creator."""
    titles = [each for each in inner if each.tag in ("200", "500", "501", "740")]
    creators = [each for each in inner if each.tag in ("700", "701", "710", "720")]
    if titles or creators:
        return hub(titles[0] if titles else Field("500"), record, creators)
    if "t" not in codes(field):
        return hub(field, record)
    whole: Value = [element(text) for text in field.all("t")]
    about: dict[Iri, Value] = {BF.title: title(whole)}
    if creator := names.agent(_person(field), record):
        about[BF.contribution] = contribution(creator, roles(field, record), primary=True)
    return Node([BF.Hub], about, key=keys.hub(names.agent_key(_person(field)), field["t"]), same_as=same_as(field))


def _person(field: Field) -> Field:
    """The name of a name and title field as the field that it would be alone."""
    return Field("700", field.ind1, field.ind2, field.pairs("abcdfg4"))


def uniform_title(field: Field, record: Record) -> Iterator[Statement]:
    """500 Uniform title, 506, 507 title of work and expression: the Hub of the Work, made by the heading (700, 710, 720).

    500 11 $a Библия $i Новый Завет $m рус. $k 2010

    <#Work> bf:expressionOf [ a bf:Hub ; bf:originDate "2010" ; bf:language [ a bf:Language ; rdfs:label "рус."@und-cyrl ] ;
        bf:title [ a bf:Title ; bf:mainTitle "Библия. Новый Завет. рус. 2010"@ru ; bf:partName "Новый Завет"@ru ] ] .
    """
    yield WORK, BF.expressionOf, hub(field, record, record.all(*_CREATORS)[:1])


def contained_work(field: Field, record: Record) -> Iterator[Statement]:
    """576, 577 Name and title of a work or expression that the resource contains: embedded fields, or $a and $t.

    576 ## $a Абай $f 1845-1904 $t Қарасөздер

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/part> ;
        bf:associatedResource [ a bf:Hub ; bf:title [ a bf:Title ; bf:mainTitle "Қарасөздер"@kk ] ;
            bf:contribution [ a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/ctb> ;
                bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Абай, 1845-1904"@und-cyrl ] ] ] ] .
    """
    yield WORK, BF.relation, relation(relationship("part"), named(field, embedded(field), record))


def legal_uniform_title(field: Field, record: Record) -> Iterator[Statement]:
    """740, 741, 742 Uniform and conventional headings for legal and religious texts: the heading, or a related work.

    101 0# $a ara
    740 ## $a Коран
    742 ## $a Конституция

    <#Work> bf:expressionOf [ a bf:Hub ; bf:title [ a bf:Title ; bf:mainTitle "Коран"@und-cyrl ] ] ;
        bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/relatedwork> ;
            bf:associatedResource [ a bf:Hub ; bf:title [ a bf:Title ; bf:mainTitle "Конституция"@ru ] ] ] .
    """
    if field.tag == "742":
        yield WORK, BF.relation, relation(relationship("relatedwork"), hub(field, record))
    else:
        yield WORK, BF.expressionOf, hub(field, record)
