"""The form of what is done for a goal."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms import Form as BaseForm
from wtforms.validators import Optional

from institution.plans.forms.fields import text, within_reason
from institution.plans.services import Support
from institution.web.fields import DayField
from institution.web.forms import stripped


class SupportForm(BaseForm):
    """One support; an entry without words is none."""

    what = TextAreaField(_l("What we do"), validators=text(500))
    who = StringField(_l("Who does it"), validators=[Optional(), *text(120)])
    begins_on = DayField(_l("Begins"), validators=[Optional(), within_reason])
    ends_on = DayField(_l("Ends, if that is agreed"), validators=[Optional(), within_reason])

    @property
    def said(self) -> bool:
        """Tell whether something is filled in."""
        return any(field.data for field in self)

    def validate_what(self, field: Field) -> None:
        """Ask what is done where the rest is filled in."""
        if self.said and not stripped(field.data):
            raise ValidationError(_("Write what we do"))

    def validate_ends_on(self, field: Field) -> None:
        """Keep the days in order."""
        if field.data and self.begins_on.data and field.data < self.begins_on.data:
            raise ValidationError(_("The end must not come before the beginning"))

    def support(self, starts_on: date) -> Support:
        """Return what the valid form says.

        Args:
            starts_on: of the goal, where the support has no day of its own.
        """
        what: Any = stripped(self.what.data)
        begins = self.begins_on.data or starts_on
        return Support(what, begins, stripped(self.who.data), self.ends_on.data)
