"""662 and 751-758: places as subjects and as added entries, systems, and links to the same or a related resource."""

from collections.abc import Iterator

from conversions import keys
from conversions.marc21.punctuation import chop, normal
from conversions.marc21.roles import role_of_code, split_words
from conversions.marc21.subfields import address, authority, identifiers, is_address, real_world_object, sources
from conversions.marc21.subjects import SUBJECT_SCHEMES
from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Node, Statement, Value, collection
from ontology.names import BF, BFLC, MADS, RDFS, Iri

_PLACES = {
    "a": MADS.Country, "b": MADS.State, "c": MADS.County, "d": MADS.City, "f": MADS.CitySection, "g": MADS.Region,
    "h": MADS.ExtraterrestrialArea,
}  # fmt: skip

_SYSTEMS = {"a": BFLC.MachineModel, "b": BFLC.ProgrammingLanguage, "c": BFLC.OperatingSystem}


def _hierarchical_place(field: Field, source: list[Value]) -> Node:
    """A place with what it lies in: ``Kazakhstan--Almaty``."""
    parts = field.pairs("abcdfgh")
    label = chop("--".join([*(value for _, value in parts), ""]), "-")
    components = [Node([_PLACES[code]], {RDFS.label: chop(value)}) for code, value in parts]
    pairs = field.pairs("0w")
    about = real_world_object(field) if field["1"].startswith("http") else authority(field)
    further = [pair for pair in pairs if is_address(pair[1])][1:]
    numbers = [pair for pair in pairs if not is_address(pair[1])]
    says: dict[Iri, Value] = {RDFS.label: label, MADS.componentList: collection(components), BF.source: source}
    key = keys.subject("place", field["2"], label) if label else None
    said = {**says, **identifiers([*further, *numbers])}
    return Node([BF.Place, MADS.HierarchicalGeographic], said, key=key, same_as=[about] if about else ())


def subject_added_entry_hierarchical_place(field: Field, record: Record) -> Iterator[Statement]:
    """662 Subject added entry, hierarchical place name.

    662 ## $a Kazakhstan $d Almaty. $2 tgn

    <#Work> bf:subject [
            a bf:Place, madsrdf:HierarchicalGeographic ; bf:source <http://id.loc.gov/vocabulary/subjectSchemes/tgn> ;
            rdfs:label "Kazakhstan--Almaty." ;
            madsrdf:componentList ( [ a madsrdf:Country ; rdfs:label "Kazakhstan" ] [ a madsrdf:City ; rdfs:label "Almaty" ] ) ] .
    """
    yield WORK, BF.subject, _hierarchical_place(field, sources(field, SUBJECT_SCHEMES))


def added_entry_place(field: Field, record: Record) -> Iterator[Statement]:
    """751 Added entry, geographic name: a place that the resource has to do with, as $e or $4 says.

    751 ## $a Almaty $0 (DE-588)4001340-7 $2 gnd $4 dbp

    <#Work> bf:place [
            a bf:Place ; rdfs:label "Almaty" ; owl:sameAs <https://d-nb.info/gnd/4001340-7> ;
            bf:identifiedBy [ a bf:Identifier ; rdf:value "4001340-7" ; bf:source [ a bf:Source ; bf:code "DE-588" ] ] ;
            bf:relation [ a bf:Relation ; bf:relatedTo <#Work> ; bf:relationship <http://id.loc.gov/vocabulary/relators/dbp> ] ;
            bf:source [ a bf:Source ; bf:code "gnd" ] ] .
    """
    label = chop(field.join("ag"))
    says: dict[Iri, Value] = {RDFS.label: label, BF.source: sources(field)}
    says |= {**identifiers(pair for pair in field.pairs("0w") if not is_address(pair[1])), **_relations(field, BF.relatedTo)}
    key = keys.subject("place", field["2"], label) if label else None
    about = authority(field)
    if label:
        yield WORK, BF.place, Node([BF.Place], says, key=key, same_as=[about] if about else ())


