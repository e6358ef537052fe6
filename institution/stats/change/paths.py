"""Goals of the plan: how much better "nothing has changed" explains the days than the agreed path.

The odds of the path against no change are followed day by day from the start of the goal (Wald's
sequential test), with the filter of one dimension; the answer is only asked for after a while.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from institution.stats.arrays import Bools, Floats
from institution.stats.change.settings import Settings
from institution.stats.change.steps import Parts, Steps


class Path(Protocol):
    """A goal: so many scale points on one dimension, in a straight line from `start` to `due`."""

    @property
    def child(self) -> int:
        """Return the number of the child."""

    @property
    def dim(self) -> int:
        """Return the number of the dimension."""

    @property
    def start(self) -> int:
        """Return the first day."""

    @property
    def due(self) -> int:
        """Return the day by which it is to be reached."""

    @property
    def gain(self) -> float:
        """Return the gain agreed, in scale points."""


class Paths:
    """The goals of some children."""

    def __init__(self, goals: Sequence[Path], settings: Settings) -> None:
        self.goals, self.settings = list(goals), settings
        self.child = np.array([goal.child for goal in goals], dtype=np.int64)
        self.dim = np.array([goal.dim for goal in goals], dtype=np.int64)
        self.start = np.array([goal.start for goal in goals])
        self.length = np.maximum(np.array([goal.due - goal.start for goal in goals]), 1)
        self.gain = np.array([goal.gain for goal in goals])
        self.steps = Steps(len(goals), _parts(settings), settings)
        self.steps.advance(np.zeros(0, dtype=bool))
        self.odds = np.full(len(goals), -np.inf)
        """Log-odds of no change against the path; minus infinity while it is too early to say."""

    def recentre(self, shift: Floats) -> None:
        """Count levels from a point that lies higher, shape (children, dimensions)."""
        self.steps.recentre(shift[self.child, self.dim])

    def observe(
        self, today: int, levels: Floats, noise: Floats, seen: Bools, spread: Floats
    ) -> None:
        """Take in a day of all children, shape (children, dimensions) each; levels in spreads."""
        if not self.goals:
            return
        cell = self.child, self.dim
        age = today - self.start
        share = np.clip((age + 1) / self.length, 0.0, 1.0) * (age >= 0)
        amount = share * self.gain / spread[cell]
        steps = self.steps
        steps.observe(levels[cell], noise[cell], seen[cell], amount[None, :])
        odds = steps.weight[0] / 2 - steps.push[0]
        self.odds = np.where(age >= self.settings.path_days, odds, -np.inf)
        carried = steps.traces, steps.push, steps.weight
        steps.advance(np.zeros(1, dtype=bool))
        steps.traces, steps.push, steps.weight = carried
        steps.traces = steps.traces * steps.parts.carry[:, None, None]


def _parts(settings: Settings) -> Parts:
    return Parts(
        np.array([1.0, settings.drift_carry, settings.common_carry, settings.own_carry]),
        np.array([settings.level, settings.drift, settings.common, settings.own]),
    )
