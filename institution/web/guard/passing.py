"""Before a view: who asks, whether they may, and the child the address names."""

from contextlib import ExitStack
from typing import Any
from uuid import UUID

from flask import request
from flask.globals import app_ctx
from sqlalchemy.orm import Session

from institution.access.actor import NOBODY
from institution.access.errors import NotAllowedError, UnavailableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.db.base import new_id
from institution.db.engine import Database
from institution.web.cookies import session_token
from institution.web.guard.demands import NotSignedInError, access_of
from institution.web.guard.doors import READING, Doors, Visit

AWAY = "institution.database_away"
"""Stands in the environment of a request that has waited in vain for the database already."""


def let_through() -> None:
    """Open the session, find out who asks, and check what the view demands."""
    # Looked up once: every use of `g` and `current_app` looks for them anew.
    app, here, endpoint = app_ctx.app, app_ctx.g, request.endpoint
    here.request_id, here.work, here.permission = new_id(), None, None
    access = access_of(app, endpoint) if endpoint else None
    if access is None or not access.needs_database:
        return
    if AWAY in request.environ:
        raise UnavailableError
    doors: Doors = app.extensions["doors"]
    _open_work(here, app.extensions["database"], doors)
    if access.permission is None:
        return
    if here.visit is None:
        raise NotSignedInError
    here.permission = access.permission
    child_id = (request.view_args or {}).get("child_id")
    child = admit(doors, here.work, access.permission, child_id)
    if child is not None:
        here.child = child


def enter(doors: Doors, session: Session, token: str | None) -> tuple[Visit | None, Work]:
    """Find who is behind the cookie; return the visit, None for nobody's, and the work."""
    now = doors.clock()
    visit = doors.visit(session, token, now) if token else None
    return visit, Work(session, visit.actor if visit else NOBODY, now)


def admit(doors: Doors, work: Work, permission: Permission, child_id: UUID | None) -> Any:
    """Refuse whose roles never allow it; return the child, if one is named.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
        NotReachableError: no such child, or not within reach.
    """
    if not work.actor.may_ever(permission):
        raise NotAllowedError(permission.value)
    return None if child_id is None else doors.child(work, permission, child_id)


def _open_work(here: Any, database: Database, doors: Doors) -> None:
    """Open a session for reading or writing, and find who is behind the cookie."""
    here.opened = ExitStack()
    opening = database.reading if request.method in READING else database.writing
    opened: Session = here.opened.enter_context(opening())
    here.visit, here.work = enter(doors, opened, session_token(request))
