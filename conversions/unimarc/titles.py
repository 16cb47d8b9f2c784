"""200 and 51X-54X: titles of the Work and Instance other than uniform titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

from conversions.record import Field, Record, Subfield
from conversions.scripts import language_of
from conversions.shapes import VOCABULARY, note, relation, relationship, title
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement, Value
from conversions.unimarc.isbd import element, is_designation, joined, plain, unsorted
from conversions.unimarc.links import title_of_set
from conversions.unimarc.subfields import values
from ontology.names import BF, BFLC, RDFS, Iri

_VARIANTS = {
    "512": (INSTANCE, "cov"), "513": (INSTANCE, "atp"), "514": (INSTANCE, "cap"), "515": (INSTANCE, "run"),
    "516": (INSTANCE, "spi"), "520": (WORK, "for"), "541": (WORK, "tra"),
}  # fmt: skip
"""By tag: whose variant title it is, and of which kind in the Library of Congress's list."""

_NUMBERS = "hjv"
_NAMES = "i"


@dataclass(slots=True)
class Part:
    """A title in 200 with what belongs to it: ``code`` says whether it is proper (a), by another author (c) or parallel (d)."""

    code: str
    subfields: list[Subfield] = attribute(default_factory=list)
    responsibility: list[Subfield] = attribute(default_factory=list)
    language: str = ""

    def says(self, codes: str) -> list[str]:
        return [text for code, value in self.subfields if code in codes and (text := element(value))]

    @property
    def main(self) -> str:
        return next(iter(self.says("acd")), "")

    @property
    def whole(self) -> str:
        return joined(self.subfields)

    def node(self, kind: Iri | None = None) -> Node:
        """The title, divided into its elements."""
        main, *told = ([_tagged(text, self.language) for text in self.says(codes)] for codes in ("acd", "e", _NUMBERS, _NAMES))
        return title(main, subtitle=told[0], number=told[1], name=told[2], kind=kind)


def parts(pairs: Sequence[Subfield]) -> list[Part]:
    """The titles of a 200 with their elements, in the order of the record: each $a, $c or $d begins one."""
    found: list[Part] = []
    languages: list[str] = []
    for code, value in pairs:
        if code in "acd" or not found:
            found.append(Part(code if code in "cd" else "a"))
        if code in "fg":
            found[-1].responsibility.append((code, value))
        elif code == "z":
            languages.append(plain(value))
        elif code != "b":
            found[-1].subfields.append((code, value))
    parallel = [each for each in found if each.code == "d"]
    for each, language in zip(parallel, languages, strict=False):
        each.language = language
    return found


def _as_volume(form: list[Part], record: Record) -> list[Part]:
    """A title that is only "Vol. 2" stands below that of the set: designation as number, what follows it as name of the part."""
    if not form or form[0].code != "a" or not is_designation(form[0].main):
        return form
    of_set = title_of_set(record)
    if not of_set:
        return form
    designation, *rest = form[0].subfields
    below = [pair for each in form[1:] if each.code == "a" for pair in each.subfields]
    named = [("i" if code == "a" else code, value) for code, value in (*rest, *below)]
    responsibility = [pair for each in form if each.code == "a" for pair in each.responsibility]
    volume = Part("a", [*of_set, ("h", designation[1].rstrip(" .,:;")), *named], responsibility)
    return [volume, *(each for each in form[1:] if each.code != "a")]


def title_and_statement_of_responsibility(field: Field, record: Record) -> Iterator[Statement]:
    """200 Title and statement of responsibility. The Work's title is one string, the Instance's is divided.

    A parallel title ($d) is a title of its own in its language ($z); a second $a or $c is the title of a part. The title of a
    volume that is nothing but its number is put below that of the set (461).

    101 0# $a kaz
    200 1# $a Абай жолы $b Мәтін $e роман $h 1-кітап $i Жас шақ $d Abai $e a novel $z eng $f М. Әуезов $g ауд. Л. Ким $c Ел $f Ли

    <#Work> bf:title [ a bf:Title ; bf:mainTitle "Абай жолы : роман. 1-кітап. Жас шақ ; Ел"@kk ],
            [ a bf:ParallelTitle ; bf:mainTitle "Abai"@en ; bf:subtitle "a novel"@en ] ;
        bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/part> ;
            bf:associatedResource [ a bf:Work ; bf:title [ a bf:Title ; bf:mainTitle "Ел"@kk ] ] ] .
    <#Instance> bf:title [ a bf:Title ; bf:mainTitle "Абай жолы"@kk ; bf:subtitle "роман"@kk ;
            bf:partNumber "1-кітап"@kk ; bf:partName "Жас шақ"@kk ] ;
        bf:genreForm [ a bf:GenreForm ; rdfs:label "Мәтін"@kk ] ;
        bf:responsibilityStatement "М. Әуезов ; ауд. Л. Ким"@kk, "Ли"@kk .
    """
    forms = [_as_volume(parts(each.pairs("acdefghijvz")), record) for each in field.scripts()]
    proper = [form[0] for form in forms if form]
    if proper and any(each.main or each.subfields for each in proper):
        own = [[each for each in form if each.code != "d"] for form in forms]
        whole: list[Value] = [" ; ".join(filter(None, (each.whole for each in form))) for form in own]
        skipped = {BFLC.nonSortNum: [unsorted(each.subfields[0][1]) for each in proper if each.subfields]}
        yield WORK, BF.title, title(whole) | skipped
        yield INSTANCE, BF.title, _divided(proper) | skipped
    for form in forms:
        yield from _further_titles(form)
        for each in form:
            yield INSTANCE, BF.responsibilityStatement, joined(each.responsibility)
    for designation in values(field, "b", element):
        yield INSTANCE, BF.genreForm, Node([BF.GenreForm], {RDFS.label: designation.strip("[]")})


