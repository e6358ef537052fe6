"""Read one flag with its reasons, and the flags of one child."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.flags.models import Flag
from institution.flags.services.requests import is_hidden
from institution.flags.services.residence import homes_of
from institution.flags.services.telling import (
    Told,
    by_urgency,
    open_now,
    open_or_closed_since,
    tell,
)
from institution.incidents.services import matters
from institution.logs.models import ShiftLog


@dataclass(frozen=True)
class LogBehind:
    """A log behind a flag, and who wrote it."""

    log: ShiftLog
    author: str


@dataclass(frozen=True)
class WithReasons:
    """A flag with what it rests on, as far as the reader may see it."""

    flag: Flag
    told: Told
    home: str
    """Where the child lives today; empty where it lives nowhere we know."""
    logs: tuple[LogBehind, ...]
    """Newest first, with their ratings."""
    shows_incident: bool
    """Whether the reader may open the incident that raised it."""
    may_answer: bool
    """Whether the reader is among those who answer; somebody may have closed it all the same."""


def flag(work: Work, flag_id: UUID) -> WithReasons:
    """Return a flag with its reasons.

    Raises:
        NotAllowedError: no role of the actor ever reads flags.
        NotReachableError: no such flag, or not within reach.
    """
    within = scope.about(Flag, work, Permission.FLAG_READ).where(Flag.id == flag_id)
    found = work.session.scalar(within.options(selectinload(Flag.answers)))
    if found is None or is_hidden(work, found):
        raise NotReachableError
    [told] = tell(work, [found])
    homes = homes_of(work, Permission.FLAG_READ, [found.child_id])
    logs = _logs(work, found)
    home = homes.get(found.child_id, "")
    return WithReasons(
        found, told, home, logs, _reads_incident(work, found), _may_answer(work, found)
    )


def flags_of_child(work: Work, child_id: UUID, closed_since: datetime) -> list[Told]:
    """Return the open flags of a child, and those closed since a moment, newest first.

    Raises:
        NotAllowedError: no role of the actor ever reads flags.
    """
    if Flag not in scope.kinds(work, Permission.FLAG_READ, child_id):
        return []
    return tell(work, open_or_closed_since(work, [child_id], closed_since))


def flags_of(work: Work, child_ids: Sequence[UUID], closed_since: datetime) -> list[Told]:
    """Return the flags of some children that are open or were closed since, by how soon.

    Raises:
        NotAllowedError: no role of the actor ever reads flags.
    """
    return sorted(tell(work, open_or_closed_since(work, child_ids, closed_since)), key=by_urgency)


def open_flags_of(work: Work, child_ids: Collection[UUID]) -> list[Told]:
    """Return the open flags of some children, by how soon; it is asked as often for many children.

    Raises:
        NotAllowedError: no role of the actor ever reads flags.
    """
    return sorted(open_now(work, child_ids), key=by_urgency)


def _logs(work: Work, found: Flag) -> tuple[LogBehind, ...]:
    """Return the logs behind a flag that the reader may read."""
    ids = [UUID(one) for one in found.evidence.get("logs", [])]
    if not ids:
        return ()
    logs = work.session.scalars(
        scope.about(ShiftLog, work, Permission.LOG_READ)
        .where(ShiftLog.child_id == found.child_id, ShiftLog.id.in_(ids))
        .order_by(ShiftLog.day.desc(), ShiftLog.written_at.desc())
        .options(selectinload(ShiftLog.ratings))
    ).all()
    people = names(work, [one.author_id for one in logs])
    return tuple(LogBehind(one, people.get(one.author_id, "")) for one in logs)


def _reads_incident(work: Work, found: Flag) -> bool:
    """Tell whether the reader may open the incident that raised a flag."""
    if found.matter_id is None:
        return False
    return bool(matters(work, found.child_id, [found.matter_id]))


def _may_answer(work: Work, found: Flag) -> bool:
    """Tell whether the reader may answer this flag."""
    if not work.actor.may_ever(Permission.FLAG_ANSWER):
        return False
    within = scope.within(Flag, work, Permission.FLAG_ANSWER)
    statement = select(Flag.id).where(within, Flag.id == found.id)
    options = {"scope": Permission.FLAG_ANSWER}
    return work.session.scalar(statement.execution_options(**options)) is not None
