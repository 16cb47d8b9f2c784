"""A load takes every record to the graph or to the refusals, changes nothing the second time, and survives being killed."""

import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from conversions.errors import GraphError, SourceError
from conversions.sources import Profile
from kg import work
from kg.ledger import Ledger
from kg.load import Loader, Sums
from kg.settings import Settings
from kg.store import writer_lock
from kg.workspace import rebuild, workspace

pytestmark = pytest.mark.usefixtures("few_terms")

SAMPLES = Path(__file__).parents[2] / "kg/samples"
ALMATY = SAMPLES / "almaty.mrc"
PLAIN = Profile()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path / "state")


def load(settings: Settings, *files: Path, source: str = "almaty", complete: bool = False, profile: Profile = PLAIN) -> Sums:
    with workspace(settings) as space:
        loader = Loader(space.job, space.ledger, space.store, source)
        loader.resume()
        for file in files:
            loader.load_file(file, profile)
        loader.renew(profile)
        if complete:
            loader.delete_unseen()
    return loader.sums


def dump(settings: Settings) -> list[bytes]:
    with workspace(settings) as space:
        output = io.BytesIO()
        space.store.dump(output)
    return sorted(output.getvalue().splitlines())


def records_of(file: Path) -> list[bytes]:
    return [part + b"\x1d" for part in file.read_bytes().split(b"\x1d") if part]


def test_every_record_is_counted_once(settings: Settings) -> None:
    sums = load(settings, ALMATY)
    assert sums.read == sums.added == len(records_of(ALMATY))
    assert sums.refused == 0
    assert sums.triples == len(dump(settings))


def test_a_second_load_changes_nothing(settings: Settings) -> None:
    load(settings, ALMATY)
    before = dump(settings)
    sums = load(settings, ALMATY)
    assert sums.unchanged == sums.read
    assert dump(settings) == before


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """The first five records of a sample."""
    file = tmp_path / "few.mrc"
    file.write_bytes(b"".join(records_of(ALMATY)[:5]))
    return file


def test_a_changed_profile_converts_again_what_it_reads(settings: Settings, few: Path) -> None:
    load(settings, few)
    before = dump(settings)
    local = Profile(local=(("245$b", "245$a"),))
    sums = load(settings, few, profile=local)
    assert (sums.changed, sums.unchanged) == (sums.read, 0)
    assert dump(settings) != before
    assert load(settings, few, profile=local).unchanged == sums.read
    load(settings, few)
    assert dump(settings) == before


