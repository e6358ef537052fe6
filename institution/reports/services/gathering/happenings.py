"""The incidents of a period that may stand in a report."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases.models import BoundKind
from institution.incidents import services as incidents
from institution.incidents.services import Line, Wanted

FORCE = "use_of_force"
CLOSED = {BoundKind.RESTRICTED, BoundKind.NAMED, BoundKind.AROUND}
CLOSED_TO_A_COUNT = CLOSED - {BoundKind.RESTRICTED}
"""The manager signs what is told of force: it may be counted, though leaders alone read it."""


@dataclass(frozen=True)
class Happenings:
    """What is told of, oldest first."""

    lines: tuple[Line, ...]
    told: frozenset[UUID]
    """Uses of force of which the child has told, by matter."""
    reads_force: bool
    """Whether the writer reads all uses of force: else it is not told that there were none."""
    profile: str
    zone: ZoneInfo

    def day_of(self, line: Line) -> date:
        """Return the day on which something happened, by the clock of the writer."""
        return line.started_at.astimezone(self.zone).date()


def happenings(work: Work, child_id: UUID, period: tuple[date, date]) -> Happenings:
    """Return the incidents of a period that everyone who reads the report may know of.

    What is for named readers, or goes around somebody, is left out whole; of what leaders alone
    read, the use of force stays.

    Raises:
        NotAllowedError: no role of the writer ever reads incidents.
    """
    found = incidents.lines_of_child(work, child_id, Wanted(None, *period))
    bounds = incidents.bounds_of(work, [one.matter_id for one in found])
    open_ones = tuple(
        one
        for one in reversed(found)
        if not _closing(one).intersection(row.kind for row in bounds.get(one.matter_id, ()))
    )
    force = [one.matter_id for one in open_ones if one.type == FORCE]
    return Happenings(
        lines=open_ones,
        told=incidents.told_of(work, child_id, force),
        reads_force=work.actor.may_ever(Permission.INCIDENT_READ_RESTRICTED),
        profile=incidents.profile_of(work, child_id),
        zone=work.actor.time_zone,
    )


def _closing(line: Line) -> set[BoundKind]:
    """Return which bounds keep an incident out of a report."""
    return CLOSED_TO_A_COUNT if line.type == FORCE else CLOSED
