"""The form for something that is placed beside an incident."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms import HiddenField

from institution.content.incidents import AdditionKind
from institution.db.base import new_id
from institution.incidents.forms import answers, questions
from institution.incidents.forms.answers import uuid_of
from institution.incidents.services import NewAddition
from institution.web.forms import Form

COLUMNS = frozenset({"at", "due", "owner"})


class BesideForm(Form):
    """What every addition has; the questions of its kind are added to it."""

    addition: AdditionKind

    id = HiddenField(default=lambda: str(new_id()))
    kind = HiddenField()
    names = HiddenField()

    def new(self, written_at: datetime, zone: ZoneInfo) -> NewAddition:
        """Return what the valid form says, as the service wants it."""
        asked = [one for one in self.addition.asked if one.key not in COLUMNS]
        owner = self["owner"].data if "owner" in self else None
        return NewAddition(
            id=uuid_of(self.id.data) or new_id(),
            kind=self.addition.key,
            written_at=written_at,
            at=answers.moment(self["at"].data, zone) if "at" in self else None,
            due=self["due"].data if "due" in self else None,
            person_id=uuid_of(owner),
            names_id=uuid_of(self.names.data),
            codes=answers.codes(self, asked, zone),
            texts=answers.texts(self, asked),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what must be answered before it is kept."""
        sound = super().validate(extra_validators)
        if uuid_of(next(iter(self.id.raw_data or ()), None)) is None:
            self.form_errors = [_("Please answer this")]
            sound = False
        for one in self.addition.asked:
            field = self[one.key]
            if one.required and not field.data and not field.errors:
                field.errors = [*field.errors, _("Please answer this")]
                sound = False
        return sound

    @classmethod
    def asking(cls, people: Mapping[UUID, str], **options: Any) -> Self:
        """Return the form with the people who work there to choose from."""
        form = cls.from_request(**options)
        questions.offer(form, cls.addition.asked, people)
        return form


@lru_cache
def form_class(addition: AdditionKind, language: str) -> type[BesideForm]:
    """Return the class of the form, made once for each kind and language."""
    own = dict(questions.fields(addition.asked, language))
    return type("AskedBesideForm", (BesideForm,), {**own, "addition": addition})
