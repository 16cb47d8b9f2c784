"""MARCXML: any wrapper, any namespace; a malformed record costs itself; nothing outside the file is ever read."""

import io
from pathlib import Path

import pytest

from conversions.errors import DamagedRecord
from conversions.sources import Profile, Received
from conversions.sources import marcxml as source

PROFILE = Profile(source="test", format="marc21", container="marcxml")
RECORD = (
    '<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">{id}</controlfield>'
    '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">{title}</subfield></datafield></record>'
)
ONE, TWO = RECORD.format(id="one", title="Жел"), RECORD.format(id="two", title="The sea &amp; wind")


def split(text: str | bytes) -> list[Received]:
    return list(source.split(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def outcome(text: str | bytes) -> list[str]:
    found = []
    for received in split(text):
        try:
            found.append(source.parse(received.raw, PROFILE).record.id)
        except DamagedRecord:
            found.append("refused")
    return found


@pytest.mark.parametrize(
    "document",
    [
        f"<collection>{ONE}{TWO}</collection>",
        f'<?xml version="1.0"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n{ONE}\n{TWO}\n</collection>',
        f"{ONE}\n{TWO}",
        "<OAI-PMH><ListRecords>"
        + "".join(f"<record><header><identifier>x</identifier></header><metadata>{r}</metadata></record>" for r in (ONE, TWO))
        + '<record><header status="deleted"><identifier>y</identifier></header></record></ListRecords></OAI-PMH>',
        "<zs:searchRetrieveResponse xmlns:zs='http://www.loc.gov/zing/srw/'><zs:records>"
        + "".join(f"<zs:record><zs:recordData>{r}</zs:recordData></zs:record>" for r in (ONE, TWO))
        + "</zs:records></zs:searchRetrieveResponse>",
        f"<collection><record/>{ONE}<record />{TWO}</collection>",
        f"<collection><!-- <record> is what we want --><![CDATA[<record>]]>{ONE}{TWO}</collection>",
    ],
)
def test_records_are_found_in_any_wrapper(document: str) -> None:
    data = document.encode()
    assert outcome(document) == ["one", "two"]
    assert [data[r.offset :][: len(r.raw)] for r in split(document)] == [ONE.encode(), TWO.encode()]


def test_prefixes_that_only_the_root_declares_are_understood() -> None:
    one = ONE.replace("<", "<marc:").replace("<marc:/", "</marc:")
    (received,) = split(f'<marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim">{one}</marc:collection>')
    parsed = source.parse(received.raw, PROFILE)
    assert parsed.record["245"]["a"] == "Жел"
    assert parsed.notes == ()


@pytest.mark.parametrize("encoding", ["iso8859-5", "cp1251"])
def test_other_encodings_are_read_as_the_file_says(encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?><collection>{ONE}{TWO}</collection>'
    (first, second) = split(document.encode(encoding))
    assert source.parse(first.raw, PROFILE).record["245"]["a"] == "Жел"
    assert source.parse(second.raw, PROFILE).record.id == "two"


@pytest.mark.parametrize(
    "damage",
    [
        ONE.replace("</subfield>", "</wrong>"),
        ONE.replace("</record>", ""),
        ONE[:150],
        ONE.replace("</datafield>", ""),
    ],
)
def test_a_malformed_record_costs_only_itself(damage: str) -> None:
    found = outcome(f"<collection>{TWO}{damage}{TWO}</collection>")
    assert (found[0], found[-1], len(found)) == ("two", "two", 3)
    assert found[1] == "refused"


def test_ampersands_and_html_entities_are_mended_with_a_note() -> None:
    parsed = source.parse(RECORD.format(id="x", title="Sea & wind&nbsp;&eacute; &unknown; &#x110000;\x02").encode(), PROFILE)
    assert parsed.record["245"]["a"] == "Sea & wind\xa0é &unknown; "
    assert any("ampersands" in note for note in parsed.notes)
    assert "1 control characters removed" in parsed.notes


def test_bytes_that_are_not_utf8_are_read_by_evidence() -> None:
    parsed = source.parse(RECORD.format(id="x", title="Путь Абая").encode("cp1251"), PROFILE)
    assert parsed.record["245"]["a"] == "Путь Абая"
    assert any("cp1251" in note for note in parsed.notes)


def test_no_entity_is_resolved_and_no_file_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    document = (
        f'<!DOCTYPE c [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<collection>{RECORD.format(id='x', title='&x;&b;')}</collection>"
    )
    (received,) = split(document)
    assert source.parse(received.raw, PROFILE).record["245"]["a"] == "&x;&b;"
    inner = b'<record><!DOCTYPE c [<!ENTITY x "y">]><leader>&x;</leader></record>'
    with pytest.raises(DamagedRecord):
        source.parse(inner, PROFILE)


def test_what_lacks_a_tag_or_code_is_told() -> None:
    raw = (
        b'<record><leader>0</leader><controlfield tag="1">x</controlfield>'
        b'<datafield><subfield code="a">lost</subfield></datafield>'
        b'<datafield tag="245"><subfield>bare</subfield><subfield code="b">rest</subfield></datafield></record>'
    )
    parsed = source.parse(raw, PROFILE)
    assert parsed.record.id == "x"
    assert [field.tag for field in parsed.record.fields] == ["001", "245"]
    assert parsed.record["245"]["b"] == "rest"
    assert " ".join(parsed.notes).count("'lost'") == 1
    assert " ".join(parsed.notes).count("'bare'") == 1


def test_a_record_without_fields_is_refused() -> None:
    assert outcome("<collection><record><leader>00000nam</leader></record></collection>") == ["refused"]


def test_sorting_marks_are_kept_and_other_controls_removed() -> None:
    parsed = source.parse(RECORD.format(id="x", title="\x88Le \x89vent\x85").encode(), PROFILE)
    assert parsed.record["245"]["a"] == "\x98Le \x9cvent"
    assert "1 control characters removed" in parsed.notes


def test_memory_is_bounded_by_the_longest_record() -> None:
    pieces = split(b"<collection><record><leader>" + b"x" * (source.LONGEST + 10) + b"</leader></record>" + ONE.encode())
    assert len(pieces[0].raw) > source.LONGEST
    assert pieces[-1].raw == ONE.encode()
    with pytest.raises(DamagedRecord, match="does not end"):
        source.parse(pieces[0].raw, PROFILE)


@pytest.mark.parametrize("size", [1, 7, 64, 300])
def test_records_are_cut_alike_wherever_the_chunks_end(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(source, "CHUNK", size)
    document = f"<collection><!-- <record> {'-' * 400} -->{ONE}<x/>{TWO}</collection>"
    found = split(document)
    assert [received.raw for received in found] == [ONE.encode(), TWO.encode()]
    assert [document.encode()[r.offset :][: len(r.raw)] for r in found] == [ONE.encode(), TWO.encode()]
