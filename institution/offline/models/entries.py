"""What tablets sent: that it came, and what could not be kept as it was."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import Base, Record, codes
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class Outcome(StrEnum):
    """What became of an entry."""

    KEPT = "kept"
    KNOWN = "known"
    QUARANTINED = "quarantined"


class Reason(StrEnum):
    """Why an entry was not kept as it was."""

    MALFORMED = "malformed"
    UNREADABLE = "unreadable"
    OTHER_DEVICE = "other_device"
    REVOKED = "revoked"
    FORGED = "forged"
    OTHER_SHIFT = "other_shift"
    NOT_IN_SHIFT = "not_in_shift"
    AFTER_SHIFT = "after_shift"
    NOT_YOURS = "not_yours"
    NOT_LIVING_HERE = "not_living_here"
    NOT_BEGUN = "not_begun"
    TOO_LATE = "too_late"
    ANSWERS = "answers"
    OTHER_CONTENT = "other_content"
    CORRECTED = "corrected"


class ReceivedEntry(Base):
    """An entry that was opened, by its id for ever: sent again, it is answered as before."""

    __tablename__ = "received_entries"
    __table_args__ = (Index("ix_received_entries_device", "device_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Made on the tablet; also of the record, where one was kept."""
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    number: Mapped[int]
    """Counted on the tablet from 1; a number that is missing was lost, or waits."""
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    """Of the sealed envelope, which is sent again as it is."""
    day: Mapped[date]
    """That the person chose."""
    written_at: Mapped[datetime]
    """By the clock of the tablet, however wrong it was."""
    reckoned_at: Mapped[datetime]
    """When it was written by the clock of the server, as well as can be told."""
    received_at: Mapped[datetime]
    skewed: Mapped[bool]
    """Whether the tablet's clock was more than five minutes wrong."""
    outcome: Mapped[Outcome] = mapped_column(codes(Outcome))
    reason: Mapped[Reason | None] = mapped_column(codes(Reason))
    """Null where it was kept."""


class QuarantinedEntry(Record):
    """An entry that was not kept as it was: for its author and the manager, with the reason.

    It names the child as the tablet did, which may be wrong or a lie. So it is no record about a
    child: its author reads it, and who manages the tablet.
    """

    __tablename__ = "quarantined_entries"
    __table_args__ = (
        UniqueConstraint("entry_id", "digest"),
        Index("ix_quarantined_entries_author", "author_id"),
        Index("ix_quarantined_entries_unit", "unit_id"),
    )

    entry_id: Mapped[UUID]
    """As the tablet said; made from the digest where it said none."""
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    """Of the device."""
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    """By a ticket that holds; null where there was none."""
    kind: Mapped[str] = mapped_column(String(40), server_default="shift_log")
    """Code of what it is; empty where that could not be read."""
    reason: Mapped[Reason] = mapped_column(codes(Reason))
    detail: Mapped[str | None] = mapped_column(String(200))
    """Names of the questions that are to be put right; never what was written."""
    named_child_id: Mapped[UUID | None]
    day: Mapped[date | None]
    shift: Mapped[str | None] = mapped_column(String(10))
    corrects_id: Mapped[UUID | None]
    """Of the record it would have replaced."""
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    says_sealed: Mapped[bytes] = sealed_column()
    says = Sealed("says_sealed")
    """The names and answers of the form as JSON; the envelope as it came where it did not open."""
    opened: Mapped[bool]
    """Whether `says` is a form."""
    written_at: Mapped[datetime | None]
    received_at: Mapped[datetime]


class ReturnSettled(Record):
    """Someone looked at an entry in quarantine and set it aside, or wrote it again."""

    __tablename__ = "returns_settled"

    quarantined_id: Mapped[UUID] = mapped_column(ForeignKey("quarantined_entries.id"), unique=True)
    settled_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    settled_at: Mapped[datetime]
    cause_sealed: Mapped[bytes | None] = sealed_column()
    cause = SealedOrNone("cause_sealed")
