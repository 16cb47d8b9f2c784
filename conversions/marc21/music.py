"""047, 048, 382-384 Music: form of composition, who it is for, its numbers and key. Codes of 048 are in tables/performers.tsv."""

from collections.abc import Iterator, Sequence

from conversions.marc21.coded import ID_LOC, VOCABULARY, at, elements, rows
from conversions.marc21.fixed import CODES, MUSIC
from conversions.marc21.punctuation import chop
from conversions.marc21.subfields import applies_to, source, sources
from conversions.record import Field, Record, Subfield
from conversions.shapes import identifier, note
from conversions.tree import WORK, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDFS, Iri

FORM_OF_COMPOSITION = next(each for each in MUSIC if each.codes is CODES["composition"])._replace(at=at(0, width=2))

PERFORMING_MEDIUMS = f"{ID_LOC}authorities/performanceMediums"
LCMPT = Node([BF.Source], {BF.code: "lcmpt"}, same_as=[Iri(PERFORMING_MEDIUMS)])

PERFORMERS = {
    row["code"]: Node(
        [BF.MediumOfPerformance],
        {RDFS.label: Literal(row["label"], "en")},
        same_as=[Iri(f"{PERFORMING_MEDIUMS}/{row['term']}")],
    )
    for row in rows("performers.tsv")
}
"""What the codes of 048 stand for in the Library's thesaurus of mediums of performance."""

_SIZES = ("soloind", "duo", "trio", "quartet", "quintet", "sextet", "septet", "octet", "nonet")
SIZES = {n: Iri(f"{VOCABULARY}ensemblesize/{name}") for n, name in enumerate(_SIZES, 1)}
LARGE_ENSEMBLE = Iri(f"{VOCABULARY}ensemblesize/ensemble")

SOLO_048 = Iri(f"{VOCABULARY}medcompqual/sol")
SOLO_382 = Iri(f"{VOCABULARY}medcompqual/solo")
PARTIAL = Iri(f"{VOCABULARY}mstatus/part")
ALTERNATIVE = Iri(f"{VOCABULARY}mnotetype/alternative")
DOUBLING = Iri(f"{VOCABULARY}mnotetype/doubling")

NUMBERS = {"a": BF.SerialNumber, "b": BF.OpusNumber, "c": BF.ThematicCatalogNumber}
"""383: the class of the number in each subfield."""


def ensemble_size(performers: int) -> Iri | None:
    """What an ensemble of so many is called; None for none."""
    return LARGE_ENSEMBLE if performers >= 10 else SIZES.get(performers)


