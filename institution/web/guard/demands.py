"""What a view demands of who opens it. A route that says nothing stops the start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, g

from institution.access.errors import RefusedError
from institution.access.policy import Permission

View = TypeVar("View", bound=Callable[..., Any])


class NotSignedInError(RefusedError):
    """Nobody is signed in, or the session has ended."""


class UnguardedRouteError(Exception):
    """A route that says neither who may pass nor that everyone may."""


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
