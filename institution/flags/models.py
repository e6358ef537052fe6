"""Flags and what people answered. Neither is edited: a flag is closed by an answer that closes."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import JSON, Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from institution.cases.models import Bounded, BoundKind
from institution.db.base import Record, WrittenAtPlace, codes
from institution.db.sealing import SealedOrNone, sealed_column


class Answer:
    """What someone did about a flag of either kind."""

    kind: Mapped[str] = mapped_column(String(40))
    """Key of the answer in the flags content."""
    closes: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(40))
    """Key of the reason for closing; null where it stays open."""
    text_sealed: Mapped[bytes | None] = sealed_column()
    text = SealedOrNone("text_sealed")
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    """Null where it closed by itself because what was told of has passed."""
    answered_at: Mapped[datetime]


class Flag(Bounded):
    """An invitation to look and talk; never a diagnosis, a ranking or a decision.

    It rests on what was written in one home, and belongs there as the logs do; one that an incident
    raised goes around whom the incident goes around.
    """

    __tablename__ = "flags"
    __table_args__ = (
        UniqueConstraint("child_id", "signature"),
        Index("ix_flags_child_raised", "child_id", "raised_at"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    """Key in the flags content."""
    signature: Mapped[str] = mapped_column(String(120))
    """What the flag is about, so that looking again raises nothing twice."""
    raised_at: Mapped[datetime]
    day: Mapped[date]
    """The last day that was looked at."""
    since: Mapped[date | None]
    """About when the change began; null where that has no meaning."""
    respond_by: Mapped[datetime]
    content_version: Mapped[int]
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The numbers and the ids of the entries behind it; no written text, no names."""
    goal_id: Mapped[UUID | None] = mapped_column(ForeignKey("goals.id"))
    log_id: Mapped[UUID | None] = mapped_column(ForeignKey("shift_logs.id"))
    """The log in which a person wrote what raised it; null for what numbers raised."""
    closeness: Mapped[BoundKind | None] = mapped_column(codes(BoundKind))
    """How closely the kind of flag is held; null: everyone around the child reads it."""
    answers: Mapped[list["FlagAnswer"]] = relationship(
        back_populates="flag", order_by="FlagAnswer.answered_at"
    )


class OpenFlag(NamedTuple):
    """An open flag as a list reads it: a few columns, since there may be many."""

    id: UUID
    child_id: UUID
    kind: str
    raised_at: datetime
    since: date | None
    respond_by: datetime
    evidence: dict[str, Any]
    goal_id: UUID | None


class FlagAnswer(Answer, WrittenAtPlace):
    """What someone did about a flag."""

    __tablename__ = "flag_answers"
    __table_args__ = (Index("ix_flag_answers_flag", "flag_id"),)

    flag_id: Mapped[UUID] = mapped_column(ForeignKey("flags.id"))
    flag: Mapped[Flag] = relationship(back_populates="answers")


class HouseFlag(Record):
    """Several children of a house have a hard week at once: about the house, and about no child."""

    __tablename__ = "house_flags"
    __table_args__ = (UniqueConstraint("home_id", "kind", "day"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    kind: Mapped[str] = mapped_column(String(40))
    """Key in the flags content."""
    raised_at: Mapped[datetime]
    day: Mapped[date]
    """The last day of the week that was looked at."""
    since: Mapped[date]
    """Its first day."""
    respond_by: Mapped[datetime]
    content_version: Mapped[int]
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    """How many children of how many, and how likely that is by chance; no names, no ids."""
    answers: Mapped[list["HouseFlagAnswer"]] = relationship(
        back_populates="flag", order_by="HouseFlagAnswer.answered_at"
    )


class HouseFlagAnswer(Answer, Record):
    """What someone did about a flag of a house."""

    __tablename__ = "house_flag_answers"
    __table_args__ = (Index("ix_house_flag_answers_flag", "flag_id"),)

    flag_id: Mapped[UUID] = mapped_column(ForeignKey("house_flags.id"))
    flag: Mapped[HouseFlag] = relationship(back_populates="answers")


class FalseAlarmChoice(Record):
    """How many false alarms a home chose; the newest holds."""

    __tablename__ = "false_alarm_choices"
    __table_args__ = (Index("ix_false_alarm_choices_home", "home_id", "chosen_at"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    per_year: Mapped[float] = mapped_column(Float)
    """For each child and year: 0.5, 1 or 2."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    chosen_at: Mapped[datetime]
