"""210-247 and 740: titles of the Work and Instance other than uniform titles."""

from collections.abc import Callable, Iterator, Sequence

from conversions.marc21.punctuation import chop, normal
from conversions.marc21.subfields import VOCABULARY, institutions
from conversions.record import Field, Record
from conversions.scripts import language_of
from conversions.shapes import note
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, Iri

_ELEMENTS = {
    "a": BF.mainTitle, "b": BF.subtitle, "f": BF.date, "g": BF.qualifier, "n": BF.partNumber, "p": BF.partName,
}  # fmt: skip
"""What a subfield says of a title, in most of these fields."""

_VARIANTS = {"0": "por", "2": "dis", "4": "cov", "5": "atp", "6": "cap", "7": "run", "8": "spi"}
"""Second indicator of 246: code of the kind of variant title."""

_PART = Iri(VOCABULARY + "relationship/part")
_RELATED = Iri(VOCABULARY + "relationship/relatedwork")


def _date(text: str) -> str:
    return chop(text, force=True)


def _qualifier(text: str) -> str:
    return chop(text, parens=True)


def _elements(forms: Sequence[Field], codes: str, clean: Callable[[str], Value] = chop) -> dict[Iri, Value]:
    """What the subfields say of the title, in each of its forms."""
    said: dict[Iri, list[Value]] = {}
    for each in forms:
        for code, value in each.pairs(codes):
            said.setdefault(_ELEMENTS[code], []).append(clean(value))
    return {**said}


def _nonfiling(*indicators: str) -> list[Value]:
    """Characters that are skipped in sorting; nothing where none are."""
    return [each for each in indicators if each not in ("0", " ")]


def _variant_type(code: str) -> Iri:
    return Iri(f"{VOCABULARY}vartitletype/{code}")


def abbreviated_title(field: Field, record: Record) -> Iterator[Statement]:
    """210 Abbreviated title: the ISSN key title's is the Work's, others are the Instance's.

    210 0# $a Manage. improv. cost reduct. goals $b (Online)
    210 10 $a Plant prot. bull. $2 dnlm

    <#Work> bf:title [ a bf:AbbreviatedTitle ; bf:mainTitle "Manage. improv. cost reduct. goals" ; bf:qualifier "(Online)" ;
        bf:assigner [ a bf:Agent ; bf:code "issnkey" ] ] .
    <#Instance> bf:title [ a bf:AbbreviatedTitle ; bf:mainTitle "Plant prot. bull." ;
        bf:assigner [ a bf:Agent ; bf:code "dnlm" ] ] .
    """
    issn = field.ind2 == " "
    for each in field.scripts():
        assigners: list[Value] = [Node([BF.Agent], {BF.code: code}) for code in (["issnkey"] if issn else each.all("2"))]
        says: dict[Iri, Value] = {BF.mainTitle: each.all("a"), BF.qualifier: each.all("b")}
        if any(says.values()):
            yield WORK if issn else INSTANCE, BF.title, Node([BF.AbbreviatedTitle], {**says, BF.assigner: assigners})


def key_title(field: Field, record: Record) -> Iterator[Statement]:
    """222 Key title, by which the ISSN network knows a serial.

    222 #4 $a Der Spiegel $b (Hamburg)

    <#Work> bf:title [ a bf:KeyTitle ; bflc:nonSortNum "4" ; bf:mainTitle "Der Spiegel" ; bf:qualifier "(Hamburg)" ] .
    """
    for each in field.scripts():
        says: dict[Iri, Value] = {BFLC.nonSortNum: _nonfiling(each.ind2)}
        yield WORK, BF.title, Node([BF.KeyTitle], {**says, BF.mainTitle: each.all("a"), BF.qualifier: each.all("b")})


