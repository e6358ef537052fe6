"""Days and shifts in addresses."""

from datetime import date

from werkzeug.routing import BaseConverter, ValidationError

from institution.logs.models import Shift

EARLIEST, LATEST = 1900, 2199
"""Years that addresses name; the days around them can be reckoned with."""


class DayConverter(BaseConverter):
    """A day such as 2026-11-22."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the day; an impossible one, or one no child has lived on, is no address."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ValidationError from None
        if not EARLIEST <= day.year <= LATEST:
            raise ValidationError
        return day

    def to_url(self, value: date) -> str:
        """Return the day as it stands in an address."""
        return value.isoformat()


class ShiftConverter(BaseConverter):
    """The code of a shift."""

    regex = "|".join(Shift)

    def to_python(self, value: str) -> Shift:
        """Return the shift."""
        return Shift(value)

    def to_url(self, value: Shift) -> str:
        """Return the shift as it stands in an address."""
        return Shift(value).value
