"""225 and 4XX: series, parts, translations, earlier and later titles, and other linked works.

A link is written in two ways, as whole fields embedded after $1 or as subfields; `Linked` is what both tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

from conversions import keys
from conversions.record import Field, Record, Subfield
from conversions.scripts import fold
from conversions.shapes import VOCABULARY, note, relation, relationship, title
from conversions.text import iri
from conversions.tree import WORK, Key, Node, Statement, Value
from conversions.unimarc import hubs, names
from conversions.unimarc.isbd import element, is_designation, joined, part, plain, published
from conversions.unimarc.linking import embedded
from conversions.unimarc.subfields import coded, codes, system, values
from ontology.names import BF, RDF, RDFS, Iri

RELATIONSHIPS = {
    "410": "series", "411": "subseries", "412": "partof", "413": "part", "421": "supplement", "422": "supplementto",
    "423": "issuedwith", "424": "supplement", "425": "supplementto", "430": "continuationof", "431": "continuationof",
    "432": "precededby", "433": "precededby", "434": "absorptionof", "435": "absorptionof", "436": "mergerof",
    "437": "separatedfrom", "440": "continuedby", "441": "continuedinpartby", "442": "succeededby", "443": "succeededby",
    "444": "absorbedby", "445": "absorbedby", "446": "splitinto", "447": "mergedtoform", "448": "succeededby",
    "451": "otheredition", "452": "otherphysicalformat", "453": "translatedas", "454": "translationof", "455": "otheredition",
    "456": "otheredition", "461": "partof", "462": "partof", "463": "partof", "464": "part", "470": "references",
    "481": "issuedwith", "482": "issuedwith", "488": "relatedwork",
}  # fmt: skip
"""By tag: the relationship of the Work to the linked one, from the Library of Congress's list."""

_REPRODUCTIONS = {"455": "Reproduction of", "456": "Reproduced as"}
_STATUS = f"{VOCABULARY}mstatus/"
_TRANSCRIBED, _TRACED = Iri(f"{_STATUS}t"), Iri(f"{_STATUS}tr")


@dataclass(slots=True)
class Linked:
    """A work that a link names, with the edition of it that the link describes."""

    title: Node = attribute(default_factory=Node)
    parts: list[str] = attribute(default_factory=list)
    creators: list[Value] = attribute(default_factory=list)
    creator: Key | None = None
    responsibility: list[str] = attribute(default_factory=list)
    edition: str = ""
    publication: str = ""
    extent: list[str] = attribute(default_factory=list)
    volume: list[str] = attribute(default_factory=list)
    numbers: list[Value] = attribute(default_factory=list)
    issn: list[Value] = attribute(default_factory=list)
    notes: list[str] = attribute(default_factory=list)
    locators: list[Value] = attribute(default_factory=list)
    languages: list[Value] = attribute(default_factory=list)
    subjects: list[Value] = attribute(default_factory=list)
    uniform: list[Value] = attribute(default_factory=list)

    def work(self, kinds: Sequence[Iri] = ()) -> Node:
        """The Work with its Instance; empty where the link tells nothing that identifies it."""
        instance: dict[Iri, Value] = {
            BF.title: self.title,
            BF.responsibilityStatement: self.responsibility,
            BF.editionStatement: self.edition,
            BF.provisionActivityStatement: self.publication,
            BF.extent: [Node([BF.Extent], {RDFS.label: text}) for text in self.extent],
            BF.part: self.volume,
            BF.identifiedBy: self.numbers,
            BF.note: [note(text) for text in self.notes],
            BF.electronicLocator: self.locators,
        }
        says: dict[Iri, Value] = {
            BF.title: self.title,
            BF.expressionOf: self.uniform,
            BF.contribution: self.creators,
            BF.language: self.languages,
            BF.subject: self.subjects,
            BF.identifiedBy: self.issn,
        }
        return Node([BF.Work, *kinds], says | {BF.hasInstance: Node([BF.Instance], instance)})


