"""Whose turn it is: the queue in front of the workers."""

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import pytest

from sparql.errors import Busy, ClientGone
from sparql.lane import STRIKES, Limits
from sparql.messages import Query
from sparql.pool import PAGES, PUBLIC, Pool
from sparql.queue import Ticket
from tests.sparql.pools import FOREVER, LONG, POINT, asked, csv, eventually, point


def test_the_queue_has_a_bound_and_pages_have_their_own_lane(pool: Pool) -> None:
    with asked(pool, FOREVER, 5) as errors:
        with pytest.raises(Busy, match="3 queries wait already"):
            pool.run(point(300), client="one more")
        assert csv(pool, POINT, lane=PAGES)[1] == "Абай жолы 7"
        assert not errors
    assert {type(error) for error in errors} == {ClientGone}


def test_clients_take_turns_and_none_holds_all_workers(store: Path) -> None:
    with Pool(store, {PUBLIC: Limits(2, seconds=60, share=1, waiting=10)}) as pool, ThreadPoolExecutor(8) as threads:
        lane = pool.lanes[PUBLIC]
        greedy = [threads.submit(pool.run, LONG, client="greedy") for _ in range(3)]
        assert eventually(lambda: len(lane.busy) == 1 and len(lane.queue) == 2)
        assert csv(pool, POINT, client="modest")[1] == "Абай жолы 7"
        assert len(lane.queue) == 2
        for future in as_completed(greedy):
            future.result().chunks.close()


def test_turns_in_the_queue(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(store, {PUBLIC: Limits(1, seconds=30, waiting=10)}) as pool, ThreadPoolExecutor(8) as threads:
        lane, turns = pool.lanes[PUBLIC], list[str]()
        holder = pool.run(LONG)
        serve = lane.queue.serve

        def noted(ticket: Ticket) -> None:
            turns.append(ticket.client)
            serve(ticket)

        monkeypatch.setattr(lane.queue, "serve", noted)

        def ask(client: str, number: int) -> None:
            pool.run(point(number), client=client).read()

        asked = []
        for waiting, client in enumerate(["a", "a", "a", "b"], 1):
            asked.append(threads.submit(ask, client, 100 + waiting))
            assert eventually(lambda waiting=waiting: len(lane.queue) == waiting)  # type: ignore[misc]
        holder.chunks.close()
        for each in as_completed(asked):
            each.result()
    assert turns == ["a", "b", "a", "a"]


def test_short_queries_find_a_place_beside_many_long_ones(store: Path) -> None:
    """Two long queries run, others wait for their end, and none of them is in the way of a short one."""
    limits = Limits(2, quick=2, seconds=120, waiting=100)
    with Pool(store, {PUBLIC: limits}) as pool:
        for _ in range(4):
            csv(pool, POINT)
        with asked(pool, FOREVER, 12) as errors:
            assert eventually(lambda: len(pool.lanes[PUBLIC].busy) == 2)
            for n in range(40):
                assert csv(pool, point(n))[1] == f"Абай жолы {n}"
            assert not errors
        assert [type(error) for error in errors] == [ClientGone] * 12


@pytest.mark.parametrize("quick", [0, 1])
def test_long_queries_step_back_behind_all_else(store: Path, quick: int) -> None:
    """What proves long while it runs, and what is taken for it from the beginning."""
    far = max(3, os.getpriority(os.PRIO_PROCESS, 0))
    with Pool(store, {PUBLIC: Limits(1, quick=quick, seconds=120, niceness=3)}) as pool:
        lane = pool.lanes[PUBLIC]
        assert csv(pool, POINT)[1] == "Абай жолы 7"
        for _ in range(STRIKES + 1):
            with asked(pool, FOREVER, 1):
                assert eventually(lambda: [os.getpriority(os.PRIO_PROCESS, each.pid) for each in lane.busy] == [far])


def test_a_query_that_was_postponed_is_answered_in_full(store: Path) -> None:
    """It takes more than the grace, finds all places for long queries taken, and is answered when one is free."""
    some = "{ SELECT ?a { ?a a bf:Work } LIMIT 500 }"
    slow = Query(f"SELECT (COUNT(*) AS ?n) {{ {some} ?b bf:note ?c . FILTER(REGEX(CONCAT(STR(?a), ?c), 'f.r?s*t$')) }}")
    with Pool(store, {PUBLIC: Limits(1, quick=1, seconds=120)}) as pool, ThreadPoolExecutor(1) as thread:
        lane = pool.lanes[PUBLIC]
        with asked(pool, FOREVER, 1):
            assert eventually(lambda: all(ticket.long for ticket in lane.busy.values()))
            answer = thread.submit(csv, pool, slow)
            assert eventually(lambda: [ticket.long for ticket in lane.queue] == [True])
            assert not answer.done()
        assert answer.result()[1] == str(500 * 2000)


def test_answers_on_their_way_take_nobodys_place(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has a further process, up to a bound; when nobody needs these any more, they end."""
    monkeypatch.setattr("sparql.lane.SURPLUS", 0.1)
    with Pool(store, {PUBLIC: Limits(1, quick=1, streams=2, seconds=120)}) as pool:
        lane = pool.lanes[PUBLIC]
        answers = [pool.run(LONG, client=str(n)) for n in range(3)]
        assert csv(pool, POINT)[1] == "Абай жолы 7"
        assert len(lane.busy) + len(lane.idle) == 4
        for answer in answers:
            answer.chunks.close()
        assert eventually(lambda: len(lane.busy) + len(lane.idle) == 2)
        assert csv(pool, POINT)[1] == "Абай жолы 7"
