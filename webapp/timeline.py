"""A bar chart of works by period, as numbers for an SVG: without a style or a script, so that it shows and prints everywhere."""

from collections.abc import Sequence
from typing import NamedTuple

from kg.views import Period

_BAR, _GAP = 26, 8
_HEIGHT = 90
_ABOVE, _BELOW = 18, 22


class Bar(NamedTuple):
    """A period, how many works it has, and its rectangle in user units; ``label``: its first year stands below it."""

    first: int
    last: int
    works: int
    x: int
    y: int
    height: int
    label: bool

    @property
    def middle(self) -> int:
        """Where a text stands above or below it."""
        return self.x + _BAR // 2


class Bars(NamedTuple):
    """The chart: its size, where its axis is, and its bars."""

    width: int
    height: int
    base: int
    bar: int
    bars: Sequence[Bar]


def bars(periods: Sequence[Period]) -> Bars:
    """Lay out the periods in their order; decades without a work between two that have some leave a gap."""
    filled = _with_gaps(periods)
    most = max(period.works for period in filled)
    every = 1 if len(filled) <= 14 else 2
    made = []
    for n, period in enumerate(filled):
        height = round(period.works / most * _HEIGHT)
        made.append(Bar(*period, _GAP + n * (_BAR + _GAP), _ABOVE + _HEIGHT - height, height, n % every == 0))
    return Bars(_GAP + len(filled) * (_BAR + _GAP), _ABOVE + _HEIGHT + _BELOW, _ABOVE + _HEIGHT, _BAR, made)


class _Span(NamedTuple):
    first: int
    last: int
    works: int


def _with_gaps(periods: Sequence[Period]) -> list[_Span]:
    filled: list[_Span] = []
    for period in periods:
        if filled and period.last - period.first < 10:
            start = filled[-1].last + 1
            filled += [_Span(first, first + 9, 0) for first in range(start, period.first, 10)]
        filled.append(_Span(period.first, period.last, period.works))
    return filled
