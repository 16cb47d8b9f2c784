"""008 Fixed-length data elements, for each kind of material, and 006, its counterpart for additional material.

What is the same for all kinds stands in control.py; country and dates of publication in publication.py.
"""

from collections.abc import Iterator

from conversions.marc21.coded import VOCABULARY, Element, Term, at, elements, rows, term, values
from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement
from ontology.names import BF, BFLC, RDFS, XSD, Iri

_MONOGRAPH = frozenset("acdm")
_KINDS = {
    "m": "CF", "e": "MP", "f": "MP", "c": "MU", "d": "MU", "i": "MU", "j": "MU",
    "g": "VM", "k": "VM", "o": "VM", "r": "VM", "p": "MX",
}  # fmt: skip
_KINDS_006 = {**_KINDS, "a": "BK", "t": "BK", "s": "CR"}


def material(record: Record) -> str:
    """The kind of material that 008/18-34 describes, by leader/06-07: BK, CF, MP, MU, CR, VM, MX as in MARC; "" if unknown."""
    kind, level = record.leader[6:7], record.leader[7:8]
    if kind in ("a", "t"):
        return "BK" if level in _MONOGRAPH or kind == "t" else "CR" if level in ("b", "i", "s") else ""
    return _KINDS.get(kind, "")


def carriers(record: Record) -> frozenset[str]:
    """The carriers that 338 $b names, as IRIs."""
    return frozenset(f"{VOCABULARY}carriers/{code.strip()}" for code in values(record, "338", "b"))


def _genres(record: Record) -> frozenset[str]:
    """The genres that 655 names after the Library of Congress list."""
    return frozenset(
        name.removesuffix(".")
        for field in record.all("655")
        if ("2", "lcgft") in field.subfields
        for code, name in field.subfields
        if code == "a"
    )


def _visual_genres(record: Record) -> frozenset[str]:
    of_work = (f for f in record.all("380") if ("2", "lcgft") in f.subfields)
    return _genres(record) | {name.removesuffix(".") for f in of_work for code, name in f.subfields if code == "a"}


def _supplements(record: Record) -> frozenset[str]:
    return frozenset(values(record, "353", "a"))


def _music_formats(record: Record) -> frozenset[str]:
    """Where 348 names a format, in whatever language, no code adds to it."""
    return _ALL_FORMATS if any(values(record, "348", "a")) else frozenset()


def _illustrations(record: Record) -> frozenset[str]:
    return frozenset(values(record, "340", "0"))


def _media(record: Record) -> frozenset[str]:
    """Where there is a field 337, no code adds to it."""
    return _ALL_MEDIA if "337" in record else frozenset()


_ALL_MEDIA = frozenset({"unmediated", "computer"})

CODES: dict[str, dict[str, Term]] = {}
for _row in rows("fixed.tsv"):
    CODES.setdefault(_row["list"], {})[_row["code"]] = term(_row["term"], _row["label"])

_ALL_FORMATS = frozenset(each.label for each in CODES["music format"].values())
CARRIER = CODES["carrier"]
_ORIGINAL_FORM = Iri(f"{VOCABULARY}mnotetype/orig")


def _wrapped(name: str, kind: Iri, predicate: Iri) -> dict[str, Term]:
    """The codes of a list, each as a node of a ``kind`` that says it."""
    return {code: each._replace(value=Node([kind], {predicate: each.value})) for code, each in CODES[name].items()}


_RELIEF = _wrapped("relief", BF.Cartographic, BF.relief)
_PROJECTION = _wrapped("projection", BF.Cartographic, BF.projection)
_ORIGINAL = {
    code: each._replace(value=Node([BF.Note, _ORIGINAL_FORM], {RDFS.label: Literal(each.label, "en")}))
    for code, each in CODES["original form"].items()
}

