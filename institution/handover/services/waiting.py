"""What waits in the units of somebody: logs that are missing, handovers nobody has read."""

from dataclasses import dataclass

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Unit
from institution.handover.services.receipts import unread
from institution.logs.services import missing_in_week


@dataclass(frozen=True)
class Waiting:
    """What of a unit's seven days waits for somebody."""

    unit: Unit
    missing: int
    unread: int


def waiting(work: Work) -> list[Waiting]:
    """Return what waits in each unit of the actor, by name.

    Raises:
        NotAllowedError: no role of the actor ever reads of a team.
    """
    units = work.session.scalars(scope.units(work, Permission.TEAM_READ)).all()
    return [
        Waiting(unit, len(missing_in_week(work, unit)), len(unread(work, unit)))
        for unit in sorted(units, key=lambda unit: unit.name)
    ]
