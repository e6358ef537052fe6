"""Who lives where, as the looks need it: one query for any number of children."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.orm import aliased, joinedload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Placement, Unit


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


def residences(work: Work, day: date, home_id: UUID | None = None) -> list[Residence]:
    """Return who lives somewhere on a day, unit by unit and home by home."""
    found = work.session.execute(_placements(work, day, home_id)).all()
    placed = (list(rows) for _, rows in groupby(found, key=lambda row: row.child_id))
    living = [_residence(rows) for rows in placed if rows[0].ends is None or rows[0].ends >= day]
    living = [one for one in living if home_id in (None, one.home_id)]
    for one in living:
        work.look_up(one.child_id)
    return sorted(living, key=lambda one: (one.home_id, one.unit_id, one.child_id))


def _placements(work: Work, day: date, home_id: UUID | None) -> Select[Any]:
    """Select the placements up to a day, of each child the newest first.

    Of the children who ever lived in a home, where one is named.
    """
    columns: tuple[Any, ...] = (
        Placement.child_id,
        Placement.municipality_id,
        Unit.home_id,
        Placement.unit_id,
        Placement.begins,
        Placement.ends,
    )
    reached, other = scope.within(Placement, work, Permission.FLAG_RAISE), aliased(Placement)
    lived = select(other.child_id).join(Unit, Unit.id == other.unit_id)
    in_home = (
        true()
        if home_id is None
        else Placement.child_id.in_(lived.where(Unit.home_id == home_id, other.begins <= day))
    )
    return (
        select(*columns)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(reached, in_home, Placement.begins <= day)
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


def homes_of(work: Work, permission: Permission, child_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the name of the home in which each child lives today."""
    found = work.session.scalars(
        scope.about(Placement, work, permission)
        .where(
            Placement.child_id.in_(child_ids),
            scope.lasts(Placement.begins, Placement.ends, work.today),
        )
        .order_by(Placement.begins)
        .options(joinedload(Placement.unit).joinedload(Unit.home))
    )
    return {one.child_id: one.unit.home.name for one in found}
