"""Judge an entry as its author would have been judged then, by the rules of the page."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import g

from institution.access.errors import (
    ConflictError,
    NotAllowedError,
    NotReachableError,
    RefusedError,
)
from institution.access.work import Work
from institution.drafts import services as drafts
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
from institution.web.entries import AnswersError, EntryKind, TabletEntry, Why, kinds

REFUSALS: Mapping[type[RefusedError], Why] = {
    ConflictError: Why.OTHER_CONTENT,
    NotReachableError: Why.NOT_YOURS,
    NotAllowedError: Why.NOT_YOURS,
}
"""What any kind may be refused by, where it says nothing else."""


def judge(work: Work, device: KnownDevice, raw: Any, skew: timedelta | None) -> Answer:
    """Keep an entry, know it again, or put it into quarantine with the reason."""
    digest = digest_of(raw)
    try:
        envelope = parse(raw)
        kind = _kind(envelope)
    except MalformedError:
        return refuse(work, device, raw, quarantine.About(id_of(raw), digest, Reason.MALFORMED))
    if before := receiving.answered_before(work, envelope, digest):
        return before
    arrived = opened(work, device, raw, envelope, skew)
    if isinstance(arrived, Answer):
        return arrived
    return _answered(work, device, raw, arrived, kind)


def opened(
    work: Work, device: KnownDevice, raw: Any, envelope: Envelope, skew: timedelta | None
) -> Arrived | Answer:
    """Return what is inside an envelope; where it does not open here, what becomes of it."""
    digest = digest_of(raw)
    if envelope.device_id != device.id:
        return refuse(work, device, raw, unopened(envelope, digest, Reason.OTHER_DEVICE))
    try:
        return receiving.arrive(work, device, envelope, skew, digest)
    except UnreadableError:
        return refuse(work, device, raw, unopened(envelope, digest, Reason.UNREADABLE))


def id_of(raw: Any) -> UUID:
    """Return the id that an entry says it has; one made of its content where it says none."""
    try:
        return UUID(raw["id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return UUID(bytes=digest_of(raw)[:16])


def _kind(envelope: Envelope) -> EntryKind:
    """Return what kind of entry it is.

    Raises:
        MalformedError: none that we know, or it says too little or too much for its kind.
    """
    kind = kinds().get(envelope.kind)
    about = envelope.child_id is not None, envelope.shift is not None
    if kind is None or about != (kind.about_child, kind.of_shift):
        raise MalformedError
    return kind


def _answered(
    work: Work, device: KnownDevice, raw: Any, arrived: Arrived, kind: EntryKind
) -> Answer:
    """Judge an entry that was opened, and note what became of it."""
    taken = receiving.is_taken(work, arrived.envelope.id)
    answer = (
        Answer(Outcome.QUARANTINED, Reason.OTHER_CONTENT)
        if taken
        else _tried(work, device, arrived, kind)
    )
    if answer.reason is not None:
        refuse(work, device, raw, known_of(arrived, answer.reason, answer.detail))
    if not taken:
        receiving.note(work, device, arrived, answer)
    return answer


def _tried(work: Work, device: KnownDevice, arrived: Arrived, kind: EntryKind) -> Answer:
    """Keep an entry, where its ticket, its author and its answers allow it."""
    if reason := receiving.objection(device, arrived):
        return Answer(Outcome.QUARANTINED, reason)
    then = receiving.as_author(work, arrived)
    if then is None or arrived.ticket is None:
        return Answer(Outcome.QUARANTINED, Reason.FORGED)
    known = receiving.is_kept(work, arrived.envelope.id, kind.table)
    entry = entry_of(arrived, arrived.ticket.unit_id)
    try:
        kind.keep(then, entry)
        drafts.finish(then, entry.id, urlsplit(kind.address(entry)).path)
    except AnswersError as refused:
        return Answer(Outcome.QUARANTINED, Reason.ANSWERS, ",".join(refused.names))
    except RefusedError as refused:
        return Answer(Outcome.QUARANTINED, _why(kind, refused))
    finally:
        receiving.note_looks(work, then, g.request_id, kind.permission)
    return Answer(Outcome.KNOWN if known else Outcome.KEPT)


def _why(kind: EntryKind, refused: RefusedError) -> Reason:
    """Return why a kind did not keep an entry."""
    order = {**kind.refusals, **REFUSALS}
    found = (why for one, why in order.items() if isinstance(refused, one))
    return Reason(next(found, Why.ANSWERS))


def entry_of(arrived: Arrived, unit_id: UUID) -> TabletEntry:
    """Return an entry as its kind judges it."""
    envelope, says = arrived.envelope, arrived.says
    return TabletEntry(
        id=envelope.id,
        unit_id=unit_id,
        child_id=envelope.child_id,
        day=envelope.day,
        shift=envelope.shift.value if envelope.shift else "",
        form=says.form,
        corrects_id=says.corrects_id,
    )


def known_of(arrived: Arrived, reason: Reason, detail: str = "") -> quarantine.About:
    """Return what is known of an entry that was opened and cannot be kept as it is."""
    return quarantine.About(
        arrived.envelope.id,
        arrived.digest,
        reason,
        detail,
        arrived.envelope,
        arrived.says,
        arrived.ticket.person_id if arrived.ticket else None,
    )


def unopened(envelope: Envelope, digest: bytes, reason: Reason) -> quarantine.About:
    """Return what is known of an entry that was not opened."""
    return quarantine.About(envelope.id, digest, reason, envelope=envelope)


def refuse(work: Work, device: KnownDevice, raw: Any, about: quarantine.About) -> Answer:
    """Put an entry into quarantine, and say why."""
    answer = Answer(Outcome.QUARANTINED, about.reason, about.detail)
    quarantine.keep(work, device, about, raw)
    receiving.note_refused(work, device, about.entry_id, answer)
    return answer
