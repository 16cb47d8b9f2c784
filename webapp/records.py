"""A record beside what became of it, and a library with its records."""

from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

import pyoxigraph as ox

from conversions.convert import Conversion, Naming
from conversions.engines import convert_record
from conversions.errors import RecordError
from conversions.record import Field
from conversions.sources import Profile
from kg import work
from kg.describe import Link
from kg.search import SearchQuery
from ontology.names import FOAF
from webapp.published import published, reader, settings

_SHOWN = 50
_VALUES = 15
_COUNTED = ("language", "period", "subject", "agent")


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of the source record and the triples that were made from it."""

    line: str
    triples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as it was received, field by field, with what each became; ``derived``: what follows from it as a whole."""

    source: str
    id: str
    instance: str
    fields: list[FieldView]
    derived: tuple[str, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A library: how many records of it are in which state, and some of them; what its works are, counted by facet.

    ``loaded`` is when records of it last came, in seconds since 1970, 0 for never.
    """

    source: str
    country: str
    licence: str
    homepage: str
    loaded: float
    counts: dict[str, int]
    counted: list[tuple[str, list[tuple[str, int]]]]
    records: list[Link]


def record(iri: str) -> RecordView:
    """The record with this IRI."""
    source, _, id = iri.removeprefix(f"{settings().base}record/").partition("/")
    source, id = unquote(source), unquote(id)
    entry = next(published().ledger.entries(source=source, ids=[id]), None)
    if entry is None:
        return RecordView(source, id, "", [], (), "the ledger does not have this record any more")
    profile = Profile(**entry.profile)
    try:
        record = work.read(entry.raw, profile)
        conversion = convert_record(record, profile.format, Naming(settings().base), settings().engine)
    except RecordError as error:
        return RecordView(source, id, "", [], (), error.reason)
    shown = [FieldView(f"LDR {record.leader}", _made_from(conversion, "LDR"))]
    for field in record.fields:
        shown.append(FieldView(str(field), tuple(t for t, by in conversion.triples.items() if _is_same(by, field))))
    derived = tuple(t for t, by in conversion.triples.items() if by is None)
    return RecordView(source, id, conversion.instance, shown, derived, "")


def _made_from(conversion: Conversion, tag: str) -> tuple[str, ...]:
    return tuple(triple for triple, by in conversion.triples.items() if by is not None and by.tag == tag)


def _is_same(by: Field | None, field: Field) -> bool:
    """Whether a triple was made from this field or from the field that it is the parallel of."""
    return by is not None and (by == field or (by.parallel is not None and by.parallel.subfields == field.subfields))


def source(iri: str) -> SourceView:
    """The library with this IRI."""
    name = unquote(iri.removeprefix(f"{settings().base}source/"))
    links = [_link(each) for each in islice(reader().records(name), _SHOWN)]
    about, ledger = settings().source(name), published().ledger
    query = SearchQuery("", {"source": [name], "kind": ["work"]})
    counted = list(reader().index.counts(query, _COUNTED, _VALUES).items())
    return SourceView(
        name, about.country, about.licence, about.homepage, ledger.last_run(name), ledger.counts().get(name, {}), counted, links
    )


def _link(record: str) -> Link:
    described = reader().names.objects(ox.NamedNode(record), FOAF.primaryTopic)
    return Link(record, reader().title(described[0]).names if described else ())
