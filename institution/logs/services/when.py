"""A shift of a day, and the ones before and after it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from institution.content.daily_log import daily_log
from institution.logs.models import Shift

ORDER = tuple(Shift)
"""The shifts in the order of the day."""


@dataclass(frozen=True)
class When:
    """A shift of a day."""

    day: date
    shift: Shift

    def before(self) -> "When":
        """Return the shift before."""
        at = ORDER.index(self.shift)
        return When(self.day - timedelta(days=at == 0), ORDER[at - 1])

    def after(self) -> "When":
        """Return the shift after."""
        at = (ORDER.index(self.shift) + 1) % len(ORDER)
        return When(self.day + timedelta(days=at == 0), ORDER[at])

    def begins_at(self, zone: ZoneInfo) -> datetime:
        """Return when it begins in a home in `zone`, in UTC."""
        return daily_log().shift(self.shift).begins_at(self.day, zone)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """Return when it ends in a home in `zone`, in UTC."""
        return daily_log().shift(self.shift).ends_at(self.day, zone)
