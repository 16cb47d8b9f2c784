"""3XX Notes, with what kind of note they are."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.shapes import VOCABULARY, note, relation, relationship
from conversions.tree import ADMIN, INSTANCE, WORK, Node, Statement, Value
from conversions.unimarc import names
from conversions.unimarc.isbd import element, joined, plain
from conversions.unimarc.linking import embedded
from conversions.unimarc.links import linked
from conversions.unimarc.subfields import institutions, system, values
from ontology.names import BF, BFLC, RDF, RDFS, Iri

_TYPES = f"{VOCABULARY}mnotetype/"
_KINDS = {
    "301": "", "305": "", "306": "", "307": "physical", "310": "binding", "311": "relnote", "315": "number", "320": "biblio",
    "323": "participants", "325": "repro", "324": "orig", "336": "computer", "338": "fundinfo", "340": "biogdata",
}  # fmt: skip
"""By tag: the kind of note in the Library of Congress's list."""

_CITATION = Iri(f"{_TYPES}refcitation")
_INTERNAL = Iri(f"{_TYPES}internal")


def general_note(field: Field, record: Record) -> Iterator[Statement]:
    """300-315, 320-325, 335-340 and RUSMARC 229, 239: notes on the Instance, of a kind that the tag tells.

    300 ## $a Объявление издателя на с. 9
    320 ## $a Библиогр.: с. 31-32

    <#Instance> bf:note [ a bf:Note ; rdfs:label "Объявление издателя на с. 9"@ru ],
        [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/biblio> ; rdfs:label "Библиогр.: с. 31-32"@ru ] .
    """
    kind = _KINDS.get(field.tag)
    for text in values(field, "abcdefg"):
        node = note(text, Iri(_TYPES + kind) if kind else None)
        yield INSTANCE, BF.note, node | {BFLC.applicableInstitution: institutions(field)} if "5" in field else node


def copy_note(field: Field, record: Record) -> Iterator[Statement]:
    """316, 317, 318 Notes on the copy in hand, on where it came from, on what was done to it; $5 is the library and shelf mark.

    316 ## $a Экз. с автогр. $5 NLR: 138/2897

    <#Instance> bf:note [ a bf:Note ; rdfs:label "Экз. с автогр."@ru ;
        bflc:applicableInstitution [ a bf:Organization, bf:Agent ; rdfs:label "NLR: 138/2897" ] ] .
    """
    text = ", ".join(values(field, "abcdefhijklnopru"))
    kind = Iri(f"{_TYPES}action") if field.tag == "318" else None
    if text:
        yield INSTANCE, BF.note, note(text, kind) | {BFLC.applicableInstitution: institutions(field)}


def references(field: Field, record: Record) -> Iterator[Statement]:
    """321 External indexes, abstracts and references: the source, with place in it ($c), dates ($b) and ISSN ($x).

    321 1# $a Сводный каталог русской книги 1801-1825 гг. $c 3216

    <#Instance> bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/refcitation> ;
        rdfs:label "Сводный каталог русской книги 1801-1825 гг."@ru ; bflc:citation "3216" ] .
    """
    issn: list[Value] = [Node([BF.Issn], {RDF.value: value}) for value in values(field, "x")]
    says: dict[Iri, Value] = {BFLC.citation: values(field, "c"), BF.date: values(field, "b"), BF.identifiedBy: issn}
    for text in values(field, "a"):
        yield INSTANCE, BF.note, note(text, _CITATION) | says


def contents(field: Field, record: Record) -> Iterator[Statement]:
    """327 Contents: one string, or a title to a subfield; with embedded fields the author, too.

    327 1# $a Қарасөздер $a Өлеңдер
    327 1# $1 2001 $a Теоретическая механика $1 700#1 $a Тарг $b С. М. $4 070

    <#Work> bf:tableOfContents [ a bf:TableOfContents ; rdfs:label "Қарасөздер ; Өлеңдер"@kk ],
        [ a bf:TableOfContents ; rdfs:label "Теоретическая механика / Тарг, С. М."@ru ] ;
        bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/part> ;
            bf:associatedResource _:part ] .
    _:part a bf:Work ; bf:title _:title ; bf:hasInstance [ a bf:Instance ; bf:instanceOf _:part ; bf:title _:title ] ;
        bf:contribution [ a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Тарг, С. М."@und-cyrl ] ] .
    _:title a bf:Title ; bf:mainTitle "Теоретическая механика"@ru .
    """
    if inner := embedded(field):
        titles = [joined(each.pairs("acdefghiv")) for each in inner if each.tag == "200"]
        people = [names.label(each) for each in inner if each.tag[0] == "7"]
        yield WORK, BF.tableOfContents, _contents(" / ".join(filter(None, ["; ".join(titles), "; ".join(filter(None, people))])))
        yield WORK, BF.relation, relation(relationship("part"), linked(field, record).work())
        return
    for each in field.scripts():
        yield WORK, BF.tableOfContents, _contents(" ; ".join(filter(None, map(element, each.all("abcdefghipz")))))


