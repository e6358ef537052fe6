"""The address to which tablets send what they hold: each entry is answered, whatever it is."""

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from flask import Response, g, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from institution.access.work import Work
from institution.audit.models import SecurityEvent
from institution.audit.services import note_security
from institution.offline.services import watching
from institution.offline.services.enrolling import KnownDevice
from institution.offline.services.keys import newest_key
from institution.offline.services.receiving import Answer
from institution.offline.services.watching import Contact
from institution.offline.views import begun, bp, this_device
from institution.offline.views.coding import encoded
from institution.offline.views.judging import id_of, judge
from institution.offline.views.wording import told
from institution.web.guard import keep_although_refused, public

HEADER = "X-Institution-Sync"
"""A page of another site cannot send it without asking first."""
LEAST_AT_ONCE, MOST_AT_ONCE, SECONDS_AT_ONCE = 10, 50, 0.8
"""What takes longer is answered with `later`: others want to write too."""
MOST_WAITING = 1_000_000
Take: TypeAlias = Callable[[Work, KnownDevice, Any, timedelta | None], Answer]
"""Judges one thing that a tablet sent."""
log = logging.getLogger("institution")


@bp.route("/sync", methods=["POST"])
@public
def sync() -> tuple[Response, int]:
    """Take in a batch of entries from an enrolled tablet."""
    if HEADER not in request.headers:
        return jsonify(error="header"), 400
    device = this_device()
    if device is None:
        return _refused("unknown device", 401)
    try:
        batch = json.loads(request.get_data())
        entries, drafts = batch["entries"], batch.get("drafts", [])
        contact = _contact(batch)
    except RequestEntityTooLarge:
        return _refused("too large", 413)
    except (ValueError, TypeError, KeyError, RecursionError):
        return _refused("no batch", 400)
    if not isinstance(entries, list) or not isinstance(drafts, list):
        return _refused("no batch", 400)
    watching.heard(g.work, device, contact)
    answer = _answer(device, _answers(device, entries, contact.skew))
    if drafts:
        answer["drafts"] = _answers(device, drafts, contact.skew, begun.take)
    return jsonify(answer), 200


def _answer(device: KnownDevice, answers: list[dict[str, str]]) -> dict[str, Any]:
    """Return what is said to a tablet beside what became of its entries."""
    key = newest_key(g.work)
    late = sum(one["answer"] == "later" for one in answers)
    if late:
        note_security(g.work, SecurityEvent.ENTRY_REFUSED, detail=f"later {late} {device.id}")
    return {
        "received_at": g.work.now.isoformat(),
        "device": str(device.id),
        "revoked": device.revoked,
        "key": {"id": str(key.id), "public": encoded(key.public_key)},
        "answers": answers,
    }


def _answers(
    device: KnownDevice, entries: list[Any], skew: timedelta | None, take: Take = judge
) -> list[dict[str, str]]:
    """Judge entries for as long as others can wait; the rest is told to come later."""
    until = time.monotonic() + SECONDS_AT_ONCE
    found = []
    for number, raw in enumerate(entries):
        slow = number >= LEAST_AT_ONCE and time.monotonic() > until
        if number >= MOST_AT_ONCE or slow:
            found.append({"id": str(id_of(raw)), "answer": "later"})
        else:
            found.append(_one(g.work, device, raw, skew, take))
    return found


def _one(
    work: Work, device: KnownDevice, raw: Any, skew: timedelta | None, take: Take
) -> dict[str, str]:
    """Judge one entry; a fault of ours undoes it alone, and it may come again."""
    entry_id = id_of(raw)
    try:
        with work.session.begin_nested():
            return told(entry_id, take(work, device, raw, skew))
    except Exception as error:  # whatever it is, the others of the batch go on
        log.error("%s entry not taken: %s", g.request_id, type(error).__name__)
        return {"id": str(entry_id), "answer": "later"}


def _contact(batch: dict[str, Any]) -> Contact:
    """Return what the tablet says of itself; what it does not say, or cannot be, is left out."""
    sent_at, oldest_at = _moment(batch.get("sent_at")), _moment(batch.get("oldest"))
    waiting = batch.get("waiting")
    return Contact(
        skew=sent_at - g.work.now if sent_at else None,
        waiting=min(max(waiting, 0), MOST_WAITING) if isinstance(waiting, int) else 0,
        oldest=sent_at - oldest_at if sent_at and oldest_at else None,
    )


def _moment(text: Any) -> datetime | None:
    """Return a moment in UTC; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None


def _refused(code: str, status: int) -> tuple[Response, int]:
    """Answer a batch that is not looked at, and log that it came."""
    keep_although_refused()
    note_security(g.work, SecurityEvent.ENTRY_REFUSED, detail=code)
    return jsonify(error=code), status
