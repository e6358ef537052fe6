"""Begin a report, and gather again what the records say."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save, save_once
from institution.cases import scope
from institution.cases import services as cases
from institution.db.base import new_id
from institution.reports.models import Report, ReportDraft, ReportSignature
from institution.reports.services import reading
from institution.reports.services.bodies import as_body
from institution.reports.services.errors import (
    AlreadyBegunError,
    LockedError,
    NoPlaceError,
    OvertakenError,
    PeriodError,
)
from institution.reports.services.gathering import gather

SHORTEST, LONGEST = 7, 731
"""Days of a period."""
LANGUAGES = ("da", "en")


@dataclass(frozen=True)
class Period:
    """What a draft is to tell of, and in which language."""

    first: date
    last: date
    language: str = "da"


def begin(work: Work, child_id: UUID, period: Period) -> Report:
    """Begin a report with its first draft.

    Raises:
        NotAllowedError, NotReachableError: the actor writes no reports about this child.
        AlreadyBegunError: one is being written.
        NoPlaceError: the child lives in no home.
        PeriodError: the period cannot be.
    """
    child = scope.child(work, Permission.REPORT_WRITE, child_id)
    _check(work, period)
    if begun := being_written(work, child_id):
        raise AlreadyBegunError(begun)
    place = cases.placement_on(work, Permission.REPORT_WRITE, child_id, work.today)
    if place is None:
        raise NoPlaceError
    report = Report(
        child_id=child.id,
        municipality_id=child.municipality_id,
        home_id=place.unit.home_id,
        author_id=writer(work),
        begun_at=work.now,
    )
    save(work, report, Action.REPORT_GATHERED)
    work.session.flush()
    _draft(work, report, period)
    return report


def gather_again(work: Work, child_id: UUID, report_id: UUID, period: Period) -> None:
    """Gather anew, also for another period; what people wrote stays.

    Where the records still say the same, nothing is kept.

    Raises:
        NotReachableError: no such report of this child, or not within reach.
        LockedError: it is signed.
        OvertakenError: somebody gathered at the same time.
        PeriodError: the period cannot be.
    """
    report = reading.found(work, Permission.REPORT_WRITE, child_id, report_id)
    if report.signature:
        raise LockedError
    _check(work, period)
    _draft(work, report, period, report.drafts[-1])


def being_written(work: Work, child_id: UUID) -> UUID | None:
    """Return the report about the child that is not signed yet; None where there is none."""
    signed = select(ReportSignature.id).where(ReportSignature.report_id == Report.id).exists()
    return work.session.scalar(
        select(Report.id)
        .where(
            scope.within(Report, work, Permission.REPORT_WRITE),
            Report.child_id == child_id,
            ~signed,
        )
        .order_by(Report.begun_at)
        .limit(1)
        .execution_options(scope=Permission.REPORT_WRITE)
    )


def writer(work: Work) -> UUID:
    """Return who writes; a job writes no reports.

    Raises:
        NotReachableError: it is a job.
    """
    if work.actor.id is None:
        raise NotReachableError
    return work.actor.id


def _check(work: Work, period: Period) -> None:
    """Refuse a period that cannot be."""
    days = (period.last - period.first).days + 1
    if not SHORTEST <= days <= LONGEST or period.last > work.today:
        raise PeriodError
    if period.language not in LANGUAGES:
        raise PeriodError


def _draft(work: Work, report: Report, period: Period, before: ReportDraft | None = None) -> None:
    """Keep what the records say, unless the draft before says just that."""
    days = (period.first, period.last)
    body = as_body(gather(work, report.child_id, days, report.id, period.language))
    if before and vars(period).items() <= vars(before).items() and before.body == body:
        return
    row = {
        "id": new_id(),
        "child_id": report.child_id,
        "municipality_id": report.municipality_id,
        "home_id": report.home_id,
        "report_id": report.id,
        "number": before.number + 1 if before else 1,
        "author_id": writer(work),
        "gathered_at": work.now,
        "first": period.first,
        "last": period.last,
        "language": period.language,
        "body": body,
    }
    if not save_once(work, Rows(ReportDraft, [row]), (), Action.REPORT_GATHERED):
        raise OvertakenError