def linked(field: Field, record: Record) -> Linked:
    """What a link tells, in whichever way it is written."""
    inner = embedded(field)
    return _from_fields(inner, record) if inner else _from_subfields(field)


def _from_fields(fields: Sequence[Field], record: Record) -> Linked:
    told = Linked()
    for field in fields:
        tag = field.tag
        if tag == "001":
            told.numbers.append(_number(field.data))
        elif tag in ("200", "500") and not told.parts:
            _read_title(told, field)
        elif tag in ("500", "501"):
            told.uniform.append(hubs.hub(field, record))
        elif tag in ("600", "601", "602"):
            told.subjects.append(names.agent(field, record) | {BF.source: system(field)})
        elif tag in names.RESPONSIBLE:
            told.creators.append(names.contributed(field, record))
            told.creator = told.creator or names.agent_key(field)
        elif tag in _READERS:
            _READERS[tag](told, field)
    return told


def _number(text: str) -> Node:
    return Node([BF.Identifier], {RDF.value: plain(text)} if plain(text) else {})


def _read_title(told: Linked, field: Field) -> None:
    told.parts = [text for value in field.all("achi") if (text := element(value))]
    told.title = title(
        [*(joined(each.pairs("ac")) for each in field.scripts()), *values(field, "d", element)],
        subtitle=values(field, "e", element),
        number=values(field, "h", element),
        name=values(field, "i", element),
    )
    told.responsibility += [joined(each.pairs("fg")) for each in field.scripts()]
    told.volume += dict.fromkeys(values(field, "v"))
    told.notes += [text.strip("[]") for text in values(field, "bz")]


def _read_edition(told: Linked, field: Field) -> None:
    told.edition = ", ".join(filter(None, map(part, field.all("abf"))))


def _read_publication(told: Linked, field: Field) -> None:
    told.publication = published(values(field, "a", element), values(field, "c", element), values(field, "d", part))


def _read_extent(told: Linked, field: Field) -> None:
    told.extent += values(field, "a", part)
    told.notes += values(field, "cde", part)


def _read_isbn(told: Linked, field: Field) -> None:
    told.numbers += [Node([BF.Isbn], {RDF.value: value}) for value in values(field, "a")]


def _read_issn(told: Linked, field: Field) -> None:
    told.issn += [Node([BF.Issn], {RDF.value: _issn(value)}) for value in values(field, "a")]


def _read_series(told: Linked, field: Field) -> None:
    told.notes.append(joined(field.pairs("aefhi")))
    told.volume += values(field, "v")


def _read_note(told: Linked, field: Field) -> None:
    told.notes += values(field, "a")


def _read_language(told: Linked, field: Field) -> None:
    told.languages += [coded("languages", value) for value in field.all("a")]


def _read_subject(told: Linked, field: Field) -> None:
    label = "--".join(values(field, "axyzj", part))
    told.subjects.append(Node([BF.Topic], {RDFS.label: label, BF.source: system(field)} if label else {}))


def _read_locator(told: Linked, field: Field) -> None:
    told.locators += [iri(value) for value in field.all("u")]


_READERS = {
    "010": _read_isbn, "011": _read_issn, "101": _read_language, "205": _read_edition, "210": _read_publication,
    "214": _read_publication, "215": _read_extent, "225": _read_series, "300": _read_note, "606": _read_subject,
    "607": _read_subject, "610": _read_subject, "856": _read_locator,
}  # fmt: skip


def _issn(text: str) -> str:
    return text.removeprefix("ISSN").strip(" :")


