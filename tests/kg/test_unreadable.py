"""A file from which no record can be had costs only itself: it is told and kept, the others are converted and loaded."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import cli, terminal
from kg.ledger import Ledger, Refusal

SAMPLES = Path(__file__).parents[2] / "kg/samples"
LETTER = b"Dear colleague, here is the list of our books."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two good files, one that is a letter; what is loaded is not published."""
    records = [part + b"\x1d" for part in (SAMPLES / "omsk.mrc").read_bytes().split(b"\x1d")][:6]
    (tmp_path / "a.mrc").write_bytes(b"".join(records[:2]))
    (tmp_path / "b.mrc").write_bytes(LETTER)
    (tmp_path / "d.mrc").write_bytes(b"".join(records[2:3]))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "alone", lambda function, *arguments: function(*arguments))  # else its words are not seen here
    monkeypatch.setattr(cli, "publish_news", lambda settings: None)
    monkeypatch.setattr(terminal, "say_published", lambda publication: None)
    return tmp_path


def otrar(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments)


def refusals(folder: Path) -> list[Refusal]:
    ledger = Ledger(f"sqlite:///{folder / 'state/ledger.db'}")
    try:
        return list(ledger.refusals())
    finally:
        ledger.close()


def test_convert_goes_on_and_keeps_the_bytes(folder: Path) -> None:
    told = otrar(
        "convert", "a.mrc", "b.mrc", "none.mrc", "d.mrc", "-o", "out.nq", "--rejects", "rejects", "--audit", "audit.json"
    )
    assert told.exit_code == 1
    assert "b.mrc: no catalogue records were found in it" in told.stderr
    assert "none.mrc: there is no such file" in told.stderr
    assert (folder / "rejects").read_bytes() == LETTER
    assert json.loads((folder / "audit.json").read_text("utf-8"))["records"] == {"read": 5, "converted": 3, "refused": 2}


def test_load_goes_on_keeps_the_bytes_and_deletes_nothing(folder: Path) -> None:
    assert otrar("load", "--source", "x", "a.mrc", "d.mrc").exit_code == 0
    told = otrar("load", "--source", "x", "--complete", "b.mrc", "none.mrc", "d.mrc")
    assert told.exit_code == 1
    assert "x: nothing was deleted, since not all of its files could be read" in " ".join(told.stderr.split())
    assert "x: 2 records read: 0 added, 1 unchanged, 1 refused" in told.stderr
    (refused,) = refusals(folder)
    assert (refused.file, refused.position, refused.raw) == ("b.mrc", 0, LETTER)
    (folder / "b.mrc").write_bytes((folder / "d.mrc").read_bytes())
    assert otrar("load", "--source", "x", "b.mrc").exit_code == 0
    assert refusals(folder) == [], "what was refused of a file is forgotten when it can be read"


def test_refusals_of_two_files_of_one_name_stay_apart(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "b.mrc").write_bytes(LETTER + name.encode())
    otrar("load", "--source", "x", "one/b.mrc", "two/b.mrc")
    assert {each.raw for each in refusals(folder)} == {LETTER + b"one", LETTER + b"two"}
