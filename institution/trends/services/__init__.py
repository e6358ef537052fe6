"""The numbers of a child's page, out of logs, plan and placements."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.logs.models import ShiftLog
from institution.logs.services.entries import entries
from institution.plans import services as plans
from institution.stats.weekly import monday
from institution.trends.services.course import Course, course
from institution.trends.services.days import ChildDays
from institution.trends.services.goal import GoalDays, goal_days
from institution.trends.services.helped import Helped
from institution.trends.services.marks import Happened, Mark, marks
from institution.trends.services.places import Stay, lives, moved_in, settling, stays
from institution.trends.services.progress import Progress, progress
from institution.trends.services.voice import Said, Voice, own_answers, voices
from institution.trends.services.window import Period, Window, window

__all__ = [
    "ChildDays",
    "Course",
    "GoalDays",
    "Happened",
    "Helped",
    "Mark",
    "Period",
    "Progress",
    "Said",
    "Stay",
    "Voice",
    "Window",
    "child_days",
    "days_since",
    "goal_days",
]

BEFORE, QUARTER = 56, 84
"""Days shown before a change began, and shown at least."""


def child_days(work: Work, child_id: UUID, period: Period) -> ChildDays:
    """Count a child's days, in as many queries whatever there is to count.

    Raises:
        NotAllowedError: no role of the actor may ever see trends.
    """
    return days_in(work, child_id, _window(work, child_id, period))


def days_since(work: Work, child_id: UUID, since: date) -> ChildDays:
    """Count a child's days from two months before a day on, and of a quarter of a year at least.

    Raises:
        NotAllowedError: no role of the actor may ever see trends.
    """
    last = work.today.toordinal()
    first = min(since.toordinal() - BEFORE, last - QUARTER + 1)
    return days_in(work, child_id, Window(monday(first), last))


def days_in(work: Work, child_id: UUID, shown: Window) -> ChildDays:
    """Count a child's days in a window; see `child_days`."""
    since, until = date.fromordinal(shown.read_from), work.today
    read = entries(work, Permission.TREND_READ, [child_id], since, until)
    shown_from = date.fromordinal(shown.first)
    said = own_answers(work, child_id, shown_from, until)
    lived, plan = stays(work, child_id), plans.current(work, Permission.PLAN_READ, child_id)
    moves = moved_in(lived)
    new = settling(moves, shown)
    found = course(read, shown, new)
    here = lives(lived, work.today)
    return ChildDays(
        course=found,
        voices=voices(said),
        plan=plan,
        goals=progress(plan, found) if plan else [],
        marks=marks(lived, plan),
        stay=here,
        since=_since(moves, here),
        settling=bool(new[-1]),
    )


def _window(work: Work, child_id: UUID, period: Period) -> Window:
    """Return the days shown; the whole time begins with the first log."""
    if period is not Period.ALL:
        return window(period, work.today, None)
    earliest = work.session.scalar(
        select(func.min(ShiftLog.day))
        .where(ShiftLog.child_id == child_id, scope.within(ShiftLog, work, Permission.TREND_READ))
        .execution_options(scope=Permission.TREND_READ)
    )
    return window(period, work.today, earliest)


def _since(moves: Sequence[date], here: Stay | None) -> date | None:
    """Return when the child came to the home it lives in."""
    return max((move for move in moves if move <= here.begins), default=None) if here else None
