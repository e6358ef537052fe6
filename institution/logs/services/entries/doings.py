"""On which days a child did what, as its logs say beside the levels."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.statements import Statement
from institution.logs.models import ShiftLog
from institution.logs.services.entries.reading import holds_of_child

CHIP = "activities"


def doings(
    work: Work, permission: Permission, child_id: UUID, since: date, until: date
) -> dict[str, set[int]]:
    """Return the ordinals of the days on which each activity was written; one query.

    Args:
        work: whose reach counts.
        permission: what they are read for.
        child_id: whose days.
        since: first day.
        until: last day.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    reached, asked = scope.of_child(ShiftLog, work, permission, child_id)
    asked |= {"since": since, "until": until}
    found: dict[str, set[int]] = {}
    for day, chips in _statement(reached).rows(work.session.connection(), asked):
        for code in chips.get(CHIP, ()):
            found.setdefault(code, set()).add(day.toordinal())
    if found:
        work.look_up(child_id)
    return found


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Statement:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    said = cast(ShiftLog.chips, String).contains(f'"{CHIP}"')
    return Statement(select(ShiftLog.day, ShiftLog.chips).where(holds_of_child(reached), said))
