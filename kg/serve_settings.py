"""What gunicorn is told beside the address: `--config python:kg.serve_settings`.

Threads, since gunicorn then breaks an answer off visibly when its query is ended, and lets us see that a client has left. The
application is loaded once and forked: its modules are in memory once, and so are the limits of clients (webapp/limits.py).
"""

import os
import re
import select
import shutil
from multiprocessing import RawArray

from gunicorn.arbiter import Arbiter
from gunicorn.http import message
from gunicorn.workers.gthread import TConn, ThreadWorker

from kg.serve import MEASURES, THREADS

_MOMENT = 20  # milliseconds

# Whoever types an address with Cyrillic letters into curl sends them as they are. gunicorn refuses that; most servers do not.
message.RFC9112_TARGET_INVALID = re.compile(r"[^\x21-\x7e\x80-\xff]")

_PROCESSES = int(os.environ.get("OTRAR_PROCESSES", 1))
_CONNECTIONS = RawArray("i", _PROCESSES + 1)
"""How many connections each process has, as all of them see it; the last place is of one that is not running yet."""


class StayingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Threads that stay with a client for a moment after an answer: the way back over the main thread costs half a request.

    Clients keep their connections, and chance may give most of them to one process: it closes some, which then find another.
    """

    place = _PROCESSES

    @property
    def nr_conns(self) -> int:
        """How many connections this process has; gunicorn counts them."""
        return int(_CONNECTIONS[self.place])

    @nr_conns.setter
    def nr_conns(self, number: int) -> None:
        _CONNECTIONS[self.place] = number

    @property
    def max_keepalived(self) -> int:
        """How many idle connections may be kept: before each answer gunicorn asks whether it is to be the connection's last."""
        return self._most_kept if self.nr_conns <= min(_CONNECTIONS[:_PROCESSES]) + 1 else -1

    @max_keepalived.setter
    def max_keepalived(self, most: int) -> None:
        self._most_kept = most

    def handle(self, conn: TConn) -> object:
        """Answer a request, and those that follow it at once, while nobody waits for a thread."""
        goes_on = super().handle(conn)
        while goes_on is True and self.alive and not self.tpool._work_queue.qsize() and _is_readable(conn):
            goes_on = super().handle(conn)
        return goes_on


def _is_readable(conn: TConn) -> bool:
    poll = select.poll()
    poll.register(conn.sock, select.POLLIN)
    return bool(conn.parser.unreader.buf.getvalue() or poll.poll(_MOMENT))


worker_class = StayingWorker
threads = THREADS
preload_app = True
loglevel = "warning"
limit_request_line = 8190  # the longest that gunicorn allows: a query may stand in the address


def pre_fork(server: Arbiter, worker: StayingWorker) -> None:
    """Give a process the place of one that has ended."""
    taken = {each.place for each in server.WORKERS.values()}
    worker.place = next((place for place in range(_PROCESSES) if place not in taken), _PROCESSES)
    worker.nr_conns = 0


def on_exit(server: object) -> None:
    """The numbers of this server go with it."""
    shutil.rmtree(os.environ[MEASURES], ignore_errors=True)


def post_worker_init(worker: ThreadWorker) -> None:
    """Each process looks for publications by itself."""
    extensions = worker.wsgi.extensions
    extensions["otrar.sparql"].follow(extensions["otrar"].settings)
