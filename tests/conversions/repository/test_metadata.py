"""Metadata from files: cut, read, in any notation; what is damaged costs only itself."""

import json
import random
from io import BytesIO
from pathlib import Path

import pytest

from conversions import repository
from conversions.convert import convert
from conversions.errors import DamagedRecord, SourceError
from conversions.naming import Naming
from conversions.record import Record
from conversions.sources import Profile, cutting, jsonld, metadata, open_source, parse

FORMATS = {format.name: format for format in repository.FORMATS}
SAMPLES = Path(__file__).parents[3] / "kg/samples"
DC = 'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
MODS = "http://www.loc.gov/mods/v3"


def read(tmp_path: Path, text: str, name: str = "x.xml") -> list[Record]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    profile, stream = open_source(path, Profile(source="x"))
    return [parse(each.raw, profile).record for each in stream]


def said(record: Record, format: str) -> str:
    return "\n".join(convert(record, FORMATS[format], Naming("http://example.org/")).triples)


def test_a_record_keeps_namespaces_that_were_declared_further_out(tmp_path: Path) -> None:
    one = "<oai_dc:dc><dc:title xml:lang='kk'>Абай жолы</dc:title></oai_dc:dc>"
    header = "<header><identifier>oai:x:{}</identifier><datestamp>2024-01-01</datestamp></header>"
    body = "".join(f"<record>{header.format(n)}<metadata>{one}</metadata></record>" for n in (1, 2))
    text = f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" {DC}><ListRecords>{body}</ListRecords></OAI-PMH>'
    found = read(tmp_path, text)
    assert [each.id for each in found] == ["oai:x:1", "oai:x:2"]
    assert str(found[0]["dc.title"]) == "dc.title ## $@lang kk $ Абай жолы"


def test_a_collection_and_an_element_alone(tmp_path: Path) -> None:
    number = "<recordInfo><recordIdentifier>7</recordIdentifier></recordInfo>"
    one = f'<mods xmlns="{MODS}"><titleInfo><title>A</title></titleInfo>{number}</mods>'
    assert [each.id for each in read(tmp_path, one)] == ["7"]
    many = f'<modsCollection xmlns="{MODS}">{one}{one}<mods><titleInfo><title>B</title></titleInfo></mods></modsCollection>'
    assert [each["titleInfo"]["title"] for each in read(tmp_path, many)] == ["A", "A", "B"]


def test_a_deleted_record_says_so(tmp_path: Path) -> None:
    text = f'<records {DC}><record><header status="deleted"><identifier>oai:x:1</identifier></header></record></records>'
    assert [(each.id, each.leader[5:6]) for each in read(tmp_path, text)] == [("oai:x:1", "d")]


def test_mets_is_read_as_what_it_holds() -> None:
    dim = '<dim:dim xmlns:dim="http://www.dspace.org/xmlns/dspace/dim"><dim:field element="title">T</dim:field></dim:dim>'
    inner = f"<dmdSec><mdWrap><xmlData>{dim}</xmlData></mdWrap></dmdSec>"
    raw = f'<mets xmlns="http://www.loc.gov/METS/">{inner}</mets>'.encode()
    assert metadata.format_of(raw) == "dublincore"
    assert metadata.parse(raw, Profile()).record["dc.title"][""] == "T"


@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_cutting_does_not_hang_on_how_the_bytes_come(chunk: int) -> None:
    data = (SAMPLES / "theses.xml").read_bytes()
    pieces = [data[n : n + chunk] for n in range(0, len(data), chunk)]
    found = list(cutting.cut(iter(pieces)))
    assert len(found) == 15
    for each in found:
        assert data[each.offset :].startswith(b"<record>")
        assert each.raw.endswith(b"</record>")


def test_a_record_without_end_is_handed_on_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "LONGEST", 1000)
    endless = (b"<records><record><header><identifier>x</identifier></header>" if n == 0 else b"y" * 500 for n in range(1000))
    found = list(cutting.cut(endless))
    assert len(found) == 1
    assert len(found[0].raw) < 200_000


ONE = {"@context": "https://w3id.org/kim/amb/context.jsonld", "id": "http://x/1", "name": 'A {brace} in a "name"'}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ONE),
        json.dumps([ONE, {**ONE, "id": "http://x/2"}]),
        json.dumps(ONE) + "\n" + json.dumps({**ONE, "id": "http://x/2"}) + "\n",
        json.dumps({"@context": "http://schema.org/", "@graph": [ONE, {**ONE, "id": "http://x/2"}]}, indent=1),
    ],
)
def test_json_ld_alone_in_arrays_lines_and_graphs(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text, "x.json")
    assert [each.id for each in found] == ["http://x/1", "http://x/2"][: text.count("http://x/")]
    assert all(each["name"][""] == ONE["name"] for each in found)


