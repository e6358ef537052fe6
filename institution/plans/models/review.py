"""A review of a plan: what each person says, and what is decided. It makes the next version."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from institution.db.base import AboutChild
from institution.db.sealing import SealedOrNone, sealed_column


class PlanReview(AboutChild):
    """A version of a plan that was gone through, once."""

    __tablename__ = "plan_reviews"
    __table_args__ = (
        UniqueConstraint("plan_id"),
        Index("ix_plan_reviews_child", "child_id", "held_on"),
    )

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    held_on: Mapped[date]
    next_on: Mapped[date]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    content_version: Mapped[int]
    child_heard: Mapped[str] = mapped_column(String(40))
    """Key of how the child was heard."""
    present_sealed: Mapped[bytes | None] = sealed_column()
    present = SealedOrNone("present_sealed")
    """Who took part, by name."""
    goals: Mapped[list["GoalReview"]] = relationship(
        back_populates="review", order_by="GoalReview.position"
    )


class GoalReview(AboutChild):
    """What was said and decided about one goal."""

    __tablename__ = "goal_reviews"
    __table_args__ = (
        Index("ix_goal_reviews_review", "review_id"),
        Index("ix_goal_reviews_lineage", "lineage_id"),
    )

    review_id: Mapped[UUID] = mapped_column(ForeignKey("plan_reviews.id"))
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"))
    lineage_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    decision: Mapped[str] = mapped_column(String(40))
    reason_sealed: Mapped[bytes | None] = sealed_column()
    reason = SealedOrNone("reason_sealed")
    attainment: Mapped[int | None] = mapped_column(SmallInteger)
    """Step from -2 to 2 that the adults agree on; null: not said."""
    childs_attainment: Mapped[int | None] = mapped_column(SmallInteger)
    """The child's own step; beside the adults', never counted together with it."""
    review: Mapped[PlanReview] = relationship(back_populates="goals")
    voices: Mapped[list["GoalVoice"]] = relationship(
        back_populates="goal_review", order_by="GoalVoice.position"
    )


class GoalVoice(AboutChild):
    """What one person says about one goal."""

    __tablename__ = "goal_voices"
    __table_args__ = (Index("ix_goal_voices_goal_review", "goal_review_id"),)

    goal_review_id: Mapped[UUID] = mapped_column(ForeignKey("goal_reviews.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    voice: Mapped[str] = mapped_column(String(40))
    """Key of who says it."""
    number: Mapped[int | None] = mapped_column(SmallInteger)
    """From 0, not started, to 10, fully there; null: not said."""
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = SealedOrNone("words_sealed")
    goal_review: Mapped[GoalReview] = relationship(back_populates="voices")
