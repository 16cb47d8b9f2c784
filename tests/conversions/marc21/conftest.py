"""The yardstick at hand: what our rules and the stylesheet say differently of the same record."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

import pytest

from conversions.convert import Naming, convert
from conversions.engines import engine_for
from conversions.record import Record

NAMING = Naming("http://example.org/", shared=False)
HEAD = "001 1\n008 910926s1991    kz            000 0 kaz d\n"
BIBFRAME = "http://id.loc.gov/ontologies/bibframe/"
WORK, INSTANCE = "<http://example.org/1#Work>", "<http://example.org/1#Instance>"
INVERSES = (f"<{BIBFRAME}instanceOf>", f"<{BIBFRAME}itemOf>")
LANGUAGE_TAG = re.compile(r'(?<=")@[A-Za-z0-9-]+$')


class Differences(NamedTuple):
    """The statements about Work, Instances and Items that only one of the two makes."""

    ours: set[str]
    yardstick: set[str]


def said(record: Record, engine: str, comparable: bool) -> set[str]:
    """Statements about the record's Work and Instance, all that they lead to unfolded; without language tags and empty text."""
    says: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for triple in convert(record, engine_for("marc21", engine, comparable=comparable), NAMING).triples:
        subject, predicate, value = triple.split(" ", 2)
        if value != '""' and predicate not in INVERSES:
            says[subject].add((predicate, LANGUAGE_TAG.sub("", value)))

    def unfolded(term: str, *within: str) -> str:
        if term not in says or term in (WORK, INSTANCE, *within):
            return term
        return (
            "[ " + " ; ".join(sorted(f"{predicate} {unfolded(value, term, *within)}" for predicate, value in says[term])) + " ]"
        )

    return {
        f"{about} {predicate} {unfolded(value)}".replace(BIBFRAME, "")
        for about in (WORK, INSTANCE)
        for predicate, value in says[about]
    }


@pytest.fixture(scope="session")
def differences() -> Callable[..., Differences]:
    """Convert the lines of a record with both engines; ``comparable`` leaves out what only we say."""

    def compare(
        lines: str, leader: str = "00000nam a2200000 a 4500", head: str = HEAD, *, comparable: bool = True
    ) -> Differences:
        record = Record.parse(head + lines, leader)
        ours, yardstick = said(record, "otrar", comparable), said(record, "loc", comparable)
        return Differences(ours - yardstick, yardstick - ours)

    return compare
