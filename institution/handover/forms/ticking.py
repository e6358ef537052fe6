"""What is said of a task with one button."""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError
from wtforms.validators import InputRequired

from institution.handover.forms.writing import uuid
from institution.web.fields import OneOf
from institution.web.forms import Form


class StepForm(Form):
    """What became of a task."""

    task = HiddenField()
    done = OneOf(
        "",
        choices={"yes": _l("Done"), "no": _l("Open again")},
        validators=[InputRequired(_l("Choose one of the answers that are offered"))],
    )

    def validate_task(self, field: HiddenField) -> None:
        """Refuse what names no task.

        Raises:
            ValidationError: it does not.
        """
        if uuid(field.data) is None:
            raise ValidationError(_("Choose one of the answers that are offered"))

    @property
    def task_id(self) -> UUID:
        """Return the task of the valid form."""
        return UUID(self.task.data)

    @property
    def is_done(self) -> bool:
        """Tell whether the task is done; else it is open again."""
        return bool(self.done.data == "yes")
