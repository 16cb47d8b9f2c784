"""State folders that take long to make: made once for all processes of a test run, and copied for a test that writes."""

import fcntl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A state folder, made by whichever process of this test run asks first. Not to be written to."""
    folder = factory.getbasetemp()
    if folder.name.startswith("popen-"):  # a worker's folder, in that of the run
        folder = folder.parent
    state = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            made = folder / f"{name}.part"
            make(made)
            made.rename(state)
    return state


def copied(state: Path, folder: Path) -> Path:
    """A copy of a state in ``folder``, to be written to; files that are one by hard links stay so."""
    subprocess.run(["cp", "-a", state, folder], check=True)
    return folder / state.name
