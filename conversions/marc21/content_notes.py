"""502-561: notes that BIBFRAME has a class for: dissertation, contents, summary, audience, access and use, custody."""

from collections.abc import Iterator

from conversions.marc21.coded import VOCABULARY
from conversions.marc21.control import EDTF
from conversions.marc21.notes import control, kind, locators
from conversions.marc21.punctuation import chop, listed, normal
from conversions.marc21.subfields import address, applies_to, identifiers, in_scripts, institutions, sources
from conversions.record import Field, Record
from conversions.shapes import identifier, note
from conversions.tree import INSTANCE, WORK, Key, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, Iri

COMPLETENESS = {"1": Iri(f"{VOCABULARY}mstatus/incmp"), "2": Iri(f"{VOCABULARY}mstatus/part")}

AUDIENCE_NOTES = {"0": "reading grade level", "1": "interest age level", "2": "interest grade level"}

POLICIES = {"506": (BF.AccessPolicy, "abcdeq"), "540": (BF.UsePolicy, "abcdq")}
"""By tag: the class of policy, and the subfields that make its text."""


def dissertation_note(field: Field, _: Record) -> Iterator[Statement]:
    """502 Dissertation note: degree, granting institution, year.

    502 ## $a Thesis (doctoral)--Al-Farabi University, 2005.
    502 ## $6 880-01 $b Doktor nauk $c Kazakhskiĭ universitet, $d 2005. $g Defended in Almaty $o U-12
    880 ## $6 502-01/(N $b Доктор наук $c Казахский университет, $d 2005. $g Защищена в Алматы $o У-12

    <#Work> bf:dissertation [
            a bf:Dissertation ; bf:date "2005" ; bf:degree "Doktor nauk", "Доктор наук" ;
            bf:grantingInstitution [ a bf:Agent ; rdfs:label "Kazakhskiĭ universitet", "Казахский университет"@ru ] ;
            bf:identifiedBy [ a bf:DissertationIdentifier ; rdf:value "U-12", "У-12" ] ;
            bf:note [ a bf:Note ; rdfs:label "Defended in Almaty", "Защищена в Алматы"@ru ] ],
            [ a bf:Dissertation ; rdfs:label "Thesis (doctoral)--Al-Farabi University, 2005." ] .
    """
    says: dict[Iri, Value] = {
        RDFS.label: in_scripts(field, "a"),
        BF.degree: in_scripts(field, "b", chop),
        BF.grantingInstitution: [Node([BF.Agent], {RDFS.label: names}) for names in in_scripts(field, "c", chop)],
        BF.date: in_scripts(field, "d", chop),
        BF.note: [note(text) for text in in_scripts(field, "g", chop)],
        BF.identifiedBy: [Node([BF.DissertationIdentifier], {RDF.value: number}) for number in in_scripts(field, "o", chop)],
    }
    yield WORK, BF.dissertation, Node([BF.Dissertation], says)


def formatted_contents_note(field: Field, _: Record) -> Iterator[Statement]:
    """505 Formatted contents note; first indicator 1 for incomplete, 2 for partial contents.

    505 20 $6 880-01 $g 1. $t Abai zholy / $r M. Auezov -- $t Stikhi. $u http://example.org/contents
    880 20 $6 505-01/(N $g 1. $t Абай жолы / $r М. Әуезов -- $t Стихи.

    <#Work> bf:tableOfContents [
            a bf:TableOfContents ; bf:electronicLocator <http://example.org/contents> ;
            bf:status <http://id.loc.gov/vocabulary/mstatus/part> ;
            rdfs:label "1. Abai zholy / M. Auezov -- Stikhi.", "1. Абай жолы / М. Әуезов -- Стихи."@kk ] .
    """
    says: dict[Iri, Value] = {
        RDFS.label: [normal(each.join("agrt")) for each in field.scripts()],
        BF.electronicLocator: locators(field)[:1],
        BF.status: COMPLETENESS.get(field.ind1, ""),
    }
    yield WORK, BF.tableOfContents, Node([BF.TableOfContents], says)


def scale_note(field: Field, _: Record) -> Iterator[Statement]:
    """507 Scale note for visual materials.

    507 ## $a Scale 1:500,000; $b 1 in. equals 8 miles.

    <#Work> bf:scale [ a bf:Scale ; rdfs:label "Scale 1:500,000; 1 in. equals 8 miles." ] .
    """
    yield WORK, BF.scale, [Node([BF.Scale], {RDFS.label: normal(each.join("ab"))}) for each in field.scripts()]


def date_time_and_place_of_event_note(field: Field, _: Record) -> Iterator[Statement]:
    """518 Date/time and place of an event: of a recording, a filming, a broadcast.

    518 ## $3 Songs $o Recorded $d 1932 August 20 $p Kazakh Radio, Almaty.

    <#Work> bf:capture [
            a bf:Capture ; bf:date "1932 August 20" ; bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Songs" ] ;
            bf:note [ a bf:Note ; rdfs:label "Recorded" ] ; bf:place [ a bf:Place ; rdfs:label "Kazakh Radio, Almaty" ] ] .
    """
    for each in field.scripts():
        says: dict[Iri, Value] = {
            RDFS.label: each.all("a"),
            BF.date: [chop(value) for value in each.all("d")],
            BF.note: [note(chop(value)) for value in each.all("o")],
            BF.place: [Node([BF.Place], {RDFS.label: chop(value)}) for value in each.all("p")],
            BFLC.appliesTo: applies_to(each),
        }
        yield WORK, BF.capture, Node([BF.Capture], says)


