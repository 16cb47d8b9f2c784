"""Source -> ledger -> conversion -> store.

Batch by batch: the bytes are kept first, then converted, then written, then noted as done. What was cut off at any moment is
pending in the ledger, and done again by the next start. Unchanged records are left alone.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import batched
from pathlib import Path

from conversions import sources
from conversions.errors import DamagedRecord, SourceError
from conversions.sources import Profile, Received
from kg.cluster_ledger import ClusterLedger
from kg.files import kinds_of
from kg.ledger import DELETED, PENDING, REFUSED, STORED, Entry, Known, Ledger, Refusal
from kg.processes import Mapping
from kg.redirects import Redirects, redirected
from kg.store import GraphStore
from kg.work import Converted, Job, convert_entry, graph_of, kept, read

BATCH = 500
"""Records that are kept, converted and written together."""

_MARC = ("marc21", "unimarc", "rusmarc")

Progress = Callable[[int], None]
"""Told how many more bytes of the file have been dealt with."""


@dataclass(slots=True)
class Sums:
    """What became of the records of a run: ``read`` is the sum of all others but ``triples``."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    deleted: int = 0
    refused: int = 0
    triples: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record stood in which load."""

    source: str
    file: str
    run: int


class Loader:
    """Takes the records of one source into the ledger and the store."""

    def __init__(self, job: Job, ledger: Ledger, store: GraphStore, source: str, run: Mapping = map) -> None:
        self._job, self._ledger, self._store, self._source, self._map = job, ledger, store, source, run
        self._described, self._moved = ClusterLedger(ledger), Redirects(ledger).all()
        self._first_run = 0
        self._files: dict[str, Path] = {}
        self.sums = Sums()
        self.notes: Counter[str] = Counter()
        """What was repaired or assumed, in how many of the records converted now."""

    def load_file(self, path: Path, profile: Profile, progress: Progress = lambda size: None) -> Profile:
        """Take in all records of a file; returns the profile as found. Raises SourceError for what is no catalogue."""
        found, stream = sources.open_source(path, replace(profile, source=self._source))
        place = self._place(path)
        for batch in batched(stream, BATCH):
            self._take(batch, place, found)
            progress(sum(len(each.raw) for each in batch))
        self._ledger.forget_refusals(place.source, place.file, place.run)
        self._ledger.finish_run(place.run, asdict(self.sums))
        return found

    def refuse_file(self, path: Path, error: SourceError) -> None:
        """Keep what a file begins with, in which no record was found or reading stopped, and why; of no file, nothing."""
        raw = sources.beginning(path)
        if not raw:
            return
        place = self._place(path)
        self.sums.read += 1
        self._refuse([Refusal(place.source, place.file, 0, 0, "", error.problem, raw)], place)
        self._ledger.finish_run(place.run, asdict(self.sums))

    def _place(self, path: Path) -> _Place:
        """A new run for this file, under its name or, where another file of this load has that name, its path."""
        file = path.name if self._files.setdefault(path.name, path) == path else str(path)
        place = _Place(self._source, file, self._ledger.start_run(self._source))
        self._first_run = self._first_run or place.run
        return place

    def resume(self) -> None:
        """Convert and write what an earlier run left pending."""
        for batch in batched(self._ledger.entries(PENDING, self._source), BATCH):
            self.sums.read += len(batch)
            graphs = {each.id: graph_of(self._job.base, self._source, each.id) for each in batch}
            self._write(batch, new=frozenset(id for id, graph in graphs.items() if not self._store.holds(graph)))

    def renew(self, profile: Profile) -> None:
        """Convert again what was made by other rules or settings and was not in the files just loaded.

        ``profile`` is the source's; harvested records are read by it, others as they were.
        """
        for made in self._ledger.made(self._source):
            read_as = {**made.profile, **_settings(profile, made.profile["format"])} if made.harvested else made.profile
            if self._job.made_by(read_as) != made.made_by:
                self._ledger.remake(self._source, made, read_as)
        self.resume()

    def delete_unseen(self) -> None:
        """Delete the records that the files just loaded do not hold: they were the whole catalogue."""
        unseen = self._ledger.not_seen(self._source, self._first_run)
        self.sums.read += len(unseen)
        self._delete(unseen)

    def _take(self, batch: Sequence[Received], place: _Place, profile: Profile) -> None:
        read = list(self._read(batch, place, profile))
        made_by = self._job.made_by(kept(profile))
        known = self._ledger.known(self._source, [entry.id for entry in read])
        changed: dict[str, Entry] = {}
        unchanged: dict[str, Entry] = {}
        refused: list[Refusal] = []
        for entry in read:
            before = known.get(entry.id)
            twin = changed.get(entry.id) or unchanged.get(entry.id)
            checksum = twin.checksum if twin else before.checksum if before and before.run == place.run else None
            if checksum == entry.checksum:
                self.sums.repeated += 1
            elif checksum is not None:
                refused.append(
                    _refusal(entry, place, f"control number {entry.id} is already that of another record of this file")
                )
            elif before and _is_done(entry, before, made_by):
                unchanged[entry.id] = entry
            else:
                changed[entry.id] = entry
        self.sums.unchanged += len(unchanged)
        self._refuse(refused, place)
        self._ledger.receive(place.run, list(changed.values()), [(each.source, each.id) for each in unchanged.values()])
        self._write(list(changed.values()), new=frozenset(changed.keys() - known.keys()))

    def _read(self, batch: Iterable[Received], place: _Place, profile: Profile) -> Iterator[Entry]:
        """The batch's records; what is damaged goes to the refusals."""
        refused: list[Refusal] = []
        read_as = kept(profile)
        for received in batch:
            self.sums.read += 1
            checksum = hashlib.sha256(received.raw).hexdigest()
            entry = Entry(
                place.source, "", received.raw, checksum, read_as, place.file, received.position, received.offset, PENDING
            )
            try:
                record = read(received.raw, profile)
                yield replace(entry, id=record.id, deletes=record.leader[5:6] == "d")
            except DamagedRecord as error:
                number = sources.control_number(received.raw, profile.container)
                refused.append(_refusal(replace(entry, id=number), place, error.reason))
        self._refuse(refused, place)

    def _refuse(self, refused: Sequence[Refusal], place: _Place) -> None:
        self.sums.refused += len(refused)
        self._ledger.refuse(place.run, refused)

    def _write(self, entries: Sequence[Entry], *, new: frozenset[str]) -> None:
        """Convert kept records and put their graphs into the store; ``new`` ones have none there yet."""
        converted = [
            each._replace(triples=redirected(each.triples, self._moved, self._job.base))
            for each in self._map(partial(convert_entry, self._job), [each for each in entries if not each.deletes])
        ]
        self._store.add_new({each.graph: each.triples for each in converted if each.entry.id in new and each.triples})
        for each in converted:
            if each.entry.id not in new:
                self._store.replace(each.graph, each.triples)
        self._described.describe(self._source, {each.entry.id: None if each.reason else each.features for each in converted})
        self._ledger.settle([self._outcome(each) for each in converted])
        self._count(converted, new)
        self._delete([each.id for each in entries if each.deletes])

    def _outcome(self, converted: Converted) -> dict[str, object]:
        return {
            "source": self._source,
            "id": converted.entry.id,
            "state": REFUSED if converted.reason else STORED,
            "reason": converted.reason,
            "made_by": self._job.made_by(converted.entry.profile),
            "audit": converted.audit,
        }

    def _count(self, converted: Iterable[Converted], new: frozenset[str]) -> None:
        for each in converted:
            self.sums.triples += len(each.triples)
            self.notes.update(kinds_of(each.audit["notes"]) if each.audit else ())
            if each.reason:
                self.sums.refused += 1
            elif each.entry.id in new:
                self.sums.added += 1
            else:
                self.sums.changed += 1

    def _delete(self, ids: Sequence[str]) -> None:
        """Take the records' graphs out of the store; the ledger keeps their bytes."""
        for id in ids:
            self._store.replace(graph_of(self._job.base, self._source, id), ())
        self._described.describe(self._source, dict.fromkeys(ids))
        done = {"source": self._source, "state": DELETED, "reason": "", "made_by": "", "audit": None}
        self._ledger.settle([{**done, "id": id} for id in ids])
        self.sums.deleted += len(ids)


def _is_done(entry: Entry, before: Known, made_by: str) -> bool:
    """Whether the graph has what the record says: itself, made in this way, or nothing if it says that it is deleted."""
    if entry.deletes:
        return before.state == DELETED and before.checksum == entry.checksum
    return before.state == STORED and before.made_from(entry.checksum, made_by)


def _settings(profile: Profile, format: str) -> dict[str, object]:
    """What a source's table in otrar.toml says of harvested records found to be in a format; if it says none, that stays."""
    said: dict[str, object] = {"kind": profile.kind, "repairs": profile.repairs, "local": profile.local}
    return {**said, "format": profile.format} if format in _MARC and profile.format in _MARC else said


def _refusal(entry: Entry, place: _Place, reason: str) -> Refusal:
    return Refusal(place.source, place.file, entry.position, entry.byte, entry.id, reason, entry.raw)
