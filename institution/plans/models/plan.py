"""The plan in versions. A change is a new version; the old one stays readable."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Float, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from institution.db.base import AboutChild
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class Plan(AboutChild):
    """One version of a child's plan; the one with the highest number holds."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("child_id", "version"),)

    version: Mapped[int]
    """From 1."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    begins_on: Mapped[date]
    review_on: Mapped[date]
    change_reason_sealed: Mapped[bytes | None] = sealed_column()
    change_reason = SealedOrNone("change_reason_sealed")
    """Why this version; null for the first."""
    goals: Mapped[list["Goal"]] = relationship(back_populates="plan", order_by="Goal.position")
    texts: Mapped[list["PlanText"]] = relationship(
        back_populates="plan", order_by="PlanText.position"
    )


class PlanText(AboutChild):
    """Something a version says in words beside its goals, as the law asks."""

    __tablename__ = "plan_texts"
    __table_args__ = (Index("ix_plan_texts_plan", "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    content: Mapped[str] = mapped_column(String(40))
    """Key in the content of plans."""
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")
    plan: Mapped[Plan] = relationship(back_populates="texts")


class Goal(AboutChild):
    """What the child and the adults want to reach, and how it will be seen."""

    __tablename__ = "goals"
    __table_args__ = (Index("ix_goals_plan", "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    lineage_id: Mapped[UUID]
    """The same in every version of the plan that carries the goal on."""
    position: Mapped[int] = mapped_column(SmallInteger)
    wording_sealed: Mapped[bytes] = sealed_column()
    wording = Sealed("wording_sealed")
    """The goal, as the adults and the child agreed on it."""
    childs_wording_sealed: Mapped[bytes | None] = sealed_column()
    childs_wording = SealedOrNone("childs_wording_sealed")
    """The same in the child's own words; null until it has said them."""
    signs_sealed: Mapped[bytes | None] = sealed_column()
    signs = SealedOrNone("signs_sealed")
    """What can be seen when the goal is reached."""
    area: Mapped[str] = mapped_column(String(40))
    """Code of the plan area."""
    dimension: Mapped[str | None] = mapped_column(String(40))
    """Dimension of the daily log that follows the goal; null where something else does."""
    measure_sealed: Mapped[bytes | None] = sealed_column()
    measure = SealedOrNone("measure_sealed")
    """What is counted, where no dimension fits. Null with the dimension null as well: the goal is
    followed by the numbers from 0 to 10 that people give at a review."""
    baseline: Mapped[float | None] = mapped_column(Float)
    """Scale points 1-5 for a dimension, 0-10 for people's own numbers, else in units of the
    measure; null: not known."""
    target_low: Mapped[float | None] = mapped_column(Float)
    """Lower end of the target band, same unit as the baseline."""
    target_high: Mapped[float | None] = mapped_column(Float)
    """Upper end of the target band; null: as much as there may be."""
    starts_on: Mapped[date]
    review_on: Mapped[date]
    plan: Mapped[Plan] = relationship(back_populates="goals")
    interventions: Mapped[list["Intervention"]] = relationship(
        back_populates="goal", order_by="Intervention.position"
    )
    levels: Mapped[list["GoalLevel"]] = relationship(
        back_populates="goal", order_by="GoalLevel.step"
    )


class GoalLevel(AboutChild):
    """What one step of attainment looks like for one goal, agreed before it is known."""

    __tablename__ = "goal_levels"
    __table_args__ = (Index("ix_goal_levels_goal", "goal_id"),)

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"))
    step: Mapped[int] = mapped_column(SmallInteger)
    """From -2, much less than hoped, to 2, much more; 0 is as hoped."""
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")
    goal: Mapped[Goal] = relationship(back_populates="levels")


class Intervention(AboutChild):
    """What is done for a goal, and by whom."""

    __tablename__ = "interventions"
    __table_args__ = (Index("ix_interventions_goal", "goal_id"),)

    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goals.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    what_sealed: Mapped[bytes] = sealed_column()
    what = Sealed("what_sealed")
    who_sealed: Mapped[bytes | None] = sealed_column()
    who = SealedOrNone("who_sealed")
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    """Last day; null where no end is agreed."""
    goal: Mapped[Goal] = relationship(back_populates="interventions")