def _divided(forms: Sequence[Part]) -> Node:
    """The title proper of the Instance, in each script."""
    return title(
        [each.main for each in forms],
        subtitle=[text for each in forms for text in each.says("e")],
        number=[text for each in forms for text in each.says(_NUMBERS)],
        name=[text for each in forms for text in each.says(_NAMES)],
    )


def _further_titles(form: Sequence[Part]) -> Iterator[Statement]:
    """Parallel titles, and those of further works in the same book."""
    for each in form[1:]:
        if each.code == "d":
            yield WORK, BF.title, each.node(BF.ParallelTitle)
        else:
            work = Node([BF.Work], {BF.title: each.node()})
            yield WORK, BF.relation, relation(relationship("part"), work)


def _tagged(text: str, language: str) -> Value:
    """The text in a language that the record tells of it alone."""
    return Literal(text, language_of(text, language)) if language else text


def variant_title(field: Field, record: Record) -> Iterator[Statement]:
    """510-520, 532-545 Variant titles: parallel, cover, spine, other forms, expanded, translated.

    101 0# $a rus
    510 1# $a Abai's path $e a novel $z eng
    512 1# $a Абай
    517 1# $a Путь Абая $h Ч. 1 $i Юность $n на корешке
    532 11 $a Сто лет

    <#Work> bf:title [ a bf:ParallelTitle ; bf:mainTitle "Abai's path"@en ; bf:subtitle "a novel"@en ],
        [ a bf:VariantTitle ; bf:mainTitle "Путь Абая"@ru ; bf:partNumber "Ч. 1"@ru ; bf:partName "Юность"@ru ;
            bf:note [ a bf:Note ; rdfs:label "на корешке"@ru ] ],
        [ a bf:VariantTitle ; bf:mainTitle "Сто лет"@ru ] .
    <#Instance> bf:title [ a bf:VariantTitle, <http://id.loc.gov/vocabulary/vartitletype/cov> ; bf:mainTitle "Абай"@ru ] .
    """
    about, code = _VARIANTS.get(field.tag, (WORK, ""))
    node = _variant(field, BF.ParallelTitle if field.tag == "510" else BF.VariantTitle)
    if node:
        types = [*node.types, Iri(f"{VOCABULARY}vartitletype/{code}")] if code else node.types
        yield about, BF.title, Node(types, node.says)


def _variant(field: Field, kind: Iri) -> Node:
    language = plain(field["z"])

    def said(codes: str) -> list[Value]:
        return [_tagged(text, language) for text in values(field, codes, element)]

    notes: list[Value] = [note(text) for text in values(field, "n")]
    says: dict[Iri, Value] = {BFLC.nonSortNum: unsorted(field["a"]), BF.note: notes, BF.date: values(field, "j", element)}
    return title(said("a"), subtitle=said("e"), number=said("h"), name=said("i"), kind=kind) | says


def key_title(field: Field, record: Record) -> Iterator[Statement]:
    """530, 531 Key title of a serial and its abbreviation, with the qualifier that tells serials of that name apart.

    101 0# $a rus
    530 0# $a Вестник КазНУ $b Серия историческая
    531 ## $a Вестн. КазНУ $b Сер. ист.

    <#Work> bf:title [ a bf:KeyTitle ; bf:mainTitle "Вестник КазНУ"@ru ; bf:qualifier "Серия историческая" ],
        [ a bf:AbbreviatedTitle ; bf:mainTitle "Вестн. КазНУ"@ru ; bf:qualifier "Сер. ист." ] .
    """
    kind = BF.KeyTitle if field.tag == "530" else BF.AbbreviatedTitle
    says: dict[Iri, Value] = {
        BF.qualifier: [text.strip("()") for text in values(field, "b", element)],
        BF.partNumber: values(field, "v"),
        BFLC.nonSortNum: unsorted(field["a"]),
        BF.date: values(field, "j"),
    }
    yield WORK, BF.title, title(values(field, "a", element), kind=kind) | says


def collective_title(field: Field, record: Record) -> Iterator[Statement]:
    """501 Collective uniform title, 503 Conventional heading, 560 Artificial title: titles made by the cataloguer.

    501 10 $a Избранные сочинения
    503 1# $a Конституция $j 1995

    <#Work> bf:title [ a bf:CollectiveTitle ; bf:mainTitle "Избранные сочинения"@ru ],
        [ a bf:VariantTitle ; bf:mainTitle "Конституция. 1995"@ru ] .
    """
    kind = BF.CollectiveTitle if field.tag == "501" else BF.VariantTitle
    whole = [". ".join(filter(None, map(element, each.all("abdefhijklmnqrsuxyz")))) for each in field.scripts()]
    yield WORK, BF.title, title(whole, kind=kind)
