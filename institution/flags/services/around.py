"""What else changed around a child when a flag says its days did; it explains nothing by itself."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

import numpy as np

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Placement
from institution.content.flags import flags as content
from institution.flags.models import Flag
from institution.flags.services.gaps import HABIT_SHARE
from institution.flags.services.period import Period
from institution.logs.services.entries import LogRows, entries
from institution.stats.arrays import Ints

AROUND = timedelta(days=7)
"""Days before and from the begin that count as that time."""
BEFORE = 56
"""Days without a log after which an adult counts as new to the child."""


class Around(NamedTuple):
    """What changed in the fourteen days around a begin."""

    new_adults: int
    """Who wrote about the child and had not for eight weeks; 0 where nobody wrote before."""
    moved_on: date | None
    missing: int
    """Shifts without a log, of those that were written about before."""
    expected: int


def around(work: Work, flag: Flag) -> Around | None:
    """Return what else changed when a change began.

    None for a flag that tells of no change of days, and for who reads no log of that time.
    """
    if flag.kind not in content().change_keys or flag.since is None:
        return None
    if not work.actor.may_ever(Permission.LOG_READ):
        return None
    time = _time(work, flag.since)
    first = time.first - timedelta(days=BEFORE)
    logs = entries(work, Permission.LOG_READ, [flag.child_id], first, time.last).logs
    if not len(logs.day):
        return None
    logs = logs._replace(day=logs.day - time.first.toordinal())
    return Around(_new_adults(logs), _moved(work, flag.child_id, time), *_missing(logs, time))


def _time(work: Work, since: date) -> Period:
    """Return the days around a begin that are over."""
    last = min(since + AROUND - timedelta(days=1), work.today - timedelta(days=1))
    return Period(since - AROUND, last)


def _new_adults(logs: LogRows) -> int:
    """Return how many wrote for the first time in long; days are numbered from the time on."""
    if not (logs.day < 0).any():
        return 0
    wrote = np.unique(logs.rater[logs.day >= 0]).tolist()
    return sum(_is_new(logs.day[logs.rater == one]) for one in wrote)


def _is_new(days: Ints) -> bool:
    first = days[days >= 0].min()
    return not ((days < first) & (days >= first - BEFORE)).any()


def _missing(logs: LogRows, time: Period) -> tuple[int, int]:
    """Return how many shifts have no log, and how many were to be expected."""
    pairs = np.unique(np.stack((logs.shift, logs.day)), axis=1)
    shifts, before = pairs[0], pairs[1] < 0
    usual = [one for one in np.unique(shifts) if _share(shifts[before], one) >= HABIT_SHARE]
    expected = len(usual) * max(time.days, 0)
    return expected - int(np.isin(shifts[~before], usual).sum()), expected


def _share(shifts: Ints, one: int) -> float:
    """Return on which share of the days before a shift was written about."""
    return float((shifts == one).sum()) / BEFORE


def _moved(work: Work, child_id: UUID, time: Period) -> date | None:
    """Return the last day at that time on which the child moved in somewhere."""
    return work.session.scalar(
        scope.about(Placement, work, Permission.FLAG_READ)
        .where(Placement.child_id == child_id, Placement.begins.between(*time))
        .with_only_columns(Placement.begins)
        .order_by(Placement.begins.desc())
        .limit(1)
    )
