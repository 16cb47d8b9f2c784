"""Whatever is done to a file: no crash, no hang, nothing lost; every byte is in a record, a refusal or padding."""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from hypothesis import given, settings
from hypothesis import strategies as st

from conversions.errors import DamagedRecord
from conversions.sources import Parsed, Profile, Received, iso2709, marcjson, marcxml, text

from .build import SEA, WIND
from .build import iso2709 as built

ISO = b"\n".join([built(WIND), built(SEA), built(SEA, "cp1251"), built(WIND)])
XML = "<collection>{0}{0}</collection>".format(
    '<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">x</controlfield>'
    '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Көшпенділер &amp; т.б.</subfield></datafield></record>'
).encode()
JSON = (
    '[{"leader":"00000nam a2200000 a 4500","fields":[{"001":"x"},{"245":{"ind1":"1","ind2":"0","subfields":[{"a":"Қан"}]}}]},\n'
    '{"leader":"00000nam a2200000 a 4500","fields":[["001","y"],["245","1","0",[["a","{тер}"]]]]}]'
).encode()
BREAKER = "=LDR  00000nam a2200000 a 4500\n=001  x\n=245  10$aCaf{acute}e\n\n=LDR  00000nam\n=001  y\n=245  10$aҚан".encode()
ALEPH = "000000001 LDR   L 00000nam^a22\n000000001 24510 L $$aҚан$$bтер\n000000002 LDR   L 00000nam\n".encode()
IRBIS = "#920: PAZK\n#200: ^AПуть Абая^Eроман\n#10: ^A5-1\n*****\n#200: ^AҚан\n*****\n".encode()
PADDING = b"\r\n\t\x00\x1a\x1d "


@st.composite
def mutations(draw: st.DrawFn, good: bytes) -> bytes:
    """The good bytes after some have been flipped, cut, doubled or spliced."""
    data = good
    for _ in range(draw(st.integers(1, 4))):
        a = draw(st.integers(0, len(data)))
        b = draw(st.integers(a, min(len(data), a + 60)))
        match draw(st.sampled_from(["flip", "cut", "double", "splice", "truncate"])):
            case "flip":
                data = data[:a] + draw(st.binary(min_size=1, max_size=3)) + data[a + 1 :]
            case "cut":
                data = data[:a] + data[b:]
            case "double":
                data = data[:b] + data[a:]
            case "splice":
                data = data[:a] + good[b : b + 80] + data[a:]
            case _:
                data = data[: max(a, 10)]
    return data


def read_all(data: bytes, split: Callable[[BinaryIO], Iterator[Received]], parse: Callable[[bytes, Profile], Parsed]) -> bytes:
    """Read everything; give back what belongs to no record."""
    gaps, end = b"", 0
    for position, received in enumerate(split(io.BytesIO(data)), 1):
        assert received.position == position
        assert received.offset >= end
        assert data[received.offset :][: len(received.raw)] == received.raw
        gaps += data[end : received.offset]
        end = received.offset + len(received.raw)
        try:
            parsed = parse(received.raw, Profile(source="m"))
        except DamagedRecord as error:
            assert error.reason
        else:
            assert any(parsed.record.fields)
            assert len(parsed.record.leader) == 24
            assert (
                "\ufffd" not in str(parsed.record) or any("U+FFFD" in note for note in parsed.notes) or "\ufffd".encode() in data
            )
    return (gaps + data[end:]).replace(b"\xef\xbb\xbf", b"")


@settings(max_examples=400, deadline=None)
@given(mutations(ISO))
def test_iso2709(data: bytes) -> None:
    assert not read_all(data, iso2709.split, iso2709.parse).strip(PADDING)


@settings(max_examples=200, deadline=None)
@given(mutations(XML))
def test_marcxml(data: bytes) -> None:
    read_all(data, marcxml.split, marcxml.parse)


@settings(max_examples=200, deadline=None)
@given(mutations(JSON))
def test_marcjson(data: bytes) -> None:
    read_all(data, marcjson.split, marcjson.parse)


@settings(max_examples=100, deadline=None)
@given(mutations(BREAKER))
def test_breaker(data: bytes) -> None:
    assert not read_all(data, text.split_breaker, text.parse_breaker).strip(b"\r\n\t \x1a\xef\xbb\xbf")


@settings(max_examples=100, deadline=None)
@given(mutations(ALEPH))
def test_aleph(data: bytes) -> None:
    assert not read_all(data, text.split_aleph, text.parse_aleph).strip(b"\r\n\t \x1a\xef\xbb\xbf")


@settings(max_examples=100, deadline=None)
@given(mutations(IRBIS))
def test_irbis(data: bytes) -> None:
    assert not read_all(data, text.split_irbis, text.parse_irbis).strip(b"\r\n\t \x1a\xef\xbb\xbf")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert not read_all(data, iso2709.split, iso2709.parse).strip(PADDING)
    read_all(data, marcxml.split, marcxml.parse)
    read_all(data, marcjson.split, marcjson.parse)
    read_all(data, text.split_breaker, text.parse_breaker)
