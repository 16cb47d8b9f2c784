"""Opening a file: what it is found to be, and one clear message for what is no catalogue."""

import gzip
import os
from pathlib import Path

import pytest

from conversions.errors import SourceError
from conversions.record import Record
from conversions.sources import Profile, open_source, parse

from .build import SEA, WIND, iso2709

UNIMARC = Record.parse(
    """
    LDR 00000nam0 2200000   450
    001 u1
    100 ## $a 20100427d2010    m  y0frey50      ba
    200 1# $a Convention collective
    801 #3 $a FR $b Abes
    """
)
RUSMARC = Record.parse(
    """
    LDR 00000nam0 2200000 i 450
    001 r1
    100 ## $a 20030101d2003    u  y0rusy0189    ca
    200 1# $a Путь Абая $e роман-эпопея
    801 #0 $a RU $b NLR $g PSBO
    """
)
AUTHORITY = Record.parse(
    "LDR 00000nz  a2200000n  4500\n001 a1\n008 800101n| acannaabn          |n aaa     \n100 1# $a Әуезов, Мұхтар"
)


def opened(path: Path, data: bytes, profile: Profile | None = None) -> tuple[Profile, list[str]]:
    path.write_bytes(data)
    found, stream = open_source(path, profile or Profile(source="test"))
    return found, [parse(received.raw, found).record.id for received in stream]


@pytest.mark.parametrize(
    ("data", "container", "format", "kind", "ids"),
    [
        (iso2709(WIND) + iso2709(SEA), "iso2709", "marc21", "bibliographic", ["w1", "s2"]),
        (iso2709(UNIMARC), "iso2709", "unimarc", "bibliographic", ["u1"]),
        (iso2709(RUSMARC, "cp1251") * 2, "iso2709", "rusmarc", "bibliographic", ["r1", "r1"]),
        (iso2709(AUTHORITY), "iso2709", "marc21", "authority", ["a1"]),
        (b"\xef\xbb\xbf=LDR  00000nam\n=001  m1\n=245  10$aThe wind\n", "mrk", "marc21", "bibliographic", ["m1"]),
        (b"000000007 LDR   L 00000nam^a22\n000000007 24510 L $$aWind\n", "aleph", "marc21", "bibliographic", ["000000007"]),
        ("#920: PAZK\n#903: K1\n#200: ^AАбай\n*****\n".encode("cp1251"), "irbis", "rusmarc", "bibliographic", ["K1"]),
        (
            b'{"leader":"00000nam","fields":[{"001":"j1"},{"245":{"ind1":"1","subfields":[{"a":"Wind"}]}}]}',
            "marcjson",
            "marc21",
            "bibliographic",
            ["j1"],
        ),
    ],
)
def test_what_a_file_is(tmp_path: Path, data: bytes, container: str, format: str, kind: str, ids: list[str]) -> None:
    profile, found = opened(tmp_path / "file", data)
    assert (profile.container, profile.format, profile.kind, found) == (container, format, kind, ids)
    assert len(profile.evidence) == 2
    assert profile.source == "test"


def test_certainty_is_the_share_of_records_that_agree(tmp_path: Path) -> None:
    profile, _ = opened(tmp_path / "mixed", iso2709(WIND) * 3 + iso2709(UNIMARC))
    assert (profile.format, profile.certainty) == ("marc21", 0.75)
    assert "3 of 4 records" in profile.evidence[1]


def test_a_profile_settles_what_would_be_guessed(tmp_path: Path) -> None:
    profile, _ = opened(tmp_path / "told", iso2709(WIND), Profile(format="rusmarc", kind="holdings"))
    assert (profile.format, profile.kind, profile.certainty) == ("rusmarc", "holdings", 1.0)


