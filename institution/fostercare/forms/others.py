"""The short forms of foster care."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional, Regexp

from institution.cases.models import Profile
from institution.content.krith import krith
from institution.db.base import new_id
from institution.fostercare.services import NewFamily
from institution.fostercare.services.asking import NEED, NOTHING
from institution.web.fields import DayField, OneOf, SeveralOf, text, words_of
from institution.web.forms import Form, plain_text, stripped

SHORT, LONG = 120, 1000
TOO_LONG = _l("This is too long")


def line(label: Any, told: Any) -> StringField:
    """Return a short text that is needed."""
    rules = [InputRequired(told), Length(max=SHORT, message=TOO_LONG), plain_text]
    return StringField(label, validators=rules, filters=[stripped])


class FamilyForm(Form):
    """A new family."""

    reference = StringField(
        _l("Number of the family"),
        description=_l("Such as PF-014. Lists and the child's page name the family by it alone."),
        filters=[stripped],
        validators=[
            InputRequired(_l("Give the family a number")),
            Regexp(r"^[A-Z]{1,4}-\d{1,6}$", message=_l("Write letters, a line and digits: PF-014")),
        ],
    )
    name = line(_l("Name of the family"), _l("Write the name of the family"))
    profile = OneOf(
        _l("Country"),
        choices={Profile.GREENLAND.value: "Grønland", Profile.DENMARK.value: "Danmark"},
        validators=[InputRequired(_l("Choose the country"))],
    )
    address = text(_l("Address"), 300, InputRequired(_l("Write the address")))
    phone = StringField(
        _l("Phone"), validators=[Optional(), Length(max=40), plain_text], filters=[stripped]
    )
    protected = BooleanField(
        _l("The address is protected"),
        description=_l("It is then shown only after asking for it, and each look is logged."),
    )

    def family(self) -> NewFamily:
        """Return what the valid form says."""
        return NewFamily(
            reference=self.reference.data or "",
            name=self.name.data or "",
            profile=Profile(self.profile.data),
            address=self.address.data or "",
            phone=self.phone.data,
            protected=bool(self.protected.data),
        )


class PersonForm(Form):
    """Someone who is to be tied to a family."""

    user_name = line(_l("User name"), _l("Write the user name"))


class AnswerForm(Form):
    """An answer in words."""

    text = text(_l("Your answer"), LONG, InputRequired(_l("Write an answer")))


class AgendaForm(Form):
    """What a child wants to talk about at a visit, and what not."""

    visit = HiddenField()
    """Which visit the child read about."""
    text = text(_l("What I want to talk about, and what not"), LONG,
                InputRequired(_l("Write what you want to talk about")))  # fmt: skip


class ReceiptForm(Form):
    """What reading led to."""

    led_to = text(
        _l("What does it lead to?"),
        LONG,
        Optional(),
        description=_l("The family reads this. Leave it empty to say only that you have read it."),
    )
    read = HiddenField(validators=[InputRequired()])


class AskForm(Form):
    """A family asks for help."""

    id = HiddenField()
    about = SeveralOf(_l("What do you need?"))
    text = text(_l("In your own words"), LONG, Optional())

    @property
    def request_id(self) -> UUID:
        """Return the id made with the form; a new one where it was damaged on the way."""
        try:
            return UUID(self["id"].data or "")
        except ValueError:
            return new_id()

    @classmethod
    def asked(cls, language: str) -> "AskForm":
        """Return the form with what is offered."""
        form = cls.from_request()
        needs = krith.newest().own_question(NEED).options
        offered = words_of(needs, language)
        form.about.choices = {key: words for key, words in offered.items() if key != NOTHING}
        if not form["id"].data:
            form["id"].data = str(new_id())
        return form

    def validate_about(self, field: SeveralOf) -> None:
        """Ask what is needed.

        Raises:
            ValidationError: nothing is chosen and nothing written.
        """
        if not field.data and not self.text.data:
            raise ValidationError(str(_l("Choose or write what you need")))


class SeekForm(Form):
    """A coordinator is asked to find a family."""

    user_name = line(_l("User name of the coordinator"), _l("Write the user name"))


class PlaceForm(Form):
    """A child is placed in a family."""

    reference = line(_l("Number of the family"), _l("Write the number of the family"))
    begins = DayField(_l("From"), validators=[InputRequired(_l("Choose the day"))])
    reason = text(_l("Reason, where no valid permit with room is noted"), LONG, Optional())


class StayForm(Form):
    """A respite stay."""

    reference = line(_l("Number of the respite family"), _l("Write the number of the family"))
    begins = DayField(_l("First day"), validators=[InputRequired(_l("Choose the day"))])
    until = DayField(_l("Last day"), validators=[InputRequired(_l("Choose the day"))])
    words = text(
        _l("What the family needs to know"),
        LONG,
        Optional(),
        description=_l("What helps, what the child likes, whom to call. Read on those days alone."),
    )


class NumberForm(Form):
    """Where somebody stands on the scale of a map."""

    map = HiddenField()
    """Which map the numbers stood in that were read."""
    number = OneOf(_l("Your number"), validators=[InputRequired(_l("Choose a number"))])
    reason = text(_l("What makes you stand there and not lower?"), LONG,
                  InputRequired(_l("Write what makes you stand there")))  # fmt: skip
    one_up = text(_l("What would you need to see to stand one higher?"), LONG, Optional())


class ChildsNumberForm(NumberForm):
    """Where the child stands; skipping the words is an answer."""

    reason = text(_l("What makes you stand there and not lower?"), LONG, Optional())


class EndForm(Form):
    """A placement in a family ends."""

    last_day = DayField(_l("Last day"), validators=[InputRequired(_l("Choose the day"))])