_AUDIENCE = Element(WORK, BF.intendedAudience, at(22), CODES["audience"])
_GOVERNMENT = Element(WORK, BFLC.governmentPubType, at(28), CODES["government publication"])
_CONFERENCE = Element(WORK, BF.genreForm, at(29), CODES["conference"])
_INDEX = Element(WORK, BF.supplementaryContent, at(31), CODES["index"], _supplements)
_CONTENTS = (
    Element(WORK, BF.genreForm, at(24, 25, 26, 27), CODES["contents"], _genres),
    Element(WORK, BF.supplementaryContent, at(24, 25, 26, 27), CODES["supplement"], _supplements),
)
_FORM_OF_ITEM = Element(INSTANCE, BF.carrier, at(23), CARRIER, carriers)
_FORM_OF_ITEM_29 = Element(INSTANCE, BF.carrier, at(29), CARRIER, carriers)

BOOKS = (
    Element(WORK, BF.illustrativeContent, at(18, 19, 20, 21), CODES["illustrations"], _illustrations),
    _AUDIENCE, *_CONTENTS, _GOVERNMENT, _CONFERENCE,
    Element(WORK, BF.genreForm, at(30), CODES["festschrift"]),
    _INDEX,
    Element(WORK, BF.genreForm, at(33), CODES["literary form"], _genres),
    Element(WORK, BF.genreForm, at(34), CODES["biography"], _genres),
    _FORM_OF_ITEM,
    Element(INSTANCE, BF.media, at(23), CODES["media"], _media),
    Element(INSTANCE, BF.fontSize, at(23), CODES["font size"]),
    Element(INSTANCE, BF.notation, at(23), CODES["tactile"]),
)  # fmt: skip
COMPUTER_FILES = (
    _AUDIENCE,
    Element(WORK, BF.genreForm, at(26), CODES["computer file"]),
    _GOVERNMENT,
    _FORM_OF_ITEM._replace(codes={code: CARRIER[code] for code in "oq"}),
)
MAPS = (
    Element(WORK, BF.cartographicAttributes, at(18, 19, 20, 21), _RELIEF),
    Element(WORK, BF.cartographicAttributes, at(22, width=2), _PROJECTION),
    _GOVERNMENT, _INDEX,
    Element(WORK, BF.genreForm, at(33, 34), CODES["map format"], _genres),
    _FORM_OF_ITEM_29,
)  # fmt: skip
MUSIC = (
    Element(WORK, BF.genreForm, at(18, width=2), CODES["composition"], _genres),
    Element(WORK, BF.musicFormat, at(20), CODES["music format"], _music_formats),
    _AUDIENCE,
    Element(WORK, BF.supplementaryContent, at(24, 25, 26, 27, 28, 29), CODES["accompanying matter"], _supplements),
    Element(WORK, BF.genreForm, at(30, 31), CODES["literary text"], _genres),
    _FORM_OF_ITEM,
)
CONTINUING = (
    Element(INSTANCE, BF.frequency, at(18), CODES["frequency"]),
    Element(INSTANCE, BF.frequency, at(19), CODES["regularity"]),
    Element(WORK, BFLC.serialPubType, at(21), CODES["serial"]),
    Element(INSTANCE, BF.note, at(22), _ORIGINAL),
    *_CONTENTS, _GOVERNMENT, _CONFERENCE,
    Element(WORK, BF.notation, at(33), CODES["script"]),
    _FORM_OF_ITEM,
)  # fmt: skip
VISUAL = (
    _AUDIENCE, _GOVERNMENT,
    Element(WORK, BF.genreForm, at(33), CODES["visual material"], _visual_genres),
    Element(WORK, BFLC.movingImageTechnique, at(34), CODES["technique"]),
    _FORM_OF_ITEM_29,
)  # fmt: skip
MIXED = (_FORM_OF_ITEM,)

_LAYOUTS = {"BK": BOOKS, "CF": COMPUTER_FILES, "MP": MAPS, "MU": MUSIC, "CR": CONTINUING, "VM": VISUAL, "MX": MIXED}