def test_changed_rules_convert_everything_again_once(
    settings: Settings, few: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other.mrc"
    other.write_bytes(records_of(SAMPLES / "omsk.mrc")[0])
    load(settings, few)
    load(settings, other)
    monkeypatch.setattr(work, "rules_version", lambda: "new")
    sums = load(settings, few)
    assert (sums.changed, sums.unchanged) == (6, 0), "those of files that are not loaded now as well"
    assert load(settings, few).unchanged == 5


def test_the_version_of_the_rules_is_that_of_their_files(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "__pycache__").mkdir()
    versions = []
    for name, text in (("a.py", "1"), ("a.md", "1"), ("__pycache__/a.pyc", "1"), ("a.py", "2"), ("b.txt", "1")):
        (tmp_path / name).write_text(text)
        versions.append(work.version_of(tmp_path))
    assert versions[0] == versions[1] == versions[2]
    assert len(set(versions)) == 3


def test_a_changed_record_is_replaced_and_no_other(settings: Settings, tmp_path: Path) -> None:
    load(settings, ALMATY)
    before = set(dump(settings))
    changed = tmp_path / "almaty.mrc"
    records = records_of(ALMATY)
    records[3] = records[3].replace(b"KZ-SAMPLE", b"KZ-CHANGE")
    changed.write_bytes(b"".join(records))
    sums = load(settings, changed)
    assert (sums.changed, sums.unchanged) == (1, len(records) - 1)
    graphs = {line.rsplit(b" <", 1)[1] for line in before ^ set(dump(settings))}
    assert len(graphs) == 1


def test_a_record_that_says_it_is_deleted_leaves_the_graph(settings: Settings, tmp_path: Path) -> None:
    load(settings, ALMATY)
    first = bytearray(records_of(ALMATY)[0])
    first[5:6] = b"d"
    deletion = tmp_path / "deleted.mrc"
    deletion.write_bytes(bytes(first))
    assert load(settings, deletion).deleted == 1
    assert not [line for line in dump(settings) if b"record/almaty/alm00001>" in line]
    assert load(settings, deletion).unchanged == 1


def test_a_complete_load_deletes_what_it_does_not_hold(settings: Settings, tmp_path: Path) -> None:
    load(settings, ALMATY)
    few = tmp_path / "few.mrc"
    few.write_bytes(b"".join(records_of(ALMATY)[:5]))
    sums = load(settings, few, complete=True)
    assert (sums.unchanged, sums.deleted) == (5, len(records_of(ALMATY)) - 5)
    assert sums.read == len(records_of(ALMATY))


def test_a_record_that_was_deleted_and_comes_back_is_in_the_graph_again(settings: Settings, tmp_path: Path) -> None:
    few, some = tmp_path / "few.mrc", tmp_path / "some.mrc"
    few.write_bytes(b"".join(records_of(ALMATY)[:2]))
    some.write_bytes(b"".join(records_of(ALMATY)[:3]))
    load(settings, some)
    before = dump(settings)
    load(settings, few, complete=True)
    assert dump(settings) != before
    sums = load(settings, some)
    assert (sums.unchanged, sums.changed) == (2, 1)
    assert dump(settings) == before


def test_a_second_record_of_the_same_number_is_refused_with_its_bytes(settings: Settings, tmp_path: Path) -> None:
    records = records_of(ALMATY)[:3]
    twin = records[0].replace(b"KZ-SAMPLE", b"KZ-OTHERS")
    file = tmp_path / "twins.mrc"
    file.write_bytes(b"".join([*records, twin, records[1]]))
    sums = load(settings, file)
    assert (sums.read, sums.added, sums.refused, sums.repeated) == (5, 3, 1, 1)
    with workspace(settings) as space:
        (refusal,) = space.ledger.refusals()
    assert (refusal.position, refusal.byte, refusal.raw) == (4, sum(map(len, records)), twin)
    assert "alm00001" in refusal.reason


def test_a_truncated_last_record_is_refused_and_the_others_stay(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "cut.mrc"
    file.write_bytes(b"".join(records_of(ALMATY)[:3])[:-100])
    sums = load(settings, file)
    assert (sums.read, sums.added, sums.refused) == (3, 2, 1)


@pytest.mark.parametrize("content", [b"", b"Dear librarian,\nthis is a letter.\n" * 20])
def test_a_file_that_is_no_catalogue_is_told_in_words(settings: Settings, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.mrc"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=r"letter\.mrc"):
        load(settings, file)


def test_a_second_writer_is_told_who_writes(settings: Settings) -> None:
    with writer_lock(settings.state), pytest.raises(GraphError, match=f"process {os.getpid()}"), workspace(settings):
        pass


def test_a_state_of_a_newer_version_is_left_alone(settings: Settings) -> None:
    settings.state.mkdir()
    (settings.state / "version").write_text("99\n")
    with pytest.raises(GraphError, match="newer"), workspace(settings):
        pass


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    ledger = Ledger(url)
    with ledger._begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE name = 'version'")
    ledger.close()
    with pytest.raises(GraphError, match="99"):
        Ledger(url)


def test_rebuild_gives_the_same_graph(settings: Settings) -> None:
    load(settings, ALMATY)
    before = dump(settings)
    shutil.rmtree(settings.state / "graph")
    assert rebuild(settings) == len(records_of(ALMATY))
    assert dump(settings) == before


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_and_started_again_it_ends_the_same(settings: Settings, tmp_path: Path, seed: int) -> None:
    undisturbed = Settings(state=tmp_path / "undisturbed")
    load(undisturbed, ALMATY)
    command = [sys.executable, "-m", "kg.cli", "load", str(ALMATY), "--source", "almaty"]
    environment = os.environ | {"OTRAR_STATE": str(settings.state)}
    process = subprocess.Popen(command, env=environment, cwd=SAMPLES.parents[1], stderr=subprocess.DEVNULL)
    while not (settings.state / "graph").exists():
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(random.Random(seed).uniform(0.0, 0.4))
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    load(settings, ALMATY)
    own = [line for line in dump(settings) if b"/graph/" not in line]
    assert own == dump(undisturbed)


def test_triples_are_valid(settings: Settings) -> None:
    load(settings, ALMATY)
    quads = list(ox.parse(b"\n".join(dump(settings)), format=ox.RdfFormat.N_QUADS))
    assert not [quad for quad in quads if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)]
