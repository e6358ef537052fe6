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
from institution.stats.medians import spread

LOWEST, HIGHEST = 1.0, 5.0
"""Ends of the scale; a band does not reach past them."""


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


def band(levels: Floats, period: Period | None = None, *, at: Ints | None = None) -> Band:
    """Return what was usual as seen from each day.

    Args:
        levels: shape (days, dimensions), oldest first, scale points; NaN where not seen.
        period: which earlier days count.
        at: numbers of the days that are asked for; None: all of them.

    Returns:
        One row per day; NaN on the first days, and wherever the period has too few values.

    >>> levels = np.full((60, 1), 4.0)
    >>> found = band(levels)
    >>> int(np.isnan(found.level).sum()), found.low[-1], found.high[-1]
    (27, array([3.5]), array([4.5]))
    >>> band(levels, at=np.array([0, 59])).level[:, 0]
    array([nan,  4.])
    """
    period = period or Period()
    past = _past(levels.T, period)
    found = spread(past if at is None else past[..., at, :], period.floor)
    level = np.where(found.counts >= period.least_days, found.median, np.nan)
    low = np.maximum(level - found.spread, LOWEST)
    high = np.minimum(level + found.spread, HIGHEST)
    return Band(level.T, low.T, high.T, found.counts.T)


def _past(lines: Floats, period: Period) -> Floats:
    """Return the earlier days behind each day.

    Args:
        lines: shape (..., days).
        period: which earlier days count.

    Returns:
        Shape (..., days, period.length): a view that copies nothing but the padded lines.
    """
    front = np.full((*lines.shape[:-1], period.reach), np.nan)
    whole = np.concatenate((front, lines), axis=-1)
    windows = sliding_window_view(whole, period.length, axis=-1)
    return windows[..., : lines.shape[-1], :]
