"""Many marks in one path each, so that a year of days stays a small file.

Places from left to right come as text, since all pictures of a page share them; heights as lengths.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import isnan

RING = 1.9
"""Radius of an open mark."""


@lru_cache(maxsize=20_000)
def short(value: float) -> str:
    """Return a length with at most one decimal; kept, since the same ones come again and again.

    >>> short(3.0), short(3.14159)
    ('3', '3.1')
    """
    return f"{value:.1f}".removesuffix(".0")


def path(kind: str, d: str) -> str:
    """Return a path of a kind; nothing where it has no points."""
    return f'<path class="chart__{kind}" d="{d}"/>' if d else ""


def dots(xs: Iterable[str], ys: Iterable[float]) -> str:
    """Return single points, drawn round by the ends of their stroke; NaN draws nothing.

    >>> dots(["1", "2"], [3.0, float("nan")])
    'M1 3h0'
    """
    return "".join([f"M{x} {short(y)}h0" for x, y in zip(xs, ys, strict=True) if not isnan(y)])


def rings(xs: Iterable[str], ys: Iterable[float]) -> str:
    """Return small circles; takes the same as `dots`."""
    r, across = short(RING), short(2 * RING)
    circle = f"m-{r} 0a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0"
    return "".join(
        [f"M{x} {short(y)}{circle}" for x, y in zip(xs, ys, strict=True) if not isnan(y)]
    )


def diamonds(xs: Iterable[str], ys: Iterable[float], reach: float) -> str:
    """Return diamonds that reach so far from their middle; else takes the same as `dots`."""
    d = short(reach)
    corners = f"m0-{d}l{d} {d}-{d} {d}-{d}-{d}z"
    return "".join(
        [f"M{x} {short(y)}{corners}" for x, y in zip(xs, ys, strict=True) if not isnan(y)]
    )


def line(xs: Sequence[str], ys: Sequence[float]) -> str:
    """Return a line through neighbouring points; no line across a missing one.

    >>> nan = float("nan")
    >>> line(["1", "2", "3", "4", "5"], [1.0, 2, nan, 4, nan])
    'M1 1L2 2'
    """
    return "".join(
        "M" + "L".join([f"{xs[i]} {short(ys[i])}" for i in run]) for run in runs(ys) if len(run) > 1
    )


def area(edges: Sequence[str], lows: Sequence[float], highs: Sequence[float]) -> str:
    """Return the space between two lines that go in steps.

    Args:
        edges: where each step begins, and where the last one ends: one more than steps.
        lows: the lower line of each step; NaN leaves the step open.
        highs: the upper line of each step.

    >>> area(["0", "1", "2"], [9.0, 9], [5.0, 6])
    'M0 5H1V6H2V9H0z'
    """
    return "".join(_block(edges, lows, highs, run) for run in runs(lows))


def bars(lefts: Iterable[str], width: float, foot: float, heights: Iterable[float]) -> str:
    """Return upright bars on one foot; those without height are left out."""
    wide, low = short(width), short(foot)
    return "".join(
        [
            f"M{x} {low}h{wide}v-{short(h)}h-{wide}z"
            for x, h in zip(lefts, heights, strict=True)
            if h > 0
        ]
    )


def runs(values: Sequence[float]) -> list[list[int]]:
    """Return the numbers of the known values, in unbroken stretches.

    >>> runs([1.0, float("nan"), 2, 3])
    [[0], [2, 3]]
    """
    found: list[list[int]] = []
    for i, value in enumerate(values):
        if isnan(value):
            continue
        if found and found[-1][-1] == i - 1:
            found[-1].append(i)
        else:
            found.append([i])
    return found


def _block(
    edges: Sequence[str], lows: Sequence[float], highs: Sequence[float], run: Sequence[int]
) -> str:
    """Return one unbroken piece of an area: over the top, and back below."""
    start, end, first, last = edges[run[0]], edges[run[-1] + 1], run[0], run[-1]
    over = [f"H{edges[i]}V{short(highs[i])}" for i in run[1:] if highs[i] != highs[i - 1]]
    under = [f"H{edges[i]}V{short(lows[i - 1])}" for i in run[:0:-1] if lows[i] != lows[i - 1]]
    top, foot = short(highs[first]), short(lows[last])
    return f"M{start} {top}{''.join(over)}H{end}V{foot}{''.join(under)}H{start}z"
