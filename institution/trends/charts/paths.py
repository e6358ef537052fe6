"""Many marks in one path each, so that a year of days stays a small file.

Places come as text: those from left to right are shared by all pictures of a page, and heights are
few. An empty height is a missing number.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

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


def dots(xs: Iterable[str], ys: Iterable[str]) -> str:
    """Return single points, drawn round by the ends of their stroke; no height draws nothing.

    >>> dots(["1", "2"], ["3", ""])
    'M1 3h0'
    """
    return "".join([f"M{x} {y}h0" for x, y in zip(xs, ys, strict=True) if y])


def rings(xs: Iterable[str], ys: Iterable[str]) -> str:
    """Return small circles; takes the same as `dots`."""
    r, across = short(RING), short(2 * RING)
    circle = f"m-{r} 0a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0"
    return "".join([f"M{x} {y}{circle}" for x, y in zip(xs, ys, strict=True) if y])


def diamonds(xs: Iterable[str], ys: Iterable[str], reach: float) -> str:
    """Return diamonds that reach so far from their middle; else takes the same as `dots`."""
    d = short(reach)
    corners = f"m0-{d}l{d} {d}-{d} {d}-{d}-{d}z"
    return "".join([f"M{x} {y}{corners}" for x, y in zip(xs, ys, strict=True) if y])


def line(xs: Sequence[str], ys: Sequence[str]) -> str:
    """Return a line through neighbouring points; no line across a missing one.

    >>> line(["1", "2", "3", "4", "5"], ["1", "2", "", "4", ""])
    'M1 1L2 2'
    """
    return "".join(
        ["M" + "L".join([f"{xs[i]} {ys[i]}" for i in run]) for run in runs(ys) if len(run) > 1]
    )


def area(edges: Sequence[str], lows: Sequence[str], highs: Sequence[str]) -> str:
    """Return the space between two lines that go in steps.

    Args:
        edges: where each step begins, and where the last one ends: one more than steps.
        lows: the lower line of each step; empty leaves the step open.
        highs: the upper line of each step.

    >>> area(["0", "1", "2"], ["9", "9"], ["5", "6"])
    'M0 5H1V6H2V9H0z'
    """
    return "".join([_block(edges, lows, highs, run) for run in runs(lows)])


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


def runs(heights: Sequence[str]) -> list[list[int]]:
    """Return the numbers of the heights that are there, in unbroken stretches.

    >>> runs(["1", "", "2", "3"])
    [[0], [2, 3]]
    """
    found: list[list[int]] = []
    for i, height in enumerate(heights):
        if not height:
            continue
        if found and found[-1][-1] == i - 1:
            found[-1].append(i)
        else:
            found.append([i])
    return found


def _block(
    edges: Sequence[str], lows: Sequence[str], highs: Sequence[str], run: Sequence[int]
) -> str:
    """Return one unbroken piece of an area: over the top, and back below."""
    first, last = run[0], run[-1]
    over = [f"H{edges[i]}V{highs[i]}" for i in run[1:] if highs[i] != highs[i - 1]]
    under = [f"H{edges[i]}V{lows[i - 1]}" for i in run[:0:-1] if lows[i] != lows[i - 1]]
    there = f"M{edges[first]} {highs[first]}{''.join(over)}H{edges[last + 1]}"
    return f"{there}V{lows[last]}{''.join(under)}H{edges[first]}z"
