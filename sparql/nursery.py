"""The process that workers are forked from: it has their modules in memory, so one more costs milliseconds, not half a second.

It opens no store and starts no thread. Server and nursery talk over a socket, one message each way: "MEMORY STORE" with the
worker's end of its connection is answered by the number of a new process, "NUMBER" by the code that it ended with, or "-".
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LONGEST = 8192  # bytes of a message: a path is shorter


class Nursery:
    """The server's side. Every thread may call it; what has been closed starts nothing any more.

    Args:
        module: run with `-m`; it calls `sparql.worker.main`.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._open()

    def _open(self) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
                [sys.executable, "-P", "-m", self._module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )

    def start(self, theirs: socket.socket, memory: int, store: str) -> int:
        """Start a worker on its end of a connection; returns the number of its process. Raises OSError where that cannot be."""
        with self._lock:
            if self._popen.poll() is not None:  # somebody killed it; its workers go on
                self._socket.close()
                self._open()
            socket.send_fds(self._socket, [f"{memory} {store}".encode()], [theirs.fileno()])
            return int(self._socket.recv(_LONGEST))

    def wait(self, pid: int) -> int:
        """The code that a process ended with, once it has; negative for a signal, that of SIGKILL where nobody knows any more."""
        while True:
            with self._lock:
                try:
                    self._socket.send(str(pid).encode())
                    said = self._socket.recv(_LONGEST)
                except OSError:
                    said = b""
            if said != b"-":
                return int(said or -signal.SIGKILL)
            time.sleep(0.002)

    def close(self) -> None:
        """End it; the workers must have ended before."""
        with self._lock:
            self._socket.close()
            self._popen.kill()
            self._popen.wait()


def nurse(control: socket.socket, serve: Callable[[int, int, str], None]) -> None:
    """The other side: fork processes that `serve` the connection with this descriptor, until the server has gone."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _LONGEST, 1)
        if not message:
            return
        if descriptors:
            memory, _, store = message.decode().partition(" ")
            pid = os.fork()
            if not pid:
                control.close()
                serve(descriptors[0], int(memory), store)
                os._exit(0)
            os.close(descriptors[0])
            control.send(str(pid).encode())
        else:
            control.send(_ended(int(message)))


def _ended(pid: int) -> bytes:
    try:
        done, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:  # told before, or of another nursery
        return b""
    return str(os.waitstatus_to_exitcode(status)).encode() if done else b"-"
