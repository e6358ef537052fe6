"""Who has read what a shift handed over, and which handovers nobody has read."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Unit
from institution.handover.models import HandoverNote, HandoverReceipt, HouseLine
from institution.handover.services.keeping import author_of
from institution.logs.models import HandoverLine, Shift, ShiftLog
from institution.logs.services import When, check_begun

GRACE = timedelta(hours=2)
"""After a shift has ended, before its handover is unread: the next one needs time to read."""
WEEK = timedelta(days=7)
ORDINARY = "ordinary"
"""Code of the support that need not be told."""


OfShift: TypeAlias = type[HandoverReceipt] | type[HandoverNote] | type[HouseLine]


class ReadBy(NamedTuple):
    """Somebody who has read a handover."""

    receipt: HandoverReceipt
    """The last one of the person."""
    name: str


def sign(work: Work, unit_id: UUID, when: When) -> None:
    """Say that the actor has read what a shift handed over up to now.

    Raises:
        NotReachableError: not a unit of the actor.
        NotBegunError: the shift lies in the future.
    """
    unit = cases.unit(work, Permission.HANDOVER_READ, unit_id)
    check_begun(work, ZoneInfo(unit.home.time_zone), when.day, when.shift)
    receipt = HandoverReceipt(
        home_id=unit.home_id,
        unit_id=unit.id,
        day=when.day,
        shift=when.shift,
        person_id=author_of(work),
        read_at=work.now,
    )
    save(work, receipt, Action.HANDOVER_READ)


def read_by(work: Work, unit: Unit, shifts: Collection[When]) -> dict[When, tuple[ReadBy, ...]]:
    """Return who has read the handover of each shift, the first reader first.

    Each person stands once, with the last time. Two queries.
    """
    found = work.session.scalars(
        select(HandoverReceipt)
        .where(HandoverReceipt.unit_id == unit.id, of_shifts(HandoverReceipt, shifts))
        .order_by(HandoverReceipt.read_at)
    ).all()
    people = names(work, [one.person_id for one in found])
    return {when: tuple(_readers(found, when, people)) for when in shifts}


def of_shifts(model: OfShift, shifts: Iterable[When]) -> ColumnElement[bool]:
    """Return the condition that a row is of one of some shifts."""
    return or_(
        false(), *(and_(model.day == when.day, model.shift == when.shift) for when in shifts)
    )


def _readers(
    found: Iterable[HandoverReceipt], when: When, people: dict[UUID, str]
) -> Iterator[ReadBy]:
    """Give those who have read one handover."""
    here = [one for one in found if (one.day, one.shift) == (when.day, when.shift)]
    last = {one.person_id: one for one in here}
    for person_id, receipt in last.items():
        yield ReadBy(receipt, people.get(person_id, ""))


def unread(work: Work, unit: Unit, last: date | None = None) -> tuple[When, ...]:
    """Return the shifts of the seven days up to `last` whose handover nobody has read.

    A shift that handed nothing over has nothing to read. The oldest comes first.

    Args:
        work: whose reach counts.
        unit: from `cases.unit`, so that the actor works there.
        last: None: today.
    """
    until = last or work.today
    days = (until - WEEK + timedelta(days=1), until)
    said = {
        When(day, Shift(shift))
        for asked in _said(work, unit, days)
        for day, shift in work.session.execute(asked)
    }
    read = select(HandoverReceipt.day, HandoverReceipt.shift).where(
        HandoverReceipt.unit_id == unit.id, HandoverReceipt.day.between(*days)
    )
    seen = {When(day, Shift(shift)) for day, shift in work.session.execute(read)}
    zone = ZoneInfo(unit.home.time_zone)
    waiting = [one for one in said - seen if one.ends_at(zone) + GRACE <= work.now]
    return tuple(sorted(waiting, key=lambda one: one.begins_at(zone)))


def _said(work: Work, unit: Unit, days: tuple[date, date]) -> tuple[Select[date, Shift], ...]:
    """Select in which shifts logs, notes about children or lines of the house said something."""
    reading = Permission.HANDOVER_READ
    has_lines = select(HandoverLine.id).where(HandoverLine.log_id == ShiftLog.id).exists()
    more = ShiftLog.attention != ORDINARY
    logs = select(ShiftLog.day, ShiftLog.shift).where(
        scope.within(ShiftLog, work, reading),
        ShiftLog.unit_id == unit.id,
        ShiftLog.day.between(*days),
        or_(more, has_lines),
    )
    notes = select(HandoverNote.day, HandoverNote.shift).where(
        scope.within(HandoverNote, work, reading),
        HandoverNote.unit_id == unit.id,
        HandoverNote.day.between(*days),
    )
    lines = select(HouseLine.day, HouseLine.shift).where(
        HouseLine.unit_id == unit.id, HouseLine.day.between(*days)
    )
    return (
        logs.distinct().execution_options(scope=reading),
        notes.distinct().execution_options(scope=reading),
        lines.distinct(),
    )
