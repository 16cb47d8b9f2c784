"""The state folder opened for writing: ledger and store together, held by one process at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import batched
from typing import NamedTuple

import pyoxigraph as ox
from ontology.vocabulary import vocabulary

from kg.ledger import STORED, Ledger
from kg.load import BATCH
from kg.processes import Mapping
from kg.publish import Publication, publish
from kg.settings import Settings
from kg.store import GraphStore, writer_lock
from kg.work import Job, convert_entry, source_iri
from ontology.names import DCTERMS, FOAF, RDF, RDFS, VOID, Iri


class Workspace(NamedTuple):
    """What a command that writes works with."""

    settings: Settings
    ledger: Ledger
    store: GraphStore

    @property
    def job(self) -> Job:
        """How records are converted here."""
        return Job(self.settings.base, self.settings.engine)

    def publish(self) -> Publication:
        """Bring the shared graphs up to date and make all that is in the store visible."""
        base = self.settings.base
        self.store.replace_quads(f"{base}graph/sources", self._sources())
        self.store.replace_quads(f"{base}graph/vocabulary", vocabulary(f"{base}graph/vocabulary"))
        return publish(self.settings.state, self.store, base)

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
        store = GraphStore(settings.state / "graph")
        try:
            yield Workspace(settings, ledger, store)
        finally:
            store.close()
            ledger.close()


def rebuild(settings: Settings, run: Mapping = map) -> int:
    """Make the graph again from the ledger, in a new folder that takes the old one's place when it is whole.

    Returns how many records it holds. Raises GraphError where the state folder cannot be written.
    """
    made = settings.state / "graph.new"
    with writer_lock(settings.state):
        shutil.rmtree(made, ignore_errors=True)
        ledger, store = Ledger(settings.ledger_url), GraphStore(made)
        job = partial(convert_entry, Job(settings.base, settings.engine))
        done = 0
        for batch in batched(ledger.entries(STORED), BATCH):
            converted = list(run(job, batch))
            store.add_new({each.graph: each.triples for each in converted if not each.reason})
            done += len(converted)
        store.close()
        ledger.close()
        shutil.rmtree(settings.state / "graph", ignore_errors=True)
        made.rename(settings.state / "graph")
    return done
