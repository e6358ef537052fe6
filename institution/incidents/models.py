"""Incidents, and what was placed beside them. Nothing of it is ever edited."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from institution.cases.models import Bounded, BoundKind
from institution.db.base import codes
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


def as_text(texts: Mapping[str, str]) -> str:
    """Return written texts by key as they are sealed."""
    return json.dumps(dict(texts), ensure_ascii=False, sort_keys=True)


class Incident(Bounded):
    """One telling of what happened; a correction or a completion names the one it replaces.

    All tellings of one matter have its id, which is that of the first.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        UniqueConstraint("corrects_id"),
        Index("ix_incidents_child", "child_id", "started_at"),
        Index("ix_incidents_matter", "matter_id"),
        Index("ix_incidents_home", "home_id", "type", "started_at"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    type: Mapped[str] = mapped_column(String(40))
    """Key in the incidents content."""
    severity: Mapped[int | None] = mapped_column(SmallInteger)
    """1 to 4; null for what has none, such as a good event."""
    started_at: Mapped[datetime]
    written_at: Mapped[datetime]
    """By the clock of the device, which may have been offline."""
    received_at: Mapped[datetime]
    content_version: Mapped[int]
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("incidents.id"))
    codes: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Answers that are no text, by key of the question: codes, numbers, moments, ids of people."""
    texts_sealed: Mapped[bytes] = sealed_column()
    texts_json = Sealed("texts_sealed")
    """Written answers by key of the question."""

    @property
    def texts(self) -> dict[str, str]:
        """Return the written answers by key of the question."""
        found: dict[str, str] = json.loads(self.texts_json)
        return found


class Addition(Bounded):
    """Something placed beside an incident: who was told, a follow-up, the child's account, a sign.

    It belongs to the whole matter and changes nothing in it.
    """

    __tablename__ = "incident_additions"
    __table_args__ = (
        Index("ix_incident_additions_matter", "matter_id", "kind"),
        Index("ix_incident_additions_child", "child_id", "received_at"),
    )

    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[str] = mapped_column(String(40))
    """Key in the incidents content."""
    at: Mapped[datetime | None]
    """When it happened; null where that is when it was written."""
    due: Mapped[date | None]
    """Of a follow-up."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    """Who does a follow-up."""
    names_id: Mapped[UUID | None] = mapped_column(ForeignKey("incident_additions.id"))
    """The follow-up that is done."""
    signs_id: Mapped[UUID | None] = mapped_column(ForeignKey("incidents.id"))
    """The telling that is signed."""
    written_at: Mapped[datetime]
    received_at: Mapped[datetime]
    content_version: Mapped[int]
    codes: Mapped[dict[str, Any]] = mapped_column(JSON)
    texts_sealed: Mapped[bytes | None] = sealed_column()
    texts_json = SealedOrNone("texts_sealed")

    @property
    def texts(self) -> dict[str, str]:
        """Return the written answers by key of the question; none where nothing was written."""
        found: dict[str, str] = json.loads(self.texts_json or "{}")
        return found


class HelpTonight(Bounded):
    """How to help the child tonight: the whole shift reads it, also where the rest is closed."""

    __tablename__ = "incident_helps"
    __table_args__ = (Index("ix_incident_helps_child", "child_id", "written_at"),)

    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    closeness: Mapped[BoundKind | None] = mapped_column(codes(BoundKind))
    """Null: the shift reads it."""
    written_at: Mapped[datetime]
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")
