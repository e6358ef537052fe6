"""A page that has not changed since it was last shown is not counted and drawn again.

The tag names everything a page is made of: what is known of the child and at which hour, who reads
it and in which session, the language, the period, and the program itself. With it goes the cookie
of the forms: a message that waits there to be shown once makes another page.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from werkzeug import Request

from institution.cases.scope import ReachedChild
from institution.trends.services import Period
from institution.trends.views.periods import OF_CHILD, asked_period
from institution.web.cookies import form_cookie
from institution.web.files import tree_digest
from institution.web.guard import Visit

TOP = Path(__file__).resolve().parents[3]


def shown_period(asked: Request) -> Period | None:
    """Return the period that is asked for; None where the page offers no such period."""
    return asked_period(asked, OF_CHILD)


def tag(asked: Request, visit: Visit, child: ReachedChild) -> str | None:
    """Return the tag of a child's page, as a header has it; None where there is no such page."""
    period = shown_period(asked)
    if period is None:
        return None
    actor = visit.actor
    parts = (
        child.id.hex,
        child.version,
        visit.sign_in_id.hex,
        form_cookie(asked),
        actor.name,
        ",".join(sorted(actor.roles)),
        actor.language,
        period,
        program(),
    )
    return f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


@lru_cache
def program() -> str:
    """Return a digest of everything that makes pages: another program draws another page."""
    digest = hashlib.sha256(tree_digest().encode())
    for folder in ("institution", "templates"):
        for path in sorted((TOP / folder).rglob("*.*")):
            if path.suffix in {".py", ".html", ".yaml", ".mo"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()
