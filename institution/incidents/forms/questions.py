"""The questions of the content as fields of a form, and their answers back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, Field, SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from institution.content.incidents import Asked
from institution.web.fields import DayField, OneOf, SeveralOf, text, words_of
from institution.web.forms import stripped

LONGEST = 4000
BESIDE = "__text"
"""Ends the name of the text beside a yes or no."""
WRITTEN = "%Y-%m-%dT%H:%M"


YEARS = range(2000, 2100)
"""Others were typed wrongly, and cannot be told in the time of every zone."""


class MomentField(DateTimeLocalField):
    """A day and a time of day, with our own words when it is not one."""

    def __init__(self, label: Any, **options: Any) -> None:
        formats = [WRITTEN, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, format=formats, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the moment.

        Raises:
            ValueError: it is not one.
        """
        self.data = None  # what was emptied is empty, and not what stood there at first
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError:
            raise ValueError(_("Write day and time, such as 2026-11-22 14:30")) from None
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(_("This day is too far away: look at the year"))


class CountField(StringField):
    """A whole number that is not negative."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, filters=[stripped], **options)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 (WTForms names it)
        """Refuse what is no number.

        Raises:
            StopValidation: says what is expected.
        """
        if self.data is not None and (not self.data.isdecimal() or len(self.data) > 3):
            raise StopValidation(str(_l("Write a whole number, such as 3")))


class PersonField(SelectField):
    """One of the people who work there, or nobody yet."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = {"": ""}

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 (WTForms names it)
        """Refuse somebody who is not offered.

        Raises:
            StopValidation: it is not among the choices.
        """
        if self.data and self.data not in dict(self.choices):  # type: ignore[arg-type]
            raise StopValidation(str(_l("Choose one of the answers that are offered")))


def fields(questions: Iterable[Asked], language: str) -> Iterator[tuple[str, Field]]:
    """Give the fields of some questions, by name."""
    for one in questions:
        yield one.key, field_of(one, language)
        if one.kind == "yes_no_text":
            told = one.help.in_(language) if one.help else ""
            yield one.key + BESIDE, text(_l("What was seen and done?"), LONGEST, description=told)


def field_of(question: Asked, language: str) -> Field:
    """Return the field of one question."""
    label = question.name.in_(language)
    told = question.help.in_(language) if question.help else ""
    make, with_choices = MADE_AS[question.kind]
    if question.kind in YES_OR_NO:
        return make(label, choices={"yes": str(_("Yes")), "no": str(_("No"))})
    if with_choices:
        return make(label, description=told, choices=words_of(question.options, language))
    return make(label, description=told)


def _text(label: str, description: str) -> Field:
    return text(label, LONGEST, description=description)


YES_OR_NO = frozenset({"yes_no", "yes_no_text"})
MADE_AS: dict[str, tuple[Callable[..., Field], bool]] = {
    "text": (_text, False),
    "choice": (OneOf, True),
    "several": (SeveralOf, True),
    "yes_no": (OneOf, True),
    "yes_no_text": (OneOf, True),
    "count": (CountField, False),
    "moment": (MomentField, False),
    "day": (DayField, False),
    "person": (PersonField, False),
    "persons": (SeveralOf, False),
    "tick": (BooleanField, False),
}
"""What makes the field of each kind of question, and whether it has choices of its own."""


def offer(form: BaseForm, questions: Iterable[Asked], people: Mapping[UUID, str]) -> None:
    """Let the questions that ask for people offer these."""
    names = {str(one): name for one, name in people.items()}
    first = {"persons": {}, "person": {"": _("Choose")}}
    for one in questions:
        if one.kind in first:
            field: Any = form[one.key]
            field.choices = {**first[one.kind], **names}
