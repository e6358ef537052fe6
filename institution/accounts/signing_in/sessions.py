"""Sessions kept on the server. The cookie holds a token; the database only its hash."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from institution.access.actor import Actor
from institution.access.errors import NotReachableError
from institution.access.policy import Role
from institution.access.work import Work
from institution.accounts.models import Device, Person, PersonRole, SignIn
from institution.audit.models import SecurityEvent
from institution.audit.services import note_security
from institution.db.base import new_id
from institution.db.sealing import Keyring, Place
from institution.db.statements import Statement

IDLE = {Device.DESK: timedelta(minutes=15), Device.TABLET: timedelta(minutes=5)}
IN_A_CHILDS_HANDS = timedelta(minutes=30)
"""A child thinks and draws longer than an adult leaves a tablet alone."""
LONGEST = timedelta(hours=12)
TOUCH_EVERY = timedelta(seconds=30)
_sign_ins, _persons, _roles = SignIn.__table__, Person.__table__, PersonRole.__table__
# Asked with every request: made once, and read on the connection without an object for each row.
VISITS = Statement(
    select(
        _sign_ins.c.id, _sign_ins.c.device, _sign_ins.c.began_at, _sign_ins.c.seen_at,
        _sign_ins.c.ended_at, _sign_ins.c.person_id, _sign_ins.c.child_id,
        _persons.c.name_sealed, _persons.c.language, _persons.c.time_zone,
        _roles.c.role, _roles.c.begins, _roles.c.ends,
    )
    .join(_persons, _persons.c.id == _sign_ins.c.person_id)
    .outerjoin(_roles, _roles.c.person_id == _persons.c.id)
    .where(_sign_ins.c.token_hash == bindparam("token_hash"))
)  # fmt: skip
ROLES = Statement(
    select(
        _persons.c.id.label("person_id"),
        _persons.c.name_sealed, _persons.c.language, _persons.c.time_zone,
        _roles.c.role, _roles.c.begins, _roles.c.ends,
    )
    .outerjoin(_roles, _roles.c.person_id == _persons.c.id)
    .where(_persons.c.id == bindparam("person_id"))
)  # fmt: skip
SEEN = Statement(
    update(SignIn.__table__)  # type: ignore[arg-type]
    .where(_sign_ins.c.id == bindparam("sign_in_id"))
    .values(seen_at=bindparam("now"))
)


@dataclass(frozen=True)
class Visit:
    """A session that holds now."""

    sign_in_id: UUID
    actor: Actor
    device: Device
    touch: bool
    """Whether the time it was last seen is due to be written."""
    person_id: UUID
    """Who signed in: the actor, or the adult who handed the tablet to the child that acts."""


def open_session(work: Work, person_id: UUID, device: Device, child_id: UUID | None = None) -> str:
    """Keep a new session and return its token.

    Args:
        work: of the person, or of somebody who lets them in.
        person_id: who signs in.
        device: where.
        child_id: to whom the person hands the tablet; None: to nobody. In such a session only the
            child acts, and reaches only its own record.
    """
    token = secrets.token_urlsafe(32)
    work.session.execute(
        insert(SignIn).values(
            id=new_id(),
            token_hash=token_hash(token),
            person_id=person_id,
            child_id=child_id,
            device=device,
            began_at=work.now,
            seen_at=work.now,
        )
    )
    return token


def visit(session: Session, token: str, now: datetime) -> Visit | None:
    """Return the session behind a token; None where it is unknown, ended or timed out."""
    rows = VISITS.rows(session.connection(), {"token_hash": token_hash(token)})
    if not rows or not _holds(rows[0], now):
        return None
    first = rows[0]
    actor = _actor(session.info["keyring"], rows, now)
    if first.child_id is not None:
        actor = replace(actor, id=first.child_id, roles=frozenset({Role.CHILD}), name="")
    due = now - first.seen_at > TOUCH_EVERY
    return Visit(first.id, actor, first.device, touch=due, person_id=first.person_id)


def actor_at(session: Session, person_id: UUID, moment: datetime) -> Actor | None:
    """Return a person with the roles held at a moment; None where there is no such account."""
    rows = ROLES.rows(session.connection(), {"person_id": person_id})
    return _actor(session.info["keyring"], rows, moment) if rows else None


def expired_person(session: Session, token: str) -> UUID | None:
    """Return whose session this was, although it no longer holds; None for an unknown token."""
    return session.scalar(select(SignIn.person_id).where(SignIn.token_hash == token_hash(token)))


def touch(connection: Connection, sign_in_id: UUID, now: datetime) -> None:
    """Note that the session was used."""
    SEEN.change(connection, {"sign_in_id": sign_in_id, "now": now})


def hand_over(work: Work, child_id: UUID) -> str:
    """Let a child use the tablet in the actor's place; return the token of its session.

    The caller has made sure that the actor may, and ends the actor's own session.

    Raises:
        NotReachableError: nobody is signed in.
    """
    if work.actor.id is None:
        raise NotReachableError
    note_security(work, SecurityEvent.HANDED_OVER, person_id=work.actor.id, subject_id=child_id)
    return open_session(work, work.actor.id, Device.TABLET, child_id)


def sign_out(work: Work, token: str) -> None:
    """End one session."""
    _end(work, SignIn.token_hash == token_hash(token), SecurityEvent.SIGNED_OUT)


def sign_out_everywhere(work: Work) -> None:
    """End all sessions of the actor."""
    _end(work, SignIn.person_id == work.actor.id, SecurityEvent.SIGNED_OUT_EVERYWHERE)


def token_hash(token: str) -> bytes:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def _end(work: Work, which: ColumnElement[bool], event: SecurityEvent) -> None:
    """End sessions that hold."""
    running = update(SignIn).where(which, SignIn.ended_at.is_(None))
    work.session.execute(running.values(ended_at=work.now))
    note_security(work, event, person_id=work.actor.id)


def _holds(row: Row[*tuple[Any, ...]], now: datetime) -> bool:
    """Tell whether a session is neither ended nor timed out."""
    longest = IN_A_CHILDS_HANDS if row.child_id is not None else IDLE[row.device]
    idle = now - row.seen_at > longest
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
