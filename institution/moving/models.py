"""Transfer packages: what a caseworker hands on to the place a child moves to."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import WrittenAtPlace
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class TransferPackage(WrittenAtPlace):
    """A copy of chosen parts of a record, for the home that `home_id` names and nobody else.

    The home reads the package, and nothing of the record it was made from.
    """

    __tablename__ = "transfer_packages"
    __table_args__ = (Index("ix_transfer_packages_child", "child_id", "made_at"),)

    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    made_at: Mapped[datetime]
    parts: Mapped[list[Any]] = mapped_column(JSON)
    """Codes of what was chosen."""
    first: Mapped[date]
    last: Mapped[date]
    checksum: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the content, in hexadecimal digits."""
    content_sealed: Mapped[bytes] = sealed_column()
    content = Sealed("content_sealed")
    """What is handed on, as JSON."""
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = SealedOrNone("words_sealed")
    """What the caseworker says to the new place; null: nothing."""


class TransferReceipt(WrittenAtPlace):
    """Somebody at the new place has received a package, as whole as it was made."""

    __tablename__ = "transfer_receipts"
    __table_args__ = (
        UniqueConstraint("package_id"),
        Index("ix_transfer_receipts_child", "child_id", "received_at"),
    )

    package_id: Mapped[UUID] = mapped_column(ForeignKey("transfer_packages.id"))
    receiver_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    received_at: Mapped[datetime]
    checksum: Mapped[str] = mapped_column(String(64))
    """Of what was received."""
