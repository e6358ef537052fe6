"""The only door to records about children: the policy as a WHERE clause.

The same clause makes a list and finds a single record, so that the two cannot disagree. It begins
with the person, so that its cost does not grow with the number of children in the database.
"""

from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
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

from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission, Relation, relations
from institution.access.work import Work
from institution.cases.models import Assignment, Block, Child, Employment, Placement, Unit
from institution.db.base import AboutChild, WrittenAtPlace

About = TypeVar("About", bound=AboutChild)
Relations = frozenset[Relation]

THROUGH_PLACE: Relations = frozenset(
    {Relation.STAFF_OF_UNIT, Relation.LEADER_OF_UNIT, Relation.MANAGER_OF_HOME}
)
THROUGH_ASSIGNMENT: Relations = frozenset({Relation.CASEWORKER_OF, Relation.CONTACT_ADULT_OF})


class Asking(NamedTuple):
    """Who asks, and on which day."""

    person: ColumnElement[Any]
    day: ColumnElement[Any]


NAMED = Asking(bindparam("person_id", type_=Uuid()), bindparam("day", type_=Date()))


def children(work: Work, permission: Permission) -> Select[Child]:
    """Select the children on whom the actor may use `permission`.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    reach = _reach(Child.id, _through(work, permission), _asking(work))
    return select(Child).where(reach).execution_options(scope=permission)


def child(work: Work, permission: Permission, child_id: UUID) -> Child:
    """Return the child.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
        NotReachableError: no such child, or not within reach.
    """
    statement = _single(_through(work, permission))
    values = {"person_id": work.actor.id, "day": work.today, "child_id": child_id}
    found = work.session.scalar(statement, values)
    if found is None:
        raise NotReachableError
    return found


def child_ids(work: Work, permission: Permission) -> Select[UUID]:
    """Select the ids of the children on whom the actor may use `permission`.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    return children(work, permission).with_only_columns(Child.id)


def about(model: type[About], work: Work, permission: Permission) -> Select[About]:
    """Select the `model` records about children on whom the actor may use `permission`.

    What is written in a home stays with that home's people and the caseworker: another home that
    receives the child does not read it.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    return select(model).where(within(model, work, permission)).execution_options(scope=permission)


def within(model: type[About], work: Work, permission: Permission) -> ColumnElement[bool]:
    """Return the condition of `about`, for a query that selects columns.

    The query needs `.execution_options(scope=permission)`, and the work a `look_up` for each child.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    through, asking = _through(work, permission), _asking(work)
    if not issubclass(model, WrittenAtPlace):
        return _reach(model.child_id, through, asking)
    elsewhere = _reach(model.child_id, through - THROUGH_PLACE, asking)
    here = _reach(model.child_id, through & THROUGH_PLACE, asking)
    return or_(elsewhere, and_(here, model.home_id.in_(_homes(through, asking))))


def units(work: Work, permission: Permission) -> Select[Unit]:
    """Select the units in which the actor works and may use `permission`.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    return select(Unit).where(Unit.id.in_(_units(_through(work, permission), _asking(work))))


def lasts(
    begins: InstrumentedAttribute[Any], ends: InstrumentedAttribute[Any], day: Any
) -> ColumnElement[bool]:
    """Return the condition that something from `begins` to `ends` lasts on `day`."""
    return and_(begins <= day, or_(ends.is_(None), ends >= day))


def _through(work: Work, permission: Permission) -> Relations:
    """Return the relations that give the permission, or refuse."""
    through = relations(work.actor.roles, permission) - {Relation.NO_CHILD}
    if not through:
        raise NotAllowedError(permission.value)
    return through


def _asking(work: Work) -> Asking:
    """Return who asks as values."""
    return Asking(literal(work.actor.id, Uuid()), literal(work.today, Date()))


@lru_cache
def _single(through: Relations) -> Select[Child]:
    """Return the statement that finds one child; built once for each set of relations."""
    reach = _reach(Child.id, through, NAMED)
    found = select(Child).where(Child.id == bindparam("child_id", type_=Uuid()), reach)
    return found.execution_options(scope="child")


def _reach(
    column: InstrumentedAttribute[UUID], through: Relations, asking: Asking
) -> ColumnElement[bool]:
    """Return the condition that the child is within reach and not blocked."""
    if Relation.EVERY_CHILD in through:
        return true()
    ways = []
    if through & THROUGH_PLACE:
        ways.append(_placed_in(through, asking))
    if through & THROUGH_ASSIGNMENT:
        ways.append(_assigned(through, asking))
    if not ways:
        return false()
    reached = ways[0] if len(ways) == 1 else union_all(*ways)
    return and_(column.in_(reached), column.not_in(_blocked(asking)))


def _units(through: Relations, asking: Asking) -> Select[UUID]:
    """Select the units of the person: named in the employment, or all of a managed home."""
    employed = and_(
        Employment.person_id == asking.person,
        Employment.relation.in_(sorted(through & THROUGH_PLACE)),
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
        Employment.relation.in_(sorted(through & THROUGH_PLACE)),
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
        Assignment.relation.in_(sorted(through & THROUGH_ASSIGNMENT)),
        lasts(Assignment.begins, Assignment.ends, asking.day),
    )


def _blocked(asking: Asking) -> Select[UUID]:
    """Select the children the person must not reach."""
    return select(Block.child_id).where(
        Block.person_id == asking.person, lasts(Block.begins, Block.ends, asking.day)
    )
