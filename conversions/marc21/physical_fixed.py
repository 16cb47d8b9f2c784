"""007 Physical description fixed field, for each category of material; its codes are in tables/physical.tsv."""

from collections.abc import Iterator
from functools import partial

from conversions.marc21.coded import VOCABULARY, Element, Given, Term, at, elements, rows, term, values
from conversions.marc21.fixed import CARRIER, carriers, material
from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement
from ontology.names import BF, RDFS, Iri


def _any_subfield(tag: str, record: Record) -> frozenset[str]:
    """All that the fields with this tag say."""
    return frozenset(value for field in record.all(tag) for _, value in field.subfields)


def _carriers(record: Record) -> frozenset[str]:
    """The carriers of 338 and 008; 008 names a volume when it leaves the form of item blank."""
    code = record["008"].data[29:30] if (kind := material(record)) in ("MP", "VM") else record["008"].data[23:24]
    named = CARRIER.get("r" if code == " " and kind != "CF" else code)
    return carriers(record) | {named.iri} if named else carriers(record)


def _media(record: Record) -> frozenset[str]:
    """Where there is a field 337, no code adds to it."""
    return _ALL_MEDIA if "337" in record else frozenset()


def _dimensions(record: Record) -> frozenset[str]:
    """Where 300 $c gives the dimensions, no code adds to them."""
    return _ALL_DIMENSIONS if any(values(record, "300", "c")) else frozenset()


_SOUND = partial(_any_subfield, "344")
ELEMENTS: dict[str, tuple[Iri, Given | None]] = {
    "aspect ratio": (BF.aspectRatio, None),
    "aspect ratio note": (BF.aspectRatio, None),
    "base material": (BF.baseMaterial, None),
    "capture and storage": (BF.soundCharacteristic, None),
    "carrier": (BF.carrier, _carriers),
    "color": (BF.colorContent, None),
    "cutting": (BF.soundCharacteristic, None),
    "dimensions": (BF.dimensions, _dimensions),
    "emulsion": (BF.emulsion, None),
    "encoding format": (BF.digitalCharacteristic, partial(_any_subfield, "347")),
    "generation": (BF.generation, None),
    "genre": (BF.genreForm, None),
    "media": (BF.media, _media),
    "mount": (BF.mount, None),
    "playback channels": (BF.soundCharacteristic, _SOUND),
    "playback characteristic": (BF.soundCharacteristic, _SOUND),
    "playing speed": (BF.soundCharacteristic, None),
    "polarity": (BF.polarity, None),
    "presentation format": (BF.projectionCharacteristic, partial(_any_subfield, "345")),
    "production method": (BF.productionMethod, None),
    "recording medium": (BF.soundCharacteristic, _SOUND),
    "recording method": (BF.soundCharacteristic, _SOUND),
    "reduction ratio": (BF.reductionRatio, None),
    "sound": (BF.soundContent, None),
    "tape configuration": (BF.soundCharacteristic, None),
    "video format": (BF.videoCharacteristic, partial(_any_subfield, "346")),
}
"""The elements of tables/physical.tsv: the property that says each, and what makes the code needless."""


def _layouts() -> dict[str, tuple[Element, ...]]:
    """For each category (007/00) its elements. Two rows with one position and code are two elements."""
    found: dict[str, dict[tuple[str, str, int], dict[str, Term]]] = {}
    for row in rows("physical.tsv"):
        category, name = found.setdefault(row["category"], {}), row["element"]
        n = 0
        while row["code"] in category.setdefault((name, row["position"], n), {}):
            n += 1
        category[name, row["position"], n][row["code"]] = _term(name, row["term"], row["label"])
    return {letter: tuple(map(_element, category, category.values())) for letter, category in found.items()}


def _element(place: tuple[str, str, int], codes: dict[str, Term]) -> Element:
    predicate, given = ELEMENTS[place[0]]
    return Element(INSTANCE, predicate, at(int(place[1])), codes, given)


def _term(element: str, path: str, label: str) -> Term:
    if element == "aspect ratio note":
        note = Node([BF.Note], {RDFS.label: Literal(label, "en")})
        return Term(Node([BF.AspectRatio], {BF.note: note}), "", label)
    return term(path, label)


