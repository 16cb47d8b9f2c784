"""A repository served on this machine, and a ledger to harvest it into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ledger import Ledger
from tests.kg.harvest.repository import Fake, served


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A repository of eight records, three on a page, served until the test ends."""
    with served() as repository:
        yield repository


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    kept = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield kept
    kept.close()
