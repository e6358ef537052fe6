"""Ratings made for tests."""

import numpy as np

from institution.stats.series import Ratings


def ratings_of(rows):
    """Return ratings from tuples of child, day, dimension, level, rater and used."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * 6
    kinds = (np.int64, np.int64, np.int64, np.float64, np.int64, np.bool_)
    return Ratings(*(np.array(column, dtype=k) for column, k in zip(columns, kinds, strict=True)))
