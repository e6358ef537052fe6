"""Read some logs of a child by their ids, as they stand now."""

from collections.abc import Collection
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.logs.models import ShiftLog
from institution.logs.services.reading import Entry, about, as_entries

MOST_CORRECTIONS = 20
"""That are followed from one log to what replaced it."""


def chosen_logs(work: Work, child_id: UUID, ids: Collection[UUID], most: int) -> tuple[Entry, ...]:
    """Return some logs of a child, each as its last correction says it, the newest first.

    Args:
        work: whose reach counts; a log out of reach is left out.
        child_id: whose logs.
        ids: of the logs.
        most: how many are returned.

    Raises:
        NotAllowedError: no role of the actor ever reads logs.
    """
    if not ids:
        return ()
    standing = _standing(work, child_id, set(ids))
    logs = work.session.scalars(
        about(work, child_id)
        .where(ShiftLog.id.in_(standing))
        .order_by(ShiftLog.day.desc(), ShiftLog.received_at.desc())
        .limit(most)
    ).all()
    people = names(work, [log.author_id for log in logs])
    return as_entries(work, logs, {}, people)


def _standing(work: Work, child_id: UUID, ids: set[UUID]) -> set[UUID]:
    """Return the ids of what stands today in place of some logs."""
    for _ in range(MOST_CORRECTIONS):
        later = work.session.scalars(
            scope.about(ShiftLog, work, Permission.LOG_READ).where(
                ShiftLog.child_id == child_id, ShiftLog.corrects_id.in_(ids)
            )
        ).all()
        if not later:
            break
        ids = (ids - {log.corrects_id for log in later}) | {log.id for log in later}
    return ids
