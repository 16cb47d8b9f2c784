"""What was harvested comes into the graph, leaves it, and is converted again when the source's settings change."""

import io
from pathlib import Path

from conversions.sources import Profile
from kg.load import Loader, Sums
from kg.settings import Settings
from kg.store import GraphStore
from kg.workspace import Workspace, workspace
from tests.kg.harvest.repository import Fake, run

PLAIN = Profile()


def test_what_was_harvested_comes_into_the_graph_and_leaves_it(fake: Fake, tmp_path: Path) -> None:
    settings = Settings(state=tmp_path)
    with workspace(settings) as space:
        run(fake, space.ledger)
        loader = Loader(space.job, space.ledger, space.store, "x")
        loader.resume()
        assert (loader.sums.read, loader.sums.added, loader.sums.refused) == (8, 8, 0)
        assert b'"Title 1"' in dumped(space.store)
        fake.put(1, None, "2024-02-10")
        run(fake, space.ledger)
        loader = Loader(space.job, space.ledger, space.store, "x")
        loader.resume()
        assert (loader.sums.read, loader.sums.deleted) == (1, 1)
        assert b'"Title 1"' not in dumped(space.store)
        assert b'"Title 2"' in dumped(space.store)


def dumped(store: GraphStore) -> bytes:
    output = io.BytesIO()
    store.dump(output)
    return output.getvalue()


def loaded(space: Workspace, profile: Profile = PLAIN) -> Sums:
    loader = Loader(space.job, space.ledger, space.store, "x")
    loader.resume()
    loader.renew(profile)
    return loader.sums


def test_harvested_records_are_converted_again_when_the_sources_settings_change(fake: Fake, tmp_path: Path) -> None:
    fake.put(1, "CafÃ©")
    with workspace(Settings(state=tmp_path)) as space:
        run(fake, space.ledger)
        assert loaded(space).added == 8
        assert loaded(space) == Sums()
        repairing = Profile(repairs=("double-utf8",))
        assert loaded(space, repairing).changed == 8
        assert "Café".encode() in dumped(space.store)
        assert loaded(space, repairing) == Sums()
        assert loaded(space).changed == 8
        assert "CafÃ©".encode() in dumped(space.store)


def test_a_harvest_reads_by_the_sources_settings(fake: Fake, tmp_path: Path) -> None:
    fake.put(1, "CafÃ©")
    repairing = Profile(format="unimarc", repairs=("double-utf8",))
    with workspace(Settings(state=tmp_path)) as space:
        run(fake, space.ledger, profile=repairing)
        assert loaded(space, repairing).read == 8, "converted once, and not again for the same settings"
        assert "Café".encode() in dumped(space.store), "Dublin Core is no UNIMARC, whatever the source's MARC is"