def _from_subfields(field: Field) -> Linked:
    """$t title, $a author, $c place, $n publisher, $d date and so on; without $t the subfields are those of 200 and 210."""
    told = Linked()
    of_title = "t" if "t" in codes(field) else "a"
    if of_title == "t":
        told.creators = [_author(text) for text in values(field, "a", element)]
        told.responsibility += values(field, "f", element)
    else:
        told.responsibility += [joined(field.pairs("fg"))]
    told.parts = values(field, f"{of_title}hi", element)
    told.title = title(
        values(field, f"{of_title}l", element),
        subtitle=values(field, "o" if of_title == "t" else "eo", element),
        number=values(field, "h", element),
        name=values(field, "i", element),
    )
    told.edition = ", ".join(values(field, "e", part)) if of_title == "t" else ""
    told.publication = published(values(field, "c", element), values(field, "n", element), values(field, "d", part))
    told.extent, told.volume = values(field, "p", part), values(field, "v")
    told.numbers = [Node([BF.Isbn], {RDF.value: value}) for value in values(field, "y")]
    told.numbers += [Node([BF.Coden], {RDF.value: value}) for value in values(field, "z")]
    told.numbers += [_number(value) for value in field.all("03")]
    told.issn = [Node([BF.Issn], {RDF.value: _issn(value)}) for value in values(field, "x")]
    told.notes = [text.strip("[]()") for text in values(field, "bs")]
    told.locators = [iri(value) for value in field.all("u")]
    return told


def title_of_set(record: Record) -> list[Subfield]:
    """Title and subtitle ($a, $e) of the set or serial that a volume, issue or part belongs to (461, 462)."""
    for link in record.all("461", "462"):
        titles = [each for each in embedded(link) if each.tag == "200"]
        pairs = titles[0].pairs("ae") if titles else [("a", value) for value in link.all("t")]
        if pairs and not is_designation(pairs[0][1]):
            return pairs
    return []


def _in_set(told: Linked, record: Record) -> Node:
    """The title of a volume or issue; one that is nothing but its number is put below that of the set or serial."""
    of_set = title_of_set(record) if told.parts and is_designation(told.parts[0]) else []
    if not of_set:
        return told.title
    subtitle: list[Value] = [element(value) for code, value in of_set[1:] if code == "e"]
    return title(element(of_set[0][1]), subtitle=subtitle, number=told.parts[0], name=told.parts[1:])


def _author(text: str) -> Node:
    return Node([BF.PrimaryContribution], {BF.agent: Node([BF.Agent], {RDFS.label: text})})


def series_statement(field: Field, record: Record) -> Iterator[Statement]:
    """225 Series statement, as the edition has it; first indicator 0 or 2: a heading for it follows in 410.

    225 2# $a Библиотека книжной палаты $e методические материалы $f Рос. кн. палата $v вып. 3 $x 1234-5678

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ;
        bf:seriesEnumeration "вып. 3" ;
        bf:associatedResource [ a bf:Series ; bf:status <http://id.loc.gov/vocabulary/mstatus/t> ;
            bf:title [ a bf:Title ; bf:mainTitle "Библиотека книжной палаты : методические материалы / Рос. кн. палата"@ru ] ;
            bf:identifiedBy [ a bf:Issn ; rdf:value "1234-5678" ] ] ] .
    """
    traced = "410" in record and field.ind1 in "02"
    series: dict[Iri, Value] = {
        BF.title: title([joined(each.pairs("adefhi")) for each in field.scripts()]),
        BF.status: [_TRANSCRIBED, *([_TRACED] if traced else [])],
        BF.identifiedBy: [Node([BF.Issn], {RDF.value: _issn(value)}) for value in values(field, "x")],
    }
    number = values(field, "v")
    if series[BF.title]:
        yield WORK, BF.relation, relation(relationship("series"), Node([BF.Series], series), enumeration=number)


