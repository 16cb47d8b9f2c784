"""SPARQL engines of others, started for a test: each is run in a folder of its own and ended with it."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = {http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """`oxigraph serve` with an empty store; yields the address of the server."""
    program = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("needs the program oxigraph: pip install oxigraph")
    port = free_port()
    command = [program, "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}/") as address:
        yield address


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso 7 with an empty store; yields its address with the name and password of who may write."""
    program, sql = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or sql is None:
        pytest.skip("needs Virtuoso: apt-get install virtuoso-opensource-7")
    ports = {"http": free_port(), "sql": free_port()}
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, **ports))
    command = [program, "+foreground", "+configfile", str(settings)]
    with _running(command, f"http://127.0.0.1:{ports['http']}/sparql") as address:
        yield address.replace("http://", "http://dba:dba@")


ENGINES: dict[str, Callable[[Path], AbstractContextManager[str]]] = {"oxigraph": oxigraph, "virtuoso": virtuoso}


@contextmanager
def _running(command: list[str], address: str) -> Iterator[str]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urlopen(address).close()
                break
            except URLError as error:
                assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
                if getattr(error, "code", 0):
                    break
                time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()
