"""PINs for a quick change of person on a tablet, and every try with one."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import Base, Record, codes, new_id


class PersonPin(Record):
    """A PIN of a person; the newest holds. The server alone checks it, on enrolled devices only."""

    __tablename__ = "person_pins"
    __table_args__ = (Index("ix_person_pins_person", "person_id", "set_at"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    pin_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]


class PinTryOutcome(StrEnum):
    """How a try ended."""

    FAILED = "failed"
    SUCCEEDED = "succeeded"


class PinTry(Base):
    """A try of a person's PIN on a device."""

    __tablename__ = "pin_tries"
    __table_args__ = (
        Index("ix_pin_tries_person", "person_id", "at"),
        Index("ix_pin_tries_device", "device_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    at: Mapped[datetime]
    outcome: Mapped[PinTryOutcome] = mapped_column(codes(PinTryOutcome))
