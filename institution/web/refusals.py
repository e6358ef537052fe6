"""Failure pages: in plain words what became of what was typed, and an id to ask about."""

import logging

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from institution.access.errors import (
    ConflictError,
    NotAllowedError,
    NotReachableError,
    RefusedError,
    UnavailableError,
)
from institution.web import resume
from institution.web.guard import READING

STATUS: dict[type[RefusedError], int] = {
    NotReachableError: 404,
    NotAllowedError: 403,
    ConflictError: 409,
    UnavailableError: 503,
}
BARE_PAGE = """<!doctype html>
<html lang="da"><head><meta charset="utf-8"><title>Fejl</title></head>
<body><h1>Noget gik galt hos os</h1><p>Det, du sendte, er IKKE gemt. Gå en side tilbage.</p>
<p lang="en">Something went wrong with us. What you sent was NOT saved.</p></body></html>
"""
"""For when even the failure page fails."""
log = logging.getLogger("institution")


def word_refusals(app: Flask) -> None:
    """Answer every failure with a page of ours."""
    app.extensions["refusals"] = answered
    app.register_error_handler(RefusedError, refused)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolTimeoutError, _database_away)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def answered(error: Exception) -> ResponseReturnValue:
    """Answer a failure that came up after the view, when the work was to be kept."""
    return refused(error) if isinstance(error, RefusedError) else _unexpected(error)


def refused(error: RefusedError) -> ResponseReturnValue:
    """Answer a refusal of a service."""
    return _page(STATUS.get(type(error), 422))


def _database_away(error: Exception) -> ResponseReturnValue:
    """Answer that the database is away, held by another or full."""
    log.error("%s %s %s", g.get("request_id"), request.url_rule, type(error).__name__)
    return refused(UnavailableError())


def _http(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask refuses."""
    if error.code is None or error.code < 400:
        return error.get_response()
    return _page(error.code)


def _form_too_old(_error: CSRFError) -> ResponseReturnValue:
    """Bring the form back as it was, with a token that holds."""
    work = g.get("work")
    sealed = None
    if work is not None and work.actor.id is not None:
        sealed = resume.pack(work.session.info["keyring"], work.actor.id)
    page = render_template("errors/form_too_old.html", sealed=sealed, **_about_error())
    return page, 400


def _unexpected(error: Exception) -> ResponseReturnValue:
    """Answer a fault of ours; the log gets its kind and place, never its words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    log.error("%s %s %s in %s", g.get("request_id"), request.url_rule, type(error).__name__, where)
    if current_app.testing:
        raise error
    try:
        return _page(500)
    except Exception as second:  # the page itself is at fault: never let Flask log the first one
        log.error("%s failure page: %s", g.get("request_id"), type(second).__name__)
        return BARE_PAGE, 500


def _page(status: int) -> tuple[str, int]:
    """Return the failure page."""
    title, told = _words(status)
    return render_template("errors/error.html", title=title, told=told, **_about_error()), status


def _about_error() -> dict[str, object]:
    """Return what every failure page shows."""
    return {"error_id": str(g.get("request_id", ""))[-12:], "saving": request.method not in READING}


def _words(status: int) -> tuple[str, str]:
    """Return a title and a sentence on what to do."""
    known = {
        403: (
            _("This is not part of your work"),
            _("Your account cannot do this. If you need it, talk with your manager."),
        ),
        404: (
            _("We cannot find that page"),
            _("The address may be wrong, or it may belong to something you do not work with."),
        ),
        409: (
            _("Someone was here before you"),
            _("Something else was saved in the meantime. Go back and look at it first."),
        ),
        413: (_("That is too much at once"), _("Please send a shorter text or a smaller file.")),
        503: (
            _("The system is busy"),
            _("Nothing can be read or saved right now. Try again soon."),
        ),
    }
    fault = (_("Something went wrong with us"), _("It is not your fault. Try again in a moment."))
    other = (_("That could not be done"), _("Go back and try once more."))
    return known.get(status, fault if status >= 500 else other)
