"""No imprint, series, note or link, however damaged, makes a rule raise; what is written is valid RDF."""

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from conversions.convert import Naming, convert
from conversions.marc21 import MARC21
from conversions.record import Field, Record

TAGS = [tag for tag in MARC21.rules if tag.isdigit() and (tag[0] in "45" or "250" <= tag < "300" or tag > "759")]
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "", " ", "[", "]", "[Almaty :", "1991]", "=", "Library =", "880-01", "880-00", "264-01/(N", "(DLC)n1", "()", "1",
            "http://a b",
            "http://[", "erged with", "plit into", "\x00", "é&́", "©1990", ",", "20191120", "-",
        ]
    ),
)  # fmt: skip
FIELDS = st.builds(
    Field,
    st.sampled_from([*TAGS, "880"]),
    st.sampled_from(" 01234x"),
    st.sampled_from(" 012345678"),
    st.lists(st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), VALUES), max_size=6),
)
DATES = st.builds(
    lambda status, dates, place: Field("008", data=f"910926{status}{dates}{place}"),
    st.sampled_from(["", *"bcdeikmnpqrstu|x"]),
    st.text("0189uU| ~x", max_size=8),
    st.sampled_from(["", "k", "kz", "kz ", "xx ", "|||", "   ", "é><"]),
)


@given(DATES, st.lists(FIELDS, max_size=6), st.sampled_from(["00000nam a2200000 a 4500", "00000nas", "00000nai", ""]))
def test_any_description_converts_to_valid_rdf(fixed: Field, fields: list[Field], leader: str) -> None:
    record = Record(leader, [Field("001", data="1"), fixed, *fields], source="x")
    conversion = convert(record, MARC21, Naming("http://example.org/"))
    lines = "".join(f"{triple} .\n" for triple in conversion.triples)
    assert len(list(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))) == len(conversion.triples)
