"""Records of repositories into the ledger, by OAI-PMH: `otrar harvest`. `otrar load` brings them into the graph.

Page by page: its records are kept first, then the token for the next page, so a harvest that is cut off anywhere goes on
where it was, and a page received twice changes nothing. What a list began with is what the next one asks for: only what
changed since then.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import batched
from typing import Any

from conversions.errors import DamagedRecord
from conversions.sources import Profile, detect, metadata
from conversions.sources import parse as parse_record
from conversions.sources.oaipmh import FORMATS, Harvested, Identity, Page
from kg.harvest_ledger import Harvest, HarvestLedger
from kg.ledger import DELETED, HARVESTED, PENDING, Entry, Known, Ledger, Refusal
from kg.repository_client import HarvestError, Repository
from kg.settings import Source
from kg.work import kept

PREFERRED = ("marcxml", "dim", "xoai", "mods", "mets", "lom", "oai_dc")
"""Metadata formats, the one that says most first."""

_PREFIXES = {"marc21": "marcxml", "marc": "marcxml", "oai_lom": "lom", "lom_ims": "lom"}
_EMPTY_PAGES = 50
_BATCH = 500


@dataclass(slots=True)
class Sums:
    """What was received: ``received`` is the sum of all others but ``missing``, those that the repository no longer lists."""

    received: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    refused: int = 0
    missing: int = 0


class Harvester:
    """Takes what a repository has into the ledger. ``progress`` is told after each page how many records came with it."""

    def __init__(
        self, source: Source, ledger: Ledger, repository: Repository, progress: Callable[[int], object] = lambda records: None
    ) -> None:
        self._source, self._ledger, self._repository = source, ledger, repository
        self._states = HarvestLedger(ledger)
        self._progress = progress
        self._marc = "" if source.profile.format == "auto" else source.profile.format
        self.sums = Sums()

    def harvest(self, *, again: bool = False, compare: bool = False) -> None:
        """Receive what is new, or all ``again``; then, if it was asked for or the repository keeps no record of deletions,
        find those that it no longer lists.

        Raises HarvestError when the repository cannot be harvested to the end; what was received is kept.
        """
        about = self._repository.identify()
        prefix = self._source.prefix or choose(self._repository.formats(), self._repository.address)
        run = self._ledger.start_run(self._source.name)
        compare = compare or (about.deletions != "persistent" and bool(self._ledger.harvested(self._source.name)))
        for set in self._source.sets or ("",):
            self._list(self._begun(set, prefix, run, again=again), about)
        if compare:
            self._compare(prefix)
        self._ledger.finish_run(run, asdict(self.sums))

    def _begun(self, set: str, prefix: str, run: int, *, again: bool) -> Harvest:
        """Where the list stands: in the middle, at its end until now, or nowhere."""
        address = self._repository.address
        known = self._states.of(self._source.name, set)
        if known is None or again or (known.address, known.prefix) != (address, prefix):
            return Harvest(self._source.name, set, address, prefix, run=run)
        self._marc = self._marc or known.format
        return known if known.token else replace(known, run=run, began="")

    def _list(self, state: Harvest, about: Identity, *, restarted: bool = False) -> None:
        """Receive a list to its end, noting after each page how far it has come."""
        for page, token in self._pages("ListRecords", state, about):
            if _expired(page):
                if restarted:
                    raise self._error("its resumption tokens expire before they are used; what was received is kept")
                return self._list(replace(state, token="", began=""), about, restarted=True)
            self._receive(page, state)
            state = replace(state, token=token, began=state.began or page.date, format=self._marc)
            self._states.keep(state)
        self._states.keep(replace(state, token="", began="", since=state.began or state.since))
        if not state.since:
            self._ledger.forget_refusals(self._source.name, _file(state), state.run)
        return None

    def _pages(self, verb: str, state: Harvest, about: Identity) -> Iterator[tuple[Page, str]]:
        """The pages of a list, each with the token for the next. Raises HarvestError where it leads nowhere."""
        token, seen, empty = state.token, set[bytes](), 0
        while True:
            query = {"resumptionToken": token} if token else _question(state, about)
            page = self._repository.page(verb, query)
            self._check(page, verb)
            if page.fault:
                yield page, token
                raise self._error(
                    f"{page.fault}; the {len(page.records)} whole records of the page are kept: harvest again to go on"
                )
            yield page, page.token
            content = hashlib.sha256("\n".join(each.identifier for each in page.records).encode()).digest()
            empty = 0 if page.records else empty + 1
            if not page.token:
                return
            if (page.records and content in seen) or empty > _EMPTY_PAGES:
                what = "the same records again" if page.records else "pages without records"
                raise self._error(f"its resumption tokens lead to {what}, for ever; what was received is kept")
            seen.add(content)
            token = page.token

    def _check(self, page: Page, verb: str) -> None:
        """Raise HarvestError for an error that the repository tells; that nothing matches is none, an old token is dealt with."""
        for code, message in page.errors:
            if code == "noRecordsMatch" or (_expired(page) and verb == "ListRecords"):
                continue
            raise self._error(f"it answered with the error {code}: {message or 'without explanation'}{_ADVICE.get(code, '')}")

    def _receive(self, page: Page, state: Harvest) -> None:
        """Keep the records of a page."""
        if not self._marc:
            self._marc = _format_of_marc(page)
        nameless = [each.raw for each in page.records if not each.identifier]
        refused = [_refusal(each.raw, each.reason, state) for each in page.refused]
        refused += [_refusal(raw, "the header has no identifier, so nothing tells which record it is", state) for raw in nameless]
        records = {each.identifier: each for each in page.records if each.identifier}
        for some in batched(records.values(), _BATCH):
            self._take(some, state)
        self.sums.received += len(records) + len(refused)
        self.sums.refused += len(refused)
        self._ledger.refuse(state.run, refused)
        self._progress(len(records))

    def _take(self, records: Sequence[Harvested], state: Harvest) -> None:
        entries = [self._entry(each, state) for each in records]
        known = self._ledger.known(self._source.name, [each.id for each in entries])
        changed, unchanged = [], []
        for entry in entries:
            before = known.get(entry.id)
            if (before is None and entry.deletes) or (before and _is_same(entry, before)):
                unchanged.append(entry)
            else:
                changed.append(entry)
        self.sums.unchanged += len(unchanged)
        self.sums.deleted += sum(each.deletes for each in changed)
        self.sums.changed += sum(not each.deletes for each in changed)
        self._ledger.receive(state.run, changed, [(each.source, each.id) for each in unchanged])

    def _entry(self, record: Harvested, state: Harvest) -> Entry:
        format = self._marc if record.format == "marcxml" else metadata.format_of(record.raw)
        read_as = _read_as(self._source.profile, self._source.name, format or "auto")
        checksum = hashlib.sha256(record.raw).hexdigest()
        file, deleted = _file(state), record.deleted
        return Entry(self._source.name, record.identifier, record.raw, checksum, read_as, file, HARVESTED, 0, PENDING, deleted)

    def _compare(self, prefix: str) -> None:
        """Withdraw the records that the repository does not list any more. Nothing is withdrawn unless its lists are whole."""
        listed: set[str] = set()
        for name in self._source.sets or ("",):
            state = Harvest(self._source.name, name, self._repository.address, prefix)
            for page, _ in self._pages("ListIdentifiers", state, Identity("", "", False)):
                listed.update(each.identifier for each in page.records if not each.deleted)
        stored = set(self._ledger.harvested(self._source.name))
        gone = sorted(stored - listed)
        if stored and not listed:
            raise self._error(f"it lists no record at all, though {len(stored):,} are known; none was deleted: look into it")
        self._ledger.withdraw(self._source.name, gone)
        self.sums.missing += len(gone)

    def _error(self, problem: str) -> HarvestError:
        return HarvestError(self._repository.address, problem)


_ADVICE = {
    "noSetHierarchy": " (take `sets` out of the source's table in otrar.toml)",
    "cannotDisseminateFormat": " (see `prefix` in the source's table in otrar.toml)",
}


def choose(offered: Sequence[tuple[str, str]], address: str) -> str:
    """The prefix of the format that says most. Raises HarvestError where none is known."""
    known = {FORMATS.get(namespace) or _PREFIXES.get(prefix, prefix): prefix for prefix, namespace in reversed(offered)}
    for name in PREFERRED:
        if name in known:
            return known[name]
    names = ", ".join(prefix for prefix, _ in offered) or "none"
    raise HarvestError(address, f"none of its metadata formats is known ({names}); known are {', '.join(PREFERRED)}")


def _question(state: Harvest, about: Identity) -> dict[str, str]:
    """What asks for the first page of a list."""
    since = state.since if about.seconds else state.since[:10]
    asked = {"metadataPrefix": state.prefix, "set": state.set, "from": since}
    return {name: value for name, value in asked.items() if value}


@lru_cache(maxsize=100)
def _read_as(profile: Profile, source: str, format: str) -> Mapping[str, Any]:
    """How a record is to be read, as the ledger keeps it."""
    return kept(replace(profile, source=source, format=format, container="metadata", encoding="auto"))


def _expired(page: Page) -> bool:
    return any(code == "badResumptionToken" for code, _ in page.errors)


def _file(state: Harvest) -> str:
    """What stands for the file of a harvested record: the metadata format and the set."""
    return f"{state.prefix}:{state.set}".rstrip(":")


def _refusal(raw: bytes, reason: str, state: Harvest) -> Refusal:
    """What stands in no record. Its place is made from its bytes, so that the same page again does not double it."""
    place = int.from_bytes(hashlib.sha256(raw).digest()[:4]) >> 1
    return Refusal(state.source, _file(state), place, 0, "", reason, raw)


def _is_same(entry: Entry, before: Known) -> bool:
    """Whether the ledger has these very bytes, and done or to be done with them what they ask for."""
    if before.checksum != entry.checksum:
        return False
    return before.state == DELETED if entry.deletes else not before.deletes and before.state != DELETED


def _format_of_marc(page: Page) -> str:
    """MARC 21, UNIMARC or RUSMARC, by what the page's records show; "" where there is no MARC in them."""
    records = []
    for each in page.records:
        if each.format == "marcxml":
            try:
                records.append(parse_record(each.metadata, Profile(container="marcxml")).record)
            except DamagedRecord:
                continue
    return detect.format_of(records)[0] if records else ""
