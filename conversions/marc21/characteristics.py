"""344-348 Characteristics of sound, projection, video, digital files and notated music; terms: tables/characteristics.tsv."""

from collections.abc import Iterator

from conversions.marc21.coded import Term, rows, term
from conversions.marc21.punctuation import chop, normal
from conversions.marc21.subfields import Heading, applies_to, headings, sources
from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, Iri

Meaning = tuple[Iri, Iri]
"""The property that a subfield stands for, and the class of what it names."""

SOUND: dict[str, Meaning] = {
    "a": (BF.soundCharacteristic, BF.RecordingMethod), "b": (BF.soundCharacteristic, BF.RecordingMedium),
    "c": (BF.soundCharacteristic, BF.PlayingSpeed), "d": (BF.soundCharacteristic, BF.GrooveCharacteristic),
    "e": (BF.soundCharacteristic, BF.TrackConfig), "f": (BF.soundCharacteristic, BF.TapeConfig),
    "g": (BF.soundCharacteristic, BF.PlaybackChannels), "h": (BF.soundCharacteristic, BF.PlaybackCharacteristic),
    "i": (BF.soundContent, BF.SoundContent),
}  # fmt: skip
PROJECTION: dict[str, Meaning] = {
    "a": (BF.projectionCharacteristic, BF.PresentationFormat), "b": (BF.projectionCharacteristic, BF.ProjectionSpeed),
    "c": (BF.aspectRatio, BF.AspectRatio), "d": (BF.aspectRatio, BF.AspectRatio),
}  # fmt: skip
VIDEO: dict[str, Meaning] = {
    "a": (BF.videoCharacteristic, BF.VideoFormat), "b": (BF.videoCharacteristic, BF.BroadcastStandard),
}  # fmt: skip
DIGITAL: dict[str, Meaning] = {
    "a": (BF.digitalCharacteristic, BF.FileType), "b": (BF.digitalCharacteristic, BF.EncodingFormat),
    "c": (BF.digitalCharacteristic, BF.FileSize), "d": (BF.digitalCharacteristic, BF.Resolution),
    "e": (BF.digitalCharacteristic, BF.RegionalEncoding), "f": (BF.digitalCharacteristic, BF.EncodedBitrate),
}  # fmt: skip
NOTATED_MUSIC: dict[str, Meaning] = {"a": (BF.musicFormat, BF.MusicFormat), "c": (BF.notation, BF.MusicNotation)}

TERMS: dict[tuple[str, str, str], Term] = {
    (row["tag"], row["subfield"], row["label"]): term(row["term"], row["label"]) for row in rows("characteristics.tsv")
}
"""Terms of code lists by tag, subfield and name."""

ENCODING_FORMATS = {
    "cd aud": "cda", "bluray": "bluray", "dvd": "dvdv", "sacd": "sacd", "mp3": "mp3", "pdf": "pdf",
}  # fmt: skip
"""347 $b: what the name of an encoding format has in it, in small letters and without hyphens."""


def _characteristics(field: Field, meanings: dict[str, Meaning]) -> Iterator[tuple[Iri, Value]]:
    """Each subfield as the term of a code list if it is the name of one, else as what it says."""
    shared: dict[Iri, Value] = {BF.source: sources(field), BFLC.appliesTo: applies_to(field)}
    for heading in headings(field, "".join(meanings)):
        predicate, kind = meanings[heading.code]
        if found := _listed(field.tag, heading):
            yield predicate, found
            continue
        label = RDF.value if (field.tag, heading.code) == ("345", "c") else RDFS.label
        value = chop(heading.value) if kind == BF.EncodingFormat else heading.value
        yield predicate, Node([kind], {label: value, **shared, **heading.related(0)})


def _listed(tag: str, heading: Heading) -> Value:
    """The term whose name the subfield gives; None if the lists have none."""
    name = heading.value
    if (tag, heading.code) == ("347", "b"):
        plain = normal(name.lower().replace("-", ""))
        code = next((code for words, code in ENCODING_FORMATS.items() if words in plain), "")
        return term(f"vocabulary/mencformat/{code}", name).value if code else None
    found = TERMS.get((tag, heading.code, name.lower() if (tag, heading.code) == ("344", "i") else name))
    return found.value if found else None


def sound_characteristics(field: Field, _: Record) -> Iterator[Statement]:
    """344 Sound characteristics: recording, groove, tracks, channels, playback, and whether there is sound.

    344 ## $a digital $b optical $c 1.4 m/s $g stereo $i Sound $2 rda

    <#Instance> bf:soundCharacteristic <http://id.loc.gov/vocabulary/mrectype/digital>,
            <http://id.loc.gov/vocabulary/mrecmedium/opt>, <http://id.loc.gov/vocabulary/mplayback/ste>,
            [ a bf:PlayingSpeed ; rdfs:label "1.4 m/s" ; bf:source [ a bf:Source ; bf:code "rda" ] ] ;
        bf:soundContent <http://id.loc.gov/vocabulary/msoundcontent/sound> .
    """
    for each in field.scripts():
        for predicate, value in _characteristics(each, SOUND):
            yield INSTANCE, predicate, value


def projection_characteristics(field: Field, _: Record) -> Iterator[Statement]:
    """345 Moving image characteristics: presentation format, projection speed, aspect ratio.

    345 ## $a Cinerama $b 24 fps $c 2.35:1

    <#Instance> bf:projectionCharacteristic <http://id.loc.gov/vocabulary/mpresformat/ciner>,
            [ a bf:ProjectionSpeed ; rdfs:label "24 fps" ] ;
        bf:aspectRatio [ a bf:AspectRatio ; rdf:value "2.35:1" ] .
    """
    for each in field.scripts():
        for predicate, value in _characteristics(each, PROJECTION):
            yield INSTANCE, predicate, value


def video_characteristics(field: Field, _: Record) -> Iterator[Statement]:
    """346 Video characteristics: video format, broadcast standard.

    346 ## $3 Disc 1 $a VHS $b SECAM-III

    <#Instance> bf:videoCharacteristic <http://id.loc.gov/vocabulary/mvidformat/vhs>,
        [ a bf:BroadcastStandard ; rdfs:label "SECAM-III" ; bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Disc 1" ] ] .
    """
    for each in field.scripts():
        for predicate, value in _characteristics(each, VIDEO):
            yield INSTANCE, predicate, value


def digital_file_characteristics(field: Field, _: Record) -> Iterator[Statement]:
    """347 Digital file characteristics: file type, encoding format, size, resolution, region, bitrate.

    347 ## $a text file $b Adobe PDF $c 182 KB $2 rda

    <#Instance> bf:digitalCharacteristic <http://id.loc.gov/vocabulary/mfiletype/text>,
        <http://id.loc.gov/vocabulary/mencformat/pdf>,
        [ a bf:FileSize ; rdfs:label "182 KB" ; bf:source [ a bf:Source ; bf:code "rda" ] ] .
    """
    for each in field.scripts():
        for predicate, value in _characteristics(each, DIGITAL):
            yield INSTANCE, predicate, value


def notated_music_characteristics(field: Field, _: Record) -> Iterator[Statement]:
    """348 Notated music characteristics of the Work: format and form of notation.

    348 ## $a vocal score $c staff notation

    <#Work> bf:musicFormat <http://id.loc.gov/vocabulary/mmusicformat/vocalscore> ;
        bf:notation [ a bf:MusicNotation ; rdfs:label "staff notation" ] .
    """
    for each in field.scripts():
        for predicate, value in _characteristics(each, NOTATED_MUSIC):
            yield WORK, predicate, value
