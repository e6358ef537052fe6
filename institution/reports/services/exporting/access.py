"""Who looked: days, times and purposes, as a child may have them: without the names of staff."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from institution.access.work import Work
from institution.audit.models import UseLog
from institution.cases.models import Child
from institution.content.status_report import status_report
from institution.reports.services.exporting.records import child_of


class LookUp(NamedTuple):
    """One look at a child's record."""

    at: datetime
    """On the clock of the place."""
    purpose: str


def look_ups(work: Work, named: str, zone: ZoneInfo, language: str) -> tuple[Child, list[LookUp]]:
    """Return a child and every look at its record, oldest first.

    Args:
        work: of operations.
        named: reference or id of the child.
        zone: whose clock the times are on.
        language: of the purposes.

    Raises:
        NotAllowedError: the actor makes no copies of records.
        NotReachableError: there is no such child.
    """
    child, content = child_of(work, named), status_report()
    found = work.session.execute(
        select(UseLog.at, UseLog.permission)
        .where(UseLog.child_id == child.id)
        .order_by(UseLog.at, UseLog.id)
    )
    return child, [
        LookUp(at.astimezone(zone).replace(microsecond=0), content.look_up(code, language))
        for at, code in found
    ]
