"""The ways in which a person reaches a child: through a place, or by assignment; and no block."""

from datetime import date, timedelta
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
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from institution.access.policy import Relation
from institution.cases.models import (
    Assignment,
    Block,
    Child,
    Employment,
    Placement,
    RespiteStay,
    Unit,
)
from institution.db.base import WrittenAtPlace, WrittenWithOrWithoutPlace

Relations = frozenset[Relation]

THROUGH_FAMILY: Relations = frozenset(
    {
        Relation.COORDINATOR_OF_FAMILY,
        Relation.FOSTER_CARER_OF,
        Relation.RESPITE_CARER_OF,
        Relation.LEADER_OF_TEAM,
    }
)
CARING: Relations = frozenset({Relation.FOSTER_CARER_OF})
THROUGH_PLACE: Relations = THROUGH_FAMILY | {
    Relation.STAFF_OF_UNIT,
    Relation.LEADER_OF_UNIT,
    Relation.MANAGER_OF_HOME,
}
THROUGH_ASSIGNMENT: Relations = frozenset(
    {Relation.CASEWORKER_OF, Relation.CONTACT_ADULT_OF, Relation.MATCHING_FOR}
)


class Asking(NamedTuple):
    """Who asks, and on which day."""

    person: ColumnElement[Any]
    day: ColumnElement[Any]
    lately: ColumnElement[Any]
    """The earliest day on which a child that has moved out may have left; see `left_lately`."""
    child: ColumnElement[Any] | None = None
    """The one child that is asked about; its reach is found once, and not for each record."""


HANDING_OVER = timedelta(days=30)
"""For so long a place reads what it wrote of a child that has moved out."""


def left_lately(day: date) -> date:
    """Return the earliest last day of a placement of which the place still reads on a day."""
    return day - HANDING_OVER


def by(person_id: UUID | None, day: date) -> Asking:
    """Return who asks as values."""
    days = (literal(one, Date()) for one in (day, left_lately(day)))
    return Asking(literal(person_id, Uuid()), *days)


NAMED = Asking(
    bindparam("person_id", type_=Uuid()),
    bindparam("day", type_=Date()),
    bindparam("lately", type_=Date()),
)


NAMED_ONE = NAMED._replace(child=bindparam("of_child", type_=Uuid()))


def values_of(person_id: UUID | None, day: date) -> dict[str, Any]:
    """Return the values of `NAMED`."""
    return {"person_id": person_id, "day": day, "lately": left_lately(day)}


def lasts(
    begins: InstrumentedAttribute[Any], ends: InstrumentedAttribute[Any], day: Any
) -> ColumnElement[bool]:
    """Return the condition that something from `begins` to `ends` lasts on `day`."""
    return and_(begins <= day, or_(ends.is_(None), ends >= day))


def at_place(
    model: type[WrittenAtPlace | WrittenWithOrWithoutPlace], through: Relations, asking: Asking
) -> ColumnElement[bool]:
    """Return the condition that what was written in a home is read there, or from outside."""
    of_place = THROUGH_PLACE | {Relation.MOVED_OUT}
    elsewhere = reach(model.child_id, through - of_place, asking)
    here = reach(model.child_id, through & of_place, asking)
    return or_(elsewhere, and_(here, model.home_id.in_(homes_of(through, asking))))


def reach(
    column: InstrumentedAttribute[UUID], through: Relations, asking: Asking
) -> ColumnElement[bool]:
    """Return the condition that the child is within reach and not blocked."""
    if Relation.EVERY_CHILD in through:
        return true()
    own = select(Child.id).where(Child.id == asking.person)
    ways = [own] if Relation.SELF in through else []
    if through & THROUGH_PLACE:
        ways.append(_placed_in(through, asking))
    if Relation.RESPITE_CARER_OF in through:
        ways.append(_in_respite(asking))
    if through & THROUGH_ASSIGNMENT:
        ways.append(_assigned(through, asking))
    if not ways:
        return false()
    reached = ways[0] if len(ways) == 1 else union_all(*ways)
    child = column if asking.child is None else asking.child
    found = and_(child.in_(reached), child.not_in(_blocked(asking)))
    return found if asking.child is None else select(found).scalar_subquery()


def _one_of(column: InstrumentedAttribute[Relation], relations: Relations) -> ColumnElement[bool]:
    """Return the condition that a relation is one of some; told one by one, it is asked faster."""
    return or_(false(), *(column == relation for relation in sorted(relations)))


def units_of(through: Relations, asking: Asking) -> Select[UUID]:
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


def homes_of(through: Relations, asking: Asking) -> Select[UUID]:
    """Select the homes of the person."""
    return select(Employment.home_id).where(
        Employment.person_id == asking.person,
        _one_of(Employment.relation, through & THROUGH_PLACE),
        lasts(Employment.begins, Employment.ends, asking.day),
    )


def _placed_in(through: Relations, asking: Asking) -> Select[UUID]:
    """Select the children who live in the person's units, or moved out of them a while ago."""
    left = asking.lately if Relation.MOVED_OUT in through else asking.day
    return select(Placement.child_id).where(
        Placement.unit_id.in_(units_of(through, asking)),
        Placement.begins <= asking.day,
        or_(Placement.ends.is_(None), Placement.ends >= left),
    )


def _in_respite(asking: Asking) -> Select[UUID]:
    """Select the children who stay in a family of the person in respite.

    The stay is no employment: what was written about the child in any place stays closed to it.
    """
    stay = RespiteStay
    return select(stay.child_id).where(
        stay.unit_id.in_(units_of(CARING, asking)),
        stay.until >= asking.day,
        lasts(stay.begins, stay.ends, asking.day),
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
