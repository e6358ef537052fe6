"""The way in: tries, locks, and sessions kept on the server."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.orm import Session

from institution.access.actor import Actor
from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission, Role
from institution.access.work import Work
from institution.accounts import passwords
from institution.accounts.models import Device, Outcome, Person, PersonRole, SignIn, SignInTry
from institution.accounts.services import require, user_name_index
from institution.audit.models import Action, SecurityEvent
from institution.audit.services import note_security, save
from institution.db.base import new_id
from institution.db.sealing import Keyring, Place

TRIES = 5
"""Failures within a day after which only another person opens the account."""
TRIES_WITHIN = timedelta(hours=24)
FREE_TRIES = 2
"""Failures without a wait; then the wait doubles from four seconds."""
IDLE = {Device.DESK: timedelta(minutes=15), Device.TABLET: timedelta(minutes=5)}
LONGEST = timedelta(hours=12)
TOUCH_EVERY = timedelta(seconds=30)


class WrongSignInError(RefusedError):
    """No such user name, or not its password: the two look alike."""


class LockedError(RefusedError):
    """Too many failures; another person opens the account."""


class TooSoonError(RefusedError):
    """The next try must wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass(frozen=True)
class Visit:
    """A session that holds now."""

    sign_in_id: UUID
    actor: Actor
    device: Device
    touch: bool
    """Whether the time it was last seen is due to be written."""


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
    return _open_session(work, person.id, device)


def visit(session: Session, token: str, now: datetime) -> Visit | None:
    """Return the session behind a token; None where it is unknown, ended or timed out."""
    rows = session.execute(
        select(
            SignIn.id, SignIn.device, SignIn.began_at, SignIn.seen_at, SignIn.ended_at,
            SignIn.person_id, Person.name_sealed, Person.language, Person.time_zone,
            PersonRole.role, PersonRole.begins, PersonRole.ends,
        )
        .join(Person, Person.id == SignIn.person_id)
        .outerjoin(PersonRole, PersonRole.person_id == Person.id)
        .where(SignIn.token_hash == token_hash(token))
    ).all()  # fmt: skip
    if not rows or not _holds(rows[0], now):
        return None
    first = rows[0]
    actor = _actor(session.info["keyring"], rows, now)
    return Visit(first.id, actor, first.device, touch=now - first.seen_at > TOUCH_EVERY)


def expired_person(session: Session, token: str) -> UUID | None:
    """Return whose session this was, although it no longer holds; None for an unknown token."""
    return session.scalar(select(SignIn.person_id).where(SignIn.token_hash == token_hash(token)))


def touch(session: Session, sign_in_id: UUID, now: datetime) -> None:
    """Note that the session was used."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def sign_out(work: Work, token: str) -> None:
    """End one session."""
    _end(work, SignIn.token_hash == token_hash(token), SecurityEvent.SIGNED_OUT)


def sign_out_everywhere(work: Work) -> None:
    """End all sessions of the actor."""
    _end(work, SignIn.person_id == work.actor.id, SecurityEvent.SIGNED_OUT_EVERYWHERE)


def locked(work: Work) -> set[UUID]:
    """Return the accounts that are locked."""
    require(work, Permission.PEOPLE_ADMINISTER)
    people = work.session.execute(select(Person.id, Person.user_name_index)).all()
    return {id_ for id_, index in people if len(_failures(work, index)) >= TRIES}


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
    note_security(
        work.session,
        work.now,
        SecurityEvent.ACCOUNT_OPENED,
        person_id=work.actor.id,
        subject_id=person_id,
    )


def token_hash(token: str) -> bytes:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def _may_try(work: Work, index: bytes) -> None:
    """Refuse a try that comes too soon or too often."""
    failures = _failures(work, index)
    if len(failures) >= TRIES:
        note_security(work.session, work.now, SecurityEvent.SIGN_IN_LOCKED)
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
    note_security(work.session, work.now, event, subject_id=person_id)


def _keep_try(work: Work, index: bytes, outcome: Outcome) -> None:
    """Keep one row."""
    values = {"id": new_id(), "user_name_index": index, "at": work.now, "outcome": outcome}
    work.session.execute(insert(SignInTry).values(values))


def _open_session(work: Work, person_id: UUID, device: Device) -> str:
    """Keep a new session and return its token."""
    token = secrets.token_urlsafe(32)
    work.session.execute(
        insert(SignIn).values(
            id=new_id(),
            token_hash=token_hash(token),
            person_id=person_id,
            device=device,
            began_at=work.now,
            seen_at=work.now,
        )
    )
    return token


def _end(work: Work, which: ColumnElement[bool], event: SecurityEvent) -> None:
    """End sessions that hold."""
    running = update(SignIn).where(which, SignIn.ended_at.is_(None))
    work.session.execute(running.values(ended_at=work.now))
    note_security(work.session, work.now, event, person_id=work.actor.id)


def _holds(row: Row[*tuple[Any, ...]], now: datetime) -> bool:
    """Tell whether a session is neither ended nor timed out."""
    idle = now - row.seen_at > IDLE[row.device]
    return row.ended_at is None and not idle and now - row.began_at <= LONGEST


def _actor(keyring: Keyring, rows: Sequence[Row[*tuple[Any, ...]]], now: datetime) -> Actor:
    """Return who acts, with the roles that last today."""
    first = rows[0]
    zone = ZoneInfo(first.time_zone)
    today = now.astimezone(zone).date()
    roles = frozenset(
        Role(row.role)
        for row in rows
        if row.role and row.begins <= today and (row.ends is None or row.ends >= today)
    )
    name = keyring.open(first.name_sealed, Place("persons", "name_sealed", first.person_id))
    return Actor(first.person_id, roles, first.language, zone, name)
