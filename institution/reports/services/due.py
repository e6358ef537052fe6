"""Which reports are due, were asked for, are being written, and have been received."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import RecordHistory
from institution.cases import scope
from institution.cases.models import Child, Home, Placement, Unit
from institution.content.status_report import status_report
from institution.db.base import AboutChild
from institution.reports.models import Report, ReportReceipt, ReportRequest, ReportSignature


class State(StrEnum):
    """Where the next report of a child stands; the first ones need somebody sooner."""

    OVERDUE = "overdue"
    SIGNED = "signed"
    DUE = "due"
    LATER = "later"


@dataclass(frozen=True)
class Due:
    """The next report about one child."""

    child: Child
    home: str
    unit: str
    due_on: date
    asked_on: date | None
    """When the caseworker last asked for the report that is due; None: nobody asked."""
    written_since: date | None
    """Since when a draft is there, for those who write; None: there is none."""
    signed_on: date | None
    """When the last report was signed; None: there was none."""
    received_on: date | None
    """When that one was received; None: not yet."""
    state: State


def due(work: Work) -> list[Due]:
    """Return the next report of each child who lives in a home, the soonest first.

    The first one counts from the day on which the child moved in, or was registered here where that
    was later: what was reported before that is not known. The number of queries does not grow.

    Raises:
        NotAllowedError: no role of the actor ever reads reports.
    """
    children = work.session.scalars(scope.children(work, Permission.REPORT_READ)).all()
    stays = _stays(work)
    reports = _kept(work)
    for child_id, moment in _registered(work, [child.id for child in children]).items():
        reports[child_id].registered = moment
    found = [
        _due(work, child, stays[child.id], reports[child.id])
        for child in children
        if child.id in stays
    ]
    return sorted(found, key=lambda one: (one.due_on, one.child.name))


def due_of(work: Work, child_id: UUID) -> Due | None:
    """Return the next report of one child; None where it lives in no home."""
    return next((one for one in due(work) if one.child.id == child_id), None)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last day of a shorter month.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass
class Kept:
    """What is kept about one child; None where there is none."""

    registered: datetime | None = None
    signed: datetime | None = None
    received: datetime | None = None
    begun: datetime | None = None
    """Of the newest report that is not signed."""
    asked: datetime | None = None
    asked_for: date | None = None


def _due(work: Work, child: Child, stay: Any, kept: Kept) -> Due:
    """Return the next report of a child."""
    signed_on, asked_on = _day(work, kept.signed), _day(work, kept.asked)
    if kept.asked and kept.signed and kept.asked <= kept.signed:
        asked_on = None
    first = max(stay.begins, _day(work, kept.registered) or stay.begins)
    due_on = months_after(signed_on or first, status_report().interval_months)
    if asked_on and kept.asked_for:
        due_on = kept.asked_for
    return Due(
        child=child,
        home=stay.home,
        unit=stay.unit,
        due_on=due_on,
        asked_on=asked_on,
        written_since=_day(work, kept.begun),
        signed_on=signed_on,
        received_on=_day(work, kept.received),
        state=_state(work, due_on, kept),
    )


def _state(work: Work, due_on: date, kept: Kept) -> State:
    """Return where a report stands."""
    days = (due_on - work.today).days
    if days < 0:
        return State.OVERDUE
    if kept.signed and not kept.received:
        return State.SIGNED
    return State.DUE if days <= status_report().soon_days else State.LATER


def _day(work: Work, moment: datetime | None) -> date | None:
    """Return the day of a moment where the reader is."""
    return moment.astimezone(work.actor.time_zone).date() if moment else None


def _stays(work: Work) -> dict[UUID, Any]:
    """Read where the children live today."""
    lived = (
        select(
            Placement.child_id,
            Placement.begins,
            Unit.name.label("unit"),
            Home.name.label("home"),
        )
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(
            scope.within(Placement, work, Permission.REPORT_READ),
            scope.lasts(Placement.begins, Placement.ends, work.today),
        )
        .execution_options(scope=Permission.REPORT_READ)
    )
    return {row.child_id: row for row in work.session.execute(lived)}


def _registered(work: Work, child_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Read when each child was registered here."""
    history = RecordHistory
    found = work.session.execute(
        select(history.record_id, func.min(history.at))
        .where(history.record_id.in_(child_ids))
        .group_by(history.record_id)
    )
    return {row[0]: row[1] for row in found}


def _kept(work: Work) -> dict[UUID, Kept]:
    """Read what is kept about each child, oldest first, so that the newest stays."""
    found: dict[UUID, Kept] = defaultdict(Kept)
    receipts = _rows(work, ReportReceipt, ReportReceipt.received_at, ReportReceipt.report_id)
    received = {row.report_id: row.received_at for row in receipts}
    signed = _rows(work, ReportSignature, ReportSignature.signed_at, ReportSignature.report_id)
    for row in signed:
        found[row.child_id].signed = row.signed_at
        found[row.child_id].received = received.get(row.report_id)
    for row in _rows(work, ReportRequest, ReportRequest.asked_at, ReportRequest.due_on):
        found[row.child_id].asked, found[row.child_id].asked_for = row.asked_at, row.due_on
    if work.actor.may_ever(Permission.REPORT_WRITE):
        finished = {row.report_id for row in signed}
        for row in _rows(work, Report, Report.begun_at, Report.id):
            if row.id not in finished:
                found[row.child_id].begun = row.begun_at
    return found


def _rows(work: Work, model: type[AboutChild], moment: Any, other: Any) -> Sequence[Any]:
    """Read the child, a moment and one thing more of each record within reach, oldest first."""
    permission = Permission.REPORT_READ
    chosen = select(model.child_id, moment, other).where(scope.within(model, work, permission))
    return work.session.execute(chosen.order_by(moment).execution_options(scope=permission)).all()
