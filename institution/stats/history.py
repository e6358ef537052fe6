"""What the rules look at: the days of some children, and who rated them."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints, Shape
from institution.stats.ruleset import RuleSet
from institution.stats.series import Ratings, day_levels

BLOCK = 64
"""Children looked at together: as many as fit into the fast memory of a processor."""


class History(NamedTuple):
    """Some days of some children, all ending on the same day."""

    levels: Floats
    """Shape (children, days, dimensions): scale points; NaN where not seen."""
    ratings: Ratings
    """The used ratings behind the levels, by child."""
    settled: Ints
    """Shape (children,): first day on which a trend flag may be raised; may lie before day 0."""
    adults: Ints
    """Shape (children,): how many adults there are who could rate the child."""

    def lines(self) -> Floats:
        """Return the levels as lines of shape (children x dimensions, days)."""
        children, days, dimensions = self.levels.shape
        return np.swapaxes(self.levels, 1, 2).reshape(children * dimensions, days)

    def on_lines(self, chosen: Bools) -> Ratings:
        """Return the ratings of chosen lines; `chosen` has shape (children, dimensions)."""
        return self.ratings.rows(chosen[self.ratings.child, self.ratings.dimension])

    def of_children(self, first: int, end: int) -> "History":
        """Return the history of the children from `first` to before `end`, numbered from 0."""
        start, stop = np.searchsorted(self.ratings.child, (first, end))
        rows = self.ratings.rows(slice(start, stop))
        return History(
            self.levels[first:end],
            rows._replace(child=rows.child - first),
            self.settled[first:end],
            self.adults[first:end],
        )

    def newest(self, days: int) -> "History":
        """Return the newest `days` days, numbered from 0; all where there are no more."""
        dropped = max(self.levels.shape[1] - days, 0)
        rows = self.ratings.rows(self.ratings.day >= dropped)
        return History(
            self.levels[:, dropped:],
            rows._replace(day=rows.day - dropped),
            self.settled - dropped,
            self.adults,
        )

    def blocks(self) -> Iterator[tuple[int, "History"]]:
        """Yield the children in blocks, each with the number of its first child."""
        for first in range(0, len(self.levels), BLOCK):
            yield first, self.of_children(first, first + BLOCK)


def history(
    ratings: Ratings,
    shape: Shape,
    rules: RuleSet,
    *,
    moved_in: Ints | None = None,
    adults: Ints | None = None,
) -> History:
    """Put together what the rules look at.

    Args:
        ratings: in any order.
        shape: (children, days, dimensions).
        rules: for the days of settling in.
        moved_in: shape (children,): day on which each child moved in, negative for days before
            day 0; None where nothing is known, which counts day 0.
        adults: shape (children,): adults at work where the child lives; None counts the raters
            of all these ratings, as if all children lived together.

    Raises:
        ValueError: a row lies outside the shape.

    >>> rows = Ratings(*([np.array([0])] * 3), np.array([4.0]), np.array([0]), np.array([True]))
    >>> found = history(rows, (1, 2, 1), RuleSet(), moved_in=np.array([-60]))
    >>> found.levels[0, :, 0], found.settled, found.adults
    (array([ 4., nan]), array([-18]), array([1]))
    """
    children = shape[0]
    counted = ratings.counted()
    start = np.zeros(children, dtype=np.int64) if moved_in is None else moved_in
    there = np.full(children, raters(counted)) if adults is None else adults
    return History(
        day_levels(counted, shape), by_child(counted), start + rules.settling_in_days, there
    )


def by_child(ratings: Ratings) -> Ratings:
    """Return the ratings sorted by child; the same ones where they already are."""
    if (np.diff(ratings.child) >= 0).all():
        return ratings
    order = np.argsort(ratings.child, kind="stable")
    return ratings.rows(order)


def raters(ratings: Ratings) -> int:
    """Return how many different adults rated."""
    ordered = np.sort(ratings.rater)
    return len(ordered) and 1 + int(np.count_nonzero(np.diff(ordered)))
