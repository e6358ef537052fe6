"""The engine for any number of homes at once, told day by day of all entries."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change import subsets
from institution.stats.change.adults import Adults
from institution.stats.change.memory import WeekMemory
from institution.stats.change.onsets import Onsets
from institution.stats.change.paths import Path, Paths
from institution.stats.change.rounds import rounds
from institution.stats.change.scale import Scale
from institution.stats.change.settings import Settings
from institution.stats.change.steps import Steps, mean_parts, rest_parts
from institution.stats.change.subsets import Evidence
from institution.stats.change.swings import Swings

GATE = 5.0
"""How steeply a fall that is no stronger than a rise is set aside."""
FEWEST = 3
"""Dimensions seen on a day before they are compared with their mean."""


class Odds(NamedTuple):
    """Log-odds on a day, shape (children,) each; 0 means as likely as not before any budget."""

    down: Floats
    up: Floats
    volatile: Floats


class Change(NamedTuple):
    """The change that explains the days of a child best."""

    since: int
    dimensions: tuple[int, ...]


class Watch:
    """What is known of some children up to today."""

    def __init__(
        self,
        home: Ints,
        dimensions: int,
        paths: Sequence[Path] = (),
        settings: Settings | None = None,
    ) -> None:
        """Begin before the first day.

        Args:
            home: shape (children,), rising from 0: where each child lives.
            dimensions: how many.
            paths: goals, with the children numbered as in `home` and the days as in `observe`.
            settings: the numbers of the engine.
        """
        self.settings = settings or Settings()
        children = len(home)
        self.children, self.dimensions = children, dimensions
        self.adults = Adults(home, dimensions, self.settings)
        self.scale = Scale(children, dimensions, self.settings)
        self.centre = self.scale.usual
        """Where the levels of the filters are counted from, shape (children, dimensions)."""
        self.onsets = Onsets(self.settings.longest)
        self.mean = Steps(children, mean_parts(self.settings, dimensions), self.settings)
        apart = max((dimensions - 1) / dimensions, 0.5)
        series = children * dimensions
        self.rest = Steps(series, rest_parts(self.settings), self.settings, scale=apart)
        self.memory = WeekMemory(children, self.settings)
        self.swings = Swings(children, self.settings)
        self.paths = Paths(paths, self.settings)

    def observe(self, day: int, child: Ints, shift: Ints, rater: Ints, ratings: Floats) -> None:
        """Take in all entries of a day; days come in order, none is left out.

        Args:
            day: number of the day.
            child: shape (entries,).
            shift: shape (entries,): 0 the first, 1 the late shift, 2 the night.
            rater: shape (entries,): number of the adult in its home.
            ratings: shape (entries, dimensions): 1 to 5, NaN where not rated.
        """
        column = self.adults.places(child, rater, day)
        self.adults.next_day()
        order, parts = rounds(child)
        child, shift, column = (one[order] for one in (child, shift, column))
        ratings = ratings[order]
        for part in parts:
            self.adults.observe(child[part], shift[part], column[part], ratings[part])
        if parts:
            self.adults.solve()
        value, noise, seen = self._day(child, shift, column, ratings, parts)
        self._filter(day, value, noise, seen)
        self.scale.observe(value, noise, seen)

    def odds(self) -> Odds:
        """Return the log-odds of a fall, a rise and swings as of today."""
        down, up = (self._total(sign) for sign in (-1.0, 1.0))
        held = down - GATE * np.logaddexp(0, up - down + self.settings.upward_margin)
        good = up - GATE * np.logaddexp(0, down - up + self.settings.upward_margin)
        return Odds(held, good, self.settings.swing_weight * self.swings.sum)

    def change(self, child: int, sign: float = -1.0) -> Change:
        """Return what explains a child's days best, whatever number of dimensions it takes."""
        logs = self._logs(self._evidence(child), sign, subsets.even_prior(self.dimensions))
        by_onset = subsets.log_total(logs[:, :, 0], (0, 2))
        best = int(np.argmax(by_onset))
        number = int(np.argmax(subsets.log_total(logs[:, best, 0][:, None], (0, 1)))) + 1
        each = sign * self._evidence(child).each[best, 0]
        chosen = np.sort(np.argsort(-each, kind="stable")[:number])
        return Change(int(self.onsets.day[best]), tuple(chosen.tolist()))

    def _day(
        self, child: Ints, shift: Ints, column: Ints, ratings: Floats, parts: Sequence[slice]
    ) -> tuple[Floats, Floats, Bools]:
        """Return the level of the day without what adults and shifts add, its noise and where seen.

        Shapes (children, dimensions).
        """
        off, noise = self.adults.adjust(child, shift, column)
        sight = np.where(shift == 2, self.settings.night_sight, 1.0)[:, None]
        usual = self.scale.usual[child]
        level = usual + (ratings - off - usual) / sight
        rated = ~np.isnan(ratings)
        weight = np.where(rated, sight**2 / noise, 0.0)
        shape = self.children, self.dimensions
        total, precision = np.zeros(shape), np.zeros(shape)
        weighted = weight * np.where(rated, level, 0.0)
        for part in parts:
            total[child[part]] += weighted[part]
            precision[child[part]] += weight[part]
        seen = precision > 0
        safe = np.where(seen, precision, 1.0)
        return np.where(seen, total / safe, 0.0), np.where(seen, 1 / safe, 0.0), seen

    def _filter(self, day: int, value: Floats, noise: Floats, seen: Bools) -> None:
        """Hand a day to the filters, in spreads."""
        spread, usual = self.scale.spread, self.scale.usual
        level = np.where(seen, (value - usual) / spread, 0.0)
        noise = noise / spread**2
        self._recentre((usual - self.centre) / spread)
        self.centre = usual
        kept = self.onsets.advance(day)
        self.mean.advance(kept)
        self.rest.advance(kept)
        number = seen.sum(1)
        some = number > 0
        safe = np.maximum(number, 1)
        mean = level.sum(1) / safe
        amount = np.ones((len(self.onsets.day), 1))
        self.mean.observe(mean, self._mean_noise(noise, safe), some, amount)
        compared = seen & (number >= FEWEST)[:, None]
        apart = np.where(seen, level - mean[:, None], 0.0)
        self.rest.observe(apart.ravel(), noise.ravel(), compared.ravel(), amount)
        self.memory.observe(self.mean.push, self.mean.weight, self.onsets)
        apart = self.rest.standard.reshape(seen.shape)
        both = np.column_stack((apart, self.mean.standard))
        self.swings.observe(both, np.column_stack((compared, some)), day)
        self.paths.observe(day, level, noise, seen, spread)

    def _recentre(self, shift: Floats) -> None:
        """Count levels from what is usual now, so that a spread that becomes known moves none."""
        together = shift.mean(1)
        self.mean.recentre(together)
        self.rest.recentre((shift - together[:, None]).ravel())
        self.paths.recentre(shift)

    def _mean_noise(self, noise: Floats, number: Ints) -> Floats:
        """Return the variance of the mean of the dimensions seen around their common part."""
        shared = self.settings.shared_noise
        rating = noise.sum(1) / number * ((1 - shared) / number + shared)
        return np.asarray(rating + self.settings.own * (1 / number - 1 / self.dimensions))

    def _total(self, sign: float) -> Floats:
        logs = self._logs(self._evidence(), sign, subsets.prior(self.dimensions, self.settings))
        return subsets.log_total(logs, (0, 1, 3))

    def _logs(self, evidence: Evidence, sign: float, priors: Floats) -> Floats:
        sizes = sign * np.array(self.settings.sizes)
        logs = subsets.log_odds(evidence, sizes, np.array(self.settings.size_weights), priors)
        weighted: Floats = logs + np.log(self.onsets.weights)[:, None, None]
        return weighted

    def _evidence(self, child: int | None = None) -> Evidence:
        """Return the evidence for all children, or for one."""
        chosen = slice(None) if child is None else slice(child, child + 1)
        shape = len(self.onsets.day), self.children, self.dimensions
        factor = self.memory.factor[chosen]
        each, information = (
            one.reshape(shape)[:, chosen] for one in (self.rest.push, self.rest.weight)
        )
        push, weight = (one[:, chosen] / factor for one in (self.mean.push, self.mean.weight))
        return Evidence((push, weight), (each, information))
