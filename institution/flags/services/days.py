"""The recent days of some children as arrays: what their homes wrote, without what was corrected.

Only what was written since a child came to its home counts, so that its usual level is the one it
has there, and nothing from an earlier home shows through a flag.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.daily_log import daily_log
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence
from institution.logs.services.entries import Entries, LogRows, entries
from institution.stats.arrays import Bools, Shape


class Days(NamedTuple):
    """Some days of some children."""

    children: tuple[Residence, ...]
    period: Period
    logs: LogRows
    """Their days are numbered from 0, the first of the period."""
    entries: Entries
    """What was read; its logs may be more."""

    @property
    def shape(self) -> Shape:
        """Return children, days and dimensions."""
        return len(self.children), self.period.days, len(daily_log().dimension_keys)


def read(work: Work, children: Sequence[Residence], period: Period) -> Days:
    """Return what was written about some children in some days."""
    ids = [one.child_id for one in children]
    found = entries(work, Permission.FLAG_RAISE, ids, *period)
    came = np.array([one.came.toordinal() for one in children], dtype=np.int64)
    logs = found.logs
    early = logs.day < came[logs.child]
    logs = logs.rows(~early) if early.any() else logs
    return Days(tuple(children), period, _from(logs, period.first.toordinal()), found)


def within(days: Days, period: Period) -> Days:
    """Return the part of some days that lies in a period of theirs."""
    offset, day = (period.first - days.period.first).days, days.logs.day
    kept = (day >= offset) & (day < offset + period.days)
    return days._replace(period=period, logs=_from(days.logs.rows(kept), offset))


def log_ids(days: Days, chosen: Bools) -> list[str]:
    """Return the ids of some logs, in the order in which they were made."""
    return sorted(str(one) for one in days.entries.log_ids(days.logs.log[chosen]))


def _from(logs: LogRows, first: int) -> LogRows:
    """Return logs with their days numbered from another."""
    return logs._replace(day=logs.day - first)
