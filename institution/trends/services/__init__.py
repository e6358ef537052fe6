"""The numbers of a child's page, out of logs, plan and placements."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.logs.models import ShiftLog
from institution.logs.services.entries import answers, entries
from institution.plans import services as plans
from institution.plans.models import Plan
from institution.trends.services.course import Course, course
from institution.trends.services.marks import Happened, Mark, marks
from institution.trends.services.places import Stay, lives, moved_in, settling, stays
from institution.trends.services.progress import Progress, progress
from institution.trends.services.voice import Said, Voice, voices
from institution.trends.services.window import Period, Window, window

__all__ = [
    "ChildDays",
    "Course",
    "Happened",
    "Mark",
    "Period",
    "Progress",
    "Said",
    "Stay",
    "Voice",
    "Window",
    "child_days",
]


class ChildDays(NamedTuple):
    """Everything a child's page says in numbers."""

    course: Course
    voices: list[Voice]
    plan: Plan | None
    goals: list[Progress]
    marks: list[Mark]
    stay: Stay | None
    """Where the child lives today."""
    since: date | None
    """When the child came to that home; None where it lives nowhere we know."""
    settling: bool
    """Whether the child is so new there that nothing is compared yet."""


def child_days(work: Work, child_id: UUID, period: Period) -> ChildDays:
    """Count a child's days, in as many queries whatever there is to count.

    Raises:
        NotAllowedError: no role of the actor may ever see trends.
    """
    shown = _window(work, child_id, period)
    since, until = date.fromordinal(shown.read_from), work.today
    read = entries(work, Permission.TREND_READ, [child_id], since, until)
    shown_from = date.fromordinal(shown.first)
    said = answers(work, Permission.TREND_READ, [child_id], shown_from, until)
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
