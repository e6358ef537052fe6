"""What a family tells each week: about the child, and apart from it about itself."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import Record, WrittenAtPlace
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class WeeklyLog(WrittenAtPlace):
    """What a carer wrote about one child in one week.

    Never edited: a correction is a new log that names the one it replaces.
    """

    __tablename__ = "weekly_logs"
    __table_args__ = (
        UniqueConstraint("corrects_id"),
        Index("ix_weekly_logs_child", "child_id", "week"),
        Index("ix_weekly_logs_home", "home_id", "week"),
    )

    week: Mapped[date]
    """Its Monday."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    """By the clock of the device, which may have been offline."""
    received_at: Mapped[datetime]
    content_version: Mapped[int]
    levels: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Item to level 1-5, or null where it was not seen."""
    good_moment_sealed: Mapped[bytes] = sealed_column()
    good_moment = Sealed("good_moment_sealed")
    hard_moment_sealed: Mapped[bytes | None] = sealed_column()
    hard_moment = SealedOrNone("hard_moment_sealed")
    child_words_sealed: Mapped[bytes | None] = sealed_column()
    child_words = SealedOrNone("child_words_sealed")
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("weekly_logs.id"))
    correction_reason_sealed: Mapped[bytes | None] = sealed_column()
    correction_reason = SealedOrNone("correction_reason_sealed")


class WeekAnswer(WrittenAtPlace):
    """That someone read a weekly log, and what it led to: the family's receipt."""

    __tablename__ = "week_answers"
    __table_args__ = (Index("ix_week_answers_log", "log_id"),)

    log_id: Mapped[UUID] = mapped_column(ForeignKey("weekly_logs.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    answered_at: Mapped[datetime]
    led_to_sealed: Mapped[bytes | None] = sealed_column()
    led_to = SealedOrNone("led_to_sealed")


class FamilyWeek(Record):
    """What the family says about its own week. For support alone: never near the child's record."""

    __tablename__ = "family_weeks"
    __table_args__ = (UniqueConstraint("home_id", "week", "author_id"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    week: Mapped[date]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    content_version: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Codes and levels by question."""


class HelpRequest(Record):
    """A family asks its coordinator for something."""

    __tablename__ = "help_requests"
    __table_args__ = (Index("ix_help_requests_home", "home_id", "asked_at"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    asked_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    """The promise."""
    content_version: Mapped[int]
    about: Mapped[list[Any]] = mapped_column(JSON)
    """Codes of what is needed."""
    week: Mapped[date | None]
    """Of the weekly answers it comes from; null: asked on its own."""
    text_sealed: Mapped[bytes | None] = sealed_column()
    text = SealedOrNone("text_sealed")


class HelpAnswer(Record):
    """What the coordinator answered."""

    __tablename__ = "help_answers"
    __table_args__ = (Index("ix_help_answers_request", "request_id"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    request_id: Mapped[UUID] = mapped_column(ForeignKey("help_requests.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    answered_at: Mapped[datetime]
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")
