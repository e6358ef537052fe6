"""The answer to a flag, as it is typed."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError
from wtforms.validators import InputRequired

from institution.content.flags import flags as content
from institution.db.base import new_id
from institution.flags.services import Chosen, NewAnswer, needs_text
from institution.flags.services.choosing import OFFERED
from institution.web.fields import OneOf, text
from institution.web.forms import Form


class AnswerForm(Form):
    """What someone did about a flag. Nothing is chosen beforehand."""

    id = HiddenField(default=lambda: str(new_id()))
    kind = OneOf(_l("What did you do?"), validators=[InputRequired(_l("Choose what you did"))])
    reason = OneOf(_l("Why can it be closed?"))
    text = text(_l("In your own words"), content().answer_max_characters)

    def validate_reason(self, field: OneOf) -> None:
        """Ask for the reason where the answer closes with one.

        Raises:
            ValidationError: it is missing.
        """
        if self._asks_for_reason and not field.data:
            raise ValidationError(str(_l("Choose why it can be closed")))

    def validate_text(self, field: OneOf) -> None:
        """Ask for words where the answer says nothing without them.

        Raises:
            ValidationError: they are missing.
        """
        if needs_text(self.kind.data or "", self.reason.data) and not field.data:
            raise ValidationError(str(_l("Write a few words, so that others can follow")))

    def answer(self) -> NewAnswer:
        """Return what the valid form says."""
        return NewAnswer(
            id=_uuid(self["id"].data),
            kind=self.kind.data,
            reason=self.reason.data if self._asks_for_reason else None,
            text=self.text.data,
        )

    @property
    def _asks_for_reason(self) -> bool:
        closing = {one.key for one in content().answers if one.close_reason_required}
        return self.kind.data in closing


def answer_form(language: str) -> AnswerForm:
    """Return the form with what was sent, and with the answers in the reader's language."""
    form = AnswerForm.from_request()
    form.kind.choices = {one.key: one.name.in_(language) for one in content().answers}
    form.reason.choices = {one.key: one.name.in_(language) for one in content().close_reasons}
    return form


class ChoiceForm(Form):
    """How many false alarms a home wants."""

    per_year = OneOf(
        _l("How often may a point be wrong?"), validators=[InputRequired(_l("Choose one"))]
    )


def choice_form(held: Chosen) -> ChoiceForm:
    """Return the form with what was sent, or what holds."""
    form = ChoiceForm.from_request(data={"per_year": str(held.per_year)})
    words = {
        0.5: _l("About once in two years for each child; true ones come later"),
        1.0: _l("About once a year for each child"),
        2.0: _l("About twice a year for each child; true ones come sooner"),
    }
    form.per_year.choices = {str(one): str(words[one]) for one in OFFERED}
    return form


def _uuid(value: str | None) -> UUID:
    """Return the id made with the form; a new one where it was damaged on the way."""
    try:
        return UUID(value or "")
    except ValueError:
        return new_id()