def test_json_by_language_and_with_vocabulary_names() -> None:
    record = jsonld.parse(
        json.dumps(
            {"schema:name": {"de": "Stufe", "kk": "Деңгей"}, "http://schema.org/about": {"@value": "x", "@language": "en"}}
        ).encode(),
        Profile(),
    ).record
    assert [str(each) for each in record.fields] == [
        "name ## $@lang de $ Stufe",
        "name ## $@lang kk $ Деңгей",
        "about ## $@lang en $ x",
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"[1]", "a JSON object"), (b'{"a":', "well-formed"), (b'{"id": "x"}', "says nothing"), (b"\xff", "well-formed")],
)
def test_json_that_is_no_resource(raw: bytes, reason: str) -> None:
    with pytest.raises(DamagedRecord, match=reason):
        jsonld.parse(raw, Profile())


def test_objects_without_bottom_are_refused() -> None:
    with pytest.raises(DamagedRecord, match="within each other"):
        jsonld.parse(b'{"a": ' * 100 + b"1" + b"}" * 100, Profile())


def test_xml_that_is_no_metadata_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="XML without record elements"):
        read(tmp_path, "<html><body>Hello</body></html>")


def test_a_language_that_the_letters_contradict_is_not_believed() -> None:
    record = metadata.fragment('<dc:title xml:lang="en">Очерки по истории</dc:title><dc:language>ru</dc:language>')
    assert '"Очерки по истории"@ru' in said(record, "dublincore")


def test_learning_resources_of_all_notations_are_found_by_the_same_terms() -> None:
    lom = metadata.fragment(
        "<lom:educational><lom:context><lom:value>higher education</lom:value></lom:context><lom:typicalLearningTime>"
        "<lom:duration>PT1H</lom:duration></lom:typicalLearningTime></lom:educational>"
        "<lom:rights><lom:description><lom:string>CC BY 4.0</lom:string></lom:description></lom:rights>"
    )
    dim = metadata.fragment(
        '<dim:field mdschema="lrmi" element="educationalLevel">higher education</dim:field>'
        '<dim:field mdschema="lrmi" element="timeRequired">PT1H</dim:field>'
        '<dim:field element="rights" qualifier="uri">http://creativecommons.org/licenses/by/4.0/</dim:field>'
    )
    amb = jsonld.parse(
        b'{"educationalLevel": "higher education", "timeRequired": "PT1H", "license": "https://creativecommons.org/licenses/by/4.0/"}',
        Profile(),
    ).record
    triples = [said(*each) for each in ((lom, "lom"), (dim, "dublincore"), (amb, "lrmi"))]
    level = next(part for part in triples[0].split() if "/topic/" in part)
    for each in triples:
        assert f"<http://schema.org/educationalLevel> {level}" in each
        assert '<http://schema.org/timeRequired> "PT1H"^^<http://www.w3.org/2001/XMLSchema#duration>' in each
        assert "<http://schema.org/license> <https://creativecommons.org/licenses/by/4.0/>" in each


def test_two_thousand_mutations_end_in_a_record_or_a_refusal() -> None:
    """Bytes flipped, cut, doubled, spliced: no other failure, and no rule that fails on what was read."""
    dice = random.Random(5)
    whole = [
        (each.raw, "metadata")
        for name in ("theses.xml", "lessons.xml")
        for each in cutting.cut(iter([(SAMPLES / name).read_bytes()]))
    ]
    amb = {
        "name": {"kk": "Сан"},
        "about": [{"id": "http://x/1", "prefLabel": {"de": "A"}}],
        "author": {"name": "B, C"},
        "license": {"id": "x:y z"},
    }
    whole.append((json.dumps(amb, ensure_ascii=False).encode(), "jsonld"))
    read = refused = 0
    for n in range(2000):
        raw, container = whole[n % len(whole)]
        damaged = mutated(raw, dice)
        try:
            if container == "jsonld":
                record, format = jsonld.parse(damaged, Profile()).record, "lrmi"
            else:
                list(cutting.cut(iter([damaged])))
                record, format = metadata.parse(damaged, Profile()).record, metadata.format_of(damaged)
        except DamagedRecord as error:
            assert len(error.reason) > 15
            refused += 1
            continue
        read += 1
        if format:
            said(record, format)
    assert read > 400
    assert refused > 200


def mutated(raw: bytes, dice: random.Random) -> bytes:
    a, b = sorted(dice.randrange(len(raw)) for _ in range(2))
    match dice.randrange(5):
        case 0:
            return raw[:a] + bytes([dice.randrange(256)]) + raw[a + 1 :]
        case 1:
            return raw[:a] + raw[min(b, a + 30) :]
        case 2:
            return raw[:b] + raw[a:]
        case 3:
            return raw[:a] + raw[a:b][::-1] + raw[b:]
        case _:
            return raw[:a] + dice.choice([b"&amp;", b"<a/>", b"\x00", b"&x;", b"://", b'"', b"[", b";;", b"T"]) + raw[a:]


def test_streams_are_read_without_keeping_them() -> None:
    one = json.dumps(ONE).encode()
    stream = BytesIO(b"[" + b",".join([one] * 5000) + b"]")
    assert sum(1 for _ in jsonld.split(stream)) == 5000
