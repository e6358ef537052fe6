"""Which children of which shifts nobody wrote about: one answer for every page that counts them.

A kind of shift counts where somebody wrote in the unit in such a shift within the four weeks up to
it: a unit that never logs its nights misses none. A child who is away is missed as well, since one
tap says so.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Select, Uuid, bindparam, or_, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Placement, Unit
from institution.logs.models import Shift, ShiftLog
from institution.logs.services.when import ORDER, When
from institution.logs.services.whole import whole

HABIT = timedelta(days=28)
WEEK = timedelta(days=7)
Kinds = Collection[tuple[date, Shift]]
"""Shifts of days in which somebody wrote."""


class MissingLog(NamedTuple):
    """A child nobody wrote about in a shift that has begun."""

    child_id: UUID
    when: When
    over: bool
    """Whether the shift has ended: until then it is only not written yet."""


class Stay(NamedTuple):
    """A child lives in the unit."""

    child_id: UUID
    begins: date
    ends: date | None


def missing(work: Work, unit: Unit, since: date, until: date) -> tuple[MissingLog, ...]:
    """Return what is missing in the shifts of some days that have begun, oldest first.

    Three queries, however many children and days there are; no child is looked at by name.

    Args:
        work: whose reach counts.
        unit: with its home.
        since: first day.
        until: last day.

    Raises:
        NotAllowedError: no role of the actor ever reads shifts.
    """
    asked = {"unit_id": unit.id, "since": since, "until": until}
    connection = work.session.connection()
    stays = [Stay(*row) for row in connection.execute(_stays(_reached(work, Placement)), asked)]
    logs = _reached(work, ShiftLog)
    written = {tuple(row) for row in connection.execute(_written(logs), asked)}
    kinds = connection.execute(_kinds(logs), {**asked, "since": since - HABIT}).all()
    habits = {(day, shift) for day, shift in kinds}
    return tuple(
        MissingLog(stay.child_id, when, over)
        for when, over in _begun(work, ZoneInfo(unit.home.time_zone), since, until)
        if _counts(when, habits)
        for stay in stays
        if _lives(stay, when.day) and (stay.child_id, when.day, when.shift) not in written
    )


def missing_in_week(work: Work, unit: Unit, last: date | None = None) -> tuple[MissingLog, ...]:
    """Return what is missing in the shifts that have ended of the seven days up to `last`.

    Args:
        work: whose reach counts.
        unit: with its home.
        last: None: today.
    """
    until = last or work.today
    first = until - WEEK + timedelta(days=1)
    return tuple(one for one in missing(work, unit, first, until) if one.over)


def _begun(work: Work, zone: ZoneInfo, since: date, until: date) -> Iterator[tuple[When, bool]]:
    """Give each shift that has begun, and whether it is over."""
    for number in range((until - since).days + 1):
        for shift in ORDER:
            when = When(since + timedelta(days=number), shift)
            if when.begins_at(zone) <= work.now:
                yield when, when.ends_at(zone) <= work.now


def _counts(when: When, habits: Kinds) -> bool:
    """Tell whether such shifts are written about in the unit."""
    first = when.day - HABIT
    return any(shift is when.shift and first <= day <= when.day for day, shift in habits)


def _lives(stay: Stay, day: date) -> bool:
    """Tell whether the child lived in the unit on the day."""
    return stay.begins <= day and (stay.ends is None or day <= stay.ends)


def _reached(work: Work, model: type[Placement] | type[ShiftLog]) -> ColumnElement[bool]:
    """Return the condition that the actor reaches a record."""
    return scope.within(model, work, Permission.SHIFT_READ)


def _days() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the parameters for the first and the last day."""
    return bindparam("since", type_=Date()), bindparam("until", type_=Date())


# The statements are kept, since making one takes longer than carrying it out.


@lru_cache
def _stays(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select who lived in a unit at some time of some days."""
    since, until = _days()
    return select(Placement.child_id, Placement.begins, Placement.ends).where(
        reached,
        Placement.unit_id == bindparam("unit_id", type_=Uuid()),
        Placement.begins <= until,
        or_(Placement.ends.is_(None), Placement.ends >= since),
    )


@lru_cache
def _written(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select who was written about in which shift, wherever in the home that was."""
    since, until = _days()
    living = select(Placement.child_id).where(
        Placement.unit_id == bindparam("unit_id", type_=Uuid())
    )
    return (
        select(ShiftLog.child_id, ShiftLog.day, ShiftLog.shift)
        .distinct()
        .where(reached, ShiftLog.child_id.in_(living), ShiftLog.day.between(since, until), whole())
    )


@lru_cache
def _kinds(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select in which shifts somebody wrote in the unit."""
    in_unit = ShiftLog.unit_id == bindparam("unit_id", type_=Uuid())
    return (
        select(ShiftLog.day, ShiftLog.shift)
        .distinct()
        .where(reached, in_unit, ShiftLog.day.between(*_days()))
    )
