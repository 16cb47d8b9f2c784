"""Leader, 100-102 and 18X: kind of resource, processing data, languages, content and media."""

from collections.abc import Iterator

from conversions.record import Field, Record
from conversions.shapes import VOCABULARY
from conversions.tree import ADMIN, INSTANCE, WORK, Node, Statement, Value
from conversions.unimarc.fixed import CONTENT_WORDS, MEDIA_WORDS
from conversions.unimarc.isbd import part
from conversions.unimarc.subfields import coded, values
from ontology.codes import by_label
from ontology.names import BF, BFLC, RDF, RDFS, Iri

TYPES = {
    "a": [BF.Text], "b": [BF.Text, BF.Manuscript], "c": [BF.NotatedMusic], "d": [BF.NotatedMusic, BF.Manuscript],
    "e": [BF.Cartography], "f": [BF.Cartography, BF.Manuscript], "g": [BF.MovingImage], "i": [BF.NonMusicAudio],
    "j": [BF.MusicAudio], "k": [BF.StillImage], "l": [BF.Multimedia], "m": [BF.Multimedia], "r": [BF.Object],
}  # fmt: skip
"""Leader/06, type of record, as classes of Work."""

CONTENTS = {
    "a": "txt", "b": "txt", "c": "ntm", "d": "ntm", "e": "cri", "f": "cri", "g": "tdi", "i": "spw", "j": "prm", "k": "sti",
    "l": "cop", "r": "tdf",
}  # fmt: skip
"""Leader/06 as RDA content type, where no 181 or 203 gives one."""

LEVELS = {"a": BF.Monograph, "c": BF.Collection, "i": BF.Integrating, "m": BF.Monograph, "s": BF.Serial}
"""Leader/07, bibliographic level, as classes of Work."""

MODES = {"a": "mono", "c": "mulm", "i": "intg", "m": "mono", "s": "serl"}
"""Leader/07 as mode of issuance; a monograph with volumes of its own (leader/08 is 1) is of several units."""

_COMPONENTS = f"{VOCABULARY}resourceComponents/"
_OF_THE_TEXT = {"b": "itr", "c": "otx", "j": "sub"}
_ACCOMPANYING = {"d": "sum", "e": "toc", "h": "lib", "i": "amt"}
"""101: what of the resource, or behind it, or with it, is in the language that the subfield gives."""


def type_of_record(field: Field, record: Record) -> Iterator[Statement]:
    """Leader/06-08 Type of record and bibliographic level: the classes of the Work, its content, how the Instance is issued.

    LDR 00000nam1 2200000   450
    001 123

    <#Work> a bf:Text, bf:Monograph ; bf:content <http://id.loc.gov/vocabulary/contentTypes/txt> .
    <#Instance> bf:issuance <http://id.loc.gov/vocabulary/issuance/mulm> .
    """
    kind, level, place = field.data[6:7], field.data[7:8], field.data[8:9]
    for each in TYPES.get(kind, ()):
        yield WORK, RDF.type, each
    if kind in CONTENTS and "181" not in record and "203" not in record:
        yield WORK, BF.content, Iri(f"{VOCABULARY}contentTypes/{CONTENTS[kind]}")
    if level in LEVELS:
        yield WORK, RDF.type, LEVELS[level]
        mode = "mulm" if level == "m" and place == "1" else MODES[level]
        yield INSTANCE, BF.issuance, Iri(f"{VOCABULARY}issuance/{mode}")


def general_processing_data(field: Field, record: Record) -> Iterator[Statement]:
    """100 General processing data: audience, government publication, language of the catalogue, script; dates are in 210.

    100 ## $a 20071030d2007    ek h0kazy0179    ca

    <#Work> bf:intendedAudience <http://id.loc.gov/vocabulary/maudience/ado>, <http://id.loc.gov/vocabulary/maudience/adu> ;
        bflc:governmentPubType <http://id.loc.gov/vocabulary/mgovtpubtype/o> ;
        bf:notation <http://lexvo.org/id/script/Cyrl> .
    <#AdminMetadata> bf:descriptionLanguage <http://id.loc.gov/vocabulary/languages/kaz> .
    """
    data = field["a"]
    for code in data[17:20].strip(" |#"):
        yield WORK, BF.intendedAudience, coded("maudience", code) if code in "abcdekm" else ""
    if data[20:21] in tuple("abcdefh"):
        yield WORK, BFLC.governmentPubType, coded("mgovtpubtype", data[20])
    yield ADMIN, BF.descriptionLanguage, coded("languages", data[22:25])
    if data[34:36].isalpha():
        yield WORK, BF.notation, coded("scripts", data[34:36])


