"""Weekly logs: read, and answered by those who read them."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.fostercare.models import WeekAnswer, WeeklyLog
from institution.fostercare.services.asked import asked

LOOKED_BACK = 3
"""Weeks for which a log waits for an answer; older ones stand among the child's."""


class Unread(NamedTuple):
    """A weekly log that nobody has answered."""

    id: UUID
    child_id: UUID
    week: date


def monday(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def weeks_of(
    work: Work, permission: Permission, child_ids: Sequence[UUID], since: date
) -> list[WeeklyLog]:
    """Return the weekly logs of some children since a Monday, newest first; as corrected.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    return list(
        work.session.scalars(
            scope.about(WeeklyLog, work, permission)
            .where(WeeklyLog.child_id.in_(child_ids), WeeklyLog.week >= since)
            .where(~_corrected().exists())
            .order_by(WeeklyLog.week.desc(), WeeklyLog.received_at.desc())
        )
    )


def weeks_of_child(
    work: Work, permission: Permission, child_id: UUID, since: date
) -> list[WeeklyLog]:
    """Return the weekly logs of one child since a Monday, newest first; as corrected.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    if WeeklyLog not in scope.kinds(work, permission, child_id):
        return []
    return weeks_of(work, permission, [child_id], since)


def unread(work: Work) -> list[Unread]:
    """Return the weekly logs in the families of the actor that nobody has answered, newest first.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    return [Unread(*row) for row in asked(work, _unread)]


def _unread(work: Work) -> Any:
    answered = select(WeekAnswer.id).where(WeekAnswer.log_id == WeeklyLog.id)
    since = monday(work.today) - timedelta(weeks=LOOKED_BACK)
    mine = scope.families(work, Permission.FAMILY_COORDINATE)
    return (
        select(WeeklyLog.id, WeeklyLog.child_id, WeeklyLog.week)
        # The places again, so that the index leads to them and not through every week there is.
        .where(WeeklyLog.home_id.in_(mine))
        .where(scope.within(WeeklyLog, work, Permission.FAMILY_COORDINATE))
        .where(WeeklyLog.week >= since, ~_corrected().exists(), ~answered.exists())
        .order_by(WeeklyLog.week.desc(), WeeklyLog.received_at.desc())
    )


@cache
def _corrected() -> Select[UUID]:
    """Return the condition of being corrected; made once, since a new alias is a new query."""
    later = aliased(WeeklyLog)
    return select(later.id).where(later.corrects_id == WeeklyLog.id)


def week(work: Work, child_id: UUID, week_id: UUID) -> WeeklyLog:
    """Return one weekly log.

    Raises:
        NotReachableError: no such log about this child, or not within reach.
    """
    found = work.session.scalar(
        scope.about(WeeklyLog, work, Permission.WEEK_READ).where(
            WeeklyLog.id == week_id, WeeklyLog.child_id == child_id
        )
    )
    if found is None:
        raise NotReachableError
    return found


def answers_to(work: Work, log_ids: Sequence[UUID]) -> dict[UUID, list[WeekAnswer]]:
    """Return who read which weekly logs, and what it led to; oldest first."""
    found: dict[UUID, list[WeekAnswer]] = {}
    for one in work.session.scalars(
        scope.about(WeekAnswer, work, Permission.WEEK_READ)
        .where(WeekAnswer.log_id.in_(log_ids))
        .order_by(WeekAnswer.answered_at)
    ):
        found.setdefault(one.log_id, []).append(one)
    return found


def answer(work: Work, child_id: UUID, week_id: UUID, led_to: str | None) -> None:
    """Note that the actor has read a weekly log, and what it led to; the family sees it.

    Raises:
        NotReachableError: no such log, or not within reach.
    """
    log = week(work, child_id, week_id)
    scope.child(work, Permission.WEEK_ANSWER, child_id)
    given = WeekAnswer(
        child_id=log.child_id,
        municipality_id=log.municipality_id,
        home_id=log.home_id,
        log_id=log.id,
        author_id=work.actor.id,
        answered_at=work.now,
        led_to=led_to,
    )
    mine = [one for one in answers_to(work, [log.id]).get(log.id, []) if _says(one, work, led_to)]
    if not mine:
        save(work, given, Action.WEEK_ANSWERED)


def _says(one: WeekAnswer, work: Work, led_to: str | None) -> bool:
    return one.author_id == work.actor.id and one.led_to == led_to
