"""docs/sparql.md: every query that it shows is a named query, and every answer is what the samples answer."""

import difflib

from sparql.queries import queries
from tests.sparql import cookbook
from tests.sparql.samples import Samples


def test_the_page_says_what_the_samples_answer(samples: Samples) -> None:
    expected = f"{cookbook.head()}\n{cookbook.chapters(samples)}".splitlines()
    written = cookbook.PAGE.read_text("utf-8").splitlines()
    difference = list(difflib.unified_diff(written, expected, "docs/sparql.md", "the samples", lineterm="", n=1))
    assert not difference, "\n".join([*difference[:60], "Is that right? Then `python -m tests.sparql.cookbook` writes it."])


def test_every_named_query_is_in_a_chapter() -> None:
    names = [name for chapter in cookbook.CHAPTERS.values() for name in chapter]
    assert sorted(names) == sorted(queries())
    assert len(names) >= 30
