"""01X-03X, 074, 088 Standard numbers: each becomes an identifier of the Instance, or of the Work where it stands for the Work."""

from collections.abc import Iterator, Mapping, Sequence

from conversions.marc21.coded import VOCABULARY
from conversions.marc21.punctuation import chop, normal
from conversions.marc21.subfields import ORGANIZATIONS, address, applies_to, code_iri, institutions, sources
from conversions.record import Field, Record
from conversions.shapes import note
from conversions.text import iri
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, XSD, Iri

CANCELED = Iri(f"{VOCABULARY}mstatus/cancinv")
STATUS = {"a": None, "m": CANCELED, "y": Iri(f"{VOCABULARY}mstatus/incorrect"), "z": CANCELED}
"""What the subfield says of its number."""

LIBRARY_AND_ARCHIVES_CANADA = Node(
    [BF.Source],
    {RDFS.label: Literal("Library and Archives Canada", "en")},
    same_as=[Iri("http://id.loc.gov/authorities/names/no2004037399")],
)
GERMAN_ORGANIZATIONS = "https://ld.zdb-services.de/resource/organisations/"

BY_INDICATOR = {"0": BF.Isrc, "1": BF.Upc, "2": BF.Ismn, "3": BF.Ean, "4": BF.Sici}
BY_SOURCE = {
    "ansi": BF.Ansi, "doi": BF.Doi, "eidr": BF.Eidr, "gtin-14": BF.Gtin, "hdl": BF.Hdl, "isan": BF.Isan, "isni": BF.Isni,
    "iso": BF.Iso, "istc": BF.Istc, "iswc": BF.Iswc, "matrix-number": BF.MatrixNumber, "music-plate": BF.MusicPlate,
    "music-publisher": BF.MusicPublisherNumber, "stock-number": BF.StockNumber, "urn": BF.Urn,
    "videorecording-identifier": BF.VideoRecordingNumber,
}  # fmt: skip
"""024: the class of a number by the first indicator, or by $2 where that is 7."""

PUBLISHER_NUMBERS = {
    "0": BF.AudioIssueNumber, "1": BF.MatrixNumber, "2": BF.MusicPlate, "3": BF.MusicPublisherNumber,
    "4": BF.VideoRecordingNumber, "6": BF.MusicDistributorNumber,
}  # fmt: skip
"""028: the class of a number by the first indicator."""

Says = Mapping[Iri, Value]


def numbers(field: Field, kind: Iri, says: Says, same_as: Sequence[Iri] = ()) -> Iterator[Node]:
    """An identifier for each $a, $y (incorrect) and $z (cancelled or invalid), as it stands."""
    qualifier = [chop(value, parens=True) for value in field.all("q")]
    for code, value in field.pairs("ayz"):
        yield Node([kind], {RDF.value: value, BF.status: STATUS[code], BF.qualifier: qualifier, **says}, same_as=same_as)


def chopped(field: Field, kind: Iri, says: Says, same_as: Sequence[Iri] = ()) -> Iterator[Node]:
    """The same without closing punctuation; what stands in parentheses after a number is its qualifier."""
    shared = [chop(value, parens=True) for value in field.all("q")]
    for code, value in field.pairs("ayz"):
        before, opening, rest = value.partition("(")
        if opening and ")" in value:
            value = before + value.partition(")")[2]
            qualifier = [chop(rest.partition(")")[0]), *shared]
        else:
            qualifier = shared
        yield Node([kind], {RDF.value: chop(value), BF.status: STATUS[code], BF.qualifier: qualifier, **says}, same_as=same_as)


def _assigners(field: Field) -> list[Value]:
    """$b, the organization that gave the number."""
    return [Node([BF.Organization], {RDFS.label: chop(name)}) for name in field.all("b")]


def _terms(field: Field) -> list[Value]:
    """$c Terms of availability."""
    return [chop(terms) for terms in field.all("c")]


def _address(field: Field) -> list[Iri]:
    """$0, where it is the number's IRI."""
    return [found] if (found := address(field["0"])) else []


