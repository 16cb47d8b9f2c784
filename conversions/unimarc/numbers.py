"""010-073 Standard numbers: each becomes an identifier of the Instance, or of the Work where it stands for the Work."""

from collections.abc import Iterator, Sequence

from conversions.record import Field, Record
from conversions.shapes import VOCABULARY, note
from conversions.tree import INSTANCE, WORK, Node, Statement, Subject, Value
from conversions.unimarc.isbd import part, plain
from conversions.unimarc.subfields import coded, values
from ontology.names import BF, RDF, RDFS, Iri

CANCELED = Iri(f"{VOCABULARY}mstatus/cancinv")
INCORRECT = Iri(f"{VOCABULARY}mstatus/incorrect")

KINDS = {
    "010": BF.Isbn, "013": BF.Ismn, "015": BF.Strn, "016": BF.Isrc, "017": BF.Identifier, "035": BF.Local, "040": BF.Coden,
    "072": BF.Upc, "073": BF.Ean,
}  # fmt: skip
"""By tag: the class of the number."""

OTHER = {"doi": BF.Doi, "urn": BF.Urn, "hdl": BF.Hdl, "isan": BF.Isan, "istc": BF.Istc, "iswc": BF.Iswc, "ansi": BF.Ansi}
"""017 $2: the class of an other identifier."""

PUBLISHERS = {
    "0": BF.AudioIssueNumber, "1": BF.MatrixNumber, "2": BF.MusicPlate, "3": BF.MusicPublisherNumber,
    "4": BF.VideoRecordingNumber,
}  # fmt: skip
"""071: the class of a number by the first indicator."""


def _qualified(field: Field) -> dict[Iri, Value]:
    """$b Qualification, $d terms of availability or price, $9 number of copies printed."""
    return {
        BF.qualifier: [text.strip("()") for text in values(field, "b", part)],
        BF.acquisitionTerms: values(field, "d", part),
        BF.note: [note(f"тираж {text}") for text in values(field, "9")],
    }


def _identified(
    field: Field, kind: Iri, says: dict[Iri, Value], statuses: Sequence[tuple[str, Iri | None]], about: Subject = INSTANCE
) -> Iterator[Statement]:
    """An identifier for each valid, wrong or cancelled number; price and copies printed without a number are the Instance's."""
    numbers = [(plain(value), status) for code, status in statuses for value in field.all(code)]
    for number, status in numbers:
        if number:
            yield about, BF.identifiedBy, Node([kind], {RDF.value: number, BF.status: status, **says})
    if not any(number for number, _ in numbers):
        for predicate in (BF.acquisitionTerms, BF.note):
            yield INSTANCE, predicate, says.get(predicate)


_VALID_OR_NOT = (("a", None), ("z", INCORRECT))


def standard_number(field: Field, _: Record) -> Iterator[Statement]:
    """010 ISBN, 013 ISMN, 015 ISRN, 016 ISRC, 040 CODEN, 072 UPC, 073 EAN: with binding, price and copies printed; $z is wrong.

    100 ## $a 20071030d2007    u  y0rusy0179    ca
    010 ## $a 978-5-901202-50-0 $b в пер. $d 250 р. $9 1000 $z 978-5-901202-50-1
    073 #1 $a 9785901202500

    <#Instance> bf:identifiedBy
        [ a bf:Isbn ; rdf:value "978-5-901202-50-0" ; bf:qualifier "в пер." ; bf:acquisitionTerms "250 р." ;
            bf:note _:copies ],
        [ a bf:Isbn ; rdf:value "978-5-901202-50-1" ; bf:qualifier "в пер." ; bf:acquisitionTerms "250 р." ;
            bf:note _:copies ; bf:status <http://id.loc.gov/vocabulary/mstatus/incorrect> ],
        [ a bf:Ean ; rdf:value "9785901202500" ] .
    _:copies a bf:Note ; rdfs:label "тираж 1000"@ru .
    """
    yield from _identified(field, KINDS[field.tag], _qualified(field), _VALID_OR_NOT)


