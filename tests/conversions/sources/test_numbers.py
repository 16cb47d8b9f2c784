"""A record that cannot be read is told by its number where its bytes show one."""

import pytest

from conversions.record import Record
from conversions.sources import control_number

from .build import iso2709

GOOD = iso2709(Record.parse("LDR 00000nam a2200000 a 4500\n001 Кн-7\n008 x\n245 10 $a Абай"))


@pytest.mark.parametrize(
    ("raw", "container", "number"),
    [
        (GOOD[:-10], "iso2709", "Кн-7"),
        (b"xxxxx" + GOOD[5:-1], "iso2709", "Кн-7"),
        (GOOD[:20], "iso2709", ""),
        (b"", "iso2709", ""),
        (b"\x1e" * 40, "iso2709", ""),
        (b"00026nam a2200025 i 450 \x1e\x1d", "iso2709", ""),
        (b"<marc:record><marc:controlfield tag='001'>m 1</marc:controlfield><x", "marcxml", "m 1"),
        (b'<record><datafield tag="001">', "marcxml", ""),
        (b'<record><header status="x"><identifier>oai:x:1</identifier><', "metadata", "oai:x:1"),
        (b'{"fields":[{"001":"j1"},', "marcjson", "j1"),
        (b'{"fields":[["001","j1"],', "marcjson", "j1"),
        (b'{"@id": "https://x.example/1", "name": ', "jsonld", "https://x.example/1"),
        (b"=LDR\r\n=001  b\x001\r\n", "mrk", "b 1"),
        (b"000000007 LDR", "aleph", "000000007"),
        (b"#903: 84-1\r\n#200", "irbis", "84-1"),
        (b"#200: x\n#903/1:_84-1\n", "irbis", "84-1"),
    ],
)
def test_the_number_that_a_damaged_record_shows(raw: bytes, container: str, number: str) -> None:
    assert control_number(raw, container) == number
