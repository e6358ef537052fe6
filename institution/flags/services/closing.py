"""Close what time has answered: days that recovered, and shifts that are written again."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy.orm import selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.content.flags import flags as content
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services import gaps
from institution.flags.services.days import Days
from institution.flags.services.findings import Finding
from institution.flags.services.raising import WITHDRAWN, is_open
from institution.flags.services.recovery import recovered
from institution.flags.services.trends import Seen

RECOVERED = "recovered"
"""Answer of the job to a trend flag."""
FILLED = "filled"
"""Answer of the job to missing shifts: enough is written again, or the child has moved."""


def open_flags(work: Work) -> Sequence[Flag]:
    """Return all open flags that may close by themselves."""
    kinds = (*content().change_keys, gaps.KIND)
    return work.session.scalars(
        scope.about(Flag, work, Permission.FLAG_RAISE)
        .where(Flag.kind.in_(kinds), is_open())
        .options(selectinload(Flag.answers))
    ).all()


def close_recovered(work: Work, seen: Seen, flags: Iterable[Flag], found: Sequence[Finding]) -> int:
    """Close the flags of some children that time has answered; return how many.

    Args:
        work: of a job.
        seen: the days of the children.
        flags: open ones, also of other children.
        found: what holds on the last day.
    """
    days = seen.days
    number = {one.child_id: place for place, one in enumerate(days.children)}
    mine = [flag for flag in flags if flag.child_id in number]
    if not mine:
        return 0
    filled = gaps.filled(days)
    holding = {(one.child.child_id, one.kind) for one in found}
    closed = 0
    for flag in mine:
        place = number[flag.child_id]
        moved = days.children[place].home_id != flag.home_id
        if flag.kind == gaps.KIND:
            closed += close(work, flag, FILLED) if moved or filled[place] else 0
        elif _not_shown(flag, days) and (flag.child_id, flag.kind) not in holding:
            closed += close(work, flag, WITHDRAWN)
        elif not moved and _recovered(flag, seen, place):
            closed += close(work, flag, RECOVERED)
    return closed


def close_left(work: Work, living: Collection[UUID], flags: Iterable[Flag]) -> int:
    """Close missing shifts of children who live nowhere we know any more; return how many."""
    gone = [flag for flag in flags if flag.kind == gaps.KIND and flag.child_id not in living]
    return sum(close(work, flag, FILLED) for flag in gone)


def _not_shown(flag: Flag, days: Days) -> bool:
    """Tell whether a flag was raised on this very day, by the engine, and nobody has answered."""
    by_engine = content().kind(flag.kind).verdict is not None
    return by_engine and flag.day == days.period.last and not flag.answers


def _recovered(flag: Flag, seen: Seen, place: int) -> bool:
    since = (seen.days.period.last - flag.day).days
    levels = seen.watching.levels(seen.rows, place)
    swings = float(seen.watching.watch.filters.swings.sum[place])
    return recovered(levels, flag.evidence, since, swings)


def close(work: Work, flag: Flag, kind: str) -> int:
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
