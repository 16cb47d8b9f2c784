"""30X-36X Physical description of the Instance: extent, playing time, frequency, carrier, materials, numbering."""

from collections.abc import Iterator
from itertools import pairwise

from conversions.marc21.coded import VOCABULARY, Term, coded_term, rows, term
from conversions.marc21.punctuation import chop, normal
from conversions.marc21.subfields import Heading, address, applies_to, headings, identifiers, sources
from conversions.record import Field, Record
from conversions.shapes import note
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, XSD, Iri

NOTE_TYPES = f"{VOCABULARY}mnotetype/"
PHYSICAL_NOTE = Iri(f"{NOTE_TYPES}physical")
ACCOMPANYING_NOTE = Iri(f"{NOTE_TYPES}accmat")
NUMBERING_NOTE = Iri(f"{NOTE_TYPES}number")

ELEMENT_END = ":;,/=+"
"""The marks that may close an element of 300; a full stop may be that of an abbreviation."""

STATUS = {"310": Iri(f"{VOCABULARY}mstatus/current"), "321": Iri(f"{VOCABULARY}mstatus/former")}

ACCESSIBILITY = (
    ("b", "Textual assistive features: "), ("c", "Visual assistive features: "), ("d", "Auditory assistive features: "),
    ("e", "Tactile assistive features: "),
)  # fmt: skip

MATERIALS = {
    "a": (BF.baseMaterial, BF.BaseMaterial), "c": (BF.appliedMaterial, BF.AppliedMaterial),
    "d": (BF.productionMethod, BF.ProductionMethod), "e": (BF.mount, BF.Mount), "f": (BF.reductionRatio, BF.ReductionRatio),
    "g": (BF.colorContent, BF.ColorContent), "j": (BF.generation, BF.Generation), "k": (BF.layout, BF.Layout),
    "l": (BF.binding, BF.Binding), "m": (BF.bookFormat, BF.BookFormat), "n": (BF.fontSize, BF.FontSize),
    "o": (BF.polarity, BF.Polarity), "q": (BF.reductionRatio, BF.ReductionRatio),
}  # fmt: skip
"""340: the property and the class of what each subfield names."""

TYPES = {
    "334": (INSTANCE, BF.issuance, BF.Issuance, "issuance"),
    "336": (WORK, BF.content, BF.Content, "contentTypes"),
    "337": (INSTANCE, BF.media, BF.Media, "mediaTypes"),
    "338": (INSTANCE, BF.carrier, BF.Carrier, "carriers"),
}
"""For each of these tags whom its term is about, the property, the class and the list of codes."""

NAMED_TYPES: dict[str, Term] = {row["label"]: term(row["term"], row["label"]) for row in rows("types.tsv")}
"""Terms of content, media and carrier by their names."""


def described(kind: Iri, says: dict[Iri, Value], heading: Heading) -> Value:
    """What a subfield names: the term of a code list by its IRI alone, else a node that says it."""
    named = heading.same_as()
    if named and named[0].startswith(VOCABULARY):
        return named
    return Node([kind], says | heading.related(), same_as=named)


def extent(field: Field, _: Record) -> Iterator[Statement]:
    """300 Physical description: extent, other physical details ($b), dimensions ($c), accompanying material ($e).

    300 ## $3 v. 1 $a xii, 376 p. : $b ill., maps ; $c 25 cm + $e 1 CD-ROM.

    <#Instance> bf:extent [ a bf:Extent ; rdfs:label "xii, 376 p." ; bflc:appliesTo _:part ;
            bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/physical> ; rdfs:label "ill., maps" ] ] ;
        bf:dimensions "25 cm" ;
        bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/accmat> ; rdfs:label "1 CD-ROM." ; bflc:appliesTo _:part ] .
    _:part a bflc:AppliesTo ; rdfs:label "v. 1" .
    """
    part: dict[Iri, Value] = {BFLC.appliesTo: applies_to(field) if field["3"] != "all" else ""}
    scripts = field.scripts()
    label = [chop(each.join("afg"), ELEMENT_END) for each in scripts]
    details = [note(chop(text, ELEMENT_END), PHYSICAL_NOTE) for each in scripts for text in each.all("b")]
    if any(label):
        yield INSTANCE, BF.extent, Node([BF.Extent], {RDFS.label: label, BF.note: details, **part})
    else:
        yield INSTANCE, BF.note, details
    for each in scripts:
        for text in each.all("e"):
            yield INSTANCE, BF.note, note(chop(text, ELEMENT_END), ACCOMPANYING_NOTE) | part
        yield INSTANCE, BF.dimensions, [chop(text, f"{ELEMENT_END}.") for text in each.all("c")]


