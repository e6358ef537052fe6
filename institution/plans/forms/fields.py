"""Numbers and texts of a plan, with words of our own when something is wrong."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, Field, SelectField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length

from institution.web.forms import plain_text


def text(most: int) -> list[Any]:
    """Return the checks of a written text."""
    told = _l("At most %(max)s characters", max=most)
    return [Length(max=most, message=told), plain_text]


FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
"""Of a plan: what lies outside was typed wrongly, and would make the picture of a goal endless."""


def day(asked: Any) -> list[Any]:
    """Return the checks of a day that must be given."""
    return [InputRequired(asked), within_reason]


def within_reason(_form: BaseForm, field: Field) -> None:
    """Refuse a day that no plan can have.

    Raises:
        ValidationError: it lies too far away.
    """
    if field.data is not None and not FIRST <= field.data <= LAST:
        raise ValidationError(_("This day is too far away: look at the year"))


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


class Choose(SelectField):
    """One answer of a list, or none; a list that was not sent is not answered."""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 (WTForms names it)
        """Refuse an answer that is not offered.

        Raises:
            ValidationError: it is not among the choices.
        """
        self.data = self.data or ""
        if self.data and self.data not in [one[0] for one in self.iter_choices()]:
            raise ValidationError(_("Choose one of the answers that are offered"))
