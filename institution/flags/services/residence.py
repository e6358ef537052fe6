"""Who lives where, as the looks need it: one query for any number of children."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select, true

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
    came: date
    """When the child came to the home, in whichever unit."""


def residences(work: Work, day: date, child_id: UUID | None = None) -> list[Residence]:
    """Return who lives somewhere on a day, unit by unit; one child when it is named."""
    found = work.session.execute(_placements(work, day, child_id)).all()
    placed = (list(rows) for _, rows in groupby(found, key=lambda row: row.child_id))
    living = [_residence(rows) for rows in placed if rows[0].ends is None or rows[0].ends >= day]
    for one in living:
        work.look_up(one.child_id)
    return sorted(living, key=lambda one: (one.unit_id, one.child_id))


def _placements(work: Work, day: date, child_id: UUID | None) -> Select[Any]:
    """Select the placements up to a day, of each child the newest first."""
    columns: tuple[Any, ...] = (
        Placement.child_id,
        Placement.municipality_id,
        Unit.home_id,
        Placement.unit_id,
        Placement.begins,
        Placement.ends,
    )
    reached = scope.within(Placement, work, Permission.FLAG_RAISE)
    of_child = true() if child_id is None else Placement.child_id == child_id
    return (
        select(*columns)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(reached, of_child, Placement.begins <= day)
        .order_by(Placement.child_id, Placement.begins.desc())
        .execution_options(scope=Permission.FLAG_RAISE)
    )


def _residence(rows: Sequence[Any]) -> Residence:
    """Return where a child lives, out of its placements, the newest first."""
    newest = rows[0]
    came = newest.begins
    for earlier in rows[1:]:
        follows = earlier.ends is not None and (came - earlier.ends).days <= 1
        if earlier.home_id != newest.home_id or not follows:
            break
        came = earlier.begins
    child_id, municipality_id, home_id, unit_id, begins, _ = newest
    return Residence(child_id, municipality_id, home_id, unit_id, begins, came)


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
