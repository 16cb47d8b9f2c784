"""500-588: notes that stay notes, with what kind of note they are. Those that BIBFRAME has a class for: see `content_notes`."""

from collections.abc import Iterator, Mapping

from conversions.marc21.coded import VOCABULARY
from conversions.marc21.punctuation import chop, listed, normal
from conversions.marc21.subfields import applies_to, in_scripts, institutions, sources
from conversions.record import Field, Record
from conversions.shapes import identifier, note
from conversions.text import iri
from conversions.tree import INSTANCE, WORK, Node, Statement, Value
from ontology.names import BF, BFLC, RDFS, Iri

NOTES = {
    "500": ("a", ""), "501": ("a", "with"), "513": ("ab", "report"), "515": ("a", "issuance"), "516": ("a", "computer"),
    "530": ("abc", "addphys"), "533": ("abcdefn", "repro"), "534": ("abcefklmnot", "orig"), "536": ("a", "fundinfo"),
    "544": ("abcden", "related"), "545": ("ab", ""), "547": ("a", ""), "550": ("a", "issuing"), "555": ("abcd", ""),
    "556": ("a", "doc"), "581": ("a", "related"), "585": ("a", "exhibit"), "588": ("a", "descsource"),
}  # fmt: skip
"""By tag: the subfields that make the text of the note, and its kind."""

KINDS_BY_INDICATOR = {
    ("545", "0"): "biogdata", ("545", "1"): "adminhist", ("555", " "): "index", ("555", "0"): "finding",
    ("587", " "): "datasource", ("587", "0"): "datanf",
}  # fmt: skip

WORK_NOTES = {"508": "credits", "511": "participants", "525": "suppl", "586": "award"}

DESCRIBED_FROM = {"0": "Description based on: ", "1": "Latest issue consulted: "}

FUNDING = {
    "b": "Contract: ", "c": "Grant: ", "d": "", "e": "Program element: ", "f": "Project: ", "g": "Task: ", "h": "Work unit: ",
}  # fmt: skip

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LANGUAGE_END = ":;,/="


def kind(code: str) -> Iri | None:
    """A kind of note by its code in the Library of Congress list."""
    return Iri(f"{VOCABULARY}mnotetype/{code}") if code else None


def locators(field: Field) -> list[Value]:
    """$u Uniform resource identifiers; what is none is reported when it is written."""
    return [iri(value) or Iri(value) for value in field.all("u")]


def control(field: Field) -> dict[Iri, Value]:
    """Where to find more ($u), which materials ($3) and which institution ($5) the note is about."""
    return {
        BF.electronicLocator: locators(field),
        BFLC.appliesTo: applies_to(field),
        BFLC.applicableInstitution: institutions(field),
    }


def _note(field: Field, more: Mapping[Iri, Value] | None = None) -> Node:
    """The note of a field by the table `NOTES`, and ``more`` that it says."""
    codes, code = NOTES[field.tag]
    text: list[Value] = [normal(each.join(codes)) for each in field.scripts()]
    return note(text, kind(KINDS_BY_INDICATOR.get((field.tag, field.ind1), code))) | control(field) | (more or {})


def general_note(field: Field, _: Record) -> Iterator[Statement]:
    """500 General note; 501 with, 513 type of report, 515 numbering, 516 type of file, 544 other archives, 545 biography,
    550 issuing body, 555 index or finding aid, 556 documentation, 585 exhibitions.

    500 ## $6 880-01 $3 v. 1 $a Cover title. $5 KzNB
    880 ## $6 500-01/(N $a Загл. обл.
    545 0# $a Kazakh writer. $b Born in Chingiztau. $u https://example.org/auezov
    555 ## $a Vols. 1-10.

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/biogdata>, bf:Note ; bf:electronicLocator <https://example.org/auezov> ;
            rdfs:label "Kazakh writer. Born in Chingiztau." ],
            [
            a bf:Note ; bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/kznb> ;
            rdfs:label "Cover title.", "Загл. обл."@und-cyrl ; bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "v. 1" ] ],
            [ a <http://id.loc.gov/vocabulary/mnotetype/index>, bf:Note ; rdfs:label "Vols. 1-10." ] .
    """
    yield INSTANCE, BF.note, _note(field)


def title_complexity_note(field: Field, record: Record) -> Iterator[Statement]:
    """547 Former title complexity note; where the record has a 247, the note is that title's.

    547 ## $a Title varies slightly.

    <#Instance> bf:note [ a bf:Note ; rdfs:label "Title varies slightly." ] .
    """
    if "247" not in record:
        yield INSTANCE, BF.note, _note(field)


def additional_physical_form_note(field: Field, _: Record) -> Iterator[Statement]:
    """530 Additional physical form available.

    530 ## $a Available on microfiche; $b University Microfilms $d 85-2345.

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/addphys>, bf:Note ;
            rdfs:label "Available on microfiche; University Microfilms" ;
            bf:identifiedBy [ a bf:StockNumber ; rdf:value "85-2345" ] ] .
    """
    numbers = [identifier(BF.StockNumber, chop(value)) for value in field.all("d")]
    yield INSTANCE, BF.note, _note(field, {BF.identifiedBy: numbers})


