"""What a file was found to be and what was repaired in it is said by whatever reads it, and kept."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conversions.sources import Profile
from kg.cli import main
from kg.files import kinds_of
from kg.load import Loader
from kg.settings import Settings
from kg.workspace import workspace

BROKEN = "=LDR  00000nam0 2200000 i 450 \n=001  {n}\n=100  \\\\$a20030101d2003    u  y0rusy50      ca\n=200  1\\$aРђР±Р°Р№{n}\n\n"
REPAIRED = "repair double-utf8 changed … fields"
SETTINGS = '[sources.x]\nfiles = ["broken.mrk"]\nformat = "unimarc"\nrepairs = ["double-utf8"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a file of three records, each with a title that was made UTF-8 twice."""
    (tmp_path / "broken.mrk").write_text("".join(BROKEN.format(n=n) for n in range(3)), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def otrar(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_convert_says_what_it_found_and_how_sure_it_is(folder: Path) -> None:
    told = otrar("convert", "broken.mrk", "-o", "out.nq", "--audit", "audit.json")
    assert told.exit_code == 0
    assert " ".join(told.stderr.split()).startswith("broken.mrk: read as unimarc, bibliographic, written as mrk; only 50% sure")
    assert json.loads((folder / "audit.json").read_text("utf-8"))["notes"] == []


def test_repairs_are_made_where_the_settings_ask_for_them_and_told(folder: Path) -> None:
    (folder / "otrar.toml").write_text(SETTINGS, "utf-8")
    told = otrar("source", "check", "broken.mrk", "--source", "x")
    assert f"3 records: {REPAIRED}" in told.stderr
    assert "reads as: Абай" in told.stderr


def test_a_load_keeps_what_was_repaired_with_each_record(folder: Path) -> None:
    settings = Settings(state=folder / "state")
    with workspace(settings) as space:
        loader = Loader(space.job, space.ledger, space.store, "x")
        loader.load_file(folder / "broken.mrk", Profile(format="unimarc", repairs=("double-utf8",)))
        assert loader.notes == {REPAIRED: 3}
        audits = [each.audit for each in space.ledger.entries(source="x")]
    assert [audit["notes"] for audit in audits if audit] == [["repair double-utf8 changed 1 fields"]] * 3


def test_notes_are_counted_by_their_kind() -> None:
    assert kinds_of(["leader length 10 was wrong, 150 found"]) == kinds_of(["leader length 7 was wrong, 1 found"])
    assert kinds_of(["field 245 has 'x' for its two indicators"]) == {"field … has … for its two indicators"}
