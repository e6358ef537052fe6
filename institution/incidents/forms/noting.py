"""The form of the first words about something, where there is no time for more."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Optional, StopValidation

from institution.content.incidents import IncidentType, incidents
from institution.db.base import new_id
from institution.incidents.forms import answers, questions
from institution.incidents.forms.answers import uuid_of
from institution.incidents.forms.questions import MomentField
from institution.incidents.services import QuickNote
from institution.web.fields import text
from institution.web.forms import Form

NAMED = "named_recipients_only"


class TypeField(SelectField):
    """What it was, in the groups of the content."""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 (WTForms names it)
        """Refuse what is not offered.

        Raises:
            StopValidation: it is not among the choices.
        """
        if self.data not in {one.key for one in quick_types()}:
            raise StopValidation(str(_l("Choose one of the answers that are offered")))


class QuickNoteForm(Form):
    """What it was, when, and what was seen; the rest is told later."""

    id = HiddenField()
    type = TypeField(_l("What was it?"), validators=[InputRequired(_l("Choose what it was"))])
    started_at = MomentField(
        _l("When did it happen?"),
        description=_l("Leave it empty if it was just now"),
        validators=[Optional()],
    )
    what_was_seen = text(
        _l("What did you see and hear?"),
        questions.LONGEST,
        InputRequired(_l("Write what you saw and heard, if only a line")),
        description=_l("A line is enough now. You tell the rest when there is time."),
    )

    def offer(self, language: str) -> None:
        """Offer the types, by group."""
        groups: dict[str, list[tuple[str, str]]] = {"": [("", "")]}
        for group in incidents().groups:
            words = [
                (one.key, one.name.in_(language)) for one in quick_types() if one.group == group.key
            ]
            groups[group.name.in_(language)] = words
        self.type.choices = groups

    def note(self, written_at: datetime, zone: ZoneInfo) -> QuickNote:
        """Return what the valid form says; without a time it happened when it was written."""
        return QuickNote(
            id=uuid_of(self.id.data) or new_id(),
            type=self.type.data,
            started_at=answers.moment(self.started_at.data, zone) or written_at,
            written_at=written_at,
            text=self.what_was_seen.data,
        )


def quick_types() -> tuple[IncidentType, ...]:
    """Return what can be told in a few words.

    What only named people may read is not: it has to be said first whom it goes around.
    """
    return tuple(one for one in incidents().types if one.visibility != NAMED)