def playing_time(field: Field, _: Record) -> Iterator[Statement]:
    """306 Playing time, hhmmss.

    306 ## $a 002016 $a ca. 20 min

    <#Instance> bf:duration "PT00H20M16S"^^xsd:duration, "ca. 20 min" .
    """
    yield INSTANCE, BF.duration, [_duration(text) for text in field.all("a")]


def _duration(text: str) -> str | Literal:
    if len(text) != 6 or not (text.isascii() and text.isdigit()):
        return text
    return Literal(f"PT{text[:2]}H{text[2:4]}M{text[4:]}S", datatype=XSD.duration)


def frequency(field: Field, _: Record) -> Iterator[Statement]:
    """310, 321 Current and former publication frequency, with the dates it held.

    310 ## $a Monthly, $b 2002-
    321 ## $a Annual, $b 1990-2001.

    <#Instance> bf:frequency
        [ a bf:Frequency ; rdfs:label "Monthly" ; bf:date "2002-" ; bf:status <http://id.loc.gov/vocabulary/mstatus/current> ],
        [ a bf:Frequency ; rdfs:label "Annual" ; bf:date "1990-2001" ;
            bf:status <http://id.loc.gov/vocabulary/mstatus/former> ] .
    """
    for each in field.scripts():
        authorities = each.all("0")
        says: dict[Iri, Value] = {
            BF.date: [chop(date) for date in each.all("b")],
            BF.status: STATUS[field.tag],
            BF.source: sources(each),
        }
        says |= identifiers(("0", value) for value in authorities if not address(value))
        named = [found for value in authorities if (found := address(value))]
        for text in each.all("a"):
            yield INSTANCE, BF.frequency, Node([BF.Frequency], {RDFS.label: chop(text), **says}, same_as=named[:1])


def resource_type(field: Field, _: Record) -> Iterator[Statement]:
    """334, 336, 337, 338 Mode of issuance, content, media and carrier type: by code, or by name where there is no code.

    336 ## $a text $b txt $2 rdacontent
    337 ## $a unmediated $2 rdamedia
    338 ## $a volume $b nc $2 rdacarrier
    338 ## $a тетрадь

    <#Work> bf:content <http://id.loc.gov/vocabulary/contentTypes/txt> .
    <#Instance> bf:media <http://id.loc.gov/vocabulary/mediaTypes/n> ;
        bf:carrier <http://id.loc.gov/vocabulary/carriers/nc>, [ a bf:Carrier ; rdfs:label "тетрадь"@ru ] .
    """
    about, predicate, kind, codes = TYPES[field.tag]
    for code in field.all("b"):
        yield about, predicate, coded_term(codes, code)
    for name in _uncoded(field):
        if found := NAMED_TYPES.get(name.value):
            yield about, predicate, found.value
            continue
        says: dict[Iri, Value] = {
            RDFS.label: chop(name.value),
            BF.source: sources(field, f"{VOCABULARY}genreFormSchemes/"),
            BFLC.appliesTo: applies_to(field),
        }
        yield about, predicate, Node([kind], says | identifiers(("0", value) for value in name.authorities))


