"""How clustering grows: records taken from a file of MARC 21, and, beyond its size, such records with other names and titles.

    python tests/bench/clusters.py [NUMBER...]      default: 2000 4000 8000 16000

The file is marc21/bench.mrc of the corpus (OTRAR_CORPUS), without it a sample catalogue.

Prints for each number of records the seconds of processor time of the clustering itself, the seconds for a thousand records,
the memory at its highest in megabytes, and what was found. Beyond the size of the file, each round over it changes the letters
of names and titles in its own way, so that rounds hardly meet but are as dense as real records are.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from conversions import sources
from conversions.errors import RecordError
from conversions.sources import Profile
from kg.clusters import cluster
from kg.features import AgentFeatures, Features, WorkFeatures
from kg.ledger import Entry
from kg.work import Job, convert_entry

ROOT = Path(__file__).resolve().parents[2]
BENCH = Path(os.environ.get("OTRAR_CORPUS", ROOT / "../shared/data")) / "marc21/bench.mrc"
_JOB = Job("http://localhost:8000/", "otrar")
_LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзиклмнопрстуфхцчшыьэюя"


def read(file: Path) -> Iterator[Features]:
    """The features of each record of a file."""
    profile, stream = sources.open_source(file, Profile(source="bench"))
    kept = {name: getattr(profile, name) for name in ("source", "format", "container", "encoding")}
    for received in stream:
        try:
            record = sources.parse(received.raw, profile).record
        except RecordError:
            continue
        entry = Entry("bench", record.id, received.raw, "", kept, file.name, received.position, received.offset)
        yield convert_entry(_JOB, entry).features


class Records:
    """``number`` records, made when they are gone through: those of the file, then rounds of changed ones."""

    def __init__(self, real: Sequence[Features], number: int) -> None:
        self._real, self._number = real, number

    def __iter__(self) -> Iterator[Features]:
        for n in range(self._number):
            turn, place = divmod(n, len(self._real))
            yield _changed(self._real[place], turn) if turn else self._real[place]


def _changed(record: Features, turn: int) -> Features:
    shuffled = list(_LETTERS)
    random.Random(turn).shuffle(shuffled)
    table = str.maketrans(_LETTERS + _LETTERS.upper(), "".join(shuffled) + "".join(shuffled).upper())

    def other(texts: Sequence[str]) -> list[str]:
        return [text.translate(table) for text in texts]

    def iris(of: Sequence[str]) -> list[str]:
        return [f"{iri}-{turn}" for iri in of]

    agents = {
        f"{iri}-{turn}": AgentFeatures(each.kind, other(each.names), each.births, each.deaths, iris(each.same))
        for iri, each in record.agents.items()
    }

    def work(said: WorkFeatures) -> WorkFeatures:
        return WorkFeatures(
            other(said.titles), other(said.full_titles), other(said.part_titles), iris(said.creators), iris(said.others),
            said.languages, said.originals, said.content, said.form, iris(said.hubs), iris(said.sources), iris(said.subjects),
            iris(said.identifiers), said.years, said.pages, other(said.publishers),
        )  # fmt: skip

    works = {f"{iri}-{turn}": work(each) for iri, each in record.works.items()}
    hubs = {f"{iri}-{turn}": work(each) for iri, each in record.hubs.items()}
    return Features(f"{record.work}-{turn}", f"{record.instance}-{turn}", agents, works, hubs)


def main() -> None:
    real = list(read(BENCH if BENCH.exists() else ROOT / "kg/samples/almaty.mrc"))
    random.Random(1).shuffle(real)
    print(f"{len(real):,} records read")
    print(f"{'records':>9} {'seconds':>8} {'s/1000':>7} {'MB':>6} {'redirects':>10} {'doubts':>7} {'relations':>9}")
    for number in [int(each) for each in sys.argv[1:]] or [2000, 4000, 8000, 16000]:
        records = Records(real, number)
        making = time.process_time()
        for _ in records:
            pass
        start = time.process_time()
        found = cluster(records)
        took = time.process_time() - start - 2 * (start - making)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        counts = f"{len(found.canonical):>10,} {len(found.doubts):>7,} {len(found.relations):>9,}"
        print(f"{number:>9,} {took:>8.1f} {1000 * took / number:>7.3f} {memory:>6,} {counts}", flush=True)


if __name__ == "__main__":
    main()
