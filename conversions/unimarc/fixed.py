"""105-141 Coded data: what each position says, for each kind of material.

The codes that UNIMARC shares with no list of its own in ontology/codes are data that a cataloguer can edit: tables/coded.tsv.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement, Subject
from conversions.unimarc.isbd import plain
from conversions.unimarc.subfields import values
from ontology import codes as lists
from ontology.names import BF, BFLC, RDF, XSD, Iri

_BASE = "http://id.loc.gov/"


def _table() -> dict[str, dict[str, Iri]]:
    """The terms of tables/coded.tsv, by list and code."""
    found: dict[str, dict[str, Iri]] = {}
    with files("conversions.unimarc").joinpath("tables/coded.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found.setdefault(row["list"], {})[row["code"]] = Iri(_BASE + row["term"])
    return found


def _listed(table: str) -> dict[str, Iri]:
    """The terms of one of the Library of Congress's lists, by their UNIMARC codes."""
    return {code: term.iri for term in lists.terms(table) for code in term.unimarc}


class Element(NamedTuple):
    """A coded element: its subject and property, the positions of its one-letter codes, and what they mean."""

    about: Subject
    predicate: Iri
    at: Sequence[int]
    codes: Mapping[str, Iri]


_CODES = _table()
CONTENT_WORDS, MEDIA_WORDS = _CODES["content word"], _CODES["media word"]
_ILLUSTRATIONS = _listed("millus")

TEXTUAL = (
    Element(WORK, BF.illustrativeContent, range(4), _ILLUSTRATIONS),
    Element(WORK, BF.genreForm, range(4, 8), _CODES["contents"]),
    Element(WORK, BF.genreForm, (8,), _CODES["conference"]),
    Element(WORK, BF.genreForm, (9,), _CODES["festschrift"]),
    Element(WORK, BF.supplementaryContent, (10,), _CODES["index"]),
    Element(WORK, BF.genreForm, (11,), _CODES["literary form"]),
    Element(WORK, BF.genreForm, (12,), _CODES["biography"]),
)
SERIALS = (
    Element(WORK, BFLC.serialPubType, (0,), _listed("mserialpubtype")),
    Element(INSTANCE, BF.frequency, (1,), _listed("frequencies")),
    Element(WORK, BF.genreForm, range(3, 7), _CODES["serial contents"]),
    Element(WORK, BF.genreForm, (7,), _CODES["conference"]),
    Element(WORK, BF.supplementaryContent, (9, 10), _CODES["index"]),
)
VISUAL = (
    Element(INSTANCE, BF.media, (0,), _CODES["visual type"]),
    Element(INSTANCE, BF.colorContent, (4,), _CODES["visual colour"]),
    Element(INSTANCE, BF.soundContent, (5,), _CODES["visual sound"]),
)
ANTIQUARIAN = (
    Element(WORK, BF.illustrativeContent, range(4), _ILLUSTRATIONS),
    Element(WORK, BF.genreForm, (19,), _CODES["biography"]),
)
ELECTRONIC = (
    Element(WORK, BF.genreForm, (0,), _CODES["electronic type"]),
    Element(INSTANCE, BF.carrier, (1,), _CODES["electronic carrier"]),
)


def _elements(layout: Sequence[Element], data: str) -> Iterator[Statement]:
    """What the coded text says by its layout; unknown codes and missing positions say nothing."""
    for element in layout:
        for place in element.at:
            if term := element.codes.get(data[place : place + 1]):
                yield element.about, element.predicate, term


def textual_material(field: Field, _: Record) -> Iterator[Statement]:
    """105 Coded data of textual monographs: illustrations, form of contents, conference, index, literary form, biography.

    105 ## $a ac  m   101ab

    <#Work> bf:illustrativeContent <http://id.loc.gov/vocabulary/millus/ill>, <http://id.loc.gov/vocabulary/millus/por> ;
        bf:genreForm <http://id.loc.gov/vocabulary/marcgt/the>, <http://id.loc.gov/vocabulary/marcgt/cpb>,
            <http://id.loc.gov/vocabulary/marcgt/fic>, <http://id.loc.gov/vocabulary/marcgt/bio> ;
        bf:supplementaryContent <http://id.loc.gov/vocabulary/msupplcont/index> .
    """
    yield from _elements(TEXTUAL, field["a"])


