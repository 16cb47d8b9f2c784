"""Records split and parsed a second, on one core: `PYTHONPATH=. .venv/bin/python tests/bench/sources.py FILE...`.

For each file: its size, records, the best of three runs, and what a run holds in memory at its height.
"""

import sys
import time
import tracemalloc
from pathlib import Path

from conversions.errors import DamagedRecord
from conversions.sources import Profile, open_source, parse


def read(path: Path) -> tuple[int, int]:
    """How many records are read and refused."""
    profile, stream = open_source(path, Profile(source="bench"))
    good = bad = 0
    for received in stream:
        try:
            parse(received.raw, profile)
        except DamagedRecord:
            bad += 1
        else:
            good += 1
    return good, bad


def main(paths: list[Path]) -> None:
    for path in paths:
        seconds = 9e9
        for _ in range(3):
            start = time.perf_counter()
            good, bad = read(path)
            seconds = min(seconds, time.perf_counter() - start)
        tracemalloc.start()
        read(path)
        height = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(
            f"{path.name:<32} {path.stat().st_size / 1e6:8.2f} MB {good:>8,} read {bad:>4,} refused "
            f"{seconds / (good + bad) * 1e6:7.1f} µs each {(good + bad) / seconds:>9,.0f} a second, {height / 1e6:.1f} MB held"
        )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
