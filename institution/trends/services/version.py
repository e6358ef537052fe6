"""A word for what is known of a child, which changes whenever something is written."""

from uuid import UUID

from sqlalchemy import bindparam, func, select

from institution.access.work import Work
from institution.audit.models import RecordHistory

CHANGES = select(func.count(), func.max(RecordHistory.at)).where(
    RecordHistory.child_id == bindparam("child_id")
)


def version(work: Work, child_id: UUID) -> str:
    """Return how many records were written about the child, and when the newest was.

    One small query on an index; every record that is kept leaves a row of history.
    """
    count, newest = work.session.execute(CHANGES, {"child_id": child_id}).one()
    return f"{count} {newest}"
