"""Tries with a password: counted, slowed down and locked, and opened again by another person."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts import passwords
from institution.accounts.models import Device, Outcome, Person, SignInTry
from institution.accounts.services import require, user_name_index
from institution.accounts.signing_in.sessions import open_session
from institution.audit.models import Action, SecurityEvent
from institution.audit.services import note_security, save
from institution.db.base import new_id

TRIES = 5
"""Failures within a day after which only another person opens the account."""
TRIES_WITHIN = timedelta(hours=24)
FREE_TRIES = 2
"""Failures without a wait; then the wait doubles from four seconds."""


class WrongSignInError(RefusedError):
    """No such user name, or not its password: the two look alike."""


class LockedError(RefusedError):
    """Too many failures; another person opens the account."""


class TooSoonError(RefusedError):
    """The next try must wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


def sign_in(work: Work, user_name: str, password: str, device: Device = Device.DESK) -> str:
    """Open a session and return its token, which is kept nowhere but in the cookie.

    The caller commits the work also when this raises: a failed try is kept.

    Raises:
        WrongSignInError: no such user name, or not its password.
        LockedError: too many failures in a day.
        TooSoonError: a wait is due between tries.
    """
    index = user_name_index(work.session.info["keyring"], user_name)
    _may_try(work, index)
    person = work.session.execute(
        select(Person.id, Person.password_hash).where(Person.user_name_index == index)
    ).first()
    fits = passwords.matches(person.password_hash if person else None, password)
    _note_try(work, index, person.id if person else None, fits=fits)
    if person is None or not fits:
        raise WrongSignInError
    return open_session(work, person.id, device)


def locked(work: Work) -> set[UUID]:
    """Return the accounts that are locked."""
    require(work, Permission.PEOPLE_ADMINISTER)
    tried = (
        select(Person.id, SignInTry.at, SignInTry.outcome)
        .join(SignInTry, SignInTry.user_name_index == Person.user_name_index)
        .where(SignInTry.at > work.now - TRIES_WITHIN)
        .order_by(SignInTry.at, SignInTry.id)
    )
    failures: dict[UUID, int] = {}
    for person_id, _, outcome in work.session.execute(tried):
        counted = failures.get(person_id, 0) + 1
        failures[person_id] = counted if outcome is Outcome.FAILED else 0
    return {person_id for person_id, number in failures.items() if number >= TRIES}


def open_account(work: Work, person_id: UUID, cause: str) -> None:
    """Open a locked account again; the actor says why and is kept with it.

    Raises:
        NotReachableError: no such account, or the actor's own.
    """
    require(work, Permission.PEOPLE_ADMINISTER)
    person = work.session.scalar(select(Person).where(Person.id == person_id))
    if person is None or person_id == work.actor.id:
        raise NotReachableError
    _keep_try(work, person.user_name_index, Outcome.OPENED)
    save(work, person, Action.ACCOUNT_OPENED, reason=cause)
    note_security(work, SecurityEvent.ACCOUNT_OPENED, person_id=work.actor.id, subject_id=person_id)


def _may_try(work: Work, index: bytes) -> None:
    """Refuse a try that comes too soon or too often."""
    failures = _failures(work, index)
    if len(failures) >= TRIES:
        note_security(work, SecurityEvent.SIGN_IN_LOCKED)
        raise LockedError
    if len(failures) <= FREE_TRIES:
        return
    wait = timedelta(seconds=2 ** (len(failures) - FREE_TRIES + 1))
    if (left := failures[-1] + wait - work.now) > timedelta(0):
        raise TooSoonError(int(left.total_seconds()) + 1)


def _failures(work: Work, index: bytes) -> list[datetime]:
    """Return when tries failed within a day, since the last that did not; oldest first."""
    rows = work.session.execute(
        select(SignInTry.at, SignInTry.outcome)
        .where(SignInTry.user_name_index == index, SignInTry.at > work.now - TRIES_WITHIN)
        .order_by(SignInTry.at, SignInTry.id)
    ).all()
    failures: list[datetime] = []
    for at, outcome in rows:
        failures = [*failures, at] if outcome is Outcome.FAILED else []
    return failures


def _note_try(work: Work, index: bytes, person_id: UUID | None, *, fits: bool) -> None:
    """Keep a try and its event."""
    _keep_try(work, index, Outcome.SUCCEEDED if fits else Outcome.FAILED)
    event = SecurityEvent.SIGNED_IN if fits else SecurityEvent.SIGN_IN_FAILED
    note_security(work, event, subject_id=person_id)


def _keep_try(work: Work, index: bytes, outcome: Outcome) -> None:
    """Keep one row."""
    values = {"id": new_id(), "user_name_index": index, "at": work.now, "outcome": outcome}
    work.session.execute(insert(SignInTry).values(values))
