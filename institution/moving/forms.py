"""What the caseworker chooses for a transfer package."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, ValidationError
from wtforms.validators import InputRequired

from institution.db.base import new_id
from institution.moving.services import NewPackage
from institution.plans.forms.fields import day
from institution.web.fields import DayField, SeveralOf, given, text
from institution.web.forms import Form, as_uuid

LONGEST = 4000


class PackageForm(Form):
    """Which parts, of which days."""

    id = HiddenField(default=lambda: str(new_id()))
    parts = SeveralOf(
        _l("What goes along?"), validators=[InputRequired(_l("Choose what goes along"))]
    )
    first = DayField(_l("From"), validators=day(_l("Choose the first day")))
    last = DayField(_l("To"), validators=day(_l("Choose the last day")))
    words = text(
        _l("What do you want the new place to know?"),
        LONGEST,
        description=_l("What helps, who matters to the child, what is agreed with it"),
    )

    def offer(self) -> None:
        """Give the list what can be chosen."""
        self.parts.choices = part_words()

    def validate_last(self, field: Field) -> None:
        """Keep the days in order.

        Raises:
            ValidationError: they are not.
        """
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_("The last day must come after the first"))

    def new(self) -> NewPackage:
        """Return what the valid form says."""
        parts, first, last = self.parts.data or (), given(self.first.data), given(self.last.data)
        return NewPackage(
            as_uuid(self["id"].data) or new_id(), tuple(parts), first, last, self.words.data
        )


def part_words() -> dict[str, str]:
    """Return the parts that can be chosen, by code."""
    return {
        "logs": _("Logs, without the child's own answers"),
        "incidents": _("Events that everyone around the child may read"),
        "plan": _("The goals of the plan"),
    }
