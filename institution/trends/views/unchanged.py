"""A page that has not changed since it was last shown is not counted and drawn again.

The tag names everything a page is made of: what is known of the child and at which hour, who reads
it and in which session, the language, the period, and the program itself. With it goes the cookie
of the forms: a message that waits there to be shown once makes another page.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Response, g, request

from institution.cases.scope import ReachedChild
from institution.web.cookies import form_cookie
from institution.web.files import tree_digest

TOP = Path(__file__).resolve().parents[3]


def tag(child: ReachedChild, period: str) -> str:
    """Return the tag of a child's page."""
    visit = g.visit
    parts = (
        str(child.id),
        child.version,
        str(visit.sign_in_id),
        form_cookie(),
        visit.actor.name,
        ",".join(sorted(visit.actor.roles)),
        visit.actor.language,
        period,
        program(),
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]


def not_modified(named: str) -> Response | None:
    """Return the short answer where the browser has the page already."""
    if not request.if_none_match.contains_weak(named):
        return None
    return tagged(Response(status=304), named)


def tagged(response: Response, named: str) -> Response:
    """Put the tag on an answer."""
    response.set_etag(named, weak=True)
    return response


@lru_cache
def program() -> str:
    """Return a digest of everything that makes pages: another program draws another page."""
    digest = hashlib.sha256(tree_digest().encode())
    for folder in ("institution", "templates"):
        for path in sorted((TOP / folder).rglob("*.*")):
            if path.suffix in {".py", ".html", ".yaml", ".mo"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()
