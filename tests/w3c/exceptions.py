"""The tests that do not pass here, one by one, with the reason of each: exceptions.tsv. One that passes fails the run."""

import csv
from pathlib import Path

import pytest


def read() -> dict[str, str]:
    """The reasons, by the name of the test."""
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
        return {row["test"]: row["reason"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


EXCEPTIONS = read()


def marks(name: str) -> list[pytest.MarkDecorator]:
    """What marks the test of this name, if it is an exception."""
    return [pytest.mark.xfail(reason=EXCEPTIONS[name], strict=True, raises=AssertionError)] if name in EXCEPTIONS else []
