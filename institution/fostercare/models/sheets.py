"""Filled-in forms. Each time one is kept it is a new revision; what is signed is only added to."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from institution.db.base import Record, WrittenWithOrWithoutPlace, codes
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class SheetState(StrEnum):
    """How far a sheet has come with a revision."""

    DRAFT = "draft"
    SHARED = "shared"
    """A draft that is laid before the family."""
    SIGNED = "signed"
    ADDITION = "addition"
    """Something added to what is signed."""


class Revision:
    """What every kept state of a sheet has."""

    sheet_id: Mapped[UUID]
    """The same in every revision."""
    revision: Mapped[int] = mapped_column(SmallInteger)
    """From 1; the highest holds."""
    form: Mapped[str] = mapped_column(String(10))
    """Key of the form."""
    content_version: Mapped[int]
    """Edition of the forms that is answered."""
    state: Mapped[SheetState] = mapped_column(codes(SheetState))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Codes, numbers and days by question; no written text."""
    texts_sealed: Mapped[bytes | None] = sealed_column()
    texts = SealedOrNone("texts_sealed")
    """Written answers by question, as JSON; of an addition, what is added."""
    written_at: Mapped[datetime]

    @declared_attr
    def author_id(self) -> Mapped[UUID]:
        """Who kept it."""
        return mapped_column(ForeignKey("persons.id"))


class FamilySheet(Revision, Record):
    """A form about a family itself."""

    __tablename__ = "family_sheets"
    __table_args__ = (
        UniqueConstraint("sheet_id", "revision"),
        Index("ix_family_sheets_home", "home_id", "form", "state", "written_at"),
    )

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))


class ChildSheet(Revision, WrittenWithOrWithoutPlace):
    """A form about a child in a family, or a map of a child wherever it lives."""

    __tablename__ = "child_sheets"
    __table_args__ = (
        UniqueConstraint("sheet_id", "revision"),
        Index("ix_child_sheets_child", "child_id", "form", "state", "home_id", "written_at"),
        Index("ix_child_sheets_home", "home_id"),
    )


class SheetComment(Record):
    """What the family says to a form about itself."""

    __tablename__ = "sheet_comments"
    __table_args__ = (Index("ix_sheet_comments_sheet", "sheet_id"),)

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    sheet_id: Mapped[UUID]
    text_sealed: Mapped[bytes] = sealed_column()
    text = Sealed("text_sealed")
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]


class Agreement(WrittenWithOrWithoutPlace):
    """Something that was agreed in a form, followed until it is done."""

    __tablename__ = "agreements"
    __table_args__ = (
        Index("ix_agreements_home", "home_id", "due_on"),
        Index("ix_agreements_child", "child_id"),
    )

    sheet_id: Mapped[UUID]
    form: Mapped[str] = mapped_column(String(10))
    what_sealed: Mapped[bytes] = sealed_column()
    what = Sealed("what_sealed")
    owner_sealed: Mapped[bytes] = sealed_column()
    owner = Sealed("owner_sealed")
    due_on: Mapped[date]
    made_at: Mapped[datetime]


class AgreementDone(WrittenWithOrWithoutPlace):
    """That an agreement was kept, or let go, and what came of it."""

    __tablename__ = "agreements_done"
    __table_args__ = (UniqueConstraint("agreement_id"),)

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"))
    done_on: Mapped[date]
    note_sealed: Mapped[bytes | None] = sealed_column()
    note = SealedOrNone("note_sealed")
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
