"""What all tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what golden records become now as what is wanted")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real catalogue files that a developer's machine has and a user's clone has not."""
    folder = Path(os.environ.get("OTRAR_CORPUS", ROOT / "../shared/data"))
    if not folder.is_dir():
        pytest.skip(f"needs the corpus of catalogue files: there is no folder {folder} (OTRAR_CORPUS)")
    return folder
