"""One worker process, as the server sees it: started, given a job, read from, killed."""

import os
import pickle
import select
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from sparql.errors import ClientGone, EvaluationError, OutOfMemory, Postponed, QueryError, SparqlError, TimedOut, WorkerDied
from sparql.messages import READY, Job
from sparql.nursery import Nursery

_PROCESS_CLOCK = 2  # with the number of a process, what Linux calls the clock of its processor time (clock_getcpuclockid)
GLANCE = 0.2  # seconds between looks whether the client is still there


class Process:
    """A running worker. Used by one thread at a time; only `overdue`, `postpone` and `end` may be called from another.

    born: when it was started, by the monotonic clock.
    since: when its job began, by the monotonic clock; infinity when it has none.
    rested: since when it has had none.
    answering: whether a part of the answer to its job has arrived.
    """

    def __init__(self, nursery: Nursery, memory: int, store: str) -> None:
        self._nursery = nursery
        ours, theirs = socket.socketpair()
        with theirs:
            self.pid = nursery.start(theirs, memory, store)
        self._code: int | None = None
        self.connection = Connection(ours.detach())
        self._arrivals = select.poll()
        self._arrivals.register(self.connection, select.POLLIN)
        self.store = store
        self.born = self.rested = time.monotonic()
        self.since = float("inf")
        self.deadline = self.since
        self._is_up, self._used = False, 0.0
        self.seconds = 0.0
        self.answering = False
        self._end: SparqlError | None = None
        self._lock = threading.Lock()

    def begin(self, job: Job, until: float) -> None:
        """Hand over a job, once the process is up, to be ended at this time. Raises OSError when the process is dead already."""
        try:
            if not self._is_up:
                self._is_up = self.connection.recv_bytes() == READY
        except EOFError as error:
            raise OSError("the worker process ended before it was ready") from error
        self.connection.send(job)
        self.store, self.answering = job.store, False
        with self._lock:
            self.since, self._used = time.monotonic(), self._processor_seconds()
            self.seconds, self.deadline = job.seconds, until

    def rest(self) -> None:
        """The job is done: no clock runs any more."""
        with self._lock:
            self.since = self.deadline = float("inf")
            self.rested = time.monotonic()

    def open(self, store: str) -> None:
        """Have the next published copy opened while there is nothing else to do."""
        self.connection.send(store)
        self.store = store

    def receive(self, gone: Callable[[], bool]) -> bytes:
        """The next message of the job. Raises ClientGone when nobody waits for it, or why the process ended."""
        try:
            while not self._arrivals.poll(GLANCE * 1000):
                if gone():
                    raise ClientGone("The client closed the connection.")
            message = self.connection.recv_bytes()
        except (EOFError, OSError):
            raise self._why_it_ended() from None
        self.answering = True
        return message

    def work(self) -> float:
        """Seconds of processor time that went into the job so far. However loaded the machine is, a short query stays short."""
        return self._processor_seconds() - self._used if self.since < float("inf") else 0.0

    def cost(self) -> float:
        """Seconds that the job has cost so far: of processor time, or a tenth of those that passed: disks and servers wait."""
        return max(self.work(), (time.monotonic() - self.since) / 10)

    def _processor_seconds(self) -> float:
        try:
            return time.clock_gettime((~self.pid << 3) | _PROCESS_CLOCK)
        except OSError:  # it has just ended
            return 0.0

    def overdue(self, now: float) -> bool:
        """Kill the process if its job has run out of time."""
        with self._lock:
            if now < self.deadline:
                return False
            self._end = self._timed_out()
            self._signal()
            return True

    def step_back(self, niceness: int) -> None:
        """Let others of this machine go first, for good: only root could take it back."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, max(niceness, os.getpriority(os.PRIO_PROCESS, self.pid)))

    def postpone(self) -> None:
        """Kill the process; its job begins again elsewhere."""
        with self._lock:
            self._end = Postponed("The query waits until fewer long ones run.")
            self._signal()

    def alive(self) -> bool:
        """Whether a process that rests can be given a job: one that is dead has closed its connection."""
        if self._end is None and not self._is_up and self._arrivals.poll(0):
            with suppress(EOFError, OSError):
                self._is_up = self.connection.recv_bytes() == READY
        return self._end is None and not self._arrivals.poll(0)

    def end(self) -> None:
        """Kill the process, since the server stops; for whoever reads from it, it ended."""
        with self._lock:
            self._end = WorkerDied("The server is being stopped.")
            self._signal()

    def kill(self) -> None:
        """End the process and free what it held; what it wrote and nobody read is dropped."""
        with self._lock:
            self._signal()
        self.ended()
        self.connection.close()

    def ended(self) -> int:
        """The code that the process ended with, once it has."""
        code = self._nursery.wait(self.pid) if self._code is None else self._code
        with self._lock:
            if self._code is None:
                self._code = code
            return self._code

    def _signal(self) -> None:
        if self._code is None:  # else the number may be another process's by now
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _timed_out(self) -> TimedOut:
        return TimedOut(f"The query took longer than {self.seconds:g} seconds since it came, its limit, and was ended.")

    def _why_it_ended(self) -> SparqlError:
        code = self.ended()
        if self._end:
            return self._end
        match -code:
            case signal.SIGALRM:
                return self._timed_out()
            case signal.SIGABRT:
                return OutOfMemory("The query needed more memory than one query may have, and was ended.")
            case signal.SIGSEGV:
                return QueryError("The query is too long or too deep for the engine. Split it.")
            case signal.SIGKILL | signal.SIGTERM:
                return WorkerDied("The process that ran the query was killed. Try again.")
            case _:
                return EvaluationError(f"The process that ran the query ended with code {code}.")


def unpickle(message: bytes) -> object:
    """What follows the first byte of a message; our own worker wrote it."""
    return pickle.loads(message[1:])  # noqa: S301 - comes from our own process, which never unpickles a query
