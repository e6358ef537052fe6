"""The declarative base, and what every record has."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, Enum, ForeignKey, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from uuid_utils.compat import uuid7

from institution.db.types import Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> UUID:
    """Return a UUIDv7: sorts by the time it was made."""
    return uuid7()


def codes(kind: type[StrEnum]) -> Enum:
    """Return a column type for the codes of `kind`, kept as words."""
    return Enum(
        kind, native_enum=False, length=40, values_callable=lambda k: [member.value for member in k]
    )


class Base(DeclarativeBase):
    """Every table of ours."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {UUID: Uuid, datetime: Moment, date: Date}


class Record(Base):
    """A row with an identity of its own, made where it is written."""

    __abstract__ = True
    scoped: ClassVar[bool] = False
    """Whether rows are read through the scope only."""

    id: Mapped[UUID] = mapped_column(primary_key=True)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        super().__init__(**values)


class AboutChild(Record):
    """A record about a child: read through the scope, and each look is logged."""

    __abstract__ = True
    scoped = True

    child_id: Mapped[UUID] = mapped_column(ForeignKey("children.id"))
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipalities.id"))
    """The authority that answers for the child."""


class WrittenAtPlace(AboutChild):
    """A record about a child written in a home: another home reads it only when it is shared."""

    __abstract__ = True

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))


class WrittenWithOrWithoutPlace(AboutChild):
    """A record about a child that may be written before the child lives in any place we know.

    Where it is null, it is read by those alone who reach the child through no place.
    """

    __abstract__ = True

    home_id: Mapped[UUID | None] = mapped_column(ForeignKey("homes.id"))
