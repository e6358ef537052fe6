"""Who asks again for a page that has not changed is answered before the framework wakes.

It is the same guard: the same doors are asked in the same order as before a view, and the look is
logged before the answer leaves. Only what the framework does around a view is left out. Whoever
may not see the page, for whom it has changed, or who cannot be answered for any other reason,
goes the whole way and is told there what it is.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug import Request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.http import parse_cookie

from institution.access.errors import RefusedError, UnavailableError
from institution.access.policy import Permission
from institution.db.base import new_id
from institution.db.engine import Database
from institution.web.cookies import session_token
from institution.web.guard.demands import View, access_of
from institution.web.guard.doors import Doors, Visit
from institution.web.guard.keeping import Look, note_look
from institution.web.guard.passing import AWAY, admit, enter
from institution.web.headers import kept_by

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("institution")

KEPT = 20_000
"""Addresses kept with the page behind each."""
Tag = Callable[[Request, Visit, Any], str | None]
"""Returns the tag of a child's page as it is now, as a header has it; None: no such page."""


class Asked(Request):
    """What is asked; its cookies are read without a look at the other headers."""

    @cached_property
    def cookies(self) -> Mapping[str, str]:  # type: ignore[override]
        """Return the cookies by name."""
        return parse_cookie(self.environ.get("HTTP_COOKIE"))


class Page(NamedTuple):
    """A page about a child that has a tag."""

    permission: Permission
    child_id: UUID
    view: Any
    """What has the tag."""


def tagged_by(tag: Tag) -> Callable[[View], View]:
    """Say what tells whether a page has changed; without it, the page is made each time."""

    def mark(view: View) -> View:
        view.tag = tag  # type: ignore[attr-defined]
        return view

    return mark


class Again:
    """What serves the application, answering by itself where a page has not changed."""

    def __init__(self, app: Flask, database: Database, doors: Doors) -> None:
        self._serve: WSGIApplication = app.wsgi_app
        self._app, self._database, self._doors = app, database, doors
        self._addresses = app.url_map.bind("")
        self._known = lru_cache(KEPT)(self._behind)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and environ["REQUEST_METHOD"] == "GET":
            page, asked = self._page(environ["PATH_INFO"]), Asked(environ)
            if page and self._is_still(known, asked, page):
                start_response("304 NOT MODIFIED", [("ETag", known), *kept_by(asked)])
                return []
        return self._serve(environ, start_response)

    def _page(self, address: str) -> Page | None:
        """Return the page behind an address; None where it has no tag."""
        try:
            return self._known(address)
        except HTTPException:
            return None

    def _behind(self, address: str) -> Page:
        """Return the page behind an address.

        Raises:
            HTTPException: it has no tag. So it is not kept: anybody can make up addresses.
        """
        endpoint, values = self._addresses.match(address, "GET")
        access = access_of(self._app, endpoint)
        view = self._app.view_functions[endpoint]
        if not hasattr(view, "tag") or access is None or access.permission is None:
            raise NotFound
        return Page(access.permission, values["child_id"], view)

    def _is_still(self, known: str, asked: Request, page: Page) -> bool:
        """Tell whether the page is as the browser knows it; log the look where it is."""
        try:
            # One transaction: what is asked still holds when the look is written.
            with self._database.writing() as session:
                return self._was_shown(known, asked, page, session)
        except (UnavailableError, SQLAlchemyError):
            # The whole way need not wait for the database once more to say so.
            asked.environ[AWAY] = True
            return False
        except RefusedError:
            return False
        except Exception as error:  # whatever it is: the whole way meets it too, and tells of it
            log.error("not answered at once: %s", type(error).__name__)
            return False

    def _was_shown(self, known: str, asked: Request, page: Page, session: Session) -> bool:
        """Ask the doors; tell whether the answer is that nothing changed, and is in the log."""
        visit, work = enter(self._doors, session, session_token(asked))
        if visit is None:
            return False
        child = admit(self._doors, work, page.permission, page.child_id)
        if known != page.view.tag(asked, visit, child):
            return False
        look = Look(new_id(), page.permission, visit, work)
        note_look(self._doors, session.connection(), look)
        session.commit()
        return True
