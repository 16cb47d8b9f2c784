"""The part of a load that runs in any process: from a kept record to its triples. Pure, picklable."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from conversions import keys, sources
from conversions.audit import Audit
from conversions.convert import Naming, record_id
from conversions.engines import convert_record
from conversions.errors import RecordError
from conversions.record import Record
from conversions.sources import Parsed, Profile
from kg.features import Features, features
from kg.ledger import Entry
from ontology.names import FOAF, VOID


class Job(NamedTuple):
    """How records are converted: where IRIs begin, and with which engine."""

    base: str
    engine: str

    def made_by(self, profile: Mapping[str, Any]) -> str:
        """What has to change for a record to be converted again though its bytes are the same.

        ``profile`` is how the record is read, as the ledger keeps it.
        """
        said = json.dumps([rules_version(), {**profile}], sort_keys=True)
        return f"{self.engine} {keys.KEY_VERSION} {self.base} {hashlib.sha256(said.encode()).hexdigest()[:16]}"


@cache
def rules_version() -> str:
    """A fingerprint of the code and tables that make triples of bytes: no one has to remember to raise a number."""
    return version_of(*map(resources.files, ("conversions", "ontology")))


def version_of(*folders: Traversable) -> str:
    """A fingerprint of the files in these folders, less what is not read when records are converted."""
    digest = hashlib.sha256()
    for each in sorted((each for folder in folders for each in folder.iterdir()), key=lambda each: each.name):
        if each.is_dir() and each.name != "__pycache__":
            digest.update(version_of(each).encode())
        elif each.is_file() and not each.name.endswith(".md"):
            digest.update(f"{each.name}\n".encode() + each.read_bytes())
    return digest.hexdigest()


def kept(profile: Profile) -> dict[str, Any]:
    """How records are read, as the ledger keeps it: without what was only found out to tell people."""
    return {name: value for name, value in asdict(profile).items() if name not in ("certainty", "evidence")}


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
    return _parsed(raw, profile).record


def _parsed(raw: bytes, profile: Profile) -> Parsed:
    """The same with what was repaired or assumed to read it."""
    parsed = sources.parse(raw, profile)
    record = parsed.record
    return Parsed(Record(record.leader, record.fields, id=record_id(record), source=profile.source), parsed.notes)


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
        parsed = _parsed(entry.raw, profile)
        conversion = convert_record(parsed.record, profile.format, Naming(job.base), job.engine)
    except RecordError as error:
        return Converted(entry, graph, [], None, error.reason)
    own = [
        f"<{graph}> <{VOID.inDataset}> <{source_iri(job.base, entry.source)}>",
        f"<{graph}> <{FOAF.primaryTopic}> <{conversion.instance}>",
    ]
    triples = [*own, *conversion.triples]
    return Converted(entry, graph, triples, _brief(conversion.audit, parsed.notes), "", features(triples, job.base))


def _brief(audit: Audit, notes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "converted": audit.converted,
        "ignored": [list(each) for each in audit.ignored],
        "lost": [[each.tag, each.code, each.value[:100], each.reason] for each in audit.lost],
        "notes": list(notes),
    }
