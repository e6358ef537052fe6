"""What tests read of the demo."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from institution.access.policy import Permission
from institution.accounts.models import Person
from institution.cases import scope
from institution.demo.loading import Options
from institution.demo.texts import texts
from institution.flags.models import Flag
from institution.logs.models import ShiftLog
from institution.logs.services import as_draft

TINY = Options(seed=3, children=5, days=30)


def logs_of(work) -> list[ShiftLog]:
    found = scope.about(ShiftLog, work, Permission.LOG_READ).order_by(ShiftLog.id)
    parts = selectinload(ShiftLog.ratings), selectinload(ShiftLog.handover)
    kept = work.session.scalars(found.options(*parts))
    # A note about several children answers nothing a shift asks, and stands for no log.
    return [log for log in kept if log.note != texts("sharing")["note"]]


def references(work) -> dict:
    return {
        c.id: c.reference for c in work.session.scalars(scope.children(work, Permission.CHILD_READ))
    }


def told(demo) -> list:
    """Return everything the logs and flags of a demo say, with names for ids."""
    with demo.work() as work:
        names = references(work)
        persons = {person.id: person.user_name for person in work.session.scalars(select(Person))}
        logs = [
            (names[log.child_id], persons[log.author_id], log.received_at, as_draft(log))
            for log in logs_of(work)
        ]
        flags = work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).all()
        raised = sorted((names[flag.child_id], flag.kind, str(flag.day)) for flag in flags)
        return [logs, raised]
