"""Medians and spreads along the last axis, with missing values left out.

Sources: the median absolute deviation and its factor 1.4826, which makes it estimate the standard
deviation of normally distributed values, are described by Rousseeuw and Croux, "Alternatives to
the median absolute deviation", Journal of the American Statistical Association 88 (1993).
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats, Ints

NORMAL_FACTOR = 1.4826
"""Turns a median absolute deviation into a standard deviation, for normal values."""


class Middle(NamedTuple):
    """Medians, and the number of values behind each."""

    median: Floats
    counts: Ints


class Spread(NamedTuple):
    """Medians, the spread around them, and the number of values behind each."""

    median: Floats
    spread: Floats
    counts: Ints


def middle(values: Floats) -> Middle:
    """Return the medians along the last axis.

    Args:
        values: shape (..., n), n at least 1; NaN is left out.

    Returns:
        Medians and counts, shape (...); the median is NaN where no value is there. Sorting puts
        NaN last, which is many times quicker than NumPy's own median without NaN.

    >>> middle(np.array([[3.0, np.nan, 1.0], [np.nan, np.nan, np.nan]]))
    Middle(median=array([ 2., nan]), counts=array([2, 0]))
    """
    ordered = np.sort(values, axis=-1)
    counts = _values(ordered)
    return Middle(_centre(ordered, counts), counts)


def spread(values: Floats, floor: float) -> Spread:
    """Return medians and median absolute deviations times 1.4826 along the last axis.

    Args:
        values: shape (..., n), n at least 1; NaN is left out.
        floor: smallest spread returned, in the unit of the values.

    Returns:
        Arrays of shape (...); NaN where no value is there.

    >>> spread(np.array([1.0, 3.0, 4.0, np.nan]), 0.5).spread
    array(1.4826)
    """
    ordered = np.sort(values, axis=-1)
    counts = _values(ordered)
    median = _centre(ordered, counts)
    deviation = np.subtract(ordered, median[..., None], out=ordered)
    np.abs(deviation, out=deviation).sort(axis=-1)
    wide = np.maximum(_centre(deviation, counts) * NORMAL_FACTOR, floor)
    return Spread(median, np.asarray(wide), counts)


def _values(values: Floats) -> Ints:
    return np.asarray(np.count_nonzero(~np.isnan(values), axis=-1), dtype=np.int64)


def _centre(ordered: Floats, counts: Ints) -> Floats:
    """Return the medians of values in order with NaN last."""
    below = np.take_along_axis(ordered, np.maximum(counts - 1, 0)[..., None] // 2, axis=-1)
    above = np.take_along_axis(ordered, counts[..., None] // 2, axis=-1)
    return np.asarray(((below + above) / 2)[..., 0])
