"""IRIs survive edits: where a field stands tells nothing, and a field more changes no other IRI."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversions import sources
from conversions.convert import Naming, convert
from conversions.engines import engine_for
from conversions.record import Field, Record
from conversions.sources import Profile
from ontology.names import BF, RDF

SAMPLES = Path(__file__).parents[2] / "kg/samples"
NAMING = Naming("http://example.org/")
ENGINES = ("otrar", "loc")
ADDED = [
    Field.parse("500 $a Алғы сөзі орыс тілінде."),
    Field.parse("650 #0 $a Railroads."),
    Field.parse("020 $a 9965130093"),
    Field.parse("700 1# $a Bartolʹd, V. V. $q (Vasiliĭ Vladimirovich), $d 1869-1930."),
    Field.parse("852 8# $a KZ-SAMPLE $h 821.512.122/A 13"),
]
"""Fields that say something new without changing what is described."""


def read(name: str) -> list[Record]:
    profile, stream = sources.open_source(SAMPLES / name, Profile(source="samples"))
    return [sources.parse(received.raw, profile).record for received in stream]


RECORDS = [*read("almaty.mrc"), *read("tashkent.xml")]


def triples(record: Record, engine: str) -> set[str]:
    return set(convert(record, engine_for("marc21", engine), NAMING).triples)


def subjects(record: Record, engine: str) -> set[str]:
    return {triple.partition(" ")[0] for triple in triples(record, engine)}


@pytest.mark.parametrize("engine", ENGINES)
@settings(deadline=None)
@given(record=st.sampled_from(RECORDS), random=st.randoms(use_true_random=False))
def test_moving_fields_about_changes_nothing(engine: str, record: Record, random: object) -> None:
    """Fields of different tags move freely; those of one tag keep their order, which means something."""
    tags = list({field.tag: None for field in record.fields})
    random.shuffle(tags)  # type: ignore[attr-defined]
    moved = record.with_fields(field for tag in tags for field in record.fields if field.tag == tag)
    assert triples(moved, engine) == triples(record, engine)


@pytest.mark.parametrize("engine", ENGINES)
@settings(deadline=None)  # the stylesheet takes its time
@given(record=st.sampled_from(RECORDS), field=st.sampled_from(ADDED))
def test_a_field_more_changes_no_other_iri(engine: str, record: Record, field: Field) -> None:
    more = record.with_fields([*record.fields, field])
    assert subjects(record, engine) <= subjects(more, engine)


@given(record=st.sampled_from(RECORDS))
def test_every_conversion_is_the_same_twice(record: Record) -> None:
    assert triples(record, "otrar") == triples(record, "otrar")


def test_equal_things_of_two_records_have_one_iri() -> None:
    first, second = (
        Record.parse(f"001 {n}\n008 260115s1948    kz            000 1 kaz d\n{fields}", source=f"library{n}")
        for n, fields in (
            (1, "100 1# $a Әуезов, Мұхтар, $d 1897-1961.\n245 10 $a Абай жолы : $b роман-эпопея"),
            (2, "100 1# $a Auėzov, Mukhtar, $d 1897-1961, $e author.\n245 10 $a Abai zholy"),
        )
    )
    shared = {each for each in subjects(first, "otrar") & subjects(second, "otrar") if "/record/" not in each}
    assert {"work", "agent"} <= {each.split("/")[3] for each in shared}


def test_a_thesis_and_the_book_that_came_of_it_are_two_works() -> None:
    def work(*further: str) -> str:
        fields = ["100 1# $a Маргулан, А. Х.", "245 10 $a Эпические сказания казахского народа", *further]
        record = Record("00000nam a2200000 a 4500", tuple(map(Field.parse, fields)), id="1", source="samples")
        return next(triple for triple in sorted(triples(record, "otrar")) if f"<{RDF.type}> <{BF.Work}>" in triple).split()[0]

    assert work() == work("500 $a Библиография в конце книги.")
    assert work("502 $b Докторская $c Академия наук $d 1946") == work("502 $a Диссертация доктора наук.") != work()
