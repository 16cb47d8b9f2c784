"""The examples in the docstrings of the sources."""

import doctest
from types import ModuleType

import pytest

from conversions.sources import iso5426, marc8, numbers, repairs, text


@pytest.mark.parametrize("module", [iso5426, marc8, numbers, repairs, text], ids=lambda module: module.__name__)
def test_examples(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
