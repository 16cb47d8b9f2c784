"""`otrar serve` as a process of its own, for what only a real server can get wrong."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def served(state: Path) -> Iterator[int]:
    """Where `otrar serve` listens on this machine, until it is ended."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    environment = os.environ | {"OTRAR_STATE": str(state), "OTRAR_QUERY_WORKERS": "1"}
    server = subprocess.Popen([sys.executable, "-m", "kg.cli", "serve", "--port", str(port)], cwd=ROOT, env=environment)
    try:
        end = time.monotonic() + 300
        while not ask(port, "/health").startswith(b"HTTP/1.1 200"):
            assert time.monotonic() < end
            time.sleep(0.2)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(300)


def ask(port: int, address: str) -> bytes:
    """The whole answer to a request for an address that is sent just as it is written."""
    try:
        with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answer:
            connection.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            return answer.read()
    except ConnectionRefusedError:
        return b""