def lc_control_number(field: Field, _: Record) -> Iterator[Statement]:
    """010 Library of Congress control number.

    010 ## $a    85153773  $z    85002015

    <#Instance> bf:identifiedBy [ a bf:Lccn ; rdf:value "85153773" ],
        [ a bf:Lccn ; rdf:value "85002015" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ] .
    """
    yield INSTANCE, BF.identifiedBy, numbers(field, BF.Lccn, {BF.source: sources(field)})


def national_bibliography_number(field: Field, _: Record) -> Iterator[Statement]:
    """015 National bibliography number.

    015 ## $a B67-25185 (v. 1) $q (pbk.) $2 bnb
    015 ## $a Каз2-2015

    <#Instance> bf:identifiedBy [ a bf:Nbn ; rdf:value "B67-25185" ; bf:qualifier "v. 1", "pbk" ;
            bf:source <http://id.loc.gov/vocabulary/nationalbibschemes/bnb> ],
        [ a bf:Nbn ; rdf:value "Каз2-2015" ] .
    """
    for each in field.scripts():
        says = {BF.source: sources(each, f"{VOCABULARY}nationalbibschemes/")}
        yield INSTANCE, BF.identifiedBy, chopped(each, BF.Nbn, says)


def agency_control_number(field: Field, _: Record) -> Iterator[Statement]:
    """016 Control number of a national bibliographic agency: Canada's (first indicator blank) or that of $2.

    016 7# $a 000001 $2 RuMoRGB
    016 ## $a 730032015

    <#Instance> bf:identifiedBy
        [ a bf:Local ; rdf:value "000001" ; bf:source <http://id.loc.gov/vocabulary/organizations/rumorgb> ],
        [ a bf:Local ; rdf:value "730032015" ; bf:source [ a bf:Source ; rdfs:label "Library and Archives Canada"@en ;
            owl:sameAs <http://id.loc.gov/authorities/names/no2004037399> ] ] .
    """
    agency: Value = LIBRARY_AND_ARCHIVES_CANADA if field.ind1 == " " else sources(field, ORGANIZATIONS)
    yield INSTANCE, BF.identifiedBy, numbers(field, BF.Local, {BF.source: agency})


def copyright_number(field: Field, _: Record) -> Iterator[Statement]:
    """017 Copyright or legal deposit number: the office ($b) and the date ($d).

    017 ## $a EU781596 $b U.S. Copyright Office $d 19470701

    <#Instance> bf:identifiedBy [ a bf:CopyrightNumber ; rdf:value "EU781596" ; bf:date "1947-07-01"^^xsd:date ;
        bf:assigner [ a bf:Organization ; rdfs:label "U.S. Copyright Office" ] ] .
    """
    for each in field.scripts():
        says = {BF.assigner: _assigners(each), BF.date: _day(each["d"]), BF.source: sources(each)}
        yield INSTANCE, BF.identifiedBy, numbers(each, BF.CopyrightNumber, says)


def _day(date: str) -> str | Literal:
    """A date written as yyyymmdd; any other is left as text."""
    if len(date) != 8 or not (date.isascii() and date.isdigit()):
        return date
    return Literal(f"{date[:4]}-{date[4:6]}-{date[6:]}", datatype=XSD.date)


def isbn(field: Field, _: Record) -> Iterator[Statement]:
    """020 International standard book number, with binding or volume as its qualifier and the terms of availability.

    020 ## $a 9965321234 (т. 1) : $c 250 тг. $z 9965321235 $q (қатты)

    <#Instance> bf:identifiedBy
        [ a bf:Isbn ; rdf:value "9965321234" ; bf:qualifier "т. 1", "қатты" ; bf:acquisitionTerms "250 тг" ],
        [ a bf:Isbn ; rdf:value "9965321235" ; bf:qualifier "қатты" ; bf:acquisitionTerms "250 тг" ;
            bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ] .
    """
    for each in field.scripts():
        yield INSTANCE, BF.identifiedBy, chopped(each, BF.Isbn, {BF.acquisitionTerms: _terms(each), BF.source: sources(each)})


