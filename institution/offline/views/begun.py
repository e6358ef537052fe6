"""Take in what was begun on a tablet without a line: a draft, for its author alone."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from werkzeug.routing import BuildError

from institution.access.errors import RefusedError
from institution.access.work import Work
from institution.drafts import services as drafts
from institution.offline.models import Outcome, Reason
from institution.offline.services import receiving
from institution.offline.services.enrolling import KnownDevice
from institution.offline.services.envelopes import (
    LARGEST,
    Envelope,
    MalformedError,
    as_text,
    parse,
)
from institution.offline.services.receiving import Answer, Arrived
from institution.offline.views.judging import entry_of, id_of, known_of, opened, refuse
from institution.web.entries import EntryKind, kinds


def take(work: Work, device: KnownDevice, raw: Any, skew: timedelta | None) -> Answer:
    """Keep what somebody began, as their draft; what cannot be one comes back like an entry."""
    try:
        envelope, kind = _parsed(raw)
    except MalformedError:
        answer = Answer(Outcome.QUARANTINED, Reason.MALFORMED)
        receiving.note_refused(work, device, id_of(raw), answer)
        return answer
    arrived = opened(work, device, raw, envelope, skew)
    if isinstance(arrived, Answer):
        return arrived
    reason = _objection(work, device, arrived, kind)
    if reason is None:
        return Answer(Outcome.KEPT)
    return refuse(work, device, raw, known_of(arrived, reason))


def _parsed(raw: Any) -> tuple[Envelope, EntryKind]:
    """Return the envelope and its kind; whom it is about may not be chosen yet.

    Raises:
        MalformedError: it is none that we know.
    """
    if len(as_text(raw)) > LARGEST:
        raise MalformedError
    envelope = parse(raw, numbered=False)
    kind = kinds().get(envelope.kind)
    if kind is None or (envelope.shift is not None) != kind.of_shift:
        raise MalformedError
    return envelope, kind


def _objection(work: Work, device: KnownDevice, arrived: Arrived, kind: EntryKind) -> Reason | None:
    """Keep a draft; return why it was not kept, None where it was.

    Typing is no look at a child, so nothing is noted in the use log.
    """
    if reason := receiving.objection(device, arrived):
        return reason
    then = receiving.as_author(work, arrived)
    if then is None or arrived.ticket is None:
        return Reason.FORGED
    entry = entry_of(arrived, arrived.ticket.unit_id)
    try:
        form = urlsplit(kind.address(entry)).path
        unit_id = None if entry.child_id else entry.unit_id
        drafts.check_reach(then, kind.permission, entry.child_id, unit_id)
    except BuildError:
        return Reason.MALFORMED
    except RefusedError:
        return Reason.NOT_YOURS
    drafts.keep(then, entry.id, form, entry.form, arrived.times.reckoned_at)
    return None
