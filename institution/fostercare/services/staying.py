"""Who lives in families."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Child, Placement, Unit


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