def issn(field: Field, _: Record) -> Iterator[Statement]:
    """022 International standard serial number, of the Work; $l and $m link the versions of a serial in different media.

    022 0# $a 0046-225X $y 0046-2254 $l 1234-1231 $m 1560-1560 $2 1

    <#Work> bf:identifiedBy [ a bf:Issn ; rdf:value "0046-225X" ; bf:assigner _:centre ],
        [ a bf:Issn ; rdf:value "0046-2254" ; bf:status <http://id.loc.gov/vocabulary/mstatus/incorrect> ;
            bf:assigner _:centre ],
        [ a bf:IssnL ; rdf:value "1234-1231" ; bf:assigner _:centre ],
        [ a bf:IssnL ; rdf:value "1560-1560" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ;
            bf:assigner _:centre ] .
    _:centre a bf:Agent ; bf:code "1" .
    """
    centre = {BF.assigner: _centres(field)}
    yield WORK, BF.identifiedBy, numbers(field, BF.Issn, centre, _address(field))
    for code, value in field.pairs("lm"):
        yield WORK, BF.identifiedBy, Node([BF.IssnL], {RDF.value: value, BF.status: STATUS.get(code), **centre})


def _centres(field: Field) -> list[Value]:
    """$2, the ISSN centre."""
    return [Node([BF.Agent], {BF.code: code}) for code in field.all("2")]


def cluster_issn(field: Field, _: Record) -> Iterator[Statement]:
    """023 Cluster ISSN, of the Work: an ISSN-L (first indicator 0), or one of another kind.

    023 0# $a 2376-4228 $0 https://issn.org/resource/issn-l/2376-4228

    <#Work> bf:identifiedBy
        [ a bf:IssnL ; rdf:value "2376-4228" ; owl:sameAs <https://issn.org/resource/issn-l/2376-4228> ] .
    """
    kind = BF.IssnL if field.ind1 == "0" else BF.Issn
    yield WORK, BF.identifiedBy, numbers(field, kind, {BF.assigner: _centres(field)}, _address(field))


def other_standard_identifier(field: Field, _: Record) -> Iterator[Statement]:
    """024 Other standard identifier: its kind by the first indicator or by $2. An EIDR stands for the Work.

    024 7# $a 10.1000/182 $2 doi
    024 3# $a 4601234567890 (disc) $d 52499 $c 500 R
    024 8# $a X-1 $2 local
    024 7# $a 10.5240/7791-8534-2C23 $2 eidr

    <#Instance> bf:identifiedBy [ a bf:Doi ; rdf:value "10.1000/182" ],
        [ a bf:Ean ; rdf:value "4601234567890" ; bf:qualifier "disc" ; bf:acquisitionTerms "500 R" ;
            bf:note [ a bf:Note ; rdfs:label "52499" ] ],
        [ a bf:Identifier ; rdf:value "X-1" ; bf:source [ a bf:Source ; bf:code "local" ] ] .
    <#Work> bf:identifiedBy [ a bf:Eidr ; rdf:value "10.5240/7791-8534-2C23" ] .
    """
    scheme = field["2"]
    kind = BY_SOURCE.get(scheme, BF.Identifier) if field.ind1 == "7" else BY_INDICATOR.get(field.ind1, BF.Identifier)
    about = WORK if kind == BF.Eidr else INSTANCE
    additional = {BF.note: [note(code) for code in field.all("d")]}
    for each in field.scripts():
        says = {BF.acquisitionTerms: _terms(each), BF.source: sources(each) if kind == BF.Identifier else ""}
        for number in chopped(each, kind, says, _address(each)):
            yield about, BF.identifiedBy, number if number.says[BF.status] else number | additional


def overseas_acquisition_number(field: Field, _: Record) -> Iterator[Statement]:
    """025 Overseas acquisition number.

    025 ## $a R-E-63-00201

    <#Instance> bf:identifiedBy [ a bf:LcOverseasAcq ; rdf:value "R-E-63-00201" ] .
    """
    yield INSTANCE, BF.identifiedBy, numbers(field, BF.LcOverseasAcq, {BF.source: sources(field)})


