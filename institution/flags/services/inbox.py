"""What needs a person today: the flags of their children, and the children themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Child
from institution.content.flags import flags as content
from institution.flags.services.residence import homes_of
from institution.flags.services.telling import (
    Told,
    by_urgency,
    open_or_closed_since,
    tell,
)
from institution.fostercare.models import WeeklyLog
from institution.logs.models import ShiftLog

AT_ONCE = frozenset({"acute", "urgent"})
"""Severities that are looked at on the day they come."""
CLOSED_SHOWN_DAYS = 14


@dataclass(frozen=True)
class ChildLine:
    """One child of the reader."""

    child: Child
    home: str
    """Empty where it lives nowhere we know."""
    last_log: date | None
    last_week: date | None
    """Monday of the last week a foster family wrote about."""
    open_flags: int


@dataclass(frozen=True)
class Inbox:
    """What waits for a reader."""

    waiting: tuple[Told, ...]
    """Open and without an answer, the soonest first."""
    in_hand: tuple[Told, ...]
    """Open, and somebody has answered."""
    closed: tuple[Told, ...]
    """Closed in the last days, newest first."""
    children: tuple[ChildLine, ...]
    """By name."""
    homes: dict[UUID, str]
    today: frozenset[UUID]
    """Children who need the reader today."""


def inbox(work: Work) -> Inbox:
    """Return what waits for the actor, in a number of queries that does not grow.

    Raises:
        NotAllowedError: no role of the actor ever has children to answer for.
    """
    children = work.session.scalars(scope.children(work, Permission.CASELOAD_READ)).all()
    ids = [child.id for child in children]
    homes = homes_of(work, Permission.CASELOAD_READ, ids)
    lately = work.now - timedelta(days=CLOSED_SHOWN_DAYS)
    told = tell(work, open_or_closed_since(work, ids, lately))
    still_open = sorted((one for one in told if one.is_open), key=by_urgency)
    waiting = tuple(one for one in still_open if one.is_waiting)
    return Inbox(
        waiting=waiting,
        in_hand=tuple(one for one in still_open if not one.is_waiting),
        closed=tuple(sorted((one for one in told if not one.is_open), key=_newest_answer)),
        children=_lines(work, children, homes, still_open),
        homes=homes,
        today=frozenset(one.child.id for one in waiting if _needs_today(work, one)),
    )


def _needs_today(work: Work, told: Told) -> bool:
    """Tell whether a flag is to be looked at today: it says so, or its day has come."""
    if content().kind(told.flag.kind).severity in AT_ONCE:
        return True
    return told.flag.respond_by.astimezone(work.actor.time_zone).date() <= work.today


def _lines(
    work: Work, children: Sequence[Child], homes: dict[UUID, str], still_open: Sequence[Told]
) -> tuple[ChildLine, ...]:
    """Return the children by name."""
    ids = [child.id for child in children]
    days = _newest(work, (ShiftLog, ShiftLog.day), Permission.LOG_READ, ids)
    weeks = _newest(work, (WeeklyLog, WeeklyLog.week), Permission.WEEK_READ, ids)
    flags = [one.child.id for one in still_open]
    lines = [
        ChildLine(
            child,
            homes.get(child.id, ""),
            days.get(child.id),
            weeks.get(child.id),
            flags.count(child.id),
        )
        for child in children
    ]
    return tuple(sorted(lines, key=lambda line: line.child.name))


def _newest(
    work: Work,
    of: tuple[type[ShiftLog | WeeklyLog], InstrumentedAttribute[date]],
    permission: Permission,
    child_ids: Sequence[UUID],
) -> dict[UUID, date]:
    """Return the last day somebody wrote about each child, as far as the reader sees.

    One step into the index for each child, however many years there are.

    Args:
        work: of the reader.
        of: which logs, and their day or week.
        permission: to read such logs; who never has it sees none.
        child_ids: the reader's children.
    """
    if not work.actor.may_ever(permission):
        return {}
    log, day = of
    newest = (
        select(day)
        .where(log.child_id == Child.id, scope.within(log, work, permission))
        .order_by(day.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = work.session.execute(
        scope.children(work, permission)
        .where(Child.id.in_(child_ids))
        .with_only_columns(Child.id, newest)
    )
    return {child_id: last for child_id, last in found if last is not None}


def _newest_answer(told: Told) -> float:
    """Return the place of a closed flag in the list."""
    return -max(one.answer.answered_at.timestamp() for one in told.answers)
