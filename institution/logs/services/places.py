"""Where a log belongs, and whether its shift has begun and can still be rated."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Select, Uuid, bindparam, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Home, Placement, Unit
from institution.content.daily_log import daily_log
from institution.db.statements import Statement
from institution.logs.models import Shift
from institution.logs.services.drafts import Place
from institution.logs.services.errors import NotBegunError, NotLivingHereError

LATE_AFTER = timedelta(hours=1)
"""Handing over takes its time: what is written within the hour is not late."""


def place_on(work: Work, child_id: UUID, day: date) -> Place:
    """Return where a log about the child and day belongs, for someone who works there.

    Asked again in the same piece of work, it answers from memory.

    Raises:
        NotReachableError: the actor may not write about this child.
        NotLivingHereError: the child lived in none of the actor's homes on that day.
    """
    kept: dict[tuple[UUID | None, UUID, date], Place] = work.session.info.setdefault("places", {})
    key = (work.actor.id, child_id, day)
    if key not in kept:
        kept[key] = _find(work, child_id, day)
    return kept[key]


def check_begun(work: Work, zone: ZoneInfo, day: date, shift: Shift) -> None:
    """Refuse a shift that lies in the future.

    Raises:
        NotBegunError: says when it begins.
    """
    begins_at = daily_log().shift(shift).begins_at(day, zone)
    if begins_at > work.now:
        raise NotBegunError(begins_at)


def ratings_until(zone: ZoneInfo, day: date, shift: Shift) -> datetime:
    """Return the moment, in UTC, until which levels can be chosen for a shift."""
    content = daily_log()
    return content.ratings_open_until(day, content.shift(shift), zone)


def is_late(zone: ZoneInfo, day: date, shift: Shift, written_at: datetime) -> bool:
    """Tell whether something was written so long after its shift that it is shown as late."""
    return written_at > daily_log().shift(shift).ends_at(day, zone) + LATE_AFTER


def _find(work: Work, child_id: UUID, day: date) -> Place:
    """Look up where a log about the child and day belongs."""
    gaps, values = scope.with_gaps(Placement, work, Permission.LOG_WRITE)
    asked = {"child_id": child_id, "lived_on": day, **values}
    found = _lived(*gaps).rows(work.session.connection(), asked)
    if not found:
        scope.child(work, Permission.LOG_WRITE, child_id)
        raise NotLivingHereError
    work.look_up(child_id)
    return Place(*found[0])


@lru_cache
def _lived(reached: ColumnElement[bool], units: Select[Unit]) -> Statement:
    """Select where `child_id` lived on `lived_on`, the newest place, where the actor works there.

    Kept, since making it takes longer than asking the database.
    """
    day = bindparam("lived_on", type_=Date())
    return Statement(
        select(
            Placement.child_id,
            Placement.municipality_id,
            Placement.unit_id,
            Unit.home_id,
            Home.time_zone,
        )
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(
            reached,
            Placement.child_id == bindparam("child_id", type_=Uuid()),
            scope.lasts(Placement.begins, Placement.ends, day),
            Unit.home_id.in_(units.with_only_columns(Unit.home_id)),
        )
        .order_by(Placement.begins.desc())
        .limit(1)
    )
