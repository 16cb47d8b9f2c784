"""What ends a query, and what its end costs others: time, memory, a client that leaves, kill -9."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from sparql.errors import Busy, ClientGone, OutOfMemory, TimedOut, WorkerDied
from sparql.lane import Limits
from sparql.messages import Query
from sparql.pool import PUBLIC, Pool
from tests.sparql.pools import FOREVER, LONG, POINT, asked, csv, eventually, point


def answered(pool: Pool) -> bool:
    """Whether a short query finds an answer, however long the processes take that replace those killed."""

    def label() -> str:
        with suppress(TimedOut, Busy):
            return csv(pool, POINT)[1]
        return ""

    return eventually(lambda: label() == "Абай жолы 7")


def test_a_query_without_end_is_ended_in_time(hasty_pool: Pool) -> None:
    start = time.monotonic()
    with pytest.raises(TimedOut, match="longer than 1 seconds"):
        hasty_pool.run(FOREVER)
    assert time.monotonic() - start > 0.9
    assert answered(hasty_pool)


def test_an_answer_that_takes_too_long_breaks_off(hasty_pool: Pool) -> None:
    assert answered(hasty_pool)
    with pytest.raises(TimedOut):
        hasty_pool.run(LONG).read()


def test_a_client_that_stops_reading_is_no_burden(hasty_pool: Pool) -> None:
    assert answered(hasty_pool)
    answer = hasty_pool.run(LONG)
    process = next(iter(hasty_pool.lanes[PUBLIC].busy))
    assert eventually(lambda: not process.alive())
    with pytest.raises(TimedOut):
        answer.read()


def test_memory_is_capped(patient_pool: Pool) -> None:
    with pytest.raises(OutOfMemory):
        patient_pool.run(Query("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"))
    assert csv(patient_pool, POINT)[1] == "Абай жолы 7"


def test_closing_an_answer_frees_its_worker(pool: Pool) -> None:
    lane = pool.lanes[PUBLIC]
    unread, begun = pool.run(LONG), pool.run(LONG)
    next(begun.chunks)
    pids = {process.pid for process in lane.busy}
    unread.chunks.close()
    begun.chunks.close()
    begun.chunks.close()
    assert not lane.busy
    assert len(lane.idle) == 2
    assert not pids & {process.pid for process in lane.idle}
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_client_that_leaves_while_the_query_runs_frees_its_worker(patient_pool: Pool) -> None:
    csv(patient_pool, POINT)
    start = time.monotonic()
    with pytest.raises(ClientGone):
        patient_pool.run(FOREVER, gone=lambda: time.monotonic() > start + 0.1)
    assert not patient_pool.lanes[PUBLIC].busy


def test_kill_9_costs_one_query(pool: Pool) -> None:
    lane = pool.lanes[PUBLIC]
    with asked(pool, FOREVER, 2) as errors:
        # One that is killed before it has its job costs nothing at all.
        assert eventually(lambda: all(process.since < float("inf") for process in lane.busy))
        victim = next(iter(lane.busy))
        os.kill(victim.pid, signal.SIGKILL)
        assert eventually(lambda: len(errors) == 1)
        assert isinstance(errors[0], WorkerDied)
        assert csv(pool, POINT)[1] == "Абай жолы 7"
    assert [type(error) for error in errors] == [WorkerDied, ClientGone]


def test_kill_9_of_an_idle_worker_costs_nothing(pool: Pool) -> None:
    lane = pool.lanes[PUBLIC]
    idle = list(lane.idle)
    pids = {process.pid for process in idle}
    for process in idle:
        os.kill(process.pid, signal.SIGKILL)
        assert eventually(lambda dying=process: not dying.alive())  # type: ignore[misc]  # until then it may yet take a job
    assert csv(pool, POINT)[1] == "Абай жолы 7"
    assert eventually(lambda: not pids & {process.pid for process in lane.idle} and len(lane.idle) == 2)


def test_closing_the_pool_ends_its_processes(store: Path) -> None:
    pool = Pool(store, {PUBLIC: Limits(2, seconds=60)})
    processes = list(pool.lanes[PUBLIC].idle)
    for _ in processes:
        pool.run(POINT).read()
    with asked(pool, FOREVER, 3) as errors:
        pool.close()
    assert {type(error) for error in errors} <= {WorkerDied, Busy}
    assert len(errors) == 3
    assert all(process._code is not None for process in processes)


def test_who_comes_after_the_end_is_told_at_once(store: Path) -> None:
    pool = Pool(store, {PUBLIC: Limits(1, seconds=30)})
    pool.close()
    with pytest.raises(Busy, match="being stopped"):
        pool.run(point(200))


def test_workers_end_with_the_server(store: Path) -> None:
    """A server that is killed leaves no worker behind: its socket closes, and a running query has an alarm."""
    pool = Pool(store, {PUBLIC: Limits(1, seconds=1)})
    process = pool.lanes[PUBLIC].idle[0]
    pool.run(POINT).read()
    process.connection.close()
    assert process.ended() == 0
    with suppress(OSError):
        pool.close()
