"""What can be written into a handover. Each form bears a prefix, as a page holds several."""

from datetime import date, datetime, time
from typing import Any, ClassVar, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, TimeField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Optional, StopValidation

from institution.content.daily_log import daily_log
from institution.db.base import new_id
from institution.handover.services import NewLine, NewNote, NewTask
from institution.logs.forms.needed import Needed
from institution.web.fields import DayField, OneOf, text, words_of
from institution.web.forms import Form

LONGEST = 280
"""Characters, as in the lines of a log: what is longer is not read at a change of shift."""
NOBODY = ""
SAID = ("attention", "do", "if_then", "worked")
NONE = _l("Write something, or choose how much support you expect")


class Choice(SelectField):
    """One of a list, with our own words when it is not in it."""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 (WTForms names it)
        """Refuse an answer that is not offered.

        Raises:
            StopValidation: it is not among the choices.
        """
        offered = self.choices if isinstance(self.choices, list) else []
        if (self.data or NOBODY) not in {choice[0] for choice in offered}:
            raise StopValidation(str(_l("Choose one of the answers that are offered")))


class Time(TimeField):
    """A time of day, with our own words when it is not one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time.

        Raises:
            ValueError: it is not one.
        """
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write the time as hours and minutes, such as 16:30")) from None


class Written(Form):
    """Something with an id of its own, so that it is kept once."""

    name: ClassVar[str]
    """Of the form, before the names of its fields."""
    id = HiddenField()

    @classmethod
    def on_page(cls, sent: bool, **options: Any) -> Self:
        """Return the form: with what was sent where it is the one that was, else empty."""
        given = {"prefix": cls.name, **options}
        return cls.from_request(**given) if sent else cls(**given)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if uuid(self["id"].data) is None:
            self["id"].data = str(new_id())

    @property
    def key(self) -> UUID:
        """Return the id."""
        return UUID(self["id"].data)


class LineForm(Written):
    """A line about the house."""

    name = "line"
    text = text(
        _l("About the house"),
        LONGEST,
        Needed(_l("Write what the next shift should know")),
        description=_l("What is about a child is written about the child"),
    )
    whole_house = BooleanField(_l("The other units of the home read it too"))

    def new(self, now: datetime) -> NewLine:
        """Return what the valid form says."""
        return NewLine(self.key, self["text"].data, now, self["whole_house"].data)


class CorrectionForm(LineForm):
    """A line that replaces another."""

    name = "correction"
    reason = text(
        _l("Why do you correct it?"),
        daily_log().length_limits["correction_reason"],
        Needed(_l("Write why you correct it")),
        description=_l("What was written before stays readable, with your reason beside it"),
    )

    def correction(self, corrects_id: UUID, now: datetime) -> NewLine:
        """Return what the valid form says, as a correction of a line."""
        says = self["text"].data, now, self["whole_house"].data
        return NewLine(self.key, *says, corrects_id=corrects_id, reason=self["reason"].data)


class NoteForm(Written):
    """Something about a child, beside what the logs say."""

    name = "note"
    child = Choice(_l("Child"), validators=[InputRequired(_l("Choose the child"))])
    attention = OneOf("", validators=[Optional()])
    do = text("", LONGEST, Optional())
    if_then = text("", LONGEST, Optional())
    worked = text("", LONGEST, Optional())

    def ask(self, children: list[tuple[str, str]], language: str) -> None:
        """Offer the children, and the questions in the words of the log."""
        self.child.choices = [(NOBODY, ""), *children]
        for part in daily_log().text_field("handover").parts:
            self[part.key].label.text = part.name.in_(language)
        options = daily_log().text_field("handover").part("attention").options
        self.attention.choices = words_of(options, language)

        names = [self[name].name for name in SAID]
        # As tablets follow it without a line.
        self.attention.rule = {"kind": "needed", "when": "one", "names": names, "words": str(NONE)}

    def validate(self, *args: Any, **options: Any) -> bool:
        """Check each answer, and that there is one."""
        valid: bool = super().validate(*args, **options)
        if not any(self[name].data for name in SAID):
            self.form_errors.append(str(NONE))
            return False
        return valid

    def new(self, now: datetime) -> NewNote:
        """Return what the valid form says."""
        child_id = UUID(self["child"].data)
        said = {name: self[name].data or None for name in ("do", "if_then", "worked")}
        return NewNote(self.key, child_id, now, self["attention"].data or None, **said)


class TaskForm(Written):
    """Something that is to be done."""

    name = "task"
    text = text(_l("What is to be done?"), LONGEST, Needed(_l("Write what is to be done")))
    child = Choice(_l("Is it about a child?"), validators=[Optional()])
    owner = Choice(_l("Who does it?"), validators=[Optional()])
    day = DayField(_l("Day"), validators=[Optional()])
    time = Time(_l("Time"), validators=[Optional()])

    def ask(self, children: list[tuple[str, str]], people: list[tuple[str, str]]) -> None:
        """Offer the children and the people of the unit."""
        self.child.choices = [(NOBODY, str(_l("No"))), *children]
        self.owner.choices = [(NOBODY, str(_l("Whoever is there"))), *people]

    def new(self, now: datetime, zone: ZoneInfo) -> NewTask:
        """Return what the valid form says; a time without a day is today's."""
        return NewTask(
            self.key,
            self["text"].data,
            now,
            child_id=uuid(self["child"].data),
            owner_id=uuid(self["owner"].data),
            due_at=_due(self["day"].data, self["time"].data, now.astimezone(zone)),
        )


def uuid(value: str | None) -> UUID | None:
    """Return an id; None where it is none."""
    try:
        return UUID(value or "")
    except ValueError:
        return None


def _due(day: date | None, at: time | None, now: datetime) -> datetime | None:
    """Return when something is to be done: without a time by the end of its day."""
    if day is None and at is None:
        return None
    return datetime.combine(day or now.date(), at or time(23, 59), now.tzinfo)
