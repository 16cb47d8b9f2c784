"""205-211 and 214: edition, mathematical data, numbering, and the provision activity.

An activity is said once: what 210 or 214 transcribes and what 100 and 102 code of it are one node.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conversions.record import Field, Record
from conversions.shapes import EDTF, VOCABULARY, note, provision
from conversions.tree import INSTANCE, WORK, Literal, Node, Statement, Value, says_something
from conversions.unimarc.isbd import element, part, plain, published, year_in
from conversions.unimarc.subfields import coded, values
from ontology.names import BF, BFLC, RDFS, Iri

PUBLICATION, PRODUCTION, DISTRIBUTION, MANUFACTURE, COPYRIGHT = "01234"
ACTIVITIES = {
    PUBLICATION: (BF.Publication, BF.publicationStatement),
    PRODUCTION: (BF.Production, BF.productionStatement),
    DISTRIBUTION: (BF.Distribution, BF.distributionStatement),
    MANUFACTURE: (BF.Manufacture, BF.manufactureStatement),
}
"""By second indicator of 214: the class of activity, and the property of the Instance for all of it as one string."""

_ELEMENTS = {"a": "place", "c": "agent", "d": "date", "e": "place", "g": "agent", "h": "date"}
_OF_MANUFACTURE = "efgh"
_EDITION = {"a": ", ", "b": ", ", "d": " = ", "f": " / ", "g": " ; "}
_NUMBERING = Iri(f"{VOCABULARY}mnotetype/number")
_CURRENT, _CEASED = (Iri(f"{VOCABULARY}mstatus/{status}") for status in ("current", "ceased"))
_YEAR = frozenset("0123456789X")
_INTERVALS = frozenset("bcg")
"""Type of date (100 $a/8) of what came out over years: a ceased serial, one of unknown status, a work in volumes."""


class Activity(NamedTuple):
    """One of the activities that a 210 names, and its elements in their order: (place | agent | date, text)."""

    kind: str
    elements: list[tuple[str, str]]

    def texts(self, wanted: str) -> list[str]:
        return [text for what, text in self.elements if what == wanted]


def edition_statement(field: Field, _: Record) -> Iterator[Statement]:
    """205 Edition statement, 208 Music format statement.

    101 0# $a rus
    205 ## $a 2-е изд. $b испр. и доп. $f под ред. А. Маргулана
    208 ## $a Партитура

    <#Instance> bf:editionStatement "2-е изд., испр. и доп. / под ред. А. Маргулана"@ru, "Партитура"@ru .
    """
    for each in field.scripts():
        pairs = [(code, part(value)) for code, value in each.pairs("abdfg")]
        whole = "".join((_EDITION[code] if n else "") + text for n, (code, text) in enumerate(pairs) if text)
        yield INSTANCE, BF.editionStatement, whole


def mathematical_data(field: Field, _: Record) -> Iterator[Statement]:
    """206 Cartographic materials: scale, projection and coordinates.

    100 ## $a 20071030d2007    u  y0rusy0179    ca
    206 ## $a 1:2 500 000 $b 1:2 500 000 $c кон. равнопромежут. пр. $d (E 46°30'--E 87°20')

    <#Work> bf:scale [ a bf:Scale ; rdfs:label "1:2 500 000" ] ;
        bf:cartographicAttributes [ a bf:Cartographic ; bf:coordinates "E 46°30'--E 87°20'" ;
            bf:projection [ a bf:Projection ; rdfs:label "кон. равнопромежут. пр."@ru ] ] .
    """
    yield WORK, BF.scale, [Node([BF.Scale], {RDFS.label: text}) for text in values(field, "ab", part)]
    says: dict[Iri, Value] = {
        BF.projection: [Node([BF.Projection], {RDFS.label: text}) for text in values(field, "c", part)],
        BF.coordinates: [text.strip("()") for text in values(field, "d", part)],
        BF.ascensionAndDeclination: [text.strip("()") for text in values(field, "e", part)],
        BF.equinox: [text.strip("()") for text in values(field, "f", part)],
    }
    yield WORK, BF.cartographicAttributes, Node([BF.Cartographic], says)


def numbering(field: Field, _: Record) -> Iterator[Statement]:
    """207 Numbering of a serial, as a note; $z is where the numbering was taken from.

    207 #0 $a Вып. 1 (1960)- $z Летопись журналов

    <#Instance> bf:note [ a bf:Note, <http://id.loc.gov/vocabulary/mnotetype/number> ; rdfs:label "Вып. 1 (1960)-"@ru ;
        bf:source [ a bf:Source ; rdfs:label "Летопись журналов"@ru ] ] .
    """
    sources: list[Value] = [Node([BF.Source], {RDFS.label: text}) for text in values(field, "z")]
    for text in values(field, "a"):
        yield INSTANCE, BF.note, note(text, _NUMBERING) | {BF.source: sources}


def projected_date(field: Field, _: Record) -> Iterator[Statement]:
    """211 Projected publication date.

    211 ## $a 202105

    <#Instance> bflc:projectedProvisionDate "202105" .
    """
    yield INSTANCE, BFLC.projectedProvisionDate, values(field, "a")


def coded_provision(field: Field, record: Record) -> Iterator[Statement]:
    """100 Dates of publication and 102 country, where no 210 or 214 speaks of the publication; date of copyright or original.

    100 ## $a 19991220e19991913u  y0rusy0189    ca
    102 ## $a RU

    <#Instance> bf:provisionActivity [ a bf:ProvisionActivity, bf:Publication ;
        bf:date "1999"^^<http://id.loc.gov/datatypes/edtf> ; bf:place <http://id.loc.gov/vocabulary/countries/ru> ] .
    <#Work> bf:originDate "1913"^^<http://id.loc.gov/datatypes/edtf> .
    """
    data = field["a"]
    second = _edtf(_year(data[13:17]))
    if data[8:9] == "h":
        yield INSTANCE, BF.copyrightDate, second
    elif data[8:9] == "e":
        yield WORK, BF.originDate, second
    if "210" not in record and "214" not in record:
        says = _coded(record)
        if any(map(says_something, says.values())):
            yield INSTANCE, BF.provisionActivity, Node([BF.ProvisionActivity, BF.Publication], says)


def _coded(record: Record) -> dict[Iri, Value]:
    """What 100 and 102 say of the publication."""
    data = record["100"]["a"]
    status = data[8:9]
    says: dict[Iri, Value] = {
        BF.date: _edtf(_coded_date(status, data[9:13], data[13:17])),
        BF.place: [coded("countries", code) for code in record["102"].all("a")],
    }
    if status in ("a", "b"):
        says[BF.status] = _CURRENT if status == "a" else _CEASED
    return says


def _coded_date(status: str, first: str, second: str) -> str:
    """The date of 100 $a/8-16 as EDTF; a year that is none is left out.

    >>> _coded_date("d", "2007", "    "), _coded_date("g", "1804", "1807"), _coded_date("a", "1991", "9999")
    ('2007', '1804/1807', '1991/..')
    >>> _coded_date("j", "1848", "0512"), _coded_date("f", "1850", "1860")
    ('1848-05-12', '1850~/1860~')
    """
    start, end = _year(first), _year(second)
    if status == "a" or (status in _INTERVALS and end == "9999"):
        return start and f"{start}/.."
    if status in _INTERVALS:
        return f"{start}/{end}" if start or end else ""
    if status == "f":
        return "/".join(f"{year}~" for year in (start, end) if year)
    if status == "j":
        return "-".join(filter(None, (start, _digits(second[:2]), _digits(second[2:])))) if start else ""
    return start


def _year(text: str) -> str:
    return text if len(text := _digits(text)) == 4 and text != "0000" else ""


def _digits(text: str) -> str:
    """Digits, with X for those that are not known; "" where there is anything else."""
    text = text.rstrip().upper().replace("U", "X").replace("?", "X")
    return text if _YEAR.issuperset(text) else ""


def _edtf(text: str) -> Literal:
    return Literal(text, datatype=EDTF)


def publication(field: Field, record: Record) -> Iterator[Statement]:
    """210, 214 Publication, production, distribution, manufacture: places, agents and dates in their order.

    100 ## $a 20071030d1991    |||y0kazy0179    ca
    101 0# $a kaz
    102 ## $a KZ
    210 ## $a Алматы $c Жазушы $a Москва $b ул. Мира, 1 $c Мир $d 1991 $e Ереван $g Тип. 1 $h 1992
    214 #4 $d 1990

    <#Instance> bf:publicationStatement "Алматы: Жазушы"@kk, "Москва: Мир, 1991"@kk ;
        bf:manufactureStatement "Ереван: Тип. 1, 1992" ;
        bf:copyrightDate "1990" ;
        bf:provisionActivity [
            a bf:ProvisionActivity, bf:Publication ; bflc:simplePlace "Алматы"@kk ; bflc:simpleAgent "Жазушы"@kk ], [
            a bf:ProvisionActivity, bf:Publication ; bflc:simplePlace "Москва"@kk ; bflc:simpleAgent "Мир"@kk ;
            bflc:simpleDate "1991" ; bf:date "1991"^^<http://id.loc.gov/datatypes/edtf> ;
            bf:place <http://id.loc.gov/vocabulary/countries/kz> ;
            bf:note [ a bf:Note ; rdfs:label "ул. Мира, 1"@kk ] ], [
            a bf:ProvisionActivity, bf:Manufacture ; bflc:simplePlace "Ереван"@kk ; bflc:simpleAgent "Тип. 1"@kk ;
            bflc:simpleDate "1992" ] .
    """
    forms = [_activities(each) for each in field.scripts()]
    publications = [n for n, each in enumerate(forms[0]) if each.kind == PUBLICATION]
    dated = [n for n in publications if forms[0][n].texts("date")]
    completed = (dated or publications or [-1])[-1]
    for n, activity in enumerate(forms[0]):
        if activity.kind == COPYRIGHT:
            yield INSTANCE, BF.copyrightDate, activity.texts("date")
            continue
        kind, statement = ACTIVITIES.get(activity.kind, (None, BF.provisionActivityStatement))
        alike = [form[n] for form in forms if n < len(form)]
        says = _coded(record) if n == completed and _is_main(field, record) else {}
        if says and "100" not in record:
            says[BF.date] = _edtf(year_in(" ".join(activity.texts("date"))))
        yield INSTANCE, BF.provisionActivity, _provision(kind, alike) | says
        yield INSTANCE, statement, [_statement(each) for each in alike]


def _is_main(field: Field, record: Record) -> bool:
    """Whether 100 and 102 are about this field: the first that speaks of publication."""
    first = next((each for each in record.all("210", "214") if each.tag == "210" or each.ind2 in "0 #"), None)
    return first is field


def _activities(field: Field) -> list[Activity]:
    """The activities of a field: a place after an agent or date begins the next, and so do the elements of manufacture."""
    default = field.ind2 if field.tag == "214" and field.ind2 in "01234" else PUBLICATION
    found: list[Activity] = []
    for code, value in field.pairs("abcdefgh"):
        kind = MANUFACTURE if code in _OF_MANUFACTURE else default
        what = _ELEMENTS.get(code, "address")
        text = element(value) if what in ("place", "agent") else plain(value).strip(" ,;:")
        begun = found[-1] if found else None
        if begun is None or begun.kind != kind or (what == "place" and (begun.texts("agent") or begun.texts("date"))):
            found.append(Activity(kind, []))
        if text:
            found[-1].elements.append((what, text))
    return [each for each in found if each.elements]


def _provision(kind: Iri | None, forms: Sequence[Activity]) -> Node:
    texts = {what: [text for each in forms for text in each.texts(what)] for what in ("place", "agent", "date", "address")}
    node = provision(kind, places=texts["place"], agents=texts["agent"], dates=texts["date"])
    return node | {BF.note: [note(text) for text in texts["address"]]}


def _statement(activity: Activity) -> str:
    """Places, agents and dates as one string: ``Almaty; Moskva: Zhazushy, Mir, 1991``."""
    return published(activity.texts("place"), activity.texts("agent"), activity.texts("date"))
