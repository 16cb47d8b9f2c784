"""033-046 Coded information: places and times that the Work is about or comes from, scale and coordinates, its languages."""

from collections.abc import Iterator
from itertools import pairwise

from conversions.marc21 import coded
from conversions.marc21.coded import ID_LOC, VOCABULARY, coded_term
from conversions.marc21.control import EDTF
from conversions.marc21.punctuation import chop, normal
from conversions.marc21.subfields import applies_to, code_iri, identifiers, source
from conversions.record import Field, Record
from conversions.shapes import note
from conversions.text import iri
from conversions.tree import ADMIN, INSTANCE, WORK, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, Iri

CLASSIFICATION_G = f"{ID_LOC}authorities/classification/G"
COMPONENTS = f"{VOCABULARY}resourceComponents/"
SUBJECT_SCHEMES = f"{VOCABULARY}subjectSchemes/"

NOTE_LANGUAGES = {
    "h": "otx", "i": "int", "j": "sub", "k": "itr", "m": "amt", "n": "olb", "p": "cap", "q": "aud", "r": "vis",
}  # fmt: skip
"""041: what of the resource, or behind it, is in the language that the subfield gives."""

ACCOMPANYING_LANGUAGES = {"b": "sum", "d": "stx", "e": "lib", "f": "toc", "g": "amt", "t": "tav"}
"""041: what goes with the resource and is in the language that the subfield gives."""

COMPONENT_NAMES = {
    "a": "Resource", "b": "Summary or abstract", "d": "Sung or spoken text", "e": "Librettos", "f": "Table of contents",
    "g": "Accompanying material", "h": "Original text", "i": "Intertitles", "j": "Subtitles",
    "k": "Intermediate translations", "m": "Accompanying material", "n": "Original libretto", "p": "Captions",
    "q": "Accessible audio", "r": "Accessible visual language", "t": "Transcripts for audiovisual materials",
}  # fmt: skip

LANGUAGE_LISTS = {"639-1": "iso639-1", "639-2": "iso639-2", "639-3": "iso639-3"}
"""041 $2: the list of codes that it means by what it contains."""


def capture(field: Field, _: Record) -> Iterator[Statement]:
    """033 Date, time and place of an event: a recording, a broadcast, a finding.

    033 20 $3 Disc 1 $a 197809102000-0400 $a 19780914 $b 6714 $c R7 $p Minneapolis (Minn.) $2 lcsh

    <#Work> bf:capture [ a bf:Capture ; bf:note [ a bf:Note ; rdfs:label "capture"@en ] ;
        bf:date "1978-09-10T20:00:00-04:00/1978-09-14"^^<http://id.loc.gov/datatypes/edtf> ;
        bf:place <http://id.loc.gov/authorities/classification/G6714.R7>, [ a bf:Place ;
            rdfs:label "Minneapolis (Minn.)" ; bf:source <http://id.loc.gov/vocabulary/subjectSchemes/lcsh> ] ;
        bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Disc 1" ] ] .
    """
    what = {"0": "capture", "1": "broadcast", "2": "finding"}.get(field.ind2, "")
    for each in field.scripts():
        dates = [_moment(value) for value in each.all("a")]
        if field.ind1 not in "01":
            dates = ["/".join(dates)] if field.ind1 == "2" else []
        says: dict[Iri, Value] = {
            BF.note: note(Literal(what, "en")) if what else "",
            BF.date: [_edtf(date) for date in dates],
            BF.place: list(_places(each)),
            BFLC.appliesTo: applies_to(each),
        }
        yield WORK, BF.capture, Node([BF.Capture], says)


def _moment(text: str) -> str:
    """Date, time and time zone of 033 $a as EDTF: ``197809102000-0400``, with hyphens for what is not known."""
    known = text[:12].replace("-", "X")
    zone = f"{text[12:15]}:{text[15:17]}" if text[12:17] else ""
    return _date(known + ("00" if known[8:] else "")) + zone