def language(field: Field, _: Record) -> Iterator[Statement]:
    """101 Language of the text, of the original ($c), of an intermediate translation ($b), of summaries and contents.

    101 1# $a kaz $b rus $c eng $d eng

    <#Work> bf:language <http://id.loc.gov/vocabulary/languages/kaz> ;
        bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/resourceComponents/itr> ;
                bf:language <http://id.loc.gov/vocabulary/languages/rus> ],
            [ a bf:Note, <http://id.loc.gov/vocabulary/resourceComponents/otx> ;
                bf:language <http://id.loc.gov/vocabulary/languages/eng> ] ;
        bf:accompaniedBy [ a bf:Work, <http://id.loc.gov/vocabulary/resourceComponents/sum> ;
            bf:language <http://id.loc.gov/vocabulary/languages/eng> ] .
    """
    for code, value in field.pairs("abcdehij"):
        term: Value = coded("languages", value)
        if code == "a":
            yield WORK, BF.language, term
        elif code in _OF_THE_TEXT:
            yield WORK, BF.note, Node([BF.Note, Iri(_COMPONENTS + _OF_THE_TEXT[code])], {BF.language: term})
        else:
            yield WORK, BF.accompaniedBy, Node([BF.Work, Iri(_COMPONENTS + _ACCOMPANYING[code])], {BF.language: term})


def region_of_publication(field: Field, _: Record) -> Iterator[Statement]:
    """102 Country of publication: its region ($b, $c); the country itself ($a) is said of the publication, see 210.

    102 ## $a US $b ca

    <#Instance> bf:originPlace [ a bf:Place ; bf:code "US-CA" ] .
    """
    country = field["a"].strip().upper()
    for value in field.all("bc"):
        code = value.strip().upper()
        yield INSTANCE, BF.originPlace, Node([BF.Place], {BF.code: f"{country}-{code}" if code and country else code})


def content_form_and_media_type(field: Field, record: Record) -> Iterator[Statement]:
    """203 Content form with what qualifies it ($b), and media type ($c), in words, as ISBD and GOST 7.0.100 have them.

    203 ## $a Текст $c непосредственный
    203 ## $a Изображение $b движущееся $b двухмерное $c видео
    203 ## $a Запах

    <#Work> bf:content <http://id.loc.gov/vocabulary/contentTypes/txt>, <http://id.loc.gov/vocabulary/contentTypes/tdi>,
        [ a bf:Content ; rdfs:label "Запах"@ru ] .
    <#Instance> bf:media <http://id.loc.gov/vocabulary/mediaTypes/n>, <http://id.loc.gov/vocabulary/mediaTypes/v> .
    """
    qualifiers = [value.strip("() ").lower() for value in values(field, "b")]
    for text in values(field, "a", part):
        word = text.lower()
        exact = (CONTENT_WORDS.get(f"{word} {qualifier}") for qualifier in qualifiers)
        yield WORK, BF.content, next(filter(None, exact), None) or CONTENT_WORDS.get(word) or _labelled(BF.Content, text)
    for text in values(field, "c", part):
        yield INSTANCE, BF.media, MEDIA_WORDS.get(text.lower()) or _labelled(BF.Media, text)


def _labelled(kind: Iri, text: str) -> Node:
    return Node([kind], {RDFS.label: text})


def general_material_designation(field: Field, record: Record) -> Iterator[Statement]:
    """204 General material designation.

    204 ## $a Карты

    <#Instance> bf:genreForm [ a bf:GenreForm ; rdfs:label "Карты"@ru ] .
    """
    for text in values(field, "a", part):
        yield INSTANCE, BF.genreForm, _labelled(BF.GenreForm, text.strip("[]"))


def content_form(field: Field, record: Record) -> Iterator[Statement]:
    """181 Content form: a UNIMARC code ($a) or an RDA one ($c).

    181 #1 $a i# $b xxxe##
    181 ## $c txt $2 rdacontent

    <#Work> bf:content <http://id.loc.gov/vocabulary/contentTypes/txt> .
    """
    yield WORK, BF.content, [coded("contentTypes", value.strip(" #")[:1]) for value in field.all("a")]
    yield WORK, BF.content, list(_named(field, "contentTypes", BF.Content))


def media_type(field: Field, record: Record) -> Iterator[Statement]:
    """182 Media type: a UNIMARC code ($a) or an RDA one ($c).

    182 ## $a n
    182 ## $c n $2 rdamedia

    <#Instance> bf:media <http://id.loc.gov/vocabulary/mediaTypes/n> .
    """
    yield INSTANCE, BF.media, [coded("mediaTypes", value.strip(" #")[:1]) for value in field.all("a")]
    yield INSTANCE, BF.media, list(_named(field, "mediaTypes", BF.Media))


def carrier_type(field: Field, record: Record) -> Iterator[Statement]:
    """183, 283 Carrier type: a UNIMARC code, an RDA one, or in words.

    183 #1 $a nga $2 RDAfrCarrier
    283 ## $a том

    <#Instance> bf:carrier <http://id.loc.gov/vocabulary/carriers/nc> .
    """
    yield (
        INSTANCE,
        BF.carrier,
        [
            coded("carriers", value)
            or _carrier_named(value)
            or Node([BF.Carrier], {RDFS.label: value, BF.source: _source(field)})
            for value in values(field, "a")
        ],
    )


def _carrier_named(word: str) -> Iri:
    term = by_label("carriers", word)
    return term.iri if term else Iri("")


def _named(field: Field, table: str, kind: Iri) -> Iterator[Value]:
    for value in values(field, "c"):
        yield coded(table, value) or Node([kind], {RDFS.label: value, BF.source: _source(field)})


def _source(field: Field) -> list[Value]:
    """$2, the list that a term is from."""
    return [Node([BF.Source], {BF.code: value}) for value in values(field, "2")]
