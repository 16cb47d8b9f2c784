"""Reads the tables of this folder, once. Lines are cells separated by tabs; a line that starts with "# " is a remark."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of ``name``.tsv, without its heading and remarks; an empty cell is ""."""
    lines = files("conversions.alphabets").joinpath(f"{name}.tsv").read_text("utf-8").splitlines()
    for line in [line for line in lines if line and not line.startswith("# ")][1:]:
        yield line.split("\t")
