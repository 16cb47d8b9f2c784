"""The list of exceptions is about tests that there are."""

import pytest

from tests.w3c import test_protocol, test_sparql, test_updates
from tests.w3c.exceptions import EXCEPTIONS
from tests.w3c.test_sparql import FOLDER, NEEDED


@pytest.mark.skipif(not FOLDER, reason=NEEDED)
def test_every_exception_is_a_test() -> None:
    tests = {case.name for chosen in (test_sparql.chosen(), test_protocol.chosen(), test_updates.chosen()) for case in chosen}
    assert EXCEPTIONS.keys() - tests == set()
