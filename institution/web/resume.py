"""What was typed outlives a session that timed out, or a form token that no longer holds.

The form comes back sealed inside the page that asks to sign in. Only the same person, at the same
address, can open it again; the form is then shown as it was, and nothing is kept until it is sent.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from uuid import UUID

from flask import g, request
from werkzeug.datastructures import MultiDict

from institution.db.sealing import Keyring, Place, SealError

FIELD = "resume"
LEFT_OUT = frozenset({FIELD, "csrf_token"})


def pack(keyring: Keyring, person_id: UUID) -> str:
    """Return the form that was sent, sealed to its person and address."""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in LEFT_OUT]
    return sealed(keyring, person_id, request.path, fields)


def sealed(keyring: Keyring, person_id: UUID, path: str, fields: Sequence[tuple[str, str]]) -> str:
    """Return a form sealed to a person and an address, at which it is shown as it was."""
    closed = keyring.seal(json.dumps(list(fields)), Place("resume", path, person_id))
    return base64.urlsafe_b64encode(closed).decode()


def unpack(keyring: Keyring, person_id: UUID) -> MultiDict[str, str] | None:
    """Return the form inside the request; None where it is another person's, or damaged."""
    try:
        closed = base64.urlsafe_b64decode(request.form[FIELD])
        place = Place("resume", request.path, person_id)
        return MultiDict(json.loads(keyring.open(closed, place)))
    except (SealError, binascii.Error, ValueError):
        return None


def resumed() -> MultiDict[str, str] | None:
    """Return the form to show as it was, where this request brings one back."""
    if request.method != "POST" or FIELD not in request.form:
        return None
    if "resumed" not in g:
        work = g.work
        g.resumed = unpack(work.session.info["keyring"], work.actor.id)
    found: MultiDict[str, str] | None = g.resumed
    return found
