"""What the rules of all metadata formats say in the same way: agents, rights, files, subjects, the header of OAI-PMH."""

import re
from collections.abc import Iterator, Sequence

from conversions import keys
from conversions.record import Field, Record
from conversions.repository.element import Element
from conversions.repository.terms import MARCGT, address, genre, licence, numbered, resource_type
from conversions.scripts import dates_of, name_parts
from conversions.shapes import contribution, identifier, relation, relationship
from conversions.text import iri
from conversions.tree import ADMIN, INSTANCE, WORK, Key, Literal, Node, Statement, Value
from ontology.codes import by_label, code
from ontology.names import BF, RDF, RDFS, SCHEMA, XSD, Iri

_DATES = re.compile(r"[,\s]*[(\[]?((?:\d{4}\s*[-–]\s*(?:\d{4})?)|(?:(?:b\.|род\.|р\.|туғ\.)\s*\d{4}))[)\]]?\.?$")
_INITIALS = re.compile(r"(?:^|\s)\w\.\s?(?:\w\.)?")
_CAPITAL = re.compile(r"[^\W\d_]")
_ORGANIZATION = re.compile(
    r"универ|институт|академи|кафедр|факультет|министерств|министрл|библиотек|кітапхан|издательств|баспа|центр|орталы|общество|"
    r"лаборатор|комитет|комисси|музей|школа|колледж|universit|institut|academ|akadem|depart|facult|ministry|librar|cent(?:er|re)\b|"
    r"society|laborator|committee|commission|museum|school|college|association|consortium|corporation|foundation|council|"
    r"\b(?:inc|ltd|gmbh|llc|press|group|office|agency|bureau|ооо|тоо|ао|нии)\b",
    re.I,
)
_LISTED = re.compile(r"\s*[;\n]\s*")
CODE = re.compile(r"[A-Z]{1,3}\d[\d.]*|\d[\d.:/()\-+=\"]*")
"""A number of a classification alone."""


def kind_of(name: str, *, author: bool = False) -> Iri:
    """Person or organization, as far as a name shows it; "" where it does not. An ``author`` of several words is a person."""
    if _ORGANIZATION.search(name):
        return BF.Organization
    family, comma, given = name.partition(",")
    if comma and given.strip() and len(family.split()) <= 3 and len(given.split()) <= 4:
        return BF.Person
    if _INITIALS.search(name) or name_parts(name).patronymic:
        return BF.Person
    words = name.split()
    return BF.Person if author and 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) else Iri("")


def agent(name: str, kind: Iri | None = None, *, author: bool = False, same_as: Sequence[str] = ()) -> Node:
    """Who a name names, with the years that stand behind it; "" names nobody."""
    if not _CAPITAL.search(name):
        return Node()
    dates = _DATES.search(name)
    plain = name[: dates.start()].strip(" ,") if dates else name
    kind = kind or kind_of(plain, author=author)
    known = {BF.Person: "person", BF.Organization: "organization", BF.Meeting: "meeting", BF.Family: "family"}
    born, died = dates_of(dates[1]) if dates else (None, None)
    key = keys.agent(known.get(kind, "agent"), plain, dates=f"{born or ''}-{died or ''}" if born or died else "")
    same = [found for each in same_as if (found := iri(each))]
    return Node([BF.Agent, kind] if kind else [BF.Agent], {RDFS.label: name}, key=key, same_as=same)


def role(text: str) -> Value:
    """A role by its code, IRI or name; a name that is in no list as a role with this label."""
    if not text:
        return None
    found = code("relators", text) if len(text) == 3 else None
    found = found or by_label("relators", text) or by_label("relators", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))
    return found.iri if found else iri(text) or Node([BF.Role], {RDFS.label: text})


def contributor(name: Node, what: Value, *, primary: bool = False) -> Iterator[Statement]:
    """An agent's contribution; nobody contributes nothing."""
    if name:
        yield WORK, BF.contribution, contribution(name, what, primary=primary)


def listed(text: str) -> list[str]:
    """The parts of a value in which several are written with semicolons or on lines between them."""
    return [part for part in _LISTED.split(text) if part]


def topic(label: Value, text: str, scheme: str = "", *, same_as: Sequence[str] = (), source: Value = "") -> Node:
    """A subject, shared by all records that have it from the same scheme; "" for a word in no list."""
    if not text:
        return Node()
    same = [found for each in same_as if (found := address(each))]
    key = keys.subject("topic", scheme or "uncontrolled", text)
    return Node([BF.Topic], {RDFS.label: label, BF.source: source}, key=key, same_as=same)


def place(label: Value, text: str, *, same_as: Sequence[str] = ()) -> Node:
    """A place, shared by all records that name it so."""
    same = [found for each in same_as if (found := address(each))]
    return (
        Node([BF.Place], {RDFS.label: label}, key=keys.subject("place", "uncontrolled", text), same_as=same) if text else Node()
    )


def type_of_resource(text: str, label: Value) -> Iterator[Statement]:
    """Class of the Work and its genre; a word that is not known is a genre of that name."""
    found = resource_type(text)
    if found is None:
        yield WORK, BF.genreForm, genre(label, text)
        return
    if found.kind:
        yield WORK, RDF.type, Iri(f"{BF.BASE}{found.kind}")
    if found.genre:
        yield WORK, BF.genreForm, Iri(MARCGT + found.genre)
    if found.degree:
        yield WORK, BF.dissertation, Node([BF.Dissertation], {BF.degree: found.degree})


