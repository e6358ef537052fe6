"""How often people of a home found a flag worth their time, by kind.

It is shown to them, and changes nothing by itself.
"""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.flags import flags as content
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services.choosing import managed

LATELY = timedelta(days=365)
NOT_USEFUL = frozenset({"not_relevant", "data_error"})
"""Answers, and reasons for closing, that say that a flag pointed at nothing."""


class Usefulness(NamedTuple):
    """What became of the flags of one kind that people answered in the past year."""

    kind: str
    """Key in the flags content."""
    answered: int
    useful: int
    """Those that nobody called an error or not relevant."""


def usefulness(work: Work, home_id: UUID) -> list[Usefulness]:
    """Return what people of a home found, in the order of the content.

    Only counts are read: nothing of any child is shown.

    Raises:
        NotAllowedError: no role of the actor ever manages a home.
        NotReachableError: no such home, or not within reach.
    """
    managed(work, home_id)
    return usefulness_within_reach(work, home_id)


def usefulness_within_reach(work: Work, home_id: UUID) -> list[Usefulness]:
    """Return the same of the children of a home whose flags the actor reads.

    Raises:
        NotAllowedError: no role of the actor ever reads flags.
    """
    statement = (
        select(Flag.id, Flag.kind, FlagAnswer.kind, FlagAnswer.reason)
        .join(FlagAnswer, FlagAnswer.flag_id == Flag.id)
        .where(
            scope.within(Flag, work, Permission.FLAG_READ),
            Flag.home_id == home_id,
            FlagAnswer.author_id.is_not(None),
            FlagAnswer.answered_at >= work.now - LATELY,
        )
        .execution_options(scope=Permission.FLAG_READ)
    )
    said: dict[tuple[str, UUID], set[str | None]] = defaultdict(set)
    for flag_id, kind, answer, reason in work.session.execute(statement):
        said[kind, flag_id] |= {answer, reason}
    return [
        _counted(one.key, said) for one in content().kinds if any(one.key == k for k, _ in said)
    ]


def _counted(kind: str, said: dict[tuple[str, UUID], set[str | None]]) -> Usefulness:
    """Return the counts of one kind."""
    answers = [one for (key, _), one in said.items() if key == kind]
    return Usefulness(kind, len(answers), sum(not one & NOT_USEFUL for one in answers))
