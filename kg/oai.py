"""Records as OAI-PMH gives them: in which sets they are, and their metadata as oai_dc, marcxml or rdf."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from conversions.errors import RecordError
from conversions.exports import marcxml
from conversions.sources import Profile
from kg import work
from kg.changes import Change, ChangeLog
from kg.describe import Reader
from kg.documents import document
from kg.ledger import Entry, Ledger
from kg.profiles import dublin_core
from kg.settings import Settings
from sparql.formats import RDF_XML

_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DC = "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_A_SET = re.compile(r"[^A-Za-z0-9\-_.!~*'()]")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARC = ("marc21", "unimarc", "rusmarc")


class Item(NamedTuple):
    """A record that is there: its IRI, and its bytes as they were received."""

    iri: str
    entry: Entry


class Prefix(NamedTuple):
    """A format: where its schema and namespace are, and how an item is written; None if it cannot be."""

    schema: str
    namespace: str
    write: Callable[[Reader, Item], etree._Element | None]


def allowed(text: str) -> str:
    """A text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def _oai_dc(reader: Reader, item: Item) -> etree._Element:
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", f"{_OAI_DC} {PREFIXES['oai_dc'].schema}")
    for element, text, language in dict.fromkeys(dublin_core(reader, item.iri)):
        made = etree.SubElement(root, f"{{{_DC}}}{element}")
        made.text = allowed(text)
        if language:
            made.set(_XML_LANG, language)
    return root


def _marcxml(reader: Reader, item: Item) -> etree._Element | None:
    profile = Profile(**item.entry.profile)
    if profile.format not in _MARC:
        return None
    try:
        return marcxml(work.read(item.entry.raw, profile))
    except RecordError:
        return None


def _rdf(reader: Reader, item: Item) -> etree._Element:
    return etree.fromstring(document(reader, item.iri, RDF_XML), _PARSER)


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)

PREFIXES: Mapping[str, Prefix] = {
    "oai_dc": Prefix("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", _OAI_DC, _oai_dc),
    "marcxml": Prefix("http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd", "http://www.loc.gov/MARC21/slim", _marcxml),
    "rdf": Prefix("http://www.openarchives.org/OAI/2.0/rdf.xsd", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", _rdf),
}
"""The formats, by their prefix."""


class Sets:
    """The sets: of each source, of each country, of each kind of material."""

    def __init__(self, log: ChangeLog, settings: Settings) -> None:
        self._settings = settings
        sources = log.sources()
        self._sources = {f"source:{_spec(name)}": (name,) for name in sources}
        self._countries: dict[str, tuple[str, ...]] = {}
        for name in sources:
            if country := settings.source(name).country:
                of = f"country:{_spec(country)}"
                self._countries[of] = (*self._countries.get(of, ()), name)
        self._materials = {f"kind:{_spec(material)}": material for material in log.materials()}

    def names(self) -> dict[str, str]:
        """What each set is called."""
        titles = {spec: self._title(name) for spec, (name,) in self._sources.items()}
        return titles | {spec: spec.replace(":", " ") for spec in (*self._countries, *self._materials)}

    def _title(self, name: str) -> str:
        titles = self._settings.source(name).titles
        return titles.get("en") or next(iter(titles.values()), name)

    def selection(self, spec: str) -> tuple[tuple[str, ...] | None, str] | None:
        """The sources and the material that a set is made of; None where there is no such set."""
        if spec in self._materials:
            return None, self._materials[spec]
        sources = self._sources.get(spec) or self._countries.get(spec)
        return (sources, "") if sources else None

    def of(self, change: Change) -> list[str]:
        """The sets that a record is in."""
        country = self._settings.source(change.source).country
        specs = (("source", change.source), ("country", country), ("kind", change.material))
        return [f"{kind}:{_spec(value)}" for kind, value in specs if value]


def _spec(name: str) -> str:
    return _NOT_IN_A_SET.sub("_", name)


def items(reader: Reader, ledger: Ledger, changes: Iterable[Change]) -> dict[str, Item]:
    """The records among these changes that are there, by their path."""
    found: dict[str, Item] = {}
    by_source: dict[str, dict[str, str]] = {}
    for change in changes:
        source, id = reader.record_key(reader.base + change.path)
        by_source.setdefault(source, {})[id] = change.path
    for source, paths in by_source.items():
        for entry in ledger.entries(source=source, ids=list(paths)):
            path = paths[entry.id]
            if reader.exists(reader.base + path):
                found[path] = Item(reader.base + path, entry)
    return found