def fingerprint(field: Field, _: Record) -> Iterator[Statement]:
    """026 Fingerprint identifier of an old book: its groups of characters ($a-$d), or the whole ($e).

    026 ## $a dete nkck $b vess lodo $c Anno Domini MDCXXXVI $d 3 $2 fei $5 RuMoRGB

    <#Instance> bf:identifiedBy [ a bf:Fingerprint ; rdf:value "dete nkck vess lodo Anno Domini MDCXXXVI 3" ;
        bf:source <http://id.loc.gov/vocabulary/fingerprintschemes/fei> ;
        bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/rumorgb> ] .
    """
    says: dict[Iri, Value] = {
        RDF.value: normal(field.join("abcd")) or field.all("e"),
        BF.source: sources(field, f"{VOCABULARY}fingerprintschemes/"),
        BFLC.applicableInstitution: institutions(field),
    }
    yield INSTANCE, BF.identifiedBy, Node([BF.Fingerprint], says)


def technical_report_number(field: Field, _: Record) -> Iterator[Statement]:
    """027 Standard technical report number.

    027 ## $a FOA--89-40265/2.6.4--SE $z FOA 1

    <#Instance> bf:identifiedBy [ a bf:Strn ; rdf:value "FOA--89-40265/2.6.4--SE" ],
        [ a bf:Strn ; rdf:value "FOA 1" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ] .
    """
    yield INSTANCE, BF.identifiedBy, chopped(field, BF.Strn, {BF.source: sources(field)})


def publisher_number(field: Field, _: Record) -> Iterator[Statement]:
    """028 Publisher or distributor number of music or sound: its kind by the first indicator, the publisher in $b.

    028 02 $a С10 12345 $b Мелодия $q (пластинка 1)

    <#Instance> bf:identifiedBy [ a bf:AudioIssueNumber ; rdf:value "С10 12345" ; bf:qualifier "пластинка 1" ;
        bf:assigner [ a bf:Organization ; rdfs:label "Мелодия"@und-cyrl ] ] .
    """
    kind = PUBLISHER_NUMBERS.get(field.ind1, BF.PublisherNumber)
    for each in field.scripts():
        says = {BF.assigner: _assigners(each), BF.source: sources(each)}
        for code, value in each.pairs("ayz"):
            qualifier = [chop(q, parens=True) for q in each.all("q")]
            yield (
                INSTANCE,
                BF.identifiedBy,
                Node([kind], {RDF.value: chop(value), BF.status: STATUS[code], BF.qualifier: qualifier, **says}),
            )


def coden(field: Field, _: Record) -> Iterator[Statement]:
    """030 CODEN of a serial.

    030 ## $a ASIRAF $z ASITAF

    <#Instance> bf:identifiedBy [ a bf:Coden ; rdf:value "ASIRAF" ],
        [ a bf:Coden ; rdf:value "ASITAF" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ] .
    """
    yield INSTANCE, BF.identifiedBy, numbers(field, BF.Coden, {BF.source: sources(field)})


def postal_registration(field: Field, _: Record) -> Iterator[Statement]:
    """032 Postal registration number of a serial.

    032 ## $a 686630 $b USPS

    <#Instance> bf:identifiedBy [ a bf:PostalRegistration ; rdf:value "686630" ;
        bf:assigner [ a bf:Organization ; rdfs:label "USPS" ] ] .
    """
    yield (
        INSTANCE,
        BF.identifiedBy,
        numbers(field, BF.PostalRegistration, {BF.assigner: _assigners(field), BF.source: sources(field)}),
    )


def system_control_number(field: Field, _: Record) -> Iterator[Statement]:
    """035 System control number: the organization in parentheses, then its number; an OCLC number is known as such.

    035 ## $a (OCoLC)ocm12345 $z (OCoLC)222
    035 ## $a (RuMoRGB)000123
    035 ## $a (DE-599)ZDB1

    <#Instance> bf:identifiedBy [ a bf:OclcNumber ; rdf:value "ocm12345" ],
        [ a bf:OclcNumber ; rdf:value "222" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ],
        [ a bf:Local ; rdf:value "000123" ; bf:assigner <http://id.loc.gov/vocabulary/organizations/rumorgb> ],
        [ a bf:Local ; rdf:value "ZDB1" ; bf:assigner
            [ a bf:Agent ; owl:sameAs <https://ld.zdb-services.de/resource/organisations/DE-599> ] ] .
    """
    kind = BF.OclcNumber if "OCoLC" in field["a"] else BF.Local
    for code, value in field.pairs("az"):
        before, closing, number = value.partition(")")
        says: dict[Iri, Value] = {RDF.value: number if closing else value, BF.status: STATUS[code]}
        if closing and not number.strip():
            continue
        if closing and "OCoLC" not in value:
            says[BF.assigner] = _system(before.partition("(")[2])
        yield INSTANCE, BF.identifiedBy, Node([kind], says)