def _uncoded(field: Field) -> list[Heading]:
    """The names ($a) that no code goes with."""
    names = headings(field, "a")
    if "b" not in field:
        return names
    codes = [code for code, _ in field.subfields]
    following = [codes[n + 1 : n + 2] for n, code in enumerate(codes) if code == "a"]
    return [name for name, after in zip(names, following, strict=True) if after not in ([], ["b"])]


def materials(field: Field, _: Record) -> Iterator[Statement]:
    """340 Physical medium: what the carrier is made of and how; illustrations ($p) are the Work's.

    340 ## $a paper $0 http://id.loc.gov/vocabulary/mmaterial/pap $b 28 x 36 cm $i microscope
    340 ## $g color $0 (local)12 $2 rdacc $p maps

    <#Instance> bf:baseMaterial <http://id.loc.gov/vocabulary/mmaterial/pap> ; bf:dimensions "28 x 36 cm" ;
        bf:systemRequirement [ a bf:SystemRequirement ; rdfs:label "microscope" ] ;
        bf:colorContent [ a bf:ColorContent ; rdfs:label "color" ; bf:source _:rdacc ;
            bf:identifiedBy [ a bf:Identifier ; rdf:value "12" ; bf:source [ a bf:Source ; bf:code "local" ] ] ] .
    <#Work> bf:illustrativeContent [ a bf:Illustration ; rdfs:label "maps" ; bf:source _:rdacc ] .
    _:rdacc a bf:Source ; bf:code "rdacc" .
    """
    for each in field.scripts():
        shared: dict[Iri, Value] = {BF.source: sources(each), BFLC.appliesTo: applies_to(each)}
        for name in headings(each, "".join(MATERIALS)):
            predicate, kind = MATERIALS[name.code]
            label = RDF.value if name.code == "f" else RDFS.label
            yield INSTANCE, predicate, described(kind, {label: chop(name.value), **shared}, name)
        for name in headings(each, "p"):
            yield WORK, BF.illustrativeContent, described(BF.Illustration, {RDFS.label: chop(name.value), **shared}, name)
        yield INSTANCE, BF.dimensions, [chop(text) for text in each.all("b")]
        for text in each.all("i"):
            yield INSTANCE, BF.systemRequirement, Node([BF.SystemRequirement], {RDFS.label: chop(text)})


def accessibility_content(field: Field, _: Record) -> Iterator[Statement]:
    """341 Accessibility content: a mode of access, and the features that help it.

    341 0# $a auditory $b captions $2 sapdv

    <#Work> bf:contentAccessibility [ a bf:ContentAccessibility ; bf:source [ a bf:Source ; bf:code "sapdv" ] ;
        rdfs:label "Content access mode: auditory", "Textual assistive features: captions" ] .
    """
    for each in field.scripts():
        features = [f"{name}{chop(text)}" for code, name in ACCESSIBILITY for text in each.all(code)]
        shared = {BF.source: sources(each), BFLC.appliesTo: applies_to(each)}
        for mode in each.all("a"):
            says: dict[Iri, Value] = {RDFS.label: [f"Content access mode: {chop(mode)}", *features], **shared}
            yield WORK, BF.contentAccessibility, Node([BF.ContentAccessibility], says)


def arrangement(field: Field, _: Record) -> Iterator[Statement]:
    """351 Organization and arrangement of a collection.

    351 ## $3 Files $c Series; $a Two subseries; $b Alphabetical.

    <#Work> bf:collectionArrangement [ a bf:CollectionArrangement ; bf:hierarchicalLevel "Series" ;
        bf:collectionOrganization "Two subseries" ; bf:pattern "Alphabetical" ;
        bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Files" ] ] .
    """
    for each in field.scripts():
        says: dict[Iri, Value] = {
            BF.hierarchicalLevel: [chop(text) for text in each.all("c")],
            BF.collectionOrganization: [chop(text) for text in each.all("a")],
            BF.pattern: [chop(text) for text in each.all("b")],
            BFLC.appliesTo: applies_to(each),
        }
        yield WORK, BF.collectionArrangement, Node([BF.CollectionArrangement], says)


