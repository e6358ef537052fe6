"""How a timeline is narrowed, as the address says it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from institution.timeline.services import Wanted
from institution.web.fields import DayField
from institution.web.forms import Form, plain_text, stripped

LONGEST = 80


class TimelineForm(Form):
    """What to show of a timeline."""

    words = StringField(
        _l("Words"),
        filters=[stripped],
        validators=[
            Optional(),
            Length(max=LONGEST, message=_l("At most %(max)s characters", max=LONGEST)),
            plain_text,
        ],
    )
    kind = SelectField(_l("What"), validate_choice=False)
    goal = SelectField(_l("Goal of the plan"), validate_choice=False)
    person = SelectField(
        _l("Written by"),
        description=_l("Of one year; name the days to find who wrote before"),
        validate_choice=False,
    )
    first = DayField(_l("From"))
    last = DayField(_l("Until"))

    def offer(
        self,
        kinds: Iterable[tuple[str, str]],
        goals: Iterable[tuple[str, str]],
        people: Iterable[tuple[UUID, str]],
    ) -> None:
        """Give the lists what can be chosen."""
        everything = ("", _("All"))
        self.kind.choices = [everything, *kinds]
        self.goal.choices = [everything, *goals]
        self.person.choices = [everything, *((str(one), name) for one, name in people)]

    def wanted(self) -> Wanted:
        """Return what the valid form says."""
        person = _chosen(self.person)
        return Wanted(
            kind=_chosen(self.kind),
            first=self.first.data,
            last=self.last.data,
            person_id=UUID(person) if person else None,
            dimension=_chosen(self.goal),
            words=self.words.data,
        )


def _chosen(field: SelectField) -> str | None:
    """Return what is chosen; None for everything, and for what is not offered."""
    offered: Any = field.choices or ()
    chosen: str | None = field.data or None
    return chosen if chosen in {key for key, _words in offered} else None
