"""Whether a child's own weeks vary more than the filter says, so that the evidence counts less.

The evidence for a change that began one, two or three weeks ago should have a variance of one when
nothing happens. What it was in the child's own past, except the newest two weeks, is mixed with
that assumption; it protects from children whose mood has a longer memory than is assumed.
"""

from collections import deque

import numpy as np

from institution.stats.arrays import Floats
from institution.stats.change.onsets import Onsets
from institution.stats.change.settings import Settings

AGES = (7, 14, 21)
WEEK = sum(AGES) / len(AGES)
LEFT_OUT = 14
LEAST = 1e-9
"""Information below which nothing was seen."""
LARGEST = 6.0
"""A week counts for no more than so many times the variance."""


class WeekMemory:
    """The variance of weeks of some series, as a share of what is assumed."""

    def __init__(self, series: int, settings: Settings) -> None:
        self.settings = settings
        self.waiting: deque[tuple[Floats, Floats]] = deque()
        self.total = np.zeros(series)
        self.weeks = np.zeros(series)
        """Weeks of which something was seen; days before a child came are none of its weeks."""
        self.days = 0

    def observe(self, push: Floats, weight: Floats, onsets: Onsets) -> None:
        """Take in a day; push and weight have shape (candidates, series)."""
        self.days += 1
        if self.days <= max(AGES):
            return
        places = [onsets.near(age) for age in AGES]
        known = weight[places] > LEAST
        square = push[places] ** 2 / np.maximum(weight[places], LEAST)
        self.waiting.append((np.minimum(square, LARGEST).mean(0), known.mean(0)))
        if len(self.waiting) > LEFT_OUT:
            square, share = self.waiting.popleft()
            self.total = self.total + square / WEEK
            self.weeks = self.weeks + share / WEEK

    @property
    def factor(self) -> Floats:
        """Return by what the evidence is to be divided, shape (series,)."""
        sure = self.settings.memory_weight
        return (sure + self.total) / (sure + self.weeks)
