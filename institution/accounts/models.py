"""People, what they are employed to do, and their way in."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from institution.access.policy import Role
from institution.db.base import Base, Record, codes, new_id
from institution.db.sealing import Sealed, sealed_column


class Person(Record):
    """Someone who signs in. One personal account each; it may hold several roles."""

    __tablename__ = "persons"

    user_name_index: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """Keyed fingerprint of the user name: finds the account without naming it."""
    user_name_sealed: Mapped[bytes] = sealed_column()
    user_name = Sealed("user_name_sealed")
    name_sealed: Mapped[bytes] = sealed_column()
    name = Sealed("name_sealed")
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    time_zone: Mapped[str] = mapped_column(String(40))
    roles: Mapped[list["PersonRole"]] = relationship(back_populates="person")


class PersonRole(Record):
    """A role a person holds, from a day to a day."""

    __tablename__ = "person_roles"
    __table_args__ = (Index("ix_person_roles_person", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    role: Mapped[Role] = mapped_column(codes(Role))
    begins: Mapped[date]
    ends: Mapped[date | None]
    """Last day; null while it lasts."""
    person: Mapped[Person] = relationship(back_populates="roles")


class Device(StrEnum):
    """Where someone signed in; decides how long the screen may be left alone."""

    DESK = "desk"
    TABLET = "tablet"


class SignIn(Base):
    """A session on the server. The cookie holds the token; this row only its hash."""

    __tablename__ = "sign_ins"
    __table_args__ = (Index("ix_sign_ins_person", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    child_id: Mapped[UUID | None]
    """The child to whom this person handed the tablet; null: the person uses it."""
    device: Mapped[Device] = mapped_column(codes(Device))
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Outcome(StrEnum):
    """How a try to sign in ended, or that another person opened the account again."""

    FAILED = "failed"
    SUCCEEDED = "succeeded"
    OPENED = "opened"


class SignInTry(Base):
    """A try with one user name, whether or not anyone has it."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (Index("ix_sign_in_tries_name", "user_name_index", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_name_index: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(codes(Outcome))
