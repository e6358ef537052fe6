"""The engine for any number of homes at once, told day by day of all entries."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change import subsets
from institution.stats.change.adults import Adults
from institution.stats.change.filters import Filters
from institution.stats.change.levels import Told, levels
from institution.stats.change.paths import Path, Paths
from institution.stats.change.rounds import rounds
from institution.stats.change.scale import Scale
from institution.stats.change.settings import Settings
from institution.stats.change.starts import Start, Starts
from institution.stats.change.subsets import Evidence


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
        self.starts = Starts(home, self.settings)
        self.centre = self.scale.usual
        """Where the levels of the filters are counted from, shape (children, dimensions)."""
        self.filters = Filters(children, dimensions, self.settings)
        self.paths = Paths(paths, self.settings)
        self.focus = np.zeros((children, dimensions), dtype=bool)
        """The dimensions that each child's plan is about as of today; whoever knows them says."""

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
        self._start(child)
        told = Told(child, shift, column, ratings)
        value, noise, seen = levels(self.adults, self.scale.usual, told, parts)
        self.scale.observe(self._filter(day, value, noise, seen), noise, seen)

    def start(self, child: int) -> Start | None:
        """Return on what a child's start rests; None where its own days carry what is said."""
        return self.starts.start(child, self.scale)

    def odds(self) -> Odds:
        """Return the log-odds of a fall, a rise and swings as of today."""
        down, up = (self._total(sign) for sign in (-1.0, 1.0))
        likely_down, likely_up = self._focused(down, -1.0), self._focused(up, 1.0)
        margin, weight = self.settings.margin, self.settings.swing_weight
        held = subsets.unless(likely_down, up + margin)
        good = subsets.unless(likely_up, down + margin)
        return Odds(held, good, weight * self.filters.swings.sum)

    def change(self, child: int, sign: float = -1.0) -> Change:
        """Return what explains a child's days best, whatever number of dimensions it takes."""
        evidence = self.filters.evidence(slice(child, child + 1))
        logs = self._logs(evidence, sign, subsets.even_prior(self.dimensions))
        by_onset = subsets.log_total(logs[:, :, 0], (0, 2))
        best = int(np.argmax(by_onset))
        number = int(np.argmax(subsets.log_total(logs[:, best, 0][:, None], (0, 1)))) + 1
        each = sign * evidence.each[best, 0]
        chosen = np.sort(np.argsort(-each, kind="stable")[:number])
        return Change(int(self.filters.onsets.day[best]), tuple(chosen.tolist()))

    def _filter(self, day: int, value: Floats, noise: Floats, seen: Bools) -> Floats:
        """Hand a day to the filters, in spreads; return it without what habits of the week add."""
        spread, usual = self.scale.spread, self.scale.usual
        level = np.where(seen, (value - usual) / spread, 0.0)
        noise = noise / spread**2
        # Counted from what is usual now, so that a spread that becomes known moves no level.
        shift = (usual - self.centre) / spread
        self.filters.recentre(shift)
        self.paths.recentre(shift)
        self.centre = usual
        added = self.filters.observe(day, level, noise, seen)
        self.paths.observe(day, level - added, noise, seen, spread)
        return np.asarray(value - added * spread)

    def _start(self, written: Ints) -> None:
        """Let homes lend to the children of whom nothing is known yet."""
        fresh = np.unique(written[~self.filters.calendar.known[written]])
        if len(fresh):
            self.starts.lend(fresh, self.scale, self.filters.mean.habits.size)
            self.centre = self.centre.copy()
            self.centre[fresh] = self.scale.usual[fresh]

    def _total(self, sign: float) -> Floats:
        priors = subsets.prior(self.dimensions, self.settings)
        return subsets.log_total(
            self._logs(self.filters.evidence(slice(None)), sign, priors), (0, 1, 3)
        )

    def _focused(self, total: Floats, sign: float) -> Floats:
        """Return the odds where a change of what a plan is about is the more likely."""
        children = np.flatnonzero(self.focus.any(1))
        if not len(children):
            return total
        focus, share = self.focus[children], self.settings.focus_weight
        logs = self._logs(self.filters.evidence(children), sign, subsets.prior_among(focus), focus)
        alone = subsets.log_total(logs, (0, 1, 3)) + np.log(share)
        both = total.copy()
        both[children] = np.logaddexp(total[children] + np.log(1 - share), alone)
        return both

    def _logs(
        self, evidence: Evidence, sign: float, priors: Floats, chosen: Bools | None = None
    ) -> Floats:
        sizes, weights = np.array(self.settings.sizes), np.array(self.settings.size_weights)
        logs = subsets.log_odds(evidence, sign * sizes, weights, priors, chosen)
        weighted: Floats = logs + np.log(self.filters.onsets.weights)[:, None, None]
        return weighted
