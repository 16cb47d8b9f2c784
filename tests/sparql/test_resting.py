"""Workers that have nothing to do, and those that cannot do anything."""

import time
from pathlib import Path

from sparql.lane import SETTLED, Limits
from sparql.pool import PUBLIC, Pool


def test_workers_that_nobody_needs_stay(store: Path) -> None:
    with Pool(store, {PUBLIC: Limits(2, seconds=120)}) as pool:
        processes = list(pool.lanes[PUBLIC].idle)
        time.sleep(SETTLED + 0.5)
        assert pool.lanes[PUBLIC].idle == processes
        assert all(process.alive() for process in processes)


def test_workers_that_cannot_start_are_not_started_without_end(tmp_path: Path) -> None:
    with Pool(tmp_path / "nowhere", {PUBLIC: Limits(1, seconds=120)}) as pool:
        started, begun = set(), time.monotonic()
        for _ in range(20):
            started.add(pool.lanes[PUBLIC].idle[0].pid)
            time.sleep(SETTLED / 10)
        passed = time.monotonic() - begun
    assert len(started) <= 1 + passed / SETTLED
