"""The course of one planned goal, day by day."""

from dataclasses import dataclass, field

import numpy as np

from institution.stats.goals import Behind, Goal, off_track
from institution.stats.ruleset import RuleSet
from institution.stats.usual import TooFewDaysError, usual
from institution.stats.weekly import WEEK, weekly


@dataclass
class Course:
    """One goal that is to rise by `gain` scale points above what was usual before its start.

    Days are ordinals, as `date.toordinal()` counts, so that weeks begin on Mondays.
    """

    start: int
    review: int
    gain: float
    rules: RuleSet
    goal: Goal | None = None
    """None before the start, and where too little was known by then."""
    behind: Behind | None = None
    before: list[float] = field(default_factory=list)
    """Day values before the start, newest last; NaN where not seen."""
    after: list[float] = field(default_factory=list)
    """Day values from the start on; NaN where not seen."""

    def add(self, day: int, level: float) -> Behind | None:
        """Add the value of a day, NaN where not seen, and return whether the goal is behind."""
        if day < self.start:
            self.before.append(level)
            return None
        if day == self.start:
            self.goal = self._goal()
        self.after.append(level)
        if self.goal is not None and day % WEEK == 0:
            weeks = weekly(np.array(self.after)[:, None], day + 1 - len(self.after))
            medians = weeks.medians[:, 0]
            self.behind = off_track(self.goal, weeks.starts, medians, self.rules.goal, today=day)
        return self.behind

    def _goal(self) -> Goal | None:
        """Set out from what was usual in the days before the start."""
        period = self.rules.baseline
        newest = np.array(self.before[-period.length :])
        try:
            level = usual(newest, least_days=period.least_days, floor=period.floor).level
        except TooFewDaysError:
            return None
        return Goal(self.start, self.review, level, level + self.gain)
