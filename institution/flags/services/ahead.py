"""Read many days at once, for looking at one after the other."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import compress

import numpy as np

from institution.access.work import Work
from institution.flags.services.days import Days, Logs, read
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence

AT_ONCE = timedelta(days=90)
"""Days read further than asked, so that memory does not grow with the period."""


class ReadAhead:
    """Reads what was written as `read` does, but keeps the days after for the next look.

    What was corrected later counts as corrected from the first day.
    """

    def __init__(self, last: date) -> None:
        """Read until `last` at most."""
        self._last = last
        self._kept: dict[tuple[Residence, ...], Days] = {}

    def __call__(self, work: Work, children: Sequence[Residence], period: Period) -> Days:
        """Return what was written about some children in some days."""
        kept = self._kept.get(tuple(children))
        if kept is None or kept.period.last < period.last:
            ahead = Period(period.first, max(period.last, min(self._last, period.last + AT_ONCE)))
            kept = read(work, children, ahead, living_on=period.last)
            self._kept = {known: days for known, days in self._kept.items() if days.period == ahead}
            self._kept[tuple(children)] = kept
        return within(kept, period)


def within(days: Days, period: Period) -> Days:
    """Return the part of some days that lies in a period of theirs."""
    logs, offset = days.logs, (period.first - days.period.first).days
    number = logs.day - offset
    here = (number >= 0) & (number < period.days)
    row = np.cumsum(here) - 1
    rated = here[days.log]
    part = Logs(
        ids=tuple(compress(logs.ids, here.tolist())),
        child=logs.child[here],
        day=number[here],
        shift=logs.shift[here],
        rater=logs.rater[here],
        used=logs.used[here],
        here=logs.here[here],
    )
    ratings = days.ratings.rows(rated)
    ratings = ratings._replace(day=ratings.day - offset)
    return Days(days.children, period, part, ratings, row[days.log[rated]])
