"""The part of a load that runs in any process: from a kept record to its triples. Pure, picklable."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from conversions import keys, sources
from conversions.audit import Audit
from conversions.convert import Naming, record_id
from conversions.engines import convert_record
from conversions.errors import RecordError
from conversions.record import Record
from conversions.sources import Profile
from kg.features import Features, features
from kg.ledger import Entry
from ontology.names import FOAF, VOID


class Job(NamedTuple):
    """How records are converted: where IRIs begin, and with which engine."""

    base: str
    engine: str

    @property
    def made_by(self) -> str:
        """What has to change for a record to be converted again though its bytes are the same."""
        return f"{self.engine} {keys.KEY_VERSION} {self.base}"


class Converted(NamedTuple):
    """A record's graph and its triples, or the reason why it has none; ``features`` is what clustering compares."""

    entry: Entry
    graph: str
    triples: list[str]
    audit: Mapping[str, Any] | None
    reason: str
    features: Features = Features()


def read(raw: bytes, profile: Profile) -> Record:
    """A record under the name that it has in the ledger. Raises DamagedRecord."""
    record = sources.parse(raw, profile).record
    return Record(record.leader, record.fields, id=record_id(record), source=profile.source)


def graph_of(base: str, source: str, id: str) -> str:
    """The named graph of a record."""
    return Naming(base).record(source, id)


def source_iri(base: str, source: str) -> str:
    """A library or repository."""
    return Naming(base).source(source)


def convert_entry(job: Job, entry: Entry) -> Converted:
    """Convert a kept record; one that its engine fails on has a reason in place of triples."""
    graph = graph_of(job.base, entry.source, entry.id)
    profile = Profile(**entry.profile)
    try:
        conversion = convert_record(read(entry.raw, profile), profile.format, Naming(job.base), job.engine)
    except RecordError as error:
        return Converted(entry, graph, [], None, error.reason)
    own = [
        f"<{graph}> <{VOID.inDataset}> <{source_iri(job.base, entry.source)}>",
        f"<{graph}> <{FOAF.primaryTopic}> <{conversion.instance}>",
    ]
    triples = [*own, *conversion.triples]
    return Converted(entry, graph, triples, _brief(conversion.audit), "", features(triples, job.base))


def _brief(audit: Audit) -> dict[str, Any]:
    return {
        "converted": audit.converted,
        "ignored": [list(each) for each in audit.ignored],
        "lost": [[each.tag, each.code, each.value[:100], each.reason] for each in audit.lost],
    }
