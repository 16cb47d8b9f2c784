"""Every rule's example is run: what the rule makes of the record is the Turtle beside it, no more and no less."""

from collections.abc import Iterator

import pyoxigraph
import pytest

from conversions import repository
from conversions.examples import PREFIXES, example, record_of
from conversions.format import Format
from conversions.marc21 import MARC21
from conversions.marc21.authority import AUTHORITIES
from conversions.marc21.comparable import COMPARABLE
from conversions.naming import Naming
from conversions.record import Field, Record
from conversions.rusmarc import RUSMARC
from conversions.tree import ADMIN, AUTHORITY, INSTANCE, RWO, WORK, Rule
from conversions.unimarc import UNIMARC
from conversions.unimarc.authority import UNIMARC_AUTHORITIES
from conversions.writer import Writer

BASE = "http://example.org/x"
OWN = (WORK, INSTANCE, ADMIN, AUTHORITY, RWO)
FORMATS = [MARC21, UNIMARC, RUSMARC, AUTHORITIES.format, UNIMARC_AUTHORITIES.format, *repository.FORMATS]


def rules_of(format: Format) -> dict[Rule, list[str]]:
    """Each rule with the tags it reads."""
    tags: dict[Rule, list[str]] = {}
    for tag, rules in format.rules.items():
        for rule in rules:
            tags.setdefault(rule, []).append(tag)
    return tags


CASES = [
    pytest.param(format, rule, tags, id=f"{format.name}.{rule.__module__.rsplit('.', 1)[-1]}.{rule.__name__}")
    for format in FORMATS
    for rule, tags in rules_of(format).items()
] + [
    pytest.param(COMPARABLE, rule, tags, id=f"comparable.{rule.__name__}")
    for rule, tags in rules_of(COMPARABLE).items()
    if rule not in rules_of(MARC21)
]


def canonical(triples: Iterator[pyoxigraph.Triple] | list[pyoxigraph.Triple]) -> list[str]:
    """The triples with every minted name but Work and Instance made a canonical blank node."""
    own = {f"{BASE}#{subject.kind}" for subject in OWN}

    def blank(term: object) -> object:
        if isinstance(term, pyoxigraph.NamedNode) and term.value.startswith(BASE) and term.value not in own:
            return pyoxigraph.BlankNode("n" + term.value[len(BASE) + 1 :].replace("-", "x").replace("#", "y"))
        return term

    quads = [pyoxigraph.Quad(blank(t.subject), t.predicate, blank(t.object)) for t in triples]  # type: ignore[arg-type]
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, dataset))


def made(format: Format, rule: Rule, tags: list[str], record: Record) -> list[pyoxigraph.Triple]:
    """What this rule alone says of the record."""
    record = format.prepare(record)
    writer = Writer(Naming("http://example.org/", shared=False), "", "x", f"{BASE}#Work", format.languages(record))
    writer.subjects.update({s: f"{BASE}#{s.kind}" for s in OWN})
    for field in (Field("LDR", data=record.leader), *record.fields):
        if field.tag in tags:
            for statement in rule(field, record):
                writer.say(field, statement)
    writer.finish()
    lines = "".join(f"{triple} .\n" for triple in writer.triples)
    return [q.triple for q in pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize(("format", "rule", "tags"), CASES)
def test_example(format: Format, rule: Rule, tags: list[str]) -> None:
    shown = example(rule)
    turtle = PREFIXES + shown.turtle
    wanted = [q.triple for q in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE, base_iri=BASE)]
    assert canonical(made(format, rule, tags, record_of(shown.record))) == canonical(wanted)


def test_every_format_has_rules_with_examples() -> None:
    assert all(format.rules for format in FORMATS)
