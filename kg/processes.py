"""One core or all of them: the same map, in order; and work that has a process of its own."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import batched
from multiprocessing import get_context, parent_process
from typing import Any

from conversions.errors import GraphError

_TOGETHER = 50
_AHEAD = 3
_ALLOCATIONS_TO_A_COLLECTION = 50_000

Mapping = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""A function over items, results in the order of the items."""


def collect_seldom() -> None:
    """Look for cycles seldom: a record's trees have none, and looking took a twentieth of the time of a conversion."""
    gc.set_threshold(_ALLOCATIONS_TO_A_COLLECTION)


@contextmanager
def mapping(jobs: int) -> Iterator[Mapping]:
    """The built-in map, or one over ``jobs`` processes that never runs far ahead of what was taken from it."""
    if jobs <= 1:
        collect_seldom()
        yield map
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=collect_seldom) as pool:
        yield partial(_in_order, pool, jobs * _AHEAD)


def _in_order(pool: ProcessPoolExecutor, ahead: int, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    waiting: deque[Future[list[Any]]] = deque()
    for group in batched(items, _TOGETHER):
        waiting.append(pool.submit(_each, function, group))
        if len(waiting) > ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _each(function: Callable[[Any], Any], group: Iterable[Any]) -> list[Any]:
    return list(map(function, group))


def alone[**P, T](function: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What a function returns that is called in a process of its own, whose memory is free again then.

    Raises what the function raises, and GraphError where the process was killed. It ends when this one does, however that ends.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            return pool.submit(function, *args, **named).result()
        except BrokenProcessPool as error:
            raise GraphError(
                "a process was killed, perhaps for want of memory: start again; nothing already in is lost"
            ) from error


def _end_with_parent() -> None:
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)
