"""Which log is about which goal: the log stays where it is, once, and the goal shows it too."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import WrittenAtPlace


class GoalTie(WrittenAtPlace):
    """A log is about a goal, or is no longer said to be; the newest word counts."""

    __tablename__ = "goal_ties"
    __table_args__ = (
        Index("ix_goal_ties_lineage", "lineage_id"),
        Index("ix_goal_ties_log", "log_id"),
    )

    lineage_id: Mapped[UUID]
    """Of the goal, in whatever version of the plan."""
    log_id: Mapped[UUID] = mapped_column(ForeignKey("shift_logs.id"))
    tied: Mapped[bool]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]
