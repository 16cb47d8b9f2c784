"""All RUSMARC and UNIMARC records of the corpus: converted without a failure, and next to nothing of them lost."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversions.engines import convert_record
from conversions.errors import DamagedRecord
from conversions.naming import Naming
from conversions.record import Record
from conversions.sources import Profile, open_source, parse

NAMING = Naming("http://example.org/")
LOST = 0.02


def records(folder: Path) -> Iterator[tuple[str, Record]]:
    """Each record that can be read, with its format."""
    for path in sorted(folder.rglob("*.*")):
        if path.is_file():
            profile, stream = open_source(path, Profile(source=path.stem))
            for received in stream:
                try:
                    yield profile.format, parse(received.raw, profile).record
                except DamagedRecord:
                    continue


@pytest.mark.parametrize("folder", ["rusmarc", "unimarc"])
def test_at_most_two_subfields_in_a_hundred_are_lost(corpus: Path, folder: str) -> None:
    sums: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for format, record in records(corpus / folder):
        if format == "marc21":
            continue  # two files are lists of fields in no format at all
        found = convert_record(record, format, NAMING).audit
        sums += Counter(converted=found.converted, ignored=len(found.ignored), lost=len(found.lost))
        lost.update(f"{each.tag} ${each.code} {each.reason}".strip() for each in found.lost)
    assert sums["converted"] > 40_000
    assert sums["lost"] <= LOST * sums.total(), lost.most_common(20)
    assert not [each for each in lost if "not a valid IRI" in each]
