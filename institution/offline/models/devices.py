"""Tablets of a unit, the keys they seal to, and the tickets that carry authorship."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import Base, Record, codes
from institution.db.sealing import Sealed, sealed_column
from institution.logs.models import Shift


class EnrolmentCode(Record):
    """A code that makes one tablet a device of a unit, once and for a short time."""

    __tablename__ = "enrolment_codes"

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    code_index: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """Keyed fingerprint of the code."""
    device_name: Mapped[str] = mapped_column(String(60))
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Device(Record):
    """A tablet of a unit. It holds a token in a cookie; this row only its hash."""

    __tablename__ = "devices"
    __table_args__ = (Index("ix_devices_unit", "unit_id"),)

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    code_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment_codes.id"), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    enrolled_at: Mapped[datetime]


class DeviceRevocation(Record):
    """A tablet is no longer trusted; what it still sends goes to quarantine."""

    __tablename__ = "device_revocations"

    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"), unique=True)
    revoked_by_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    revoked_at: Mapped[datetime]


class DeviceContact(Base):
    """When a tablet was last heard from, and what it said was waiting; changes each time."""

    __tablename__ = "device_contacts"

    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    heard_at: Mapped[datetime]
    waiting: Mapped[int]
    """Entries that were waiting on the tablet when it was heard."""
    oldest_at: Mapped[datetime | None]
    """When the oldest of them was written, by the clock of the server; null: none waits."""
    skew_seconds: Mapped[int]
    """How far the tablet's clock is ahead of ours."""


class ServerKey(Record):
    """A key pair to which tablets seal; the newest is given out, all open what was sealed."""

    __tablename__ = "server_keys"

    public_key: Mapped[bytes] = mapped_column(LargeBinary(65))
    """Point on P-256, uncompressed."""
    private_sealed: Mapped[bytes] = sealed_column()
    private = Sealed("private_sealed")
    """The number behind it, in hexadecimal."""
    made_at: Mapped[datetime]


class ShiftTicket(Record):
    """A person opened a shift on a device while there was a line: they may write there offline."""

    __tablename__ = "shift_tickets"
    __table_args__ = (Index("ix_shift_tickets_device", "device_id", "day"),)

    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    day: Mapped[date]
    shift: Mapped[Shift] = mapped_column(codes(Shift))
    children: Mapped[list[str]] = mapped_column(JSON)
    """Ids of the children of the shift who were within the person's reach."""
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
