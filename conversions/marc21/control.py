"""Leader, and what 008 says whatever the kind of material: type of record, mode of issuance, language, original date."""

from collections.abc import Iterator

from conversions.marc21 import coded
from conversions.marc21.coded import VOCABULARY
from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Literal, Statement
from ontology.names import BF, BFLC, RDF, Iri

EDTF = Iri("http://id.loc.gov/datatypes/edtf")
_YEAR = frozenset("0123456789X")

TYPES = {
    "a": [BF.Text], "c": [BF.NotatedMusic], "d": [BF.NotatedMusic, BF.Manuscript], "e": [BF.Cartography],
    "f": [BF.Cartography, BF.Manuscript], "g": [BF.MovingImage], "i": [BF.NonMusicAudio], "j": [BF.MusicAudio],
    "k": [BF.StillImage], "m": [BF.Multimedia], "o": [BF.MixedMaterial], "p": [BF.MixedMaterial], "q": [BF.Hub],
    "r": [BF.Object], "t": [BF.Text, BF.Manuscript],
}  # fmt: skip
"""Leader/06, type of record, as classes of Work."""

CONTENTS = {
    "a": "txt", "c": "ntm", "d": "ntm", "e": "cri", "f": "cri", "g": "tdi", "i": "spw", "j": "prm", "k": "sti", "m": "cop",
    "o": "txt", "p": "txt", "r": "tdf", "t": "txt",
}  # fmt: skip
"""Leader/06 as RDA content type, where no 336 gives one."""

LEVELS = {
    "a": BF.Monograph, "b": BF.Serial, "c": BF.Collection, "d": BF.Collection, "i": BF.Integrating, "m": BF.Monograph,
    "s": BF.Serial,
}  # fmt: skip
"""Leader/07, bibliographic level, as classes of Work."""

MODES = {"a": "mono", "b": "serl", "c": "mulm", "d": "mono", "i": "intg", "m": "mono", "s": "serl"}
"""Leader/07 as mode of issuance."""


def type_of_record(field: Field, record: Record) -> Iterator[Statement]:
    """Leader/06-07 Type of record and bibliographic level: the classes of the Work, and its content where no 336 names it.

    LDR 00000ndm a2200000 a 4500
    001 123

    <#Work> a bf:NotatedMusic, bf:Manuscript, bf:Monograph ; bf:content <http://id.loc.gov/vocabulary/contentTypes/ntm> .
    """
    kind, level = field.data[6:7], field.data[7:8]
    for each in TYPES.get(kind, ()):
        yield WORK, RDF.type, each
    if kind in CONTENTS and "336" not in record:
        yield WORK, BF.content, Iri(f"{VOCABULARY}contentTypes/{CONTENTS[kind]}")
    if level in LEVELS:
        yield WORK, RDF.type, LEVELS[level]


def mode_of_issuance(field: Field, record: Record) -> Iterator[Statement]:
    """Leader/07 Bibliographic level: how the Instance is issued, where no 334 says so.

    LDR 00000nas a2200000 a 4500
    001 123

    <#Instance> bf:issuance <http://id.loc.gov/vocabulary/issuance/serl> .
    """
    mode = MODES.get(field.data[7:8])
    if mode and "334" not in record:
        yield INSTANCE, BF.issuance, Iri(f"{VOCABULARY}issuance/{mode}")


def secondary_instance(field: Field, record: Record) -> Iterator[Statement]:
    """The mark SplitMARC in 958 $a: an Instance that was split off a record, here (splitting.py) or at the Library of Congress.

    958 ## $a SplitMARC

    <#Instance> a bflc:SecondaryInstance .
    """
    if ("a", "SplitMARC") in field.subfields and field["a"]:
        yield INSTANCE, RDF.type, BFLC.SecondaryInstance


def language(field: Field, record: Record) -> Iterator[Statement]:
    """008/35-37 Language of the Work.

    008 910926s1991    nyu           000 0 kaz d

    <#Work> bf:language <http://id.loc.gov/vocabulary/languages/kaz> .
    """
    code = field.data[35:38]
    if code != "|||":
        yield WORK, BF.language, coded.language(code)


def original_date(field: Field, record: Record) -> Iterator[Statement]:
    """008/11-14 Date 2 of a reprint (008/06 is "r"): when the original came out.

    008 910926r19911904nyu           000 0 eng d

    <#Work> bf:originDate "1904"^^<http://id.loc.gov/datatypes/edtf> .
    """
    data = field.data
    year = data[11:15].replace("u", "X")
    if data[6:7] == "r" and len(year) == 4 and _YEAR.issuperset(year):
        yield WORK, BF.originDate, Literal(year, datatype=EDTF)
