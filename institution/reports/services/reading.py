"""Read reports: the writers from the first draft on, the caseworker once it is signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.reports.models import (
    Report,
    ReportDraft,
    ReportRequest,
    ReportSignature,
    ReportVersion,
)


@dataclass(frozen=True)
class Line:
    """A report in a list."""

    id: UUID
    first: date
    last: date
    begun_at: datetime
    writer: str
    signed_at: datetime | None
    signer: str
    received_at: datetime | None


def found(work: Work, permission: Permission, child_id: UUID, report_id: UUID) -> Report:
    """Return a report with its parts.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
        NotReachableError: no such report of this child, not within reach, or not signed yet and
            read by someone who does not write it.
    """
    report = work.session.scalar(
        scope.about(Report, work, permission)
        .where(Report.id == report_id, Report.child_id == child_id)
        .options(*_parts())
        # Parts are written beside the session: one that was read before is read anew.
        .execution_options(populate_existing=True)
    )
    if report is None or not (report.signature or _may_write(work, report_id)):
        raise NotReachableError
    return report


def lines(work: Work, child_id: UUID) -> list[Line]:
    """Return the reports about a child, newest first, as far as the actor reads them."""
    reports = work.session.scalars(
        scope.about(Report, work, Permission.REPORT_READ)
        .where(Report.child_id == child_id)
        .order_by(Report.begun_at.desc())
        .options(*_parts())
    ).all()
    reports = [one for one in reports if one.signature or _may_write(work, one.id)]
    people = names(work, [person for one in reports for person in _people(one)])
    return [_line(one, people) for one in reports]


def requests(work: Work, child_id: UUID) -> Sequence[ReportRequest]:
    """Return what was asked for, newest first."""
    return work.session.scalars(
        scope.about(ReportRequest, work, Permission.REPORT_READ)
        .where(ReportRequest.child_id == child_id)
        .order_by(ReportRequest.asked_at.desc())
    ).all()


def newest_version(report: Report) -> ReportVersion | None:
    """Return what counts of what people wrote; None while nobody wrote."""
    return report.versions[-1] if report.versions else None


def _parts() -> tuple[ORMOption, ...]:
    """Return that the parts are read too, their large texts only when they are asked for."""
    return (
        selectinload(Report.drafts).options(defer(ReportDraft.body_sealed)),
        selectinload(Report.versions).options(defer(ReportVersion.texts_sealed)),
        selectinload(Report.signature).options(
            defer(ReportSignature.document_sealed), defer(ReportSignature.file_sealed)
        ),
        selectinload(Report.receipt),
    )


def _may_write(work: Work, report_id: UUID) -> bool:
    """Tell whether the actor is among those who write the report."""
    if not work.actor.may_ever(Permission.REPORT_WRITE):
        return False
    within = scope.within(Report, work, Permission.REPORT_WRITE)
    statement = select(Report.id).where(within, Report.id == report_id)
    options = {"scope": Permission.REPORT_WRITE}
    return work.session.scalar(statement.execution_options(**options)) is not None


def _people(report: Report) -> list[UUID]:
    """Return who wrote and signed a report."""
    signer = [report.signature.signer_id] if report.signature else []
    return [report.author_id, *signer]


def _line(report: Report, people: dict[UUID, str]) -> Line:
    """Return a report as a list shows it."""
    draft, signature, receipt = report.drafts[-1], report.signature, report.receipt
    return Line(
        id=report.id,
        first=draft.first,
        last=draft.last,
        begun_at=report.begun_at,
        writer=people.get(report.author_id, ""),
        signed_at=signature.signed_at if signature else None,
        signer=people.get(signature.signer_id, "") if signature else "",
        received_at=receipt.received_at if receipt else None,
    )
