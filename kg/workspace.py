"""The state folder opened for writing: ledger and store together, held by one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import batched
from typing import NamedTuple

import pyoxigraph as ox
from ontology.vocabulary import vocabulary

from kg.ledger import STORED, Ledger
from kg.load import BATCH
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

    def rebuild(self) -> int:
        """Make every record's graph again from the ledger; returns how many there are."""
        done = 0
        for batch in batched(self.ledger.entries(STORED), BATCH):
            converted = [convert_entry(self.job, entry) for entry in batch]
            self.store.add_new({each.graph: each.triples for each in converted if not each.reason})
            done += len(converted)
        return done

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
        try:
            yield Workspace(settings, ledger, GraphStore(settings.state / "graph"))
        finally:
            ledger.close()
