"""All metadata of the corpus's repositories: every record is converted or refused in words, hardly anything is lost."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from conversions import repository
from conversions.convert import Conversion, convert
from conversions.errors import DamagedRecord, SourceError
from conversions.naming import Naming
from conversions.record import Record
from conversions.sources import Profile, open_source, parse

FORMATS = {format.name: format for format in repository.FORMATS}
OF_OTHERS = ("foo", "record")
"""What tests of other programs made up."""


def records(corpus: Path, refusals: Counter[str]) -> Iterator[tuple[str, Record]]:
    for path in sorted((corpus / "oai").rglob("*.xml")):
        try:
            profile, stream = open_source(path, Profile(source="corpus"))
        except SourceError as error:
            assert str(path) in str(error)
            continue
        for received in stream:
            try:
                yield profile.format, parse(received.raw, profile).record
            except DamagedRecord as error:
                refusals[error.reason] += 1


def converted(corpus: Path, refusals: Counter[str]) -> Iterator[tuple[str, Conversion]]:
    for format, record in records(corpus, refusals):
        if format in FORMATS:
            yield format, convert(record, FORMATS[format], Naming("http://example.org/"))


def test_hardly_anything_is_lost(corpus: Path) -> None:
    refusals: Counter[str] = Counter()
    sums: Counter[tuple[str, str]] = Counter()
    for format, conversion in converted(corpus, refusals):
        found = conversion.audit
        counts = {"records": 1, "converted": found.converted, "ignored": len(found.ignored), "lost": len(found.lost)}
        sums.update({(format, name): count for name, count in counts.items()})
        assert all(each.reason for each in found.ignored)
    assert sums["dublincore", "records"] > 850
    assert sums["mods", "records"] > 100
    for format in ("dublincore", "mods"):
        lost = sums[format, "lost"] / sum(sums[format, name] for name in ("converted", "ignored", "lost"))
        assert lost <= 0.02, (format, lost)


def test_what_is_refused_is_of_others_or_empty(corpus: Path) -> None:
    refusals: Counter[str] = Counter()
    read = sum(1 for _ in records(corpus, refusals))
    assert read > 1050
    for reason in refusals:
        assert (
            reason.startswith(tuple(f"metadata <{name}>" for name in OF_OTHERS))
            or "neither metadata nor" in reason
            or "no identifier" in reason
        )


def test_what_is_made_is_rdf_that_says_a_title(corpus: Path) -> None:
    untitled = total = 0
    for _, conversion in converted(corpus, Counter()):
        lines = "".join(f"{triple} .\n" for triple in conversion.triples)
        quads = list(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
        total += 1
        untitled += not any(quad.predicate.value.endswith("/mainTitle") for quad in quads)
    assert untitled / total < 0.06, "records without a title in the corpus: tests of missing fields"
