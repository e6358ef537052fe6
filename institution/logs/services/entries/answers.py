"""The children's own answers, as far as the children let the reader see them."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.statements import Statement
from institution.logs.models import ShiftLog
from institution.logs.services.entries.reading import holds_of_child
from institution.logs.services.voice import may_see_answer


class Answer(NamedTuple):
    """What a child said about its own day."""

    child_id: UUID
    day: date
    scale: str
    """Key of the version of the question."""
    value: int | None
    """On that scale; None where the child skipped it."""


def answers(
    work: Work, permission: Permission, child_id: UUID, since: date, until: date
) -> list[Answer]:
    """Return a child's answers that the actor is allowed to see, oldest first; at most two queries.

    Args:
        work: whose reach counts.
        permission: what they are read for.
        child_id: whose answers; a child that is out of reach has none.
        since: first day.
        until: last day.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    reached, asked = scope.of_child(ShiftLog, work, permission, child_id)
    asked |= {"since": since, "until": until}
    found = _statement(reached).rows(work.session.connection(), asked)
    rows = [row for row in found if may_see_answer(work, row)]
    if rows:
        work.look_up(child_id)
    return [Answer(child_id, row.day, row.child_scale, row.child_value) for row in rows]


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Statement:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    log = ShiftLog
    columns = (log.child_id, log.day, log.child_scale, log.child_value, log.child_shares_with)
    chosen = select(*columns).where(log.child_scale.is_not(None), holds_of_child(reached))
    return Statement(chosen.order_by(log.day, log.id))
