"""What all tests share."""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from kg.demo import load_samples, with_samples
from kg.settings import Settings
from ontology.vocabulary import version, vocabulary
from tests.states import shared

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


@pytest.fixture(scope="module")
def few_terms() -> Iterator[None]:
    """What this module publishes has few terms of the vocabulary, which would be most of a small state."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.workspace.vocabulary", lambda graph: (*islice(vocabulary(graph), 100), version(graph)))
        yield


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose state holds the sample catalogues, loaded and published. Not to be written to."""
    state = shared(tmp_path_factory, "samples", lambda state: load_samples(Settings(state=state)))
    return with_samples(Settings(state=state))
