"""When a child said something, for a timeline of those whom it let read it: kinds alone."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, bindparam, or_, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.voice.models import Voice
from institution.voice.services.opening import READ_AS


class Outline(NamedTuple):
    """Something a child said, without its words."""

    id: UUID
    kind: str
    said_at: datetime


def outlines(work: Work, child_id: UUID) -> list[Outline]:
    """Return what a child lets the actor read, without what is in it; the rest is not counted.

    Raises:
        NotAllowedError: no role of the actor ever reads what children say.
    """
    if Voice not in scope.kinds(work, Permission.VOICE_READ, child_id):
        return []
    reached = tuple(
        (chosen, scope.within(Voice, work, permission))
        for chosen, permission in READ_AS.items()
        if work.actor.may_ever(permission)
    )
    found = work.session.connection().execute(_statement(reached), {"of_child": child_id}).all()
    work.look_up(child_id)
    return [Outline(*row) for row in found]


@lru_cache
def _statement(reached: Sequence[tuple[str, ColumnElement[bool]]]) -> Select[*tuple[Any, ...]]:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    readable = or_(*(and_(Voice.shares_with == chosen, within) for chosen, within in reached))
    return select(Voice.id, Voice.kind, Voice.said_at).where(
        Voice.child_id == bindparam("of_child", type_=Uuid()), readable
    )