def _system(code: str) -> Value:
    """The organization whose system numbered the record, by its MARC code."""
    if code.startswith("DE-"):
        return Node([BF.Agent], same_as=[iri(GERMAN_ORGANIZATIONS + normal(code))])
    return code_iri(ORGANIZATIONS, code.replace("-", "")) if code else None


def study_number(field: Field, _: Record) -> Iterator[Statement]:
    """036 Original study number of a computer data file.

    036 ## $a CPS 495441 $b CPS, University of Michigan

    <#Instance> bf:identifiedBy [ a bf:StudyNumber ; rdf:value "CPS 495441" ;
        bf:assigner [ a bf:Organization ; rdfs:label "CPS, University of Michigan" ] ] .
    """
    says = {BF.assigner: _assigners(field), BF.acquisitionTerms: _terms(field), BF.source: sources(field)}
    yield INSTANCE, BF.identifiedBy, numbers(field, BF.StudyNumber, says)


def acquisition_source(field: Field, _: Record) -> Iterator[Statement]:
    """037 Source of acquisition: where it can be got, its stock number there, the terms.

    037 3# $a 001689E $b Nauka, $c 250 rub. $f CD-ROM $n Out of stock $5 DLC

    <#Instance> bf:acquisitionSource [ a bf:AcquisitionSource ; rdfs:label "Nauka" ; bf:acquisitionTerms "250 rub" ;
        bf:identifiedBy [ a bf:StockNumber ; rdf:value "001689E" ] ;
        bf:note [ a bf:Note ; rdfs:label "current source" ], [ a bf:Note ; rdfs:label "CD-ROM" ],
            [ a bf:Note ; rdfs:label "Out of stock" ] ;
        bflc:applicableInstitution <http://id.loc.gov/vocabulary/organizations/dlc> ] .
    """
    when = {"2": "intervening source", "3": "current source"}.get(field.ind1, "")
    for each in field.scripts():
        says: dict[Iri, Value] = {
            BF.note: [note(when), *(note(chop(text)) for text in each.all("fgn"))],
            BFLC.appliesTo: applies_to(each),
            BF.identifiedBy: [Node([BF.StockNumber], {RDF.value: number}) for number in each.all("a")],
            RDFS.label: [chop(name) for name in each.all("b")],
            BF.acquisitionTerms: _terms(each),
            BFLC.applicableInstitution: institutions(each),
        }
        yield INSTANCE, BF.acquisitionSource, Node([BF.AcquisitionSource], says)


def gpo_item_number(field: Field, _: Record) -> Iterator[Statement]:
    """074 Item number of the United States Government Publishing Office.

    074 ## $a 277-A-2 (MF) $z 012

    <#Instance> bf:identifiedBy
        [ a bf:Identifier ; rdf:value "277-A-2 (MF)" ; bf:assigner <http://id.loc.gov/vocabulary/organizations/dgpo> ],
        [ a bf:Identifier ; rdf:value "012" ; bf:assigner <http://id.loc.gov/vocabulary/organizations/dgpo> ;
            bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ] .
    """
    yield INSTANCE, BF.identifiedBy, numbers(field, BF.Identifier, {BF.assigner: Iri(f"{ORGANIZATIONS}dgpo")})


def report_number(field: Field, _: Record) -> Iterator[Statement]:
    """088 Report number that is not standard.

    088 ## $a NASA-RP-1124-REV-3 $z NASA-1

    <#Instance> bf:identifiedBy [ a bf:ReportNumber ; rdf:value "NASA-RP-1124-REV-3" ],
        [ a bf:ReportNumber ; rdf:value "NASA-1" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ] .
    """
    yield INSTANCE, BF.identifiedBy, numbers(field, BF.ReportNumber, {BF.source: sources(field)})
