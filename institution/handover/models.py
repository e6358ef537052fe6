"""What a shift hands over beside the logs, who read it, and tasks until they are done.

Each line is a row of its own, so that two people who write at once lose nothing. None is edited: a
correction is a new line that names the one it replaces.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import Record, WrittenAtPlace, codes
from institution.db.sealing import Sealed, SealedOrNone, sealed_column
from institution.logs.models import Shift


class HouseLine(Record):
    """Something about the house, not about a child, that a shift hands over."""

    __tablename__ = "house_lines"
    __table_args__ = (
        UniqueConstraint("corrects_id"),
        Index("ix_house_lines_home_day", "home_id", "day"),
    )

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    """Where it was written."""
    day: Mapped[date]
    shift: Mapped[Shift] = mapped_column(codes(Shift))
    whole_house: Mapped[bool]
    """Whether the other units of the home read it too."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    """By the clock of the device, which may have been offline."""
    received_at: Mapped[datetime]
    """By the clock of the server."""
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("house_lines.id"))
    correction_reason_sealed: Mapped[bytes | None] = sealed_column()
    correction_reason = SealedOrNone("correction_reason_sealed")


class HandoverNote(WrittenAtPlace):
    """What somebody adds about a child to the handover, beside what the logs say."""

    __tablename__ = "handover_notes"
    __table_args__ = (
        Index("ix_handover_notes_unit_day", "unit_id", "day"),
        Index("ix_handover_notes_child_day", "child_id", "day"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    day: Mapped[date]
    shift: Mapped[Shift] = mapped_column(codes(Shift))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    received_at: Mapped[datetime]
    attention: Mapped[str | None] = mapped_column(String(40))
    """How much support the next shift should expect; null: not said."""
    do_sealed: Mapped[bytes | None] = sealed_column()
    do = SealedOrNone("do_sealed")
    if_then_sealed: Mapped[bytes | None] = sealed_column()
    if_then = SealedOrNone("if_then_sealed")
    worked_sealed: Mapped[bytes | None] = sealed_column()
    worked = SealedOrNone("worked_sealed")


class Task(Record):
    """Something somebody is to do; it stands in every handover until it is done.

    Where it is about a child, a `TaskChild` says so, and only those who reach the child read it.
    """

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_unit", "unit_id", "received_at"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    received_at: Mapped[datetime]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    """Who does it; null: whoever is there."""
    due_at: Mapped[datetime | None]
    """When it is to be done; null: any time."""
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")


class TaskChild(WrittenAtPlace):
    """A task is about a child."""

    __tablename__ = "task_children"
    __table_args__ = (UniqueConstraint("task_id"), Index("ix_task_children_child", "child_id"))

    task_id: Mapped[UUID] = mapped_column(ForeignKey("tasks.id"))


class TaskStep(Record):
    """A task was done, or turned out not to be; the last step tells."""

    __tablename__ = "task_steps"
    __table_args__ = (Index("ix_task_steps_task", "task_id", "at"),)

    task_id: Mapped[UUID] = mapped_column(ForeignKey("tasks.id"))
    done: Mapped[bool]
    """False: it is open again."""
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]


class HandoverReceipt(Record):
    """Somebody has read what a shift handed over, up to that moment."""

    __tablename__ = "handover_receipts"
    __table_args__ = (Index("ix_handover_receipts_unit_day", "unit_id", "day"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    day: Mapped[date]
    shift: Mapped[Shift] = mapped_column(codes(Shift))
    """The shift that handed over, not the one that read."""
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    read_at: Mapped[datetime]


class ExampleRating(Record):
    """How somebody rated an invented example, to compare with the others of the unit."""

    __tablename__ = "example_ratings"
    __table_args__ = (UniqueConstraint("unit_id", "month", "example", "person_id"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    month: Mapped[date]
    """Its first day."""
    example: Mapped[str] = mapped_column(String(40))
    """Key in the content."""
    level: Mapped[int] = mapped_column(SmallInteger)
    """1 to 5."""
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    """Keeps one answer for each; never shown."""
    at: Mapped[datetime]
