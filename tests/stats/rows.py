"""Ratings and histories made for tests."""

import numpy as np

from institution.stats.history import history
from institution.stats.ruleset import RuleSet
from institution.stats.series import Ratings

LONG_AGO = -1000
"""A day of moving in from which every child has settled."""


def ratings_of(rows):
    """Return ratings from tuples of child, day, dimension, level, rater and used."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * 6
    kinds = (np.int64, np.int64, np.int64, np.float64, np.int64, np.bool_)
    return Ratings(*(np.array(column, dtype=k) for column, k in zip(columns, kinds, strict=True)))


def ratings_from(levels, raters=3):
    """Return one rating per value of a matrix (children, days, dimensions); adults take turns."""
    child, day, dimension = np.nonzero(~np.isnan(levels))
    used = np.ones(len(day), dtype=bool)
    return Ratings(child, day, dimension, levels[child, day, dimension], day % raters, used)


def history_from(levels, rules=None, *, raters=3, adults=None, moved_in=LONG_AGO):
    """Return the history of children whose day values are `levels`."""
    children = levels.shape[0]
    return history(
        ratings_from(levels, raters),
        levels.shape,
        rules or RuleSet(),
        moved_in=np.full(children, moved_in),
        adults=None if adults is None else np.full(children, adults),
    )


def fall(*, days=70, change=60, dimensions=3, low=(0,), before=4.0, after=2.0):
    """Return the levels of one child who falls on some dimensions on one day."""
    levels = np.full((1, days, dimensions), before)
    levels[0, change:, list(low)] = after
    return levels
