"""Write into a report: each save is a version of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_once
from institution.content.status_report import status_report
from institution.db.base import new_id
from institution.reports.models import Report, ReportVersion
from institution.reports.services import reading
from institution.reports.services.drafting import writer
from institution.reports.services.errors import (
    LockedError,
    OvertakenError,
    UnknownAnswerError,
)


@dataclass(frozen=True)
class NewVersion:
    """What people write into a report."""

    builds_on: int
    """Number of the version it was made from; 0 where there was none."""
    texts: Mapping[str, str]
    """Answers by key of the question; those left empty are not there."""
    childs_part: str | None = None
    comment: str | None = None
    left_out: tuple[str, ...] = ()
    """Ids of sentences of the draft."""


def write(work: Work, child_id: UUID, report_id: UUID, new: NewVersion) -> int:
    """Keep the next version; one that says the same as the newest is not kept again.

    Returns:
        The number of the version that counts.

    Raises:
        NotReachableError: no such report of this child, or not within reach.
        LockedError: it is signed.
        OvertakenError: it was made from a version that no longer counts.
        UnknownAnswerError: something that the report does not ask for.
    """
    report = reading.found(work, Permission.REPORT_WRITE, child_id, report_id)
    if report.signature:
        raise LockedError
    _check(new)
    newest = reading.newest_version(report)
    number = newest.number if newest else 0
    if new.builds_on != number:
        raise OvertakenError
    if newest and as_written(newest) == new:
        return number
    row = _row(work, report, new)
    if not save_once(work, Rows(ReportVersion, [row]), (), Action.REPORT_WRITTEN):
        raise OvertakenError
    return number + 1


def as_written(version: ReportVersion) -> NewVersion:
    """Return a version as it would be written again."""
    return NewVersion(
        version.number,
        json.loads(version.texts),
        version.childs_part,
        version.comment,
        tuple(version.left_out),
    )


def _check(new: NewVersion) -> None:
    """Refuse what the report does not ask for."""
    content = status_report()
    asked = {one.key: one.most for one in content.written}
    for key, text in new.texts.items():
        if key not in asked or len(text) > asked[key]:
            raise UnknownAnswerError(key)
    if new.childs_part not in {None, *(one.key for one in content.childs_part)}:
        raise UnknownAnswerError("childs_part")


def _row(work: Work, report: Report, new: NewVersion) -> dict[str, Any]:
    """Return the version as it is kept."""
    return {
        "id": new_id(),
        "child_id": report.child_id,
        "municipality_id": report.municipality_id,
        "home_id": report.home_id,
        "report_id": report.id,
        "number": new.builds_on + 1,
        "author_id": writer(work),
        "written_at": work.now,
        "texts": json.dumps(dict(new.texts), ensure_ascii=False),
        "childs_part": new.childs_part,
        "comment": new.comment,
        "left_out": list(new.left_out),
    }
