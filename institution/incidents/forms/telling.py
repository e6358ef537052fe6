"""The form in which an incident is told: the first words alone, or all of it."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Self
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, ValidationError
from wtforms.validators import InputRequired

from institution.content.incidents import Asked, IncidentType, incidents
from institution.db.base import new_id
from institution.incidents.forms import answers, questions
from institution.incidents.forms.answers import uuid_of
from institution.incidents.forms.questions import MomentField, PersonField
from institution.incidents.services import Draft, Matter, NewAddition
from institution.web.fields import DayField, OneOf, SeveralOf, text, words_of
from institution.web.forms import Form

FOLLOW_UP = ("follow_up_text", "follow_up_owner", "follow_up_due")


class TellingForm(Form):
    """What every incident is told with; the questions of its type are added to it."""

    incident_type: IncidentType
    asked: tuple[Asked, ...]

    id = HiddenField(default=lambda: str(new_id()))
    corrects = HiddenField()
    started_at = MomentField(
        _l("When did it happen?"),
        description=_l("When it began, not when you write"),
        validators=[InputRequired(_l("Write when it happened"))],
    )
    severity = OneOf(_l("How serious was it?"))
    around = SeveralOf(
        _l("Is it about an adult of the place?"),
        description=_l(
            "Tick the adult, and those who are close to that adult. They will never see it, nor "
            "that it exists. Tick nobody when it is about no adult."
        ),
    )
    told_who = SeveralOf(_l("Who has been told?"))
    told_at = MomentField(_l("Told when?"))
    follow_up_text = text(_l("What is to happen now?"), questions.LONGEST)
    follow_up_owner = PersonField(_l("Who does it?"))
    follow_up_due = DayField(_l("By"))

    def validate_severity(self, field: Field) -> None:
        """Ask how serious it was, where that has a meaning."""
        if self.incident_type.has_severity and not field.data:
            raise ValidationError(_("Choose how serious it was"))

    def validate_what_was_seen(self, field: Field) -> None:
        """Ask what happened."""
        if not field.data:
            raise ValidationError(_("Write what you saw and heard, if only a line"))

    def validate_told_at(self, field: Field) -> None:
        """Ask when somebody was told."""
        if self.told_who.data and field.data is None:
            raise ValidationError(_("Write when they were told"))

    def validate_follow_up_text(self, _field: Field) -> None:
        """Ask for all of a follow-up, or nothing of it."""
        given = [bool(self[name].data) for name in FOLLOW_UP]
        if any(given) and not all(given):
            raise ValidationError(_("Write what is to happen, who does it, and by when"))

    def draft(self, written_at: datetime, zone: ZoneInfo) -> Draft:
        """Return what the valid form says, as the service wants it."""
        draft_id = uuid_of(self.id.data) or new_id()
        return Draft(
            id=draft_id,
            type=self.incident_type.key,
            severity=int(self.severity.data) if self.severity.data else None,
            started_at=answers.moment(self.started_at.data, zone) or written_at,
            written_at=written_at,
            codes=answers.codes(self, self.asked, zone),
            texts=answers.texts(self, self.asked),
            around=tuple(UUID(one) for one in self.around.data or ()),
            corrects_id=uuid_of(self.corrects.data),
            additions=tuple(self._additions(draft_id, written_at, zone)),
        )

    def _additions(self, draft_id: UUID, written_at: datetime, zone: ZoneInfo) -> list[NewAddition]:
        """Return what was said beside the telling; the same ids for the same form."""
        at = answers.moment(self.told_at.data, zone)
        found = [
            NewAddition(uuid5(draft_id, who), "told", written_at, at=at, codes={"who": who})
            for who in self.told_who.data or ()
        ]
        if self.follow_up_text.data:
            follow_up = NewAddition(
                id=uuid5(draft_id, "follow_up"),
                kind="follow_up",
                written_at=written_at,
                due=self.follow_up_due.data,
                person_id=uuid_of(self.follow_up_owner.data),
                texts={"text": self.follow_up_text.data},
            )
            found.append(follow_up)
        return found

    @classmethod
    def asking(cls, people: Mapping[UUID, str], me: UUID | None, **options: Any) -> Self:
        """Return the form with the people who work there to choose from."""
        form = cls.from_request(**options)
        names = {str(one): name for one, name in people.items()}
        form.around.choices = {one: name for one, name in names.items() if one != str(me)}
        form.follow_up_owner.choices = {"": _("Choose"), **names}
        questions.offer(form, cls.asked, people)
        return form


OF_THE_STORY = frozenset({"what_was_seen", "place", "childs_account", "what_helped", "tonight"})
"""What is asked of a good event or a loss."""


@lru_cache
def form_class(kind: IncidentType, profile: str, language: str) -> type[TellingForm]:
    """Return the class of the form, made once for each type, country and language."""
    asked = incidents().questions(kind.key, profile)
    asked = asked if kind.has_severity else tuple(one for one in asked if one.key in OF_THE_STORY)
    who = incidents().addition("told").question("who")
    severities = {
        str(one): incidents().severity(one).name.in_(language) for one in sorted(kind.severities)
    }
    severity = _severity(severities, language)
    own = dict(questions.fields(asked, language))
    told = words_of(who.options if who else (), language)
    people = SeveralOf(_l("Who has been told?"), choices=told)
    base = {"incident_type": kind, "asked": asked, "severity": severity, "told_who": people}
    return type("AskedTellingForm", (TellingForm,), {**own, **base})


def _severity(choices: dict[str, str], language: str) -> Field:
    """Return the field of the severity, with what each means."""
    meanings = {
        key: f"{words}: {incidents().severity(int(key)).meaning.in_(language)}"
        for key, words in choices.items()
    }
    return OneOf(_l("How serious was it?"), choices=meanings)


def filled(matter: Matter, around: list[UUID], zone: ZoneInfo) -> dict[str, Any]:
    """Return the newest telling of a matter as the form shows it, for telling it anew."""
    told = matter.incident
    asked = incidents().questions(told.type, matter.profile)
    return {
        **answers.filled(asked, told.codes, told.texts, zone),
        "started_at": answers.local(told.started_at, zone),
        "severity": str(told.severity) if told.severity else None,
        "around": [str(one) for one in around],
        "corrects": str(told.id),
    }
