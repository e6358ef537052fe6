"""How differently the adults of a team rate, as one number for each dimension and no name.

Each rating is compared with the mean of all adults for the same child, kind of shift and dimension;
an adult's lean is the mean of these differences. What is told is the distance between the lowest
and the highest lean, and only where so many adults have rated that none can be picked out.
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats, Ints

LEAST_ADULTS = 5
"""The same number under which counts are hidden everywhere."""
LEAST_RATINGS = 10
"""Ratings of an adult in a dimension; fewer say more about the days than about the adult."""


class Spread(NamedTuple):
    """How differently the adults of a team rate in one dimension."""

    dimension: int
    steps: float
    """Scale points between the lowest and the highest lean, to the nearest half: a finer number
    would say more than the ratings do."""
    adults: int


def spreads(comparable: Ints, dimension: Ints, rater: Ints, level: Floats) -> list[Spread]:
    """Return the spread of each dimension in which enough adults have rated enough.

    Args:
        comparable: shape (ratings,): equal for ratings of the same child in the same kind of shift.
        dimension: shape (ratings,): number of the dimension.
        rater: shape (ratings,): number of the adult.
        level: shape (ratings,): scale points 1-5, without NaN.

    >>> rater = np.repeat(np.arange(5), 10)
    >>> same = np.zeros(50, dtype=np.int64)
    >>> spreads(same, same, rater, 3.0 + (rater == 4))
    [Spread(dimension=0, steps=1.0, adults=5)]
    """
    found = []
    for number in np.unique(dimension).tolist():
        rows = dimension == number
        leans = _leans(comparable[rows], rater[rows], level[rows])
        if len(leans) >= LEAST_ADULTS:
            steps = round(2 * float(np.ptp(leans))) / 2
            found.append(Spread(number, steps, len(leans)))
    return found


def _leans(comparable: Ints, rater: Ints, level: Floats) -> Floats:
    """Return the lean of each adult with enough ratings, in no order that names one."""
    _, group = np.unique(comparable, return_inverse=True)
    means = np.bincount(group, weights=level) / np.bincount(group)
    _, adult = np.unique(rater, return_inverse=True)
    counts = np.bincount(adult)
    leans = np.bincount(adult, weights=level - means[group]) / counts
    return np.sort(leans[counts >= LEAST_RATINGS])
