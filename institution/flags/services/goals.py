"""Goals of the plan in force that stay behind the path agreed for them."""

from datetime import date
from typing import Any

import numpy as np

from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.daily_log import daily_log
from institution.flags.services.days import Days, log_ids
from institution.flags.services.findings import Finding
from institution.flags.services.trends import RULES
from institution.plans.models import Goal
from institution.plans.services import goals_of
from institution.stats import goals as stats
from institution.stats.arrays import Floats
from institution.stats.series import day_levels
from institution.stats.weekly import monday, weekly

KIND = "goal_off_track"


def find(work: Work, days: Days) -> list[Finding]:
    """Return the goals that are behind, of children with a plan; costs one query."""
    number = {one.child_id: place for place, one in enumerate(days.children)}
    levels = day_levels(days.ratings, days.shape)
    keys = daily_log().dimension_keys
    found = (
        _finding(days, number[goal.child_id], levels[number[goal.child_id]], goal)
        for goal in goals_of(work, Permission.FLAG_RAISE, number)
        if goal.dimension in keys
    )
    return [finding for finding in found if finding is not None]


def path(goal: Goal) -> stats.Goal | None:
    """Return where a goal sets out from and leads to; None where that is not agreed.

    A child who is inside the band already is to stay there: the lower end is the path. Without a
    lower end there is nothing to stay above.
    """
    low, high, start = goal.target_low, goal.target_high, goal.baseline
    if start is None or goal.review_on <= goal.starts_on:
        return None
    days = goal.starts_on.toordinal(), goal.review_on.toordinal()
    if high is not None and start > high:
        return stats.Goal(*days, start, high)
    return None if low is None else stats.Goal(*days, min(start, low), low)


def _finding(days: Days, child: int, levels: Floats, row: Goal) -> Finding | None:
    """Return what holds about one goal; None where it is on its way, or nothing can be said."""
    goal = path(row)
    if goal is None or row.dimension is None:
        return None
    column = daily_log().dimension_keys.index(row.dimension)
    weeks = weekly(levels[:, [column]], days.period.first.toordinal())
    today = days.period.last.toordinal()
    medians = weeks.medians[:, 0]
    behind = stats.off_track(goal, weeks.starts, medians, RULES.goal, today=today)
    if behind is None:
        return None
    return Finding(
        kind=KIND,
        child=days.children[child],
        day=days.period.last,
        since=date.fromordinal(behind.since),
        about=str(row.lineage_id),
        goal_id=row.id,
        evidence=_evidence(days, (child, column), behind),
    )


def _evidence(days: Days, line: tuple[int, int], behind: stats.Behind) -> dict[str, Any]:
    """Keep the numbers of the weeks in a row, and the entries behind them."""
    child, column = line
    first = days.period.first.toordinal()
    end = monday(days.period.last.toordinal() + 1) - 1
    rows = days.ratings
    weeks = (rows.day >= behind.since - first) & (rows.day <= end - first)
    used = weeks & rows.used & (rows.child == child) & (rows.dimension == column)
    return {
        "dimensions": [{"key": daily_log().dimension_keys[column]}],
        "n": behind.weeks,
        "now": round(behind.now, 2),
        "expected": round(behind.expected, 2),
        "n_days": len(np.unique(rows.day[used])),
        "n_adults": len(np.unique(rows.rater[used])),
        "first_day": date.fromordinal(behind.since).isoformat(),
        "logs": log_ids(days, used),
    }