def policy(text: str, label: Value) -> Iterator[Statement]:
    """Terms of use: a licence as an IRI, anything else as words; open or closed access as a policy of access."""
    if found := licence(text):
        yield INSTANCE, SCHEMA.license, found
    short = text.rpartition("/semantics/")[2]
    is_access = short != text or short.casefold().replace(" ", "") in _ACCESS
    if not found or (found != iri(text) and not address(text)):
        kind = BF.AccessPolicy if is_access else BF.UsePolicy
        yield INSTANCE, BF.usageAndAccessPolicy, Node([kind], {RDFS.label: short if is_access else label})


_ACCESS = frozenset({"openaccess", "embargoedaccess", "restrictedaccess", "closedaccess", "metadataonlyaccess", "unrestricted"})


def host(title: Value, *, issns: Sequence[str] = (), parts: Sequence[str] = (), what: str = "partof", agents: Value = "") -> Node:
    """The journal, book or series that the Work is part of, and where in it: volume, number, pages."""
    numbers = [identifier(BF.Issn, each) for each in issns]
    says: dict[Iri, Value] = {
        BF.title: Node([BF.Title], {BF.mainTitle: title}), BF.identifiedBy: numbers, BF.part: list(parts),
        BF.contribution: agents,
    }  # fmt: skip
    work = Node([BF.Work], says)
    return relation(relationship(what), work) if work else Node()


def file(field: Field, record: Record) -> Iterator[Statement]:
    """A file of the item: an Item with its address, form, size and licence. Licences and texts for searching are no copies.

    <header><identifier>oai:x:1</identifier></header>
    <xoai:element name="bundles"><xoai:element name="bundle"><xoai:field name="name">ORIGINAL</xoai:field>
      <xoai:element name="bitstreams"><xoai:element name="bitstream">
        <xoai:field name="name">abai.pdf</xoai:field><xoai:field name="format">application/pdf</xoai:field>
        <xoai:field name="size">1024</xoai:field><xoai:field name="url">http://example.org/1/abai.pdf</xoai:field>
      </xoai:element></xoai:element></xoai:element></xoai:element>

    <#Instance> bf:hasItem [ a bf:Item ; bf:itemOf <#Instance> ; rdfs:label "abai.pdf" ;
        bf:electronicLocator <http://example.org/1/abai.pdf> ;
        bf:digitalCharacteristic [ a bf:EncodingFormat ; rdfs:label "application/pdf" ],
            [ a bf:FileSize ; rdfs:label "1024 bytes" ] ] .
    """
    said = Element.of(field)
    if said["bundle"] not in ("", "ORIGINAL", "CONTENT"):
        said.texts("url", "name", "format", "size")
        return
    url, name = said["url"], said["name"] or said["originalName"]
    terms = said["license"]
    size = said["size"]
    says: dict[Iri, Value] = {
        RDFS.label: name,
        BF.electronicLocator: address(url),
        BF.digitalCharacteristic: [encoding(said["format"]), file_size(size)],
        SCHEMA.license: licence(terms),
    }
    if url or name:
        yield INSTANCE, BF.hasItem, Node([BF.Item], says, key=Key("item", f"file|{url or name}"))


def encoding(text: str) -> Node:
    """The form of a file, such as "application/pdf"."""
    return Node([BF.EncodingFormat], {RDFS.label: text})


def file_size(text: str) -> Node:
    """How large a file is, in bytes unless the text says otherwise."""
    return Node([BF.FileSize], {RDFS.label: f"{text} bytes" if text.isdigit() else text})


def header(field: Field, record: Record) -> Iterator[Statement]:
    """The header of an OAI-PMH record: its identifier in the repository, when it last changed, whether it is deleted.

    <header><identifier>oai:rep.example.kz:123/45</identifier><datestamp>2024-05-06</datestamp><setSpec>theses</setSpec></header>

    <#AdminMetadata> bf:identifiedBy [ a bf:Local ; rdf:value "oai:rep.example.kz:123/45" ] ;
        bf:changeDate "2024-05-06"^^xsd:date .
    """
    said = Element.of(field)
    yield ADMIN, BF.identifiedBy, identifier(BF.Local, said["identifier"])
    stamp = said["datestamp"]
    yield ADMIN, BF.changeDate, Literal(stamp, datatype=XSD.dateTime if "T" in stamp else XSD.date)
    if said["@status"] == "deleted":
        yield ADMIN, BF.status, Iri("http://id.loc.gov/vocabulary/mstatus/d")


def online(text: str) -> Iterator[Statement]:
    """An identifier of the Instance; one that is an address is where it is to be found, too."""
    node = numbered(text)
    if found := address(text):
        yield INSTANCE, BF.electronicLocator, found
    if BF.Identifier not in node.types:
        yield INSTANCE, BF.identifiedBy, node


def first_of(field: Field, record: Record, *tags: str) -> bool:
    """Whether this is the first of the record's fields with these tags: a rule that reads them all speaks once."""
    return next((each for each in record.fields if each.tag in tags), None) is field