def books(field: Field, record: Record) -> Iterator[Statement]:
    """008/18-34 Books: illustrations, audience, form of item, nature of contents, literary form, biography.

    A genre that 655 names already, a carrier that 338 names and a medium where there is a 337 are not said again.

    LDR 00000nam a2200000 a 4500
    008 930106s1992    enkab  j b   f001 1 eng d

    <#Work> bf:illustrativeContent <http://id.loc.gov/vocabulary/millus/ill>, <http://id.loc.gov/vocabulary/millus/map> ;
        bf:intendedAudience <http://id.loc.gov/vocabulary/maudience/juv> ;
        bf:supplementaryContent <http://id.loc.gov/vocabulary/msupplcont/bibliography>,
            <http://id.loc.gov/vocabulary/msupplcont/index> ;
        bflc:governmentPubType <http://id.loc.gov/vocabulary/mgovtpubtype/f> ;
        bf:genreForm [ a bf:GenreForm ; rdfs:label "Fiction"@en ;
            owl:sameAs <http://id.loc.gov/authorities/genreForms/gf2014026339> ] .
    <#Instance> bf:media <http://id.loc.gov/vocabulary/mediaTypes/n> .
    """
    if material(record) == "BK":
        yield from elements(BOOKS, field.data, record)


def computer_files(field: Field, record: Record) -> Iterator[Statement]:
    """008/18-34 Computer files: audience, form of item, type of file, government publication.

    LDR 00000nmm a2200000 a 4500
    008 930106s1992    enk    fo  g        eng d

    <#Work> bf:intendedAudience <http://id.loc.gov/vocabulary/maudience/spe> ;
        bf:genreForm <http://id.loc.gov/vocabulary/marcgt/gam> .
    <#Instance> bf:carrier <http://id.loc.gov/vocabulary/carriers/cr> .
    """
    if material(record) == "CF":
        yield from elements(COMPUTER_FILES, field.data, record)


def maps(field: Field, record: Record) -> Iterator[Statement]:
    """008/18-34 Maps: relief, projection, government publication, form of item, index, special format.

    LDR 00000nem a2200000 a 4500
    008 930106s1992    enkab  bd a   s 1 e eng d

    <#Work> bf:cartographicAttributes
            [ a bf:Cartographic ; bf:relief <http://id.loc.gov/vocabulary/mrelief/cont> ],
            [ a bf:Cartographic ; bf:relief <http://id.loc.gov/vocabulary/mrelief/shad> ],
            [ a bf:Cartographic ; bf:projection <http://id.loc.gov/vocabulary/mprojection/bd> ] ;
        bf:supplementaryContent <http://id.loc.gov/vocabulary/msupplcont/index> ;
        bf:genreForm [ a bf:GenreForm ; rdfs:label "Manuscript maps"@en ;
            owl:sameAs <http://id.loc.gov/authorities/genreForms/gf2011026385> ] .
    <#Instance> bf:carrier <http://id.loc.gov/vocabulary/carriers/cz> .
    """
    if material(record) == "MP":
        yield from elements(MAPS, field.data, record)


def music(field: Field, record: Record) -> Iterator[Statement]:
    """008/18-34 Music: form of composition, format, audience, form of item, accompanying matter, literary text.

    LDR 00000ncm a2200000 a 4500
    008 930106s1992    enkopa jbe     h    eng d

    <#Work> bf:genreForm [ a bf:GenreForm ; rdfs:label "Operas"@en ;
            owl:sameAs <http://id.loc.gov/authorities/genreForms/gf2014026976> ], <http://id.loc.gov/vocabulary/marcgt/his> ;
        bf:musicFormat <http://id.loc.gov/vocabulary/mmusicformat/score> ;
        bf:intendedAudience <http://id.loc.gov/vocabulary/maudience/juv> ;
        bf:supplementaryContent <http://id.loc.gov/vocabulary/msupplcont/creatorbio> .
    <#Instance> bf:carrier <http://id.loc.gov/vocabulary/carriers/he> .
    """
    if material(record) == "MU":
        yield from elements(MUSIC, field.data, record)