def series(field: Field, record: Record) -> Iterator[Statement]:
    """410 Series, 411 Subseries: the series as other records name it, with the number in it.

    410 #0 $1 001RU-1 $1 2001 $a Всемирная литература $v Т. 5 $1 011## $a 1234-5678
    410 #0 $t Жинақ $v 7

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ;
            bf:seriesEnumeration "Т. 5" ;
            bf:associatedResource [ a bf:Hub, bf:Series ; bf:title [ a bf:Title ; bf:mainTitle "Всемирная литература"@ru ] ;
                bf:identifiedBy [ a bf:Identifier ; rdf:value "RU-1" ], [ a bf:Issn ; rdf:value "1234-5678" ] ] ],
        [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ; bf:seriesEnumeration "7" ;
            bf:associatedResource [ a bf:Hub, bf:Series ; bf:title [ a bf:Title ; bf:mainTitle "Жинақ"@kk ] ] ] .
    """
    told = linked(field, record)
    says: dict[Iri, Value] = {
        BF.title: told.title,
        BF.contribution: told.creators,
        BF.responsibilityStatement: told.responsibility,
        BF.provisionActivityStatement: told.publication,
        BF.identifiedBy: [*told.numbers, *told.issn],
        BF.note: [note(text) for text in told.notes],
    }
    key = None if _generic(told) else keys.hub(told.creator, *told.parts)
    node = Node([BF.Hub, BF.Series], says, key=key)
    yield WORK, BF.relation, relation(relationship(RELATIONSHIPS[field.tag]), node, enumeration=told.volume)


def _generic(told: Linked) -> bool:
    """Whether the title identifies no series."""
    return not told.parts or (told.creator is None and fold(told.parts[0]) in keys.GENERIC_TITLES)


def linked_work(field: Field, record: Record) -> Iterator[Statement]:
    """421-488 Links to supplements, earlier and later titles, other editions, translations, wholes (461-463), parts (464).

    A part that is only numbered has the title of the whole, which is the record's.

    LDR 00000nam2 2200000   450
    101 0# $a rus
    461 #0 $1 001RU-9 $1 2001 $a Обзор происшествий $v Ч. 2 $1 205 $a 4-е изд. $1 210 $a СПб. $d 1848 $1 700#1 $a Ким $b А. И.
    453 #0 $t Abai's path $a Auezov, M. $c London $n Faber $d 1960 $x 0046-225X

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/partof> ;
            bf:associatedResource _:whole ],
        [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/translatedas> ;
            bf:associatedResource _:translated ] .
    _:whole a bf:Work ; bf:title _:review ; bf:hasInstance _:edition ;
        bf:contribution [ a bf:Contribution, bf:PrimaryContribution ; bf:role <http://id.loc.gov/vocabulary/relators/aut> ;
            bf:agent [ a bf:Agent, bf:Person ; rdfs:label "Ким, А. И."@und-cyrl ] ] .
    _:edition a bf:Instance ; bf:instanceOf _:whole ; bf:title _:review ; bf:editionStatement "4-е изд."@ru ;
        bf:provisionActivityStatement "СПб., 1848"@ru ; bf:part "Ч. 2" ;
        bf:identifiedBy [ a bf:Identifier ; rdf:value "RU-9" ] .
    _:translated a bf:Work ; bf:title _:path ; bf:identifiedBy [ a bf:Issn ; rdf:value "0046-225X" ] ;
        bf:contribution [ a bf:PrimaryContribution ; bf:agent [ a bf:Agent ; rdfs:label "Auezov, M." ] ] ;
        bf:hasInstance [ a bf:Instance ; bf:instanceOf _:translated ; bf:title _:path ;
            bf:provisionActivityStatement "London: Faber, 1960" ] .
    _:review a bf:Title ; bf:mainTitle "Обзор происшествий"@ru .
    _:path a bf:Title ; bf:mainTitle "Abai's path" .
    """
    told = linked(field, record)
    if field.tag in ("462", "463"):
        told.title = _in_set(told, record)
    elif field.tag == "464" and not told.title and told.volume:
        told.title = title(element(record["200"]["a"]), number=told.volume)
    kinds: list[Value] = [relationship(RELATIONSHIPS[field.tag])]
    if field.tag in _REPRODUCTIONS:
        kinds.append(Node([BF.Relationship], {RDFS.label: _REPRODUCTIONS[field.tag]}))
    yield WORK, BF.relation, relation(kinds, told.work())
