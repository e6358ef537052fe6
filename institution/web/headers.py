"""Headers on every answer, errors and files included."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request
from werkzeug import Request

from institution.web.cookies import device_token

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = list(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }.items()
)

ENCRYPTED = ("Strict-Transport-Security", "max-age=31536000")


class Headed:
    """What serves the application, with the headers on whatever it answers.

    Outermost, so that no answer is without them; and a list that is added whole takes a tenth of
    the time that checking each of them anew takes.
    """

    def __init__(self, serve: "WSGIApplication") -> None:
        self._serve = serve

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer with the headers."""

        def started(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
            return start_response(status, headers + HEADERS, *failed)

        return self._serve(environ, started)


def add_headers(app: Flask) -> None:
    """Say with every answer who keeps it; pages are never kept without asking again."""
    app.after_request(_kept)


def kept_by(asked: Request) -> list[tuple[str, str]]:
    """Return the headers that say who keeps a page, and that the line stays encrypted."""
    # On a tablet that many share, the browser keeps no page on its disk.
    keeping = "no-store" if device_token(asked) else "private, no-cache"
    return [("Cache-Control", keeping), *((ENCRYPTED,) if asked.is_secure else ())]


def _kept(response: Response) -> Response:
    """Put them on the answer, where the view said nothing else."""
    for name, value in kept_by(request):
        response.headers.setdefault(name, value)
    return response
