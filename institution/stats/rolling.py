"""Sums and means of the newest days, for every day at once, by running sums."""

from typing import NamedTuple, TypeVar

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints

Sums = TypeVar("Sums", Floats, Ints)


class Rolling(NamedTuple):
    """The newest days up to each day; both of the shape they were made from."""

    mean: Floats
    """NaN where no day has a value."""
    days: Ints
    """Days with a value."""


def rolling(levels: Floats, window: int) -> Rolling:
    """Return mean and number of values of the `window` days up to each day.

    Args:
        levels: shape (..., days); NaN is left out.
        window: days, the day itself included; the first days have fewer.

    >>> found = rolling(np.array([4.0, np.nan, 2.0, 2.0]), 2)
    >>> found.mean, found.days
    (array([4., 4., 2., 2.]), array([1, 1, 1, 2]))
    """
    seen = ~np.isnan(levels)
    days = newest(seen.astype(np.int64), window)
    totals = newest(np.where(seen, levels, 0.0), window)
    means = np.full(levels.shape, np.nan)
    np.divide(totals, days, out=means, where=days > 0)
    return Rolling(means, days)


def lately(marks: Bools, window: int) -> Bools:
    """Return whether any of the `window` days up to each day is marked; shape (..., days).

    >>> lately(np.array([True, False, False, True]), 2)
    array([ True,  True, False,  True])
    """
    return np.asarray(newest(marks.astype(np.int64), window) > 0)


def newest(values: Sums, window: int) -> Sums:
    """Return the sum of the `window` days up to each day.

    Args:
        values: shape (..., days), without NaN.
        window: days, the day itself included; the first days have fewer.

    >>> newest(np.array([1, 2, 3]), 2)
    array([1, 3, 5])
    """
    sums = values.cumsum(axis=-1)
    found = sums.copy()
    found[..., window:] -= sums[..., :-window]
    return found
