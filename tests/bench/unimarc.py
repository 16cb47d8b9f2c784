"""Conversion of UNIMARC and RUSMARC beside that of MARC 21, one core, from bytes to triples.

    PYTHONPATH=. .venv/bin/python tests/bench/unimarc.py [RECORDS]

Prints processor time per record and per triple of each format, and the ratio to MARC 21; ends with 1 where a record costs
more than 1.5 times as much. Formats take turns in slices, so that a machine whose speed drifts is as unfair to each.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import batched, chain, cycle, islice
from pathlib import Path

from conversions import sources
from conversions.convert import Naming, convert
from conversions.engines import engine_for
from conversions.errors import DamagedRecord, RecordError
from conversions.sources import Profile

CORPUS = Path(os.environ.get("OTRAR_CORPUS", Path(__file__).parents[2] / "../shared/data"))
NAMING = Naming("http://example.org/")
SLICE = 100
LIMIT = 1.5

Raw = tuple[bytes, Profile]


def records(path: Path) -> Iterator[Raw]:
    """The bytes of each record of a file with how to read them."""
    profile, stream = sources.open_source(path, Profile(source=path.stem))
    for received in stream:
        try:
            sources.parse(received.raw, profile)
        except DamagedRecord:
            continue
        yield received.raw, profile


def sample(folder: str, count: int) -> list[Raw]:
    """So many records from all files of a folder of the corpus, from the first again where there are too few."""
    files = [path for path in sorted((CORPUS / folder).rglob("*.*")) if path.is_file() and path.suffix != ".xml"]
    streams = (islice(records(path), count) for path in files)
    found = [raw for raw in chain.from_iterable(streams) if raw[1].format == folder]
    return list(islice(cycle(found[:: max(1, len(found) // count)]), count))


def main(count: int) -> int:
    marc21 = list(islice(records(CORPUS / "marc21/bench.mrc"), count))
    samples = {"marc21": marc21, "rusmarc": sample("rusmarc", count), "unimarc": sample("unimarc", count)}
    spent: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for slices in zip(*(batched(each, SLICE) for each in samples.values()), strict=False):
        for format, each in zip(samples, slices, strict=True):
            start = time.process_time_ns()
            made[format] += sum(map(converted, each))
            spent[format] += time.process_time_ns() - start
    ratios = {format: spent[format] / spent["marc21"] for format in samples}
    for format, ratio in ratios.items():
        each, triple = spent[format] / count / 1000, spent[format] / made[format] / 1000
        size = made[format] / count
        print(f"{format:8} {each:8.0f} µs a record {size:6.0f} triples {triple:6.2f} µs a triple {ratio:6.2f} of MARC 21")
    return int(max(ratios.values()) > LIMIT)


def converted(raw: Raw) -> int:
    """How many triples a record makes."""
    data, profile = raw
    try:
        return len(convert(sources.parse(data, profile).record, engine_for(profile.format), NAMING).triples)
    except RecordError:
        return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
