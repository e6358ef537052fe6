"""Find children and places within reach."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Child, Placement, Unit


def find_by_reference(work: Work, permission: Permission, references: Sequence[str]) -> list[Child]:
    """Return the children within reach among those with the given references."""
    found = scope.children(work, permission).where(Child.reference.in_(references))
    return list(work.session.scalars(found))


def place_name(home: str, unit: str) -> str:
    """Return what a place is called: a family is a home with one unit of the same name."""
    return unit if unit == home else f"{home}, {unit}"


def placements(work: Work, permission: Permission, child_id: UUID) -> list[Placement]:
    """Return where the child has lived, oldest first."""
    return list(
        work.session.scalars(
            scope.about(Placement, work, permission)
            .where(Placement.child_id == child_id)
            .order_by(Placement.begins)
        )
    )


def placement_on(work: Work, permission: Permission, child_id: UUID, day: date) -> Placement | None:
    """Return where the child lived on a day; None where it lived nowhere we know."""
    return work.session.scalar(
        scope.about(Placement, work, permission)
        .where(Placement.child_id == child_id, scope.lasts(Placement.begins, Placement.ends, day))
        .order_by(Placement.begins.desc())
        .limit(1)
    )


def unit(work: Work, permission: Permission, unit_id: UUID) -> Unit:
    """Return a unit in which the actor works.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
        NotReachableError: no such unit, or not the actor's.
    """
    found = work.session.scalar(scope.units(work, permission).where(Unit.id == unit_id))
    if found is None:
        raise NotReachableError
    return found


def children_of_unit(work: Work, permission: Permission, unit_id: UUID, day: date) -> list[Child]:
    """Return the children who live in the unit on a day and are within reach, by name."""
    living = select(Placement.child_id).where(
        Placement.unit_id == unit_id, scope.lasts(Placement.begins, Placement.ends, day)
    )
    found = work.session.scalars(scope.children(work, permission).where(Child.id.in_(living)))
    return sorted(found, key=lambda child: child.name)