def _count(text: str) -> int:
    """A number of performers; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() else 0


def form_of_composition(field: Field, record: Record) -> Iterator[Statement]:
    """047 Form of musical composition: the genre of a MARC code that no 655 names, or a code of the list in $2.

    047 ## $a or $a zz
    047 #7 $a rgg $2 iamlmf

    <#Work> bf:genreForm
        [ a bf:GenreForm ; rdfs:label "Oratorios"@en ; owl:sameAs <http://id.loc.gov/authorities/genreForms/gf2014026977> ],
        [ a bf:GenreForm ; bf:code "rgg" ; bf:source <http://id.loc.gov/vocabulary/musiccompschemes/iamlmf> ] .
    """
    for code in field.all("a"):
        if field.ind2 == " ":
            yield from elements([FORM_OF_COMPOSITION], code, record)
        else:
            says = {BF.code: code, BF.source: sources(field, f"{VOCABULARY}musiccompschemes/")}
            yield WORK, BF.genreForm, Node([BF.GenreForm], says)


def number_of_instruments_or_voices(field: Field, record: Record) -> Iterator[Statement]:
    """048 Number of musical instruments or voices codes: performers ($a) and soloists ($b), where no 382 says it in words.

    048 ## $b va02 $a ka01

    <#Work> bf:ensemble [ a bf:Ensemble ; bf:ensembleSize <http://id.loc.gov/vocabulary/ensemblesize/trio> ;
        bf:mediumComponent [ a bf:MediumComponent ; bf:count "2" ; bf:mediumOfPerformance
                [ a bf:MediumOfPerformance ; rdfs:label "soprano voice"@en ;
                    owl:sameAs <http://id.loc.gov/authorities/performanceMediums/mp2013015666> ] ;
                bf:mediumComponentQualifier <http://id.loc.gov/vocabulary/medcompqual/sol> ],
            [ a bf:MediumComponent ; bf:count "1" ; bf:mediumOfPerformance [ a bf:MediumOfPerformance ; rdfs:label "piano"@en ;
                owl:sameAs <http://id.loc.gov/authorities/performanceMediums/mp2013015550> ] ] ] .
    """
    pairs = field.pairs("ab")
    if "382" in record or not pairs:
        return
    counts = [_count(value[2:4]) if value[2:4] else 1 for _, value in pairs]
    large = any(value[:1] in ("c", "o") for _, value in pairs)
    components = [
        Node(
            [BF.MediumComponent],
            {
                BF.mediumOfPerformance: PERFORMERS[value[:2]],
                BF.count: str(count),
                BF.mediumComponentQualifier: SOLO_048 if code == "b" else "",
            },
        )
        for (code, value), count in zip(pairs, counts, strict=True)
        if value[:2] in PERFORMERS
    ]
    says = {BF.mediumComponent: components, BF.ensembleSize: LARGE_ENSEMBLE if large else ensemble_size(sum(counts))}
    yield WORK, BF.ensemble, Node([BF.Ensemble], says)


def medium_of_performance(field: Field, _: Record) -> Iterator[Statement]:
    """382 Medium of performance: each performer or soloist ($b) with its number, doublings ($d) and alternatives ($p).

    382 1# $b piano $n 1 $a violin $n 2 $p viola $s 3 $2 lcmpt

    <#Work> bf:ensemble [ a bf:Ensemble ; bf:status <http://id.loc.gov/vocabulary/mstatus/part> ;
        bf:ensembleSize <http://id.loc.gov/vocabulary/ensemblesize/trio> ;
        bf:mediumComponent [ a bf:MediumComponent ; bf:count "1" ;
                bf:mediumOfPerformance [ a bf:MediumOfPerformance ; rdfs:label "piano" ; bf:source _:lcmpt ] ;
                bf:mediumComponentQualifier <http://id.loc.gov/vocabulary/medcompqual/solo> ],
            [ a bf:MediumComponent ; bf:count "2" ;
                bf:mediumOfPerformance [ a bf:MediumOfPerformance ; rdfs:label "violin" ; bf:source _:lcmpt ] ;
                bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/alternative> ; rdfs:label "viola" ] ] ] .
    _:lcmpt a bf:Source ; bf:code "lcmpt" ; owl:sameAs <http://id.loc.gov/authorities/performanceMediums> .
    """
    for each in field.scripts():
        schemes: list[Value] = [LCMPT if code == "lcmpt" else source(code) for code in each.all("2")]
        total = LARGE_ENSEMBLE if each.all("t") else ensemble_size(_count(each["s"]))
        says: dict[Iri, Value] = {
            BFLC.appliesTo: applies_to(each),
            BF.mediumComponent: [_component(group, schemes) for group in _performers(each)],
            BF.status: PARTIAL if each.ind1 == "1" else "",
            BF.ensembleSize: total,
        }
        yield WORK, BF.ensemble, Node([BF.Ensemble], says)


def _performers(field: Field) -> list[list[Subfield]]:
    """The subfields of a field in groups: each performer ($a or $b) with what is said of it."""
    groups: list[list[Subfield]] = []
    for pair in field.pairs("abdenpv"):
        if pair[0] in "ab" or not groups:
            groups.append([])
        groups[-1].append(pair)
    return groups


def _component(group: Sequence[Subfield], schemes: Sequence[Value]) -> Node:
    says: dict[Iri, Value] = {
        BF.mediumOfPerformance: [
            Node([BF.MediumOfPerformance], {RDFS.label: name, BF.source: schemes}) for code, name in group if code in "ab"
        ],
        BF.mediumComponentQualifier: SOLO_382 if group[0][0] == "b" else "",
        BF.note: [note(text, {"p": ALTERNATIVE, "d": DOUBLING}.get(code)) for code, text in group if code in "dpv"],
        BF.count: next((number for code, number in group if code in "en"), ""),
    }
    return Node([BF.MediumComponent], says)


def numeric_designation(field: Field, _: Record) -> Iterator[Statement]:
    """383 Numeric designation of musical work: serial, opus and thematic catalogue number; one of a kind belongs to the opus.

    383 ## $a no. 14 $b op. 27, no. 2 $e Doblinger
    383 ## $c RV 269 $c RV 315 $d Ryom

    <#Work> bf:identifiedBy [ a bf:OpusNumber ; rdf:value "op. 27, no. 2, no. 14" ;
            bf:source [ a bf:Source ; bf:code "Doblinger" ] ],
        [ a bf:ThematicCatalogNumber ; rdf:value "RV 269" ; bf:source _:ryom ],
        [ a bf:ThematicCatalogNumber ; rdf:value "RV 315" ; bf:source _:ryom ] .
    _:ryom a bf:Source ; bf:code "Ryom" .
    """
    for each in field.scripts():
        codes = each.pairs("ed")
        listed: Value = Node([BF.Source], {BF.code: codes[0][1]}) if codes else ""
        numbers = each.pairs("abc")
        if len(each.all("a")) == 1:
            opus = each["b"]
            publisher = [Node([BF.Source], {BF.code: code}) for code in each.all("e")[:1]] if opus else ""
            value = f"{opus}, {each['a']}" if opus else each["a"]
            yield WORK, BF.identifiedBy, identifier(BF.OpusNumber if opus else BF.SerialNumber, value, source=publisher)
            numbers = each.pairs("c")
        for code, value in numbers:
            yield WORK, BF.identifiedBy, identifier(NUMBERS[code], value, source=listed)


def musical_key(field: Field, _: Record) -> Iterator[Statement]:
    """384 Key.

    384 0# $3 Sonata $a D minor.

    <#Work> bf:keyMode [ a bf:KeyMode ; rdfs:label "D minor" ; bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Sonata" ] ] .
    """
    for each in field.scripts():
        for name in each.all("a"):
            yield WORK, BF.keyMode, Node([BF.KeyMode], {RDFS.label: chop(name), BFLC.appliesTo: applies_to(each)})
