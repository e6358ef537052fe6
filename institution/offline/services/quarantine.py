"""What could not be kept as it was: for its author to mend, and for the manager to see."""

import json
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import Action, RecordHistory
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Unit
from institution.offline.models import Device, QuarantinedEntry, Reason, ReturnSettled
from institution.offline.services.enrolling import KnownDevice
from institution.offline.services.envelopes import LARGEST, Envelope, Says, as_text

Tables: TypeAlias = Collection[str]
"""Where the records that tablets write are kept."""


class Returned(NamedTuple):
    """An entry that came back."""

    entry: QuarantinedEntry
    device: str
    author: str
    """Empty where nobody is known to have written it."""
    form: tuple[tuple[str, str], ...]
    """Names and answers; empty where it did not open."""
    own: bool
    """Whether the reader wrote it."""


class About(NamedTuple):
    """What is known of an entry that goes into quarantine."""

    entry_id: UUID
    digest: bytes
    reason: Reason
    detail: str = ""
    envelope: Envelope | None = None
    says: Says | None = None
    author_id: UUID | None = None


def keep(work: Work, device: KnownDevice, about: About, raw: Any) -> None:
    """Keep an entry as it came; sent again it is kept once."""
    if _is_kept(work, about.entry_id, about.digest):
        return
    envelope, says = about.envelope, about.says
    entry = QuarantinedEntry(
        entry_id=about.entry_id,
        device_id=device.id,
        unit_id=device.unit_id,
        author_id=about.author_id,
        kind=envelope.kind if envelope else "",
        reason=about.reason,
        detail=about.detail[:200] or None,
        named_child_id=envelope.child_id if envelope else None,
        day=envelope.day if envelope else None,
        shift=envelope.shift.value if envelope and envelope.shift else None,
        corrects_id=says.corrects_id if says else None,
        digest=about.digest,
        says=json.dumps(says.form) if says else as_text(raw)[:LARGEST],
        opened=says is not None,
        written_at=envelope.written_at if envelope else None,
        received_at=work.now,
    )
    save(work, entry, Action.ENTRY_QUARANTINED, reason=about.reason.value)
    work.session.flush()


def returned(work: Work, tables: Tables) -> list[Returned]:
    """Return what came back to the actor, and to the units they lead or manage; newest first."""
    found = work.session.scalars(
        select(QuarantinedEntry)
        .where(_within_reach(work), ~_settled(tables))
        .order_by(QuarantinedEntry.received_at.desc(), QuarantinedEntry.id)
    ).all()
    devices = _device_names(work, {entry.device_id for entry in found})
    authors = names(work, [entry.author_id for entry in found])
    for entry in found:
        if entry.named_child_id is not None:
            work.look_up(entry.named_child_id)
    return [
        Returned(
            entry,
            devices[entry.device_id],
            authors.get(entry.author_id, "") if entry.author_id else "",
            tuple(map(tuple, json.loads(entry.says))) if entry.opened else (),
            entry.author_id == work.actor.id,
        )
        for entry in found
    ]


def number_returned(work: Work, tables: Tables) -> int:
    """Return how many entries came back to the actor, and wait to be mended."""
    own = select(QuarantinedEntry.id).where(
        QuarantinedEntry.author_id == work.actor.id, ~_settled(tables)
    )
    return len(work.session.scalars(own).all())


def settle(work: Work, tables: Tables, quarantined_id: UUID | None, cause: str | None) -> None:
    """Set an entry aside; it is kept, and shown no more. Set aside again, nothing changes.

    Raises:
        NotReachableError: no such entry, or not the actor's.
    """
    one = select(QuarantinedEntry.id, _settled(tables)).where(
        QuarantinedEntry.id == quarantined_id, _within_reach(work)
    )
    found = work.session.execute(one).first()
    if found is None:
        raise NotReachableError
    if not found[1]:
        _settle(work, found[0], cause)


def _settle(work: Work, quarantined_id: UUID, cause: str | None) -> None:
    """Keep that an entry is settled."""
    row = ReturnSettled(
        quarantined_id=quarantined_id,
        settled_by_id=work.actor.id,
        settled_at=work.now,
        cause=cause,
    )
    save(work, row, Action.RETURN_SETTLED)
    work.session.flush()


def _within_reach(work: Work) -> ColumnElement[bool]:
    """Return the condition that an entry is the actor's, or of a unit they lead or manage."""
    own = QuarantinedEntry.author_id == work.actor.id
    if not work.actor.may_ever(Permission.DEVICE_MANAGE):
        return own
    managed = scope.units(work, Permission.DEVICE_MANAGE).with_only_columns(Unit.id)
    return or_(own, QuarantinedEntry.unit_id.in_(managed))


def _settled(tables: Tables) -> ColumnElement[bool]:
    """Return the condition that an entry was set aside, or its author wrote it again.

    Mended, it is kept under its own id; only where that is taken it has to be set aside.
    """
    aside = select(ReturnSettled.id).where(ReturnSettled.quarantined_id == QuarantinedEntry.id)
    kept = select(RecordHistory.id).where(
        RecordHistory.record_id == QuarantinedEntry.entry_id,
        RecordHistory.record_table.in_(tables),
        QuarantinedEntry.reason != Reason.OTHER_CONTENT,
    )
    return or_(aside.exists(), kept.exists())


def _is_kept(work: Work, entry_id: UUID, digest: bytes) -> bool:
    """Tell whether the same entry is in quarantine already."""
    same = select(QuarantinedEntry.id).where(
        QuarantinedEntry.entry_id == entry_id, QuarantinedEntry.digest == digest
    )
    return work.session.scalar(same) is not None


def _device_names(work: Work, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of devices."""
    rows = work.session.execute(select(Device.id, Device.name).where(Device.id.in_(list(ids))))
    return dict(rows.all())
