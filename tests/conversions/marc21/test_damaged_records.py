"""Real records, damaged in every way that catalogues are: the rules convert what is left, to valid RDF that our shapes accept."""

import random
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pyshacl
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from conversions import sources
from conversions.convert import Conversion, Naming, convert
from conversions.marc21 import MARC21
from conversions.marc21.comparable import COMPARABLE
from conversions.record import Field, Record
from conversions.sources import Profile

ROOT = Path(__file__).parents[3]
NAMING = Naming("http://example.org/")
SHACL = rdflib.Namespace("http://www.w3.org/ns/shacl#")
CODES = "abcdefghijklmnopqrstuvwxyz0123456789"
BAD = [
    "", " ", "\x00", "\x1b(B", "\x1f", "\ufffe", "a" * 90_000, "http://", "http://a b/<c>", "(uri)http://[", "http://é.example/%zz",
    "(DE-599)", "(OCoLC)", "()", "N/A", "|||", "uuuu", "0000", "9999-0000", "1991/1990", "©", "[", "]", ":", ".", "=", "--",
    "880-01", "880-99/(N", "245-00", "\"'\\\n\r", "🂡", "\u202eabc", "<script>",
]  # fmt: skip


def real() -> list[Record]:
    """The golden records and the samples."""
    found: list[Record] = []
    golden = sorted((ROOT / "tests/golden/marc21").glob("*.mrk"))
    assert golden
    for path in [*golden, ROOT / "kg/samples/almaty.mrc", ROOT / "kg/samples/tashkent.xml"]:
        profile, stream = sources.open_source(path, Profile(source="samples", format="marc21"))
        found += [sources.parse(received.raw, profile).record for received in stream]
    return found


RECORDS = real()
FIELDS = [field for record in RECORDS for field in record.fields if field.subfields]


def damaged(record: Record, rnd: random.Random) -> Record:
    """The record with some of its fields damaged and fields of others among them."""
    fields = [_damaged(field, rnd) if rnd.random() < 0.4 else field for field in record.fields]
    fields += rnd.sample(FIELDS, rnd.randrange(4))
    fields += [_damaged(field, rnd) for field in rnd.sample(FIELDS, rnd.randrange(4))]
    rnd.shuffle(fields)
    leader = record.leader if rnd.random() < 0.7 else "".join(rnd.choices("abcdefgijkmoprst 0", k=rnd.randrange(25)))
    return Record(leader, fields, source="x")


def _damaged(field: Field, rnd: random.Random) -> Field:
    if not field.subfields:
        text = "".join(value for _, value in field.content())
        cut = rnd.randrange(len(text) + 1)
        return Field(field.tag, data=rnd.choice([text[:cut], text[cut:], text[:cut] + rnd.choice(BAD) + text[cut:], "|" * 40]))
    how = rnd.choice(_WAYS)
    first, second = (field.ind1, field.ind2) if rnd.random() < 0.7 else rnd.choices(" 0123478x", k=2)
    return Field(field.tag, first, second, how(list(field.subfields), rnd))


Pairs = list[tuple[str, str]]
_WAYS: list[Callable[[Pairs, random.Random], Pairs]] = [
    lambda pairs, rnd: [],
    lambda pairs, rnd: pairs * 2,
    lambda pairs, rnd: pairs[1:],
    lambda pairs, rnd: pairs[:1],
    lambda pairs, rnd: rnd.sample(pairs, len(pairs)),
    lambda pairs, rnd: [(rnd.choice(CODES), value) for _, value in pairs],
    lambda pairs, rnd: [(code, rnd.choice(BAD)) for code, _ in pairs],
    lambda pairs, rnd: [(code, value[: rnd.randrange(len(value) + 1)]) for code, value in pairs],
    lambda pairs, rnd: [*pairs, (rnd.choice(CODES), rnd.choice(BAD)), ("0", rnd.choice(BAD))],
    lambda pairs, rnd: [(code, value + rnd.choice(BAD)) for code, value in pairs],
]


def converted(record: Record) -> Conversion:
    return convert(record, MARC21, NAMING)


def lines(*conversions: Conversion) -> str:
    return "".join(f"{triple} .\n" for each in conversions for triple in each.triples)


@settings(deadline=None)
@given(st.sampled_from(RECORDS), st.randoms(use_true_random=False))
def test_a_damaged_record_converts_to_valid_rdf(record: Record, rnd: random.Random) -> None:
    spoilt = damaged(record, rnd)
    conversion = converted(spoilt)
    quads = list(pyoxigraph.parse(lines(conversion), format=pyoxigraph.RdfFormat.N_TRIPLES))
    assert len(quads) == len(conversion.triples)
    assert not any(isinstance(term, pyoxigraph.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    audit = conversion.audit
    subfields = sum(len(list(field.content())) or 1 for field in spoilt.fields)
    assert audit.converted + len(audit.ignored) + len(audit.lost) >= subfields


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(RECORDS), st.randoms(use_true_random=False))
def test_a_damaged_record_converts_for_comparison(record: Record, rnd: random.Random) -> None:
    conversion = convert(damaged(record, rnd), COMPARABLE, Naming("http://example.org/", shared=False))
    assert len(list(pyoxigraph.parse(lines(conversion), format=pyoxigraph.RdfFormat.N_TRIPLES))) == len(conversion.triples)


def test_damaged_records_keep_to_our_shapes() -> None:
    """The same in rdflib, and no Violation of ontology/shapes.ttl; a Warning is a gap in a catalogue."""
    rnd = random.Random(26)
    spoilt = (Record(each.leader, each.fields, id=f"{n}") for n, each in enumerate(damaged(record, rnd) for record in RECORDS))
    graph = rdflib.Graph().parse(data=lines(*map(converted, spoilt)), format="nt")
    shapes = rdflib.Graph().parse(ROOT / "ontology/shapes.ttl")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    violations = [
        (str(report.value(each, SHACL.sourceShape)), report.value(each, SHACL.focusNode), report.value(each, SHACL.value))
        for each in report.subjects(SHACL.resultSeverity, SHACL.Violation)
    ]
    assert violations == []
