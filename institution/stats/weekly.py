"""One value per calendar week: the line of a chart.

Weeks are ISO 8601 weeks, Monday to Sunday, so that a point does not move when a day is added and
means the same to everybody who reads it. The value of a week is the median of its day values, as
the content of the daily log says; a week with too few days has none.
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats, Ints, Shape
from institution.stats.medians import middle
from institution.stats.series import Ratings, adults

WEEK = 7
LEAST_DAYS = 4
"""More than half of a week, so that a week is not spoken for by a weekend."""


class Weeks(NamedTuple):
    """Weekly points of some dimensions, oldest first."""

    starts: Ints
    """Shape (weeks,): ordinal of the Monday of each week."""
    medians: Floats
    """Shape (weeks, dimensions): scale points; NaN where too few days have a value."""
    days: Ints
    """Shape (weeks, dimensions): days with a value."""


def monday(ordinal: int) -> int:
    """Return the ordinal of the Monday of a day, both as `date.toordinal()` counts.

    >>> from datetime import date
    >>> date.fromordinal(monday(date(2026, 11, 22).toordinal())).isoformat()
    '2026-11-16'
    """
    return ordinal - (ordinal - 1) % WEEK


def weekly(levels: Floats, first: int, *, least_days: int = LEAST_DAYS) -> Weeks:
    """Return the median of each ISO week.

    Args:
        levels: shape (days, dimensions), oldest first, scale points, NaN where not seen.
        first: ordinal of the first day, as `date.toordinal()` counts.
        least_days: days with a value that a week needs.

    Returns:
        One point for each week that has a day in `levels`; the first and the last may be part
        weeks and are treated alike.

    >>> weekly(np.array([[4.0], [3.0], [5.0], [4.0], [np.nan]]), first=monday(739_000))
    Weeks(starts=array([738998]), medians=array([[4.]]), days=array([[4]]))
    """
    start = monday(first)
    before = first - start
    after = -(before + len(levels)) % WEEK
    whole = np.full((before + len(levels) + after, levels.shape[1]), np.nan)
    whole[before : before + len(levels)] = levels
    by_week = np.swapaxes(whole.reshape(-1, WEEK, levels.shape[1]), 1, 2)
    found = middle(by_week)
    starts = start + WEEK * np.arange(len(by_week), dtype=np.int64)
    medians = np.where(found.counts >= least_days, found.median, np.nan)
    return Weeks(starts, medians, found.counts)


def weekly_adults(ratings: Ratings, first: int, shape: Shape) -> Ints:
    """Count the different adults behind each week.

    Args:
        ratings: in any order; unused ones count for nothing.
        first: ordinal of day 0.
        shape: (children, days, dimensions) of the ratings.

    Returns:
        Shape (children, weeks, dimensions), in the same weeks as `weekly`.

    Raises:
        ValueError: a row lies outside the shape.

    >>> from institution.stats.series import ratings_of_child
    >>> day, rater, same = np.array([0, 1, 7]), np.array([7, 8, 7]), np.zeros(3, dtype=np.int64)
    >>> ratings = ratings_of_child(day, same, np.full(3, 4.0), rater, np.full(3, True))
    >>> weekly_adults(ratings, monday(739_000), (1, 8, 1))[0, :, 0]
    array([2, 1])
    """
    children, days, dimensions = shape
    before = first - monday(first)
    weeks = -(-(before + days) // WEEK)
    by_week = ratings._replace(day=(ratings.day + before) // WEEK)
    return adults(by_week, (children, weeks, dimensions))
