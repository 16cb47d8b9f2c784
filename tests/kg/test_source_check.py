"""What a librarian is told of a file before it is loaded."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.settings import Settings, Source, read_settings
from kg.source_check import Checked, check
from kg.terminal_sources import as_settings

SAMPLES = Path(__file__).parents[2] / "kg/samples"


def checked(name: str) -> Checked:
    return check(SAMPLES / name, Source(Path(name).stem), Settings())


@pytest.mark.parametrize(
    ("name", "format", "records"),
    [("omsk.mrc", "rusmarc", 40), ("tashkent.xml", "marc21", 170), ("theses.xml", "dublincore", 15), ("lessons.xml", "lom", 7)],
)
def test_format_records_and_what_would_be_lost(name: str, format: str, records: int) -> None:
    found = checked(name)
    assert found.profile.format == format
    assert found.report.converted == records
    assert found.report.subfields["lost"] == 0
    assert len(found.titles) == 3
    assert found.refused == 0


def test_the_letters_of_windows_1251_are_right_and_told() -> None:
    found = checked("omsk.mrc")
    assert found.profile.likely_encoding == "cp1251"
    assert "Сочинения Чокана Чингисовича Валиханова" in found.titles[2]


def test_what_to_write_into_otrar_toml_can_be_read(tmp_path: Path) -> None:
    found = checked("omsk.mrc")
    file = tmp_path / "otrar.toml"
    file.write_text("\n".join(as_settings(found)), "utf-8")
    assert tomllib.loads(file.read_text("utf-8"))["sources"]["omsk"]["encoding"] == "cp1251"
    source = read_settings(file, {}).source("omsk")
    assert (source.profile.format, source.files) == ("rusmarc", (str(SAMPLES / "omsk.mrc"),))


def test_the_command_says_what_is_refused_and_ends_with_1(tmp_path: Path) -> None:
    bad = tmp_path / "bad.mrc"
    bad.write_bytes((SAMPLES / "omsk.mrc").read_bytes()[:5000] + b"\x1d00026nam0 2200025 i 450 \x1e\x1d")
    result = CliRunner().invoke(main, ["source", "check", str(bad), "--source", "omsk"])
    assert result.exit_code == 1


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["source", "check", str(tmp_path / "none.mrc")])
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    result = CliRunner().invoke(main, ["harvest", "nobody"])
    assert result.exit_code == 2
