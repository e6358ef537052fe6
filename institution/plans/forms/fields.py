"""Days and numbers, with words of our own when they are none."""

from typing import Any

from flask_babel import gettext as _
from wtforms import DateField, DecimalField


class Day(DateField):
    """A day, with our own words when it is not one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day.

        Raises:
            ValueError: it is not one.
        """
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write the day as year-month-day, such as 2026-11-22")) from None


class Number(DecimalField):
    """A number with comma or point."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number.

        Raises:
            ValueError: it is not one.
        """
        try:
            super().process_formdata([value.replace(",", ".") for value in valuelist])
        except ValueError:
            raise ValueError(_("Write a number, such as 2.5")) from None
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(_("Write a number, such as 2.5"))
