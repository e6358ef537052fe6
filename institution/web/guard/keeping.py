"""After a view: the work is kept or undone, and what was looked at is logged before it leaves."""

import logging
from typing import Any

from flask import Flask, Response, g, request, session
from flask.globals import app_ctx
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from institution.access.errors import UnavailableError
from institution.access.work import Work
from institution.web.guard.doors import READING, Doors

log = logging.getLogger("institution")


def keep(response: Response) -> Response:
    """Keep the work, and log what the answer shows; where that fails, nothing is shown."""
    app, here = app_ctx.app, app_ctx.g
    if here.get("work") is None:
        return response
    try:
        _finish(app, here, response.status_code)
    except Exception as error:  # whatever it is, the answer must not leave unlogged
        session.pop("_flashes", None)
        log.error("%s not kept: %s", here.request_id, type(error).__name__)
        away = isinstance(error, SQLAlchemyError)
        told = app.extensions["refusals"](UnavailableError() if away else error)
        return app.make_response(told)
    return response


def _finish(app: Flask, here: Any, status: int) -> None:
    """Keep what succeeded; else undo it. Write the journals either way."""
    work: Work = here.work
    if request.method not in READING:
        kept = status < 400 or here.get("keep_although_refused")
        (work.session.flush if kept else work.session.rollback)()
        _journal(app, here, work.session.connection(), status)
        work.session.commit()
    elif work.looked_up or _was_used(here) or _was_refused(here, status):
        with app.extensions["database"].journal(work.session) as connection:
            _journal(app, here, connection, status)


def _journal(app: Flask, here: Any, connection: Connection, status: int) -> None:
    """Write who looked at whom, refusals, and that the session is in use."""
    doors: Doors = app.extensions["doors"]
    work, permission = here.work, here.permission.value if here.permission else "public"
    doors.note_use(connection, work, here.request_id, permission)
    if _was_used(here):
        doors.touch(connection, here.visit.sign_in_id, work.now)
    if _was_refused(here, status):
        doors.note_refusal(connection, work, permission, (request.view_args or {}).get("child_id"))


def _was_used(here: Any) -> bool:
    """Tell whether it is time to write that the session is in use."""
    return here.visit is not None and here.visit.touch


def _was_refused(here: Any, status: int) -> bool:
    """Tell whether someone who signed in asked for what they do not reach."""
    return here.permission is not None and status in {403, 404}


def close(_error: BaseException | None) -> None:
    """Give the session and the turn to write back, whatever happened."""
    if opened := g.pop("opened", None):
        opened.close()
