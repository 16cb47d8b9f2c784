"""No heading, however damaged, makes a rule raise; what is written is valid RDF."""

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.record import Field, Record

TAGS = [tag for tag in MARC21.rules if tag[0] in "1267" and tag.isdigit() and tag < "759"]
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "", " ", "(", "$", "880-01", "880-00", "245-01/(N", "700-01", "(uri)http://a b", "http://id.loc.gov/authorities/names/n1",
            "(DLC)n1", "(OCoLC)fst", "()", "://", "http://[", "(DE-588)", "aut", "<>", "\x00", "\x1f", "é&́", "is translation of",
        ]
    ),
)  # fmt: skip
CODES = st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789")
FIELDS = st.builds(
    Field,
    st.sampled_from([*TAGS, "880"]),
    st.sampled_from(" 0123479x"),
    st.sampled_from(" 0123456789"),
    st.lists(st.tuples(CODES, VALUES), max_size=6),
)


@given(st.lists(FIELDS, max_size=5), st.sampled_from(["00000nam a2200000 a 4500", "00000nqm", ""]))
def test_any_record_of_headings_converts_to_valid_rdf(fields: list[Field], leader: str) -> None:
    record = Record(leader, [Field("001", data="1"), *fields], source="x")
    conversion = convert(record, MARC21, Naming("http://example.org/"))
    lines = "".join(f"{triple} .\n" for triple in conversion.triples)
    assert len(list(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))) == len(conversion.triples)
