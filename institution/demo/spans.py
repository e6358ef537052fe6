"""The days of the demo, up to the shift that is running."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from institution.content.daily_log import daily_log
from institution.demo.placing import TIME_ZONE

SETTLED_IN = timedelta(hours=1)
"""After so long some children of the running shift are logged."""


@dataclass(frozen=True)
class Span:
    """The days of the demo, and the shift that is running."""

    first: date
    last: date
    """Day of the running shift."""
    running: str
    """Key of the running shift."""
    half_logged: bool
    """Whether it has run so long that some children are logged."""

    def shifts(self) -> Iterator[tuple[date, str]]:
        """Yield all shifts that have ended, in order."""
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            for shift in daily_log().shifts:
                if (day, shift.key) == (self.last, self.running):
                    return
                yield day, shift.key


def span_up_to(now: datetime, days: int) -> Span:
    """Return so many days, up to the shift that is running."""
    zone = ZoneInfo(TIME_ZONE)
    last, running = daily_log().shift_at(now, zone)
    runs_long = now - running.begins_at(last, zone) > SETTLED_IN
    return Span(last - timedelta(days=days - 1), last, running.key, runs_long)
