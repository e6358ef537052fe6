"""What is measured: invented homes, real series, and real series with a known change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats
from institution.stats.change.verdict import THRESHOLDS
from institution.stats.evaluation import measures
from institution.stats.evaluation.happenings import QUIET, Happening
from institution.stats.evaluation.homes import homes
from institution.stats.evaluation.lowered import lowered
from institution.stats.evaluation.measures import Found
from institution.stats.evaluation.recorded import Event, Recorded
from institution.stats.evaluation.scores import scores
from institution.stats.evaluation.weeks import USUAL, Rhythm

QUIET_DAYS = 365
TUNED_ON, TRIED_ON = 1, 2
"""Added to the seed, so that a threshold is tried on other homes than it was chosen on."""


class Limit(NamedTuple):
    """A threshold and what it gives."""

    threshold: float
    tuned: bool
    """Whether it was chosen for these homes, not by the engine."""
    per_year: float
    """False alarms in a year of a child, in homes where nothing happens."""


class Raised(NamedTuple):
    """What is raised on a series of real persons."""

    years: float
    per_year: float
    near: tuple[tuple[Event, int | None], ...]
    """Events, and how many days later the nearest flag was raised; none where no flag is near."""
    by_chance: float
    """Share of days near a flag, which is the share of events that would be by chance."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The engine as it is installed, on so many homes of each kind."""

    homes: int
    seed: int
    told: Callable[[int], object] | None = None
    """Called with 1 after each day the engine was shown."""
    rhythm: Rhythm = USUAL
    """How the weeks of invented children go."""

    def limit(self, rate: float) -> Limit:
        """Return the threshold for so many false alarms a year, and how many it gives.

        It is the engine's own; for a rate that the engine has none for it is chosen on other homes.
        """
        tuned = rate not in THRESHOLDS
        if tuned:
            threshold = measures.threshold_for(self._quiet(TUNED_ON), rate)
        else:
            threshold = THRESHOLDS[rate]
        return Limit(threshold, tuned, measures.per_year(self._quiet(TRIED_ON), threshold))

    def late(self, happening: Happening, threshold: float) -> Found:
        """Return how late a change is found."""
        made = homes(happening, self.homes, self.seed, rhythm=self.rhythm)
        found = scores(made.entries, made.goals, self.told, made.focus)
        return measures.delays(found, made.who.onset, made.who.affected, threshold)

    def disturbed(self, happening: Happening, threshold: float) -> float:
        """Return the share of children with a flag within 28 days though nothing is worse."""
        made = homes(happening, self.homes, self.seed, rhythm=self.rhythm)
        found = scores(made.entries, made.goals, self.told, made.focus)
        return measures.disturbed(found, made.who.onset, made.who.affected, threshold)

    def raised(self, series: Recorded, threshold: float) -> Raised:
        """Return what is raised on real persons."""
        found = scores(series.entries, told=self.told)
        flags = [measures.flag_days(row, threshold) for row in found]
        near = [(one, measures.near(flags[one.person], one.day)) for one in series.events]
        lengths = series.entries.length.tolist()
        covered = [
            measures.near(raised, day) is not None
            for raised, length in zip(flags, lengths, strict=True)
            for day in range(length)
        ]
        years = sum(lengths) / measures.YEAR
        rate = measures.per_year(found, threshold)
        return Raised(years, rate, tuple(near), float(np.mean(covered)))

    def limit_on(self, series: Recorded, rate: float) -> float:
        """Return the threshold that gives so many flags a year on real persons."""
        return measures.threshold_for(scores(series.entries, told=self.told), rate)

    def late_again(self, series: Recorded, size: float, items: int, threshold: float) -> Found:
        """Return how late a known change in the days of real persons is found."""
        entries, onset = lowered(series.entries, self.seed, size, items)
        found = scores(entries, told=self.told) if len(onset) else np.zeros((0, 0))
        return measures.delays(found, onset, np.ones(len(onset), dtype=bool), threshold)

    def _quiet(self, added: int) -> Floats:
        made = homes(QUIET, self.homes, self.seed + added, QUIET_DAYS, self.rhythm)
        return scores(made.entries, told=self.told)
