"""Files made to be slow: each takes a time in proportion to its size. One that took its square would run for hours."""

import io

import pytest

from conversions.engines import convert_record
from conversions.errors import DamagedRecord
from conversions.naming import Naming
from conversions.record import Record
from conversions.sources import Profile, encodings, iso2709, marcjson, marcxml

from .build import WIND
from .build import iso2709 as built

PROFILE = Profile(source="hostile", format="marc21")


def count(source: object, data: bytes) -> tuple[int, int]:
    """How many records are read and refused."""
    good = bad = 0
    for received in source.split(io.BytesIO(data)):  # type: ignore[attr-defined]
        try:
            source.parse(received.raw, PROFILE)  # type: ignore[attr-defined]
        except DamagedRecord:
            bad += 1
        else:
            good += 1
    return good, bad


def test_leaders_without_end() -> None:
    assert count(iso2709, (built(WIND)[:24] + b"\x1e") * 40_000 + built(WIND))[0] == 1


def test_a_directory_of_overlapping_fields() -> None:
    directory = b"245999900000" * 200_000
    raw = b"99999nam a2299999   4500" + directory + b"\x1e" + b"x" * 20_000 + b"\x1e\x1d"
    assert count(iso2709, raw) == (0, 1)


def test_comments_that_never_end() -> None:
    assert count(marcxml, b"<collection>" + b"<!--" * 100_000)[0] == 0


def test_tags_that_never_end() -> None:
    assert count(marcxml, b"<record>" + b"<" * 1_000_000 + b"</record>") == (0, 1)


def test_objects_in_objects() -> None:
    assert count(marcjson, b'{"fields":' * 100_000 + b"}" * 100_000)[0] == 0
    assert count(marcjson, b"{" * 500_000 + b"}" * 500_000) == (0, 0)


def test_a_word_as_long_as_the_record() -> None:
    assert encodings.detect(b"a" * 2_000_000 + b"\xff" + b"b" * 2_000_000, "marc-8", "marc21")


@pytest.mark.parametrize("text", [" " * 500_000 + "\n", "&" * 500_000, "&#" * 200_000, "a:" * 200_000])
def test_text_in_xml(text: str) -> None:
    raw = f'<record><controlfield tag="001">x{text}</controlfield></record>'
    assert sum(count(marcxml, raw.encode())) == 1


@pytest.mark.parametrize("run", ["к", "кa", "1", "\u0301", "(", "а. "])
def test_a_title_that_is_one_run_of_letters_is_converted(run: str) -> None:
    record = Record.parse(f"LDR 00000nam a2200000 a 4500\n001 x\n245 10 $a Абай {run * 60_000} b")
    assert convert_record(record, "marc21", Naming("http://example.org/")).triples
