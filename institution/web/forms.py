"""What all forms share: where they read from, and what counts as written text."""

import re
from typing import Any, Self
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from wtforms import Field, ValidationError
from wtforms import Form as BaseForm

from institution.web.resume import FIELD, resumed

HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters, but for line ends and tabs."""
MARK = "\N{REPLACEMENT CHARACTER}"


class Form(BaseForm):
    """A form that comes back as it was after signing in again."""

    came_back = False
    """Whether it was sent: what is in it is newer than anything kept before."""

    @classmethod
    def from_request(cls, **options: Any) -> Self:
        """Return the form with what was sent, or brought back, or empty."""
        sent = resumed() if FIELD in request.form else request.form
        form = cls(formdata=sent if request.method == "POST" else None, **options)
        form.came_back = request.method == "POST"
        return form

    def submitted_valid(self) -> bool:
        """Tell whether the form was sent to be kept, and nothing is wrong with it."""
        return request.method == "POST" and FIELD not in request.form and self.validate()

    @property
    def status(self) -> int:
        """Return the status of the page that shows the form."""
        return 422 if self.errors else 200


def plain_text(_form: BaseForm, field: Field) -> None:
    """Refuse control characters, which a reader cannot see; every script and accent is welcome.

    The form comes back with a visible mark in their place, which is refused as well.

    Raises:
        ValidationError: there is one.
    """
    marked = HIDDEN.sub(MARK, field.data or "")
    if MARK in marked:
        field.data = marked
        raise ValidationError(hidden_words())


def hidden_words() -> str:
    """Return what is said about a character that cannot be shown."""
    return str(
        _(
            "There is a character in the text that cannot be shown. It is marked %(mark)s: "
            "please type that part again.",
            mark=MARK,
        )
    )


def as_uuid(text: str | None) -> UUID | None:
    """Return the id that a hidden field carries; None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def stripped(text: str | None) -> str | None:
    """Return the text without space around it and with one kind of line end; None where empty."""
    return (text or "").replace("\r\n", "\n").strip() or None
