"""The cookies: of the session, of an enrolled tablet, and Flask's own for the form token."""

import json
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer
from werkzeug import Request as BaseRequest

PLAIN_NAME = "institution"
FORM_NAME = "form"
DEVICE_NAME = "device"
DEVICE_SECONDS = 400 * 24 * 3600


class FormSession(SessionMixin):
    """What Flask's cookie holds; its signature is checked when something is asked of it."""

    modified = accessed = False

    def __init__(self, read: Callable[[], Any]) -> None:
        self._read = read

    @cached_property
    def _held(self) -> dict[str, Any]:
        self.accessed = True
        return dict(self._read() or {})

    def __getitem__(self, key: str) -> Any:
        return self._held[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._held[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        del self._held[key]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


class FormCookie(SecureCookieSessionInterface):
    """Flask's signed cookie, sent over encrypted lines only where the line is encrypted."""

    serializer = json  # type: ignore[assignment]  # a token and plain words need no tags
    _signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs; made once, since every form needs it."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 (Flask names it)
        """Tell whether the cookie asks for an encrypted line."""
        return request.is_secure

    def open_session(self, app: Flask, request: Request) -> Any:
        """Return what the cookie holds, not read yet."""
        opened = super().open_session
        return FormSession(lambda: opened(app, request))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie where it changed; where nobody asked for it, nothing is to be said."""
        if session.accessed:
            super().save_session(app, session, response)


def form_cookie(asked: BaseRequest) -> str:
    """Return the cookie as the browser sent it: another one whenever what it holds has changed."""
    return asked.cookies.get(FORM_NAME, "")


def session_token(asked: BaseRequest) -> str | None:
    """Return the token that the browser sent."""
    return asked.cookies.get(_name(asked))


def keep_token(response: Response, token: str) -> None:
    """Give the browser a token that ends with the browser."""
    response.set_cookie(_name(request), token, **_options())


def drop_token(response: Response) -> None:
    """Take the token back, and what the browser keeps of our pages."""
    response.delete_cookie(_name(request), **_options())
    response.headers["Clear-Site-Data"] = '"cache"'


def device_token(asked: BaseRequest) -> str | None:
    """Return the token of an enrolled tablet, as the browser sent it."""
    return asked.cookies.get(_name(asked, DEVICE_NAME))


def keep_device_token(response: Response, token: str) -> None:
    """Give a tablet the token by which it is known, for as long as browsers keep one."""
    response.set_cookie(_name(request, DEVICE_NAME), token, max_age=DEVICE_SECONDS, **_options())


def _name(asked: BaseRequest, plain: str = PLAIN_NAME) -> str:
    """Return the name; the prefix makes browsers hold it to this host and an encrypted line."""
    return f"__Host-{plain}" if asked.is_secure else plain


def _options() -> dict[str, Any]:
    """Return how the cookie is kept."""
    return {"httponly": True, "samesite": "Lax", "secure": request.is_secure, "path": "/"}
