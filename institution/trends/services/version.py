"""A word for what is known of a child, which changes whenever something is written."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, select

from institution.access.work import Work
from institution.audit.models import RecordHistory

LONGEST = timedelta(hours=1)
"""That anything takes from its beginning, whose time it bears, until it is kept."""
CHANGES = select(func.count(), func.max(RecordHistory.at)).where(
    RecordHistory.child_id == bindparam("child_id"), RecordHistory.at >= bindparam("since")
)


def version(work: Work, child_id: UUID) -> str:
    """Return a word that changes with every hour, and within it with every record about the child.

    One small query on an index, however much is known: every record that is kept leaves a row of
    history, and what is older than the hour was there when the hour began.
    """
    hour = work.now.replace(minute=0, second=0, microsecond=0)
    asked = {"child_id": child_id, "since": hour - LONGEST}
    count, newest = work.session.connection().execute(CHANGES, asked).one()
    return f"{hour} {count} {newest}"
