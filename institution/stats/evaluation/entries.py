"""The entries of some homes, as arrays the engine is fed from."""

from typing import NamedTuple

from institution.stats.arrays import Floats, Ints

NOBODY = -1
"""In place of an adult where there is no entry."""


class Entries(NamedTuple):
    """What was written, with a fixed number of places for the entries of a child's day."""

    home: Ints
    """Shape (children,), rising from 0."""
    shift: Ints
    """Shape (places,): the shift of each place, 0 the first, 1 the late shift, 2 the night."""
    adult: Ints
    """Shape (days, children, places): who wrote, numbered in each home; `NOBODY` where nothing."""
    ratings: Floats
    """Shape (days, children, places, dimensions): 1 to 5, NaN where not rated."""
    length: Ints
    """Shape (children,): days from the first to the last one that counts."""

    @property
    def days(self) -> int:
        """Return the number of days."""
        return len(self.adult)

    @property
    def dimensions(self) -> int:
        """Return the number of dimensions."""
        return int(self.ratings.shape[-1])
