"""Whether more children of a house have a hard week at once than chance gives.

Each child is compared with itself: its week is low where it lies among the lowest tenth of its own
earlier weeks, which by chance happens to one child in ten (the rank among the earlier ones, counted
with itself: Phipson and Smyth, Statistical Applications in Genetics and Molecular Biology 9, 2010).
How many of the children have a low week is then weighed by the exact binomial test (Clopper and
Pearson, Biometrika 26, 1934): children of whom each has its own ups and downs rarely fall together.
"""

from math import comb
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats

WEEK = 7
LEAST_DAYS = 4
"""Days of a week that need a value."""
LEAST_WEEKS = 56
"""Earlier weeks, one ending on each day, that are needed to say what is low."""
LOWEST = 0.1
"""Share of a child's own weeks that count as low."""


class Weeks(NamedTuple):
    """The week that ends on the last day, shape (children,) each."""

    low: Bools
    known: Bools
    """Whether enough is known to say so."""


def weeks(days: Floats) -> Weeks:
    """Tell whose newest week is among the lowest of its own.

    Args:
        days: shape (children, days), oldest first: one value a day in any unit; NaN where not seen.

    >>> steady = np.tile([3.0, 4.0, 3.5, 4.5, 4.0], 30)
    >>> weeks(np.array([steady, np.append(steady[:-7], np.full(7, 2.0))])).low
    array([False,  True])
    """
    means = _means(days)
    last, earlier = means[:, -1:], means[:, :-WEEK]
    number = (~np.isnan(earlier)).sum(1)
    known = (number >= LEAST_WEEKS) & ~np.isnan(last[:, 0])
    as_low = (earlier <= last).sum(1)
    return Weeks(known & ((as_low + 1) / (number + 1) <= LOWEST), known)


def chance(low: int, known: int) -> float:
    """Return how likely so many low weeks or more are, of so many children, by chance alone.

    >>> round(chance(4, 7), 4)
    0.0027
    """
    more = range(low, known + 1)
    return sum(comb(known, one) * LOWEST**one * (1 - LOWEST) ** (known - one) for one in more)


def _means(days: Floats) -> Floats:
    """Return the mean of the week that ends on each day; NaN where too few days have a value."""
    front = ((0, 0), (1, 0))
    seen = ~np.isnan(days)
    total = np.pad(np.where(seen, days, 0.0).cumsum(1), front)
    number = np.pad(seen.cumsum(1), front)
    total[:, WEEK:] = total[:, WEEK:] - total[:, :-WEEK].copy()
    number[:, WEEK:] = number[:, WEEK:] - number[:, :-WEEK].copy()
    few = number < LEAST_DAYS
    return np.where(few, np.nan, total / np.maximum(number, 1))[:, 1:]
