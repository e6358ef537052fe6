"""How well a lasting change explains what was seen, for each day on which it may have begun.

A series is the sum of a level that stays and of parts that fade (autoregressive of first order). A
Kalman filter foretells each day; what a change that began on a candidate day would add to each
surprise is carried along beside it (Willsky and Jones 1976), which gives for every candidate the
score `push` and the information `weight`: a change of size d has the log-likelihood ratio
d * push - d * d * weight / 2. Surprises are cut off, so that single days decide little.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change.habits import Habits
from institution.stats.change.settings import Settings


class Parts(NamedTuple):
    """What a series is the sum of; the first part is the level. Shapes (parts,)."""

    carry: Floats
    """What is left of each after a day; 1 for the level."""
    variance: Floats
    """Variance of each over a long time; of the level: of what is not known of it."""
    wander: float = 0.0
    """Variance that a day adds to the level."""
    habit: float = 0.0
    """Standard deviation of what a habit of the week adds; 0 where there is none."""


class Steps:
    """The filters of any number of series, all told of the same days."""

    def __init__(self, series: int, parts: Parts, settings: Settings, scale: float = 1.0) -> None:
        """Begin with nothing seen.

        Args:
            series: how many.
            parts: the same for all of them.
            settings: the numbers of the engine.
            scale: expected variance of a surprise as a share of what the filter says.
        """
        self.parts, self.settings, self.scale = parts, settings, scale
        number = len(parts.carry)
        daily = parts.variance * (1 - parts.carry**2)
        daily[0] += parts.wander
        self.innovation = np.diag(daily)[:, :, None]
        # The series come last, so that each step runs over many numbers in a row.
        self.state = np.zeros((number, series))
        self.covariance = np.repeat(np.diag(parts.variance)[:, :, None], series, axis=2)
        self.traces = np.zeros((number, 0, series))
        self.push = np.zeros((0, series))
        self.weight = np.zeros((0, series))
        self.habits = Habits(number, series, parts.habit, settings.habit_wander)
        self.surprise = np.ones(series)
        """Variance of the surprises of each series as a share of what was expected."""
        self.seen_days = np.full(series, settings.known_days)
        self.standard = np.zeros(series)
        """Today's surprise in standard deviations; 0 where nothing was seen."""

    def advance(self, kept: Bools) -> None:
        """Go on to the next day; `kept` tells which candidates stay, one new one is added."""
        carry = self.parts.carry
        self.state = self.state * carry[:, None]
        self.covariance = self.covariance * np.outer(carry, carry)[:, :, None] + self.innovation
        self.traces = _longer(self.traces, kept, carry[:, None, None])
        self.push, self.weight = _longer(self.push, kept), _longer(self.weight, kept)
        self.habits.advance(carry)

    def recentre(self, shift: Floats) -> None:
        """Count values from a point that lies higher by `shift`, shape (series,)."""
        self.state[0] -= shift

    def begin(self, series: Ints) -> None:
        """Let no change of some series have begun so far: what there is now is where they begin."""
        # A change the level has taken in as a whole adds nothing to any surprise.
        self.traces[0][:, series] = 1.0

    def observe(
        self,
        value: Floats,
        noise: Floats,
        seen: Bools,
        amount: Floats,
        today: Floats | float = 0.0,
    ) -> None:
        """Take in a day.

        Args:
            value: shape (series,); anything where not seen.
            noise: shape (series,): variance of the value around the sum of the parts.
            seen: shape (series,).
            amount: shape (candidates, 1) or (candidates, series): today's share of the change.
            today: shape (habits, series): which habits of the week count today.
        """
        plain = self.covariance.sum((0, 1)) + noise
        shares = self.habits.shares(today)
        habit = (shares * self.habits.size).sum(0)
        expected = plain + (shares**2 * self.habits.unsure).sum(0)
        factor = np.maximum(self.surprise, self.settings.least_surprise)
        raw = np.where(seen, value - self.state.sum(0) - habit, 0.0)
        self.standard = raw / np.sqrt(expected * factor * self.scale)
        cut = np.clip(self.standard, -self.settings.farthest, self.settings.farthest)
        error = cut * np.sqrt(expected * factor * self.scale)
        precision = seen / (expected * factor)
        change = (amount - self.traces.sum(0)) * seen
        self.push += change * (error * precision)
        self.weight += change**2 * precision
        gain = self.covariance.sum(1) * (seen / plain)
        self.habits.learn(shares, error, precision, gain)
        self.state = self.state + gain * (error + habit)
        for number, share in enumerate(gain):
            self.traces[number] += change * share
        self.covariance = self.covariance - gain[:, None] * self.covariance.sum(0)
        self._learn(raw**2 / (expected * self.scale), seen)

    def _learn(self, square: Floats, seen: Bools) -> None:
        """Learn how large surprises are; single ones count as no more than three deviations."""
        added = self.surprise * self.seen_days + np.minimum(square, 9.0)
        self.surprise = np.where(seen, added / (self.seen_days + 1), self.surprise)
        self.seen_days = self.seen_days + seen


def _longer(rows: Floats, kept: Bools, factor: Floats | float = 1.0) -> Floats:
    """Keep some candidates, times a factor, and add one of which nothing is known.

    Args:
        rows: shape (..., candidates, series).
        kept: shape (candidates,).
        factor: one number, or an array that fits `rows`.
    """
    stretches = _stretches(kept.tobytes())
    number = sum(end - begin for begin, end in stretches)
    longer = np.empty((*rows.shape[:-2], number + 1, rows.shape[-1]))
    longer[..., number, :] = 0.0
    place = 0
    for begin, end in stretches:
        stretch = longer[..., place : place + end - begin, :]
        np.multiply(rows[..., begin:end, :], factor, out=stretch)
        place += end - begin
    return longer


@lru_cache(maxsize=1000)
def _stretches(kept: bytes) -> tuple[tuple[int, int], ...]:
    """Return begin and end of the candidates in a row that stay; kept, since few ways occur."""
    edges = np.flatnonzero(np.diff(np.frombuffer(kept, dtype=bool), prepend=False, append=False))
    return tuple(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def mean_parts(settings: Settings, dimensions: int) -> Parts:
    """Return what the mean of the dimensions is the sum of."""
    carry = 1.0, settings.drift_carry, settings.common_carry, settings.own_carry
    variance = settings.level, settings.drift, settings.common, settings.own / dimensions
    return Parts(np.array(carry), np.array(variance), settings.level_wander, settings.habit)


def rest_parts(settings: Settings) -> Parts:
    """Return what a dimension's difference from the mean is the sum of."""
    carry, variance = (1.0, settings.own_carry), (settings.level, settings.own)
    wander, habit = settings.level_wander_own, settings.habit_own
    return Parts(np.array(carry), np.array(variance), wander, habit)
