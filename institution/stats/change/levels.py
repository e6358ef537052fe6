"""The level of a child on a day, out of all entries about it, and how far it may be off."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change.adults import Adults


class Told(NamedTuple):
    """The entries of a day; shape (entries,) each, and (entries, dimensions)."""

    child: Ints
    shift: Ints
    column: Ints
    """Of the adult who wrote."""
    ratings: Floats


def levels(
    adults: Adults, usual: Floats, told: Told, parts: Sequence[slice]
) -> tuple[Floats, Floats, Bools]:
    """Return the level of each child without what adults and shifts add, its noise and where seen.

    Args:
        adults: what is known of them.
        usual: shape (children, dimensions).
        told: the entries of the day, in rounds.
        parts: the stretch of each round, in none of which a child occurs twice.

    Returns:
        Three arrays of shape (children, dimensions).
    """
    child, shift, column, ratings = told
    off, noise = adults.adjust(child, shift, column)
    noise = noise * _together(child, column, adults.settings.same_day_noise)[:, None]
    sight = np.where(shift == 2, adults.settings.night_sight, 1.0)[:, None]
    middle = usual[child]
    level = middle + (ratings - off - middle) / sight
    rated = ~np.isnan(ratings)
    weight = np.where(rated, sight**2 / noise, 0.0)
    total, precision = np.zeros(usual.shape), np.zeros(usual.shape)
    weighted = weight * np.where(rated, level, 0.0)
    for part in parts:
        total[child[part]] += weighted[part]
        precision[child[part]] += weight[part]
    seen = precision > 0
    safe = np.where(seen, precision, 1.0)
    return np.where(seen, total / safe, 0.0), np.where(seen, 1 / safe, 0.0), seen


def _together(child: Ints, column: Ints, shared: float) -> Floats:
    """Return how much noise of entries grows where an adult wrote more than one about a child.

    >>> _together(np.array([0, 0, 1]), np.array([2, 2, 2]), 0.5)
    array([1.5, 1.5, 1. ])
    """
    cell = child * (int(column.max(initial=0)) + 1) + column
    number = np.bincount(cell)[cell]
    return np.asarray(1 + shared * (number - 1))
