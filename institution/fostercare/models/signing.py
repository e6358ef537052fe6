"""What others than the writer add to a form: their signatures, and their numbers in a map."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from institution.access.policy import Role
from institution.db.base import Record, WrittenWithOrWithoutPlace, codes
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class SheetSignature(Record):
    """That somebody signed a form that its writer has signed and locked."""

    __tablename__ = "sheet_signatures"
    __table_args__ = (UniqueConstraint("sheet_id", "field"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    sheet_id: Mapped[UUID]
    field: Mapped[str] = mapped_column(String(40))
    """Key of the signature in the form."""
    role: Mapped[Role] = mapped_column(codes(Role))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    signed_at: Mapped[datetime]


class MapNumber(WrittenWithOrWithoutPlace):
    """Where the child, or somebody around it, stands on the scale of a finished map; given once."""

    __tablename__ = "map_numbers"
    __table_args__ = (
        UniqueConstraint("sheet_id", "author_id"),
        Index(
            "ix_map_numbers_child",
            "sheet_id",
            unique=True,
            sqlite_where=column("author_id").is_(None),
            postgresql_where=column("author_id").is_(None),
        ),
    )

    sheet_id: Mapped[UUID]
    stands: Mapped[str] = mapped_column(String(40))
    """Code of who it is to the child."""
    number: Mapped[int] = mapped_column(SmallInteger)
    """0 to 10."""
    reason_sealed: Mapped[bytes] = sealed_column()
    reason = Sealed("reason_sealed")
    one_up_sealed: Mapped[bytes | None] = sealed_column()
    one_up = SealedOrNone("one_up_sealed")
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    """Null where the child gave it on its own page."""
    written_at: Mapped[datetime]
