"""What staff write at the end of a shift, as it is kept."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from institution.db.base import WrittenAtPlace, codes
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class Shift(StrEnum):
    """The three shifts of a day; the night belongs to the day on which it begins."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


class ShiftLog(WrittenAtPlace):
    """What one member of staff wrote about one child in one shift.

    Never edited: a correction is a new log that names the one it replaces. Two people may each
    write a log of the same child and shift; both stand.
    """

    __tablename__ = "shift_logs"
    __table_args__ = (
        UniqueConstraint("corrects_id"),
        # Holds all that trends read, so that years of one child are read without the sealed texts.
        Index(
            "ix_shift_logs_child_day",
            "child_id",
            "day",
            "shift",
            "author_id",
            "presence",
            "contact_time",
            "levels",
            "home_id",
            "id",
            "child_scale",
            "child_value",
            "child_shares_with",
        ),
        Index("ix_shift_logs_unit_day", "unit_id", "day"),
        # How many logs of a home there are, so that a look notices what others kept.
        Index("ix_shift_logs_home_day", "home_id", "day", "received_at"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    day: Mapped[date]
    shift: Mapped[Shift] = mapped_column(codes(Shift))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    """By the clock of the device, which may have been offline."""
    received_at: Mapped[datetime]
    """By the clock of the server."""
    content_version: Mapped[int]
    """Of the questions that were answered."""
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift_logs.id"))
    correction_reason_sealed: Mapped[bytes | None] = sealed_column()
    correction_reason = SealedOrNone("correction_reason_sealed")

    presence: Mapped[str] = mapped_column(String(40))
    contact_time: Mapped[str | None] = mapped_column(String(40))
    """Null where the child was away."""
    levels: Mapped[str] = mapped_column(String(600), server_default="")
    """What the ratings say as one text, see `logs/services/levels.py`; empty without ratings."""
    chips: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Codes and numbers by chip key; no written text."""
    child_scale: Mapped[str | None] = mapped_column(String(40))
    """Which version of the child's own question was asked; null: not asked."""
    child_value: Mapped[int | None] = mapped_column(SmallInteger)
    """The child's own answer on that scale; null: asked and skipped, or not asked."""
    child_shares_with: Mapped[str | None] = mapped_column(String(40))
    """Who may see the child's own answer, as the child chose."""
    child_wants_to_talk: Mapped[bool] = mapped_column(default=False)
    child_disagrees: Mapped[bool] = mapped_column(default=False)
    child_words_sealed: Mapped[bytes | None] = sealed_column()
    child_words = SealedOrNone("child_words_sealed")
    good_moment_sealed: Mapped[bytes | None] = sealed_column()
    good_moment = SealedOrNone("good_moment_sealed")
    note_sealed: Mapped[bytes | None] = sealed_column()
    note = SealedOrNone("note_sealed")
    attention: Mapped[str | None] = mapped_column(String(40))
    """How much support the next shift should expect; null: not said."""

    ratings: Mapped[list["Rating"]] = relationship(back_populates="log", order_by="Rating.position")
    handover: Mapped[list["HandoverLine"]] = relationship(
        back_populates="log", order_by="HandoverLine.position"
    )


class Rating(WrittenAtPlace):
    """The level of one dimension in one log."""

    __tablename__ = "ratings"
    __table_args__ = (Index("ix_ratings_log", "log_id", "dimension", "level"),)

    log_id: Mapped[UUID] = mapped_column(ForeignKey("shift_logs.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    dimension: Mapped[str] = mapped_column(String(40))
    level: Mapped[int | None] = mapped_column(SmallInteger)
    """1 to 5; null: not seen in this shift."""
    log: Mapped[ShiftLog] = relationship(back_populates="ratings")


class HandoverLine(WrittenAtPlace):
    """One line to the next shift."""

    __tablename__ = "handover_lines"
    __table_args__ = (Index("ix_handover_lines_log", "log_id"),)

    log_id: Mapped[UUID] = mapped_column(ForeignKey("shift_logs.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    part: Mapped[str] = mapped_column(String(40))
    """Code of the question it answers: what to do, or what helps."""
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")
    log: Mapped[ShiftLog] = relationship(back_populates="handover")
