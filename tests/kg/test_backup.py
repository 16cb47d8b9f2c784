"""The drill: a backup, everything lost, and the same answers after restoring; and what must not be overwritten is not."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from conversions.errors import GraphError
from conversions.sources import Profile
from kg.backup import backup, restore
from kg.cli import main
from kg.load import Loader
from kg.publish import current
from kg.settings import Settings
from kg.store import writer_lock
from kg.workspace import rebuild, workspace
from tests.states import copied, shared
from webapp import create_app

pytestmark = pytest.mark.usefixtures("few_terms")

SAMPLES = Path(__file__).parents[2] / "kg/samples"
ADDRESSES = (
    "/record/almaty/alm00001.nq",
    "/search?q=Абай",
    "/changes",
    "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
    "/dumps/",
)


@pytest.fixture
def settings(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A state with the Almaty sample, published."""
    state = shared(tmp_path_factory, "almaty", lambda state: load(Settings(state=state)))
    return Settings(state=copied(state, tmp_path))


def load(settings: Settings) -> None:
    with workspace(settings) as space:
        Loader(space.job, space.ledger, space.store, "almaty").load_file(SAMPLES / "almaty.mrc", Profile())
        space.publish()


def answers(settings: Settings) -> list[str]:
    client = create_app(settings).test_client()
    got = [client.get(address, headers={"Accept": "application/json, */*;q=0.1"}) for address in ADDRESSES]
    assert {answer.status_code for answer in got} == {200}
    return [answer.text.partition("</responseDate>")[2] or answer.text for answer in got]


def graph(settings: Settings) -> set[str]:
    return {str(quad) for quad in current(settings.state).open()}


def test_backup_wipe_restore_gives_the_same_answers(settings: Settings, tmp_path: Path) -> None:
    before, quads = answers(settings), graph(settings)
    assert backup(settings, tmp_path / "copy") > 100_000
    settings.state.rename(tmp_path / "lost")
    restore(settings, tmp_path / "copy")
    assert answers(settings) == before
    assert graph(settings) == quads
    assert rebuild(settings) == 141
    load(settings)
    assert {each for each in graph(settings) if "/graph/" not in each} == {each for each in quads if "/graph/" not in each}


def test_what_the_graph_and_the_publication_share_is_kept_once(settings: Settings, tmp_path: Path) -> None:
    size = backup(settings, tmp_path / "copy")
    files = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    assert size < sum(path.stat().st_size for path in files)


def test_pages_are_served_while_a_backup_is_made(settings: Settings, tmp_path: Path) -> None:
    client = create_app(settings).test_client()
    assert client.get("/health").status_code == 200
    backup(settings, tmp_path / "copy")
    assert client.get("/record/almaty/alm00001.ttl").status_code == 200


def test_nothing_is_overwritten_and_each_refusal_says_why(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear colleague")
    with pytest.raises(GraphError, match="has something in it"):
        backup(settings, tmp_path / "full")
    backup(settings, tmp_path / "copy")
    with pytest.raises(GraphError, match="has something in it"):
        restore(settings, tmp_path / "copy")
    with pytest.raises(GraphError, match="no backup that was finished"):
        restore(replace(settings, state=tmp_path / "new"), tmp_path / "full")
    with pytest.raises(GraphError, match="set it first"):
        restore(replace(settings, state=tmp_path / "new", base="http://other.example/"), tmp_path / "copy")
    with writer_lock(settings.state), pytest.raises(GraphError, match="is being written"):
        backup(settings, tmp_path / "another")
    assert not (tmp_path / "new").exists()


def test_the_commands(settings: Settings, tmp_path: Path) -> None:
    environment = {"OTRAR_STATE": str(settings.state)}
    made = CliRunner().invoke(main, ["backup", str(tmp_path / "copy")], env=environment)
    assert made.exit_code == 0, made.output
    again = CliRunner().invoke(main, ["backup", str(tmp_path / "copy")], env=environment)
    assert again.exit_code == 1
    restored = CliRunner().invoke(main, ["restore", str(tmp_path / "copy")], env={"OTRAR_STATE": str(tmp_path / "new")})
    assert restored.exit_code == 0, restored.output
    assert graph(replace(settings, state=tmp_path / "new")) == graph(settings)
