"""Many marks in one path each, so that a year of days stays a small file."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from institution.stats.arrays import Floats, Ints

RING = 1.9
"""Radius of an open mark."""
DIAMOND = 4
"""From the middle of a child's own mark to its corners."""


def dots(xs: Floats, ys: Floats) -> str:
    """Return a path of single points, drawn round by the ends of its stroke.

    Args:
        xs: shape (n,).
        ys: shape (n,); NaN draws nothing.

    >>> dots(np.array([1.0, 2.0]), np.array([3.0, np.nan]))
    'M1 3h0'
    """
    return "".join(f"M{_short(a)} {_short(b)}h0" for a, b in _known(xs, ys))


def rings(xs: Floats, ys: Floats) -> str:
    """Return a path of small circles; takes the same as `dots`."""
    r = _short(RING)
    circle = f"a{r} {r} 0 1 0 {_short(2 * RING)} 0a{r} {r} 0 1 0-{_short(2 * RING)} 0"
    return "".join(f"M{_short(a - RING)} {_short(b)}{circle}" for a, b in _known(xs, ys))


def diamonds(xs: Floats, ys: Floats) -> str:
    """Return a path of diamonds; takes the same as `dots`."""
    d = DIAMOND
    return "".join(
        f"M{_short(a)} {_short(b - d)}l{d} {d}-{d} {d}-{d}-{d}z" for a, b in _known(xs, ys)
    )


def line(xs: Floats, ys: Floats) -> str:
    """Return a line through neighbouring points; no line across a missing one.

    >>> line(np.array([1.0, 2, 3, 4, 5]), np.array([1.0, 2, np.nan, 4, np.nan]))
    'M1 1L2 2'
    """
    return "".join(
        "M" + "L".join(f"{_short(xs[i])} {_short(ys[i])}" for i in run)
        for run in _runs(ys)
        if len(run) > 1
    )


def area(edges: Floats, lows: Floats, highs: Floats) -> str:
    """Return the space between two lines that go in steps.

    Args:
        edges: shape (n + 1,): where each step begins, and where the last one ends.
        lows: shape (n,): the lower line; NaN leaves the step open.
        highs: shape (n,): the upper line.

    >>> area(np.array([0.0, 1, 2]), np.array([9.0, 9]), np.array([5.0, 6]))
    'M0 5H1V6H2V9H0z'
    """
    return "".join(_block(edges, lows, highs, run) for run in _runs(lows))


def bars(lefts: Floats, width: float, foot: float, heights: Floats) -> str:
    """Return upright bars on one foot; those without height are left out."""
    wide = _short(width)
    return "".join(
        f"M{_short(a)} {_short(foot)}h{wide}v-{_short(h)}h-{wide}z"
        for a, h in zip(lefts, heights, strict=True)
        if h > 0
    )


def _block(edges: Floats, lows: Floats, highs: Floats, run: Sequence[int]) -> str:
    """Return one unbroken piece of an area: over the top, and back below."""
    start, end = _short(edges[run[0]]), _short(edges[run[-1] + 1])
    over = "".join(f"H{_short(edges[i])}V{_short(highs[i])}" for i in _changes(highs, run))
    under = "".join(f"H{_short(edges[i])}V{_short(lows[i - 1])}" for i in _changes(lows, run)[::-1])
    first, last = _short(highs[run[0]]), _short(lows[run[-1]])
    return f"M{start} {first}{over}H{end}V{last}{under}H{start}z"


def _changes(values: Floats, run: Sequence[int]) -> list[int]:
    """Return the steps of a run at which the line moves."""
    return [b for a, b in pairwise(run) if values[a] != values[b]]


def _runs(values: Floats) -> list[range]:
    """Return the unbroken stretches of known values, as ranges of their numbers."""
    known = np.concatenate(([False], ~np.isnan(values), [False]))
    turns: Ints = np.flatnonzero(known[1:] != known[:-1])
    return [range(a, b) for a, b in turns.reshape(-1, 2).tolist()]


def _known(xs: Floats, ys: Floats) -> Iterable[tuple[float, float]]:
    """Return the points that are there."""
    there = ~np.isnan(ys)
    return zip(xs[there].tolist(), ys[there].tolist(), strict=True)


@lru_cache(maxsize=10_000)
def _short(value: float) -> str:
    """Return a length with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
