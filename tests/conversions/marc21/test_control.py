"""Leader, and what 008 says of every kind of material."""

import pytest

from conversions.loc import LocEngine
from conversions.marc21 import MARC21
from conversions.record import Field, Record
from conversions.tree import INSTANCE, WORK, Literal, Node
from ontology.names import BF, RDF, Iri

PROPERTIES = (RDF.type, BF.content, BF.issuance)


def of_leader(engine: LocEngine | type, record: Record) -> set[tuple[str, str, str]]:
    statements = LocEngine().statements(record) if engine is LocEngine else MARC21.statements(record)
    return {
        (subject.kind, predicate, str(value))
        for _, (subject, predicate, value) in statements
        if subject in (WORK, INSTANCE) and predicate in PROPERTIES and isinstance(value, Iri)
    }


@pytest.mark.parametrize("kind", "abcdefgijkmoprt")
@pytest.mark.parametrize("fields", [[], ["336 ## $b txt"], ["334 ## $a serial"]])
def test_types_of_record_are_those_of_the_stylesheet(kind: str, fields: list[str]) -> None:
    """Content, classes and issuance; none where 336 or 334 gives them (which other rules read)."""
    for level in "abcdims x":
        record = Record(f"00000n{kind}{level} a2200000 a 4500", [Field("001", data="x"), *map(Field.parse, fields)])
        theirs = of_leader(LocEngine, record)
        ours = {
            (s.kind, p, str(v)) for rule in MARC21.rules["LDR"] for s, p, v in rule(Field("LDR", data=record.leader), record)
            if p in PROPERTIES and isinstance(v, Iri)
        }  # fmt: skip
        plain = {("Work", RDF.type, BF.Work), ("Instance", RDF.type, BF.Instance)}
        if fields:
            assert ours <= theirs
        else:
            assert ours | plain == theirs | plain


@pytest.mark.parametrize(("code", "name"), [("kaz", "kaz"), ("KAZ", "kaz"), ("   ", ""), ("|||", ""), ("", "")])
def test_language(code: str, name: str) -> None:
    record = Record("00000nam a2200000 a 4500", [Field("008", data="910926s1991    nyu           000 0 " + code)])
    said = [v for _, (s, p, v) in MARC21.statements(record) if p == BF.language and v]
    assert said == ([f"http://id.loc.gov/vocabulary/languages/{name}"] if name else [])


@pytest.mark.parametrize("code", ["en ", "N/A", "a<b"])
def test_what_is_no_language_code_is_no_iri(code: str) -> None:
    record = Record("00000nam a2200000 a 4500", [Field("008", data="910926s1991    nyu           000 0 " + code)])
    (said,) = [v for _, (s, p, v) in MARC21.statements(record) if p == BF.language]
    assert isinstance(said, Node)
    assert said.says == {BF.code: code.strip()}


@pytest.mark.parametrize(
    ("data", "date"),
    [("r19911904", "1904"), ("r199119uu", "19XX"), ("r1991    ", ""), ("r199119", ""), ("s19911904", "")],
)
def test_original_date_is_that_of_a_reprint(data: str, date: str) -> None:
    record = Record("00000nam a2200000 a 4500", [Field("008", data="910926" + data)])
    said = [v.value for _, (s, p, v) in MARC21.statements(record) if p == BF.originDate and isinstance(v, Literal)]
    assert said == ([date] if date else [])
