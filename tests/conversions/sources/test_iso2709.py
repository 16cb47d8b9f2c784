"""ISO 2709: the stream is cut right whatever is damaged, and a record is repaired only where that is safe."""

import io
import pickle

import pytest

from conversions.errors import DamagedRecord
from conversions.record import Field, Record
from conversions.sources import Parsed, Profile, Received
from conversions.sources import iso2709 as source

from .build import SEA, WIND, iso2709

PROFILE = Profile(source="test", format="marc21", container="iso2709")


def split(data: bytes) -> list[Received]:
    return list(source.split(io.BytesIO(data)))


def parse(raw: bytes) -> Parsed:
    return source.parse(raw, PROFILE)


def outcome(data: bytes) -> list[str]:
    """The control number of each record read, or the reason why it was not."""
    found = []
    for received in split(data):
        try:
            found.append(parse(received.raw).record.id)
        except DamagedRecord as error:
            found.append(error.reason)
    return found


def same(a: Record, b: Record) -> bool:
    return a.fields == b.fields


def test_a_record_is_read_as_it_was_written() -> None:
    wind, sea = iso2709(WIND), iso2709(SEA)
    first, second = split(wind + sea)
    assert (first.raw, first.position, first.offset) == (wind, 1, 0)
    assert (second.raw, second.position, second.offset) == (sea, 2, len(wind))
    assert same(parse(first.raw).record, WIND)
    assert same(parse(second.raw).record, SEA)
    assert parse(first.raw).notes == ()
    assert parse(first.raw).record.source == "test"


def test_what_is_parsed_goes_to_another_process_and_back() -> None:
    parsed = parse(iso2709(WIND))
    assert pickle.loads(pickle.dumps(parsed)) == parsed


@pytest.mark.parametrize("padding", [b"\n", b"\r\n", b"\x00\x00", b"\x1a", b"\r\n  ", b"\x1d", b"\xef\xbb\xbf"])
def test_padding_between_records_belongs_to_none(padding: bytes) -> None:
    wind, sea = iso2709(WIND), iso2709(SEA)
    data = wind + padding + sea + padding
    assert [received.raw for received in split(data)] == [wind, sea]
    assert split(data)[1].offset == len(wind) + len(padding)
    assert [received.offset for received in split(padding + wind)] == [len(padding)]


def test_junk_between_records_is_refused_with_its_bytes() -> None:
    data = iso2709(WIND) + b"<html>Service unavailable</html>\r\n" + iso2709(SEA)
    found = split(data)
    assert [received.raw for received in found] == [iso2709(WIND), b"<html>Service unavailable</html>\r\n", iso2709(SEA)]
    assert outcome(data)[0::2] == ["w1", "s2"]
    assert "no record begins here" in outcome(data)[1]


@pytest.mark.parametrize("wrong", [b"00010", b"00300", b"99999", b"     ", b"X0150"])
def test_a_wrong_length_is_not_believed(wrong: bytes) -> None:
    data = wrong + iso2709(WIND)[5:] + iso2709(SEA)
    assert outcome(data) == ["w1", "s2"]
    assert any("length" in note for note in parse(split(data)[0].raw).notes)


def test_a_length_that_reaches_into_the_next_record_does_not_swallow_it() -> None:
    wind, sea = iso2709(WIND), iso2709(SEA)
    assert outcome(b"%05d" % (len(wind) + len(sea)) + wind[5:] + sea) == ["w1", "s2"]


def test_a_terminator_inside_a_record_of_the_right_length_does_not_end_it() -> None:
    wind = iso2709(WIND).replace(b"The wind", b"The\x1dwind")
    assert outcome(wind + iso2709(SEA)) == ["w1", "s2"]
    assert "1 control characters removed" in parse(split(wind)[0].raw).notes


def test_a_truncated_last_record_is_the_only_one_refused() -> None:
    found = outcome(iso2709(SEA) + iso2709(WIND)[:120])
    assert found[0] == "s2"
    assert "cut off" in found[1]
    assert len(found) == 2


def test_a_record_cut_off_in_the_middle_of_the_file_does_not_take_the_next_one_with_it() -> None:
    wind = iso2709(WIND)
    found = outcome(wind[:-40] + iso2709(SEA) + wind)
    assert found[1:] == ["s2", "w1"]
    assert "cut off" in found[0]


