"""The engine on weekly points: a child in a foster family against its own usual weeks.

A week is to it what a day is elsewhere. What rates the adults, not the child, is left out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.krith import krith
from institution.flags.models import Flag
from institution.flags.services.findings import Finding
from institution.flags.services.looking import only_of
from institution.flags.services.raising import raise_flags
from institution.flags.services.residence import Residence, residences
from institution.flags.services.weekly_closing import close_recovered, still_holds
from institution.fostercare.models import WeeklyLog
from institution.fostercare.services import monday, weeks_of
from institution.stats.arrays import Floats
from institution.stats.change.settings import Settings
from institution.stats.change.watch import Watch
from institution.stats.ruleset import SETTLING_IN_DAYS

KIND = "below_usual_weeks"
THRESHOLD = 3.3
"""Log-odds; gives fewer than 0.5 false alarms in a year of a child, see `docs/flags.md`."""
REACH = timedelta(weeks=78)
"""How far back the points go that decide."""


def on_week(work: Work, log: WeeklyLog) -> None:
    """Raise what a weekly log that was just kept shows, as the job that looks at all children."""
    look(replace(work, actor=NIGHTLY), log)


def look(work: Work, log: WeeklyLog) -> list[Flag]:
    """Raise that a child's weeks have become harder than usual, where they have.

    Raises:
        NotAllowedError: the actor never raises flags.
    """
    with only_of(work, log.child_id):
        living = residences(work, log.week + timedelta(days=6), log.home_id)
        child = next((one for one in living if one.child_id == log.child_id), None)
        if child is None or (log.week - child.came).days < SETTLING_IN_DAYS:
            return []
        logs = weeks_of(work, Permission.WEEK_READ, [log.child_id], log.week - REACH)
        logs = [one for one in logs if one.home_id == log.home_id]
    last = max(one.week for one in logs)
    points = _points(logs, last)
    close_recovered(work, KIND, child, (points, last))
    found = [one for one in _found(child, points, last) if still_holds(one, points, last)]
    return raise_flags(work, found)


def _found(child: Residence, points: Floats, last: date) -> list[Finding]:
    """Return what the engine sees in the weeks up to the last one that is written."""
    watch = watched(points)
    if float(watch.odds().down[0]) < THRESHOLD:
        return []
    since = min(watch.change(0).since, len(points) - 1)
    began = last - timedelta(weeks=len(points) - 1 - since)
    seen = int((~np.isnan(points[since:])).any(axis=1).sum())
    evidence = {"n": seen, "logs": [], "first_day": began.isoformat()}
    return [Finding(KIND, child, last, monday(began), evidence)]


def watched(points: Floats) -> Watch:
    """Return the engine told of some weeks of one child.

    Args:
        points: shape (weeks, items), oldest first, 1 to 5; NaN where not written or not seen.
    """
    # Weeks have no weekends.
    weeks = Settings(habit=0.0, habit_own=0.0)
    watch = Watch(np.zeros(1, dtype=np.int64), points.shape[1], settings=weeks)
    for number, row in enumerate(points):
        written = np.flatnonzero([not np.isnan(row).all()])
        zeros = np.zeros(len(written), dtype=np.int64)
        watch.observe(number, zeros, zeros, zeros, row[None][written])
    return watch


def _points(logs: Sequence[WeeklyLog], last: date) -> Floats:
    """Return the weekly points about the child itself, week by week."""
    items = [item.key for item in krith.newest().items if item.rates is None]
    first = min(log.week for log in logs)
    found = np.full(((last - first).days // 7 + 1, len(items)), np.nan)
    for log in logs:
        levels = [log.levels.get(key) for key in items]
        row = [np.nan if level is None else level for level in levels]
        found[(log.week - first).days // 7] = row
    return found