def translation_by_cataloger(field: Field, record: Record) -> Iterator[Statement]:
    """242 Translation of title by cataloging agency, in the language of $y.

    242 14 $a The wind : $b a tale. $n Part 2, $p The storm / $c by John Doe. $y eng

    <#Instance> bf:title [ a bf:VariantTitle, <http://id.loc.gov/vocabulary/vartitletype/tra> ; bflc:nonSortNum "4" ;
        bf:mainTitle "The wind"@en ; bf:subtitle "a tale"@en ; bf:partNumber "Part 2"@en ; bf:partName "The storm"@en ] .
    """
    for each in field.scripts():
        language = each["y"].rstrip(". ")

        def translated(text: str, hint: str = language) -> Literal:
            return Literal(chop(text), language_of(text, hint))

        says = {BFLC.nonSortNum: _nonfiling(each.ind2), **_elements((each,), "abnp", translated)}
        yield INSTANCE, BF.title, Node([BF.VariantTitle, _variant_type("tra")], says)


def collective_uniform_title(field: Field, record: Record) -> Iterator[Statement]:
    """243 Collective uniform title, made by the cataloger.

    243 10 $a Selections. $f 1975

    <#Work> bf:title [ a bf:CollectiveTitle ; bf:mainTitle "Selections" ] .
    """
    for each in field.scripts():
        says: dict[Iri, Value] = {BFLC.nonSortNum: _nonfiling(each.ind2), BF.mainTitle: [chop(a) for a in each.all("a")]}
        yield WORK, BF.title, Node([BF.CollectiveTitle], says)


def instance_title(field: Field) -> Node:
    """The title of an Instance by 245, with its form in another script."""
    forms = field.scripts()
    nonfiling = _nonfiling(*[each.ind2 for each in forms])
    return Node([BF.Title], {BFLC.nonSortNum: nonfiling, **_elements(forms, "abnp")})


def title_statement(field: Field, record: Record) -> Iterator[Statement]:
    """245 Title statement. The Work's title is one string, the Instance's is divided; each has its form in another script too.

    008 850403s1978    kz            000 1 kaz d
    245 00 $6 880-01 $a Abai zholy : $b roman. $n 1 kitap / $c Mukhtar Auezov.
    880 00 $6 245-01/(N $a Абай жолы : $b роман. $n 1 кітап / $c Мұхтар Әуезов.

    <#Work> bf:title [ a bf:Title ; bf:mainTitle "Abai zholy : roman. 1 kitap"@kk-Latn, "Абай жолы : роман. 1 кітап"@kk ] .
    <#Instance> bf:title [ a bf:Title ; bf:mainTitle "Abai zholy"@kk-Latn, "Абай жолы"@kk ;
            bf:subtitle "roman"@kk-Latn, "роман"@kk ; bf:partNumber "1 kitap"@kk-Latn, "1 кітап"@kk ] ;
        bf:responsibilityStatement "Mukhtar Auezov"@kk-Latn, "Мұхтар Әуезов"@kk .
    """
    forms = field.scripts()
    whole: list[Value] = [chop(each.join("abnp")) for each in forms]
    if any(whole):
        yield WORK, BF.title, Node([BF.Title], {BFLC.nonSortNum: _nonfiling(field.ind2), BF.mainTitle: whole})
        yield INSTANCE, BF.title, instance_title(field)
    for each in forms:
        yield INSTANCE, BF.responsibilityStatement, [chop(value) for value in each.all("c")]


def dates_version_and_form_of_title(field: Field, record: Record) -> Iterator[Statement]:
    """245 Title statement: inclusive dates, unless 046 gives them coded; bulk dates; version; form of the material.

    245 00 $a Hearing files $k case files, $f 1930-1975, $g bulk 1940-1943. $s 2nd draft.

    <#Work> bf:originDate "1930-1975", "bulk 1940-1943" ; bf:version "2nd draft" ;
        bf:genreForm [ a bf:GenreForm ; rdfs:label "case files" ] .
    """
    if not any(code in "fgks" for code in field.codes):
        return
    coded = any("k" in each for each in record.all("046"))
    for each in field.scripts():
        for code, value in each.pairs("fgks"):
            if code == "s":
                yield WORK, BF.version, chop(value)
            elif code == "k":
                yield WORK, BF.genreForm, Node([BF.GenreForm], {RDFS.label: chop(value)})
            elif code == "g" or not coded:
                yield WORK, BF.originDate, _date(value)