def _date(text: str) -> str:
    """``yyyymmddhhmmss``, as much of it as there is, as EDTF."""
    day = "-".join(filter(None, (text[:4], text[4:6], text[6:8])))
    time = ":".join(filter(None, (text[8:10], text[10:12], text[12:])))
    return f"{day}T{time}" if time else day


def _edtf(text: str) -> Literal:
    return Literal(text, datatype=EDTF)


def _places(field: Field) -> Iterator[Value]:
    """$b with its $c, a class number of the Library of Congress for maps; $p with its $2, a name."""
    subfields = [*field.pairs("abcp23"), ("", "")]
    for (code, value), (next_code, next_value) in pairwise(subfields):
        if code == "b":
            cutter = f".{normal(next_value)}" if next_code == "c" else ""
            yield iri(f"{CLASSIFICATION_G}{normal(value)}{cutter}")
        elif code == "p":
            scheme = source(next_value, SUBJECT_SCHEMES) if next_code == "2" else ""
            yield Node([BF.Place], {RDFS.label: value, BF.source: scheme})


def cartographic_mathematical_data(field: Field, _: Record) -> Iterator[Statement]:
    """034 Coded cartographic mathematical data: bounding coordinates and scales.

    034 1# $a a $b 744000 $c 96000 $d E0680000 $e E0740000 $f N0450000 $g N0400000 $3 main map

    <#Work> bf:cartographicAttributes [ a bf:Cartographic ; bf:coordinates "E0680000 E0740000 N0450000 N0400000" ;
            bflc:appliesTo _:part ] ;
        bf:scale [ a bf:Scale ; rdf:value "744000" ; rdfs:label "linear horizontal"@en ; bflc:appliesTo _:part ],
            [ a bf:Scale ; rdf:value "96000" ; rdfs:label "linear vertical"@en ; bflc:appliesTo _:part ] .
    _:part a bflc:AppliesTo ; rdfs:label "main map" .
    """
    part = {BFLC.appliesTo: applies_to(field)}
    coordinates = normal(field.join("defg"))
    if coordinates:
        yield WORK, BF.cartographicAttributes, Node([BF.Cartographic], {BF.coordinates: coordinates, **part})
    scales = field.pairs("bc")
    for kind in field.all("a"):
        name = {"a": "" if scales else "linear scale", "b": "angular scale"}.get(kind, "")
        if name:
            yield WORK, BF.scale, Node([BF.Scale], {RDFS.label: Literal(name, "en"), **part})
    for code, value in scales:
        name = "linear horizontal" if code == "b" else "linear vertical"
        yield WORK, BF.scale, Node([BF.Scale], {RDF.value: value, RDFS.label: Literal(name, "en"), **part})


def metadata_licensor(field: Field, _: Record) -> Iterator[Statement]:
    """038 Record content licensor.

    038 ## $a Uk

    <#AdminMetadata> bflc:metadataLicensor [ a bflc:MetadataLicensor ; rdfs:label "Uk" ] .
    """
    for name in field.all("a"):
        yield ADMIN, BFLC.metadataLicensor, Node([BFLC.MetadataLicensor], {RDFS.label: name})