def form_of_item(field: Field, record: Record) -> Iterator[Statement]:
    """106 Form of item: whether print, microform or electronic, where no 182 tells the medium.

    106 ## $a r

    <#Instance> bf:media <http://id.loc.gov/vocabulary/mediaTypes/n> .
    """
    media = _CODES["form of item"].get(field["a"][:1])
    if "182" not in record:
        yield INSTANCE, BF.media, media


def continuing_resource(field: Field, _: Record) -> Iterator[Statement]:
    """110 Coded data of continuing resources: type of serial, frequency, nature of contents, index; $z in old records.

    110 ## $a afaa   0yy0

    <#Work> bflc:serialPubType <http://id.loc.gov/vocabulary/mserialpubtype/periodical> ;
        bf:genreForm <http://id.loc.gov/vocabulary/marcgt/bib> .
    <#Instance> bf:frequency <http://id.loc.gov/vocabulary/frequencies/mon> .
    """
    data = field["a"] or field["z"]
    yield from _elements(SERIALS, data[:2] + " " + data[3:])


def visual_material(field: Field, _: Record) -> Iterator[Statement]:
    """115 Coded data of projections, video and film: medium, running time in minutes, colour, sound.

    115 ## $a c095ba

    <#Instance> bf:media <http://id.loc.gov/vocabulary/mediaTypes/v> ; bf:duration "PT95M"^^xsd:duration ;
        bf:colorContent <http://id.loc.gov/vocabulary/mcolor/mul> ;
        bf:soundContent <http://id.loc.gov/vocabulary/msoundcontent/sound> .
    """
    data = field["a"]
    yield from _elements(VISUAL, data)
    minutes = data[1:4]
    if minutes.isdigit() and int(minutes):
        yield INSTANCE, BF.duration, Literal(f"PT{int(minutes)}M", datatype=XSD.duration)


def cartographic_material(field: Field, _: Record) -> Iterator[Statement]:
    """120 Coded data of maps: colour; 124 form of the map.

    120 ## $a by
    124 ## $b c

    <#Instance> bf:colorContent <http://id.loc.gov/vocabulary/mcolor/mul> .
    <#Work> bf:genreForm <http://id.loc.gov/vocabulary/marcgt/glo> .
    """
    if field.tag == "120":
        yield INSTANCE, BF.colorContent, _CODES["map colour"].get(field["a"][:1])
    else:
        yield WORK, BF.genreForm, [_CODES["map form"].get(value.strip()[:1], Iri("")) for value in field.all("b")]


def period_of_contents(field: Field, _: Record) -> Iterator[Statement]:
    """122 Time period of contents: c before and d after the year 1, then year, month, day; two of them are a range.

    122 1# $a d1845 $a d19040706

    <#Work> bf:temporalCoverage "1845/1904-07-06"^^<http://id.loc.gov/datatypes/edtf> .
    """
    dates = [text for value in field.all("a") if (text := _signed(plain(value)))]
    if dates:
        yield WORK, BF.temporalCoverage, Literal("/".join(dates[:2]), datatype=Iri(f"{_BASE}datatypes/edtf"))


def _signed(text: str) -> str:
    digits = text[1:9].strip()
    if text[:1] not in ("c", "d") or not digits.isdigit():
        return ""
    return ("-" if text[0] == "c" else "") + "-".join(filter(None, (digits[:4], digits[4:6], digits[6:8])))


