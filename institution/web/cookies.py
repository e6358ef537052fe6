"""The two cookies: the session's token, and Flask's own for the form token and short messages."""

from typing import Any

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

PLAIN_NAME = "institution"


class FormCookie(SecureCookieSessionInterface):
    """Flask's signed cookie, sent over encrypted lines only where the line is encrypted."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 (Flask names it)
        """Tell whether the cookie asks for an encrypted line."""
        return request.is_secure

    _signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs; made once, since every request needs it."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer


def session_token() -> str | None:
    """Return the token that the browser sent."""
    return request.cookies.get(_name())


def keep_token(response: Response, token: str) -> None:
    """Give the browser a token that ends with the browser."""
    response.set_cookie(_name(), token, **_options())


def drop_token(response: Response) -> None:
    """Take the token back, and what the browser keeps of our pages."""
    response.delete_cookie(_name(), **_options())
    response.headers["Clear-Site-Data"] = '"cache"'


def _name() -> str:
    """Return the name; the prefix makes browsers hold it to this host and an encrypted line."""
    return f"__Host-{PLAIN_NAME}" if request.is_secure else PLAIN_NAME


def _options() -> dict[str, Any]:
    """Return how the cookie is kept."""
    return {"httponly": True, "samesite": "Lax", "secure": request.is_secure, "path": "/"}
