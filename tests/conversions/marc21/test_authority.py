"""Authority records of the corpus: nothing is lost, nothing raises, and each has the IRI that its agency gave it."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversions import sources
from conversions.authorities import convert_authority
from conversions.convert import Conversion
from conversions.engines import convert_record
from conversions.errors import SourceError
from conversions.marc21.authority import AUTHORITIES, RULES
from conversions.naming import Naming
from conversions.record import Field, Record
from conversions.sources import Profile
from ontology.names import MADS, OWL, RDF, SKOS

NAMING = Naming("http://example.org/")
LEADER = "00000nz  a2200000n  4500"


def converted(lines: str) -> Conversion:
    return convert_authority(Record.parse(lines, LEADER, source="file"), AUTHORITIES, NAMING)


def records(corpus: Path) -> Iterator[Record]:
    for pattern in ("*/*.mrc", "*/*.iso2709", "evergreen*/*.xml", "scriptotek*/[ghln]*.xml"):
        for path in sorted((corpus / "authority").glob(pattern)):
            try:
                profile, stream = sources.open_source(path, Profile(source="file"))
            except SourceError:
                continue
            for received in stream:
                yield sources.parse(received.raw, profile).record


def test_nothing_of_the_corpus_is_lost(corpus: Path) -> None:
    seen = 0
    for record in records(corpus):
        conversion = convert_authority(record, AUTHORITIES, NAMING)
        assert not conversion.audit.lost, record.id
        assert list(ox.parse("".join(f"{t} .\n" for t in conversion.triples), format=ox.RdfFormat.N_TRIPLES))
        seen += 1
    assert seen >= 1250


@pytest.mark.parametrize(
    ("lines", "iri"),
    [
        ("010 ## $a n  80126308 ", "http://id.loc.gov/authorities/names/n80126308"),
        ("010 ## $a sh 85098685", "http://id.loc.gov/authorities/subjects/sh85098685"),
        ("024 7# $a http://d-nb.info/gnd/1020118989 $2 uri\n010 ## $a n  80126308 ", "http://d-nb.info/gnd/1020118989"),
        ("035 ## $a (DE-588)118520520", "https://d-nb.info/gnd/118520520"),
        ("001 12/3\n003 KzNB", "http://example.org/authority/file/12%2F3"),
        ("001 n80126308\n003 DLC", "http://id.loc.gov/authorities/names/n80126308"),
    ],
)
def test_the_iri_of_an_authority(lines: str, iri: str) -> None:
    assert converted(f"{lines}\n100 1# $a Auezov, Mukhtar, $d 1897-1961").instance == iri


def test_an_authority_record_is_neither_work_nor_instance() -> None:
    record = Record.parse("001 1\n100 1# $a Auezov, Mukhtar", LEADER, source="file")
    triples = convert_record(record, "marc21", NAMING).triples
    assert not [triple for triple in triples if "bibframe/Work" in triple or "bibframe/Instance" in triple]
    assert any(f"<{RDF.type}> <{MADS.PersonalName}>" in triple for triple in triples)


def test_a_heading_in_two_scripts_is_one_authority() -> None:
    triples = converted("001 1\n100 1# $6 880-01 $a Auezov, Mukhtar\n880 1# $6 100-01/(N $a Әуезов, Мұхтар").triples
    subject = "<http://example.org/authority/file/1>"
    assert f'{subject} <{SKOS.prefLabel}> "Auezov, Mukhtar"' in triples
    assert f'{subject} <{SKOS.altLabel}> "Әуезов, Мұхтар"@kk' in triples


def test_numbers_that_the_record_once_had_lead_to_it() -> None:
    triples = converted("010 ## $a n  80126308 $z no 98053286\n100 1# $a Auezov, Mukhtar").triples
    assert any(f"<{OWL.sameAs}> <http://id.loc.gov/authorities/names/no98053286>" in triple for triple in triples)


FIELDS = st.builds(
    lambda tag, ind, pairs: Field(tag, ind[0], ind[1], pairs) if tag > "009" else Field(tag, data="".join(v for _, v in pairs)),
    st.sampled_from(sorted(set(RULES) - {"LDR"})),
    st.text(" 0123", min_size=2, max_size=2),
    st.lists(st.tuples(st.sampled_from("abcdefgitvwxyz0126"), st.text(max_size=30)), max_size=6),
)


@given(st.lists(FIELDS, max_size=8), st.text(max_size=24))
def test_no_input_makes_a_rule_raise(fields: list[Field], leader: str) -> None:
    conversion = convert_authority(Record(leader, fields, id="1", source="file"), AUTHORITIES, NAMING)
    list(ox.parse("".join(f"{t} .\n" for t in conversion.triples).encode("utf-8", "replace"), format=ox.RdfFormat.N_TRIPLES))
