"""What a child answered on a scale on its own page, for the pictures of its days."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.logs.services.entries import Answer
from institution.logs.services.voice import may_see_answer
from institution.voice.models import Voice, VoiceReading


def opened_answers(work: Work, child_id: UUID, since: date, until: date) -> list[Answer]:
    """Return the answers that the actor has opened, oldest first; at most three queries.

    What was not opened yet is in no picture: the child could not see who read it there.

    Args:
        work: of the reader.
        child_id: whose answers.
        since: first day, by the clock of the reader.
        until: last day.
    """
    permission = Permission.VOICE_READ
    if not work.actor.may_ever(permission) or Voice not in scope.kinds(work, permission, child_id):
        return []
    statement = _statement(scope.within(Voice, work, permission))
    asked = {"of_child": child_id, "by": work.actor.id}
    rows = work.session.connection().execute(statement, asked).all()
    found = [
        Answer(child_id, row.said_at.astimezone(work.actor.time_zone).date(), row.scale, row.value)
        for row in rows
        if may_see_answer(work, row)
    ]
    return [one for one in found if since <= one.day <= until]


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    by_reader = VoiceReading.person_id == bindparam("by", type_=Uuid())
    read = select(VoiceReading.id).where(VoiceReading.voice_id == Voice.id, by_reader)
    chosen = Voice.shares_with.label("child_shares_with")
    return (
        select(Voice.child_id, Voice.said_at, Voice.scale, Voice.value, chosen)
        .where(
            Voice.child_id == bindparam("of_child", type_=Uuid()),
            Voice.scale.is_not(None),
            reached,
            read.exists(),
        )
        .order_by(Voice.said_at, Voice.id)
    )
