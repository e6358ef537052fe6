"""Headers on every answer, errors and files included."""

from flask import Flask, Response, request

from institution.web.cookies import device_token

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
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def add_headers(app: Flask) -> None:
    """Put the headers on every answer; pages are never kept without asking again."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    """Add the headers, which no view says itself."""
    response.headers.extend(HEADERS)
    if "Cache-Control" not in response.headers:
        # On a tablet that many share, the browser keeps no page on its disk.
        kept = "no-store" if device_token() else "private, no-cache"
        response.headers.add("Cache-Control", kept)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
