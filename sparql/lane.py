"""Who may use which worker, and who waits: a fair queue with a bound in front of a few processes."""

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from sparql.errors import Busy, ClientGone
from sparql.process import GLANCE, Process


@dataclass(frozen=True, slots=True)
class Limits:
    """What a lane gives.

    workers: processes, each of which runs one query at a time.
    seconds: of wall-clock time for one query, the sending of its answer included.
    memory: bytes that a query may use above the opened store.
    waiting: queries that may wait for a worker; one more is told that we are busy.
    share: workers that one client may hold at once, so that another always finds one.
    niceness: how far its processes step back behind others of this machine.
    """

    workers: int
    seconds: float = 30.0
    memory: int = 1 << 30
    waiting: int = 64
    share: int = 0
    niceness: int = 0


@dataclass(slots=True, eq=False)
class _Ticket:
    client: str
    ready: threading.Event = field(default_factory=threading.Event)
    process: Process | None = None


class Lane:
    """Workers and the queue in front of them: clients take turns, each client's queries go in their order."""

    def __init__(self, limits: Limits, module: str) -> None:
        self.limits, self.module = limits, module
        self.lock = threading.Lock()
        self.idle = [self._start() for _ in range(limits.workers)]
        self.busy: dict[Process, str] = {}
        self.queue: dict[str, deque[_Ticket]] = {}
        self.closed = False

    def take(self, client: str, gone: Callable[[], bool]) -> Process:
        """A worker for this client, at once or when it is its turn.

        Raises Busy when the queue is full or the wait as long as a query may run, ClientGone when the client has left.
        """
        ticket = _Ticket(client)
        with self.lock:
            if sum(map(len, self.queue.values())) >= self.limits.waiting and not self._may_start(client):
                raise Busy(f"{self.limits.waiting} queries wait already. Try again in {Busy.retry_after} seconds.")
            self.queue.setdefault(client, deque()).append(ticket)
            self._assign()
        patience = time.monotonic() + self.limits.seconds
        while not ticket.ready.wait(GLANCE):
            left, late = gone(), time.monotonic() > patience
            if (left or late) and self._withdraw(ticket):
                raise ClientGone("The client left the queue.") if left else Busy("The wait was too long. Try again later.")
        if ticket.process is None:
            raise Busy("The server is being stopped.")
        return ticket.process

    def give_back(self, process: Process, *, finished: bool) -> None:
        """The worker is free again; one that did not finish its job is killed, and another takes its place at once."""
        process.rest()
        keep = finished and process.alive()
        with self.lock:
            del self.busy[process]
            if not self.closed:
                self.idle.append(process if keep else self._start())
                self._assign()
        if self.closed or not keep:
            process.kill()

    def tend(self, now: float, store: str) -> None:
        """Kill what is overdue, replace what died idle, let what rests open the store that is published now."""
        with self.lock:
            for process in self.busy:
                process.overdue(now)
            dead = [process for process in self.idle if not process.alive()]
            for process in dead:
                self.idle[self.idle.index(process)] = self._start()
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
            tickets = [ticket for tickets in self.queue.values() for ticket in tickets]
            self.idle, self.queue = [], {}
        for ticket in tickets:
            ticket.ready.set()
        for process in busy:
            process.end()  # whoever reads from it notices, and frees it
        for process in idle:
            process.kill()

    def _start(self) -> Process:
        return Process(self.module, self.limits.memory, self.limits.niceness)

    def _may_start(self, client: str) -> bool:
        share = self.limits.share or self.limits.workers
        return bool(self.idle) and sum(holder == client for holder in self.busy.values()) < share

    def _assign(self) -> None:
        """Give idle workers to those whose turn it is; a client that got one goes to the end of the line."""
        for client in list(self.queue):
            if not self._may_start(client):
                continue
            tickets = self.queue.pop(client)
            ticket = tickets.popleft()
            if tickets:
                self.queue[client] = tickets
            ticket.process = self.idle.pop()
            self.busy[ticket.process] = client
            ticket.ready.set()

    def _withdraw(self, ticket: _Ticket) -> bool:
        """Take a ticket out of the queue; False if it has got its worker meanwhile."""
        with self.lock:
            tickets = self.queue.get(ticket.client, deque())
            if ticket not in tickets:
                return False
            tickets.remove(ticket)
            if not tickets:
                del self.queue[ticket.client]
            return True