def language(field: Field, record: Record) -> Iterator[Statement]:
    """041 Language code: of the text, beside the one in 008; of the original and subtitles as notes; of what goes with it.

    008 910926s1991    kz            000 0 kaz d
    041 1# $a kazrus $b eng $h rus $h ara
    041 #7 $a kk $2 iso639-1
    041 #7 $a kk-Latn $2 rfc5646

    <#Work> bf:language <http://id.loc.gov/vocabulary/languages/rus>, <http://id.loc.gov/vocabulary/iso639-1/kk>,
            [ a bf:Language ; rdf:value "kk-Latn" ; bf:part "Resource" ;
                bf:source <http://id.loc.gov/vocabulary/languageschemes/rfc5646> ] ;
        bf:accompaniedBy [ a bf:Work, <http://id.loc.gov/vocabulary/resourceComponents/sum> ;
            bf:language <http://id.loc.gov/vocabulary/languages/eng> ] ;
        bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/resourceComponents/otx> ;
                bf:language <http://id.loc.gov/vocabulary/languages/rus> ],
            [ a bf:Note, <http://id.loc.gov/vocabulary/resourceComponents/otx> ;
                bf:language <http://id.loc.gov/vocabulary/languages/ara> ] .
    """
    scheme = field["2"] if field.ind2 == "7" else ""
    codes = "languages" if field.ind2 == " " else next((v for k, v in LANGUAGE_LISTS.items() if k in scheme), "")
    if "3" in field and codes:
        return
    for code, value in field.pairs("abdefghijkmnpqrt"):
        if not codes:
            yield WORK, BF.language, _uncoded(field, code, value)
            continue
        for each in _split(value.replace(" ", ""), codes):
            yield from _component(code, each, codes, record)


def _uncoded(field: Field, code: str, value: str) -> Node:
    """A language code of a list that is not among those of the Library."""
    schemes = [code_iri(f"{VOCABULARY}languageschemes/", scheme, punctuation=False) for scheme in field.all("2")]
    return Node([BF.Language], {RDF.value: value, BF.part: COMPONENT_NAMES[code], BF.source: schemes})


def _split(codes: str, scheme: str) -> list[str]:
    """The codes in a subfield; older records run several MARC codes together."""
    if scheme != "languages":
        return [codes]
    return [codes[n : n + 3] for n in range(0, len(codes) - 2, 3)]


def _component(subfield: str, code: str, scheme: str, record: Record) -> Iterator[Statement]:
    term = coded.language(code) if scheme == "languages" else coded_term(scheme, code.lower())
    if subfield in NOTE_LANGUAGES:
        kind = Iri(COMPONENTS + NOTE_LANGUAGES[subfield])
        yield WORK, BF.note, Node([BF.Note, kind], {BF.language: term})
    elif subfield in ACCOMPANYING_LANGUAGES:
        kind = Iri(COMPONENTS + ACCOMPANYING_LANGUAGES[subfield])
        yield WORK, BF.accompaniedBy, Node([BF.Work, kind], {BF.language: term})
    elif scheme != "languages" or record["008"].data[35:38] != code.lower():
        yield WORK, BF.language, term


def geographic_area(field: Field, _: Record) -> Iterator[Statement]:
    """043 Geographic area code; where $0 names the areas, those. Also local and ISO 3166 codes.

    043 ## $a a-kz--- $a a-kg---
    043 ## $b kz-alm $2 local $c KZ

    <#Work> bf:geographicCoverage <http://id.loc.gov/vocabulary/geographicAreas/a-kz>,
        <http://id.loc.gov/vocabulary/geographicAreas/a-kg>,
        [ a bf:GeographicCoverage ; rdf:value "kz-alm" ; bf:source [ a bf:Source ; bf:code "local" ] ],
        [ a bf:GeographicCoverage ; rdf:value "KZ" ; bf:source [ a bf:Source ; bf:code "ISO 3166" ] ] .
    """
    codes = field.all("a")
    areas = [value for value in field.all("0") if value.startswith("http")]
    if areas and field["0"] == areas[0]:
        yield WORK, BF.geographicCoverage, [iri(area) for area in areas]
        return
    for code in codes:
        yield WORK, BF.geographicCoverage, coded_term("geographicAreas", chop(code, "-"))
    yield from _other_areas(field)


