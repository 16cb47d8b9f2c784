"""856 Electronic location and access: a locator of the Instance, and the online copy as an Instance or Item of its own."""

from collections.abc import Iterator, Sequence

from conversions.marc21.punctuation import chop
from conversions.marc21.titles import instance_title
from conversions.record import Field, Record
from conversions.shapes import note, title
from conversions.text import iri
from conversions.tree import INSTANCE, WORK, Key, Node, Statement, Subject, Value
from ontology.names import BF, RDF, Iri

RESOURCE = frozenset(" 018")
"""Second indicators of an address of the resource, a version of it, or one that tells no relation; others are related."""


def electronic_location(field: Field, record: Record) -> Iterator[Statement]:
    """856 Electronic location and access: where the resource, its contents or something that goes with it is online.

    A table of contents is said of the Work, a related resource is supplementary content. Any other address is a locator of
    the Instance; beside that, the copy there is an Instance of its own or, if the record describes an electronic resource, an
    Item.

    LDR 00000nam a2200000 a 4500
    245 04 $a The wind : $b a tale.
    856 41 $u http://example.org/wind $z Free access.
    856 42 $3 Table of contents $u http://example.org/wind/contents
    856 42 $3 Publisher description $u http://example.org/about

    <#Instance> bf:electronicLocator <http://example.org/wind> ; bf:note _:access ;
        bf:supplementaryContent [ a bf:SupplementaryContent ; bf:electronicLocator <http://example.org/about> ;
            bf:note [ a bf:Note ; rdfs:label "Publisher description" ] ] .
    <#Work> bf:tableOfContents <http://example.org/wind/contents> ; bf:hasInstance _:online .
    _:online a bf:Instance, bf:Electronic ; bf:instanceOf <#Work> ; bf:electronicLocator <http://example.org/wind> ;
        bf:note _:access ; bf:title [ a bf:Title ; bf:mainTitle "The wind" ; bf:subtitle "a tale" ; bflc:nonSortNum "4" ] .
    _:access a bf:Note ; rdfs:label "Free access" .
    """
    addresses = field.all("u")
    if not addresses:
        return
    if is_contents(field):
        yield WORK, BF.tableOfContents, [locator(address) for address in addresses]
    elif field.ind2 in RESOURCE:
        said = _located(addresses, _notes(field, "zy"))
        for predicate, value in said.items():
            yield INSTANCE, predicate, value
        yield from _copy(field, record, said)
    else:
        for address in addresses:
            says = _located([address], _notes(field, "3zy"))
            yield INSTANCE, BF.supplementaryContent, Node([BF.SupplementaryContent], says)


def is_contents(field: Field) -> bool:
    """Whether $3 or $a says that a table of contents is there."""
    return "table of contents" in f"{field['3']} | {field['a']}".lower()


def locator(address: str) -> Value:
    """The address as an IRI; one that is none, such as a path, as it is."""
    address = address.strip()
    return iri(f"http://{address}" if address.startswith("www.") else address) or note(address)


def _located(addresses: Sequence[str], notes: Sequence[Value]) -> dict[Iri, Value]:
    found = [locator(address) for address in addresses]
    texts = [each for each in found if isinstance(each, Node)]
    return {BF.electronicLocator: [each for each in found if isinstance(each, Iri)], BF.note: [*notes, *texts]}


def _notes(field: Field, codes: str) -> list[Value]:
    return [note(chop(text)) for each in field.scripts() for text in each.all(codes)]


def _copy(field: Field, record: Record, said: dict[Iri, Value]) -> Iterator[Statement]:
    """The copy at an address: an Item of an electronic resource, else an Instance that is named by $3 or the title."""
    addresses = "|".join(field.all("u"))
    if not _is_electronic(record):
        online = Subject(INSTANCE.kind, f"856|{addresses}|{field['3']}")
        yield online, RDF.type, BF.Electronic
        yield online, BF.title, title(field["3"]) if field["3"] else instance_title(record["245"])
        for predicate, value in said.items():
            yield online, predicate, value
    elif is_item(field, record):
        notes = {BF.note: _notes(field, "3zy")}
        yield INSTANCE, BF.hasItem, Node([BF.Item], {**said, **notes}, key=Key("item", f"856|{addresses}"))


def is_item(field: Field, record: Record) -> bool:
    """Whether the copy at an address is an Item: of an electronic resource, unless the address is its only one."""
    if "758" in record or field.ind2 not in RESOURCE or is_contents(field):
        return False
    return _is_electronic(record) and (field.ind2 != "0" or len(record.all("856")) > 1)


def _is_electronic(record: Record) -> bool:
    """Whether the record describes an electronic resource: a computer file (leader/06), or online by 008/23."""
    return record.leader[6:7] == "m" or record["008"].data[23:24] in ("o", "s")
