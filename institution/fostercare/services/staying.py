"""Who lives in families: in short for lists, and as children."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Child, Placement, Unit
from institution.db.sealing import Place
from institution.fostercare.services.ready import asked


class Lives(NamedTuple):
    """A child in a family of the actor today, as a list names it."""

    id: UUID
    name: str
    unit_id: UUID
    begins: date
    ends: date | None


def living(work: Work) -> list[Lives]:
    """Return who lives today in the families the actor coordinates, by name.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    keyring, found = work.session.info["keyring"], []
    for child_id, sealed, *stay in asked(work, _living):
        name = keyring.open(sealed, Place(Child.__tablename__, "name_sealed", child_id))
        found.append(Lives(child_id, name, *stay))
        work.look_up(child_id)
    return sorted(found, key=lambda one: one.name)


def _living(work: Work) -> Any:
    coordinated = Permission.FAMILY_COORDINATE
    return (
        select(Child.id, Child.name_sealed, Placement.unit_id, Placement.begins, Placement.ends)
        .join(Placement, Placement.child_id == Child.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(
            Child.id.in_(scope.child_ids(work, coordinated)),
            Unit.home_id.in_(scope.families(work, coordinated)),
            scope.within(Placement, work, coordinated),
            scope.lasts(Placement.begins, Placement.ends, work.today),
        )
    )


class Stay(NamedTuple):
    """That a child lives in a family."""

    unit_id: UUID
    begins: date
    ends: date | None


def children_in(
    work: Work, permission: Permission, home_ids: Sequence[UUID]
) -> list[tuple[Stay, Child]]:
    """Return who lives in some families today, and since when; by name."""
    living = work.session.execute(
        scope.children(work, permission)
        .join(Placement, Placement.child_id == Child.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(
            Unit.home_id.in_(home_ids),
            scope.within(Placement, work, permission),
            scope.lasts(Placement.begins, Placement.ends, work.today),
        )
        .add_columns(Placement.unit_id, Placement.begins, Placement.ends)
    )
    found = [(Stay(*stay), child) for child, *stay in living]
    return sorted(found, key=lambda pair: pair[1].name)
