"""The weeks of invented children: weekends at home and elsewhere, and logs that are missing."""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints

WEEK, SATURDAY = 7, 5
"""The first day is a Monday."""
MOST_VISITS = 3
"""Where nothing else is said, every so manieth weekend but one is elsewhere, or none is."""
GAP, GAP_ENDS = 1 / 90, 0.25
"""Chance of a day that some days without logs begin, and that they end."""


class Rhythm(NamedTuple):
    """The weeks of invented children, in scale points."""

    weekend: float = 0.1
    """What a weekend adds on all dimensions, on average."""
    differs: float = 0.15
    """Standard deviation of it between children."""
    each: float = 0.0
    """Standard deviation of what it adds on one dimension more."""
    back: float = 0.0
    """What the Monday after a weekend elsewhere adds."""
    visits: int = 0
    """Every so manieth weekend is elsewhere; where 0, children differ and Mondays are as others."""


USUAL = Rhythm()
STRONG = Rhythm(weekend=0.35, differs=0.2, each=0.15, back=-0.35, visits=2)
"""Weekends two thirds of a usual spread higher, every second one elsewhere, lower Mondays."""


def added(rng: np.random.Generator, shape: tuple[int, int, int], rhythm: Rhythm) -> Floats:
    """Return what weeks add, in points, shape (days, children, dimensions)."""
    days, count, dimensions = shape
    each = rng.normal(rhythm.weekend, rhythm.differs, count)[:, None]
    if rhythm.each:
        each = each + rng.normal(0, rhythm.each, (count, dimensions))
    found = _weekend(days)[:, None, None] * each
    if rhythm.visits:
        away = _elsewhere(days, np.full(count, rhythm.visits - 1))
        back = (np.arange(days) % WEEK == 0)[:, None] & np.roll(away, 1, axis=0)
        found = found + rhythm.back * back[:, :, None]
    return np.broadcast_to(found, shape)


def logged(rng: np.random.Generator, shape: tuple[int, int, int], rhythm: Rhythm) -> Bools:
    """Return which logs are written, shape (days, children, shifts)."""
    days, count, _ = shape
    written = rng.random(shape) < rng.uniform(0.75, 0.9, count)[:, None]
    visits = rng.integers(0, MOST_VISITS + 1, count)
    if rhythm.visits:
        visits = np.full(count, rhythm.visits - 1)
    away = _elsewhere(days, visits)
    gone = np.zeros(count, dtype=bool)
    for day in range(days):
        gone = np.where(gone, rng.random(count) >= GAP_ENDS, rng.random(count) < GAP)
        away[day] |= gone
    return np.asarray(written & ~away[:, :, None])


def _elsewhere(days: int, visits: Ints) -> Bools:
    """Return who is elsewhere: after so many weekends at home one elsewhere; never where 0."""
    week = np.arange(days)[:, None] // WEEK + np.arange(len(visits))
    return np.asarray(_weekend(days)[:, None] & (visits > 0) & (week % (visits + 1) == 0))


def _weekend(days: int) -> Bools:
    return np.asarray(np.arange(days) % WEEK >= SATURDAY)
