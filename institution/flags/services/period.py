"""A stretch of days."""

from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """Some days."""

    first: date
    last: date

    @classmethod
    def until(cls, last: date, days: int) -> "Period":
        """Return the `days` days that end on `last`."""
        return cls(last - timedelta(days=days - 1), last)

    @property
    def days(self) -> int:
        """Return how many days there are."""
        return (self.last - self.first).days + 1
