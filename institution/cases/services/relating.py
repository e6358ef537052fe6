"""Tie people and places to children, from a day to a day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from institution.access.errors import ConflictError
from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import (
    Assignment,
    Block,
    Child,
    Employment,
    Home,
    Placement,
    Unit,
)


def place(
    work: Work, child: Child, unit: Unit, begins: date, ends: date | None = None
) -> Placement:
    """Place a child in a unit; a placement that lasts ends the day before.

    Raises:
        ConflictError: the child lives somewhere already on a later day.
    """
    return place_by(Right(Permission.CASE_ADMINISTER), work, child, unit, (begins, ends))


class Right(NamedTuple):
    """By which right something is done, and why."""

    permission: Permission
    reason: str | None = None


def place_by(
    right: Right, work: Work, child: Child, unit: Unit, days: tuple[date, date | None]
) -> Placement:
    """Place a child by another right than that of setting up; else as `place`."""
    begins, ends = days
    earlier = work.session.scalars(
        scope.about(Placement, work, right.permission)
        .where(Placement.child_id == child.id)
        .order_by(Placement.begins)
    ).all()
    _end_before(work, earlier, begins)
    placement = Placement(
        child_id=child.id,
        municipality_id=child.municipality_id,
        unit_id=unit.id,
        unit=unit,
        begins=begins,
        ends=ends,
    )
    save(work, placement, Action.PLACED, right.reason)
    return placement


def assign(
    work: Work, child: Child, person_id: UUID, relation: Relation, begins: date
) -> Assignment:
    """Give a child its caseworker or contact adult; there is one caseworker at a time."""
    earlier = work.session.scalars(
        scope.about(Assignment, work, Permission.CASE_ADMINISTER).where(
            Assignment.child_id == child.id, Assignment.relation == relation
        )
    ).all()
    if relation is Relation.CASEWORKER_OF:
        _end_before(work, earlier, begins)
    assignment = Assignment(
        child_id=child.id,
        municipality_id=child.municipality_id,
        person_id=person_id,
        relation=relation,
        begins=begins,
    )
    save(work, assignment, Action.ASSIGNED)
    return assignment


def employ(
    work: Work, person_id: UUID, relation: Relation, place: Unit | Home, begins: date
) -> Employment:
    """Employ a person in a unit, or as manager of a home."""
    scope.children(work, Permission.CASE_ADMINISTER)
    unit = place if isinstance(place, Unit) else None
    employment = Employment(
        person_id=person_id,
        relation=relation,
        home_id=unit.home_id if unit else place.id,
        unit_id=unit.id if unit else None,
        begins=begins,
    )
    save(work, employment, Action.EMPLOYED)
    return employment


def block(work: Work, child: Child, person_id: UUID, begins: date) -> Block:
    """Keep a person who is kin to the child, or in conflict with it, away from its records."""
    scope.children(work, Permission.CASE_ADMINISTER)
    row = Block(
        child_id=child.id, municipality_id=child.municipality_id, person_id=person_id, begins=begins
    )
    save(work, row, Action.BLOCKED)
    return row


def end(work: Work, row: Placement | Assignment | Employment | Block, last_day: date) -> None:
    """End something that lasts; what has ended is never changed again.

    Raises:
        ConflictError: it has ended already, or would end before it began.
    """
    scope.children(work, Permission.CASE_ADMINISTER)
    if row.ends is not None or last_day < row.begins:
        raise ConflictError
    row.ends = last_day
    save(work, row, Action.ENDED)


def _end_before(work: Work, earlier: Sequence[Placement | Assignment], begins: date) -> None:
    """End what lasts on the day before `begins`."""
    for row in earlier:
        if row.begins >= begins:
            raise ConflictError
        if row.ends is None:
            row.ends = date.fromordinal(begins.toordinal() - 1)
            save(work, row, Action.ENDED)
        elif row.ends >= begins:
            raise ConflictError
