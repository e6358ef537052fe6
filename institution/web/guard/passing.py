"""Before a view: who asks, whether they may, and the child the address names."""

from contextlib import ExitStack

from flask import current_app, g, request
from sqlalchemy.orm import Session

from institution.access.actor import NOBODY
from institution.access.errors import NotAllowedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.db.base import new_id
from institution.web.cookies import session_token
from institution.web.guard.demands import NotSignedInError, access_of
from institution.web.guard.doors import READING, the_database, the_doors


def let_through() -> None:
    """Open the session, find out who asks, and check what the view demands."""
    g.request_id, g.work, g.permission = new_id(), None, None
    access = access_of(current_app, request.endpoint) if request.endpoint else None
    if access is None or not access.needs_database:
        return
    _open_work()
    if access.permission is None:
        return
    if g.visit is None:
        raise NotSignedInError
    g.permission = access.permission
    _check(access.permission)


def _open_work() -> None:
    """Open a session for reading or writing, and find who is behind the cookie."""
    database, doors = the_database(), the_doors()
    g.opened = ExitStack()
    opening = database.reading if request.method in READING else database.writing
    opened: Session = g.opened.enter_context(opening())
    now, token = doors.clock(), session_token()
    g.visit = doors.visit(opened, token, now) if token else None
    g.work = Work(opened, g.visit.actor if g.visit else NOBODY, now)


def _check(permission: Permission) -> None:
    """Refuse whose roles never allow it; load the child through the scope."""
    work: Work = g.work
    if not work.actor.may_ever(permission):
        raise NotAllowedError(permission.value)
    child_id = (request.view_args or {}).get("child_id")
    if child_id is not None:
        g.child = the_doors().child(work, permission, child_id)
