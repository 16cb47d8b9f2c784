"""Work in a process of its own: what it returns and raises, and that it ends with the process that wanted it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conversions.errors import GraphError
from kg.processes import alone

PARENT = """
from kg.processes import alone
from tests.kg.test_processes import note_and_sleep

if __name__ == "__main__":
    alone(note_and_sleep, {path!r})
"""


def note_and_sleep(path: str) -> None:
    """Say which process this is, and stay."""
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)


def other_process(mine: int) -> bool:
    return os.getpid() != mine


def refuse() -> None:
    raise GraphError("no")


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_it_returns_and_raises() -> None:
    assert alone(other_process, os.getpid())
    with pytest.raises(GraphError, match="no"):
        alone(refuse)


def test_who_kills_it_costs_one_message() -> None:
    with pytest.raises(GraphError, match="was killed"):
        alone(kill_itself)


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    note, script = tmp_path / "pid", tmp_path / "parent.py"
    script.write_text(PARENT.format(path=str(note)))
    parent = subprocess.Popen([sys.executable, script], env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])})
    _wait(lambda: note.exists() and bool(note.read_text()))
    child = int(note.read_text())
    parent.kill()
    parent.wait()
    _wait(lambda: not Path(f"/proc/{child}").exists() or "Z (zombie)" in Path(f"/proc/{child}/status").read_text())


def _wait(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
