"""Who may use which worker, and who waits: a fair queue with a bound in front of a few processes.

Most queries take milliseconds, some take all they may. So a few processes are kept for the young: a query that has worked
for `GRACE` seconds is long, and may go on only if fewer than `workers` others are; else it is ended, and begins again when a
place for a long one is free. What has proved long is taken for long the next time, whatever constants stand in it.

A long answer that is on its way takes nobody's place: another process is started beside a few of them, so that who asks for
many rows sees the first at once.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sparql.errors import Busy, ClientGone
from sparql.nursery import Nursery
from sparql.process import GLANCE, Process
from sparql.queue import Queue, Ticket, shape

GRACE = 0.1  # seconds of processor time; what needs less is a short query
STREAMING_GRACE = 1.0  # the same for an answer on its way
PATIENCE = 2.0  # seconds after which a query is long though it did not compute, but waited for the disk or its reader
STRIKES = 2  # times that a query must have proved long to be taken for it; the first time may be a process that was cold
SETTLED = 1.0  # seconds after which a process that died is replaced, so that one that cannot start is not started without end
SURPLUS = 10.0  # seconds that a process rests which was started beside answers on their way, until it is ended
_REMEMBERED = 1000  # shapes of long queries


@dataclass(frozen=True, slots=True)
class Limits:
    """What a lane gives.

    workers: long queries that may run at once; each process runs one query at a time.
    quick: further processes, which are free for short queries when as many long ones run as may. 0: all are taken for long.
    streams: answers on their way that take nobody's place; a further process is started beside them where none is free.
    seconds: of wall-clock time for one query since it came, waiting and the sending of its answer included.
    memory: bytes that a query may use above the opened store.
    waiting: long queries that may wait for a worker, and as many others; one more is told that we are busy.
    share: long queries that one client may have running, so that another always finds a place.
    niceness: how far long queries step back behind all else on this machine.
    """

    workers: int
    quick: int = 0
    streams: int = 0
    seconds: float = 30.0
    memory: int = 1 << 30
    waiting: int = 64
    share: int = 0
    niceness: int = 0


class Lane:
    """Workers and the queue in front of them."""

    def __init__(self, limits: Limits, nursery: Nursery, store: str) -> None:
        self.limits, self.nursery, self.store = limits, nursery, store
        self.lock = threading.Lock()
        self.idle = [self._start() for _ in range(limits.workers + limits.quick)]
        self.busy: dict[Process, Ticket] = {}
        self.queue = Queue(limits.waiting)
        self.slow: OrderedDict[str, int] = OrderedDict({"": STRIKES})
        self.fast: OrderedDict[str, None] = OrderedDict()
        self.closed = False

    def take(self, client: str, text: str, until: float, gone: Callable[[], bool], *, long: bool = False) -> Process:
        """A worker for this client's query, at once or when it is its turn; `long`: it has proved to be.

        Raises Busy when the queue is full, the lane closed, or half of the time gone that the query has until it must be done,
        ClientGone when the client has left.
        """
        with self.lock:
            if self.closed:
                raise Busy("The server is being stopped.")
            looks = shape(text)
            is_long = long or not self.limits.quick or self.slow.get(looks, 0) >= STRIKES
            ticket = Ticket(client, looks, is_long, known=looks in self.fast)
            self._admit(ticket)
        patience = until - self.limits.seconds / 2
        while not ticket.ready.wait(GLANCE):
            left, late = gone(), time.monotonic() > patience
            if (left or late) and self._withdraw(ticket):
                raise ClientGone("The client left the queue.") if left else Busy("The wait was too long. Try again later.")
        if ticket.refused:
            raise self._busy()
        if ticket.process is None:
            raise Busy("The server is being stopped.")
        return ticket.process

    def begun(self, process: Process) -> None:
        """The answer is on its way, and there is more of it to come."""
        with self.lock:
            ticket = self.busy[process]
            if ticket.long or self.closed:
                return
            ticket.streams = sum(each.streams for each in self.busy.values()) < self.limits.streams
            if not self.idle and len(self.busy) < self._most():
                self.idle.append(self._start())
            self._assign()

    def give_back(self, process: Process, *, finished: bool) -> None:
        """The worker is free again; one that did not finish its job is killed, and another takes its place at once."""
        was_short = finished and process.work() < GRACE
        process.rest()
        keep = finished and process.alive()
        with self.lock:
            ticket = self.busy.pop(process)
            if was_short and ticket.shape:
                self.slow.pop(ticket.shape, None)
                _note(self.fast, ticket.shape, None)
            if not self.closed:
                # Taken first is what has its store open already, and has not stepped back.
                rested = process if keep else self._start()
                self.idle.insert(0 if ticket.long or not keep else len(self.idle), rested)
                self._assign()
        if self.closed or not keep:
            process.kill()

    def tend(self, now: float, store: str) -> None:
        """Kill what is overdue, tell the long from the young, replace what died idle, have what rests open the next store.

        A place that this makes free is given to who waits for it.
        """
        with self.lock:
            self.store = store
            for process, ticket in self.busy.items():
                if not process.overdue(now) and not ticket.long:
                    has_worked = process.work() > (STREAMING_GRACE if ticket.streams else GRACE)
                    if has_worked or now - process.since > PATIENCE:
                        self._outgrown(process, ticket, has_worked)
            dead = [process for process in self.idle if now > process.born + SETTLED and not process.alive()]
            for process in dead:
                self.idle[self.idle.index(process)] = self._start()
            dead += self._surplus(now)
            self._assign()
            for process in self.idle:
                if process.store != store:
                    with suppress(OSError):
                        process.open(store)
        for process in dead:
            process.kill()

    def close(self) -> None:
        """End all workers; who waits is told that we are busy."""
        with self.lock:
            self.closed = True
            idle, busy = self.idle, list(self.busy)
            tickets = list(self.queue)
            self.idle, self.queue = [], Queue(0)
        for ticket in tickets:
            ticket.ready.set()
        for process in busy:
            process.end()  # whoever reads from it notices, and frees it
        for process in idle:
            process.kill()

    def _most(self) -> int:
        """Processes that there may be."""
        return self.limits.workers + self.limits.quick + self.limits.streams

    def _start(self) -> Process:
        return Process(self.nursery, self.limits.memory, self.store)

    def _admit(self, ticket: Ticket) -> None:
        """Give a query its worker, or a place in the queue."""
        if self.idle and self._has_place(ticket):
            self.queue.add(ticket)
        elif not self.queue.admit(ticket):
            raise self._busy()
        self._assign()

    def _busy(self) -> Busy:
        return Busy(f"{self.limits.waiting} queries wait already. Try again in {Busy.retry_after} seconds.")

    def _surplus(self, now: float) -> list[Process]:
        """A process that nobody has needed for long, if more are idle than were in the beginning; it is idle no more."""
        if len(self.idle) <= self.limits.workers + self.limits.quick:
            return []
        rested = [process for process in self.idle if now > process.rested + SURPLUS][:1]
        self.idle = [process for process in self.idle if process not in rested]
        return rested

    def _has_place(self, ticket: Ticket) -> bool:
        """Whether the query may run if there is a process for it: what nobody knows yet does not take the last one from
        what is known to be short, unless it is the only one of its sort."""
        if ticket.long:
            return self._long_may_run(ticket.client)
        return (
            ticket.known
            or len(self.idle) > 1
            or not any(not (each.long or each.known or each.streams) for each in self.busy.values())
        )

    def _long_may_run(self, client: str) -> bool:
        running = [ticket.client for ticket in self.busy.values() if ticket.long]
        return len(running) < self.limits.workers and running.count(client) < (self.limits.share or self.limits.workers)

    def _outgrown(self, process: Process, ticket: Ticket, has_worked: bool) -> None:
        """A query is young no longer: it takes a place for long ones, or must wait for one; an answer that has begun goes on."""
        if process.answering or self._long_may_run(ticket.client):
            ticket.long, ticket.streams = True, False
            process.step_back(self.limits.niceness)
        else:
            process.postpone()
        if has_worked:
            self._remember(ticket.shape)

    def _remember(self, looks: str) -> None:
        for known in (looks, ""):
            _note(self.slow, known, self.slow.get(known, 0) + 1)
        self.fast.pop(looks, None)
        if self.slow[looks] >= STRIKES:
            self.queue.turn_long(looks)

    def _assign(self) -> None:
        """Give idle workers to those whose turn it is."""
        for ticket in self.queue.first():
            if self.idle and self._has_place(ticket):
                self.queue.serve(ticket)
                ticket.process = self.idle.pop(0 if ticket.long and self.limits.quick else -1)
                self.busy[ticket.process] = ticket
                if ticket.long:
                    ticket.process.step_back(self.limits.niceness)
                ticket.ready.set()

    def _withdraw(self, ticket: Ticket) -> bool:
        """Take a ticket out of the queue; False if it has got its worker meanwhile."""
        with self.lock:
            return self.queue.leave(ticket)


def _note[Value](shapes: "OrderedDict[str, Value]", looks: str, value: Value) -> None:
    shapes[looks] = value
    shapes.move_to_end(looks)
    if len(shapes) > _REMEMBERED:
        shapes.popitem(last=False)
