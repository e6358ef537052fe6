"""Respite: a child stays with another family for some days; where it lives does not change."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import AboutChild
from institution.db.sealing import SealedOrNone, sealed_column


class RespiteStay(AboutChild):
    """A stay; whoever cares in that family reaches the child in it, and never before or after."""

    __tablename__ = "respite_stays"
    __table_args__ = (
        Index("ix_respite_stays_child", "child_id"),
        Index("ix_respite_stays_unit", "unit_id", "begins"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    begins: Mapped[date]
    until: Mapped[date]
    """The last day that was agreed."""
    ends: Mapped[date | None]
    """The last day after all, where it was called off."""
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = SealedOrNone("words_sealed")
    """What the family needs to know."""
