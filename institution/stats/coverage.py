"""Whether enough shifts are logged for the lines to be read."""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats, Ints
from institution.stats.ruleset import CoverageRule


class Missing(NamedTuple):
    """Shifts of one child that have no log."""

    child: int
    since: int
    """First of the days looked at."""
    day: int
    """Last of the days looked at."""
    missing: int
    """Expected shifts without a log."""
    total: int
    """Expected shifts."""


def coverage(logged: Ints, due: Ints, *, window: int, least: int = 1) -> Floats:
    """Return the share of expected shifts that are logged, in the newest days.

    Args:
        logged: shape (children, days): shifts with a log; more than expected counts as all.
        due: shape (children, days): shifts expected; 0 on days when the child was away.
        window: days looked back on, the day itself included.
        least: expected shifts that are needed.

    Returns:
        Shape (children, days): 0 to 1; NaN where fewer shifts were expected.

    >>> coverage(np.array([[3, 1, 0]]), np.array([[3, 3, 0]]), window=2)
    array([[1.        , 0.66666667, 0.33333333]])
    """
    total = _newest(due, window)
    share = np.full(total.shape, np.nan)
    np.divide(
        _newest(np.minimum(logged, due), window), total, out=share, where=total >= max(least, 1)
    )
    return share


def missing(logged: Ints, due: Ints, rule: CoverageRule) -> list[Missing]:
    """Return the children of whom too many shifts are missing on the last day.

    Args:
        logged: shape (children, days), as in `coverage`.
        due: shape (children, days), as in `coverage`.
        rule: how many are too many.

    Returns:
        By child. Nobody while there are fewer days than the rule looks at.

    >>> missing(np.ones((1, 7), dtype=np.int64), np.full((1, 7), 3), CoverageRule())
    [Missing(child=0, since=0, day=6, missing=14, total=21)]
    """
    day, window = logged.shape[1] - 1, rule.window_days
    if day + 1 < window:
        return []
    share = coverage(logged, due, window=window, least=rule.minimum_shifts)[:, -1]
    total, done = _newest(due, window)[:, -1], _newest(np.minimum(logged, due), window)[:, -1]
    return [
        Missing(child, day - window + 1, day, int(total[child] - done[child]), int(total[child]))
        for child in np.flatnonzero(share < rule.below).tolist()
    ]


def _newest(values: Ints, window: int) -> Ints:
    """Return the sum of the `window` days up to each day; the first days have fewer.

    Args:
        values: shape (..., days).
        window: days, the day itself included.
    """
    sums = values.cumsum(axis=-1)
    found = sums.copy()
    found[..., window:] -= sums[..., :-window]
    return found
