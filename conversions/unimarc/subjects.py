"""600-620: names, titles, topics, places, genres and free keywords as subjects.

A heading with subdivisions ($j form, $x topic, $y place, $z period) is a complex subject, made of its components.
"""

from collections.abc import Iterator, Sequence

from conversions import keys
from conversions.record import Field, Record
from conversions.scripts import fold, script_of
from conversions.tree import WORK, Key, Node, Statement, Value, collection
from conversions.unimarc import hubs, names
from conversions.unimarc.isbd import part, plain
from conversions.unimarc.linking import embedded
from conversions.unimarc.subfields import authority_numbers, codes, same_as, system, values
from ontology.names import BF, BFLC, MADS, RDFS, Iri

_SUBDIVISIONS = {"j": MADS.GenreForm, "x": MADS.Topic, "y": MADS.Geographic, "z": MADS.Temporal}
_KINDS = {
    "606": (BF.Topic, MADS.Topic), "607": (BF.Place, MADS.Geographic), "608": (BF.GenreForm, MADS.GenreForm),
    "616": (BF.Topic, MADS.Topic), "617": (BF.Place, MADS.Geographic), "623": (BF.Topic, MADS.Topic),
    "626": (BF.Topic, MADS.Topic),
}  # fmt: skip
_KEYS = {BF.Place: "place", BF.GenreForm: "genre"}
_PLACES = {"a": MADS.Country, "b": MADS.State, "c": MADS.County, "d": MADS.City, "e": MADS.CitySection}


def subject_key(kind: str, scheme: Sequence[Value], labels: Sequence[str]) -> Key | None:
    """The identity of a heading, from its Latin form where there are two; None for one that says nothing."""
    forms = [label for label in labels if label]
    if not forms:
        return None
    form = forms[0] if len(forms) == 1 else min(forms, key=lambda each: (script_of(each) != "Latn", fold(each)))
    return keys.subject(kind, "".join([each for each in scheme if isinstance(each, str)]), form)


def _divided(field: Field) -> bool:
    return any(code in _SUBDIVISIONS for code, _ in field.subfields)


def _whole(heading: str, field: Field) -> str:
    """``Kazakhstan--History--20th century``."""
    return "--".join(filter(None, [heading, *(part(value) for _, value in field.pairs("jxyz"))]))


def _components(field: Field) -> list[Node]:
    return [Node([_SUBDIVISIONS[code]], {MADS.authoritativeLabel: part(value)}) for code, value in field.pairs("jxyz")]


def _source(field: Field, record: Record) -> dict[Iri, Value]:
    return {BF.source: system(field), BF.identifiedBy: authority_numbers(field, record)}


def _complex(field: Field, first: Node, labels: Sequence[str], record: Record) -> Node:
    """A heading with its subdivisions, of which $3 is the authority."""
    says = {
        RDFS.label: labels,
        MADS.authoritativeLabel: labels,
        MADS.componentList: collection([first, *_components(field)]),
        **_source(field, record),
    }
    key = subject_key("topic", system(field), labels)
    return Node([BF.Topic, MADS.ComplexSubject], says, key=key, same_as=same_as(field))


def topical_subject(field: Field, record: Record) -> Iterator[Statement]:
    """606 Topical name, 607 Geographical name, 608 Form, 616 Trademark, 617 Hierarchical place, 623 Character as subjects.

    100 ## $a 20071030d2007    u  y0rusy0179    ca
    606 1# $a Казахская литература $x История и критика $y Россия $z 19 - 20 вв. $j Сборники $2 nlr-sh
    607 ## $a Алматы
    608 ## $a Учебники $2 nlr_sh

    <#Work> bf:subject [
            a bf:Topic, madsrdf:ComplexSubject ; bf:source <http://id.loc.gov/vocabulary/subjectSchemes/nlr_sh> ;
            rdfs:label "Казахская литература--История и критика--Россия--19 - 20 вв.--Сборники"@ru ;
            madsrdf:authoritativeLabel "Казахская литература--История и критика--Россия--19 - 20 вв.--Сборники"@ru ;
            madsrdf:componentList (
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "Казахская литература"@ru ]
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "История и критика"@ru ]
                [ a madsrdf:Geographic ; madsrdf:authoritativeLabel "Россия"@ru ]
                [ a madsrdf:Temporal ; madsrdf:authoritativeLabel "19 - 20 вв."@ru ]
                [ a madsrdf:GenreForm ; madsrdf:authoritativeLabel "Сборники"@ru ]
            ) ],
        [ a bf:Place, madsrdf:Geographic ; rdfs:label "Алматы"@ru ; madsrdf:authoritativeLabel "Алматы"@ru ] ;
        bf:genreForm [ a bf:GenreForm, madsrdf:GenreForm ; bf:source <http://id.loc.gov/vocabulary/genreFormSchemes/nlr_sh> ;
            rdfs:label "Учебники"@ru ; madsrdf:authoritativeLabel "Учебники"@ru ] .
    """
    kind, component = _KINDS[field.tag]
    headings = ["--".join(filter(None, map(part, each.all("abcdefhm")))) for each in field.scripts()]
    if _divided(field):
        first = Node([component], {MADS.authoritativeLabel: headings})
        labels = [_whole(heading, each) for heading, each in zip(headings, field.scripts(), strict=True)]
        yield WORK, BF.subject, _complex(field, first, labels, record)
        return
    scheme = system(field, "genreFormSchemes" if kind == BF.GenreForm else "subjectSchemes")
    says = {**_source(field, record), RDFS.label: headings, MADS.authoritativeLabel: headings, BF.source: scheme}
    node = Node([kind, component], says, key=subject_key(_KEYS.get(kind, "topic"), scheme, headings), same_as=same_as(field))
    if any(headings):
        yield WORK, BF.genreForm if kind == BF.GenreForm else BF.subject, node


