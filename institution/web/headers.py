"""Headers on every answer, errors and files included."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

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
    """Put the headers on every answer; pages are never kept without asking again."""
    app.wsgi_app = Headed(app.wsgi_app)  # type: ignore[method-assign]
    app.after_request(_not_kept)


def _not_kept(response: Response) -> Response:
    """Say who keeps the answer, where the view did not, and that the line stays encrypted."""
    headers = response.headers
    if "Cache-Control" not in headers:
        # On a tablet that many share, the browser keeps no page on its disk.
        headers.add("Cache-Control", "no-store" if device_token() else "private, no-cache")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
