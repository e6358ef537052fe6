"""What a manager must know of the tablets: silence, entries that wait, gaps, wrong clocks."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, insert, select, update

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Unit
from institution.offline.models import Device, DeviceContact, DeviceRevocation, ReceivedEntry
from institution.offline.services.enrolling import KnownDevice
from institution.offline.services.times import MOST_SKEW

WARN_AFTER = timedelta(hours=24)
ALARM_AFTER = timedelta(hours=72)
FURTHEST = timedelta(days=3650)
DEVICES = Permission.DEVICE_MANAGE


class Gap(NamedTuple):
    """Numbers that a tablet gave and that never came, from the first to the last."""

    first: int
    last: int


class Contact(NamedTuple):
    """What a tablet says of itself when it sends."""

    skew: timedelta | None
    """How far its clock is ahead; None where it did not say."""
    waiting: int
    oldest: timedelta | None
    """How long the oldest entry has waited, by its own clock; None where none waits."""


class Watched(NamedTuple):
    """One tablet as its manager sees it."""

    device: Device
    unit: Unit
    heard_at: datetime | None
    waiting: int
    oldest_at: datetime | None
    skew: timedelta
    gaps: tuple[Gap, ...]
    revoked_at: datetime | None

    def silent(self, now: datetime) -> bool:
        """Tell whether it was not heard from for so long that somebody must look."""
        return self.revoked_at is None and now - self._since() > ALARM_AFTER

    def late(self, now: datetime) -> bool:
        """Tell whether something has waited on it for a day."""
        return self.oldest_at is not None and now - self.oldest_at > WARN_AFTER

    def alarming(self, now: datetime) -> bool:
        """Tell whether something has waited on it for three days, or may have."""
        waited = self.oldest_at is not None and now - self.oldest_at > ALARM_AFTER
        return waited or self.silent(now)

    @property
    def skewed(self) -> bool:
        """Tell whether its clock was wrong when it was last heard from."""
        return abs(self.skew) > MOST_SKEW

    def _since(self) -> datetime:
        return self.heard_at or self.device.enrolled_at


def heard(work: Work, device: KnownDevice, contact: Contact) -> None:
    """Note that a tablet was heard from, and what waits on it."""
    oldest = None if contact.oldest is None else min(max(contact.oldest, timedelta(0)), FURTHEST)
    skew = min(max(contact.skew or timedelta(0), -FURTHEST), FURTHEST)
    values = {
        "heard_at": work.now,
        "waiting": contact.waiting,
        "oldest_at": None if oldest is None else work.now - oldest,
        "skew_seconds": int(skew.total_seconds()),
    }
    one = update(DeviceContact).where(DeviceContact.device_id == device.id).values(values)
    if not work.session.execute(one.execution_options(preserve_rowcount=True)).rowcount:  # type: ignore[attr-defined]
        work.session.execute(insert(DeviceContact).values(device_id=device.id, **values))


def watched(work: Work) -> list[Watched]:
    """Return the tablets of the units that the actor leads or manages, by unit and name."""
    units = {unit.id: unit for unit in work.session.scalars(scope.units(work, DEVICES))}
    devices = work.session.scalars(select(Device).where(Device.unit_id.in_(list(units)))).all()
    ids = [device.id for device in devices]
    contacts = {
        row.device_id: row
        for row in work.session.scalars(
            select(DeviceContact).where(DeviceContact.device_id.in_(ids))
        )
    }
    revoked: dict[UUID, datetime] = dict(
        work.session.execute(
            select(DeviceRevocation.device_id, DeviceRevocation.revoked_at).where(
                DeviceRevocation.device_id.in_(ids)
            )
        ).all()
    )
    gaps = _gaps(work, ids)
    found = [
        _watched(device, units[device.unit_id], contacts.get(device.id), gaps, revoked)
        for device in devices
    ]
    return sorted(found, key=lambda one: (one.unit.name, one.device.name, one.device.id))


def alarms(work: Work) -> list[Watched]:
    """Return the tablets that somebody must look after: silent, late, or with a gap."""
    if not work.actor.may_ever(DEVICES):
        return []
    return [one for one in watched(work) if one.late(work.now) or one.gaps or one.silent(work.now)]


def _watched(
    device: Device,
    unit: Unit,
    contact: DeviceContact | None,
    gaps: dict[UUID, tuple[Gap, ...]],
    revoked: dict[UUID, datetime],
) -> Watched:
    """Return what is known of one tablet."""
    return Watched(
        device,
        unit,
        contact.heard_at if contact else None,
        contact.waiting if contact else 0,
        contact.oldest_at if contact else None,
        timedelta(seconds=contact.skew_seconds if contact else 0),
        gaps.get(device.id, ()),
        revoked.get(device.id),
    )


def _gaps(work: Work, ids: Iterable[UUID]) -> dict[UUID, tuple[Gap, ...]]:
    """Return the numbers that are missing below the highest, by device."""
    before = func.lag(ReceivedEntry.number, 1, 0).over(
        partition_by=ReceivedEntry.device_id, order_by=ReceivedEntry.number
    )
    steps = (
        select(ReceivedEntry.device_id, ReceivedEntry.number, before.label("before"))
        .where(ReceivedEntry.device_id.in_(list(ids)))
        .subquery()
    )
    rows = work.session.execute(
        select(steps).where(steps.c.number > steps.c.before + 1).order_by(steps.c.number)
    )
    found: dict[UUID, tuple[Gap, ...]] = {}
    for device_id, number, earlier in rows:
        found[device_id] = (*found.get(device_id, ()), Gap(earlier + 1, number - 1))
    return found


def units(work: Work) -> list[Unit]:
    """Return the units whose tablets the actor answers for, by name."""
    return sorted(work.session.scalars(scope.units(work, DEVICES)), key=lambda unit: unit.name)