def scale_and_coordinates(field: Field, _: Record) -> Iterator[Statement]:
    """123 Scale and coordinates: scales ($b, $c), limits in the order west, east, north, south.

    123 1# $a a $b 25000 $d E0680000 $e E0740000 $f N0450000 $g N0400000

    <#Work> bf:scale [ a bf:Scale ; rdf:value "25000" ] ;
        bf:cartographicAttributes [ a bf:Cartographic ; bf:coordinates "E0680000 E0740000 N0450000 N0400000" ] .
    """
    field.all("a")
    yield WORK, BF.scale, [Node([BF.Scale], {RDF.value: value}) for value in values(field, "bc")]
    yield WORK, BF.cartographicAttributes, Node([BF.Cartographic], {BF.coordinates: " ".join(values(field, "defg"))})


def music(field: Field, _: Record) -> Iterator[Statement]:
    """125 Kind of score, 126 sound carrier, 127 playing time, 128 form ($a) and instruments ($b, $c) of music.

    125 ## $a ay
    126 ## $a abbb
    127 ## $a 002016
    128 ## $a sy $b ka01

    <#Instance> bf:musicFormat <http://id.loc.gov/vocabulary/mmusicformat/score> ;
        bf:carrier <http://id.loc.gov/vocabulary/carriers/sd> ; bf:duration "PT00H20M16S"^^xsd:duration .
    <#Work> bf:genreForm [ a bf:GenreForm ; bf:code "sy" ; bf:source [ a bf:Source ; bf:code "iamlmf" ] ] ;
        bf:musicMedium [ a bf:MusicMedium ; bf:code "ka01" ; bf:source [ a bf:Source ; bf:code "iamlmp" ] ] .
    """
    yield from _MUSIC[field.tag](field)


def _kind_of_score(field: Field) -> Iterator[Statement]:
    yield INSTANCE, BF.musicFormat, _CODES["score"].get(field["a"][:1])


def _sound_carrier(field: Field) -> Iterator[Statement]:
    yield INSTANCE, BF.carrier, _CODES["sound carrier"].get(field["a"][:1])


def _playing_time(field: Field) -> Iterator[Statement]:
    for value in values(field, "a"):
        timed = len(value) == 6 and value.isdigit()
        text = f"PT{value[:2]}H{value[2:4]}M{value[4:]}S" if timed else value
        yield INSTANCE, BF.duration, Literal(text, datatype=XSD.duration if timed else None)


def _form_and_instruments(field: Field) -> Iterator[Statement]:
    for value in values(field, "a"):
        yield WORK, BF.genreForm, _of_list(BF.GenreForm, value, "iamlmf")
    for value in values(field, "bc"):
        yield WORK, BF.musicMedium, _of_list(BF.MusicMedium, value, "iamlmp")


def _of_list(kind: Iri, code: str, source: str) -> Node:
    return Node([kind], {BF.code: code, BF.source: Node([BF.Source], {BF.code: source})})


_MUSIC = {"125": _kind_of_score, "126": _sound_carrier, "127": _playing_time, "128": _form_and_instruments}


def microform(field: Field, _: Record) -> Iterator[Statement]:
    """130 Microform: its carrier.

    130 ## $a bafb

    <#Instance> bf:carrier <http://id.loc.gov/vocabulary/carriers/he> .
    """
    yield INSTANCE, BF.carrier, _CODES["microform"].get(field["a"][:1])


def electronic_resource(field: Field, _: Record) -> Iterator[Statement]:
    """135 Coded data of electronic resources: what they are, and their carrier.

    135 ## $a dr

    <#Work> bf:genreForm <http://id.loc.gov/vocabulary/marcgt/doc> .
    <#Instance> bf:carrier <http://id.loc.gov/vocabulary/carriers/cr> .
    """
    yield from _elements(ELECTRONIC, field["a"])


def antiquarian(field: Field, _: Record) -> Iterator[Statement]:
    """140 Coded data of old books: illustrations, biography.

    140 ## $a acf-y----ac--------b-0001

    <#Work> bf:illustrativeContent <http://id.loc.gov/vocabulary/millus/ill>, <http://id.loc.gov/vocabulary/millus/por>,
            <http://id.loc.gov/vocabulary/millus/plt> ;
        bf:genreForm <http://id.loc.gov/vocabulary/marcgt/bio> .
    """
    yield from _elements(ANTIQUARIAN, field["a"])
