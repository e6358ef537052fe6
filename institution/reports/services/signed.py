"""The signed reports of a child, for a timeline: when, and until when they tell."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.reports.models import Report, ReportSignature

READ = Permission.REPORT_READ


class SignedReport(NamedTuple):
    """A report that is locked."""

    report_id: UUID
    signed_at: datetime
    last: date
    """The last day that it tells of."""


def signed_reports(work: Work, child_id: UUID) -> list[SignedReport]:
    """Return the signed reports of a child within reach.

    Raises:
        NotAllowedError: no role of the actor ever reads reports.
    """
    if Report not in scope.kinds(work, READ, child_id):
        return []
    statement = _statement(scope.within(ReportSignature, work, READ))
    found = work.session.connection().execute(statement, {"of_child": child_id}).all()
    work.look_up(child_id)
    return [SignedReport(*row) for row in found]


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    one = ReportSignature
    of_child = one.child_id == bindparam("of_child", type_=Uuid())
    return select(one.report_id, one.signed_at, one.last).where(of_child, reached)
