"""440, 490 and 800-830: the series that the Work belongs to, as transcribed and as traced; 462-468 how a series is treated."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conversions import keys
from conversions.marc21 import hubs
from conversions.marc21.classification import DLC
from conversions.marc21.coded import VOCABULARY
from conversions.marc21.punctuation import chop
from conversions.marc21.subfields import applies_to, linked_record
from conversions.record import Field, Record, Subfield
from conversions.scripts import fold
from conversions.shapes import identifier, note
from conversions.tree import WORK, Key, Node, Statement, Value
from ontology.names import BF, BFLC, RDFS, Iri

SERIES = Iri(f"{VOCABULARY}relationship/series")

_STATUS = f"{VOCABULARY}mstatus/"
TRANSCRIBED, TRACED = Iri(f"{_STATUS}t"), Iri(f"{_STATUS}tr")
ISSN_STATUS = {"x": "", "y": Iri(f"{_STATUS}incorrect"), "z": Iri(f"{_STATUS}cancinv")}

CONTENT = {"a": BF.Text, "c": BF.NotatedMusic, "d": BF.NotatedMusic, "e": BF.Cartography, "f": BF.Cartography,
           "g": BF.MovingImage, "i": BF.Audio, "j": BF.Audio, "k": BF.StillImage, "o": BF.MixedMaterial,
           "p": BF.MixedMaterial, "r": BF.Object, "t": BF.Text}  # fmt: skip
"""By the first character of $7: the kind of record of the series."""

ISSUANCE = {"a": "m", "b": "s", "d": "d", "i": "i", "m": "m", "s": "s"}
"""By the second character of $7."""

TREATMENTS: dict[str, tuple[Iri, dict[str, str]]] = {
    "462": (BFLC.SeriesSequentialDesignation, {}),
    "463": (BFLC.SeriesNumberingPeculiarities, {}),
    "464": (BFLC.SeriesNumbering, {}),
    "465": (BFLC.SeriesProvider, {}),
    "466": (BFLC.SeriesAnalysis, {"f": "analyzed in full", "p": "analyzed in part", "n": "not analyzed"}),
    "467": (BFLC.SeriesTracing, {"t": "traced", "n": "not traced"}),
    "468": (
        BFLC.SeriesClassification,
        {"c": "classed together", "m": "classed with main or other series", "s": "classed separately"},
    ),
}
"""By tag: the class of treatment, and what the codes of $a mean."""


class Statements(NamedTuple):
    """One of the series that a 490 names: its subfields in each script."""

    forms: Sequence[Sequence[Subfield]]

    def all(self, code: str) -> list[str]:
        """The subfields ``code``, cleaned, script by script."""
        return [chop(value) for form in self.forms for each, value in form if each == code]


def series_statement(field: Field, record: Record) -> Iterator[Statement]:
    """490 Series statement, 440 (obsolete); each parallel or further series ($a after other elements) is one of its own.

    490 1# $6 880-03 $a Biblioteka poėta = $a Poet's library ; $v vyp. 12 $x 1234-5679
    880 1# $6 490-03/(N $a Библиотека поэта = $a Poet's library ; $v вып. 12
    490 0# $a Prostor, $x 0134-1111 ; $v no. 5 $l PL25

    <#Work> bf:relation [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ;
            bf:associatedResource [
                a bf:Series ; bf:status <http://id.loc.gov/vocabulary/mstatus/t>, <http://id.loc.gov/vocabulary/mstatus/tr> ;
                bf:title [ a bf:Title ; bf:mainTitle "Biblioteka poėta", "Библиотека поэта"@ru ] ] ],
            [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ;
            bf:seriesEnumeration "no. 5" ;
            bf:associatedResource [
                a bf:Series ; bf:status <http://id.loc.gov/vocabulary/mstatus/t> ;
                bf:identifiedBy [ a bf:Issn ; rdf:value "0134-1111" ] ; bf:title [ a bf:Title ; bf:mainTitle "Prostor" ] ] ;
            bf:classification [
                a bf:ClassificationLcc ; bf:assigner <http://id.loc.gov/vocabulary/organizations/dlc> ;
                bf:classificationPortion "PL25" ] ],
            [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ;
            bf:seriesEnumeration "vyp. 12", "вып. 12" ;
            bf:associatedResource [
                a bf:Series ; bf:status <http://id.loc.gov/vocabulary/mstatus/t>, <http://id.loc.gov/vocabulary/mstatus/tr> ;
                bf:identifiedBy [ a bf:Issn ; rdf:value "1234-5679" ] ;
                bf:title [ a bf:Title ; bf:mainTitle "Poet's library" ] ] ] .
    """
    for series in _series(field):
        says: dict[Iri, Value] = {
            BF.relationship: SERIES,
            BF.associatedResource: _transcribed(series, field),
            BF.seriesEnumeration: series.all("v"),
            BF.classification: _class_number(field["l"]),
            BFLC.appliesTo: [applies_to(each)[:1] for each in field.scripts()],
        }
        yield WORK, BF.relation, Node([BF.Relation], says)


def _series(field: Field) -> list[Statements]:
    blocks = [_blocks(each) for each in field.scripts()]
    return [Statements([each[n] for each in blocks if n < len(each)]) for n in range(max(map(len, blocks)))]


def _blocks(field: Field) -> list[list[Subfield]]:
    """The subfields of each series: a new one begins after "=", and with a title that follows other elements."""
    blocks: list[list[Subfield]] = []
    code = end = ""
    for pair in field.pairs("anpvxyz"):
        if not blocks or end == "=" or (pair[0] == "a" and code != "a"):
            blocks.append([])
        blocks[-1].append(pair)
        code, end = pair[0], pair[1][-1:]
    return blocks


def _transcribed(series: Statements, field: Field) -> Node:
    """The series as the publication names it; one that no 8XX traces is shared by all that name it so."""
    traced = field.ind1 == "1"
    says: dict[Iri, Value] = {
        BF.status: [TRANSCRIBED, TRACED] if traced else TRANSCRIBED,
        BF.title: _titles(series),
        BF.identifiedBy: [_issn(code, value) for code, value in series.forms[0] if code in ISSN_STATUS],
    }
    return Node([BF.Series], says, key=None if traced else _key(series))


def _titles(series: Statements) -> list[Value]:
    """The titles, each in its scripts, the first with the number and name of the part."""
    columns = [[chop(value) for code, value in form if code == "a"] for form in series.forms]
    titles = [[column[n] for column in columns if n < len(column)] for n in range(max(map(len, columns)))]
    parts: dict[Iri, Value] = {BF.partNumber: series.all("n"), BF.partName: series.all("p")}
    return [Node([BF.Title], {BF.mainTitle: forms} | (parts if n == len(titles) - 1 else {})) for n, forms in enumerate(titles)]


def _issn(code: str, value: str) -> Node:
    return identifier(BF.Issn, chop(value), status=ISSN_STATUS[code])


def _key(series: Statements) -> Key | None:
    """The identity of the series: its title with its parts; None for a title that identifies nothing."""
    titles = series.all("a")
    if not titles or fold(titles[0]) in keys.GENERIC_TITLES:
        return None
    return keys.hub(None, titles[0], *series.all("n"), *series.all("p"))


def _class_number(number: str) -> Value:
    return Node([BF.ClassificationLcc], {BF.assigner: DLC, BF.classificationPortion: number}) if number else ""


def series_added_entry(field: Field, record: Record) -> Iterator[Statement]:
    """800, 810, 811, 830 Series added entry (400-411 obsolete): the Hub of the series, and the number in it.

    830 #0 $6 880-04 $a Biblioteka poėta. $p Malai︠a︡ serii︠a︡ ; $v vyp. 12. $x 1234-5679 $w (DLC)sn 80000001
    880 #0 $6 830-04/(N $a Библиотека поэта. $p Малая серия ; $v вып. 12.

    <#Work> bf:relation [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/series> ;
            bf:seriesEnumeration "vyp. 12.", "вып. 12." ;
            bf:associatedResource [
                a bf:Hub, bf:Series ;
                bflc:marcKey "830 0$6880-04$aBiblioteka poėta.$pMalai︠a︡ serii︠a︡ ;$vvyp. 12.$x1234-5679$w(DLC)sn 80000001",
                    "880 0$6830-04/(N$aБиблиотека поэта.$pМалая серия ;$vвып. 12." ;
                bf:identifiedBy [
                    a bf:Lccn ; bf:assigner <http://id.loc.gov/vocabulary/organizations/dlc> ; rdf:value "sn 80000001" ],
                    [ a bf:Issn ; rdf:value "1234-5679" ] ;
                bf:title [
                    a bf:Title ; bf:mainTitle "Biblioteka poėta. Malai︠a︡ serii︠a︡", "Библиотека поэта. Малая серия"@ru ;
                    bf:partName "Malai︠a︡ serii︠a︡" ] ] ] .
    """
    coded = field.all("7")
    linked = linked_record(field)
    described: dict[Iri, Value] = {
        **linked,
        BF.identifiedBy: [linked[BF.identifiedBy], [_issn(code, value) for code, value in field.pairs("xyz")]],
        BF.issuance: [Node([BF.Issuance], {BF.code: ISSUANCE.get(value[1:2], "")}) for value in coded],
    }
    content = [CONTENT[value[:1]] for value in coded if value[:1] in CONTENT]
    says: dict[Iri, Value] = {
        BF.relationship: SERIES,
        BF.associatedResource: hubs.hub(field, record, [BF.Series, *content], described),
        BF.seriesEnumeration: [each.all("v") for each in field.scripts()],
    }
    yield WORK, BF.relation, Node([BF.Relation], says)


def series_treatment(field: Field, _: Record) -> Iterator[Statement]:
    """462-468 How the library treats the series: numbering, provider, analysis, tracing, classification (Library of Congress).

    466 ## $a f $d 1-12 $b all volumes $5 DLC

    <#Work> bflc:seriesTreatment [
            a bflc:SeriesAnalysis ; bf:code "f" ; bf:part "1-12" ; rdfs:label "analyzed in full" ;
            bflc:applicableInstitution [ a bf:Agent ; rdfs:label "DLC" ] ; bf:note [ a bf:Note ; rdfs:label "all volumes" ] ] .
    """
    kind, meanings = TREATMENTS[field.tag]
    code = field["a"] if meanings else ""
    says: dict[Iri, Value] = {
        BF.code: code,
        BF.part: field["d"],
        BFLC.applicableInstitution: [Node([BF.Agent], {RDFS.label: value}) for value in field.all("5")],
    }
    if field.tag == "465":
        says[BF.place] = [Node([BF.Place], {RDFS.label: value}) for value in field.all("a")]
        says[BF.agent] = [Node([BF.Agent], {RDFS.label: value}) for value in field.all("b")]
    else:
        says[RDFS.label] = meanings.get(code, "") if meanings else field["a"]
    if field.tag == "466":
        says[BF.note] = [note(value) for value in field.all("b")]
    if field.tag in ("462", "463"):
        says[BF.source] = [Node([BF.Source], {RDFS.label: value}) for value in field.all("z")]
    yield WORK, BFLC.seriesTreatment, Node([kind], says)
