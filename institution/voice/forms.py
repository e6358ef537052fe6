"""What a child, and an adult who answers a child, fill in."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from institution.content.daily_log import Version, daily_log
from institution.content.voice import voice as content
from institution.db.base import new_id
from institution.voice.services import Said
from institution.web.forms import Form, as_uuid, plain_text, stripped

SKIP = "skip"
LONGEST = 2000


def _text(label: Any, description: Any = "") -> Field:
    """Return a field for the child's words."""
    told = _l("At most %(max)s characters", max=LONGEST)
    return TextAreaField(
        label,
        description=description,
        validators=[Optional(), Length(max=LONGEST, message=told), plain_text],
    )


class SayForm(Form):
    """Something a child says; `say_form` adds what is asked."""

    id = HiddenField(default=lambda: str(new_id()))
    shares_with: RadioField

    def said(self, kind: str, scale: str | None, picture: str | None) -> Said:
        """Return what the valid form says."""
        value = self._said("value")
        return Said(
            kind=kind,
            shares_with=self._readers(),
            scale=scale,
            value=int(value) if value and value != SKIP else None,
            picture=picture,
            talk_to=self._said("talk_to"),
            words=stripped(self._said("words")),
            good=stripped(self._said("good")),
            hard=stripped(self._said("hard")),
            wishes=stripped(self._said("wishes")),
            id=as_uuid(self["id"].data) or new_id(),
        )

    def _said(self, name: str) -> Any:
        """Return an answer; None where it is not asked."""
        return self[name].data if name in self else None

    def _readers(self) -> str:
        """Return who may open it: whom the child wants to talk with, or whom it chose."""
        talk_to = self._said("talk_to")
        asked = {one.key: one.shares_with for one in content().talk_to}
        return asked[talk_to] if talk_to else str(self.shares_with.data)


@lru_cache
def say_form(kind: str, version: Version | None, language: str) -> type[SayForm]:
    """Return the form of one kind in a language; made once for each."""
    report, fields = daily_log().self_report, dict[str, Any]()
    if version is not None and version.points:
        fields["value"] = RadioField(
            version.question.in_(language),
            choices=_answers(version, language),
            validators=[Optional()],
        )
    if kind == "talk":
        fields["talk_to"] = RadioField(
            _l("Whom do you want to talk with?"),
            choices={one.key: one.name.in_(language) for one in content().talk_to},
            validators=[InputRequired(_l("Choose whom you want to talk with"))],
        )
    if kind == "card":
        for part in content().card_parts:
            fields[part.key] = _text(part.name.in_(language), part.help.in_(language))
    else:
        fields["words"] = _text(_l("In your own words"))
    if kind != "talk":
        fields["shares_with"] = RadioField(
            report.who_may_see.in_(language),
            choices={one.key: one.name.in_(language) for one in report.who_may_see_options},
            validators=[InputRequired(_l("Choose who may read it"))],
        )
    return type("AskedSayForm", (SayForm,), fields)


def _answers(version: Version, language: str) -> dict[str, str]:
    """Return the answers of a scale, with the one that skips it."""
    skip = next(c for c in daily_log().self_report.always_available if c.key == SKIP)
    if version.kind == "ladder":
        steps = {str(step): str(step) for step in reversed(range(version.points))}
    else:
        steps = {str(face.value): face.name.in_(language) for face in version.faces}
    return {**steps, SKIP: skip.name.in_(language)}


class OwnVersionForm(Form):
    """What a child says of a log that it read with an adult."""

    id = HiddenField(default=lambda: str(new_id()))
    words = _text(_l("How I see it"), _l("You may leave it empty: then it says that you read it."))
    private = BooleanField(_l("Only my contact adult may read what I wrote"))

    def said(self, log_id: UUID) -> Said:
        """Return what the valid form says of a log."""
        readers = "contact_adult_only" if self.private.data else "home_and_caseworker"
        own = as_uuid(self["id"].data) or new_id()
        return Said("log", readers, words=stripped(self.words.data), log_id=log_id, id=own)


class AnswerForm(Form):
    """What came of what a child said."""

    text = TextAreaField(
        _l("What did it lead to?"),
        description=_l("The child reads it. Say what you did, or why it could not be done."),
        validators=[
            InputRequired(_l("Write what it led to")),
            Length(max=1000, message=_l("At most %(max)s characters", max=1000)),
            plain_text,
        ],
    )

    def validate_text(self, field: Field) -> None:
        """Refuse what holds only spaces."""
        if not stripped(field.data):
            raise ValidationError(_("Write what it led to"))
