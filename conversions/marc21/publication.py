"""250-265: edition, scale, and the provision activity: who made, published or distributed the Instance, where and when.

What 26X transcribes of an activity and what 008 codes of it are joined in one node (process 8 of the specification).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from conversions.marc21.coded import VOCABULARY, coded_term
from conversions.marc21.control import EDTF
from conversions.marc21.punctuation import chop, listed
from conversions.marc21.subfields import in_scripts, sources
from conversions.record import Field, Record, Subfield
from conversions.shapes import note
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement, Value
from ontology.names import BF, BFLC, RDF, RDFS, Iri

IMPRINTS = frozenset({"260", "261", "262", "264"})

PRODUCTION, PUBLICATION, DISTRIBUTION, MANUFACTURE, COPYRIGHT = "01234"

ACTIVITIES = {
    PRODUCTION: (BF.Production, BF.productionStatement),
    PUBLICATION: (BF.Publication, BF.publicationStatement),
    DISTRIBUTION: (BF.Distribution, BF.distributionStatement),
    MANUFACTURE: (BF.Manufacture, BF.manufactureStatement),
}
"""By second indicator of 264: the class of activity, and the property of the Instance for all of it as one string."""

STATEMENTS = frozenset(statement for _, statement in ACTIVITIES.values())

_ELEMENTS = {
    "a": ("a", ""), "b": ("b", ""), "c": ("c", ""), "e": ("a", MANUFACTURE), "f": ("b", MANUFACTURE), "g": ("c", MANUFACTURE),
}  # fmt: skip
"""By subfield: place (a), agent (b) or date (c), and the kind of activity if the subfield tells it."""

_ELEMENTS_OF_261 = {
    "a": ("b", PRODUCTION), "b": ("b", PRODUCTION), "d": ("c", ""), "e": ("b", MANUFACTURE), "f": ("a", ""),
}  # fmt: skip

NUMBERS = {"260": {"d": BF.PublisherNumber}, "262": {"k": BF.AudioIssueNumber, "l": BF.MatrixNumber}}

_INTERVALS = frozenset("dikmu")
_SINGLE = frozenset("prst")
CODED_KINDS = {"i": PRODUCTION, "k": PRODUCTION, "p": DISTRIBUTION}
CODED_NOTES = {"i": "inclusive collection dates", "k": "bulk collection dates"}
CODED_STATUS = {"c": Iri(f"{VOCABULARY}mstatus/current"), "d": Iri(f"{VOCABULARY}mstatus/ceased")}
_EARLIEST = Iri(f"{VOCABULARY}mstatus/earliest")
_CURRENT = CODED_STATUS["c"]
_YEAR = frozenset("0123456789X")
_COMPUTER_NOTE = Iri(f"{VOCABULARY}mnotetype/computer")
_COPYRIGHT_SIGNS = str.maketrans("", "", "©℗")


class Activity(NamedTuple):
    """One of the activities that a 26X names, and its elements (place a, agent b, date c), a sequence for each script."""

    kind: str
    forms: Sequence[Sequence[Subfield]]


Coded = Mapping[str, Mapping[Iri, Value]]
"""What 008/06-17 says of activities, by their kind."""

Labels = dict[str, list[str]]
"""The places (a), agents (b) and dates (c) of an activity in one script, without the marks between them."""


def edition_statement(field: Field, _: Record) -> Iterator[Statement]:
    """250 Edition statement, 254 Musical presentation statement.

    250 ## $6 880-02 $a 2-e izd. / $b pod red. A. Margulana.
    880 ## $6 250-02/(N $a 2-е изд. / $b под ред. А. Маргулана.
    254 ## $a Full score.

    <#Instance> bf:editionStatement "2-e izd. / pod red. A. Margulana", "2-е изд. / под ред. А. Маргулана."@ru, "Full score" .
    """
    yield INSTANCE, BF.editionStatement, [chop(each.join("ab")) for each in field.scripts()]


def cartographic_mathematical_data(field: Field, _: Record) -> Iterator[Statement]:
    """255 Cartographic mathematical data: scale, projection, coordinates.

    255 ## $a Scale 1:2,500,000 ; $b conic proj. $c (E 46°30'--E 87°20'/N 55°26'--N 40°34') $d (RA 0 hr.) $e (eq. 1950)

    <#Work> bf:cartographicAttributes [
            a bf:Cartographic ; bf:ascensionAndDeclination "RA 0 hr" ;
            bf:coordinates "E 46°30'--E 87°20'/N 55°26'--N 40°34'" ; bf:equinox "eq. 1950" ;
            bf:projection [ a bf:Projection ; rdfs:label "conic proj" ] ] ;
        bf:scale [ a bf:Scale ; rdfs:label "Scale 1:2,500,000" ] .
    """
    yield WORK, BF.scale, [Node([BF.Scale], {RDFS.label: label}) for label in in_scripts(field, "a", chop)]
    says: dict[Iri, Value] = {
        BF.projection: [Node([BF.Projection], {RDFS.label: label}) for label in in_scripts(field, "b", chop)],
        BF.coordinates: field.forms("c", _bare),
        BF.ascensionAndDeclination: field.forms("d", _bare),
        BF.equinox: field.forms("e", _bare),
        BF.outerGRing: in_scripts(field, "f", chop),
        BF.exclusionGRing: in_scripts(field, "g", chop),
    }
    yield WORK, BF.cartographicAttributes, Node([BF.Cartographic], says)


def _bare(text: str) -> str:
    """Without enclosing brackets and any final mark."""
    return chop(text, parens=True, force=True)


def computer_file_characteristics(field: Field, _: Record) -> Iterator[Statement]:
    """256 Computer file characteristics.

    256 ## $a Computer data (2 files : 876,000, 775,000 records).

    <#Instance> bf:note [
            a <http://id.loc.gov/vocabulary/mnotetype/computer>, bf:Note ;
            rdfs:label "Computer data (2 files : 876,000, 775,000 records)" ] .
    """
    yield INSTANCE, BF.note, note(field.forms("a", chop), _COMPUTER_NOTE)


def country_of_producing_entity(field: Field, _: Record) -> Iterator[Statement]:
    """257 Country of producing entity.

    257 ## $a Kazakhstan. $2 naf

    <#Instance> bf:originPlace [ a bf:Place ; rdfs:label "Kazakhstan" ; bf:source [ a bf:Source ; bf:code "naf" ] ] .
    """
    for label in in_scripts(field, "a", chop):
        yield INSTANCE, BF.originPlace, Node([BF.Place], {RDFS.label: label, BF.source: sources(field)})


def publishers_number(field: Field, _: Record) -> Iterator[Statement]:
    """Plate or publisher's number for music in 260 $d, serial and matrix number of a recording in 262 $k $l (obsolete).

    260 ## $a New York : $b Boosey, $c 1893. $d B.H. 1234
    262 ## $a Tashkent, $b Melodiya, $c 1970. $k D 027513 $l 33-2

    <#Instance> bf:identifiedBy [ a bf:AudioIssueNumber ; rdf:value "D 027513" ],
            [ a bf:MatrixNumber ; rdf:value "33-2" ],
            [ a bf:PublisherNumber ; rdf:value "B.H. 1234" ] .
    """
    for code, kind in NUMBERS[field.tag].items():
        for values in in_scripts(field, code):
            yield INSTANCE, BF.identifiedBy, Node([kind], {RDF.value: values})


def projected_publication_date(field: Field, _: Record) -> Iterator[Statement]:
    """263 Projected publication date, yymm or yyyymm.

    263 ## $a 202105

    <#Instance> bflc:projectedProvisionDate "202105" .
    """
    yield INSTANCE, BFLC.projectedProvisionDate, [chop(value) for value in field.all("a")]


def source_for_acquisition(field: Field, _: Record) -> Iterator[Statement]:
    """265 Source for acquisition or subscription address (obsolete).

    265 ## $a U.S. Bureau of Mines, 4800 Forbes Ave., Pittsburgh, PA 15213

    <#Instance> bf:acquisitionSource [
            a bf:AcquisitionSource ; rdfs:label "U.S. Bureau of Mines, 4800 Forbes Ave., Pittsburgh, PA 15213" ] .
    """
    for label in in_scripts(field, "a", chop):
        yield INSTANCE, BF.acquisitionSource, Node([BF.AcquisitionSource], {RDFS.label: label})


def coded_provision(field: Field, record: Record) -> Iterator[Statement]:
    """008/06-17 Type of date, dates and place of publication, where no 26X speaks of that activity; date of copyright.

    008 910926t19921991kz            000 0 kaz d

    <#Instance> bf:copyrightDate "1991"^^<http://id.loc.gov/datatypes/edtf> ;
        bf:provisionActivity [
            a bf:ProvisionActivity, bf:Publication ; bf:date "1992"^^<http://id.loc.gov/datatypes/edtf> ;
            bf:place <http://id.loc.gov/vocabulary/countries/kz> ] .
    """
    yield from untold(coded(field.data[6:18]), record)


def untold(coded: Coded, record: Record) -> Iterator[Statement]:
    """What 008 codes of activities that no 26X speaks of."""
    told = {kind for each in record.all(*IMPRINTS) for kind, _ in _blocks(each)} if coded else ()
    for kind, says in coded.items():
        if kind == COPYRIGHT:
            yield INSTANCE, BF.copyrightDate, says[BF.copyrightDate]
        elif kind not in told:
            yield INSTANCE, BF.provisionActivity, Node([BF.ProvisionActivity, ACTIVITIES[kind][0]], says)


@lru_cache(maxsize=10_000)
def coded(data: str) -> Coded:
    """What 008/06-17 says of the activities, by their kind."""
    status, second, country = data[:1], data[5:9], data[9:12]
    says: dict[Iri, Value] = {}
    if status in CODED_NOTES:
        says[BF.note] = note(CODED_NOTES[status])
    if date := _coded_date(status, data[1:5], second):
        says[BF.date] = edtf(date)
    if status in CODED_STATUS:
        says[BF.status] = CODED_STATUS[status]
    if country != "|||" and (place := coded_term("countries", country)):
        says[BF.place] = place
    found = {CODED_KINDS.get(status, PUBLICATION): says} if says else {}
    if status in ("p", "t") and (year := _year(second)):
        found[PRODUCTION if status == "p" else COPYRIGHT] = {BF.date if status == "p" else BF.copyrightDate: edtf(year)}
    return found


def _coded_date(status: str, first: str, second: str) -> str:
    """The date of 008/06-14 as EDTF; a year that is none is left out."""
    start, end = _year(first), _year(second)
    if status == "c":
        return start and f"{start}/.."
    if status in _INTERVALS or (status in ("|", "n") and start and end):
        return f"{start}/{end}" if start or end else ""
    if status == "q":
        return "/".join(f"{year}~" for year in (start, end) if year)
    if status == "e":
        return "-".join(filter(None, (start, _digits(second[:2]), _digits(second[2:])))) if start else ""
    if status == "n":
        return start or "XXXX"
    return start if status in _SINGLE or status == "|" else ""


def _year(text: str) -> str:
    return text if len(text := _digits(text)) == 4 else ""


def _digits(text: str) -> str:
    """Digits, with X for those that are not known ("u"); "" where there is anything else."""
    text = text.upper().replace("U", "X")
    return text if _YEAR.issuperset(text) else ""


def edtf(text: str) -> Literal:
    return Literal(text, datatype=EDTF)


def imprint(field: Field, record: Record) -> Iterator[Statement]:
    """260, 261, 262, 264 Imprint; production, publication, distribution, manufacture and copyright notice.

    The last activity of a kind is completed by what 008 codes of it.

    008 910926s1991    kz            000 0 kaz d
    260 ## $6 880-02 $a Alma-Ata : $b Zhazushy ; $a Moskva : $b Mir, $c 1991 $e (Erevan : $f Tip. 1)
    880 ## $6 260-02/(N $a Алма-Ата : $b Жазушы ; $a Москва : $b Мир, $c 1991 $e (Ереван : $f Тип. 1)
    264 #4 $c ©1990

    <#Instance> bf:copyrightDate "1990" ; bf:manufactureStatement "Erevan: Tip. 1", "Ереван: Тип. 1" ;
        bf:publicationStatement "Alma-Ata: Zhazushy"@kk-latn,
            "Moskva: Mir, 1991"@kk-latn,
            "Алма-Ата: Жазушы"@ru,
            "Москва: Мир, 1991"@kk ;
        bf:provisionActivity [
            a bf:Manufacture, bf:ProvisionActivity ; bflc:simpleAgent "Tip. 1"@kk-latn, "Тип. 1"@kk ;
            bflc:simplePlace "Erevan"@kk-latn, "Ереван"@kk ],
            [
            a bf:ProvisionActivity, bf:Publication ; bflc:simpleAgent "Mir"@kk-latn, "Мир"@kk ; bflc:simpleDate "1991" ;
            bflc:simplePlace "Moskva"@kk-latn, "Москва"@kk ; bf:date "1991"^^<http://id.loc.gov/datatypes/edtf> ;
            bf:place <http://id.loc.gov/vocabulary/countries/kz> ],
            [
            a bf:ProvisionActivity, bf:Publication ; bflc:simpleAgent "Zhazushy"@kk-latn, "Жазушы"@kk ;
            bflc:simplePlace "Alma-Ata"@kk-latn, "Алма-Ата"@kk ] .
    """
    yield from provisions(field, record, coded(record["008"].data[6:18]))


def provisions(field: Field, record: Record, coded: Coded) -> Iterator[Statement]:
    """The activities of a 26X, and each as one string, completed by what 008 codes."""
    found = activities(field)
    for n, activity in enumerate(found):
        if activity.kind == COPYRIGHT:
            if COPYRIGHT not in coded:
                yield INSTANCE, BF.copyrightDate, [_copyright(form) for form in activity.forms]
            continue
        forms = [labels_of(form) for form in activity.forms]
        says = transcribed(activity, forms, field, record)
        if activity.kind in coded and not _follows(activity.kind, found[n + 1 :], field, record):
            says |= coded[activity.kind]
        yield INSTANCE, BF.provisionActivity, Node(classes(activity.kind), says)
        statement = ACTIVITIES[activity.kind][1] if activity.kind in ACTIVITIES else BF.provisionActivityStatement
        yield INSTANCE, statement, [statement_of(form) for form in forms]


def classes(kind: str) -> list[Iri]:
    """The classes of an activity of this kind."""
    return [BF.ProvisionActivity, ACTIVITIES[kind][0]] if kind in ACTIVITIES else [BF.ProvisionActivity]


def activities(field: Field) -> list[Activity]:
    """The activities of a 26X: a further place ($a, $e) after another element begins the next."""
    blocks = [_blocks(each) for each in field.scripts()]
    count = max(map(len, blocks))
    found = []
    for n in range(count):
        forms = [each[n] for each in blocks if n < len(each)]
        kind = forms[0][0]
        found.append(Activity(kind, [elements for _, elements in forms]))
    return found


def _blocks(field: Field) -> list[tuple[str, list[Subfield]]]:
    elements = _ELEMENTS_OF_261 if field.tag == "261" else _ELEMENTS
    default = field.ind2 if field.tag == "264" else PUBLICATION
    blocks: list[tuple[str, list[Subfield]]] = []
    before = ""
    for code, value in field.pairs("abcdefg"):
        if code in elements:
            element, kind = elements[code]
            if not blocks or (code in "ae" and code != before):
                blocks.append((kind or default, []))
            blocks[-1][1].append((element, value))
        before = code
    return blocks


def _follows(kind: str, others: Sequence[Activity], field: Field, record: Record) -> bool:
    """Whether a later block or field speaks of the same kind of activity."""
    if any(other.kind == kind for other in others):
        return True
    imprints = [each for each in record.fields if each.tag in IMPRINTS]
    if imprints[-1] is field:
        return False
    later = next((n for n, each in enumerate(imprints, 1) if each is field), len(imprints))
    return any(kind == other for each in imprints[later:] for other, _ in _blocks(each))


def transcribed(activity: Activity, forms: Sequence[Labels], field: Field, record: Record) -> dict[Iri, Value]:
    """What the field itself says of an activity."""
    return {
        BFLC.appliesTo: [Node([BFLC.AppliesTo], {RDFS.label: part}) for part in dict.fromkeys(field.forms("3", chop))],
        BFLC.simplePlace: [form["a"] for form in forms],
        BFLC.simpleAgent: [form["b"] for form in forms],
        BFLC.simpleDate: [form["c"] for form in forms],
        **_status(activity.kind, field, record),
    }


def _status(kind: str, field: Field, record: Record) -> dict[Iri, Value]:
    """Earliest or current publisher, of a serial or integrating resource; what 008 says of it goes before."""
    level = record.leader[7:8]
    if kind != PUBLICATION or level not in ("s", "i"):
        return {}
    count = sum(each.tag in IMPRINTS and each.written != "880" for each in record.fields)
    if count > 1:
        return {BF.status: {" ": _EARLIEST, "3": _CURRENT}.get(field.ind1, "")}
    return {BF.status: _CURRENT} if level == "i" and count else {}


def labels_of(elements: Sequence[Subfield]) -> Labels:
    """Places, agents and dates of an activity in one script."""
    labels: Labels = {"a": [], "b": [], "c": []}
    brackets = any("[" in value or "]" in value for _, value in elements)
    for n, (code, value) in enumerate(elements):
        within = brackets and code == "b" and _is_bracketed(elements, n)
        if label := chop(value, brackets=True) if within else chop(value):
            labels[code].append(label)
    return labels


def _is_bracketed(elements: Sequence[Subfield], n: int) -> bool:
    """Whether an agent stands in brackets that are opened in the place before or closed in the date after."""
    agent = elements[n][1]
    place = next((value for code, value in reversed(elements[:n]) if code == "a"), "")
    date = next((value for code, value in elements[n + 1 :] if code == "c"), "")
    opened = "[" in place and "]" not in place
    closed = "]" in date and "[" not in date
    return (opened or closed) and "[" not in agent and "]" not in agent


def statement_of(labels: Labels) -> str:
    """Places, agents and dates as one string: ``Almaty; Moskva: Zhazushy, Mir, 1991``."""
    agents, dates = listed(labels["b"], ","), listed(labels["c"], ",")
    others = f"{agents}, {dates}" if agents and dates else agents or dates
    places = listed(labels["a"], ";")
    return f"{places}: {others}" if places and others else places or others


def _copyright(elements: Sequence[Subfield]) -> str:
    return chop(listed([value for _, value in elements], ";").translate(_COPYRIGHT_SIGNS))
