"""What is published, described for programs: VoID for linked data, DCAT-AP for portals of open data. One graph of both.

<dataset> a void:Dataset, dcat:Dataset ; void:triples 57177 ; void:dataDump <dumps/2/otrar.nq.gz> ; void:sparqlEndpoint <sparql> ;
    void:subset <source/almaty> ; dcat:distribution <dumps/2/otrar.nq.gz> ;
    void:classPartition [ void:class bf:Work ; void:entities 301 ] ;
    void:propertyPartition [ void:property bf:title ; void:triples 1204 ] .

Each source is a part that has its own partitions. They were counted when it was published (kg/statistics.py).
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

from conversions.naming import Naming
from kg.dumps import Dump, listed
from kg.publish import Publication
from kg.settings import Settings
from ontology.names import BF, BFLC, DCTERMS, FOAF, MADS, RDF, RDFS, SKOS, VOID, XSD
from sparql.formats import RDF as SYNTAXES

_DCAT = "http://www.w3.org/ns/dcat#"
_VCARD = "http://www.w3.org/2006/vcard/ns#"
_SPDX = "http://spdx.org/rdf/terms#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "nquads": "N-Quads",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
}
_MEDIA = "http://www.iana.org/assignments/media-types/"
_SERVICES = (
    ("sparql", "SPARQL 1.1 endpoint", "https://www.w3.org/TR/sparql11-protocol/"),
    ("oai", "OAI-PMH provider", "http://www.openarchives.org/OAI/2.0/"),
    ("changes", "Changes as Activity Streams", "https://emm-spec.org/1.0/"),
)
_VOCABULARIES = (BF.BASE, BFLC.BASE, MADS.BASE, SKOS.BASE, DCTERMS.BASE)
_TITLES = {
    "en": "The catalogues of many libraries as one graph",
    "ru": "Каталоги многих библиотек как единый граф",
    "kk": "Көптеген кітапхана каталогтары бір граф ретінде",
}

Value = ox.NamedNode | ox.Literal


class About(NamedTuple):
    """What is described, and the address at which it is asked for: files and services are there, IRIs begin with the base."""

    publication: Publication
    settings: Settings
    root: str

    @property
    def iri(self) -> ox.NamedNode:
        """The dataset."""
        return ox.NamedNode(f"{self.settings.base}dataset")


def description(about: About) -> list[ox.Triple]:
    """All that is said of the dataset, its parts and its files."""
    dumps = listed(about.publication.dumps)
    parts = (_dataset(about, dumps), _statistics(about), _sources(about, dumps), _catalogue(about), _services(about))
    return [ox.Triple(s, ox.NamedNode(p), o) for part in parts for s, p, o in part] + _files(about, dumps)


_Said = Iterator[tuple[ox.NamedNode, str, Value]]


def _made(about: About) -> ox.Literal:
    made = datetime.fromtimestamp(about.publication.about["made"], UTC).isoformat(timespec="seconds")
    return ox.Literal(made, datatype=ox.NamedNode(f"{XSD.BASE}dateTime"))


def _dataset(about: About, dumps: list[Dump]) -> _Said:
    it, root = about.iri, about.root
    yield from ((it, RDF.type, ox.NamedNode(kind)) for kind in (VOID.Dataset, f"{_DCAT}Dataset"))
    yield from ((it, DCTERMS.title, ox.Literal(title, language=language)) for language, title in _TITLES.items())
    yield from ((it, DCTERMS.description, ox.Literal(f"{title}.", language=language)) for language, title in _TITLES.items())
    yield it, DCTERMS.modified, _made(about)
    yield it, DCTERMS.publisher, ox.NamedNode(f"{about.settings.base}dataset#publisher")
    yield it, FOAF.homepage, ox.NamedNode(root)
    yield it, f"{_DCAT}landingPage", ox.NamedNode(f"{root}dataset.html")
    yield it, VOID.uriSpace, ox.Literal(about.settings.base)
    yield it, VOID.sparqlEndpoint, ox.NamedNode(f"{root}sparql")
    yield it, f"{VOID.BASE}openSearchDescription", ox.NamedNode(f"{root}opensearch.xml")
    yield from ((it, VOID.vocabulary, ox.NamedNode(each)) for each in _VOCABULARIES)
    yield from ((it, f"{VOID.BASE}feature", ox.NamedNode(f"{_FORMATS}{_FORMAT_NAMES[each.name]}")) for each in SYNTAXES)
    for dump in dumps:
        if dump.scope == "all":
            yield it, VOID.dataDump, _address(about, dump)
        yield it, f"{_DCAT}distribution", _address(about, dump)
    for licence in sorted({about.settings.source(name).licence for name in about.publication.about["records"]} - {""}):
        yield it, DCTERMS.license, ox.NamedNode(licence)


def _address(about: About, dump: Dump) -> ox.NamedNode:
    return ox.NamedNode(f"{about.root}dumps/{about.publication.number}/{dump.file}")


def _whole(number: int) -> ox.Literal:
    return ox.Literal(number)


def _statistics(about: About) -> _Said:
    counts = about.publication.about
    yield about.iri, VOID.triples, _whole(counts["quads"])
    yield about.iri, VOID.entities, _whole(sum(counts["things"].values()))
    yield from _partitions(about.iri, counts)


def _partitions(of: ox.NamedNode, counts: Mapping[str, Mapping[str, int]]) -> _Said:
    """How many things of each class, and statements with each property, a dataset has; earlier versions did not count them.

    Things are counted once; a triple that two records state is two statements, here as in void:triples, dumps and COUNT(*).
    """
    for kind, several, unit in (("class", "classes", VOID.entities), ("property", "properties", VOID.triples)):
        for iri, number in sorted(counts.get(several, {}).items()):
            part = ox.NamedNode(f"{of.value}#{kind}/{quote(iri, safe=':/')}")
            yield of, f"{VOID.BASE}{kind}Partition", part
            yield part, f"{VOID.BASE}{kind}", ox.NamedNode(iri)
            yield part, unit, _whole(number)
        if several in counts:
            yield of, VOID.BASE + several, _whole(len(counts[several]))


def _sources(about: About, dumps: list[Dump]) -> _Said:
    """Each library's part."""
    counts = about.publication.about.get("parts", {})
    statements = {dump.of: dump.statements for dump in dumps if dump.scope == "source"}
    naming = Naming(about.settings.base)
    for name, records in sorted(about.publication.about["records"].items()):
        part, source = ox.NamedNode(naming.source(name)), about.settings.source(name)
        yield about.iri, VOID.subset, part
        yield part, RDF.type, ox.NamedNode(VOID.Dataset)
        yield part, f"{VOID.BASE}documents", _whole(records)
        yield from ((part, RDFS.label, ox.Literal(title, language=language)) for language, title in source.titles.items())
        if name in statements:
            yield part, VOID.triples, _whole(statements[name])
        yield from _partitions(part, counts.get(name, {}))
        yield from ((part, DCTERMS.license, ox.NamedNode(licence)) for licence in (source.licence,) if licence)
        yield from ((part, VOID.dataDump, _address(about, dump)) for dump in dumps if (dump.scope, dump.of) == ("source", name))


