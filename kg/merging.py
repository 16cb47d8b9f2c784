"""Puts clusters into effect: redirects, the record graphs that they change, the statements that follow, the queue for people.

The redirects and which records they concern are noted in one transaction; the graphs are then made again from the ledger. What
a crash cuts off is pending in the ledger and done by the next start.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

import pyoxigraph as ox

from conversions.keys import digest
from kg.cluster_ledger import ClusterLedger, Waiting
from kg.clusters import Clusters, Wishes, cluster
from kg.decisions import Decided, Decision, Decisions, RecordId, decided_links, wishes
from kg.features import Features
from kg.ledger import PENDING, STORED, Ledger
from kg.redirects import Redirects
from kg.scoring import VERSION
from kg.store import GraphStore
from kg.work import Job, convert_entry
from ontology.names import DCTERMS, OTR, OWL, RDF, SKOS, XSD, Iri

_METHOD = f"otrar cluster, weights {VERSION}"

Remake = Callable[[str], None]
"""Makes the graphs of a source's pending records again."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What clustering came to: IRIs that mean another now, pairs that wait for a person, records whose graphs changed."""

    redirects: int
    waiting: int
    records: int


class _Records:
    """The features of all records, read from the ledger each time they are gone through, so that they need no memory."""

    def __init__(self, kept: ClusterLedger) -> None:
        self._kept = kept

    def __iter__(self) -> Iterator[Features]:
        return (each for _, each in self._kept.features())


def merge(job: Job, ledger: Ledger, store: GraphStore, remake: Remake) -> Merged:
    """Cluster all records in the ledger and bring the store in line."""
    kept, redirects = ClusterLedger(ledger), Redirects(ledger)
    _describe_missing(job, ledger, kept)
    decisions = Decisions(ledger)
    last = decisions.last()
    about_ours = [each for each in decisions.in_force() if not each.authority(job.base)]
    wished = wishes(about_ours, remembered(about_ours, kept))
    found = cluster(_Records(kept), wished)
    before = redirects.all()
    moved = {iri for iri in before.keys() | found.canonical.keys() if before.get(iri) != found.canonical.get(iri)}
    concerned = sorted(kept.speaking_of(moved) | _in_store({before.get(iri, iri) for iri in moved}, store, job.base))
    with ledger.begin() as connection:
        redirects.replace(found.canonical, connection)
        kept.replace_doubts(found.doubts, connection)
        ledger.reopen(concerned, connection)
    for source in sorted(ledger.counts()):
        remake(source)
    store.replace_quads(f"{job.base}graph/clusters", statements(job.base, found, kept.waiting(), wished))
    kept.note_effect(last, VERSION)
    return Merged(len(found.canonical), len(found.doubts), len(concerned))


def nothing_to_merge(ledger: Ledger) -> bool:
    """Whether `merge` would change nothing: no record says anything else of agents and works since, and no person does."""
    kept = ClusterLedger(ledger)
    pending = any(states.get(PENDING) for states in ledger.counts().values())
    return not pending and kept.weighed() == VERSION and kept.in_effect() == Decisions(ledger).last()


def remembered(decisions: Iterable[Decision], kept: ClusterLedger) -> dict[RecordId, Features]:
    """The records that decisions mention, as they are now."""
    named = {(each.source, each.id) for decision in decisions for found in decision.mentions.values() for each in found}
    return dict(kept.features(sorted(named))) if named else {}


def links_decided(ledger: Ledger, base: str) -> Decided:
    """What people said of things of ours and authorities."""
    decisions = [each for each in Decisions(ledger).in_force() if each.authority(base)]
    return decided_links(decisions, remembered(decisions, ClusterLedger(ledger)), Redirects(ledger).all(), base)


def _describe_missing(job: Job, ledger: Ledger, kept: ClusterLedger) -> None:
    """Take the features of records that were stored before features were kept."""
    if kept.described() == sum(states.get(STORED, 0) for states in ledger.counts().values()):
        return
    known = {key for key, _ in kept.features()}
    for entry in ledger.entries(STORED):
        if (entry.source, entry.id) not in known:
            kept.describe(entry.source, {entry.id: convert_entry(job, entry).features})


def _in_store(iris: Iterable[str], store: GraphStore, base: str) -> set[RecordId]:
    """Records whose graphs speak of subjects, places or genres: of these no features are kept."""
    start = f"{base}record/"
    subjects = [iri for iri in iris if not iri.startswith((f"{base}agent/", f"{base}work/", f"{base}hub/"))]
    paths = [graph.removeprefix(start).partition("/") for graph in store.graphs_about(subjects) if graph.startswith(start)]
    return {(unquote(source), unquote(id)) for source, _, id in paths}


def statements(base: str, found: Clusters, waiting: Iterable[Waiting], wished: Wishes) -> Iterator[ox.Quad]:
    """What follows from clusters, as quads: translations and their originals, what may be one, what people said is not."""
    graph = ox.NamedNode(f"{base}graph/clusters")

    def say(subject: str, predicate: Iri, o: str | ox.Literal) -> ox.Quad:
        term = o if isinstance(o, ox.Literal) else ox.NamedNode(o)
        return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term, graph)

    for relation in found.relations:
        yield say(*relation)
    for pair in wished.apart:
        one, other = sorted(found.canonical.get(iri, iri) for iri in pair)
        if one != other:
            yield say(one, OWL.differentFrom, other)
    for each in waiting:
        link = f"{graph.value}#{digest(f'{each.one} {each.other}')}"
        day = datetime.fromtimestamp(each.found, UTC).date().isoformat()
        yield say(each.one, SKOS.closeMatch, each.other)
        yield say(link, RDF.type, OTR.Link)
        yield say(link, RDF.subject, each.one)
        yield say(link, RDF.predicate, SKOS.closeMatch)
        yield say(link, RDF.object, each.other)
        yield say(link, OTR.score, ox.Literal(str(each.probability), datatype=ox.NamedNode(XSD.decimal)))
        yield say(link, OTR.method, ox.Literal(_METHOD))
        yield say(link, OTR.verdict, ox.Literal("review"))
        yield say(link, DCTERMS.date, ox.Literal(day, datatype=ox.NamedNode(XSD.date)))
        yield from (say(link, OTR.evidence, ox.Literal(name, language="en")) for name in each.evidence)