_LAYOUTS = _layouts()
_ALL_DIMENSIONS = frozenset(row["label"] for row in rows("physical.tsv") if row["element"] == "dimensions")
_ALL_MEDIA = frozenset(row["label"] for row in rows("physical.tsv") if row["element"] == "media")

_GROOVES = {
    "m": term("vocabulary/mgroove/micro", "microgroove"),
    "mi": term("vocabulary/mgroove/finepitch", "fine pitch"),
    "s": term("vocabulary/mgroove/coarse", "coarse groove"),
    "sh": term("vocabulary/mgroove/stanpitch", "standard pitch"),
}
"""007/05 of a sound recording, with its speed (007/03) where that makes a difference."""


def physical_description(field: Field, record: Record) -> Iterator[Statement]:
    """Field 007 Physical description: medium, carrier, colour, materials, sound, size and make of the Instance.

    What 300 $c, 337, 338 or 344-347 says already is not said again.

    LDR 00000cjm a2200000 a 4500
    007 sd fsngnnmmned
    007 vd cvaizq

    <#Instance> bf:media <http://id.loc.gov/vocabulary/mediaTypes/s>, <http://id.loc.gov/vocabulary/mediaTypes/v> ;
        bf:carrier <http://id.loc.gov/vocabulary/carriers/sd>, <http://id.loc.gov/vocabulary/carriers/vd> ;
        bf:baseMaterial <http://id.loc.gov/vocabulary/mmaterial/mtl>, <http://id.loc.gov/vocabulary/mmaterial/pla> ;
        bf:colorContent <http://id.loc.gov/vocabulary/mcolor/mul> ;
        bf:dimensions "4 3/4 in." ;
        bf:digitalCharacteristic <http://id.loc.gov/vocabulary/mencformat/dvdv> ;
        bf:soundContent <http://id.loc.gov/vocabulary/msoundcontent/sound> ;
        bf:soundCharacteristic <http://id.loc.gov/vocabulary/mplayspeed/f>, <http://id.loc.gov/vocabulary/mplayback/ste>,
            <http://id.loc.gov/vocabulary/mrectype/digital>, <http://id.loc.gov/vocabulary/mcapturestorage/dist>,
            <http://id.loc.gov/vocabulary/mrecmedium/opt>, <http://id.loc.gov/vocabulary/mplayback/mul> .
    """
    data = field.data
    yield from elements(_LAYOUTS.get(data[:1], ()), data, record)
    if data[:1] == "s":
        groove = _GROOVES.get(data[5:6] + data[3:4]) or _GROOVES.get(data[5:6])
        if groove and groove.label not in _SOUND(record):
            yield INSTANCE, BF.soundCharacteristic, groove.value
    elif data[:1] == "h" and data[6:9].strip("|- "):
        yield INSTANCE, BF.reductionRatio, Node([BF.ReductionRatio], {RDFS.label: data[6:9]})


def content(field: Field, record: Record) -> Iterator[Statement]:
    """007/00-01 Category of material: content that neither a 336 nor the leader tells.

    LDR 00000nam a2200000 a 4500
    007 aj canzn
    007 vf cbahos

    <#Work> bf:content <http://id.loc.gov/vocabulary/contentTypes/cri>, <http://id.loc.gov/vocabulary/contentTypes/tdi> .
    """
    if "336" not in record and (code := _content(field.data[:2], record.leader[6:7])):
        yield WORK, BF.content, Iri(f"{VOCABULARY}contentTypes/{code}")


def _content(category: str, kind: str) -> str:
    """RDA content type for 007/00-01 in a record whose leader/06 is ``kind``; "" if there is nothing to add."""
    match category[:1]:
        case "a" if category[1:] == "q":
            return "crf"
        case "a" if category[1:] in tuple("dgjkrsy") and kind not in ("e", "f"):
            return "cri"
        case "d":
            return "crf"
        case "g" | "k" if kind != "k":
            return "sti"
        case "m" | "v" if kind != "g":
            return "tdi"
    return ""
