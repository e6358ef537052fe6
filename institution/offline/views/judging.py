"""Judge an entry as its author would have been judged then, by the rules of the page."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import g
from werkzeug.datastructures import MultiDict

from institution.access.errors import (
    ConflictError,
    NotAllowedError,
    NotReachableError,
    RefusedError,
)
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.logs import services as logs
from institution.logs.forms import form_class
from institution.logs.services import When
from institution.logs.views.opening import asked_of, comes_too_late, draft_of, opened_for
from institution.offline.models import Outcome, Reason
from institution.offline.services import quarantine, receiving
from institution.offline.services.enrolling import KnownDevice
from institution.offline.services.envelopes import (
    Envelope,
    MalformedError,
    UnreadableError,
    digest_of,
    parse,
)
from institution.offline.services.receiving import Answer, Arrived

REASONS: dict[type[RefusedError], Reason] = {
    logs.NotLivingHereError: Reason.NOT_LIVING_HERE,
    logs.NotBegunError: Reason.NOT_BEGUN,
    logs.RatingsTooLateError: Reason.TOO_LATE,
    logs.UnknownAnswerError: Reason.ANSWERS,
    logs.ReasonMissingError: Reason.ANSWERS,
    logs.OtherShiftError: Reason.OTHER_SHIFT,
    logs.AlreadyCorrectedError: Reason.CORRECTED,
    ConflictError: Reason.OTHER_CONTENT,
    NotReachableError: Reason.NOT_YOURS,
    NotAllowedError: Reason.NOT_YOURS,
}
"""Looked through in this order: a special kind of refusal stands before its general one."""


def judge(work: Work, device: KnownDevice, raw: Any, skew: timedelta | None) -> Answer:
    """Keep an entry, know it again, or put it into quarantine with the reason."""
    digest = digest_of(raw)
    try:
        envelope = parse(raw)
    except MalformedError:
        return _refuse(work, device, raw, quarantine.About(id_of(raw), digest, Reason.MALFORMED))
    if before := receiving.answered_before(work, envelope, digest):
        return before
    if envelope.device_id != device.id:
        return _refuse(work, device, raw, _about(envelope, digest, Reason.OTHER_DEVICE))
    try:
        arrived = receiving.arrive(work, device, envelope, skew, digest)
    except UnreadableError:
        return _refuse(work, device, raw, _about(envelope, digest, Reason.UNREADABLE))
    return _answered(work, device, raw, arrived)


def id_of(raw: Any) -> UUID:
    """Return the id that an entry says it has; one made of its content where it says none."""
    try:
        return UUID(raw["id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return UUID(bytes=digest_of(raw)[:16])


def _answered(work: Work, device: KnownDevice, raw: Any, arrived: Arrived) -> Answer:
    """Judge an entry that was opened, and note what became of it."""
    taken = receiving.is_taken(work, arrived.envelope.id)
    answer = (
        Answer(Outcome.QUARANTINED, Reason.OTHER_CONTENT)
        if taken
        else _tried(work, device, arrived)
    )
    if answer.reason is not None:
        about = quarantine.About(
            arrived.envelope.id,
            arrived.digest,
            answer.reason,
            answer.detail,
            arrived.envelope,
            arrived.says,
            arrived.ticket.person_id if arrived.ticket else None,
        )
        _refuse(work, device, raw, about)
    if not taken:
        receiving.note(work, device, arrived, answer)
    return answer


def _tried(work: Work, device: KnownDevice, arrived: Arrived) -> Answer:
    """Keep an entry, where its ticket, its author and its answers allow it."""
    if reason := receiving.objection(device, arrived):
        return Answer(Outcome.QUARANTINED, reason)
    then = receiving.as_author(work, arrived)
    if then is None:
        return Answer(Outcome.QUARANTINED, Reason.FORGED)
    try:
        return _recorded(then, arrived)
    except RefusedError as refused:
        found = (reason for kind, reason in REASONS.items() if isinstance(refused, kind))
        return Answer(Outcome.QUARANTINED, next(found, Reason.ANSWERS))
    finally:
        receiving.note_looks(work, then, g.request_id)


def _recorded(then: Work, arrived: Arrived) -> Answer:
    """Keep an entry through the form and the service of the page."""
    envelope, says = arrived.envelope, arrived.says
    child = scope.child(then, Permission.LOG_WRITE, envelope.child_id)
    replaces = (
        logs.log_with_corrections(then, child.id, says.corrects_id)[0] if says.corrects_id else None
    )
    opened = opened_for(then, child.id, When(envelope.day, envelope.shift), replaces)
    sent = MultiDict([(name, answer) for name, answer in says.form if name != "id"])
    sent["id"] = str(envelope.id)
    if comes_too_late(opened, sent):
        return Answer(Outcome.QUARANTINED, Reason.TOO_LATE)
    form = form_class(asked_of(opened, child))(formdata=sent)
    if not form.validate():
        return Answer(Outcome.QUARANTINED, Reason.ANSWERS, ",".join(map(str, form.errors)))
    kept = logs.record(then, child.id, draft_of(then, opened, form))
    return Answer(Outcome.KEPT if kept.received_at == then.now else Outcome.KNOWN)


def _about(envelope: Envelope, digest: bytes, reason: Reason) -> quarantine.About:
    """Return what is known of an entry that was not opened."""
    return quarantine.About(envelope.id, digest, reason, envelope=envelope)


def _refuse(work: Work, device: KnownDevice, raw: Any, about: quarantine.About) -> Answer:
    """Put an entry into quarantine, and say why."""
    answer = Answer(Outcome.QUARANTINED, about.reason, about.detail)
    quarantine.keep(work, device, about, raw)
    receiving.note_refused(work, device, about.entry_id, answer)
    return answer