def test_the_encoding_that_most_records_share_helps_the_short_ones(tmp_path: Path) -> None:
    short = Record.parse("001 t\n200 1# $a Т2")
    profile, _ = opened(tmp_path / "koi8", iso2709(RUSMARC, "koi8-r") * 20 + iso2709(short, "koi8-r"))
    assert profile.likely_encoding == "koi8-r"
    assert parse(iso2709(short, "koi8-r"), profile).record["200"]["a"] == "Т2"


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    assert opened(tmp_path / "a.mrc.gz", gzip.compress(iso2709(WIND)))[1] == ["w1"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read(tmp_path: Path, encoding: str) -> None:
    profile, ids = opened(tmp_path / "wide", (iso2709(WIND) + iso2709(SEA)).decode().encode(encoding))
    assert (profile.container, ids) == ("iso2709", ["w1", "s2"])
    assert opened(tmp_path / "wide.mrk", "=LDR  00000nam\n=001  Ә\n".encode(encoding))[1] == ["Ә"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["UTF-16", "utf-8", ""])
def test_xml_in_utf16_is_read_whatever_it_declares(tmp_path: Path, encoding: str, declared: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    record = '<record><controlfield tag="001">Ә</controlfield><controlfield tag="003">Ғ</controlfield></record>'
    assert opened(tmp_path / "wide.xml", (prolog + record).encode(encoding))[1] == ["Ә"]


def test_repairs_are_made_when_asked_and_told(tmp_path: Path) -> None:
    record = Record.parse("001 d\n245 10 $a КитобÐ°Ð± $b O'zbekiston").with_fields(
        Record.parse("245 10 $a РђР±Р°Р№ $b O'zbekiston").fields
    )
    raw = iso2709(record)
    assert parse(raw, Profile(container="iso2709")).record["245"]["a"] == "РђР±Р°Р№"
    repaired = parse(raw, Profile(container="iso2709", repairs=("double-utf8", "apostrophes")))
    assert repaired.record["245"].all("ab") == ["Абай", "Oʻzbekiston"]
    assert "repair double-utf8 changed 1 fields" in repaired.notes


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"Dear colleague, here is the list of our books.\n1. Abai\n", "no catalogue records were found"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x1d\x1e\x1f", "no catalogue records were found"),
        (b"<html><body>404</body></html>", "XML without record elements"),
        (b'{"books": []}', "no catalogue records were found"),
        (b"<collection></collection>", "there is no record in it"),
        (b"\x1f\x8b\x08broken", "cannot be read"),
    ],
)
def test_one_clear_message_for_what_is_no_catalogue(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as raised:
        opened(tmp_path / "file", data)
    assert str(tmp_path / "file") in str(raised.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        open_source(tmp_path / "missing.mrc", Profile())
    with pytest.raises(SourceError, match="folder"):
        open_source(tmp_path, Profile())


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "closed.mrc"
    path.write_bytes(iso2709(WIND))
    path.chmod(0)
    with pytest.raises(SourceError, match="cannot be read"):
        open_source(path, Profile())


def test_a_gzip_file_cut_off_gives_its_records_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    noise = iso2709(WIND.with_fields([*WIND.fields, *Record.parse(f"500 ## $a {os.urandom(3000).hex()}").fields]))
    packed = gzip.compress(b"".join(iso2709(WIND) + noise for _ in range(200)), 0)
    path.write_bytes(packed[: len(packed) - 3000])
    profile, stream = open_source(path, Profile())
    assert parse(next(stream).raw, profile).record.id == "w1"
    with pytest.raises(SourceError, match="reading stopped"):
        list(stream)


def test_a_profile_that_says_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cp9999"):
        opened(tmp_path / "f", iso2709(WIND), Profile(encoding="cp9999"))
    with pytest.raises(SourceError, match="known are"):
        opened(tmp_path / "f", iso2709(WIND), Profile(repairs=("everything",)))


LONG = "а" * 200_000


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (
            f'<mods xmlns="http://www.loc.gov/mods/v3"><abstract>{LONG}</abstract><titleInfo><title>A</title></titleInfo></mods>',
            "mods",
        ),
        (f'{{"@context":"https://schema.org/","description":"{LONG}","name":"x"}}', "lrmi"),
        (
            f'<record><leader>{UNIMARC.leader}</leader><datafield tag="330"><subfield code="a">{LONG}</subfield></datafield>'
            '<datafield tag="200"><subfield code="a">A</subfield></datafield></record>',
            "unimarc",
        ),
    ],
    ids=["mods", "lrmi", "unimarc"],
)
def test_a_first_record_longer_than_what_is_looked_at_at_first_shows_its_format(tmp_path: Path, data: str, format: str) -> None:
    profile, ids = opened(tmp_path / "long", data.encode())
    assert (profile.format, profile.certainty, len(ids)) == (format, 1.0, 1)
