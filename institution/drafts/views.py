"""Where forms send what is typed into them, and fetch it again."""

import json
from http import HTTPStatus
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, abort, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from institution.access.policy import Permission
from institution.drafts import services
from institution.web.guard import access_of, requires
from institution.web.words import clock, short_day

bp = Blueprint("drafts", __name__)
LARGEST = 64 * 1024
"""Characters of one form, several times the longest that can be saved."""
NOTHING = ("", HTTPStatus.NO_CONTENT)


class Sent(NamedTuple):
    """A form and what is typed into it."""

    id: UUID
    fields: services.Fields
    """Empty: it is thrown away."""


@bp.route("/drafts")
@requires(Permission.OWN_ACCOUNT)
def draft() -> ResponseReturnValue:
    """Return what the reader has typed into a form and not saved."""
    found = services.waiting(g.work, _form(request.args.get("form", "")))
    if found is None:
        return NOTHING
    day = found.saved_at.astimezone(g.work.actor.time_zone).date()
    when = clock(found.saved_at)
    told = when if day == g.work.today else f"{short_day(day)} {when}"
    words = _("What you wrote at %(time)s is here again. It is not saved yet.", time=told)
    answer = jsonify(id=str(found.id), fields=found.fields, words=words)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/drafts", methods=["POST"])
@requires(Permission.OWN_ACCOUNT)
def keep() -> ResponseReturnValue:
    """Keep what is typed into a form, or throw it away."""
    form, sent = _form(request.form.get("form", "")), _sent()
    if sent.fields:
        services.keep(g.work, sent.id, form, sent.fields)
    else:
        services.finish(g.work, sent.id, form)
    return NOTHING


def finish(draft_id: UUID) -> None:
    """Throw away what was typed into the form that has just been kept, where any of it was kept."""
    if "drafted" in request.form:
        services.finish(g.work, draft_id, request.path)


def _form(path: str) -> str:
    """Return the address of a form that the reader may open.

    Raises:
        BadRequest: there is no such form.
        NotAllowedError, NotReachableError: it is not theirs to open.
    """
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        abort(HTTPStatus.BAD_REQUEST)
    access = access_of(current_app._get_current_object(), endpoint)  # type: ignore[attr-defined]
    if access is None or access.permission is None:
        abort(HTTPStatus.BAD_REQUEST)
    places = values.get("child_id"), values.get("unit_id")
    services.check_reach(g.work, access.permission, *places)
    return path


def _sent() -> Sent:
    """Return what was sent.

    Raises:
        BadRequest: it is no draft.
    """
    text = request.form.get("fields", "")
    try:
        draft_id, fields = UUID(request.form.get("id", "")), json.loads(text or "[]")
    except ValueError:
        abort(HTTPStatus.BAD_REQUEST)
    if len(text) > LARGEST or not _are_fields(fields):
        abort(HTTPStatus.BAD_REQUEST)
    return Sent(draft_id, fields)


def _are_fields(found: object) -> bool:
    """Tell whether something is a list of names and values."""
    return isinstance(found, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
        for pair in found
    )
