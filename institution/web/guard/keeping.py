"""After a view: the work is kept or undone, and what was looked at is logged before it leaves."""

import logging
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask, Response, g, request, session
from flask.globals import app_ctx
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from institution.access.errors import UnavailableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.web.guard.doors import READING, Doors, Visit

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


class Look(NamedTuple):
    """A request that is let through."""

    request_id: UUID
    permission: Permission | None
    visit: Visit | None
    work: Work

    @property
    def through(self) -> str:
        """Return what a journal calls the permission, and a page that everyone may see."""
        return self.permission.value if self.permission else "public"


def note_look(doors: Doors, connection: Connection, look: Look) -> None:
    """Write who looked at whom, and that the session is in use."""
    doors.note_use(connection, look.work, look.request_id, look.through)
    if look.visit is not None and look.visit.touch:
        doors.touch(connection, look.visit.sign_in_id, look.work.now)


def _journal(app: Flask, here: Any, connection: Connection, status: int) -> None:
    """Write what was looked at, and refusals."""
    doors: Doors = app.extensions["doors"]
    look = Look(here.request_id, here.permission, here.visit, here.work)
    note_look(doors, connection, look)
    if _was_refused(here, status):
        child_id = (request.view_args or {}).get("child_id")
        doors.note_refusal(connection, look.work, look.through, child_id)


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
