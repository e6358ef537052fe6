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
    """The goal, in the child's words where it has said them."""
    area: Mapped[str] = mapped_column(String(40))
    """Code of the plan area."""
    dimension: Mapped[str | None] = mapped_column(String(40))
    """Dimension of the daily log that follows the goal; null where a free measure does."""
    measure_sealed: Mapped[bytes | None] = sealed_column()
    measure = SealedOrNone("measure_sealed")
    """What is counted, where no dimension fits; null otherwise."""
    baseline: Mapped[float | None] = mapped_column(Float)
    """Scale points 1-5 for a dimension, else in units of the measure; null: not known."""
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
    goal: Mapped[Goal] = relationship(back_populates="interventions")
