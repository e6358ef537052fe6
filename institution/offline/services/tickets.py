"""Tickets: who opened which shift on which tablet, signed by the server."""

import base64
import hmac
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from institution.access.errors import ConflictError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import services as cases
from institution.cases.models import Child, Unit
from institution.content.daily_log import daily_log
from institution.db.sealing import Keyring
from institution.fostercare.services import monday
from institution.logs.models import Shift
from institution.offline.models import ShiftTicket
from institution.offline.services.enrolling import ALPHABET, CODE_SIGNS, KnownDevice, grouped
from institution.offline.services.keys import newest_key

AFTER = timedelta(hours=2)
"""Handing over takes its time: so long after its end a shift can be written about offline."""
FAMILY_HOLDS = timedelta(days=15)
"""A family may be out at the camp for two weeks."""
SIGNATURE_BYTES = 16


class ShiftOverError(ConflictError):
    """A ticket is given for the shift that is running, or has just ended."""


class NotThisDeviceError(ConflictError):
    """The tablet is not one of the unit, or not trusted any more."""


class Opened(NamedTuple):
    """What a tablet needs to go on without a line."""

    ticket: ShiftTicket
    token: str
    """What each entry carries."""
    code: str
    """Opens the shift again on this tablet where the server cannot be asked."""
    unit: Unit
    children: list[Child]
    key_id: UUID
    public_key: bytes


def open_shift(
    work: Work, device: KnownDevice | None, unit_id: UUID, day: date, shift: Shift
) -> Opened:
    """Give the actor a ticket for a shift on a device; the same one when asked again.

    Raises:
        NotReachableError: not the actor's unit.
        NotThisDeviceError: no device, one of another unit, or a revoked one.
        ShiftOverError: the shift is not running, and has not just ended.
    """
    unit = cases.unit(work, Permission.LOG_WRITE, unit_id)
    begins_at, ends_at = _span(unit, day, shift)
    if not begins_at <= work.now < ends_at:
        raise ShiftOverError
    return _opened(work, device, unit, Permission.LOG_WRITE, (day, shift, ends_at))


def open_family(work: Work, device: KnownDevice | None, unit_id: UUID) -> Opened:
    """Give a carer a ticket for the weeks of its family on a device; its shift says nothing.

    Raises:
        NotReachableError: not the actor's family.
        NotThisDeviceError: no device, one of another unit, or a revoked one.
    """
    unit = cases.unit(work, Permission.WEEK_WRITE, unit_id)
    span = (monday(work.today), Shift.DAY, work.now + FAMILY_HOLDS)
    return _opened(work, device, unit, Permission.WEEK_WRITE, span)


def _opened(
    work: Work,
    device: KnownDevice | None,
    unit: Unit,
    permission: Permission,
    span: tuple[date, Shift, datetime],
) -> Opened:
    """Return a ticket for those who live in a unit, with all that a tablet needs."""
    if device is None or device.unit_id != unit.id or device.revoked:
        raise NotThisDeviceError
    day, shift, ends_at = span
    today = day if permission is Permission.LOG_WRITE else work.today
    children = cases.children_of_unit(work, permission, unit.id, today)
    new = ShiftTicket(
        device_id=device.id,
        person_id=work.actor.id,
        unit_id=unit.id,
        day=day,
        shift=shift,
        children=sorted(str(child.id) for child in children),
        begins_at=work.now,
        ends_at=ends_at,
    )
    ticket = _same(work, new) or _kept(work, new)
    key = newest_key(work)
    keyring: Keyring = work.session.info["keyring"]
    token = f"{ticket.id}.{_signature(keyring, ticket)}"
    return Opened(ticket, token, _code(keyring, ticket), unit, children, key.id, key.public_key)


def ticket_of(work: Work, token: str) -> ShiftTicket | None:
    """Return the ticket behind what an entry carries; None where it is none of ours.

    A ticket that we gave out says what it said then, or it is none.
    """
    name, _, signature = token.partition(".")
    try:
        found = work.session.scalar(select(ShiftTicket).where(ShiftTicket.id == UUID(name)))
    except ValueError:
        return None
    keyring: Keyring = work.session.info["keyring"]
    if found is None:
        return None
    right = _signature(keyring, found).encode()
    return found if hmac.compare_digest(signature.encode(), right) else None


def _span(unit: Unit, day: date, shift: Shift) -> tuple[datetime, datetime]:
    """Return when tickets for a shift are given, and until when they hold."""
    content, zone = daily_log().shift(shift), ZoneInfo(unit.home.time_zone)
    return content.begins_at(day, zone), content.ends_at(day, zone) + AFTER


def _same(work: Work, new: ShiftTicket) -> ShiftTicket | None:
    """Return the ticket that was given before for the same children; None where there is none."""
    given = select(ShiftTicket).where(
        ShiftTicket.device_id == new.device_id,
        ShiftTicket.person_id == new.person_id,
        ShiftTicket.unit_id == new.unit_id,
        ShiftTicket.day == new.day,
        ShiftTicket.shift == new.shift,
    )
    found = work.session.scalars(given.order_by(ShiftTicket.id))
    return next((one for one in found if one.children == new.children), None)


def _kept(work: Work, ticket: ShiftTicket) -> ShiftTicket:
    """Keep a new ticket."""
    save(work, ticket, Action.SHIFT_OPENED)
    work.session.flush()
    return ticket


def _signature(keyring: Keyring, ticket: ShiftTicket) -> str:
    """Return what shows that a ticket is ours, and says what it said."""
    parts = (
        ticket.id,
        ticket.person_id,
        ticket.device_id,
        ticket.unit_id,
        ticket.day,
        ticket.shift.value,
        ",".join(ticket.children),
        ticket.begins_at.isoformat(),
        ticket.ends_at.isoformat(),
    )
    signed = keyring.sign("shift ticket", "|".join(map(str, parts)))
    return base64.urlsafe_b64encode(signed[:SIGNATURE_BYTES]).decode().rstrip("=")


def _code(keyring: Keyring, ticket: ShiftTicket) -> str:
    """Return the code of a ticket: 40 bits, that only the server and the person know."""
    signed = keyring.sign("shift code", str(ticket.id))
    signs = "".join(ALPHABET[byte % len(ALPHABET)] for byte in signed[:CODE_SIGNS])
    return grouped(signs)
