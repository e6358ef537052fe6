"""Days with and without something: counts to talk about, and no claim of a cause."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import inf
from typing import NamedTuple
from uuid import UUID

import numpy as np

from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.daily_log import daily_log
from institution.logs.services.entries import doings
from institution.plans.services import Earlier, GoalVersion
from institution.stats.arrays import Bools
from institution.stats.attainment import Days, with_and_without
from institution.trends.services.course import Course

LEAST_DAYS = 5
"""With something, and without it, before the days are shown beside each other."""
DOINGS_DAYS = 84
"""Newest days of which activities are read."""


class Tried(NamedTuple):
    """A support, from its first day to its last, through all versions of the plan."""

    what: str
    begins: date
    ends: date | None
    """None while it lasts."""


class Helped(NamedTuple):
    """Days with and without one thing."""

    what: str
    """A support as it was written, or the key of an activity."""
    activity: bool
    days: Days


def tried(goal: GoalVersion) -> list[Tried]:
    """Return the supports of a goal, oldest first; the same words are the same support.

    A support that a later version of the plan leaves out ended the day before that version began.
    """
    found: dict[str, Tried] = {}
    later: GoalVersion | Earlier | None = None
    versions: list[GoalVersion | Earlier] = [goal, *goal.earlier]
    for version in versions:
        left = later.plan_begins_on - timedelta(days=1) if later else None
        for done in version.interventions:
            known = found.get(done.what)
            ends = known.ends if known else done.ends_on or left
            begins = min(known.begins, done.begins_on) if known else done.begins_on
            found[done.what] = Tried(done.what, begins, ends)
        later = version
    return sorted(found.values(), key=lambda one: one.begins)


def helped(
    work: Work, child_id: UUID, goal: GoalVersion, course: Course, done: Sequence[Tried]
) -> list[Helped]:
    """Return the days with and without each support and each activity, where there are enough.

    Only for a goal that a dimension follows and that says where it leads.

    Raises:
        NotAllowedError: no role of the actor may ever see trends.
    """
    if goal.dimension not in course.keys or (goal.target_low is None and goal.target_high is None):
        return []
    levels = course.levels[:, course.keys.index(goal.dimension)]
    low = -inf if goal.target_low is None else goal.target_low
    high = inf if goal.target_high is None else goal.target_high
    days = np.arange(course.window.first, course.window.last + 1)
    recent = slice(-DOINGS_DAYS, None)
    since = date.fromordinal(int(days[recent][0]))
    did = doings(work, Permission.TREND_READ, child_id, since, work.today)
    counted = [
        *(Helped(one.what, False, with_and_without(levels, low, high, _lasted(one, days)))
          for one in done),
        *(Helped(code, True, with_and_without(levels[recent], low, high, had))
          for code, had in _had(did, days[recent])),
    ]  # fmt: skip
    return [one for one in counted if _enough(one.days)]


def _lasted(one: Tried, days: np.ndarray) -> Bools:
    """Return the days on which a support lasted."""
    ends = inf if one.ends is None else one.ends.toordinal()
    lasted: Bools = (days >= one.begins.toordinal()) & (days <= ends)
    return lasted


def _had(did: Mapping[str, set[int]], days: np.ndarray) -> Iterator[tuple[str, Bools]]:
    """Yield the days of each activity, in the order of the content."""
    for option in getattr(daily_log().chip("activities"), "options", ()):
        if option.key in did:
            yield option.key, np.isin(days, list(did[option.key]))


def _enough(days: Days) -> bool:
    """Tell whether there are days enough on both sides to show them beside each other."""
    return min(days.seen_with, days.seen_without) >= LEAST_DAYS