def _other_areas(field: Field) -> Iterator[Statement]:
    subfields = field.pairs("abc02")
    for n, (code, value) in enumerate(subfields):
        if code == "b":
            following = subfields[n + 1 : n + 3]
            says: dict[Iri, Value] = {RDF.value: value, BF.source: [source(v) for c, v in following if c == "2"]}
            says |= identifiers([pair for pair in following if pair[0] == "0"])
            yield WORK, BF.geographicCoverage, Node([BF.GeographicCoverage], says)
        elif code == "c":
            iso = Node([BF.Source], {BF.code: "ISO 3166"})
            yield WORK, BF.geographicCoverage, Node([BF.GeographicCoverage], {RDF.value: value, BF.source: iso})


def country_of_publication(field: Field, record: Record) -> Iterator[Statement]:
    """044 Country of publishing entity: each further country beside the one in 008.

    008 910926s1991    kz            000 0 kaz d
    044 ## $a kz $a kg

    <#Instance> bf:provisionActivity [ a bf:ProvisionActivity, bf:Publication ;
        bf:place <http://id.loc.gov/vocabulary/countries/kg> ] .
    """
    first = record["008"].data[15:18].strip()
    for code in field.all("a"):
        if normal(code) != first:
            place = {BF.place: coded_term("countries", code)}
            yield INSTANCE, BF.provisionActivity, Node([BF.ProvisionActivity, BF.Publication], place)


def time_period(field: Field, _: Record) -> Iterator[Statement]:
    """045 Time period of content: MARC's century and decade codes ($a), or dates ($b), two of which are a range (indicator 2).

    045 2# $a d7n6 $b c0221 $b d0960
    045 0# $a v-w- $b d185112

    <#Work> bf:temporalCoverage "-02XX/096X"^^<http://id.loc.gov/datatypes/edtf>,
        "-0221/0960"^^<http://id.loc.gov/datatypes/edtf>, "17XX/18XX"^^<http://id.loc.gov/datatypes/edtf>,
        "1851-12"^^<http://id.loc.gov/datatypes/edtf> .
    """
    for code in field.all("a"):
        periods = list(dict.fromkeys(filter(None, (_period(code[:2]), _period(code[2:4])))))
        yield WORK, BF.temporalCoverage, _edtf("/".join(periods))
    dates = [_signed_date(value) for value in field.all("b")]
    if field.ind1 == "2":
        dates = ["/".join(dates[:2])]
    yield WORK, BF.temporalCoverage, [_edtf(date) for date in dates]


def _period(code: str) -> str:
    """A century (a letter) and decade (a digit) as EDTF; "" for what is no code."""
    letter, digit = code[:1], code[1:]
    if letter == "a":
        return "-XXXX/-3000"
    if letter and letter in "bcd" and digit.isdigit():
        return f"-{29 - 10 * 'bcd'.index(letter) - int(digit):02d}XX"
    return f"{ord(letter) - ord('e'):02d}{digit if digit.isdigit() else 'X'}X" if "e" <= letter <= "y" else ""


def _signed_date(text: str) -> str:
    """``c0221`` is before our era, ``d185112`` in it; to the hour if it says so."""
    hour = f"T{text[9:11]}" if text[9:11] else ""
    return ("-" if text[:1] == "c" else "") + _date(text[1:9]) + hour


def special_coded_dates(field: Field, record: Record) -> Iterator[Statement]:
    """046 Special coded dates: when the Work was made ($k, $l; unless 008 gives the date of an original), when it holds ($m, $n).

    008 910926s1991    kz            000 0 kaz d
    046 ## $k 199810 $l 19991231 $m 2001

    <#Work> bf:originDate "1998-10/1999-12-31"^^<http://id.loc.gov/datatypes/edtf> ;
        bf:validDate "2001"^^<http://id.loc.gov/datatypes/edtf> .
    """
    if record["008"].data[6:7] != "r":
        yield WORK, BF.originDate, _range(field["k"], field["l"])
    yield WORK, BF.validDate, _range(field["m"], field["n"])


def _range(start: str, end: str) -> Literal:
    return _edtf("/".join(filter(None, (_date(start), _date(end)))) if start else "")