def test_a_missing_terminator_at_the_end_of_the_file_is_noted() -> None:
    parsed = parse(split(iso2709(WIND)[:-1])[0].raw)
    assert same(parsed.record, WIND)
    assert "the record's terminator is missing" in parsed.notes


def test_lengths_in_letters_instead_of_bytes_are_repaired_from_the_terminators() -> None:
    raw = iso2709(SEA, "cp1251")
    directory = raw[24 : int(raw[12:17])]
    longer = (
        b"00000"
        + raw[5:24]
        + directory
        + b"".join(field.encode() for field in raw[int(raw[12:17]) :].decode("cp1251").partition("\0"))
    )
    parsed = parse(split(longer)[0].raw)
    assert parsed.record["245"]["c"] == SEA["245"]["c"]
    assert any("terminators" in note for note in parsed.notes)


def test_a_wrong_base_address_is_found_again() -> None:
    raw = iso2709(WIND)
    parsed = parse(raw[:12] + b"00017" + raw[17:])
    assert same(parsed.record, WIND)
    assert any("base address" in note for note in parsed.notes)


def test_fields_in_another_order_than_the_directory_are_no_fault() -> None:
    raw = iso2709(WIND)
    entries = [raw[n : n + 12] for n in range(24, int(raw[12:17]) - 1, 12)]
    parsed = parse(raw[:24] + b"".join(reversed(entries)) + raw[int(raw[12:17]) - 1 :])
    assert parsed.record.fields == WIND.fields[::-1]
    assert parsed.notes == ()


def test_a_terminator_inside_a_field_is_taken_for_a_blank() -> None:
    raw = iso2709(WIND).replace(b"a tale", b"a\x1etale")
    parsed = parse(raw)
    assert parsed.record["245"]["b"] == "a tale /"
    assert "field terminators inside fields were taken for blanks" in parsed.notes


def test_a_directory_that_lacks_a_field_is_refused() -> None:
    raw = iso2709(WIND)
    shorter = raw[:12] + b"%05d" % (int(raw[12:17]) - 12) + raw[17:24] + raw[36:]
    with pytest.raises(DamagedRecord, match="3 fields, the record 4"):
        parse(shorter)


def test_a_field_without_its_subfield_mark_keeps_its_text() -> None:
    unmarked = [Field("500", data="1 A note"), Field("501", data="1999, other")]
    parsed = parse(iso2709(WIND.with_fields([*WIND.fields, *unmarked])))
    assert (parsed.record["500"]["a"], parsed.record["500"].ind1) == ("A note", "1")
    assert parsed.record["501"]["a"] == "1999, other"
    assert "field 500 has no subfield: its text is taken for $a" in parsed.notes


def test_a_record_whose_leader_says_that_it_has_no_subfields_is_read_as_bare_text() -> None:
    bare = Record("00000nam  0000000   4500", [Field("001", data="v1"), Field("100", data="Автоматизация")])
    parsed = parse(iso2709(bare, "cp866"))
    assert parsed.record["100"].data == "Автоматизация"


def test_control_characters_are_removed_and_counted_and_sorting_marks_kept() -> None:
    record = Record.parse("001 c1\n245 10 $a \x98The \x9cwind\x01\x02")
    parsed = parse(iso2709(record))
    assert parsed.record["245"]["a"] == "\x98The \x9cwind"
    assert "2 control characters removed" in parsed.notes


def test_a_run_without_end_does_not_fill_the_memory() -> None:
    pieces = split(b"x" * (source.LONGEST + 10) + b"\x1d" + iso2709(WIND))
    assert len(pieces[0].raw) == source.LONGEST
    assert pieces[-1].raw == iso2709(WIND)


@pytest.mark.parametrize("size", [1, 7, 64, 300])
def test_records_are_cut_alike_wherever_the_chunks_end(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(source, "CHUNK", size)
    wind, sea = iso2709(WIND), iso2709(SEA)
    data = wind + b"\r\n" + sea + b"junk" + wind[:60] + sea + b"00010" + wind[5:]
    assert [(r.raw, r.offset) for r in split(data)][:2] == [(wind, 0), (sea, len(wind) + 2)]
    monkeypatch.undo()
    whole = split(data)
    monkeypatch.setattr(source, "CHUNK", size)
    assert split(data) == whole
