"""A PIN of six digits for a quick change of person, checked by the server on devices of the unit.

It opens nothing elsewhere. Few tries are free: five failures close a person's PIN until they sign
in with the password, ten on one tablet within an hour close all PINs on it for the rest of it.
"""

import re
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, insert, select

from institution.access.errors import NotReachableError, RefusedError
from institution.access.work import Work
from institution.accounts import passwords
from institution.accounts.models import Device as Kind
from institution.accounts.models import Person, SignIn
from institution.accounts.services import own
from institution.accounts.signing_in import open_session
from institution.audit.models import Action, SecurityEvent
from institution.audit.services import note_security, save
from institution.cases.models import Employment, Unit
from institution.cases.scope import lasts
from institution.offline.models import PersonPin, PinTry, PinTryOutcome
from institution.offline.services.enrolling import KnownDevice

DIGITS = re.compile("[0-9]{6}")
PERSON_TRIES = 5
DEVICE_TRIES = 10
DEVICE_WITHIN = timedelta(hours=1)


class WeakPinError(RefusedError):
    """Not six digits, or six that everyone tries first."""


class WrongPinError(RefusedError):
    """Not the PIN of the person, or the person has none: the two look alike."""


class PinLockedError(RefusedError):
    """Too many failures: the password opens."""


class Name(NamedTuple):
    """Someone who can take the tablet over."""

    id: UUID
    name: str


def set_pin(work: Work, pin: str) -> None:
    """Give the actor a new PIN; the same again changes nothing.

    Raises:
        WeakPinError: not six digits, one digit six times, or digits in a row.
    """
    if not DIGITS.fullmatch(pin) or _is_easy(pin):
        raise WeakPinError
    if passwords.matches(work.session.scalar(_newest(work.actor.id)), pin):
        return
    row = PersonPin(person_id=own(work).id, pin_hash=passwords.hashed(pin), set_at=work.now)
    save(work, row, Action.PIN_SET)


def has_pin(work: Work) -> bool:
    """Tell whether the actor has a PIN."""
    return work.session.scalar(_newest(work.actor.id)) is not None


def names_on(work: Work, device: KnownDevice) -> list[Name]:
    """Return who works in the unit of a device today and has a PIN, by name."""
    here = (
        select(Employment.person_id)
        .join(Unit, Unit.home_id == Employment.home_id)
        .where(
            Unit.id == device.unit_id,
            (Employment.unit_id == device.unit_id) | Employment.unit_id.is_(None),
            lasts(Employment.begins, Employment.ends, work.today),
        )
    )
    with_pin = select(PersonPin.person_id)
    found = work.session.scalars(select(Person).where(Person.id.in_(here), Person.id.in_(with_pin)))
    return sorted((Name(one.id, one.name) for one in found), key=lambda one: one.name)


def change_person(work: Work, device: KnownDevice, person_id: UUID | None, pin: str) -> str:
    """Open a session for someone who works here and knows their PIN; return its token.

    The caller commits the work also when this raises: a failed try is kept.

    Raises:
        NotReachableError: the device was revoked, or the person does not work in its unit.
        WrongPinError: not the PIN.
        PinLockedError: too many failures.
    """
    if (
        device.revoked
        or person_id is None
        or person_id not in {one.id for one in names_on(work, device)}
    ):
        raise NotReachableError
    if _locked(work, device, person_id):
        note_security(work, SecurityEvent.PIN_LOCKED, subject_id=person_id)
        raise PinLockedError
    fits = passwords.matches(work.session.scalar(_newest(person_id)), pin)
    _keep_try(work, device, person_id, fits=fits)
    if not fits:
        raise WrongPinError
    return open_session(work, person_id, Kind.TABLET)


def _is_easy(pin: str) -> bool:
    """Tell whether a PIN is one digit, or digits in a row."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return steps in ({0}, {1}, {9})


def _newest(person_id: UUID | None) -> Select[str]:
    """Select the hash of the PIN that holds."""
    pins = select(PersonPin.pin_hash).where(PersonPin.person_id == person_id)
    return pins.order_by(PersonPin.set_at.desc(), PersonPin.id.desc()).limit(1)


def _locked(work: Work, device: KnownDevice, person_id: UUID) -> bool:
    """Tell whether there were too many failures, of the person or on the tablet."""
    came = select(func.max(SignIn.began_at)).where(SignIn.person_id == person_id)
    since = work.session.scalar(came)
    of_person = _failures(work, PinTry.person_id == person_id, since)
    on_device = _failures(work, PinTry.device_id == device.id, work.now - DEVICE_WITHIN)
    return of_person >= PERSON_TRIES or on_device >= DEVICE_TRIES


def _failures(work: Work, whose: ColumnElement[bool], since: datetime | None) -> int:
    """Count failures since a moment; None: since ever."""
    failed = select(func.count()).where(whose, PinTry.outcome == PinTryOutcome.FAILED)
    if since is not None:
        failed = failed.where(PinTry.at >= since)
    return int(work.session.scalar(failed) or 0)


def _keep_try(work: Work, device: KnownDevice, person_id: UUID, *, fits: bool) -> None:
    """Keep a try and its event."""
    outcome = PinTryOutcome.SUCCEEDED if fits else PinTryOutcome.FAILED
    event = SecurityEvent.PIN_ACCEPTED if fits else SecurityEvent.PIN_FAILED
    work.session.execute(
        insert(PinTry).values(
            person_id=person_id, device_id=device.id, at=work.now, outcome=outcome
        )
    )
    note_security(work, event, subject_id=person_id)
