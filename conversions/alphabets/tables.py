"""Reads the tables of this folder, once. Lines are cells separated by tabs; a line that starts with "# " is a remark."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of ``name``.tsv below its heading; an empty cell is ""."""
    return iter(_lines(name)[1:])


def columns(name: str) -> dict[str, dict[str, str]]:
    """The columns of ``name``.tsv by their heading, each from the row's first cell to its own; without the empty cells."""
    heading, *body = _lines(name)
    return {column: {row[0]: row[number] for row in body if row[number]} for number, column in enumerate(heading) if number}


def _lines(name: str) -> list[list[str]]:
    text = files("conversions.alphabets").joinpath(f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]