def reproduction_note(field: Field, _: Record) -> Iterator[Statement]:
    """533 Reproduction note.

    533 ## $a Microfilm. $m 1962-1965. $b Ann Arbor, Mich. : $c University Microfilms, $d 1988.

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/repro>, bf:Note ;
            rdfs:label "Microfilm. Ann Arbor, Mich. : University Microfilms, 1988." ;
            bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "1962-1965" ] ] .
    """
    issues = [Node([BFLC.AppliesTo], {RDFS.label: chop(value)}) for value in field.all("m")]
    yield INSTANCE, BF.note, _note(field, {BFLC.appliesTo: [issues, applies_to(field)]})


def original_version_note(field: Field, _: Record) -> Iterator[Statement]:
    """534 Original version note.

    534 ## $p Originally published: $c London : Methuen, 1935. $z 0-416-12345-6

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/orig>, bf:Note ; rdfs:label "London : Methuen, 1935." ;
            bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Originally published" ] ;
            bf:identifiedBy [ a bf:Isbn ; rdf:value "0-416-12345-6" ] ] .
    """
    said = [Node([BFLC.AppliesTo], {RDFS.label: chop(value)}) for value in field.all("p")]
    numbers = [identifier(BF.Issn if code == "x" else BF.Isbn, chop(value)) for code, value in field.pairs("xz")]
    yield INSTANCE, BF.note, _note(field, {BFLC.appliesTo: [said, applies_to(field)], BF.identifiedBy: numbers})


def funding_information_note(field: Field, _: Record) -> Iterator[Statement]:
    """536 Funding information note.

    536 ## $a Sponsored by the Ministry of Education. $b N-123 $c AP05-130

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/fundinfo>, bf:Note ;
            rdfs:label "Contract: N-123", "Grant: AP05-130", "Sponsored by the Ministry of Education."@en ] .
    """
    made = _note(field)
    details = [chop(FUNDING[code] + value) for code, value in field.pairs("bcdefgh")]
    yield INSTANCE, BF.note, made | {RDFS.label: [made.says[RDFS.label], details]}


def publications_about_described_materials_note(field: Field, _: Record) -> Iterator[Statement]:
    """581 Publications about described materials.

    581 ## $a Kazakh carpets / A. Margulan. $z 5-89800-001-2

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/related>, bf:Note ; rdfs:label "Kazakh carpets / A. Margulan." ;
            bf:identifiedBy [ a bf:Isbn ; rdf:value "5-89800-001-2" ] ] .
    """
    numbers = [identifier(BF.Isbn, chop(value)) for value in field.all("z")]
    yield INSTANCE, BF.note, _note(field, {BF.identifiedBy: numbers})


def source_of_description_note(field: Field, _: Record) -> Iterator[Statement]:
    """588 Source of description note.

    588 0# $a No. 1 (2003).

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/descsource>, bf:Note ; rdfs:label "Description based on: No. 1 (2003)." ] .
    """
    text = [normal(DESCRIBED_FROM.get(each.ind1, "") + each["a"]) for each in field.scripts() if each["a"]]
    yield INSTANCE, BF.note, _note(field, {RDFS.label: text})


def further_note(field: Field, _: Record) -> Iterator[Statement]:
    """Notes that the specification leaves out: 514 data quality, 526 study program, 535 location of originals, 542 copyright
    status, 552 entity and attribute information, 562 copy and version, 565 case file, 567 methodology, 584 accumulation, and
    obsolete ones.

    535 1# $a Central State Archive; $b Almaty

    <#Instance> bf:note [ a bf:Note ; rdfs:label "Central State Archive; Almaty" ] .
    """
    text = [normal(" ".join(value for code, value in each.pairs(_LETTERS) if code != "u")) for each in field.scripts()]
    yield INSTANCE, BF.note, note(text) | control(field)


def bibliography_note(field: Field, _: Record) -> Iterator[Statement]:
    """504 Bibliography, etc. note, with the number of references.

    504 ## $a Bibliogr.: s. 120-125. $b 51.

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/biblio>, bf:Note ; bf:count "51" ; rdfs:label "Bibliogr.: s. 120-125." ] .
    """
    count = [chop(value) for value in field.all("b")]
    yield INSTANCE, BF.note, note(in_scripts(field, "a"), kind("biblio")) | {BF.count: count}


