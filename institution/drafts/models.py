"""Forms that somebody has begun. A draft is no record: it goes when its form is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import Base
from institution.db.sealing import sealed_column


class Draft(Base):
    """One form as its author left it."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_author_saved", "author_id", "saved_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Of what the form will be once it is kept."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    form: Mapped[str] = mapped_column(String(200))
    """Address to which the form is sent; it holds ids and days, no names."""
    saved_at: Mapped[datetime]
    body_sealed: Mapped[bytes | None] = sealed_column()
    """Names and values as JSON; null: it was kept or thrown away, and comes back no more."""
