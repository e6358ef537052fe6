"""What is usual for a child on each dimension, and how much its days vary around it."""

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change.settings import Settings

FIRST_DAYS = 10
"""While the usual level is known from fewer days, a day's distance from it counts for less."""
START = 2.0
"""Days that `Settings.middle` counts for."""
LARGEST = 1.5
"""A day adds no more than this to the variance, in squared points."""


class Scale:
    """Usual level and spread, shape (children, dimensions) each."""

    def __init__(self, children: int, dimensions: int, settings: Settings) -> None:
        shape = children, dimensions
        self.settings = settings
        self.usual = np.full(shape, settings.middle)
        self.days = np.full(shape, START)
        self.total = np.full(shape, settings.spread**2 * settings.spread_days)
        self.began = self.total.copy()
        """What the total began with."""
        self.weight = np.full(shape, settings.spread_days)

    @property
    def spread(self) -> Floats:
        """Return the standard deviation of the days without the noise of rating."""
        variance = np.maximum(self.total / self.weight, self.settings.least_spread**2)
        return np.asarray(np.sqrt(variance))

    def own_spread(self, children: Ints) -> Floats:
        """Return the spread of some children as their own days alone tell it."""
        total, weight = self.total[children], self.weight[children] - self.settings.spread_days
        own = (total - self.began[children]) / np.maximum(weight, 1)
        return np.asarray(np.sqrt(np.maximum(own, self.settings.least_spread**2)))

    def observe(self, value: Floats, noise: Floats, seen: Bools) -> None:
        """Take in a day, shape (children, dimensions) each."""
        self.days = self.days + seen
        away = np.where(seen, value - self.usual, 0.0)
        self.usual = self.usual + away / np.minimum(self.days, self.settings.usual_days)
        sure = np.minimum(1.0, (self.days - START) / FIRST_DAYS)
        square = np.clip(away**2 - np.where(seen, noise, 0.0), -self.settings.noise, LARGEST)
        self.total = self.total + np.where(seen, square * sure, 0.0)
        self.weight = self.weight + seen
