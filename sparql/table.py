"""The first rows of an answer, for people to look at."""

from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


class Table(NamedTuple):
    """Variables without the question mark, rows in their order, and whether these are all rows that there are."""

    variables: list[str]
    rows: list[list[Cell]]
    whole: bool


def head(chunks: Iterable[bytes], most: int) -> tuple[bytes, bool]:
    """The first bytes of an answer, at least `most` of them or all, and whether they are all."""
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) >= most:
            return bytes(found), False
    return bytes(found), True


def table(tsv: bytes, whole: bool, most: int) -> Table:
    """Up to `most` rows of the SELECT results that begin with these bytes of TSV."""
    end = len(tsv) if whole else tsv.rfind(b"\n") + 1
    results = ox.parse_query_results(tsv[:end], ox.QueryResultsFormat.TSV)
    if not isinstance(results, ox.QuerySolutions):
        raise TypeError("TSV of an ASK query has no rows")
    variables = [variable.value for variable in results.variables]
    rows: list[list[Cell]] = []
    for solution in results:
        if len(rows) == most:
            return Table(variables, rows, False)
        rows.append([solution[variable] for variable in variables])
    return Table(variables, rows, whole)