def issn(field: Field, _: Record) -> Iterator[Statement]:
    """011 ISSN, of the Work; $y is cancelled, $z wrong; $f and $g link the versions of a serial in different media.

    011 1# $a 0046-225X $b online $y 0046-2254 $f 1234-1231

    <#Work> bf:identifiedBy [ a bf:Issn ; rdf:value "0046-225X" ; bf:qualifier "online" ],
        [ a bf:Issn ; rdf:value "0046-2254" ; bf:qualifier "online" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ],
        [ a bf:IssnL ; rdf:value "1234-1231" ] .
    """
    statuses = (("a", None), ("y", CANCELED), ("z", INCORRECT))
    yield from _identified(field, BF.Issn, _qualified(field), statuses, WORK)
    for code, status in (("f", None), ("g", CANCELED)):
        for value in field.all(code):
            yield WORK, BF.identifiedBy, Node([BF.IssnL], {RDF.value: plain(value), BF.status: status})


def fingerprint(field: Field, _: Record) -> Iterator[Statement]:
    """012 Fingerprint identifier of an old book.

    012 ## $a dete nkck vess lodo 3 1636R $2 fei

    <#Instance> bf:identifiedBy [ a bf:Fingerprint ; rdf:value "dete nkck vess lodo 3 1636R" ;
        bf:source <http://id.loc.gov/vocabulary/fingerprintschemes/fei> ] .
    """
    source = coded("fingerprintschemes", field["2"])
    for value in values(field, "a"):
        yield INSTANCE, BF.identifiedBy, Node([BF.Fingerprint], {RDF.value: value, BF.source: source})


def article_identifier(field: Field, _: Record) -> Iterator[Statement]:
    """014 Article identifier, such as SICI, with its system.

    014 ## $a 0024-9319(1996)85:1<1:ASNV>2.0.TX;2-N $2 sici

    <#Instance> bf:identifiedBy [ a bf:Sici ; rdf:value "0024-9319(1996)85:1<1:ASNV>2.0.TX;2-N" ] .
    """
    sici = field["2"].lower() == "sici"
    says: dict[Iri, Value] = {} if sici else {BF.source: _source(field)}
    yield from _identified(field, BF.Sici if sici else BF.Identifier, says, _VALID_OR_NOT)


def other_identifier(field: Field, _: Record) -> Iterator[Statement]:
    """017 Other standard identifier: its kind by $2; 036 music incipit is no number.

    017 70 $a 10.1000/182 $2 doi
    017 80 $a X-1 $2 local

    <#Instance> bf:identifiedBy [ a bf:Doi ; rdf:value "10.1000/182" ],
        [ a bf:Identifier ; rdf:value "X-1" ; bf:source [ a bf:Source ; bf:code "local" ] ] .
    """
    kind = OTHER.get(field["2"].lower(), BF.Identifier)
    says = _qualified(field) | ({BF.source: _source(field)} if kind == BF.Identifier else {})
    yield from _identified(field, kind, says, _VALID_OR_NOT)


def _source(field: Field) -> list[Value]:
    return [Node([BF.Source], {BF.code: value}) for value in values(field, "2")]


def national_bibliography_number(field: Field, _: Record) -> Iterator[Statement]:
    """020 National bibliography number, with the country.

    020 ## $a KZ $b Каз2-2015 $z Каз2-2014

    <#Instance> bf:identifiedBy [ a bf:Nbn ; rdf:value "Каз2-2015" ; bf:place <http://id.loc.gov/vocabulary/countries/kz> ],
        [ a bf:Nbn ; rdf:value "Каз2-2014" ; bf:place <http://id.loc.gov/vocabulary/countries/kz> ;
            bf:status <http://id.loc.gov/vocabulary/mstatus/incorrect> ] .
    """
    yield from _identified(field, BF.Nbn, _of_country(field), (("b", None), ("z", INCORRECT)))


