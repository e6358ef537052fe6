"""The one place where a request is let through, where work is kept, and where looks are logged.

Every view says `@requires(permission)` or `@public`; the program does not start otherwise. When the
address names a child, the child is loaded through the scope before the view runs. Nobody else
commits: the guard does, once, after an answer below 400. What was looked at is written to the use
log before the answer leaves; where it cannot be written, nothing is shown.
"""

from flask import Flask

from institution.db.engine import Database
from institution.web.guard.again import Again, tagged_by
from institution.web.guard.demands import (
    Access,
    NotSignedInError,
    UnguardedRouteError,
    access_of,
    check_routes,
    keep_although_refused,
    public,
    requires,
    without_database,
)
from institution.web.guard.doors import READING, Doors, Visit
from institution.web.guard.keeping import close, keep
from institution.web.guard.passing import let_through

__all__ = [
    "READING",
    "Access",
    "Again",
    "Doors",
    "NotSignedInError",
    "UnguardedRouteError",
    "Visit",
    "access_of",
    "check_routes",
    "keep_although_refused",
    "protect",
    "public",
    "requires",
    "tagged_by",
    "without_database",
]


def protect(app: Flask, database: Database, doors: Doors) -> None:
    """Put the guard before and after every view."""
    app.extensions["database"] = database
    app.extensions["doors"] = doors
    app.before_request(let_through)
    app.after_request(keep)
    app.teardown_request(close)
