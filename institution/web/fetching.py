"""Forms that a script sends get an address to go to, where a browser alone would be led on.

A script cannot stop the browser from following a redirect, and would then take the next page for
the answer. So it asks for JSON and is told where to go; everything else stays a page.
"""

import json

from flask import Flask, Response, request

REDIRECTS = frozenset({301, 302, 303, 307, 308})


def answer_scripts(app: Flask) -> None:
    """Turn redirects after a form into `{"location": address}` for those who ask for JSON."""
    app.after_request(_told)


def _told(response: Response) -> Response:
    """Return the answer, told to a script where it leads."""
    if request.method != "POST":
        return response
    response.headers.add("Vary", "Accept")
    if response.status_code in REDIRECTS and _wants_json():
        location = response.headers.pop("Location")
        response.status_code = 200
        response.set_data(json.dumps({"location": location}))
        response.mimetype = "application/json"
    return response


def _wants_json() -> bool:
    """Tell whether JSON is preferred to a page."""
    accepted = request.accept_mimetypes
    return accepted.quality("application/json") > accepted.quality("text/html")
