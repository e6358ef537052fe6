"""Pages are packed for thin lines, where that gives nothing away.

An answer that repeats what was sent, next to a secret, must not be packed: its length would tell
about the secret. So only plain GET pages are, without a query or with one of the few that the view
knows by heart (`g.known_query`).
"""

import gzip

from flask import Flask, Response, g, request

LEAST = 1000
"""Bytes below which packing saves nothing."""


def pack_pages(app: Flask) -> None:
    """Pack the pages that may be."""
    app.after_request(_packed)


def _packed(response: Response) -> Response:
    """Return the answer, gzipped where it may be and is worth it."""
    if not _may_be_packed(response):
        return response
    body = response.get_data()
    if len(body) >= LEAST:
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def _may_be_packed(response: Response) -> bool:
    """Tell whether the answer is a plain page and the browser unpacks."""
    if response.status_code != 200 or response.mimetype != "text/html" or request.method != "GET":
        return False
    known = request.query_string in {b"", g.get("known_query", b"")}
    fresh = "Content-Encoding" not in response.headers and not response.direct_passthrough
    return known and fresh and _accepted()


def _accepted() -> bool:
    """Tell whether the browser unpacks gzip."""
    return request.accept_encodings.quality("gzip") > 0
