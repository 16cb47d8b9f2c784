"""A source's profile says which fields of the format its local ones stand for."""

from pathlib import Path

import pytest

from conversions.convert import convert
from conversions.engines import engine_for
from conversions.errors import SourceError
from conversions.naming import Naming
from conversions.record import Record
from conversions.sources import Profile, open_source, parse
from conversions.sources.local import renamed
from conversions.sources.values import Parsed
from kg.settings import read_settings
from ontology.names import BF

LOCAL = (("955$c", "852$a"), ("955$e", "852$j"), ("091", "090"))


def test_subfields_go_to_the_field_that_they_stand_for() -> None:
    record = Record.parse("001 1\n955 1# $b no. 1 (1990) $c Paris $e P 8 $c Lyon\n091 ## $a x\n200 1# $a Title")
    fields = renamed(Parsed(record), LOCAL).record.fields
    assert [str(field) for field in fields[1:]] == [
        "955 1# $b no. 1 (1990)",
        "955 1# $a Paris $j P 8 $a Lyon",
        "091 ## $a x",
        "200 1# $a Title",
    ]
    assert [field.tag for field in fields] == ["001", "955", "852", "090", "200"]


def test_a_shelf_mark_in_a_local_field_becomes_an_item(tmp_path: Path) -> None:
    path = tmp_path / "books.mrk"
    path.write_text("=LDR  00000nam0 2200000   450 \n=001  1\n=200  1\\$aTitle\n=955  1\\$bno. 1$cParis$eP 8\n\n", "utf-8")
    profile, stream = open_source(path, Profile(source="paris", format="unimarc", local=LOCAL))
    made = convert(parse(next(stream).raw, profile).record, engine_for("unimarc"), Naming("http://example.org/"))
    assert any(f"<{BF.shelfMark}>" in triple for triple in made.triples)
    assert [(each.tag, each.code) for each in made.audit.ignored] == [("955", "b")]
    assert not made.audit.lost


@pytest.mark.parametrize("local", [(("955$e", "852"),), (("95", "852"),), (("955$e", "852$?"),)])
def test_a_table_that_makes_no_sense_is_told(tmp_path: Path, local: tuple[tuple[str, str], ...]) -> None:
    path = tmp_path / "books.mrk"
    path.write_text("=LDR  00000nam\n=001  1\n\n", "utf-8")
    with pytest.raises(SourceError, match="local fields"):
        open_source(path, Profile(local=local))


def test_the_settings_hold_the_table(tmp_path: Path) -> None:
    file = tmp_path / "otrar.toml"
    file.write_text('[sources.paris]\nformat = "unimarc"\n[sources.paris.local]\n"955$e" = "852$j"\n', "utf-8")
    assert read_settings(file, {}).sources["paris"].profile.local == (("955$e", "852$j"),)
