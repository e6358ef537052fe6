"""How far the goals of the plan have come."""

from typing import NamedTuple
from uuid import UUID

import numpy as np

from institution.plans.models import Goal, Plan
from institution.plans.services import GoalVersion
from institution.stats import goals as stats
from institution.trends.services.course import Course

NEWEST_WEEKS = 3
"""A week older than this does not say where things are now."""
LEAST_DAYS = 14
"""Days into a goal before it is said to be on its way."""
KEPT = 0.5
"""Share of the way expected so far that is still on it: noise alone reaches less."""


class Progress(NamedTuple):
    """A goal and where it stands; numbers in scale points or in units of the goal's measure."""

    id: UUID
    lineage: UUID
    """The same in every version of the plan."""
    wording: str
    dimension: str | None
    """None where something else is counted, which nobody writes down here yet."""
    measure: str | None
    starts: int
    """Ordinal of the first day."""
    review: int
    """Ordinal of the day of review."""
    baseline: float | None
    low: float | None
    """Lower end of the target."""
    high: float | None
    """Upper end of the target."""
    now: float | None
    """The newest weekly median; None where there is none of the last three weeks."""
    expected: float | None
    """Where the path is today; None before the start, or where no path is known."""
    on_the_way: bool | None
    """None where it cannot be said."""

    @property
    def target(self) -> float | None:
        """Return the nearer edge of the target as seen from the start; None: not agreed."""
        ends = [end for end in (self.low, self.high) if end is not None]
        if self.baseline is None or not ends:
            return ends[0] if ends else None
        if (
            self.low is not None
            and self.high is not None
            and self.low <= self.baseline <= self.high
        ):
            return self.baseline
        return min(ends, key=lambda end: abs(end - (self.baseline or 0.0)))

    @property
    def path(self) -> stats.Goal | None:
        """Return the way from the start to the target; None where an end of it is not known."""
        if self.baseline is None or self.target is None or self.review <= self.starts:
            return None
        return stats.Goal(self.starts, self.review, self.baseline, self.target)

    def share(self, value: float | None) -> float | None:
        """Return how much of the way a value has gone, in percent; None where there is no way."""
        path = self.path
        if value is None or path is None:
            return None
        if path.target == path.baseline:
            return 100.0
        return 100.0 * (value - path.baseline) / (path.target - path.baseline)


def progress(plan: Plan, course: Course) -> list[Progress]:
    """Return how the goals of a plan stand today, in their order."""
    return [progress_of(goal, course) for goal in plan.goals]


def progress_of(goal: Goal | GoalVersion, course: Course) -> Progress:
    """Return how a goal stands."""
    bare = Progress(
        goal.id,
        goal.lineage_id,
        goal.wording,
        goal.dimension,
        goal.measure,
        goal.starts_on.toordinal(),
        goal.review_on.toordinal(),
        goal.baseline,
        goal.target_low,
        goal.target_high,
        None,
        None,
        None,
    )
    today = course.window.last
    path = bare.path
    if path is not None:
        (here,) = stats.expected(path, np.array([today])).tolist()
        bare = bare._replace(expected=None if np.isnan(here) else here)
    if goal.dimension not in course.keys:
        return bare
    medians = course.weeks.medians[:, course.keys.index(goal.dimension)]
    now = _newest(medians)
    return bare._replace(now=now, on_the_way=_on_the_way(path, now, today))


def _newest(medians: np.ndarray) -> float | None:
    """Return the newest weekly value that is not too old."""
    known = medians[-NEWEST_WEEKS:]
    known = known[~np.isnan(known)]
    return float(known[-1]) if len(known) else None


def _on_the_way(path: stats.Goal | None, now: float | None, today: int) -> bool | None:
    """Tell whether the newest week reaches the part of the path that is asked for."""
    if path is None or now is None or today < path.start + LEAST_DAYS:
        return None
    (limit,) = stats.edge(path, np.array([today]), KEPT).tolist()
    return bool(now <= limit if path.target < path.baseline else now >= limit)