def summary_note(field: Field, _: Record) -> Iterator[Statement]:
    """520 Summary, abstract, review, with who wrote it ($c).

    520 3# $6 880-02 $a The life of the poet Abai. $b In four books. $u http://example.org/abstract
    880 3# $6 520-02/(N $a Жизнь поэта Абая.

    <#Work> bf:summary [
            a bf:Summary ; bf:electronicLocator <http://example.org/abstract> ;
            rdfs:label "The life of the poet Abai. In four books."@en, "Жизнь поэта Абая."@ru ] .
    """
    text = [normal(each.join("abc")) for each in field.scripts()]
    says: dict[Iri, Value] = {RDFS.label: text, BF.source: sources(field), **control(field)}
    yield WORK, BF.summary, Node([BF.Summary], says)


def target_audience_note(field: Field, _: Record) -> Iterator[Statement]:
    """521 Target audience note: reading grade level, interest age or grade level by the first indicator; source in $b.

    521 1# $a 7-9; $a 10-12. $b Ministry of Education

    <#Work> bf:intendedAudience [
            a bf:IntendedAudience ; rdfs:label "7-9; 10-12." ; bf:note [ a bf:Note ; rdfs:label "interest age level" ] ;
            bf:source [ a bf:Source ; rdfs:label "Ministry of Education"@en ] ] .
    """
    for each in field.scripts():
        says: dict[Iri, Value] = {
            RDFS.label: listed(each.all("a"), ";"),
            BF.note: note(AUDIENCE_NOTES.get(each.ind1, "")),
            BF.source: Node([BF.Source], {RDFS.label: each["b"]}),
            BFLC.appliesTo: applies_to(each),
        }
        yield WORK, BF.intendedAudience, Node([BF.IntendedAudience], says)


def geographic_coverage_note(field: Field, _: Record) -> Iterator[Statement]:
    """522 Geographic coverage note.

    522 ## $a Semipalatinsk region.

    <#Work> bf:geographicCoverage [ a bf:GeographicCoverage ; rdfs:label "Semipalatinsk region." ] .
    """
    for each in field.scripts():
        places = [Node([BF.GeographicCoverage], {RDFS.label: value}) for value in each.all("a")]
        yield WORK, BF.geographicCoverage, places


def accessibility_note(field: Field, _: Record) -> Iterator[Statement]:
    """532 Accessibility note.

    532 0# $3 DVD $a Closed captioning in Kazakh.

    <#Instance> bf:contentAccessibility [
            a bf:ContentAccessibility ; rdfs:label "Closed captioning in Kazakh." ;
            bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "DVD" ] ] .
    """
    for each in field.scripts():
        part: dict[Iri, Value] = {BFLC.appliesTo: applies_to(each)}
        features = [Node([BF.ContentAccessibility], {RDFS.label: value} | part) for value in each.all("a")]
        yield INSTANCE, BF.contentAccessibility, features


def system_details_note(field: Field, _: Record) -> Iterator[Statement]:
    """538 System details note.

    538 ## $a Mode of access: World Wide Web. $u http://example.org/help

    <#Instance> bf:systemRequirement [
            a bf:SystemRequirement ; bf:electronicLocator <http://example.org/help> ;
            rdfs:label "Mode of access: World Wide Web." ] .
    """
    for each in field.scripts():
        says: dict[Iri, Value] = {RDFS.label: each.all("a"), **control(each)}
        yield INSTANCE, BF.systemRequirement, Node([BF.SystemRequirement], says)


def restrictions_note(field: Field, _: Record) -> Iterator[Statement]:
    """506 Restrictions on access, 540 Terms governing use and reproduction; $f alone names a policy of a list.

    506 1# $3 Letters $a Closed until 2030 ; $c archivist. $g 20300101 $5 KzNB
    540 ## $f Open Access $2 star $0 http://purl.org/coar/access_right/c_abf2

    <#Instance> bf:usageAndAccessPolicy [
            a bf:AccessPolicy ; bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/kznb> ;
            bf:validDate "2030-01-01"^^<http://id.loc.gov/datatypes/edtf> ; rdfs:label "Closed until 2030 ; archivist." ;
            bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Letters" ] ],
            [
            a bf:UsePolicy ; bf:qualifier "Open Access" ; owl:sameAs <http://purl.org/coar/access_right/c_abf2> ;
            bf:source [ a bf:Source ; bf:code "star" ] ] .
    """
    policy, codes = POLICIES[field.tag]
    for each in field.scripts():
        named = [found for value in each.all("0") if (found := address(value))]
        says: dict[Iri, Value] = {
            RDFS.label: normal(each.join(codes)),
            BF.validDate: [_date(value) for value in each.all("g")],
            BF.qualifier: [normal(value) for value in each.all("f")],
            BF.source: sources(each),
            **control(each),
        }
        numbers = identifiers(pair for pair in each.pairs("0") if not address(pair[1]))
        yield INSTANCE, BF.usageAndAccessPolicy, Node([policy], says | numbers, same_as=named[:1])


