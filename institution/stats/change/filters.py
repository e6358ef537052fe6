"""The filters of some children: of the mean of the dimensions, and of what sets each apart."""

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change.habits import WEEK, Calendar
from institution.stats.change.memory import WeekMemory
from institution.stats.change.onsets import Onsets
from institution.stats.change.settings import Settings
from institution.stats.change.steps import Steps, mean_parts, rest_parts
from institution.stats.change.subsets import Evidence
from institution.stats.change.swings import Swings

FEWEST = 3
"""Dimensions seen on a day before they are compared with their mean."""


class Filters:
    """What is foretold of each day, and what speaks for a change since."""

    def __init__(self, children: int, dimensions: int, settings: Settings) -> None:
        self.children, self.dimensions, self.settings = children, dimensions, settings
        self.onsets = Onsets(settings.longest)
        self.monday = 1
        """A day that is a Monday, so that ordinals need no other."""
        self.calendar = Calendar(children)
        self.mean = Steps(children, mean_parts(settings, dimensions), settings)
        apart = max((dimensions - 1) / dimensions, 0.5)
        self.rest = Steps(children * dimensions, rest_parts(settings), settings, scale=apart)
        self.memory = WeekMemory(children, settings)
        self.swings = Swings(children, settings)

    def observe(self, day: int, level: Floats, noise: Floats, seen: Bools) -> Floats:
        """Take in a day, in spreads, shape (children, dimensions) each.

        Returns:
            What habits of the week were expected to add, shape (children, dimensions).
        """
        kept = self.onsets.advance(day)
        self.mean.advance(kept)
        self.rest.advance(kept)
        number = seen.sum(1)
        some = number > 0
        self._begin(np.flatnonzero(some & ~self.calendar.known))
        safe = np.maximum(number, 1)
        today = self.calendar.next_day((day - self.monday) % WEEK, some)
        own = np.repeat(today, self.dimensions, axis=1)
        added = self._added(today)
        mean = level.sum(1) / safe
        amount = np.ones((len(self.onsets.day), 1))
        self.mean.observe(mean, self._mean_noise(noise, safe), some, amount, today)
        compared = seen & (number >= FEWEST)[:, None]
        apart = np.where(seen, level - mean[:, None], 0.0)
        self.rest.observe(apart.ravel(), noise.ravel(), compared.ravel(), amount, own)
        self.memory.observe(self.mean.push, self.mean.weight, self.onsets)
        apart = self.rest.standard.reshape(seen.shape)
        both = np.column_stack((apart, self.mean.standard))
        self.swings.observe(both, np.column_stack((compared, some)), day)
        return added

    def recentre(self, shift: Floats) -> None:
        """Count levels from points that lie higher by `shift`, shape (children, dimensions)."""
        together = shift.mean(1)
        self.mean.recentre(together)
        self.rest.recentre((shift - together[:, None]).ravel())

    def evidence(self, chosen: slice | Ints) -> Evidence:
        """Return the evidence for some children."""
        shape = len(self.onsets.day), self.children, self.dimensions
        factor = self.memory.factor[chosen]
        each, information = (
            one.reshape(shape)[:, chosen] for one in (self.rest.push, self.rest.weight)
        )
        push, weight = (one[:, chosen] / factor for one in (self.mean.push, self.mean.weight))
        return Evidence((push, weight), (each, information))

    def _begin(self, fresh: Ints) -> None:
        """Let nothing have changed before children were first written about."""
        if len(fresh):
            self.mean.begin(fresh)
            cells = fresh[:, None] * self.dimensions + np.arange(self.dimensions)
            self.rest.begin(cells.ravel())

    def _added(self, today: Floats) -> Floats:
        together = (self.mean.habits.size * today).sum(0)
        each = self.rest.habits.size.reshape(-1, self.children, self.dimensions)
        return np.asarray(together[:, None] + (each * today[:, :, None]).sum(0))

    def _mean_noise(self, noise: Floats, number: Ints) -> Floats:
        """Return the variance of the mean of the dimensions seen around their common part."""
        shared = self.settings.shared_noise
        rating = noise.sum(1) / number * ((1 - shared) / number + shared)
        return np.asarray(rating + self.settings.own * (1 / number - 1 / self.dimensions))
