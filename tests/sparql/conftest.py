"""A published graph of a few thousand statements, and workers over it."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.settings import Settings
from ontology.names import BF, RDF, RDFS
from sparql.lane import Limits
from sparql.pool import PAGES, PUBLIC, Pool
from tests.sparql.samples import Samples

WORKS = 2000
GRAPHS = 4


def publish(folder: Path, release: str) -> Path:
    """A store with WORKS works in GRAPHS graphs, each of which says which release it belongs to."""
    store = ox.Store(str(folder / "primary"))
    store.bulk_extend(statements(release))
    store.backup(str(folder / "published"))
    return folder / "published"


def statements(release: str) -> Iterator[ox.Quad]:
    for n in range(WORKS):
        work, graph = ox.NamedNode(f"http://example.org/work/{n}"), ox.NamedNode(f"http://example.org/record/{n % GRAPHS}")
        yield ox.Quad(work, ox.NamedNode(RDF.type), ox.NamedNode(BF.Work), graph)
        yield ox.Quad(work, ox.NamedNode(RDFS.label), ox.Literal(f"Абай жолы {n}", language="kk"), graph)
        yield ox.Quad(work, ox.NamedNode(BF.note), ox.Literal(release), graph)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("first"), "first")


@pytest.fixture(scope="session")
def next_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("second"), "second")


@pytest.fixture(scope="session")
def pool(store: Path) -> Iterator[Pool]:
    """Two workers for the public and one for pages; a query has time enough for any machine."""
    limits = Limits(2, seconds=120, waiting=3)
    with Pool(store, {PUBLIC: limits, PAGES: Limits(1, seconds=120)}) as pool:
        yield pool


@pytest.fixture(scope="session")
def hasty_pool(store: Path) -> Iterator[Pool]:
    """Two workers; a query has one second."""
    with Pool(store, {PUBLIC: Limits(2, seconds=1)}) as pool:
        yield pool


@pytest.fixture
def patient_pool(store: Path) -> Iterator[Pool]:
    """One worker, and 40 MB for a query."""
    with Pool(store, {PUBLIC: Limits(1, seconds=120, memory=40 << 20)}) as pool:
        yield pool


@pytest.fixture(scope="session")
def samples(sample_settings: Settings) -> Samples:
    """The sample catalogues, published."""
    return Samples(sample_settings.state)
