"""Close what time has answered: days that recovered, and shifts that are written again."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.content.flags import flags as content
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services import gaps
from institution.flags.services.days import Days
from institution.flags.services.raising import is_open
from institution.flags.services.recovery import recovered
from institution.stats.arrays import Floats
from institution.stats.series import day_levels

RECOVERED = "recovered"
"""Answer of the job to a trend flag."""
FILLED = "filled"
"""Answer of the job to missing shifts: enough is written again, or the child has moved."""


def open_flags(work: Work) -> Sequence[Flag]:
    """Return all open flags that may close by themselves."""
    kinds = (*content().trend_keys, gaps.KIND)
    return work.session.scalars(
        scope.about(Flag, work, Permission.FLAG_RAISE).where(Flag.kind.in_(kinds), is_open())
    ).all()


def close_recovered(work: Work, days: Days, flags: Iterable[Flag]) -> int:
    """Close the flags of some children that time has answered; return how many."""
    number = {one.child_id: place for place, one in enumerate(days.children)}
    mine = [flag for flag in flags if flag.child_id in number]
    if not mine:
        return 0
    filled = gaps.filled(days)
    levels = day_levels(days.ratings, days.shape)
    closed = 0
    for flag in mine:
        place = number[flag.child_id]
        moved = days.children[place].home_id != flag.home_id
        if flag.kind == gaps.KIND and (moved or filled[place]):
            closed += _close(work, flag, FILLED)
        elif flag.kind != gaps.KIND and not moved and _recovered(flag, days, levels[place]):
            closed += _close(work, flag, RECOVERED)
    return closed


def close_left(work: Work, living: Collection[UUID], flags: Iterable[Flag]) -> int:
    """Close missing shifts of children who live nowhere we know any more; return how many."""
    gone = [flag for flag in flags if flag.kind == gaps.KIND and flag.child_id not in living]
    return sum(_close(work, flag, FILLED) for flag in gone)


def _recovered(flag: Flag, days: Days, levels: Floats) -> bool:
    return recovered(levels, flag.evidence, (days.period.last - flag.day).days)


def _close(work: Work, flag: Flag, kind: str) -> int:
    """Answer as the job that looked; return 1."""
    answer = FlagAnswer(
        child_id=flag.child_id,
        municipality_id=flag.municipality_id,
        home_id=flag.home_id,
        flag_id=flag.id,
        kind=kind,
        closes=True,
        answered_at=work.now,
    )
    save(work, answer, Action.FLAG_ANSWERED)
    return 1
