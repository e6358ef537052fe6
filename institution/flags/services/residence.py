"""Who lives where, as the looks need it: one query for any number of children."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Employment, Placement, Unit

WORK_WITH_CHILDREN = (Relation.STAFF_OF_UNIT, Relation.LEADER_OF_UNIT)


class Residence(NamedTuple):
    """A child and where it lives on a day."""

    child_id: UUID
    municipality_id: UUID
    home_id: UUID
    unit_id: UUID
    begins: date
    """When the placement began."""


def residences(work: Work, day: date, child_id: UUID | None = None) -> list[Residence]:
    """Return who lives somewhere on a day, unit by unit; one child when it is named."""
    statement = (
        select(
            Placement.child_id,
            Placement.municipality_id,
            Unit.home_id,
            Placement.unit_id,
            Placement.begins,
        )
        .join(Unit, Unit.id == Placement.unit_id)
        .where(
            scope.within(Placement, work, Permission.FLAG_RAISE),
            scope.lasts(Placement.begins, Placement.ends, day),
        )
        .order_by(Placement.unit_id, Placement.child_id, Placement.begins.desc())
        .execution_options(scope=Permission.FLAG_RAISE)
    )
    if child_id is not None:
        statement = statement.where(Placement.child_id == child_id)
    found = {
        row.child_id: Residence(*row) for row in reversed(work.session.execute(statement).all())
    }
    for one in found:
        work.look_up(one)
    return sorted(found.values(), key=lambda one: (one.unit_id, one.child_id))


def adults_at_work(work: Work, unit_ids: Sequence[UUID], day: date) -> dict[UUID, int]:
    """Return how many adults work with the children of each unit that has any."""
    return {
        unit_id: adults
        for unit_id, adults in work.session.execute(
            select(Employment.unit_id, func.count(Employment.person_id.distinct()))
            .where(
                Employment.unit_id.in_(unit_ids),
                Employment.relation.in_(WORK_WITH_CHILDREN),
                scope.lasts(Employment.begins, Employment.ends, day),
            )
            .group_by(Employment.unit_id)
        )
        if unit_id is not None
    }
