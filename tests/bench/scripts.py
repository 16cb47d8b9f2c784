"""A million folds in ten seconds: `PYTHONPATH=. .venv/bin/python tests/bench/scripts.py [COUNT]`.

Every name is another, so the cache of `fold` does not help; the last line shows what it does for names that come again.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from conversions.scripts import compatible_names, fold, language_of, name_parts, romanise

NAMES = [
    spelling
    for line in (Path(__file__).parents[1] / "conversions" / "names_of_the_region.tsv").read_text("utf-8").splitlines()[1:]
    for spelling in [line.split("\t")[1], *line.split("\t")[2].split("|")]
]


def measure(title: str, work: Callable[[str], object], names: Iterable[str], count: int) -> None:
    start = time.perf_counter()
    for name in names:
        work(name)
    seconds = time.perf_counter() - start
    print(f"{title:<40} {seconds / count * 1e6:7.2f} µs each, {count / seconds:>10,.0f} a second, {seconds:6.2f} s")


def main(count: int) -> None:
    different = [f"{NAMES[number % len(NAMES)]} {number}" for number in range(count)]
    measure(f"fold, {count:,} different names", fold, different, count)
    again = [NAMES[number % len(NAMES)] for number in range(count)]
    measure(f"fold, {len(NAMES):,} names again and again", fold, again, count)
    few = different[: count // 10]
    measure("language_of", lambda name: language_of(name, "kaz"), few, len(few))
    measure("name_parts", name_parts, few, len(few))
    measure("compatible_names", lambda name: compatible_names(name, "Әуезов, Мұхтар Омарханұлы"), few, len(few))
    measure("romanise", lambda name: romanise(name, "ala-lc", "kk"), few, len(few))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
