"""What the guard asks of the folders above it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from institution.access.actor import Actor
from institution.access.policy import Permission
from institution.access.work import Work

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Visit(Protocol):
    """A session that holds now, as the guard needs it."""

    sign_in_id: UUID
    actor: Actor
    touch: bool


@dataclass(frozen=True)
class Doors:
    """What the guard asks of the folders above it."""

    visit: Callable[[Session, str, datetime], Any]
    touch: Callable[[Connection, UUID, datetime], None]
    child: Callable[[Work, Permission, UUID], Any]
    note_use: Callable[[Connection, Work, UUID, str], None]
    note_refusal: Callable[[Connection, Work, str, UUID | None], None]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
