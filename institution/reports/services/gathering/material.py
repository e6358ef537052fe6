"""What is read for a draft, in a number of queries that does not grow with the period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import aliased, selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Placement
from institution.cases.scope import ReachedChild
from institution.logs.models import ShiftLog
from institution.logs.services.entries import Answer, Entries, entries
from institution.logs.services.voice import READER
from institution.plans import services as plans
from institution.plans.models import Plan
from institution.reports.services.gathering.happenings import Happenings, happenings
from institution.reports.services.gathering.own_page import OwnPage
from institution.reports.services.gathering.telling import Source
from institution.stats.arrays import Ints
from institution.stats.weekly import monday
from institution.trends.services import Course, Progress, Window
from institution.trends.services.course import course
from institution.trends.services.places import moved_in, settling, stays
from institution.trends.services.progress import progress


@dataclass(frozen=True)
class Material:
    """Everything a draft is made of, as far as its writer reaches."""

    child: ReachedChild
    first: date
    last: date
    logs: Sequence[ShiftLog]
    """Of the period, without those that were corrected, oldest first."""
    placements: Sequence[Placement]
    """Oldest first."""
    answers: Sequence[Answer]
    """Those that the child let everyone around it see, oldest first."""
    own_page: OwnPage
    plan: Plan | None
    goals: list[Progress]
    course: Course
    happened: Happenings
    adults: Ints
    """Shape (dimensions,): different adults behind each dimension in the period."""

    @property
    def first_name(self) -> str:
        """Return what the child is called."""
        return self.child.name.split()[0]

    @property
    def days(self) -> int:
        """Return how many days the period has."""
        return (self.last - self.first).days + 1


def of_logs(logs: Sequence[ShiftLog]) -> list[Source]:
    """Return logs as what a sentence rests on."""
    return [Source("log", log.id, log.day) for log in logs]


def is_shared(log: ShiftLog) -> bool:
    """Tell whether the child let everyone around it see its answer: only then it is passed on."""
    return log.child_shares_with not in READER


def material(work: Work, child_id: UUID, period: tuple[date, date]) -> Material:
    """Read what a draft is made of.

    Raises:
        NotAllowedError, NotReachableError: the writer may not read about the child.
    """
    child = scope.child(work, Permission.REPORT_WRITE, child_id)
    first, last = period
    shown = Window(monday(first.toordinal()), last.toordinal())
    since = date.fromordinal(shown.read_from)
    read = entries(work, Permission.TREND_READ, [child_id], since, last)
    moves = moved_in(stays(work, child_id))
    found = course(read, shown, settling(moves, shown))
    plan = plans.current(work, Permission.PLAN_READ, child_id)
    logs = _logs(work, child_id, period)
    own_page = OwnPage(work, child_id, period)
    beside_logs = [
        Answer(child_id, log.day, log.child_scale, log.child_value)
        for log in logs
        if log.child_scale and is_shared(log)
    ]
    return Material(
        child=child,
        first=first,
        last=last,
        logs=logs,
        placements=cases.placements(work, Permission.CHILD_READ, child_id),
        answers=sorted([*beside_logs, *own_page.answers()], key=lambda one: one.day),
        own_page=own_page,
        plan=plan,
        goals=progress(plan, found) if plan else [],
        course=found,
        happened=happenings(work, child_id, period),
        adults=_adults(read, first, found.levels.shape[1]),
    )


def _logs(work: Work, child_id: UUID, period: tuple[date, date]) -> Sequence[ShiftLog]:
    """Read the logs that stand."""
    later = aliased(ShiftLog)
    corrected = select(later.id).where(later.corrects_id == ShiftLog.id).exists()
    return work.session.scalars(
        scope.about(ShiftLog, work, Permission.LOG_READ)
        .where(ShiftLog.child_id == child_id, ShiftLog.day.between(*period), ~corrected)
        .order_by(ShiftLog.day, ShiftLog.received_at)
        .options(selectinload(ShiftLog.handover), selectinload(ShiftLog.ratings))
    ).all()


def _adults(read: Entries, first: date, dimensions: int) -> Ints:
    """Count the different adults behind each dimension."""
    ratings = read.ratings(first.toordinal())
    counted = ratings.rows(ratings.day >= 0).counted()
    pairs = np.unique(counted.rater * dimensions + counted.dimension)
    return np.bincount(pairs % dimensions, minlength=dimensions)
