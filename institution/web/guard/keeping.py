"""After a view: the work is kept or undone, and what was looked at is logged before it leaves."""

import logging

from flask import Response, current_app, g, request, session
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from institution.access.errors import UnavailableError
from institution.access.work import Work
from institution.web.guard.doors import READING, the_database, the_doors

log = logging.getLogger("institution")


def keep(response: Response) -> Response:
    """Keep the work, and log what the answer shows; where that fails, nothing is shown."""
    work: Work | None = g.get("work")
    if work is None:
        return response
    try:
        _finish(work, response.status_code)
    except Exception as error:  # whatever it is, the answer must not leave unlogged
        session.pop("_flashes", None)
        log.error("%s not kept: %s", g.request_id, type(error).__name__)
        away = isinstance(error, SQLAlchemyError)
        told = current_app.extensions["refusals"](UnavailableError() if away else error)
        return current_app.make_response(told)
    return response


def _finish(work: Work, status: int) -> None:
    """Keep what succeeded; else undo it. Write the journals either way."""
    if request.method not in READING:
        kept = status < 400 or g.get("keep_although_refused")
        (work.session.flush if kept else work.session.rollback)()
        _journal(work.session.connection(), work, status)
        work.session.commit()
    elif work.looked_up or _was_used() or _was_refused(status):
        with the_database().journal(work.session) as connection:
            _journal(connection, work, status)


def _journal(connection: Connection, work: Work, status: int) -> None:
    """Write who looked at whom, refusals, and that the session is in use."""
    doors, permission = the_doors(), g.permission.value if g.permission else "public"
    doors.note_use(connection, work, g.request_id, permission)
    if _was_used():
        doors.touch(connection, g.visit.sign_in_id, work.now)
    if _was_refused(status):
        doors.note_refusal(connection, work, permission, (request.view_args or {}).get("child_id"))


def _was_used() -> bool:
    """Tell whether it is time to write that the session is in use."""
    return g.visit is not None and g.visit.touch


def _was_refused(status: int) -> bool:
    """Tell whether someone who signed in asked for what they do not reach."""
    return g.permission is not None and status in {403, 404}


def close(_error: BaseException | None) -> None:
    """Give the session and the turn to write back, whatever happened."""
    if opened := g.pop("opened", None):
        opened.close()
