"""The README's commands give the answers that stand below them."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.settings import Settings

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"```console\n\$ (otrar .*)\n((?:.*\n)*?)```", (ROOT / "README.md").read_text("utf-8"))


def test_there_are_commands_to_check() -> None:
    assert len(BLOCKS) >= 3


@pytest.mark.parametrize(("command", "answer"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_command(command: str, answer: str, sample_settings: Settings) -> None:
    words = [sys.executable, "-m", "kg.cli", *shlex.split(command)[1:]]
    environment = os.environ | {"OTRAR_STATE": str(sample_settings.state)}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout or done.stderr) == answer