def _date(text: str) -> Value:
    """``yyyymmdd`` or a date with hyphens as EDTF; anything else as it stands."""
    text = normal(text)
    if text.isascii() and text.isdigit():
        text = "-".join(filter(None, (text[:4], text[4:6], text[6:8])))
    return Literal(text, datatype=EDTF) if "-" in text or text.isdigit() else text


def immediate_source_of_acquisition_note(field: Field, _: Record) -> Iterator[Statement]:
    """541 Immediate source of acquisition: how the item came to the library.

    541 1# $3 5 diaries $n 25 $o cubic feet; $a From K. Satpaev; $c Gift; $d 1998. $5 KzNB

    <#Instance> bf:hasItem [
            a bf:Item ; bf:heldBy <http://id.loc.gov/vocabulary/organizations/kznb> ; bf:itemOf <#Instance> ;
            bf:immediateAcquisition [
                a bf:ImmediateAcquisition ; bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/kznb> ;
                rdfs:label "25 cubic feet; From K. Satpaev; Gift; 1998." ;
                bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "5 diaries" ] ] ] .
    """
    for each in field.scripts():
        holders = institutions(each)
        says: dict[Iri, Value] = {
            RDFS.label: normal(each.join("abcdefhno")),
            BFLC.appliesTo: applies_to(each),
            BFLC.applicableInstitution: holders,
        }
        acquisition = Node([BF.ImmediateAcquisition], says)
        item: dict[Iri, Value] = {BF.heldBy: holders, BF.immediateAcquisition: acquisition}
        if acquisition:
            yield INSTANCE, BF.hasItem, Node([BF.Item], item, key=Key("item", f"541|{each}"))


def ownership_and_custodial_history(field: Field, _: Record) -> Iterator[Statement]:
    """561 Ownership and custodial history.

    561 1# $3 Letters $a From the library of Akhmet Baitursynov.

    <#Instance> bf:custodialHistory "From the library of Akhmet Baitursynov." ;
        bflc:appliesTo [ a bflc:AppliesTo ; rdfs:label "Letters" ] .
    """
    for each in field.scripts():
        yield INSTANCE, BF.custodialHistory, each.all("a")
        yield INSTANCE, BFLC.appliesTo, applies_to(each)


def citation_references_note(field: Field, _: Record) -> Iterator[Statement]:
    """510 Citation, references: first indicator 0-2 for a work that indexes this one, else a citation of it.

    510 2# $a Math. reviews $b 1980- $x 0025-5629
    510 4# $a Svodnyĭ katalog, $c 2345

    <#Work> bf:relation [
            a bf:Relation ; bf:relationship <http://id.loc.gov/vocabulary/relationship/indexedin> ;
            bf:associatedResource [
                a bf:Work ; bf:identifiedBy [ a bf:Issn ; rdf:value "0025-5629" ] ;
                bf:note [ a <http://id.loc.gov/vocabulary/mnotetype/coverage>, bf:Note ; rdfs:label "1980-" ] ;
                bf:title [ a bf:Title ; bf:mainTitle "Math. reviews" ] ] ] .
    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/refcitation>, bf:Note ; bflc:citation "2345" ;
            rdfs:label "Svodnyĭ katalog," ] .
    """
    for each in field.scripts():
        if each.ind1 in ("0", "1", "2"):
            yield WORK, BF.relation, _indexed_in(each)
            continue
        volumes = Node([BF.EnumerationAndChronology], {RDFS.label: normal(each["b"])})
        says: dict[Iri, Value] = {
            BF.enumerationAndChronology: volumes,
            BFLC.citation: normal(each["c"]),
            BF.identifiedBy: [identifier(BF.Issn, chop(value)) for value in each.all("x")],
            BF.source: sources(each),
            **control(each),
        }
        yield INSTANCE, BF.note, note(normal(each["a"]), kind("refcitation")) | says


def _indexed_in(field: Field) -> Node:
    notes = [note(chop(value), kind("coverage" if code == "b" else "loc")) for code, value in field.pairs("bc")]
    index: dict[Iri, Value] = {
        BF.title: [Node([BF.Title], {BF.mainTitle: chop(value)}) for value in field.all("a")],
        BF.note: notes,
        BF.identifiedBy: [identifier(BF.Issn, chop(value)) for value in field.all("x")],
        BF.electronicLocator: locators(field),
    }
    says: dict[Iri, Value] = {
        BF.relationship: Iri(f"{VOCABULARY}relationship/indexedin"),
        BF.associatedResource: Node([BF.Work], index),
        BFLC.appliesTo: applies_to(field),
    }
    return Node([BF.Relation], says)
