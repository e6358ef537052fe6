"""The register: what a family is called and where it lives. All else stands in its forms."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import Record
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class FosterFamily(Record):
    """A foster family; as a place it is a home with one unit."""

    __tablename__ = "foster_families"

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"), unique=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    name_sealed: Mapped[bytes] = sealed_column()
    name = Sealed("name_sealed")
    registered_at: Mapped[datetime]


class FamilyAddress(Record):
    """Where a family lives; the newest holds."""

    __tablename__ = "family_addresses"
    __table_args__ = (Index("ix_family_addresses_home", "home_id", "written_at"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    address_sealed: Mapped[bytes] = sealed_column()
    address = Sealed("address_sealed")
    phone_sealed: Mapped[bytes | None] = sealed_column()
    phone = SealedOrNone("phone_sealed")
    protected: Mapped[bool]
    """Whether it is shown only after asking for it, which is logged."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
