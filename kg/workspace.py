"""The state folder opened for writing: ledger and store together, held by one process at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import batched, groupby
from typing import NamedTuple

import pyoxigraph as ox

from conversions.errors import GraphError
from conversions.naming import Naming
from kg import indexes
from kg.authority_graphs import write_authority_graphs
from kg.changes import ChangeLog
from kg.cluster_ledger import ClusterLedger
from kg.differences import Touched
from kg.ledger import STORED, Ledger
from kg.load import BATCH, Loader
from kg.merging import Merged, merge, nothing_to_merge
from kg.processes import Mapping, alone
from kg.publish import News, Publication, current, publish
from kg.redirects import Redirects, redirected
from kg.settings import Settings
from kg.store import GraphStore, writer_lock
from kg.updates import Updates
from kg.work import Job, convert_entry, source_iri
from ontology.names import DCTERMS, FOAF, RDF, RDFS, VOID, Iri
from ontology.vocabulary import version, vocabulary


class Workspace(NamedTuple):
    """What a command that writes works with."""

    settings: Settings
    ledger: Ledger
    store: GraphStore

    @property
    def job(self) -> Job:
        """How records are converted here."""
        return Job(self.settings.base, self.settings.engine)

    def merge(self) -> Merged:
        """Bring together what is one thing, in the light of all records and of what people decided."""
        return merge(self.job, self.ledger, self.store, self._remake)

    def _stored(self) -> int:
        return sum(states.get(STORED, 0) for states in self.ledger.counts().values())

    def _remake(self, source: str) -> None:
        Loader(self.job, self.ledger, self.store, source).resume()

    def publish_news(self) -> Publication:
        """Publish if the ledger has what is not visible yet, or what is visible was written by another version."""
        return self.up_to_date() or self.publish()

    def up_to_date(self) -> Publication | None:
        """What is published, where that is all there is."""
        with suppress(GraphError):
            publication = current(self.settings.state)
            if publication.about.get("indexes") == indexes.VERSION and publication.about["made"] > self.ledger.last_change():
                return publication
        return None

    def merge_if_quick(self) -> None:
        """Bring together what is one thing, unless that is done or there are too many records: `otrar cluster` does it then."""
        if self._stored() <= self.settings.cluster_records and not nothing_to_merge(self.ledger):
            self.merge()

    def publish(self, *, merged: bool = False) -> Publication:
        """Bring together what is one thing, unless that was just done or takes long, and make all in the store visible."""
        if not merged:
            self.merge_if_quick()
        base = self.settings.base
        self.store.replace_quads(f"{base}graph/sources", self._sources())
        self._write_vocabulary(f"{base}graph/vocabulary")
        write_authority_graphs(self.settings.state, self.store, self.ledger, base)
        return publish(self.settings.state, self.store, base, News(ChangeLog(self.ledger), self._moved(), self._received))

    def _write_vocabulary(self, graph: str) -> None:
        if not self.store.says(version(graph)):
            self.store.replace_quads(graph, vocabulary(graph))

    def _moved(self) -> dict[str, str]:
        base = self.settings.base
        return {iri.removeprefix(base): to.removeprefix(base) for iri, to in Redirects(self.ledger).all().items()}

    def _received(self, moment: float) -> Iterator[Touched]:
        """The records that came, were written anew or deleted after a moment."""
        naming = Naming("")
        return (Touched(naming.record(source, id), source) for source, id in self.ledger.changed_since(moment))

    def _sources(self) -> Iterator[ox.Quad]:
        """What the sources are called, where they are, and under which licence they give their records."""
        for name in self.ledger.counts():
            source = self.settings.source(name)
            iri = ox.NamedNode(source_iri(self.settings.base, name))
            yield _quad(iri, RDF.type, VOID.Dataset)
            for language, title in source.titles.items():
                yield ox.Quad(iri, ox.NamedNode(RDFS.label), ox.Literal(title, language=language))
            for predicate, value in (
                (DCTERMS.spatial, source.country and f"http://id.loc.gov/vocabulary/countries/{source.country}"),
                (DCTERMS.license, source.licence),
                (FOAF.homepage, source.homepage),
            ):
                if value:
                    yield _quad(iri, predicate, Iri(value))


def _quad(subject: ox.NamedNode, predicate: Iri, o: Iri) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(predicate), ox.NamedNode(o))


@contextmanager
def workspace(settings: Settings) -> Iterator[Workspace]:
    """Open the state folder for writing. Raises GraphError where that cannot be."""
    with writer_lock(settings.state):
        ledger = Ledger(settings.ledger_url)
        store = GraphStore(settings.state / "graph", settings.store)
        try:
            yield Workspace(settings, ledger, store)
        finally:
            store.close()
            ledger.close()


def publish_news(settings: Settings) -> Publication:
    """`Workspace.publish_news` in two processes, one after the other: what memory merging has used is free for publishing."""
    return alone(_merge_news, settings) or alone(_publish_merged, settings)


def _merge_news(settings: Settings) -> Publication | None:
    with workspace(settings) as space:
        published = space.up_to_date()
        if not published:
            space.merge_if_quick()
        return published


def _publish_merged(settings: Settings) -> Publication:
    with workspace(settings) as space:
        return space.publish(merged=True)


def rebuild(settings: Settings, run: Mapping = map) -> int:
    """Make the graph again from the ledger, in a new folder that takes the old one's place when it is whole; at an endpoint
    in the same place.

    Redirects hold; publishing weighs again what is one thing. Returns how many records it holds.
    Raises GraphError where the state folder cannot be written.
    """
    made = settings.state / "graph.new"
    with writer_lock(settings.state):
        shutil.rmtree(made, ignore_errors=True)
        ledger, store = Ledger(settings.ledger_url), GraphStore(made, settings.store)
        store.clear(settings.base)
        done = _make_again(Workspace(settings, ledger, store), run)
        store.close()
        ledger.close()
        if not settings.store:
            shutil.rmtree(settings.state / "graph", ignore_errors=True)
            made.rename(settings.state / "graph")
    return done


def _make_again(space: Workspace, run: Mapping) -> int:
    described, moved = ClusterLedger(space.ledger), Redirects(space.ledger).all()
    described.unweigh()
    done = 0
    for batch in batched(space.ledger.entries(STORED), BATCH):
        converted = [each for each in run(partial(convert_entry, space.job), batch) if not each.reason]
        space.store.add_new({each.graph: redirected(each.triples, moved, space.job.base) for each in converted})
        for source, of in groupby(converted, key=lambda each: each.entry.source):
            described.describe(source, {each.entry.id: each.features for each in of})
        done += len(converted)
    Updates(space.ledger).restore(space.store)
    return done
