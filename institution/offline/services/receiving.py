"""Entries as they come in: known again for ever, dated, and noted with what became of them."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import insert, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.signing_in import actor_at
from institution.audit.models import RecordHistory, SecurityEvent
from institution.audit.services import note_security, note_use
from institution.offline.models import Outcome, Reason, ReceivedEntry, ShiftTicket
from institution.offline.services.enrolling import KnownDevice
from institution.offline.services.envelopes import Envelope, Says, open_envelope
from institution.offline.services.tickets import ticket_of
from institution.offline.services.times import MOST_SKEW, Times, reckon


class Arrived(NamedTuple):
    """An entry that was opened."""

    envelope: Envelope
    says: Says
    digest: bytes
    ticket: ShiftTicket | None
    """None where it is none of ours."""
    times: Times


class Answer(NamedTuple):
    """What became of an entry."""

    outcome: Outcome
    reason: Reason | None = None
    detail: str = ""
    """Names of the questions that are to be put right."""


def answered_before(work: Work, envelope: Envelope, digest: bytes) -> Answer | None:
    """Return what became of the same entry when it came before; None where it never came."""
    found = work.session.execute(
        select(ReceivedEntry.digest, ReceivedEntry.outcome, ReceivedEntry.reason).where(
            ReceivedEntry.id == envelope.id
        )
    ).first()
    if found is None or found.digest != digest:
        return None
    if found.outcome is Outcome.QUARANTINED:
        return Answer(found.outcome, found.reason)
    return Answer(Outcome.KNOWN)


def is_taken(work: Work, entry_id: UUID) -> bool:
    """Tell whether an entry came under this id before."""
    row = select(ReceivedEntry.id).where(ReceivedEntry.id == entry_id)
    return work.session.scalar(row) is not None


def is_kept(work: Work, entry_id: UUID, table: str) -> bool:
    """Tell whether a record is kept under this id already, come by the page perhaps."""
    row = select(RecordHistory.id).where(
        RecordHistory.record_id == entry_id, RecordHistory.record_table == table
    )
    return work.session.scalar(row.limit(1)) is not None


def arrive(
    work: Work, device: KnownDevice, envelope: Envelope, skew: timedelta | None, digest: bytes
) -> Arrived:
    """Open an entry, find its ticket and reckon when it was written.

    Raises:
        UnreadableError: it does not open.
    """
    says = open_envelope(work, envelope)
    ticket = ticket_of(work, says.ticket)
    opened_at = ticket.begins_at if ticket else device.enrolled_at
    times = reckon(envelope.written_at, skew, opened_at, work.now)
    return Arrived(envelope, says, digest, ticket, times)


def objection(device: KnownDevice, arrived: Arrived) -> Reason | None:
    """Return why an entry is not one of its ticket's; None where it is."""
    envelope, ticket = arrived.envelope, arrived.ticket
    if device.revoked:
        return Reason.REVOKED
    if ticket is None or ticket.device_id != device.id:
        return Reason.FORGED
    if envelope.shift and (envelope.day, envelope.shift) != (ticket.day, ticket.shift):
        return Reason.OTHER_SHIFT
    if envelope.child_id and str(envelope.child_id) not in ticket.children:
        return Reason.NOT_IN_SHIFT
    late = arrived.times.reckoned_at > ticket.ends_at + MOST_SKEW
    return Reason.AFTER_SHIFT if late and not arrived.times.skewed else None


def as_author(work: Work, arrived: Arrived) -> Work | None:
    """Return the work as its author did it then; None where nobody is known to have done it.

    What one may do is judged by then, what is kept is dated now.
    """
    if arrived.ticket is None:
        return None
    author = actor_at(work.session, arrived.ticket.person_id, arrived.times.reckoned_at)
    if author is None:
        return None
    # What was found for another day holds no more.
    work.session.info.pop("places", None)
    then = min(arrived.times.reckoned_at, arrived.ticket.ends_at)
    return Work(work.session, author, work.now, as_of=then)


def note(work: Work, device: KnownDevice, arrived: Arrived, answer: Answer) -> None:
    """Note an entry that was opened, and what became of it; its id is taken from now on."""
    envelope, times = arrived.envelope, arrived.times
    work.session.execute(
        insert(ReceivedEntry).values(
            id=envelope.id,
            device_id=device.id,
            number=envelope.number,
            digest=arrived.digest,
            day=envelope.day,
            written_at=times.written_at,
            reckoned_at=times.reckoned_at,
            received_at=work.now,
            skewed=times.skewed,
            outcome=answer.outcome,
            reason=answer.reason,
        )
    )


def note_refused(work: Work, device: KnownDevice, entry_id: UUID, answer: Answer) -> None:
    """Write into the security log that an entry was not taken as it was."""
    code = f"{answer.reason or answer.outcome} {device.id}"
    note_security(work, SecurityEvent.ENTRY_REFUSED, subject_id=entry_id, detail=code)


def note_looks(work: Work, author: Work, request_id: UUID, permission: Permission) -> None:
    """Write into the use log whom the author's entry made us look at."""
    note_use(work.session.connection(), author, request_id, permission.value)
    work.session.info.pop("looked_up", None)
