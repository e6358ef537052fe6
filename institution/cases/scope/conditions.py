"""The policy as a WHERE clause: who reaches whom on a day.

It begins with the person, so that its cost does not grow with the number of children in the
database. Conditions are kept ready: making one takes longer than asking the database.
"""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Uuid,
    and_,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from institution.access.policy import Relation
from institution.audit.models import RecordHistory
from institution.cases.models import Assignment, Block, Child, Employment, Placement, Unit
from institution.db.base import AboutChild, WrittenAtPlace
from institution.db.types import Moment

Relations = frozenset[Relation]

THROUGH_FAMILY: Relations = frozenset({Relation.COORDINATOR_OF_FAMILY, Relation.FOSTER_CARER_OF})
THROUGH_PLACE: Relations = THROUGH_FAMILY | {
    Relation.STAFF_OF_UNIT,
    Relation.LEADER_OF_UNIT,
    Relation.MANAGER_OF_HOME,
}
THROUGH_ASSIGNMENT: Relations = frozenset(
    {Relation.CASEWORKER_OF, Relation.CONTACT_ADULT_OF, Relation.MATCHING_FOR}
)
KEPT = 1024
"""Conditions kept ready: a few for each person at work on a day."""


class Asking(NamedTuple):
    """Who asks, and on which day."""

    person: ColumnElement[Any]
    day: ColumnElement[Any]


NAMED = Asking(bindparam("person_id", type_=Uuid()), bindparam("day", type_=Date()))


@lru_cache(KEPT)
def reached(through: Relations, person_id: UUID | None, day: date) -> ColumnElement[bool]:
    """Return the condition that a person reaches a child on a day."""
    return _reach(Child.id, through, _asking(person_id, day))


@lru_cache(KEPT)
def within(
    model: type[AboutChild], through: Relations, person_id: UUID | None, day: date
) -> ColumnElement[bool]:
    """Return the condition that a person reaches a record about a child on a day."""
    asking = _asking(person_id, day)
    if model is Placement and through & THROUGH_FAMILY:
        return _placements(through, asking)
    if not issubclass(model, WrittenAtPlace):
        return _reach(model.child_id, through, asking)
    elsewhere = _reach(model.child_id, through - THROUGH_PLACE, asking)
    here = _reach(model.child_id, through & THROUGH_PLACE, asking)
    return or_(elsewhere, and_(here, model.home_id.in_(_homes(through, asking))))


def _placements(through: Relations, asking: Asking) -> ColumnElement[bool]:
    """Return the condition of `within` for placements: a family hears of no other place."""
    family = through & THROUGH_FAMILY
    others = _reach(Placement.child_id, through - family, asking)
    here = _reach(Placement.child_id, family, asking)
    return or_(others, and_(here, Placement.unit_id.in_(_units(family, asking))))


@lru_cache(KEPT)
def families(through: Relations, person_id: UUID | None, day: date) -> Select[UUID]:
    """Select the ids of the foster families to which a person is tied on a day."""
    return _homes(through & THROUGH_FAMILY, _asking(person_id, day))


@lru_cache(KEPT)
def units(through: Relations, person_id: UUID | None, day: date) -> Select[Unit]:
    """Select the units in which a person works on a day."""
    return select(Unit).where(Unit.id.in_(_units(through, _asking(person_id, day))))


@lru_cache
def single(through: Relations) -> Select[Any]:
    """Select what pages say of one child: `child_id`, for `person_id` on `day`.

    With it comes the number of records about it that were kept since `since`.
    """
    records = select(func.count()).where(
        RecordHistory.child_id == Child.id, RecordHistory.at >= bindparam("since", type_=Moment())
    )
    found = select(
        Child.id,
        Child.municipality_id,
        Child.name_sealed,
        Child.born_sealed,
        records.scalar_subquery(),
    )
    reach = _reach(Child.id, through, NAMED)
    return found.where(Child.id == bindparam("child_id", type_=Uuid()), reach)


def lasts(
    begins: InstrumentedAttribute[Any], ends: InstrumentedAttribute[Any], day: Any
) -> ColumnElement[bool]:
    """Return the condition that something from `begins` to `ends` lasts on `day`."""
    return and_(begins <= day, or_(ends.is_(None), ends >= day))


def _asking(person_id: UUID | None, day: date) -> Asking:
    """Return who asks as values."""
    return Asking(literal(person_id, Uuid()), literal(day, Date()))


def _reach(
    column: InstrumentedAttribute[UUID], through: Relations, asking: Asking
) -> ColumnElement[bool]:
    """Return the condition that the child is within reach and not blocked."""
    if Relation.EVERY_CHILD in through:
        return true()
    own = select(Child.id).where(Child.id == asking.person)
    ways = [own] if Relation.SELF in through else []
    if through & THROUGH_PLACE:
        ways.append(_placed_in(through, asking))
    if through & THROUGH_ASSIGNMENT:
        ways.append(_assigned(through, asking))
    if not ways:
        return false()
    reached = ways[0] if len(ways) == 1 else union_all(*ways)
    return and_(column.in_(reached), column.not_in(_blocked(asking)))


def _one_of(column: InstrumentedAttribute[Relation], relations: Relations) -> ColumnElement[bool]:
    """Return the condition that a relation is one of some; told one by one, it is asked faster."""
    return or_(false(), *(column == relation for relation in sorted(relations)))


def _units(through: Relations, asking: Asking) -> Select[UUID]:
    """Select the units of the person: named in the employment, or all of a managed home."""
    employed = and_(
        Employment.person_id == asking.person,
        _one_of(Employment.relation, through & THROUGH_PLACE),
        lasts(Employment.begins, Employment.ends, asking.day),
    )
    belongs = and_(
        Unit.home_id == Employment.home_id,
        or_(Employment.unit_id == Unit.id, Employment.unit_id.is_(None)),
    )
    return select(Unit.id).join(Employment, belongs).where(employed)


def _homes(through: Relations, asking: Asking) -> Select[UUID]:
    """Select the homes of the person."""
    return select(Employment.home_id).where(
        Employment.person_id == asking.person,
        _one_of(Employment.relation, through & THROUGH_PLACE),
        lasts(Employment.begins, Employment.ends, asking.day),
    )


def _placed_in(through: Relations, asking: Asking) -> Select[UUID]:
    """Select the children who live in the person's units."""
    return select(Placement.child_id).where(
        Placement.unit_id.in_(_units(through, asking)),
        lasts(Placement.begins, Placement.ends, asking.day),
    )


def _assigned(through: Relations, asking: Asking) -> Select[UUID]:
    """Select the children assigned to the person."""
    return select(Assignment.child_id).where(
        Assignment.person_id == asking.person,
        _one_of(Assignment.relation, through & THROUGH_ASSIGNMENT),
        lasts(Assignment.begins, Assignment.ends, asking.day),
    )


def _blocked(asking: Asking) -> Select[UUID]:
    """Select the children the person must not reach."""
    return select(Block.child_id).where(
        Block.person_id == asking.person, lasts(Block.begins, Block.ends, asking.day)
    )