def name_subject(field: Field, record: Record) -> Iterator[Statement]:
    """600 Person, 601 Organization or meeting, 602 Family as subject: the agent; with subdivisions a complex subject.

    600 #0 $a Екатерина $d II $c имп. $f 1729-1796
    600 #1 $a Әуезов $b М. $g Мұхтар $x Отзывы $2 nlr-sh

    <#Work> bf:subject [ a bf:Agent, bf:Person ; rdfs:label "Екатерина II, имп., 1729-1796"@ru ], [
            a bf:Topic, madsrdf:ComplexSubject ; bf:source <http://id.loc.gov/vocabulary/subjectSchemes/nlr_sh> ;
            rdfs:label "Әуезов, Мұхтар--Отзывы"@kk ; madsrdf:authoritativeLabel "Әуезов, Мұхтар--Отзывы"@kk ;
            madsrdf:componentList (
                [ a bf:Agent, bf:Person ; rdfs:label "Әуезов, Мұхтар"@kk ]
                [ a madsrdf:Topic ; madsrdf:authoritativeLabel "Отзывы"@ru ]
            ) ] .
    """
    if not _divided(field):
        node = names.agent(field, record)
        yield WORK, BF.subject, node | {BF.source: system(field)} if node and "2" in codes(field) else node
        return
    first = names.agent(field.without("3"), record)
    labels = [_whole(name.label, each) for name, each in zip(names.names(field), field.scripts(), strict=False)]
    yield WORK, BF.subject, _complex(field, first, labels, record)


def title_subject(field: Field, record: Record) -> Iterator[Statement]:
    """604 Name and title (embedded, or $a and $t), 605 Title as subject: the work so titled.

    604 ## $1 700#0 $a Абай $f 1845-1904 $1 500## $a Қарасөздер
    605 ## $a Коран

    <#Work> bf:subject [ a bf:Hub ; bf:title [ a bf:Title ; bf:mainTitle "Қарасөздер"@kk ] ;
            bf:contribution [ a bf:Contribution, bf:PrimaryContribution ;
                bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
                bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Абай, 1845-1904"@und-cyrl ] ] ],
        [ a bf:Hub ; bf:title [ a bf:Title ; bf:mainTitle "Коран"@und-cyrl ] ] .
    """
    inner = embedded(field)
    node = hubs.named(field, inner, record)
    if node:
        yield WORK, BF.subject, node | {BF.source: [system(each) for each in (field, *inner)]}


def uncontrolled_subject_terms(field: Field, record: Record) -> Iterator[Statement]:
    """610 Uncontrolled subject terms: free keywords, one or many to a field.

    610 0# $a көшпелілер $a қазақтар
    610 ## $a История России $x Перестройка $2 local_sh

    <#Work> bf:subject [ a bf:Topic, bflc:Uncontrolled ; rdfs:label "көшпелілер"@kk ],
        [ a bf:Topic, bflc:Uncontrolled ; rdfs:label "қазақтар"@kk ],
        [ a bf:Topic, bflc:Uncontrolled ; rdfs:label "История России--Перестройка"@ru ;
            bf:source <http://id.loc.gov/vocabulary/subjectSchemes/local_sh> ] .
    """
    divided = _divided(field)
    terms = [_whole(part(field["a"]), field)] if divided else values(field, "a", part)
    for term in terms:
        if term:
            says: dict[Iri, Value] = {RDFS.label: term, **_source(field, record)}
            key = keys.subject("topic", "uncontrolled", term)
            yield WORK, BF.subject, Node([BF.Topic, BFLC.Uncontrolled], says, key=key)


def subject_category(field: Field, record: Record) -> Iterator[Statement]:
    """615 Subject category: its name ($a, $x) and code ($n, $m), of the system in $2.

    615 ## $a Тарих $n 03.20 $2 rugasnti

    <#Work> bf:subject [ a bf:Topic ; bf:code "03.20" ; rdfs:label "Тарих"@ru ;
        bf:source <http://id.loc.gov/vocabulary/subjectSchemes/rugasnti> ] .
    """
    label, code = "--".join(values(field, "ax")), ".".join(values(field, "nm"))
    if label or code:
        key = subject_key("topic", system(field), [code or label])
        says = {RDFS.label: label, BF.code: code, **_source(field, record)}
        yield WORK, BF.subject, Node([BF.Topic], says, key=key)


def place_access(field: Field, _: Record) -> Iterator[Statement]:
    """620, 621 Place and date access: where it was published, performed or made, from the country down to the city.

    620 ## $a Қазақстан $d Алматы

    <#Work> bf:place [ a bf:Place, madsrdf:HierarchicalGeographic ; rdfs:label "Қазақстан--Алматы"@kk ;
        madsrdf:componentList (
            [ a madsrdf:Country ; rdfs:label "Қазақстан"@kk ] [ a madsrdf:City ; rdfs:label "Алматы"@ru ] ) ] .
    """
    pairs = [(code, part(value)) for code, value in field.pairs("abcde")]
    label = "--".join(filter(None, (text for _, text in pairs)))
    components = [Node([_PLACES[code]], {RDFS.label: text}) for code, text in pairs]
    says: dict[Iri, Value] = {RDFS.label: label, MADS.componentList: collection(components)}
    key = keys.subject("place", "", label) if label else None
    yield WORK, BF.place, Node([BF.Place, MADS.HierarchicalGeographic], says, key=key)
    for date in values(field, "fgh"):
        yield WORK, BF.date, plain(date)
