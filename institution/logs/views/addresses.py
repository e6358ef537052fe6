"""Days and shifts in addresses."""

from datetime import date

from werkzeug.routing import BaseConverter, ValidationError

from institution.logs.models import Shift


class DayConverter(BaseConverter):
    """A day such as 2026-11-22."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the day; an impossible one is no address."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError from None

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
