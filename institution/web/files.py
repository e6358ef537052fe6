"""Style sheets and scripts: one address for the whole tree, made of its content.

A change gives every file a new address, so that browsers keep them for good; scripts import each
other by relative address. Files are read and packed once, when they are first asked for.
"""

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, request, url_for

from institution.web.guard import without_database

FOLDER = Path(__file__).resolve().parents[2] / "static"
IMPORT = re.compile(r'^import .* from "\./([\w-]+\.js)";$', re.MULTILINE)
mimetypes.add_type("text/javascript", ".js")


def serve_files(app: Flask) -> None:
    """Serve the static files, and give templates `static_url`."""
    app.add_url_rule("/static/<digest>/<path:name>", "file", _file)
    app.jinja_env.globals["static_url"] = static_url
    app.jinja_env.globals["module_urls"] = module_urls


def static_url(name: str) -> str:
    """Return the address of a file, such as `css/base.css`."""
    return url_for("file", digest=tree_digest(), name=name)


def module_urls(*names: str) -> list[str]:
    """Return the addresses of scripts and all that they import, to be asked for at once.

    On a slow line a script that is found out about only in another one comes a round trip later.
    """
    return [static_url(name) for name in _modules(names)]


@lru_cache
def _modules(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return scripts with all that they import, each once."""
    found, waiting = dict.fromkeys(names), list(names)
    while waiting:
        text = (FOLDER / waiting.pop()).read_text("utf-8")
        fresh = [f"js/{one}" for one in IMPORT.findall(text) if f"js/{one}" not in found]
        found.update(dict.fromkeys(fresh))
        waiting += fresh
    return tuple(found)


@lru_cache
def tree_digest() -> str:
    """Return the digest of all files."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@lru_cache
def _packed(name: str) -> tuple[bytes, bytes] | None:
    """Return a file plain and gzipped; None where there is none."""
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER) or not path.is_file():
        return None
    plain = path.read_bytes()
    return plain, gzip.compress(plain, mtime=0)


@without_database
def _file(digest: str, name: str) -> Response:
    """Answer with a file; only the newest content is kept for good."""
    found = _packed(name)
    if found is None:
        abort(404)
    zipped = request.accept_encodings.quality("gzip") > 0
    response = Response(found[zipped], mimetype=mimetypes.guess_type(name)[0])
    response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    if digest == tree_digest():
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
