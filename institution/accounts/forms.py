"""Forms about one's own account, and about others' for administrators."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from institution.accounts.passwords import LEAST_LENGTH
from institution.web.forms import Form, plain_text


def _too_long(number: int) -> LazyString:
    """Return what is said about a text that is too long."""
    return _l("At most %(number)s characters", number=number)


class SignInForm(Form):
    """Who one is, and where one was going."""

    user_name = StringField(
        _l("User name"),
        validators=[
            InputRequired(_l("Write your user name")),
            Length(max=80, message=_too_long(80)),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            InputRequired(_l("Write your password")),
            Length(max=400, message=_too_long(400)),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    resume = HiddenField()


class PasswordForm(Form):
    """A new password."""

    old = PasswordField(
        _l("Your password now"),
        validators=[
            InputRequired(_l("Write the password you use now")),
            Length(max=400, message=_too_long(400)),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("New password"),
        description=_l("At least 12 characters; a sentence is good"),
        validators=[
            InputRequired(_l("Write a new password")),
            Length(
                min=LEAST_LENGTH,
                max=400,
                message=_l("The password must have at least 12 characters"),
            ),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("New password again"),
        validators=[EqualTo("new", message=_l("The two new passwords are not the same"))],
        render_kw={"autocomplete": "new-password"},
    )


class OpenAccountForm(Form):
    """Why a locked account is opened."""

    cause = StringField(
        _l("Why do you open it?"),
        description=_l(
            "For example: I have spoken with the person, who had forgotten the password"
        ),
        validators=[
            InputRequired(_l("Write why you open the account")),
            Length(min=15, max=200, message=_l("Write at least 15 and at most 200 characters")),
            plain_text,
        ],
    )
