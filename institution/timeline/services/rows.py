"""The newest logs and incidents of a child, and its moves, as they lie in the database.

The statements are kept, since making one takes longer than carrying it out. They are carried out on
the connection: the session would make an object of each row.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Uuid, bindparam, select
from sqlalchemy.orm import aliased

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Home, Placement, Unit
from institution.db.types import Moment
from institution.incidents.models import Incident
from institution.logs.models import Rating, ShiftLog
from institution.timeline.services.items import Wanted

ALL = 1_000_000
"""More than is written of any child."""
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
Found = Row[*tuple[Any, ...]]


def log_rows(work: Work, child_id: UUID, wanted: Wanted) -> list[Found]:
    """Return logs that stand, the newest first.

    Raises:
        NotAllowedError: no role of the actor ever reads logs.
    """
    reached = scope.within(ShiftLog, work, Permission.LOG_READ)
    statement = _logs(reached, wanted.person_id is not None, wanted.dimension is not None)
    asked = _asked(child_id, wanted) | {"dimension": wanted.dimension}
    days = {"since": wanted.first or FIRST, "until": wanted.last or LAST}
    return list(work.session.connection().execute(statement, asked | days).all())


def incident_rows(work: Work, child_id: UUID, wanted: Wanted) -> list[Found]:
    """Return the standing telling of each incident within reach, the newest first.

    Raises:
        NotAllowedError: no role of the actor ever reads incidents.
    """
    reached = scope.within(Incident, work, Permission.INCIDENT_READ)
    statement = _incidents(reached, wanted.person_id is not None)
    # What is typed may be a day that has no next one, or none in the time of every zone.
    first, after = (
        min(max(day, FIRST), LAST) for day in (wanted.first or FIRST, wanted.last or LAST)
    )
    days = {"since": _begins(work, first), "until": _begins(work, after + timedelta(days=1))}
    return list(work.session.connection().execute(statement, _asked(child_id, wanted) | days).all())


def move_rows(work: Work, child_id: UUID) -> list[Found]:
    """Return where the child moved to.

    Raises:
        NotAllowedError: no role of the actor may ever read of a child.
    """
    statement = _moves(scope.within(Placement, work, Permission.CHILD_READ))
    return list(work.session.connection().execute(statement, {"of_child": child_id}).all())


def _asked(child_id: UUID, wanted: Wanted) -> dict[str, Any]:
    """Return whose rows are asked for, by whom, and how many."""
    return {"of_child": child_id, "by": wanted.person_id, "most": wanted.limit or ALL}


def _begins(work: Work, day: date) -> datetime:
    """Return the moment at which a day begins where the reader is."""
    return datetime.combine(day, time(), work.actor.time_zone).astimezone(UTC)


@lru_cache
def _logs(reached: ColumnElement[bool], by_one: bool, rated: bool) -> Select[*tuple[Any, ...]]:
    """Return the statement for logs; it takes what `log_rows` asks for."""
    log, later = ShiftLog, aliased(ShiftLog)
    corrected = select(later.id).where(later.corrects_id == log.id)
    statement = select(
        log.id,
        log.day,
        log.shift,
        log.written_at,
        log.author_id,
        log.presence,
        log.child_shares_with,
        log.good_moment_sealed,
        log.note_sealed,
        log.child_words_sealed,
    ).where(
        log.child_id == bindparam("of_child", type_=Uuid()),
        log.day.between(bindparam("since"), bindparam("until")),
        reached,
        ~corrected.exists(),
        *_by(log.author_id, by_one),
    )
    if rated:
        said = select(Rating.log_id).where(
            Rating.log_id == log.id,
            Rating.dimension == bindparam("dimension"),
            Rating.level.is_not(None),
        )
        statement = statement.where(said.exists())
    return statement.order_by(log.day.desc(), log.shift.desc()).limit(bindparam("most"))


@lru_cache
def _incidents(reached: ColumnElement[bool], by_one: bool) -> Select[*tuple[Any, ...]]:
    """Return the statement for incidents; it takes what `incident_rows` asks for.

    A telling stands unless the reader reads the one that replaced it.
    """
    told, of_child = Incident, Incident.child_id == bindparam("of_child", type_=Uuid())
    replaced = select(told.corrects_id).where(of_child, told.corrects_id.is_not(None), reached)
    since, until = (bindparam(name, type_=Moment()) for name in ("since", "until"))
    return (
        select(
            told.id,
            told.matter_id,
            told.type,
            told.severity,
            told.started_at,
            told.author_id,
            told.texts_sealed,
        )
        .where(
            of_child,
            told.started_at >= since,
            told.started_at < until,
            reached,
            told.id.not_in(replaced.correlate(None)),
            *_by(told.author_id, by_one),
        )
        .order_by(told.started_at.desc(), told.id.desc())
        .limit(bindparam("most"))
    )


@lru_cache
def _moves(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement for moves."""
    of_child = Placement.child_id == bindparam("of_child", type_=Uuid())
    return (
        select(Placement.id, Placement.begins, Home.name.label("home"), Unit.name.label("unit"))
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(of_child, reached)
    )


def _by(column: Any, by_one: bool) -> list[ColumnElement[bool]]:
    """Return the condition that one person wrote it, where one is asked for."""
    return [column == bindparam("by", type_=Uuid())] if by_one else []