def preferred_citation_note(field: Field, _: Record) -> Iterator[Statement]:
    """524 Preferred citation of described materials.

    524 ## $a National Library of Kazakhstan. $2 lcmanus

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/citeas>, bf:Note ;
            bf:source <http://id.loc.gov/vocabulary/citationschemes/lcmanus> ; rdfs:label "National Library of Kazakhstan." ] .
    """
    for each in field.scripts():
        scheme = sources(each, f"{VOCABULARY}citationschemes/")
        says: dict[Iri, Value] = {BF.source: scheme, BFLC.appliesTo: applies_to(each)}
        yield INSTANCE, BF.note, note(listed(each.all("a"), ";"), kind("citeas")) | says


def binding_note(field: Field, _: Record) -> Iterator[Statement]:
    """563 Binding information.

    563 ## $3 v. 2 $a Morocco binding of the 18th century. $5 KzNB

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/binding>, bf:Note ;
            bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/kznb> ;
            rdfs:label "Morocco binding of the 18th century."@en ; bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "v. 2" ] ] .
    """
    for each in field.scripts():
        yield INSTANCE, BF.note, [note(text, kind("binding")) | control(each) for text in each.all("a")]


def action_note(field: Field, _: Record) -> Iterator[Statement]:
    """583 Action note: what was done to the copy, when ($c), by whom ($k), and how the copy is ($l).

    583 1# $a digitized $c 20191120 $h Digitization centre $k A. Serik $l mutilated $z Two leaves are missing. $2 pda $5 KzNB

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/action>, bf:Note ;
            bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/kznb> ; bf:date "20191120" ;
            rdfs:label "Digitization centre", "digitized" ; bf:agent [ a bf:Agent ; rdfs:label "A. Serik" ] ;
            bf:note [ a bf:Note ; rdfs:label "Two leaves are missing" ] ; bf:source [ a bf:Source ; bf:code "pda" ] ;
            bf:status [ a bf:Status ; rdfs:label "mutilated" ] ] .
    """
    for each in field.scripts():
        says: dict[Iri, Value] = {
            BF.date: [chop(value) for value in each.all("c")],
            BF.agent: [Node([BF.Agent], {RDFS.label: chop(value)}) for value in each.all("k")],
            BF.status: [Node([BF.Status], {RDFS.label: chop(value)}) for value in each.all("l")],
            BF.note: [note(chop(value)) for value in each.all("z")],
            BF.source: sources(each),
            **control(each),
        }
        yield INSTANCE, BF.note, note(each.all("ah"), kind("action")) | says


def work_note(field: Field, _: Record) -> Iterator[Statement]:
    """508 Creation/production credits, 511 Participants or performers, 525 Supplement, 586 Awards.

    508 ## $a Camera, K. Abdrakhmanov.
    511 1# $a Nurmukhan Zhanturin. $3 Part 2
    586 ## $a State Prize, 1949.

    <#Work> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/participants>, bf:Note ; rdfs:label "Cast: Nurmukhan Zhanturin." ;
            bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Part 2" ] ],
            [ a <http://id.loc.gov/vocabulary/mnotetype/award>, bf:Note ; rdfs:label "State Prize, 1949." ],
            [ a <http://id.loc.gov/vocabulary/mnotetype/credits>, bf:Note ; rdfs:label "Camera, K. Abdrakhmanov." ] .
    """
    cast = "Cast: " if field.tag == "511" and field.ind1 == "1" else ""
    says: dict[Iri, Value] = {BFLC.appliesTo: applies_to(field)}
    for texts in in_scripts(field, "a"):
        yield WORK, BF.note, note([cast + text for text in texts], kind(WORK_NOTES[field.tag])) | says


def language_note(field: Field, _: Record) -> Iterator[Statement]:
    """546 Language note, and the script or other notation ($b).

    546 ## $a Text in Kazakh with summaries in Russian and English. $b Cyrillic

    <#Work> bf:notation [ a bf:Notation ; rdfs:label "Cyrillic" ] ;
        bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/lang>, bf:Note ;
            rdfs:label "Text in Kazakh with summaries in Russian and English."@en ] .
    """
    part: dict[Iri, Value] = {BFLC.appliesTo: applies_to(field)}
    for texts in in_scripts(field, "a"):
        yield WORK, BF.note, note([chop(text, _LANGUAGE_END) for text in texts], kind("lang")) | part
    for labels in in_scripts(field, "b", chop):
        yield WORK, BF.notation, Node([BF.Notation], {RDFS.label: labels} | part)


def source_of_data_note(field: Field, _: Record) -> Iterator[Statement]:
    """587 Source of data: what the cataloguer cites, and whether the data was found in it.

    587 ## $a Encyclopedia of Almaty, 1996. $b p. 25

    <#Work> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/datasource>, bf:Note ;
            bf:preferredCitation "Encyclopedia of Almaty, 1996" ; rdfs:label "p. 25" ] .
    """
    for each in field.scripts():
        says: dict[Iri, Value] = {
            BF.preferredCitation: [chop(value) for value in each.all("a")],
            BF.electronicLocator: locators(each),
        }
        yield WORK, BF.note, note(each.all("b"), kind(KINDS_BY_INDICATOR.get(("587", each.ind1), ""))) | says
