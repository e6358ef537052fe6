"""Look back: what the sweeps of a period would have raised, had they been run then."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.flags.models import Flag
from institution.flags.services.ahead import ReadAhead
from institution.flags.services.keeping import Keeper
from institution.flags.services.looking import sweep
from institution.logs.models import ShiftLog

SWEPT_AT = time(9, 30)
"""In UTC, on the next day: the night shift has ended in the homes."""
YEAR = 365.25


@dataclass(frozen=True)
class Replayed:
    """What looking back found."""

    written: int
    """Days of a child about which something was written."""
    raised: Counter[str]
    """Flags by kind."""

    def per_year(self, flags: int) -> float:
        """Return so many flags as flags for each year that was written about."""
        return flags * YEAR / self.written if self.written else 0.0


def replay(
    work: Work, first: date, last: date, done: Callable[[int], None] = lambda _: None
) -> Replayed:
    """Sweep each day of a period in turn, with the clock of that day.

    The flags bear the dates of then: whoever calls throws the work away.

    Args:
        work: of a job.
        first: first day that is swept.
        last: last day that is swept.
        done: told of every day.
    """
    reader, keeper, before = ReadAhead(last), Keeper(), _flags(work)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        then = datetime.combine(day + timedelta(days=1), SWEPT_AT, UTC)
        sweep(replace(work, now=min(then, work.now)), day, reader, keeper)
        done(1)
    return Replayed(_written(work, first, last), _flags(work) - before)


def _flags(work: Work) -> Counter[str]:
    """Return how many flags there are of each kind."""
    counted = (
        select(Flag.kind, func.count())
        .where(scope.within(Flag, work, Permission.FLAG_RAISE))
        .group_by(Flag.kind)
        .execution_options(scope=Permission.FLAG_RAISE)
    )
    return Counter(dict(row for row in work.session.execute(counted)))


def _written(work: Work, first: date, last: date) -> int:
    """Return on how many days of a child something was written."""
    days = (
        select(ShiftLog.child_id, ShiftLog.day)
        .where(
            scope.within(ShiftLog, work, Permission.FLAG_RAISE),
            ShiftLog.day >= first,
            ShiftLog.day <= last,
        )
        .distinct()
        .subquery()
    )
    counted = select(func.count()).select_from(days)
    found = work.session.scalar(counted.execution_options(scope=Permission.FLAG_RAISE))
    return found or 0
