"""The standing telling of each matter, without its texts: for lists, counts and pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.incidents import incidents
from institution.incidents.models import Incident

READ = Permission.INCIDENT_READ


class Line(NamedTuple):
    """The standing telling of a matter, without its texts."""

    id: UUID
    matter_id: UUID
    type: str
    severity: int | None
    started_at: datetime
    codes: Mapping[str, Any]
    home_id: UUID

    @property
    def is_hard(self) -> bool:
        """Whether it is a hard event, and not a part of the child's story."""
        return incidents().type(self.type).has_severity


@dataclass(frozen=True)
class Wanted:
    """Which incidents a reader wants to see."""

    type: str | None = None
    first: date | None = None
    last: date | None = None


def lines_of_child(work: Work, child_id: UUID, wanted: Wanted | None = None) -> list[Line]:
    """Return the standing telling of each incident of a child, the newest first.

    Raises:
        NotAllowedError: no role of the actor ever reads incidents.
    """
    if Incident not in scope.kinds(work, READ, child_id):
        return []
    found = lines(work, READ, Incident.child_id == child_id)
    zone = work.actor.time_zone
    return found if wanted is None else [one for one in found if fits(one, wanted, zone)]


def lines(work: Work, permission: Permission, *conditions: Any) -> list[Line]:
    """Return the standing tellings that fit some conditions, the newest first."""
    found = work.session.execute(
        select(
            Incident.id,
            Incident.matter_id,
            Incident.type,
            Incident.severity,
            Incident.started_at,
            Incident.codes,
            Incident.home_id,
            Incident.corrects_id,
            Incident.child_id,
        )
        .where(scope.within(Incident, work, permission), *conditions)
        .order_by(Incident.started_at.desc(), Incident.id.desc())
        .execution_options(scope=permission)
    ).all()
    for row in found:
        work.look_up(row.child_id)
    replaced = {row.corrects_id for row in found}
    return [Line(*row[:7]) for row in found if row.id not in replaced]


def fits(line: Line, wanted: Wanted, zone: ZoneInfo) -> bool:
    """Tell whether a telling is among those that a reader wants."""
    day = line.started_at.astimezone(zone).date()
    return (
        (wanted.type is None or line.type == wanted.type)
        and (wanted.first is None or day >= wanted.first)
        and (wanted.last is None or day <= wanted.last)
    )