def continuing_resources(field: Field, record: Record) -> Iterator[Statement]:
    """008/18-34 Continuing resources: frequency, regularity, type, original form, form of item, contents, original alphabet.

    LDR 00000nas a2200000 a 4500
    008 930106c19929999enkmx pao         c0   d

    <#Work> bflc:serialPubType <http://id.loc.gov/vocabulary/mserialpubtype/periodical> ;
        bf:notation <http://id.loc.gov/vocabulary/mscript/c> .
    <#Instance> bf:frequency <http://id.loc.gov/vocabulary/frequencies/mon>, <http://id.loc.gov/vocabulary/frequencies/irr> ;
        bf:carrier <http://id.loc.gov/vocabulary/carriers/cr> ;
        bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/orig> ; rdfs:label "Microfilm"@en ] .
    """
    if material(record) == "CR":
        yield from elements(CONTINUING, field.data, record)


def visual_materials(field: Field, record: Record) -> Iterator[Statement]:
    """008/18-34 Visual materials: running time, audience, government publication, form of item, type, technique.

    LDR 00000ngm a2200000 a 4500
    008 930106s1992    enk045 g     s    vleng d

    <#Work> bf:duration "PT45M"^^xsd:duration ;
        bf:intendedAudience <http://id.loc.gov/vocabulary/maudience/gen> ;
        bflc:governmentPubType <http://id.loc.gov/vocabulary/mgovtpubtype/s> ;
        bflc:movingImageTechnique <http://id.loc.gov/vocabulary/mtechnique/live> ;
        bf:genreForm [ a bf:GenreForm ; rdfs:label "Video recordings"@en ;
            owl:sameAs <http://id.loc.gov/authorities/genreForms/gf2011026723> ] .
    """
    if material(record) == "VM":
        yield WORK, BF.duration, _running_time(field.data[18:21])
        yield from elements(VISUAL, field.data, record)


def _running_time(minutes: str) -> str | Literal:
    if minutes == "000":
        return "more than 999 minutes"
    return Literal(f"PT{int(minutes)}M", datatype=XSD.duration) if minutes.isascii() and minutes.isdigit() else ""


def mixed_materials(field: Field, record: Record) -> Iterator[Statement]:
    """008/23 Mixed materials: form of item.

    LDR 00000npc a2200000 a 4500
    008 930106s1992    enk     a           eng d

    <#Instance> bf:carrier <http://id.loc.gov/vocabulary/carriers/hd> .
    """
    if material(record) == "MX":
        yield from elements(MIXED, field.data, record)


def additional_material(field: Field, record: Record) -> Iterator[Statement]:
    """Field 006 Additional material characteristics: what 008/18-34 would say of the Work were this its main material.

    Form of item and frequency are left out: they may be those of a part or a supplement.

    LDR 00000nam a2200000 a 4500
    006 ecb  bd e  o  1
    008 930106s1992    enk           000 0 eng d

    <#Work> bf:cartographicAttributes
            [ a bf:Cartographic ; bf:relief <http://id.loc.gov/vocabulary/mrelief/grad> ],
            [ a bf:Cartographic ; bf:relief <http://id.loc.gov/vocabulary/mrelief/shad> ],
            [ a bf:Cartographic ; bf:projection <http://id.loc.gov/vocabulary/mprojection/bd> ] ;
        bf:supplementaryContent <http://id.loc.gov/vocabulary/msupplcont/index> ;
        bflc:governmentPubType <http://id.loc.gov/vocabulary/mgovtpubtype/o> .
    """
    data = field.data
    layout = _LAYOUTS.get(_KINDS_006.get(data[:1], ""), ())
    for statement in elements(layout, " " * 17 + data, record):
        if statement[0] == WORK:
            yield statement
