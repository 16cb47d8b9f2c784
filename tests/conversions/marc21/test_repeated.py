"""A heading that comes again is described once, and says the same each time."""

from collections import Counter

from conversions.convert import Conversion, Naming, convert
from conversions.marc21 import MARC21
from conversions.record import Record
from ontology.names import RDF

NAMING = Naming("http://example.org/")
LINES = (
    "650 #0 $a Epic literature $x History.\n651 #0 $a Qazaqstan $e depicted\n700 1# $6 880-01 $a Abai, $e translator.\n"
    "880 1# $6 700-01/(N $a Абай, $e переводчик.\n650 #7 $a Horses $0 http://exa mple.org/<1> $2 nobody\n"
    "100 1# $a Auezov, Mukhtar\n"
)


def converted(id: str, lines: str = LINES, catalogue: str = "rus") -> Conversion:
    return convert(Record.parse(f"001 {id}\n040 ## $b {catalogue}\n{lines}", source="a"), MARC21, NAMING)


def said(conversion: Conversion) -> Counter[tuple[str, str]]:
    """Each property with its value, unless that is a name."""
    pairs = (triple.split(" ", 2)[1:] for triple in conversion.triples)
    return Counter((predicate, "" if value.startswith("<http://example.org/") else value) for predicate, value in pairs)


def test_each_record_says_all_of_it() -> None:
    first, second = converted("1"), converted("2")
    assert said(second) - said(first) == Counter({(f"<{RDF.value}>", '"2"'): 1})
    assert (first.audit.converted, first.audit.lost) == (second.audit.converted, second.audit.lost)


def test_a_triple_is_known_by_its_own_field() -> None:
    converted("1")
    record = Record.parse(f"001 2\n{LINES}", source="a")
    fields = [str(field) for field in convert(record, MARC21, NAMING).triples.values() if field]
    assert {"650 #0 $a Epic literature $x History.", "651 #0 $a Qazaqstan $e depicted"} <= set(fields)


def test_the_language_is_that_of_each_catalogue() -> None:
    lines = "650 #4 $a Кочевники\n"
    languages = [
        {triple.rpartition("@")[2] for triple in converted(code, lines, code).triples if '"Кочевники"' in triple}
        for code in ("rus", "kaz", "rus")
    ]
    assert languages == [{"ru"}, {"kk"}, {"ru"}]


def test_what_is_said_of_a_record_s_own_work_is_said_of_each_work() -> None:
    heading = "600 10 $a Abai, $e depicted.\n"
    for title in ("Abai zholy", "Qan men ter"):
        conversion = converted(title[:3], f"245 00 $a {title}\n{heading}")
        assert [t for t in conversion.triples if "relatedTo" in t and conversion.work in t]