def added_entry_hierarchical_place(field: Field, record: Record) -> Iterator[Statement]:
    """752 Added entry, hierarchical place name: where the resource was printed or is otherwise at home.

    752 ## $a Kazakhstan $d Almaty. $2 naf $e place of printing

    <#Work> bf:place [
            a bf:Place, madsrdf:HierarchicalGeographic ; rdfs:label "Kazakhstan--Almaty." ;
            bf:relation [
                a bf:Relation ; bf:relatedTo <#Work> ;
                bf:relationship [ a bf:Relationship ; rdfs:label "place of printing"@en ] ] ;
            bf:source [ a bf:Source ; bf:code "naf" ] ;
            madsrdf:componentList ( [ a madsrdf:Country ; rdfs:label "Kazakhstan" ] [ a madsrdf:City ; rdfs:label "Almaty" ] ) ] .
    """
    place = _hierarchical_place(field, sources(field))
    yield WORK, BF.place, place | _relations(field, BF.associatedResource)


def _relations(field: Field, coded: Iri) -> dict[Iri, Value]:
    """How a place is related to the Work: in the words of $e, by the codes of $4."""
    worded = [Node([BF.Relationship], {RDFS.label: word}) for words in field.all("e") for word in split_words(words)]
    relations = [Node([BF.Relation], {BF.relationship: each, BF.relatedTo: WORK}) for each in worded]
    codes = [role_of_code(normal(code[:3]), BF.Relationship) for code in field.all("4")]
    relations += [Node([BF.Relation], {BF.relationship: each, coded: WORK}) for each in codes]
    return {BF.relation: relations} if relations else {}


def system_details(field: Field, record: Record) -> Iterator[Statement]:
    """753 System details access to computer files: machine, programming language, operating system; each with its own $0.

    753 ## $a IBM PC $c DOS 1.1 $0 http://example.com/dos

    <#Instance> bf:systemRequirement [ a bflc:MachineModel ; rdfs:label "IBM PC" ],
            [ a bflc:OperatingSystem ; rdfs:label "DOS 1.1" ; owl:sameAs <http://example.com/dos> ] .
    """
    source = sources(field)
    links: list[tuple[str, str]] = []
    for code, value in reversed(field.pairs("abc0")):
        if code == "0":
            links.append((code, value))
            continue
        addresses = [address(link) for _, link in reversed(links) if "://" in link]
        numbers = identifiers(link for link in links if "://" not in link[1])
        says: dict[Iri, Value] = {RDFS.label: chop(value), MADS.hasRelatedAuthority: addresses[1:], BF.source: source}
        yield INSTANCE, BF.systemRequirement, Node([_SYSTEMS[code]], {**says, **numbers}, same_as=addresses[:1])
        links = []


def resource_identifier(field: Field, record: Record) -> Iterator[Statement]:
    """758 Resource identifier: the same resource elsewhere, or as $4 or $i says another one that is related.

    758 ## $a Abai zholy $1 http://www.wikidata.org/entity/Q4055000
    758 ## $i Expression of: $0 http://example.com/hub/1

    <#Work> bf:relation [
            a bf:Relation ; bf:associatedResource <http://example.com/hub/1> ;
            bf:relationship [ a bf:Relationship ; rdfs:label "Expression of:" ] ], [
            a bf:Relation ; bf:associatedResource <http://www.wikidata.org/entity/Q4055000> ; bf:relationship bf:hasEquivalent ] .
    """
    codes, words = field.all("4"), field.all("i")
    if words and codes and "rdaregistry" in codes[0]:
        codes = []
    coded: list[Value] = [Iri(code) if code.startswith("http") else Node([BF.Relationship], {RDFS.label: code}) for code in codes]
    worded: list[Value] = [Node([BF.Relationship], {RDFS.label: word}) for word in words]
    resources: list[Value] = [address(value) for value in field.all("01") if is_address(value)]
    if resources or codes or words:
        says: dict[Iri, Value] = {BF.relationship: coded or worded or [BF.hasEquivalent], BF.associatedResource: resources}
        yield WORK, BF.relation, Node([BF.Relation], says)
