"""Authorities, homes, children, and the relations between people that decide access.

Every relation lasts from a day to a day; `ends` is the last day, null while it lasts.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from institution.access.policy import Relation
from institution.db.base import AboutChild, Record, WrittenAtPlace, codes
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


def age(born: date, day: date) -> int:
    """Return the age in whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Profile(StrEnum):
    """Whose law and habits a place follows."""

    GREENLAND = "gl"
    DENMARK = "dk"


class Municipality(Record):
    """The authority that answers for a child."""

    __tablename__ = "municipalities"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    profile: Mapped[Profile] = mapped_column(codes(Profile))


class PlaceKind(StrEnum):
    """What kind of place a child lives in."""

    RESIDENTIAL = "residential"
    FOSTER_FAMILY = "foster_family"


class Home(Record):
    """A place where children live: a residential home, or a foster family.

    A home may serve several municipalities. A family has one unit, and is named by a number: who
    reads the name of a place learns nothing about the people in it.
    """

    __tablename__ = "homes"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    profile: Mapped[Profile] = mapped_column(codes(Profile))
    time_zone: Mapped[str] = mapped_column(String(40))
    """IANA name, such as America/Nuuk."""
    kind: Mapped[PlaceKind] = mapped_column(codes(PlaceKind), default=PlaceKind.RESIDENTIAL)


class Unit(Record):
    """A group of children in a home with its own staff; all of a foster family."""

    __tablename__ = "units"

    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    home: Mapped[Home] = relationship()


class Child(Record):
    """A child who belongs to one municipality."""

    __tablename__ = "children"
    __table_args__ = (Index("ix_children_municipality", "municipality_id"),)
    scoped: ClassVar[bool] = True

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipalities.id"))
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    """How lists and files name the child without naming it."""
    name_sealed: Mapped[bytes] = sealed_column()
    name = Sealed("name_sealed")
    born_sealed: Mapped[bytes] = sealed_column()
    born_text = Sealed("born_sealed")
    """Day of birth as ISO text: it is half of the civil registration number."""
    cpr_sealed: Mapped[bytes | None] = sealed_column()
    cpr = SealedOrNone("cpr_sealed")
    cpr_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    """Keyed fingerprint of the civil registration number; null where it is not known."""
    address_sealed: Mapped[bytes | None] = sealed_column()
    address = SealedOrNone("address_sealed")

    @property
    def born(self) -> date:
        """Return the day of birth."""
        return date.fromisoformat(self.born_text)

    def age_on(self, day: date) -> int:
        """Return the age in whole years."""
        return age(self.born, day)


class Placement(AboutChild):
    """A child lives in a unit."""

    __tablename__ = "placements"
    __table_args__ = (
        Index("ix_placements_child", "child_id", "begins"),
        Index("ix_placements_unit", "unit_id", "begins"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    begins: Mapped[date]
    ends: Mapped[date | None]
    legal_ground: Mapped[str | None] = mapped_column(String(60))
    """Code of the paragraph; null where it is not recorded here."""
    unit: Mapped[Unit] = relationship()


class Employment(Record):
    """A person works in a unit, leads it, or manages the whole home; or cares in a family."""

    __tablename__ = "employments"
    __table_args__ = (
        Index("ix_employments_person", "person_id"),
        Index("ix_employments_unit", "unit_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    relation: Mapped[Relation] = mapped_column(codes(Relation))
    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    """Null for the manager of the whole home."""
    begins: Mapped[date]
    ends: Mapped[date | None]


class Assignment(AboutChild):
    """A person is the caseworker or the contact adult of a child, or finds it a family."""

    __tablename__ = "assignments"
    __table_args__ = (
        Index("ix_assignments_person", "person_id"),
        Index("ix_assignments_child", "child_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    relation: Mapped[Relation] = mapped_column(codes(Relation))
    begins: Mapped[date]
    ends: Mapped[date | None]


class Block(AboutChild):
    """Kin or conflict: this person reaches nothing about the child, whatever else holds."""

    __tablename__ = "blocks"
    __table_args__ = (Index("ix_blocks_person", "person_id", "child_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    begins: Mapped[date]
    ends: Mapped[date | None]


class BoundKind(StrEnum):
    """How a matter is bounded, or opened to one person."""

    RESTRICTED = "restricted"  # staff of the unit read only what they wrote themselves
    NAMED = "named"  # only the caseworker and the named readers
    AROUND = "around"  # it goes around this person, whatever else holds
    READER = "reader"  # this person is named as a reader
    TOOK_PART = "took_part"  # this person took part in it, and writes an own part


class Bound(AboutChild):
    """Fewer people may read a matter than the policy lets; never taken back."""

    __tablename__ = "bounds"
    __table_args__ = (
        Index("ix_bounds_matter", "matter_id", "kind", "person_id"),
        Index("ix_bounds_person", "person_id"),
    )

    matter_id: Mapped[UUID]  # of records that belong together, in several tables
    kind: Mapped[BoundKind] = mapped_column(codes(BoundKind))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    """Null where the bound holds for everyone."""
    day: Mapped[date]  # of the matter


class Bounded(WrittenAtPlace):
    """A record that is read only as far as the bounds of its matter allow.

    A column `closeness` counts instead of the bounds for everyone; an `author_id` goes on reading.
    """

    __abstract__ = True

    matter_id: Mapped[UUID | None]  # null where nothing bounds it
