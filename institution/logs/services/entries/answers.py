"""The children's own answers, as far as the children let the reader see them."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.logs.models import ShiftLog
from institution.logs.services.entries.reading import holds
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
    work: Work, permission: Permission, child_ids: Collection[UUID], since: date, until: date
) -> list[Answer]:
    """Return the answers that the actor is allowed to see, oldest first; at most two queries.

    Args:
        work: whose reach counts.
        permission: what they are read for.
        child_ids: the children; one that is out of reach has no answers.
        since: first day.
        until: last day.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    log = ShiftLog
    statement = (
        select(log.child_id, log.day, log.child_scale, log.child_value, log.child_shares_with)
        .where(log.child_id.in_(tuple(child_ids)), log.child_scale.is_not(None))
        .where(holds(work, permission, since, until))
        .order_by(log.day, log.id)
        .execution_options(scope=permission)
    )
    rows = [row for row in work.session.execute(statement) if may_see_answer(work, row)]
    for child_id in {row.child_id for row in rows}:
        work.look_up(child_id)
    return [Answer(*row[:2], row.child_scale or "", row.child_value) for row in rows]
