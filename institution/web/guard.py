"""The one place where a request is let through, where work is kept, and where looks are logged.

Every view says `@requires(permission)` or `@public`; the program does not start otherwise. When the
address names a child, the child is loaded through the scope before the view runs. Nobody else
commits: the guard does, once, after an answer below 400. What was looked at is written to the use
log before the answer leaves; where it cannot be written, nothing is shown.
"""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import Flask, Response, current_app, g, request, session
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from institution.access.actor import NOBODY, Actor
from institution.access.errors import NotAllowedError, RefusedError, UnavailableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.db.base import new_id
from institution.db.engine import Database
from institution.web.cookies import session_token

View = TypeVar("View", bound=Callable[..., Any])
READING = frozenset({"GET", "HEAD", "OPTIONS"})
log = logging.getLogger("institution")


class NotSignedInError(RefusedError):
    """Nobody is signed in, or the session has ended."""


class UnguardedRouteError(Exception):
    """A route that says neither who may pass nor that everyone may."""


class Visit(Protocol):
    """A session that holds now, as the guard needs it."""

    sign_in_id: UUID
    actor: Actor
    touch: bool


@dataclass(frozen=True)
class Doors:
    """What the guard asks of the folders above it."""

    visit: Callable[[Session, str, datetime], Any]
    touch: Callable[[Session, UUID, datetime], None]
    child: Callable[[Work, Permission, UUID], Any]
    note_use: Callable[[Session, Work, UUID, str], None]
    note_refusal: Callable[[Session, Work, str, UUID | None], None]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True)
class Access:
    """What a view demands; no permission: everyone may pass."""

    permission: Permission | None = None
    needs_database: bool = True


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only those pass who may; load the child that the address names."""
    return _marked(Access(permission))


def public(view: View) -> View:
    """Let everyone pass; nothing about a child is behind it."""
    return _marked(Access())(view)


def without_database(view: View) -> View:
    """Let everyone pass without opening the database."""
    return _marked(Access(needs_database=False))(view)


def keep_although_refused() -> None:
    """Keep what this request wrote although its answer is a refusal: a try to sign in counts."""
    g.keep_although_refused = True


def protect(app: Flask, database: Database, doors: Doors) -> None:
    """Put the guard before and after every view."""
    app.extensions["database"] = database
    app.extensions["doors"] = doors
    app.before_request(_let_through)
    app.after_request(_keep)
    app.teardown_request(_close)


def check_routes(app: Flask) -> None:
    """Refuse to start with an unguarded route.

    Raises:
        UnguardedRouteError: names the routes.
    """
    open_rules = [r.rule for r in app.url_map.iter_rules() if access_of(app, r.endpoint) is None]
    if open_rules:
        raise UnguardedRouteError(", ".join(sorted(open_rules)))


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return what the view behind an endpoint demands; None where it says nothing."""
    return getattr(app.view_functions[endpoint], "access", None)


def _marked(access: Access) -> Callable[[View], View]:
    """Return a decorator that notes the demand on the view."""

    def mark(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


def _let_through() -> None:
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
    database, doors = _database(), _doors()
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
        g.child = _doors().child(work, permission, child_id)


def _keep(response: Response) -> Response:
    """Keep the work, and log what the answer shows, before it leaves."""
    work: Work | None = g.get("work")
    if work is None:
        return response
    try:
        _finish(work, response.status_code)
    except (SQLAlchemyError, UnavailableError) as error:
        session.pop("_flashes", None)
        log.error("%s not kept: %s", g.request_id, type(error).__name__)
        return _unavailable()
    return response


def _finish(work: Work, status: int) -> None:
    """Commit what succeeded; else undo it. Write the use log either way."""
    if request.method not in READING and (status < 400 or g.get("keep_although_refused")):
        _journal(work.session, work, status)
        work.session.commit()
        return
    looked_up, touch = work.looked_up, g.visit is not None and g.visit.touch
    work.session.rollback()
    g.opened.close()
    if looked_up or touch or _was_refused(status):
        with _database().writing() as writing:
            _journal(writing, work, status)
            writing.commit()


def _journal(writing: Session, work: Work, status: int) -> None:
    """Write who looked at whom, refusals, and that the session is in use."""
    doors, permission = _doors(), g.permission.value if g.permission else "public"
    doors.note_use(writing, work, g.request_id, permission)
    if g.visit is not None and g.visit.touch:
        doors.touch(writing, g.visit.sign_in_id, work.now)
    if _was_refused(status):
        doors.note_refusal(writing, work, permission, (request.view_args or {}).get("child_id"))


def _was_refused(status: int) -> bool:
    """Tell whether someone who signed in asked for what they do not reach."""
    return g.permission is not None and status in {403, 404}


def _close(_error: BaseException | None) -> None:
    """Give the session and the turn to write back, whatever happened."""
    if opened := g.pop("opened", None):
        opened.close()


def _unavailable() -> Response:
    """Answer that nothing was kept and nothing is shown."""
    answer: Response = current_app.make_response(
        current_app.extensions["refusals"](UnavailableError())
    )
    return answer


def _database() -> Database:
    """Return the application's database."""
    database: Database = current_app.extensions["database"]
    return database


def _doors() -> Doors:
    """Return what the guard asks of the folders above it."""
    doors: Doors = current_app.extensions["doors"]
    return doors
