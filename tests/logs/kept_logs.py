"""Logs as they are kept."""

from institution.access.policy import Permission
from institution.cases import scope
from institution.logs.models import ShiftLog


def logs(work, child):
    return work.session.scalars(
        scope.about(ShiftLog, work, Permission.LOG_READ)
        .where(ShiftLog.child_id == child.id)
        .order_by(ShiftLog.id)
    ).all()
