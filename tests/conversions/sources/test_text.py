"""MARC breaker, Aleph sequential, IRBIS text and MARC-in-JSON."""

import io
from collections.abc import Callable

import pytest

from conversions.errors import DamagedRecord
from conversions.record import Field, Record
from conversions.sources import Parsed, Profile, marcjson, text

PROFILE = Profile(source="test")


def test_breaker_blanks_names_and_continued_lines() -> None:
    raw = (
        b"=LDR  00755cam\\\\22002414a\\4500\r\n=008  000107s2000\\\\\\\\nyu\r\n"
        b"=245  1\\$aCaf{acute}e {dollar}5 {AElig}ther {lcub}x{rcub}$bgoes\r\non here\r\n=500  \\\\$aS{uml}{macr}u {strange}"
    )
    record = text.parse_breaker(raw, PROFILE).record
    assert record.leader == "00755cam  22002414a 4500"
    assert record["008"].data == "000107s2000    nyu"
    assert record["245"] == Field("245", "1", " ", [("a", "Café $5 Æther {x}"), ("b", "goes on here")])
    assert record["500"]["a"] == "Sǖ {strange}" or record["500"]["a"] == "Sü\u0304 {strange}"


def test_breaker_records_end_at_blank_lines_or_leaders() -> None:
    data = b"=LDR  1\n=001  a\n\n=001  b\n=LDR  3\n=001  c\n"
    found = list(text.split_breaker(io.BytesIO(data)))
    assert [received.raw for received in found] == [b"=LDR  1\n=001  a\n\n", b"=001  b\n", b"=LDR  3\n=001  c\n"]
    assert [received.offset for received in found] == [0, 17, 25]


def test_aleph() -> None:
    data = (
        "000000002 FMT   L BK\n000000002 LDR   L -----nam-a22------i-4500\n000000002 008   L 190724c1999--\n"
        "000000002 24510 L $$aҚазақ$$bтілі\n000000003 LDR   L 00000nam^a22\n000000003 001   L own\n"
    ).encode()
    first, second = (text.parse_aleph(received.raw, PROFILE) for received in text.split_aleph(io.BytesIO(data)))
    assert first.record.id == "000000002"
    assert first.record.leader == "     nam a22      i 4500"
    assert first.record["245"] == Field("245", "1", "0", [("a", "Қазақ"), ("b", "тілі")])
    assert any("hyphens" in note for note in first.notes)
    assert second.record.id == "own"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "cp866"])
def test_irbis(encoding: str) -> None:
    data = (
        "#920: PAZK\n#903: 84/А13\n#10: ^A5-605-00123-4^D1.50\n#200: ^AПуть Абая^Eроман-эпопея\n"
        "#700: ^AАуэзов^BМ. О.\n*****\n#920: NJ\n#200: ^AПростор\n*****\n"
    )
    first, second = (text.parse_irbis(r.raw, PROFILE).record for r in text.split_irbis(io.BytesIO(data.encode(encoding))))
    assert first.id == "84/А13"
    assert first["200"].all("ae") == ["Путь Абая", "роман-эпопея"]
    assert first["010"]["a"] == "5-605-00123-4"
    assert (first.leader[5:8], second.leader[5:8]) == ("nam", "nas")


@pytest.mark.parametrize("parse", [text.parse_breaker, text.parse_aleph, text.parse_irbis])
def test_other_lines_are_refused(parse: Callable[[bytes, Profile], Parsed]) -> None:
    with pytest.raises(DamagedRecord, match="no line has"):
        parse(b"Dear colleague", PROFILE)


WIND_JSON = (
    b'{"leader":"00000nam a2200000 a 4500","fields":[{"001":"w"},{"245":{"ind1":"1","ind2":"4","subfields":[{"a":"{Wind}"}]}}]}'
)


@pytest.mark.parametrize(
    "document",
    [
        WIND_JSON + b"\n" + WIND_JSON,
        b"[" + WIND_JSON + b",\n" + WIND_JSON + b"]",
        b'{"total": 2, "records": [{"parsedRecord": {"content": %b}}, {"id": "\\"}", "content": %b}]}' % (WIND_JSON, WIND_JSON),
    ],
)
def test_json_in_any_wrapper(document: bytes) -> None:
    found = list(marcjson.split(io.BytesIO(document)))
    assert [received.raw for received in found] == [WIND_JSON, WIND_JSON]
    assert [document[r.offset :][: len(r.raw)] for r in found] == [WIND_JSON, WIND_JSON]
    expected = Record.parse("LDR 00000nam a2200000 a 4500\n001 w\n245 14 $a {Wind}")
    assert marcjson.parse(found[0].raw, PROFILE).record == expected


def test_json_is_cut_alike_wherever_its_chunks_end(monkeypatch: pytest.MonkeyPatch) -> None:
    document = b"[" + b",".join([WIND_JSON] * 5) + b"]"
    for size in (1, 7, 50, 133):
        monkeypatch.setattr(marcjson, "CHUNK", size)
        assert [received.raw for received in marcjson.split(io.BytesIO(document))] == [WIND_JSON] * 5


def test_marc_hash() -> None:
    raw = b'{"type":"marc-hash","leader":"00000nam","fields":[["001","h"],["245","1","0",[["a","Sea"],["b",null]]]]}'
    record = marcjson.parse(raw, PROFILE).record
    assert (record.id, record["245"]["a"]) == ("h", "Sea")


def test_malformed_json_costs_only_itself() -> None:
    found = list(marcjson.split(io.BytesIO(WIND_JSON[:90] + b"\n" + WIND_JSON + b"\n" + WIND_JSON[:-2])))
    assert found[1].raw == WIND_JSON
    for received in (found[0], found[2]):
        with pytest.raises(DamagedRecord, match="JSON"):
            marcjson.parse(received.raw, PROFILE)
    assert len(found) == 3
