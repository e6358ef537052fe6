"""Make a tablet a device of a unit, know it again, and stop trusting it."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from institution.access.errors import ConflictError, NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action, SecurityEvent
from institution.audit.services import note_security, save
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Unit
from institution.db.sealing import Keyring
from institution.offline.models import Device, DeviceRevocation, EnrolmentCode

CODE_HOLDS = timedelta(minutes=30)
CODE_SIGNS = 8
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that are not mistaken for each other."""


class WrongCodeError(RefusedError):
    """No such code, or it was used, or its time has passed: they look alike."""


class KnownDevice(NamedTuple):
    """A tablet that showed its token."""

    id: UUID
    unit_id: UUID
    home_id: UUID
    name: str
    enrolled_at: datetime
    revoked: bool


def make_code(work: Work, unit_id: UUID | None, device_name: str) -> str:
    """Return a code by which one tablet becomes a device of the unit.

    Raises:
        NotReachableError: not a unit the actor leads or manages.
    """
    if unit_id is None:
        raise NotReachableError
    unit = cases.unit(work, Permission.DEVICE_MANAGE, unit_id)
    signs = "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))
    code = EnrolmentCode(
        unit_id=unit.id,
        code_index=_index(work, signs),
        device_name=device_name,
        made_by_id=work.actor.id,
        made_at=work.now,
        ends_at=work.now + CODE_HOLDS,
    )
    save(work, code, Action.DEVICE_CODE_MADE)
    return grouped(signs)


def enrol(work: Work, code: str) -> str:
    """Make the tablet that shows a code a device; return its token, kept nowhere but there.

    The caller commits the work also when this raises: the try is kept in the security log.

    Raises:
        WrongCodeError: no such code, or not any more.
    """
    used = select(Device.id).where(Device.code_id == EnrolmentCode.id)
    found = work.session.scalar(
        select(EnrolmentCode).where(
            EnrolmentCode.code_index == _index(work, code),
            EnrolmentCode.ends_at > work.now,
            ~used.exists(),
        )
    )
    if found is None:
        note_security(work, SecurityEvent.DEVICE_REFUSED, person_id=work.actor.id)
        raise WrongCodeError
    token = secrets.token_urlsafe(32)
    home_id = work.session.scalar(select(Unit.home_id).where(Unit.id == found.unit_id))
    device = Device(
        unit_id=found.unit_id,
        home_id=home_id,
        code_id=found.id,
        name=found.device_name,
        token_hash=_hash(token),
        enrolled_at=work.now,
    )
    save(work, device, Action.DEVICE_ENROLLED)
    work.session.flush()
    return token


def revoke(work: Work, device_id: UUID | None) -> None:
    """Stop trusting a tablet: what it still sends goes to quarantine; twice changes nothing.

    Raises:
        NotReachableError: no such device in a unit that the actor leads or manages.
        ConflictError: it was revoked already.
    """
    managed = scope.units(work, Permission.DEVICE_MANAGE).with_only_columns(Unit.id)
    device = work.session.scalar(
        select(Device).where(Device.id == device_id, Device.unit_id.in_(managed))
    )
    if device is None:
        raise NotReachableError
    if _revoked(work.session, device.id):
        raise ConflictError
    row = DeviceRevocation(device_id=device.id, revoked_by_id=work.actor.id, revoked_at=work.now)
    save(work, row, Action.DEVICE_REVOKED)
    work.session.flush()


def device_of(session: Session, token: str) -> KnownDevice | None:
    """Return the device that holds a token, revoked or not; None for an unknown token."""
    found = session.scalar(select(Device).where(Device.token_hash == _hash(token)))
    if found is None:
        return None
    revoked = _revoked(session, found.id)
    return KnownDevice(
        found.id, found.unit_id, found.home_id, found.name, found.enrolled_at, revoked
    )


def grouped(signs: str) -> str:
    """Return a code as people read it."""
    return f"{signs[:4]}-{signs[4:]}"


def _revoked(session: Session, device_id: UUID) -> bool:
    """Tell whether a device is no longer trusted."""
    row = select(DeviceRevocation.id).where(DeviceRevocation.device_id == device_id)
    return session.scalar(row) is not None


def _index(work: Work, code: str) -> bytes:
    """Return the fingerprint of a code, however it was typed."""
    keyring: Keyring = work.session.info["keyring"]
    return keyring.index("enrolment", code.replace("-", "").replace(" ", ""))


def _hash(token: str) -> bytes:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
