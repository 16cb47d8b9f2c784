"""The same two records in every form that systems write them in: with a mark of byte order or not, any line end, any wrapper."""

import html
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversions.sources import Profile, open_source, parse

TITLE = "Путь Абая"
MARCXML = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
    '<controlfield tag="001">{n}</controlfield>'
    f'<datafield tag="245" ind1="1" ind2="0"><subfield code="a">{TITLE}</subfield></datafield></record>'
)
MRK = f"=LDR  00000nam  2200000 a 4500\n=001  {{n}}\n=245  10$a{TITLE}\n\n"
ALEPH = f"{{n:09d}} LDR   L 00000nam^^2200000^a^4500\n{{n:09d}} 24510 L $$a{TITLE}\n"
IRBIS = f"#920: PAZK\n#903: {{n}}\n#200: ^A{TITLE}^FМ. Ауэзов\n*****\n"
JSON = json.dumps(
    {"leader": "00000nam a2200000 a 4500", "fields": [{"001": "{n}"}, {"245": {"ind1": "1", "subfields": [{"a": TITLE}]}}]},
    ensure_ascii=False,
)
SRU = (
    '<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:numberOfRecords>2</zs:numberOfRecords>'
    "<zs:records>{records}</zs:records></zs:searchRetrieveResponse>"
)
SRU_RECORD = "<zs:record><zs:recordPacking>{packing}</zs:recordPacking><zs:recordData>{data}</zs:recordData></zs:record>"


def two(template: str) -> str:
    return "".join(template.replace("{n}", str(n)).replace("{n:09d}", f"{n:09d}") for n in (1, 2))


def sru(packing: str) -> str:
    data = [each if packing == "xml" else html.escape(each) for each in (MARCXML.replace("{n}", n) for n in "12")]
    return SRU.format(records="".join(SRU_RECORD.format(packing=packing, data=each) for each in data))


def flavours() -> Iterator[tuple[str, bytes]]:
    for name, text in {"mrk": two(MRK), "aleph": two(ALEPH), "irbis": two(IRBIS)}.items():
        yield name, text.encode()
        yield f"{name} BOM", b"\xef\xbb\xbf" + text.encode()
        yield f"{name} CRLF", text.replace("\n", "\r\n").encode()
        yield f"{name} UTF-16", text.encode("utf-16")
        for encoding in ("cp1251", "cp866", "koi8-r"):
            yield f"{name} {encoding}", text.replace("\n", "\r\n").encode(encoding)
    yield "mrk without blank lines", two(MRK).replace("\n\n", "\n").encode()
    yield "irbis with occurrences", two(IRBIS).replace(": ", "/1:_").encode("cp1251")
    yield "irbis without blanks", two(IRBIS).replace(": ", ":").encode("cp1251")
    yield "irbis without the last end", two(IRBIS).removesuffix("*****\n").encode()
    one, other = (JSON.replace("{n}", n) for n in "12")
    yield "JSON lines", f"{one}\n{other}\n".encode()
    yield "JSON list, BOM", b"\xef\xbb\xbf" + f"[{one},\r\n{other}]".encode()
    yield "JSON in an object", f'{{"total": 2, "records": [{one}, {other}]}}'.encode()
    yield "JSON with escapes", json.dumps([json.loads(one), json.loads(other)], indent=2).encode()
    bare = two(MARCXML).replace(' xmlns="http://www.loc.gov/MARC21/slim"', "")
    yield "XML without namespace", f"<collection>{bare}</collection>".encode()
    yield "XML one after another", two(MARCXML).encode()
    yield "XML cp1251", f'<?xml version="1.0" encoding="windows-1251"?><collection>{bare}</collection>'.encode("cp1251")
    yield "XML cp1251, not declared", f"<collection>{bare}</collection>".encode("cp1251")
    yield "SRU", sru("xml").encode()
    yield "SRU, default namespace", sru("xml").replace("zs:", "").replace("xmlns:zs", "xmlns").encode()
    yield "SRU, packed as text", sru("string").encode()


@pytest.mark.parametrize(("name", "data"), [pytest.param(*each, id=each[0]) for each in flavours()])
def test_two_records_are_read_alike(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    profile, stream = open_source(file, Profile(source="x"))
    records = [parse(each.raw, profile).record for each in stream]
    assert [each.id.lstrip("0") for each in records] == ["1", "2"]
    assert {(each["200" if profile.format == "rusmarc" else "245"]["a"]) for each in records} == {TITLE}
    assert profile.format == ("rusmarc" if name.startswith("irbis") else "marc21")


def test_a_form_that_has_no_leader_to_speak_of_its_encoding_does_not_contradict_it(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(two(MRK).encode("cp1251"))
    profile, stream = open_source(file, Profile(source="x"))
    assert [parse(each.raw, profile).notes for each in stream] == [(), ()]


def test_dublin_core_in_an_answer_of_sru(tmp_path: Path) -> None:
    data = f'<dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title></dc:dc>'
    file = tmp_path / "file"
    file.write_text(SRU.format(records=SRU_RECORD.format(packing="xml", data=data) * 2), "utf-8")
    profile, stream = open_source(file, Profile(source="x"))
    assert profile.format == "dublincore"
    assert [parse(each.raw, profile).record["dc.title"][""] for each in stream] == [TITLE, TITLE]
