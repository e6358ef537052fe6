"""What is usual for a child: the own level and how far ordinary days lie from it.

The usual level of a day is the median of an earlier stretch of days, its spread the median absolute
deviation of the same days; both withstand single extreme days. The newest days are left out, so
that a change does not become usual while it is being noticed.

Sources: Rousseeuw and Croux, Journal of the American Statistical Association 88 (1993), for the
spread; Hampel, Journal of the American Statistical Association 69 (1974), for why the median.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from institution.stats.arrays import Floats, Ints
from institution.stats.medians import middle, spread

LOWEST, HIGHEST = 1.0, 5.0
"""Ends of the scale; a band does not reach past them."""


class TooFewDaysError(ValueError):
    """Too few days have a value to say what is usual."""


class Baseline(NamedTuple):
    """What is usual for one child in one dimension."""

    level: float
    """Scale points."""
    spread: float
    """Scale points; about two thirds of ordinary days lie within it on either side."""
    days: int
    """Days with a value."""


@dataclass(frozen=True, slots=True)
class Period:
    """Which earlier days are behind a usual level."""

    length: int = 28
    """Days, so that every weekday and every duty of a rota counts alike."""
    gap: int = 14
    """The last day lies this many days before the first day that is compared."""
    least_days: int = 14
    """Days with a value that are needed."""
    floor: float = 0.5
    """Smallest spread in scale points: a child always rated 4 is not unusual on a single 3.5."""

    @property
    def reach(self) -> int:
        """How many days before the first day that is compared the period begins."""
        return self.gap + self.length - 1


class Band(NamedTuple):
    """What was usual as seen from each day; all of shape (days, dimensions)."""

    level: Floats
    """Scale points; NaN where too few earlier days have a value."""
    low: Floats
    """Level less spread, not under the scale; NaN as in `level`."""
    high: Floats
    """Level and spread, not over the scale; NaN as in `level`."""
    days: Ints
    """Days with a value behind the level."""


def usual(levels: Floats, *, least_days: int = 14, floor: float = 0.5) -> Baseline:
    """Estimate a child's usual level from past days, robustly.

    Args:
        levels: shape (days,), oldest first, in scale points 1-5; NaN where the
            dimension was not seen. One value per day.
        least_days: days with a value that are needed.
        floor: smallest spread returned, in scale points, so that a child who is
            always rated 4 does not raise a flag on a single 3.

    Returns:
        The median; the spread as MAD times 1.4826, in scale points; the number of
        days with a value behind them.

    Raises:
        TooFewDaysError: fewer than `least_days` days have a value.

    >>> usual(np.array([4.0, 4, 3, 4, 5, 4, np.nan]), least_days=5)
    Baseline(level=4.0, spread=0.5, days=6)
    """
    seen = levels[~np.isnan(levels)]
    if len(seen) < max(least_days, 1):
        raise TooFewDaysError(f"{len(seen)} days with a value, {least_days} are needed")
    found = spread(seen, floor)
    return Baseline(float(found.median), float(found.spread), len(seen))


def band(levels: Floats, period: Period | None = None, *, window: int = 1) -> Band:
    """Return what was usual as seen from each day.

    Args:
        levels: shape (days, dimensions), oldest first, scale points; NaN where not seen.
        period: which earlier days count.
        window: days that are compared, ending on each day; the period lies before all of them.

    Returns:
        One row per day; NaN on the first days, and wherever the period has too few values.

    >>> levels = np.full((60, 1), 4.0)
    >>> found = band(levels)
    >>> int(np.isnan(found.level).sum()), found.low[-1], found.high[-1]
    (27, array([3.5]), array([4.5]))
    """
    period = period or Period()
    past = _past(levels.T, period, window)
    found = spread(past, period.floor)
    level = np.where(found.counts >= period.least_days, found.median, np.nan)
    low = np.maximum(level - found.spread, LOWEST)
    high = np.minimum(level + found.spread, HIGHEST)
    return Band(level.T, low.T, high.T, found.counts.T)


def usual_at(lines: Floats, line: Ints, day: Ints, period: Period, *, window: int) -> Floats:
    """Return the usual level as seen from some days of some lines.

    Args:
        lines: shape (lines, days), scale points; NaN where not seen.
        line: shape (points,): number of the line.
        day: shape (points,): number of the day.
        period: which earlier days count.
        window: days that are compared, ending on each of the days.

    Returns:
        Shape (points,): scale points; NaN where too few earlier days have a value.

    >>> usual_at(np.full((1, 60), 4.0), np.array([0]), np.array([50]), Period(), window=7)
    array([4.])
    """
    found = middle(_past(lines, period, window)[line, day])
    return np.where(found.counts >= period.least_days, found.median, np.nan)


def usual_on(levels: Floats, day: int, period: Period, *, window: int) -> Floats:
    """Return the usual levels as seen from one day of one child.

    The same as `usual_at`, quicker for a single day.

    Args:
        levels: shape (days, dimensions).
        day: number of the day.
        period: which earlier days count.
        window: days that are compared, ending on the day.

    Returns:
        Shape (dimensions,): scale points; NaN where too few earlier days have a value.

    >>> usual_on(np.full((60, 1), 4.0), 50, Period(), window=7)
    array([4.])
    """
    end = max(day - window - period.gap + 2, 0)
    past = levels[max(end - period.length, 0) : end]
    if not len(past):
        return np.full(levels.shape[1], np.nan)
    found = middle(past.T)
    return np.where(found.counts >= period.least_days, found.median, np.nan)


def _past(lines: Floats, period: Period, window: int) -> Floats:
    """Return the earlier days behind each day.

    Args:
        lines: shape (..., days).
        period: which earlier days count.
        window: days that are compared.

    Returns:
        Shape (..., days, period.length): a view that copies nothing but the padded lines.
    """
    back = period.gap + window - 1
    front = np.full((*lines.shape[:-1], back + period.length - 1), np.nan)
    whole = np.concatenate((front, lines), axis=-1)
    windows = sliding_window_view(whole, period.length, axis=-1)
    return windows[..., : lines.shape[-1], :]
