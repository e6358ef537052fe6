"""What comes in: an incident as it is told, a quick note, and what is placed beside one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from institution.cases.models import BoundKind


@dataclass(frozen=True)
class NewAddition:
    """Something to place beside an incident."""

    id: UUID
    """Made with the form, so that sending it twice keeps it once."""
    kind: str
    written_at: datetime
    at: datetime | None = None
    due: date | None = None
    person_id: UUID | None = None
    names_id: UUID | None = None
    codes: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """An incident as it is told; the answers by key of the question."""

    id: UUID
    """Made on the device: sending the same again changes nothing."""
    type: str
    started_at: datetime
    written_at: datetime
    severity: int | None = None
    codes: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    around: tuple[UUID, ...] = ()
    """Adults of the place whom it is about, or who are close to them: it goes around them."""
    corrects_id: UUID | None = None
    """The telling it replaces."""
    additions: tuple[NewAddition, ...] = ()


@dataclass(frozen=True)
class QuickNote:
    """The first words about something that has just happened; completed later."""

    id: UUID
    type: str
    started_at: datetime
    written_at: datetime
    text: str
    """What was seen and heard."""
    severity: int | None = None
    """None: the usual one of the type."""
    place: str | None = None
    around: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where the child lived when it happened."""

    child_id: UUID
    municipality_id: UUID
    unit_id: UUID
    home_id: UUID
    profile: str
    time_zone: str


@dataclass(frozen=True)
class Kept:
    """An incident that was just kept, for those who want to know at once."""

    id: UUID
    matter_id: UUID
    type: str
    severity: int | None
    started_at: datetime
    day: date
    """Where it happened."""
    place: Place
    bounds: frozenset[BoundKind]
    is_first: bool
