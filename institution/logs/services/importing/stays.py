"""Where children lived, for many days at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Home, Placement, Unit
from institution.logs.services.drafts import Place


@dataclass(frozen=True)
class Stay:
    """A child lived in a place."""

    begins: date
    ends: date | None
    place: Place


def stays(work: Work, child_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Stay]]:
    """Return where the children lived, newest first."""
    rows = work.session.execute(
        select(
            Placement.begins,
            Placement.ends,
            Placement.child_id,
            Placement.municipality_id,
            Placement.unit_id,
            Unit.home_id,
            Home.time_zone,
        )
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(scope.within(Placement, work, Permission.LOG_IMPORT))
        .order_by(Placement.begins.desc())
        .execution_options(scope=Permission.LOG_IMPORT)
    )
    wanted, found = set(child_ids), dict[UUID, list[Stay]]()
    for row in rows:
        begins, ends, place = row[0], row[1], Place._make(row[2:])
        if place.child_id in wanted:
            found.setdefault(place.child_id, []).append(Stay(begins, ends, place))
    return found