def legal_deposit_number(field: Field, _: Record) -> Iterator[Statement]:
    """021 Legal deposit number, 022 government publication number: the country, or the office that gave it; $9 copies printed.

    100 ## $a 20071030d2007    u  y0rusy0179    ca
    021 ## $a RU $b 99-34678 $9 1702
    021 ## $a РГБ $b 5222-10

    <#Instance> bf:identifiedBy [ a bf:CopyrightNumber ; rdf:value "99-34678" ;
            bf:place <http://id.loc.gov/vocabulary/countries/ru> ; bf:note [ a bf:Note ; rdfs:label "тираж 1702"@ru ] ],
        [ a bf:CopyrightNumber ; rdf:value "5222-10" ; bf:assigner [ a bf:Organization ; rdfs:label "РГБ"@und-cyrl ] ] .
    """
    kind = BF.CopyrightNumber if field.tag == "021" else BF.Identifier
    says = _of_country(field) | {BF.note: [note(f"тираж {text}") for text in values(field, "9")]}
    yield from _identified(field, kind, says, (("b", None), ("z", INCORRECT)))


def document_number(field: Field, _: Record) -> Iterator[Statement]:
    """029 Number of a standard, patent or unpublished document, 039 of a patent application: country or office, kind, date.

    029 ## $a KZ $b СТ РК 1.2-2013 $c стандарт $d 20140101

    <#Instance> bf:identifiedBy [ a bf:Identifier ; rdf:value "СТ РК 1.2-2013" ; bf:qualifier "стандарт", "20140101" ;
        bf:place <http://id.loc.gov/vocabulary/countries/kz> ] .
    """
    says = _of_country(field) | {BF.qualifier: values(field, "cdefghijk")}
    yield from _identified(field, BF.Identifier, says, (("b", None), ("z", INCORRECT)))


def _of_country(field: Field) -> dict[Iri, Value]:
    """$a Country; some write the office that gave the number."""
    given = values(field, "a")
    countries = [coded("countries", text) for text in given]
    offices: list[Value] = [
        Node([BF.Organization], {RDFS.label: text}) for text, country in zip(given, countries, strict=True) if not country
    ]
    return {BF.place: countries, BF.assigner: offices}


def system_number(field: Field, record: Record) -> Iterator[Statement]:
    """035 Other system control number: the organization in parentheses, then its number; $z is cancelled.

    035 ## $a (OCoLC)12345 $z (OCoLC)222
    035 ## $a (RuMoRGB)SK1825t2-0000277

    <#Instance> bf:identifiedBy [ a bf:OclcNumber ; rdf:value "12345" ],
        [ a bf:OclcNumber ; rdf:value "222" ; bf:status <http://id.loc.gov/vocabulary/mstatus/cancinv> ],
        [ a bf:Local ; rdf:value "SK1825t2-0000277" ; bf:assigner <http://id.loc.gov/vocabulary/organizations/rumorgb> ] .
    """
    for code, value in field.pairs("az"):
        before, closing, number = plain(value).partition(")")
        agency = before.removeprefix("(") if closing and value.startswith("(") else ""
        status = {BF.status: CANCELED if code == "z" else None}
        if agency == "OCoLC":
            yield INSTANCE, BF.identifiedBy, Node([BF.OclcNumber], {RDF.value: number, **status})
            continue
        organization = Iri(f"{VOCABULARY}organizations/{agency.replace('-', '').lower()}") if agency.isascii() else agency
        assigner: Value = organization if agency and " " not in agency else ""
        says: dict[Iri, Value] = {RDF.value: number if agency else plain(value), BF.assigner: assigner, **status}
        yield INSTANCE, BF.identifiedBy, Node([BF.Local], says)


def publisher_number(field: Field, _: Record) -> Iterator[Statement]:
    """071 Publisher's number of music or sound: its kind by the first indicator, the publisher in $b.

    071 01 $a С10 12345 $b Мелодия $d 2 р.

    <#Instance> bf:identifiedBy [ a bf:AudioIssueNumber ; rdf:value "С10 12345" ; bf:acquisitionTerms "2 р." ;
        bf:assigner [ a bf:Organization ; rdfs:label "Мелодия"@und-cyrl ] ] .
    """
    kind = PUBLISHERS.get(field.ind1, BF.PublisherNumber)
    says: dict[Iri, Value] = {
        BF.assigner: [Node([BF.Organization], {RDFS.label: text}) for text in values(field, "b", part)],
        BF.acquisitionTerms: values(field, "d", part),
        BF.qualifier: values(field, "c", part),
    }
    yield from _identified(field, kind, says, _VALID_OR_NOT)