def varying_form_of_title(field: Field, record: Record) -> Iterator[Statement]:
    """246 Varying form of title: the cover's and the spine's are the Instance's, others the Work's.

    246 14 $a On the wind : $b a tale
    246 11 $i Title in German: $a Wind. $n Teil 2 $5 DLC

    <#Instance> bf:title [ a bf:VariantTitle, <http://id.loc.gov/vocabulary/vartitletype/cov> ;
        bf:mainTitle "On the wind" ; bf:subtitle "a tale" ] .
    <#Work> bf:title [ a bf:ParallelTitle ; bf:mainTitle "Wind" ; bf:partNumber "Teil 2" ;
        bf:note [ a bf:Note ; rdfs:label "Title in German" ] ;
        bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/dlc> ] .
    """
    kind = BF.ParallelTitle if field.ind2 == "1" else BF.VariantTitle
    types = [kind, _variant_type(_VARIANTS[field.ind2])] if field.ind2 in _VARIANTS else [kind]
    notes: list[Value] = [note(chop(value)) for each in field.scripts() for value in each.all("i")]
    says: dict[Iri, Value] = {BF.note: notes} | _elements(field.scripts(), "abnp") | _elements(field.scripts(), "f", _date)
    if any(says.values()):
        says[BFLC.applicableInstitution] = institutions(field)
    yield INSTANCE if field.ind2 in "48" else WORK, BF.title, Node(types, says)


def former_title(field: Field, record: Record) -> Iterator[Statement]:
    """247 Former title, with the note on it in 547.

    247 10 $a Industry week $f 1970- $g (bulletin) $x 0039-0895
    547 ## $a Edition varies.

    <#Work> bf:title [ a bf:VariantTitle, <http://id.loc.gov/vocabulary/vartitletype/for> ; bf:mainTitle "Industry week" ;
        bf:date "1970-" ; bf:qualifier "bulletin" ; bf:identifiedBy [ a bf:Issn ; rdf:value "0039-0895" ] ;
        bf:note [ a bf:Note ; rdfs:label "Edition varies." ] ] .
    """
    complexities = dict(zip(map(id, record.all("247")), record.all("547"), strict=False))
    explained = complexities.get(id(field), Field("547"))
    notes = [note([normal(each.join("a")) for each in explained.scripts()])]
    numbers: list[Value] = [Node([BF.Issn], {RDF.value: chop(value)}) for each in field.scripts() for value in each.all("x")]
    says = {
        **_elements(field.scripts(), "abnp"),
        **_elements(field.scripts(), "f", _date),
        **_elements(field.scripts(), "g", _qualifier),
    }
    yield WORK, BF.title, Node([BF.VariantTitle, _variant_type("for")], {**says, BF.identifiedBy: numbers, BF.note: notes})


def uncontrolled_related_title(field: Field, record: Record) -> Iterator[Statement]:
    """740 Added entry, uncontrolled related or analytical title: another Work, less the characters that sorting skips.

    740 42 $a The storm. $n Part 1, $p Rain. $5 DLC

    <#Work> bf:relation [ a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/part> ;
        bf:associatedResource [ a bf:Work, bflc:Uncontrolled ;
            bf:title [ a bf:Title ; bflc:nonSortNum "4" ; bf:mainTitle "storm" ] ;
            bf:partNumber "Part 1" ; bf:partName "Rain" ;
            bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/dlc> ] ] .
    """
    forms = [each for each in field.scripts() if each["a"]]
    skipped = [each.ind1 if each.ind1 in "0123456789" else "0" for each in forms]
    main: list[Value] = [chop(each["a"][int(n) :]) for each, n in zip(forms, skipped, strict=True)]
    says: dict[Iri, Value] = {BF.title: Node([BF.Title], {BFLC.nonSortNum: skipped, BF.mainTitle: main} if main else {})}
    says |= _elements(field.scripts(), "np")
    work = Node([BF.Work, BFLC.Uncontrolled], {**says, BFLC.applicableInstitution: institutions(field)})
    if work:
        relationship = _PART if field.ind2 == "2" else _RELATED
        yield WORK, BF.relation, Node([BF.Relation], {BF.relationship: relationship, BF.associatedResource: work})
