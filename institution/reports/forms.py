"""The forms of status reports; what is asked comes from the content."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired

from institution.content.status_report import status_report
from institution.plans.forms.fields import day, text
from institution.reports.services import LANGUAGES, NewVersion, Period
from institution.web.fields import DayField, given
from institution.web.forms import Form, stripped
from institution.web.languages import content_language

LONGEST_COMMENT = 3000


class PeriodForm(Form):
    """Which days a report tells of, and in which language."""

    first = DayField(_l("From"), validators=day(_l("Choose the first day")))
    last = DayField(_l("To"), validators=day(_l("Choose the last day")))
    language = SelectField(
        _l("Language of the report"),
        choices={"da": "Dansk", "en": "English"},
        validate_choice=False,
    )

    def validate_last(self, field: Field) -> None:
        """Keep the days in order, and out of the future."""
        if field.data and self.first.data and field.data <= self.first.data:
            raise ValidationError(_("The last day must come after the first"))

    def validate_language(self, field: Field) -> None:
        """Know the language."""
        if field.data not in LANGUAGES:
            raise ValidationError(_("Choose a language"))

    def period(self) -> Period:
        """Return what the valid form says."""
        return Period(given(self.first.data), given(self.last.data), self.language.data)


class VersionForm(Form):
    """What people write into a report."""

    builds_on = HiddenField(default="0")
    left_out = SelectMultipleField(_l("Left out"), validate_choice=False)
    childs_part = RadioField(_l("How has the child taken part?"), validate_choice=False)
    comment = TextAreaField(
        _l("The child's own comment, in the child's words"),
        description=_l("Or why it was not possible for the child to take part"),
        validators=text(LONGEST_COMMENT),
    )

    def validate_childs_part(self, field: Field) -> None:
        """Know the answer; none is an answer until the report is signed."""
        if field.data and field.data not in {one.key for one in status_report().childs_part}:
            raise ValidationError(_("Choose one of the answers"))

    def answers(self) -> dict[str, Field]:
        """Return the questions of the content, by key."""
        return {one.key: self[one.key] for one in status_report().written}

    def version(self, known: Sequence[str]) -> NewVersion:
        """Return what the valid form says.

        Args:
            known: ids of the sentences of the draft; others are not left out.
        """
        said = {key: stripped(field.data) for key, field in self.answers().items()}
        number = self.builds_on.data or ""
        out = set(self.left_out.data or ())
        return NewVersion(
            builds_on=int(number) if number.isdecimal() and len(number) < 9 else -1,
            texts={key: told for key, told in said.items() if told},
            childs_part=self.childs_part.data or None,
            comment=stripped(self.comment.data),
            left_out=tuple(one for one in known if one in out),
        )


def version_form(newest: NewVersion | None) -> VersionForm:
    """Return the form with the questions of the content, in the reader's language."""
    language, content = content_language(), status_report()
    fields: dict[str, Any] = {
        one.key: TextAreaField(
            one.question.in_(language),
            description=one.help.in_(language),
            validators=text(one.most),
        )
        for one in content.written
    }
    form: type[VersionForm] = type("AskedForm", (VersionForm,), fields)
    made = form.from_request(data=_filled(newest) if newest else None)
    made.childs_part.choices = [(one.key, one.name.in_(language)) for one in content.childs_part]
    return made


def _filled(newest: NewVersion) -> dict[str, Any]:
    """Return a version as the form shows it."""
    return {
        **newest.texts,
        "builds_on": str(newest.builds_on),
        "childs_part": newest.childs_part,
        "comment": newest.comment,
        "left_out": list(newest.left_out),
    }


class SignForm(Form):
    """A manager signs what was read."""

    version = HiddenField(default="0")
    no_names = BooleanField(
        _l("No other child is named in the report"),
        validators=[InputRequired(_l("Read it through, and tick when no other child is named"))],
    )
    answers_for = BooleanField(
        _l("I have read the report and answer for it"),
        validators=[InputRequired(_l("Tick when you have read it and answer for it"))],
    )

    @property
    def number(self) -> int:
        """Return the number of the version that was read; -1 where there is none."""
        told = self.version.data or ""
        return int(told) if told.isdecimal() and len(told) < 9 else -1


class AskForm(Form):
    """The caseworker asks for a report."""

    due_on = DayField(_l("By which day?"), validators=day(_l("Choose the day")))
    text = TextAreaField(
        _l("What should it be about?"),
        description=_l("Leave it empty for an ordinary status report"),
        validators=text(1000),
    )

    def asked(self) -> tuple[date, str | None]:
        """Return what the valid form says."""
        return given(self.due_on.data), stripped(self.text.data)


class ReceiptForm(Form):
    """The caseworker has received a report."""

    text = TextAreaField(_l("An answer to the home, if you like"), validators=text(1000))
