"""Forms about tablets and PINs."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from institution.web.fields import OneOf
from institution.web.forms import Form, plain_text

PIN = {"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]*"}


class CodeForm(Form):
    """Which tablet gets a code."""

    unit = SelectField(
        _l("Unit"), validate_choice=False, validators=[InputRequired(_l("Choose a unit"))]
    )
    name = StringField(
        _l("What do you call the tablet?"),
        description=_l("For example: the tablet in the kitchen"),
        validators=[
            InputRequired(_l("Write what you call the tablet")),
            Length(max=60, message=_l("At most %(number)s characters", number=60)),
            plain_text,
        ],
    )


class DeviceForm(Form):
    """Which tablet it is about."""

    device = HiddenField(validators=[InputRequired()])


class EnrolForm(Form):
    """The code that a manager gave."""

    code = StringField(
        _l("The code from your manager"),
        validators=[
            InputRequired(_l("Write the code")),
            Length(max=20, message=_l("At most %(number)s characters", number=20)),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class SwitchForm(Form):
    """Who takes the tablet over."""

    person = OneOf(_l("Who are you?"), validators=[InputRequired(_l("Choose your name"))])
    pin = PasswordField(
        _l("Your PIN"),
        validators=[
            InputRequired(_l("Write your PIN of six digits")),
            Length(max=20, message=_l("At most %(number)s characters", number=20)),
        ],
        render_kw=PIN,
    )
    next = HiddenField()


class PinForm(Form):
    """A new PIN."""

    password = PasswordField(
        _l("Your password"),
        validators=[InputRequired(_l("Write your password"))],
        render_kw={"autocomplete": "current-password"},
    )
    pin = PasswordField(
        _l("New PIN"),
        description=_l("Six digits, not all alike and not in a row. It works on the tablets only"),
        validators=[InputRequired(_l("Write your PIN of six digits"))],
        render_kw=PIN,
    )


class SettleForm(Form):
    """Why an entry is set aside."""

    entry = HiddenField()
    cause = StringField(
        _l("Why is it set aside?"),
        validators=[
            InputRequired(_l("Write why it is set aside")),
            Length(max=200, message=_l("At most %(number)s characters", number=200)),
            plain_text,
        ],
    )
