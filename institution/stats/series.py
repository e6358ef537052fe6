"""From single ratings to one value per day.

The value of a day is the mean of the ratings of its shifts, as the content of the daily log says.
Ratings by somebody who was with the child for under an hour are kept apart: pages show them as
open marks and are no part of any other number.
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints, Shape

MOST_RATERS = 1_000_000
"""Largest span of rater numbers; keeps the sort keys below the largest whole number."""


class Ratings(NamedTuple):
    """Ratings of some children, one row per rating, in any order."""

    child: Ints
    """Number of the child, from 0."""
    day: Ints
    """Number of the day, from 0."""
    dimension: Ints
    """Number of the dimension, from 0."""
    level: Floats
    """Scale points 1-5; NaN where the dimension was not seen."""
    rater: Ints
    """Number of the adult who wrote; only equal or different matters."""
    used: Bools
    """Whether the adult was with the child for an hour or more."""

    def rows(self, chosen: Bools | Ints | slice) -> "Ratings":
        """Return some rows: a mask of shape (rows,), row numbers, or a slice."""
        return Ratings(
            self.child[chosen],
            self.day[chosen],
            self.dimension[chosen],
            self.level[chosen],
            self.rater[chosen],
            self.used[chosen],
        )

    def counted(self) -> "Ratings":
        """Return the rows that have a level and are used; the same ones where all are."""
        chosen = self.used & ~np.isnan(self.level)
        return self if chosen.all() else self.rows(chosen)


def ratings_of_child(
    day: Ints, dimension: Ints, level: Floats, rater: Ints, used: Bools
) -> Ratings:
    """Return the ratings of one child, who gets the number 0; each argument has shape (rows,).

    >>> one = np.array([0])
    >>> ratings_of_child(one, one, np.array([4.0]), one, np.array([True])).child
    array([0])
    """
    return Ratings(np.zeros(len(day), dtype=np.int64), day, dimension, level, rater, used)


_NO_ROWS = np.zeros(0, dtype=np.int64)
NO_RATINGS = ratings_of_child(
    _NO_ROWS, _NO_ROWS, _NO_ROWS.astype(np.float64), _NO_ROWS, _NO_ROWS.astype(np.bool_)
)


def day_levels(ratings: Ratings, shape: Shape) -> Floats:
    """Return the value of each day: the mean of its used ratings.

    Args:
        ratings: in any order; rows without a level count for nothing.
        shape: (children, days, dimensions).

    Returns:
        Scale points of the given shape; NaN where there is no used rating.

    Raises:
        ValueError: a child, day or dimension lies outside the shape.

    >>> day, dimension, rater = np.array([0, 0, 1]), np.array([0, 0, 0]), np.array([7, 8, 7])
    >>> level, used = np.array([4.0, 3.0, 2.0]), np.array([True, True, False])
    >>> ratings = ratings_of_child(day, dimension, level, rater, used)
    >>> day_levels(ratings, (1, 2, 1))[0, :, 0]
    array([3.5, nan])
    """
    return _means(ratings.counted(), shape)


def adults(ratings: Ratings, shape: Shape, *, window: int = 1) -> Ints:
    """Count the different adults whose used ratings lie in the days up to each day.

    An adult counts from a rating on until the window has passed it or the next rating of the
    same adult takes over, so one sort and a running sum are enough.

    Args:
        ratings: in any order.
        shape: (children, days, dimensions).
        window: days looked back on, the day itself included.

    Returns:
        Counts of the given shape.

    Raises:
        ValueError: a row lies outside the shape, or rater numbers are too far apart.

    >>> day, rater = np.array([0, 1, 3]), np.array([7, 8, 7])
    >>> same, level, used = np.zeros(3, dtype=np.int64), np.full(3, 4.0), np.full(3, True)
    >>> adults(ratings_of_child(day, same, level, rater, used), (1, 4, 1), window=2)[0, :, 0]
    array([1, 2, 1, 1])
    """
    children, days, dimensions = shape
    line, day, end = _sightings(ratings.counted(), shape, window)
    step = np.zeros((children * dimensions) * (days + 1), dtype=np.int64)
    step += np.bincount(line * (days + 1) + day, minlength=len(step))
    step -= np.bincount(line * (days + 1) + end, minlength=len(step))
    running = step.reshape(children, dimensions, days + 1).cumsum(axis=-1)
    return np.moveaxis(running[..., :-1], 1, 2)


def _sightings(rows: Ratings, shape: Shape, window: int) -> tuple[Ints, Ints, Ints]:
    """Return, for each adult and day, the line rated and from which day to which it counts."""
    children, days, dimensions = shape
    raters = rows.rater - (rows.rater.min() if len(rows.rater) else 0)
    span = int(raters.max(initial=0)) + 1
    if span > MOST_RATERS:
        raise ValueError("rater numbers are too far apart; number the adults from 0")
    place = (rows.child, rows.dimension, raters, rows.day)
    key = np.sort(np.ravel_multi_index(place, (children, dimensions, span, days)))
    key = key[np.flatnonzero(np.diff(key, prepend=-1))]
    adult, day = key // days, key % days
    following = np.append(np.where(np.diff(adult) == 0, day[1:], days), days)[: len(key)]
    end = np.minimum(np.minimum(following, day + window), days)
    return adult // span, day, end


def _means(rows: Ratings, shape: Shape) -> Floats:
    """Return the mean level of each cell; NaN where no row falls."""
    cell = np.ravel_multi_index((rows.child, rows.day, rows.dimension), shape)
    size = int(np.prod(shape))
    count = np.bincount(cell, minlength=size)
    total = np.bincount(cell, weights=rows.level, minlength=size)
    means = np.full(size, np.nan)
    np.divide(total, count, out=means, where=count > 0)
    return means.reshape(shape)
