"""What the caseworker does: ask for a report, and say that it has come."""

from datetime import date, timedelta
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save, save_once
from institution.cases import scope
from institution.cases import services as cases
from institution.db.base import new_id
from institution.reports.models import ReportReceipt, ReportRequest
from institution.reports.services import reading
from institution.reports.services.drafting import writer
from institution.reports.services.errors import NoPlaceError, PeriodError


def ask(work: Work, child_id: UUID, due_on: date, text: str | None = None) -> ReportRequest:
    """Ask the home in which a child lives for a report; asking for the same again changes nothing.

    Raises:
        NotAllowedError, NotReachableError: the actor does not hold the case of this child.
        PeriodError: the day is over.
        NoPlaceError: the child lives in no home.
    """
    child = scope.child(work, Permission.REPORT_RECEIVE, child_id)
    if due_on < work.today:
        raise PeriodError
    place = cases.placement_on(work, Permission.REPORT_RECEIVE, child_id, work.today)
    if place is None:
        raise NoPlaceError
    for same in _asked_today(work, child.id, due_on):
        if same.text == text:
            return same
    request = ReportRequest(
        child_id=child.id,
        municipality_id=child.municipality_id,
        home_id=place.unit.home_id,
        asker_id=writer(work),
        asked_at=work.now,
        due_on=due_on,
        text=text,
    )
    save(work, request, Action.REPORT_REQUESTED)
    return request


def _asked_today(work: Work, child_id: UUID, due_on: date) -> list[ReportRequest]:
    """Return what the actor has asked for within a day, for the same child and day."""
    asked = scope.about(ReportRequest, work, Permission.REPORT_RECEIVE).where(
        ReportRequest.child_id == child_id,
        ReportRequest.asker_id == work.actor.id,
        ReportRequest.due_on == due_on,
        ReportRequest.asked_at > work.now - timedelta(days=1),
    )
    return list(work.session.scalars(asked))


def receive(work: Work, child_id: UUID, report_id: UUID, text: str | None = None) -> bool:
    """Say that a signed report has come; saying it again changes nothing.

    Returns:
        Whether it was said for the first time.

    Raises:
        NotReachableError: no such signed report of this child, or not within reach.
    """
    report = reading.found(work, Permission.REPORT_RECEIVE, child_id, report_id)
    row = {
        "id": new_id(),
        "child_id": report.child_id,
        "municipality_id": report.municipality_id,
        "home_id": report.home_id,
        "report_id": report.id,
        "receiver_id": writer(work),
        "received_at": work.now,
        "text": text,
    }
    return save_once(work, Rows(ReportReceipt, [row]), (), Action.REPORT_RECEIVED)
