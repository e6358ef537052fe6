"""Counting flags and delays.

What holds on days at most `APART` days from each other is one flag; one that goes on counts again
after `AGAIN` days, so that a flag that never ends is not a single one.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints

APART, AGAIN = 14, 28
LONGEST = 90
"""A change that is not found within so many days counts as found then."""
YEAR = 365.25


class Found(NamedTuple):
    """How many changes were found, and when."""

    children: int
    known: int
    """Children left out because a flag stood in the days before."""
    within: tuple[float, float, float]
    """Shares found within 7, 14 and 28 days."""
    median: float
    """Days; infinite where fewer than half are found."""
    mean: float


def flag_days(scores: Floats, threshold: float) -> list[int]:
    """Return the days on which a flag is raised, for scores of shape (days,).

    >>> flag_days(np.array([0.0, 9, 0, 9] + [0.0] * 20 + [9]), 5.0)
    [1, 24]
    """
    raised: list[int] = []
    last = -APART - 1
    for day in np.flatnonzero(scores >= threshold).tolist():
        if day - last > APART or day - raised[-1] >= AGAIN:
            raised.append(day)
        last = day
    return raised


def per_year(scores: Floats, threshold: float) -> float:
    """Return the flags in a year of a child; scores of shape (children, days)."""
    raised = sum(len(flag_days(row, threshold)) for row in scores)
    return raised / (float(np.isfinite(scores).sum()) / YEAR)


def threshold_for(scores: Floats, rate: float) -> float:
    """Return about the lowest threshold that gives at most so many flags a year."""
    low, high = 0.0, float(scores.max()) + 1e-6
    while high - low > 0.005:
        middle = (low + high) / 2
        if per_year(scores, middle) > rate:
            low = middle
        else:
            high = middle
    return high


def delays(scores: Floats, onset: Ints, affected: Bools, threshold: float) -> Found:
    """Return how late the changes of the affected children are found.

    A child with a flag in the `APART` days before is left out.
    """
    holds = scores >= threshold
    late, known = [], 0
    for child in np.flatnonzero(affected).tolist():
        day = int(onset[child])
        if holds[child, max(day - APART, 0) : day].any():
            known += 1
            continue
        after = np.flatnonzero(holds[child, day : day + LONGEST])
        late.append(float(after[0]) if len(after) else np.inf)
    return _summed(np.array(late), known)


def _summed(late: Floats, known: int) -> Found:
    if not len(late):
        return Found(0, known, (np.nan, np.nan, np.nan), np.nan, np.nan)
    week, two, four = (float((late < days).mean()) for days in (7, 14, 28))
    median = float(np.sort(late)[len(late) // 2])
    return Found(
        len(late), known, (week, two, four), median, float(np.minimum(late, LONGEST).mean())
    )


def disturbed(scores: Floats, onset: Ints, affected: Bools, threshold: float) -> float:
    """Return the share of the affected children with a new flag within 28 days."""
    children = np.flatnonzero(affected).tolist()
    return float(np.mean([_soon(scores[one], int(onset[one]), threshold) for one in children]))


def _soon(scores: Floats, onset: int, threshold: float) -> bool:
    return any(onset <= day < onset + AGAIN for day in flag_days(scores, threshold))


def near(flags: Iterable[int], event: int, before: int = 7, after: int = 14) -> int | None:
    """Return how many days after an event a flag was raised, of flags near it the nearest.

    Args:
        flags: days.
        event: day.
        before: a flag so many days before the event is near.
        after: a flag so many days after it is near.

    >>> near([3, 20, 40], 18), near([3], 18)
    (2, None)
    """
    distances = [flag - event for flag in flags if -before <= flag - event <= after]
    return min(distances, key=abs, default=None)