def _contents(text: str) -> Node:
    return Node([BF.TableOfContents], {RDFS.label: text})


def dissertation(field: Field, record: Record) -> Iterator[Statement]:
    """328 Dissertation note: whole, or degree ($b), discipline ($c), institution ($e) and date ($d).

    328 #0 $b Дис. ... канд. ист. наук $c 07.00.02 $e КазГУ $d 1995 $t Көшпелілер

    <#Work> bf:dissertation [ a bf:Dissertation ; bf:degree "Дис. ... канд. ист. наук" ; bf:date "1995" ;
        bf:note [ a bf:Note ; rdfs:label "07.00.02" ], [ a bf:Note ; rdfs:label "Көшпелілер"@kk ] ;
        bf:grantingInstitution [ a bf:Agent ; rdfs:label "КазГУ"@und-cyrl ] ] .
    """
    says: dict[Iri, Value] = {
        RDFS.label: values(field, "a"),
        BF.degree: values(field, "b", element),
        BF.date: values(field, "d"),
        BF.grantingInstitution: [Node([BF.Agent], {RDFS.label: text}) for text in values(field, "e", element)],
        BF.note: [note(text) for text in values(field, "ctz")],
    }
    yield WORK, BF.dissertation, Node([BF.Dissertation], says)


def summary(field: Field, record: Record) -> Iterator[Statement]:
    """330 Summary or abstract.

    330 ## $a Роман-эпопея о жизни Абая.

    <#Work> bf:summary [ a bf:Summary ; rdfs:label "Роман-эпопея о жизни Абая."@ru ] .
    """
    for text in values(field, "a"):
        yield WORK, BF.summary, Node([BF.Summary], {RDFS.label: text})


def preferred_citation(field: Field, record: Record) -> Iterator[Statement]:
    """332 Preferred citation of the described resource.

    332 ## $a Әуезов М. Абай жолы

    <#Instance> bf:preferredCitation "Әуезов М. Абай жолы" .
    """
    yield INSTANCE, BF.preferredCitation, values(field, "a")


def users(field: Field, record: Record) -> Iterator[Statement]:
    """333 Users or intended audience.

    333 ## $a Для студентов вузов

    <#Work> bf:intendedAudience [ a bf:IntendedAudience ; rdfs:label "Для студентов вузов"@ru ] .
    """
    for text in values(field, "ab"):
        says: dict[Iri, Value] = {RDFS.label: text, BF.source: system(field, "targetAudienceSchemes")}
        yield WORK, BF.intendedAudience, Node([BF.IntendedAudience], says)


def acquisition_information(field: Field, record: Record) -> Iterator[Statement]:
    """345 Acquisition information: where it can be got, stock number ($b), medium ($c), terms ($d).

    100 ## $a 20071030d2007    u  y0rusy0179    ca
    345 ## $a Наука $b 001689E $c CD-ROM $d 250 р.

    <#Instance> bf:acquisitionSource [ a bf:AcquisitionSource ; rdfs:label "Наука"@ru ; bf:acquisitionTerms "250 р." ;
        bf:identifiedBy [ a bf:StockNumber ; rdf:value "001689E" ] ; bf:note [ a bf:Note ; rdfs:label "CD-ROM" ] ] .
    """
    says: dict[Iri, Value] = {
        RDFS.label: values(field, "a"),
        BF.identifiedBy: [Node([BF.StockNumber], {RDF.value: value}) for value in values(field, "b")],
        BF.note: [note(text) for text in values(field, "c")],
        BF.acquisitionTerms: values(field, "d"),
    }
    yield INSTANCE, BF.acquisitionSource, Node([BF.AcquisitionSource], says)


def awards(field: Field, record: Record) -> Iterator[Statement]:
    """334 Awards note: the award in words, its name ($b), year ($c) and country ($d).

    334 ## $a Мемлекеттік сыйлық $c 1949

    <#Work> bf:awards "Мемлекеттік сыйлық, 1949" .
    """
    yield WORK, BF.awards, ", ".join(values(field, "abcd"))


def catalogers_note(field: Field, record: Record) -> Iterator[Statement]:
    """830 General cataloguer's note, on the description.

    830 ## $a Содерж. раскрыто по предисл.

    <#AdminMetadata> bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/internal> ;
        rdfs:label "Содерж. раскрыто по предисл."@ru ] .
    """
    yield ADMIN, BF.note, [note(plain(value), _INTERNAL) for value in field.all("a")]
