"""Whether the days of a child differ more from each other than before: a cumulative sum.

Each surprise is weighed as one from a distribution with a larger variance against the usual one
(Page 1954). A day adds little, so that single extreme days are no swings.
"""

import numpy as np

from institution.stats.arrays import Bools, Floats
from institution.stats.change.settings import Settings

FARTHEST = 3.0


class Swings:
    """The sums of some children."""

    def __init__(self, children: int, settings: Settings) -> None:
        self.settings = settings
        self.sum = np.zeros(children)
        self.began = np.zeros(children, dtype=np.int64)

    def observe(self, surprises: Floats, seen: Bools, day: int) -> None:
        """Take in a day: surprises in standard deviations, shape (children, series)."""
        factor = self.settings.swing
        square = np.minimum(surprises**2, FARTHEST**2)
        each = np.where(seen, square * (1 - 1 / factor) / 2 - np.log(factor) / 2, 0.0)
        most = self.settings.swing_day
        added = np.clip(each.sum(1), -most, most)
        self.began = np.where(self.sum <= 0, day, self.began)
        self.sum = np.maximum(self.sum + added, 0.0)
