"""Why the service refused, beside the question it is about."""

from typing import Any

from flask_babel import gettext as _

from institution.incidents import services
from institution.web.forms import Form


def tell(form: Form, refused: services.UnknownAnswerError) -> None:
    """Put the reason beside its question, or at the top where the question is not on the page."""
    words = _words(refused)
    if refused.key in form:
        field: Any = form[refused.key]
        field.errors = [*field.errors, words]
    else:
        form.form_errors = [*form.form_errors, words]


def _words(refused: services.UnknownAnswerError) -> str:
    if isinstance(refused, services.TimesOutOfOrderError) and refused.key == "due":
        return str(_("This day cannot be: it is before what it follows, or over a year ahead"))
    if isinstance(refused, services.TimesOutOfOrderError):
        return str(_("This time cannot be: it lies in the future, or before what it follows"))
    if isinstance(refused, services.AnswerMissingError):
        return str(_("Please answer this"))
    return str(_("Choose one of the answers that are offered"))
