"""Say in plain words why a shift cannot be opened or a log not be written."""

from flask import g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.logs.services import NotBegunError, NotLivingHereError
from institution.logs.views import bp
from institution.web.words import moment


@bp.errorhandler(NotBegunError)
def not_begun(error: NotBegunError) -> ResponseReturnValue:
    """Say when the shift begins."""
    told = _("It begins %(when)s. Choose a shift that has begun.", when=moment(error.begins_at))
    return _page(_("That shift has not begun yet"), told)


@bp.errorhandler(NotLivingHereError)
def not_living_here(_error: NotLivingHereError) -> ResponseReturnValue:
    """Say that the child lived elsewhere."""
    told = _("The child did not live here on that day. Choose a day on which it did.")
    return _page(_("There is no log to write for that day"), told)


def _page(title: str, told: str) -> ResponseReturnValue:
    """Return the page; with the child whom it is about, where there is one."""
    page = render_template("logs/refused.html", title=title, told=told, child=g.get("child"))
    return page, 422
