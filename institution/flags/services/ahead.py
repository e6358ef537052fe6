"""Read many days at once, for looking at one after the other."""

from collections.abc import Sequence
from datetime import date, timedelta

from institution.access.work import Work
from institution.flags.services.days import Days, read, within
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
            kept = read(work, children, ahead)
            self._kept = {known: days for known, days in self._kept.items() if days.period == ahead}
            self._kept[tuple(children)] = kept
        return within(kept, period)