def _catalogue(about: About) -> _Said:
    it = ox.NamedNode(f"{about.settings.base}dataset#catalogue")
    publisher = ox.NamedNode(f"{about.settings.base}dataset#publisher")
    yield it, RDF.type, ox.NamedNode(f"{_DCAT}Catalog")
    yield it, f"{_DCAT}dataset", about.iri
    yield from ((it, DCTERMS.title, ox.Literal(title, language=language)) for language, title in _TITLES.items())
    yield from ((it, DCTERMS.description, ox.Literal(title, language=language)) for language, title in _TITLES.items())
    yield it, DCTERMS.publisher, publisher
    yield it, FOAF.homepage, ox.NamedNode(about.root)
    yield publisher, RDF.type, ox.NamedNode(f"{FOAF.BASE}Agent")
    yield publisher, FOAF.name, ox.Literal("Otrar")
    if about.settings.contact:
        contact = ox.NamedNode(f"{about.settings.base}dataset#contact")
        yield about.iri, f"{_DCAT}contactPoint", contact
        yield contact, RDF.type, ox.NamedNode(f"{_VCARD}Kind")
        yield contact, f"{_VCARD}hasEmail", ox.NamedNode(f"mailto:{about.settings.contact}")


def _services(about: About) -> _Said:
    for path, title, standard in _SERVICES:
        it = ox.NamedNode(f"{about.root}{path}")
        yield it, RDF.type, ox.NamedNode(f"{_DCAT}DataService")
        yield it, DCTERMS.title, ox.Literal(title, language="en")
        yield it, f"{_DCAT}endpointURL", it
        yield it, f"{_DCAT}servesDataset", about.iri
        yield it, DCTERMS.conformsTo, ox.NamedNode(standard)


def _files(about: About, dumps: list[Dump]) -> list[ox.Triple]:
    said: list[ox.Triple] = []
    for dump in dumps:
        it, checksum = _address(about, dump), ox.NamedNode(f"{_address(about, dump).value}#checksum")
        media = next(each.media_type for each in SYNTAXES if each.name == dump.syntax)
        pairs: tuple[tuple[ox.NamedNode, str, Value], ...] = (
            (it, RDF.type, ox.NamedNode(f"{_DCAT}Distribution")),
            (it, DCTERMS.title, ox.Literal(dump.file)),
            (it, f"{_DCAT}accessURL", ox.NamedNode(f"{about.root}dumps/")),
            (it, f"{_DCAT}downloadURL", it),
            (it, f"{_DCAT}mediaType", ox.NamedNode(_MEDIA + media)),
            (it, f"{_DCAT}compressFormat", ox.NamedNode(f"{_MEDIA}application/gzip")),
            (it, f"{_DCAT}byteSize", ox.Literal(str(dump.bytes), datatype=ox.NamedNode(f"{XSD.BASE}nonNegativeInteger"))),
            (it, VOID.triples, _whole(dump.statements)),
            (it, DCTERMS.modified, _made(about)),
            (it, f"{_SPDX}checksum", checksum),
            (checksum, RDF.type, ox.NamedNode(f"{_SPDX}Checksum")),
            (checksum, f"{_SPDX}algorithm", ox.NamedNode(f"{_SPDX}checksumAlgorithm_sha256")),
            (checksum, f"{_SPDX}checksumValue", ox.Literal(dump.sha256, datatype=ox.NamedNode(f"{XSD.BASE}hexBinary"))),
        )
        said += [ox.Triple(s, ox.NamedNode(p), o) for s, p, o in pairs]
    return said
