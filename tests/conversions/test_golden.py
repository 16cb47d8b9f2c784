"""Golden records: what each of these becomes as a whole. A change shows here as a difference to be looked at and accepted.

tests/golden/FORMAT/NAME.mrk is a record as a cataloguer's program writes it (or another file that our sources read), NAME.ttl
what its conversion says. When a difference is wanted:
`pytest tests/conversions/test_golden.py --update-golden`, and the commit shows it.
"""

from pathlib import Path

import pyoxigraph
import pytest

from conversions import sources
from conversions.engines import FORMATS, convert_record
from conversions.examples import PREFIXES
from conversions.naming import Naming
from conversions.sources import Profile

GOLDEN = Path(__file__).parents[1] / "golden"
RECORDS = sorted(path for path in GOLDEN.glob("*/*.*") if path.suffix != ".ttl")
BASE = "http://example.org/"
_PREFIX = {line.split()[1].rstrip(":"): line.split()[2].strip("<>") for line in PREFIXES.splitlines()}


def converted(path: Path) -> list[pyoxigraph.Triple]:
    """The triples of a golden record, in an order that hangs on nothing but what they say."""
    profile, records = sources.open_source(path, Profile(source="golden", format=path.parent.name))
    parsed = sources.parse(next(records).raw, profile)
    made = convert_record(parsed.record, path.parent.name, Naming(BASE))
    assert not made.audit.lost, [f"{each.tag} ${each.code} {each.value}" for each in made.audit.lost]
    lines = "".join(f"{triple} .\n" for triple in sorted(made.triples))
    return [quad.triple for quad in pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize("path", RECORDS, ids=[f"{path.parent.name}-{path.stem}" for path in RECORDS])
def test_golden_record(path: Path, request: pytest.FixtureRequest) -> None:
    triples, wanted = converted(path), path.with_suffix(".ttl")
    if request.config.getoption("--update-golden"):
        wanted.write_bytes(pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=_PREFIX) or b"")
    parsed = pyoxigraph.parse(wanted.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    assert sorted(map(str, triples)) == sorted(str(quad.triple) for quad in parsed)


def test_each_format_has_golden_records() -> None:
    formats = {path.parent.name for path in RECORDS}
    assert formats <= set(FORMATS)
    assert {"unimarc", "rusmarc"} <= formats
