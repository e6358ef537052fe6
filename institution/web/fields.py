"""The kinds of fields that forms made from content have.

Nothing is chosen beforehand, and nothing typed is cut.
"""

from datetime import date
from typing import Any, NamedTuple, TypeAlias

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.validators import Length, StopValidation
from wtforms.widgets import CheckboxInput

from institution.content.choices import Choice
from institution.web.forms import plain_text, stripped

Words: TypeAlias = dict[str, str]
"""Code to words."""
NOT_SEEN = "not_seen"


def words_of(choices: tuple[Choice, ...], language: str) -> dict[str, str]:
    """Return code to words, as fields take it."""
    return {choice.key: choice.name.in_(language) for choice in choices}


def _codes(field: SelectField) -> Words:
    """Return the codes that can be chosen, with their words."""
    choices = field.choices
    return choices if isinstance(choices, dict) else {}


class OneOf(RadioField):
    """One answer, or none yet."""

    rule: dict[str, Any] | None = None
    """What tablets ask of it without a line, beside what its validators say."""

    def __init__(self, label: Any, *, choices: Words | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        # Given to the constructor they would be looked through and copied with every request.
        self.choices = choices

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 (WTForms names it)
        """Refuse an answer that is not offered.

        Raises:
            StopValidation: it is not among the choices.
        """
        if self.data is not None and self.data not in _codes(self):
            raise StopValidation(str(_l("Choose one of the answers that are offered")))


class SeveralOf(SelectMultipleField):
    """Any number of answers."""

    option_widget = CheckboxInput()

    def __init__(self, label: Any, *, choices: Words | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = choices

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 (WTForms names it)
        """Refuse an answer that is not offered.

        Raises:
            StopValidation: one is not among the choices.
        """
        if not set(self.data or ()) <= _codes(self).keys():
            raise StopValidation(str(_l("Choose among the answers that are offered")))


class LevelWords(NamedTuple):
    """Something rated on five levels, in one language; made once for each form."""

    key: str
    name: str
    question: str
    choices: dict[str, str]
    anchors: dict[int, str]
    look_for: str
    age_note: str


class LevelField(OneOf):
    """One of five levels, or that it was not seen."""

    def __init__(self, words: LevelWords, **options: Any) -> None:
        super().__init__(words.name, description=words.question, choices=words.choices, **options)
        self.key = words.key
        self.anchors = words.anchors
        self.look_for = words.look_for
        self.age_note = words.age_note

    @property
    def level(self) -> int | None:
        """Return the level; None where it was not seen."""
        return None if self.data == NOT_SEEN else int(self.data)


def text(label: Any, limit: int, *validators: Any, **options: Any) -> Field:
    """Return a field for written words of at most `limit` characters."""
    told = _l("This is too long: at most %(max)d characters. Nothing of it is lost.")
    return TextAreaField(
        label,
        validators=[*validators, Length(max=limit, message=told), plain_text],
        filters=[stripped],
        **options,
    )


class DayField(DateField):
    """A day, with our words for what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take a day as browsers send it.

        Raises:
            ValueError: it is none; says how days are written.
        """
        self.data = None  # what was emptied is empty, and not what stood there at first
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError:
            told = _l("Write the day as year-month-day, such as 2026-11-22")
            raise ValueError(str(told)) from None


def given(value: date | None) -> date:
    """Return a day that a valid form holds."""
    if value is None:
        raise TypeError("only a valid form is read")
    return value


class NumberField(StringField):
    """A number within limits, with a comma or a point."""

    def __init__(
        self, label: str, limits: tuple[float, float], step: float, **options: Any
    ) -> None:
        super().__init__(label, filters=[stripped], **options)
        self.least, self.most = limits
        self.step = step

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 (WTForms names it)
        """Refuse what is no number, or outside the limits.

        Raises:
            StopValidation: says what is expected.
        """
        if self.data is None:
            return
        number = self.number
        if number is None or not self.least <= number <= self.most or number % self.step:
            raise StopValidation(self._told())

    @property
    def rule(self) -> dict[str, Any]:
        """Return what is expected, as tablets follow it without a line."""
        limits = {"least": self.least, "most": self.most, "step": self.step}
        return {"kind": "number", "words": self._told(), **limits}

    def _told(self) -> str:
        """Return the words on what is expected."""
        limits = {"least": self.least, "most": self.most}
        told = _l("Write a number from %(least)g to %(most)g", **limits)
        halves = _l("Write a number from %(least)g to %(most)g, in halves, such as 7.5", **limits)
        return str(halves if self.step < 1 else told)

    @property
    def number(self) -> float | None:
        """Return the number; None where there is none."""
        try:
            value = float((self.data or "").replace(",", "."))
        except ValueError:
            return None
        return int(value) if value.is_integer() else value
