"""Goals of the plan: how much better "nothing has changed" explains the days than the agreed path.

The odds of the path against no change are followed day by day from the start of the goal (Wald's
sequential test), once for the level of the dimension and once for its distance from the child's
other dimensions, which all that they have in common leaves alone. The mean of both counts (a
logarithmic pool, Genest and Zidek 1986), but little more than the level alone says: a child that
gets better on everything is on its way too.
The answer is only asked for after a while.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change.settings import Settings
from institution.stats.change.steps import Parts, Steps, rest_parts

FEWEST = 2
"""Other dimensions seen on a day before one is compared with them."""


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
        self.level = _Test(len(goals), _parts(settings), settings)
        self.distance = _Test(len(goals), rest_parts(settings), settings)
        self.compared = np.zeros(len(goals), dtype=bool)
        """Which goals were ever compared with other dimensions."""
        self.odds = np.full(len(goals), -np.inf)
        """Log-odds of no change against the path; minus infinity while it is too early to say."""

    def recentre(self, shift: Floats) -> None:
        """Count levels from a point that lies higher, shape (children, dimensions)."""
        own, (others, _) = shift[self.child, self.dim], self._others(shift)
        self.level.steps.recentre(own)
        self.distance.steps.recentre(own - others)

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
        level = self.level.observe(levels[cell], noise[cell], seen[cell], amount)
        others, number = self._others(levels, seen)
        compared = seen[cell] & (number >= FEWEST)
        rest = (1 - self.settings.shared_noise) * self._others(noise, seen)[0] + self.settings.own
        spoilt = noise[cell] + rest / np.maximum(number, 1)
        distance = self.distance.observe(levels[cell] - others, spoilt, compared, amount)
        self.compared |= compared
        both = np.minimum((level + distance) / 2, level + self.settings.path_ahead)
        odds = np.where(self.compared, both, level)
        self.odds = np.where(age >= self.settings.path_days, odds, -np.inf)

    def _others(self, values: Floats, seen: Bools | None = None) -> tuple[Floats, Ints]:
        """Return the mean of each goal's other dimensions that were seen, and how many they are."""
        seen = np.ones(values.shape, dtype=bool) if seen is None else seen
        chosen = seen[self.child]
        chosen[np.arange(len(self.child)), self.dim] = False
        number = chosen.sum(1)
        total = np.where(chosen, values[self.child], 0.0).sum(1)
        return total / np.maximum(number, 1), number


class _Test:
    """Wald's test of each goal's path against no change, on one series."""

    def __init__(self, goals: int, parts: Parts, settings: Settings) -> None:
        self.steps = Steps(goals, parts, settings)
        self.steps.advance(np.zeros(0, dtype=bool))

    def observe(self, value: Floats, noise: Floats, seen: Bools, amount: Floats) -> Floats:
        """Take in a day of all goals, shape (goals,) each; return the log-odds of no change."""
        steps = self.steps
        steps.observe(value, noise, seen, amount[None, :])
        carried = steps.traces, steps.push, steps.weight
        steps.advance(np.zeros(1, dtype=bool))
        steps.traces, steps.push, steps.weight = carried
        steps.traces = steps.traces * steps.parts.carry[:, None, None]
        return np.asarray(steps.weight[0] / 2 - steps.push[0])


def _parts(settings: Settings) -> Parts:
    return Parts(
        np.array([1.0, settings.drift_carry, settings.common_carry, settings.own_carry]),
        np.array([settings.level, settings.drift, settings.common, settings.own]),
    )
