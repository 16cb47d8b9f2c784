"""`otrar serve` itself: what only a real server can get wrong."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def port(sample_settings: Settings) -> Iterator[int]:
    """Where a server of the samples listens on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    environment = os.environ | {"OTRAR_STATE": str(sample_settings.state), "OTRAR_QUERY_WORKERS": "1"}
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


def test_letters_of_an_address_may_stand_as_they_are(port: int) -> None:
    answer = ask(port, "/search?q=Ауэзов")
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"Auezov, Mukhtar" in answer


@pytest.mark.parametrize("address", ["/search?q=a b", "/search?q=\x00", "/\x7f", "search"])
def test_what_is_no_address_is_refused(port: int, address: str) -> None:
    assert ask(port, address).startswith(b"HTTP/1.1 400")
