"""How clustering grows: records of a file of MARC 21, and, beyond its size, records as the catalogue would go on.

    python tests/bench/clusters.py [NUMBER...]      default: 2000 4000 8000 16000 64000

The file is marc21/bench.mrc of the corpus (OTRAR_CORPUS), without it a sample catalogue.

Prints for each number of records the seconds of processor time of the clustering itself, the seconds for a thousand records,
the memory at its highest in megabytes, and what was found. Beyond the size of the file, each round over it brings new agents,
names and words of titles as often as the file does (`Growth`), so that names and titles meet as much as those of real records.
"""

import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from zlib import crc32

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
_LETTERS = ("aeiouy", "bcdfghjklmnpqrstvwxz", "аеиоуыэюя", "бвгджзклмнпрстфхцчшщ")


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


class Growth:
    """What becomes of values in later rounds: most that the file has once are new, most that it has often are there again.

    As Pitman and Yor's process draws them: of what came ``n`` times all but ``discount`` of one comes again, where the
    discount is estimated by the share of values that came once. So vocabularies grow by Heaps' law.
    """

    def __init__(self, values: Iterable[str]) -> None:
        self._counts = Counter(values)
        self._discount = sum(count == 1 for count in self._counts.values()) / len(self._counts)

    def count(self, value: str) -> int:
        """How often the file has a value."""
        return self._counts[value]

    def turn(self, value: str, turn: int) -> int:
        """The round whose new value stands for this one in a round; 0: the value itself."""
        if _chance(f"{value} {turn}") >= self._discount / max(self._counts[value], 1):
            return 0
        new = _chance(f"{turn} {value}") < turn ** (self._discount - 1)
        return turn if new else 1 + int(_chance(f"{turn}-{value}") * (turn - 1))


def _chance(of: str) -> float:
    return crc32(of.encode()) / 2**32


class Records:
    """``number`` records, made when they are gone through: those of the file, then rounds of new ones."""

    def __init__(self, real: Sequence[Features], number: int) -> None:
        self._real, self._number = real, number
        known = {iri: each for record in real for iri, each in record.agents.items()}
        self._agents = Growth(iri for record in real for iri in record.agents)
        self._names = Growth(part for each in known.values() for part in min(each.names).split(", "))
        titles = [title for record in real for each in record.works.values() for title in each.titles]
        self._titles = Growth(titles)
        self._words = Growth(word for title in titles for word in title.split())

    def __iter__(self) -> Iterator[Features]:
        for n in range(self._number):
            turn, place = divmod(n, len(self._real))
            yield self._changed(self._real[place], turn) if turn else self._real[place]

    def _changed(self, record: Features, turn: int) -> Features:
        turns = {iri: self._agents.turn(iri, turn) for iri in record.agents}
        agents = {_renamed(iri, turns[iri]): self._agent(each, turns[iri]) for iri, each in record.agents.items()}

        def people(known: Sequence[str]) -> list[str]:
            return [_renamed(each, turns[each]) if each in turns else self._named(each, turn) for each in known]

        def work(said: WorkFeatures) -> WorkFeatures:
            titles = (said.titles, said.full_titles, said.part_titles)
            new = [[self._titled(title, turn) for title in each] for each in titles]
            iris = [[_renamed(iri, turn) for iri in each] for each in (said.hubs, said.sources, said.identifiers)]
            made = replace(said, creators=people(said.creators), others=people(said.others))
            made.titles, made.full_titles, made.part_titles = new
            made.hubs, made.sources, made.identifiers = iris
            later = int(_chance(f"{new} {turn}") * 30)
            made.years, made.pages = ([number + later for number in known] for known in (said.years, said.pages))
            return made

        works, hubs = ({_renamed(iri, turn): work(each) for iri, each in of.items()} for of in (record.works, record.hubs))
        return Features(_renamed(record.work, turn), _renamed(record.instance, turn), agents, works, hubs)

    def _agent(self, said: AgentFeatures, turn: int) -> AgentFeatures:
        if not turn:
            return said
        names = [self._named(name, turn) for name in said.names]
        later = int(_chance(f"{names} {turn}") * 60) - 30
        births, deaths = ([year + later for year in known] for known in (said.births, said.deaths))
        return AgentFeatures(said.kind, names, births, deaths, [_renamed(iri, turn) for iri in said.same])

    def _named(self, name: str, turn: int) -> str:
        return ", ".join(_respelt(part, self._names.turn(part, turn)) for part in name.split(", "))

    def _titled(self, title: str, turn: int) -> str:
        """Another title has another word at least: the rarest."""
        if not self._titles.turn(title, turn):
            return title
        words = title.split()
        turns = [self._words.turn(word, turn) for word in words]
        if words and not any(turns):
            turns[words.index(min(words, key=self._words.count))] = turn
        return " ".join(map(_respelt, words, turns))


def _renamed(iri: str, turn: int) -> str:
    return f"{iri}-{turn}" if turn else iri


def _respelt(text: str, turn: int) -> str:
    """The text with other vowels and other consonants; in round 0 the text itself."""
    return text.translate(_letters(turn)) if turn else text


@cache
def _letters(turn: int) -> dict[int, int]:
    table: dict[int, int] = {}
    for letters in _LETTERS:
        others = random.Random(turn).sample(letters, len(letters))
        table |= str.maketrans(letters + letters.upper(), "".join(others) + "".join(others).upper())
    return table


def main() -> None:
    real = list(read(BENCH if BENCH.exists() else ROOT / "kg/samples/almaty.mrc"))
    random.Random(1).shuffle(real)
    print(f"{len(real):,} records read")
    print(f"{'records':>9} {'seconds':>8} {'s/1000':>7} {'MB':>6} {'redirects':>10} {'doubts':>7} {'relations':>9}")
    for number in [int(each) for each in sys.argv[1:]] or [2000, 4000, 8000, 16000, 64000]:
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
