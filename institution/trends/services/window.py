"""Which days a page shows, and which it has to read for that."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from institution.stats.usual import Period as BaselinePeriod
from institution.stats.weekly import WEEK, monday

REACH = BaselinePeriod().reach
"""Days before the first one shown that its usual level is made of."""
EARLIEST = date(2000, 1, 1)


class Period(StrEnum):
    """How far back a page goes."""

    FOUR_WEEKS = "4w"
    TWELVE_WEEKS = "12w"
    HALF_YEAR = "6m"
    YEAR = "1y"
    ALL = "all"


DAYS = {
    Period.FOUR_WEEKS: 28,
    Period.TWELVE_WEEKS: 84,
    Period.HALF_YEAR: 182,
    Period.YEAR: 364,
}


class Window(NamedTuple):
    """Days as ordinals, whole weeks at the start."""

    first: int
    """The Monday on which the picture begins."""
    last: int
    """Today."""

    @property
    def read_from(self) -> int:
        """Return the first day that must be read."""
        return self.first - REACH

    @property
    def days(self) -> int:
        """Return how many days are shown."""
        return self.last - self.first + 1

    @property
    def weeks(self) -> int:
        """Return how many weeks are shown, the current one included."""
        return -(-self.days // WEEK)


def window(period: Period, today: date, earliest: date | None) -> Window:
    """Return the days of a period.

    Args:
        period: how far back.
        today: the last day.
        earliest: the first day with a log; counts for the whole time only. None: no log.
    """
    last = today.toordinal()
    if period is not Period.ALL:
        return Window(monday(last - DAYS[period] + 1), last)
    shortest = monday(last - DAYS[Period.FOUR_WEEKS] + 1)
    return Window(min(monday((earliest or today).toordinal()), shortest), last)