def digital_graphic_representation(field: Field, _: Record) -> Iterator[Statement]:
    """352 Digital graphic representation: how a map is held, its objects and their count, the format.

    352 ## $a Vector : $b Points $c (13671), $b string $q ARC.

    <#Instance> bf:digitalCharacteristic [ a bf:CartographicDataType ; rdfs:label "Vector" ],
        [ a bf:EncodingFormat ; rdfs:label "ARC" ],
        [ a bf:CartographicObjectType ; rdfs:label "Points" ; bf:count "13671" ],
        [ a bf:CartographicObjectType ; rdfs:label "string" ] .
    """
    shared: dict[Iri, Value] = {BFLC.appliesTo: applies_to(field), BF.source: sources(field)}
    for name in headings(field, "aq"):
        kind = BF.CartographicDataType if name.code == "a" else BF.EncodingFormat
        says = {RDFS.label: chop(name.value), **shared, **name.related(0)}
        yield INSTANCE, BF.digitalCharacteristic, Node([kind], says)
    objects = [*field.pairs("bc"), ("", "")]
    for (code, value), (after, count) in pairwise(objects):
        if code == "b":
            counted: dict[Iri, Value] = {RDFS.label: chop(value), BF.count: chop(count, parens=True) if after == "c" else ""}
            yield INSTANCE, BF.digitalCharacteristic, Node([BF.CartographicObjectType], counted)


def supplementary_content(field: Field, _: Record) -> Iterator[Statement]:
    """353 Supplementary content characteristics: by code, or by name where there is none.

    353 ## $a index $b index $2 msupplcont
    353 ## $a glossary

    <#Work> bf:supplementaryContent <http://id.loc.gov/vocabulary/msupplcont/index>,
        [ a bf:SupplementaryContent ; rdfs:label "glossary" ] .
    """
    if codes := field.all("b"):
        yield WORK, BF.supplementaryContent, [coded_term("msupplcont", code) for code in codes]
        return
    says: dict[Iri, Value] = {RDFS.label: [chop(name) for name in field.all("a")], BF.source: sources(field)}
    says |= identifiers(field.pairs("0"))
    yield WORK, BF.supplementaryContent, Node([BF.SupplementaryContent], says)


def dates_of_publication(field: Field, _: Record) -> Iterator[Statement]:
    """362 Dates of publication and sequential designation: the first and last issue, or a note.

    362 0# $a Vol. 1, no. 1 (Apr. 1981)-v. 3 (June 1983) = No 1-no 26.
    362 1# $a Began in 1962.

    <#Instance> bf:firstIssue "Vol. 1, no. 1 (Apr. 1981)", "No 1" ; bf:lastIssue "v. 3 (June 1983)", "no 26" ;
        bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/number> ; rdfs:label "Began in 1962." ] .
    """
    for each in field.scripts():
        text = each["a"]
        statements = [normal(part) for part in text.split("=")] if "-" in text else [text]
        if each.ind1 != "0" or ";" in text or len(statements) not in (1, 2):
            yield INSTANCE, BF.note, note(text, NUMBERING_NOTE)
            continue
        for statement in statements if len(statements) == 2 else [text]:
            yield from _issues(statement)


def _issues(statement: str) -> Iterator[Statement]:
    """First and last issue of a designation such as ``Vol. 1 (1981)-v. 3 (1983)``; a note where they cannot be told."""
    first, closing, last = statement.partition(")-")
    if not closing:
        first, _, last = statement.partition("-")
        if statement.count("-") != 1:
            yield INSTANCE, BF.note, note(statement, NUMBERING_NOTE)
            return
    yield INSTANCE, BF.firstIssue, chop(f"{first})" if closing else first)
    yield INSTANCE, BF.lastIssue, chop(last)
